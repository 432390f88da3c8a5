"""The desk as its users meet it: a real JupyterLab with its kernel, in a real browser."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.lab import LabCommand, prepare_lab
from support.desk_page import FLAGS

START_SECONDS = 120


@contextmanager
def run_lab(data: DataFolder, build: BuildFolder, *, area_code: str = "") -> Iterator[str]:
    """Start JupyterLab as `medlemsdialog lab` does, and give the address that opens the desk."""
    command = prepare_lab(open_workspace(data, build), area_code, browser=False)
    log = (command.folder / "jupyterlab.log").open("wb")
    process = subprocess.Popen(
        command.arguments, cwd=command.folder, env=command.environment, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        yield _wait_for_address(command, process)
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


@contextmanager
def open_browser(chromium: str) -> Iterator[BrowserContext]:
    """Open a browser; a fault of the desk's own script fails the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 860}, accept_downloads=True)
        faults: list[str] = []
        context.on("weberror", lambda error: faults.append(str(error.error)))
        yield context
        browser.close()
    assert not [fault for fault in faults if "mld" in fault or "desk" in fault.lower()], faults


def start_desk(context: BrowserContext, address: str, *, person: str) -> Page:
    """Open the page, press Start, say who one is, and give the page with the desk on it."""
    page = context.new_page()
    page.goto(address)
    page.locator(".mld-start-button").wait_for(timeout=START_SECONDS * 1000)
    page.keyboard.press("Enter")
    name = page.locator(".mld-desk form input[autocomplete=name]")
    name.wait_for(timeout=START_SECONDS * 1000)
    name.fill(person)
    page.keyboard.press("Enter")
    page.locator(".mld-desk .mld-tabs").wait_for()
    return page


def open_tab(page: Page, name: str) -> None:
    """Go to a tab of the desk."""
    page.locator(".mld-desk").get_by_role("tab", name=name, exact=True).click()


def _wait_for_address(command: LabCommand, process: subprocess.Popen[bytes]) -> str:
    runtime = command.folder / "jupyter" / "runtime"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        for file in runtime.glob(f"jpserver-{process.pid}.json"):
            try:
                server = json.loads(file.read_text())
            except ValueError:
                continue
            return f"http://127.0.0.1:{server['port']}/doc/tree/{command.notebook.name}?token={server['token']}"
        time.sleep(0.2)
    raise AssertionError(Path(command.folder / "jupyterlab.log").read_text())
