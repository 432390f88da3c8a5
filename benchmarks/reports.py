"""How large the reports of the example are, and how soon Chromium shows something of them, opened as an attachment is."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.run import run_dialogue

REPEATS = 5
COUNTY = "61"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_TIMES = """() => {
  const painted = performance.getEntriesByName("first-contentful-paint")[0];
  const opened = performance.getEntriesByType("navigation")[0];
  return [painted ? painted.startTime : null, opened.loadEventEnd];
}"""


def measure() -> dict[str, Any]:
    """Return sizes in bytes, and milliseconds to the first paint with content and until all is loaded, in a new browser each time."""
    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        build = BuildFolder(Path(folder))
        assert run_dialogue(open_workspace(DataFolder(root / "data"), build)).succeeded
        counties = [file.stat().st_size for file in build.area(COUNTY).report.parents[1].glob("*/report.html")]
        pages = {"county": build.area(COUNTY).report, "national": build.area(NATIONAL).index}
        return {
            "largest_county_bytes": max(counties),
            "national_bytes": pages["national"].stat().st_size,
            "repeats": REPEATS,
            **{name: _measure_opening(file) for name, file in pages.items()},
        }


def _measure_opening(file: Path) -> dict[str, float] | None:
    """Return the medians, and the slowest first paint; None where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    painted, loaded = [], []
    with sync_playwright() as playwright:
        for _ in range(REPEATS):
            browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(file.as_uri(), timeout=120_000)
            page.wait_for_function(f"({_TIMES})().every((one) => one)")
            first, whole = page.evaluate(_TIMES)
            painted.append(first)
            loaded.append(whole)
            browser.close()
    return {
        "first_paint_ms": round(statistics.median(painted)),
        "slowest_first_paint_ms": round(max(painted)),
        "loaded_ms": round(statistics.median(loaded)),
    }
