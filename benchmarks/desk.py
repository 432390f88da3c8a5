"""The desk with five thousand statements in a real JupyterLab: from a key to the next statement on the screen, and to its being saved."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from playwright.sync_api import Page, sync_playwright

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import BuildFolder, DataFolder, shipped
from medlemsdialog.runs.lab import LabCommand, prepare_lab

STATEMENTS, PRESSES = 5000, 60
COUNTY, SENDER = "61", ("Tyrihavn kommune", "6101")
WAIT_MS = 300_000
# fmt: off
_WORDS = [
    "kulturskolen", "biblioteket", "kommunen", "staten", "styrke", "tilskudd", "frivillige", "lokaler", "øving",
    "barn", "unge", "museum", "drift", "penger", "rom", "scene", "kor", "korps",
    "festival", "tilbud", "avstand", "buss", "ansatte", "lærere", "plan", "mål", "fylket",
    "skole", "idrett", "kino", "teater", "kunst", "arkiv", "språk",
]
# fmt: on
# Each press is timed in the page itself: from the key to the frame in which another statement stands.
_PRESS = """
async ([key, pause]) => {
  const card = document.querySelector(".mld-statement");
  const shown = () => document.querySelector(".mld-now")?.textContent;
  const before = shown(), began = performance.now();
  card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (shown() === before) {
    if (performance.now() - began > 30000) throw new Error("no next statement");
    await new Promise((done) => setTimeout(done, 0));
  }
  await new Promise((done) => requestAnimationFrame(done));
  const took = performance.now() - began;
  await new Promise((done) => setTimeout(done, pause));
  return took;
}
"""
_SAVED = """
async (key) => {
  const began = performance.now();
  document.querySelector(".mld-status").textContent = "";
  document.querySelector(".mld-statement").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  while (!document.querySelector(".mld-status").textContent) {
    if (performance.now() - began > 30000) throw new Error("not saved");
    await new Promise((done) => setTimeout(done, 0));
  }
  return performance.now() - began;
}
"""


def measure() -> dict[str, Any]:
    """Return milliseconds from a key to the next statement: at a person's pace, and without a pause; and until it is saved."""
    with tempfile.TemporaryDirectory() as folder:
        data = _lay_out(Path(folder))
        command = prepare_lab(open_workspace(data, BuildFolder(Path(folder) / "build")), COUNTY, browser=False)
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=command.environment, stderr=subprocess.DEVNULL
        )
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                result = _measure_page(
                    browser.new_page(viewport={"width": 1280, "height": 900}), _address(command, process)
                )
                browser.close()
        finally:
            os.kill(process.pid, signal.SIGTERM)
            process.wait()
    return result


def _measure_page(page: Page, address: str) -> dict[str, Any]:
    page.goto(address)
    page.locator(".mld-start-button").wait_for(timeout=WAIT_MS)
    began = time.perf_counter()
    page.keyboard.press("Enter")
    page.locator(".mld-desk form input").first.fill("Måler", timeout=WAIT_MS)
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Koding", exact=True).click(timeout=WAIT_MS)
    page.locator(".mld-statement .mld-buttons").first.wait_for(timeout=WAIT_MS)
    opened = time.perf_counter() - began
    page.wait_for_timeout(1000)
    paced = [page.evaluate(_PRESS, ["x", 400]) for _ in range(PRESSES)]
    rushed = [page.evaluate(_PRESS, ["x", 0]) for _ in range(PRESSES)]
    page.wait_for_timeout(3000)
    saved = [page.evaluate(_SAVED, "x") for _ in range(PRESSES // 3)]
    return {
        "statements": page.evaluate("Number(document.querySelector('.mld-list-row').getAttribute('aria-setsize'))"),
        "presses": PRESSES,
        "opened_seconds": round(opened, 1),
        "next_ms": _spread(paced),
        "next_without_pause_ms": _spread(rushed),
        "saved_ms": _spread(saved),
    }


def _spread(times: list[float]) -> dict[str, int]:
    ordered = sorted(times)
    return {
        "median": round(statistics.median(ordered)),
        "p95": round(ordered[int(len(ordered) * 0.95)]),
        "max": round(ordered[-1]),
    }


def _lay_out(folder: Path) -> DataFolder:
    """Write a dialogue whose one county has a sheet with the statements; the words are drawn, and mean nothing."""
    shutil.copytree(shipped("data"), folder / "data", ignore=shutil.ignore_patterns("inputs", "judgements"))
    rng = random.Random(1)
    book = Workbook()
    book.active.append(["Avsender", "Kommunenummer", "Innspill"])
    for number in range(STATEMENTS):
        words = " ".join(rng.choice(_WORDS) for _ in range(18))
        book.active.append([*SENDER, f"Vi mener at kommunen bør {words}, punkt {number}. Eksempel – oppdiktet."])
    file = folder / "data" / "inputs" / COUNTY / "mange.xlsx"
    file.parent.mkdir(parents=True)
    book.save(file)
    return DataFolder(folder / "data")


def _address(command: LabCommand, process: subprocess.Popen[bytes]) -> str:
    file = command.folder / "jupyter" / "runtime" / f"jpserver-{process.pid}.json"
    while process.poll() is None:
        try:
            server = json.loads(file.read_text())
            return f"http://127.0.0.1:{server['port']}/doc/tree/{command.notebook.name}?token={server['token']}"
        except (OSError, ValueError):
            time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start")
