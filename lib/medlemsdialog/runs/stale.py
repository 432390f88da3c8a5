"""Outputs that no longer hold are removed, so that nobody reads them as results of the last run."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from medlemsdialog.paths import AreaFolder, BuildFolder

MARKED_COPIES = "*-merknader.xlsx"
_TRANSLATIONS = (
    "report.??.html",
    "report.??.docx",
    "index.??.html",
    "evidence.??.xlsx",
    "input.??.*",
    "final-report.??.docx",
    "board-case.??.docx",
    # Made by a command of their own, of what the last run left.
    "slides*.html",
    "slides*.pptx",
)
# Reports come in more languages than one: report.html, report.nn.html.
_RESULTS = (
    "summary.json",
    "report*.html",
    "report*.docx",
    "work-report*.html",
    "index*.html",
    "evidence*.xlsx",
    "evidence",
    "input*.docx",
    "input*.pdf",
    "final-report*.docx",
    "board-case*.docx",
    "slides*.html",
    "slides*.pptx",
)


def remove_outputs(*files: Path) -> None:
    """Remove files and folders; what is not there is no fault."""
    for file in files:
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file, ignore_errors=True)
        else:
            file.unlink(missing_ok=True)


def remove_results(area: AreaFolder) -> None:
    """Remove a failed area's summary and reports; its workbook and its problems stay."""
    remove_outputs(*(file for pattern in _RESULTS for file in area.root.glob(pattern)))


def remove_translations(area: AreaFolder) -> None:
    """Remove the reports of an earlier run in other languages than the area's own, and its slides."""
    remove_outputs(*(file for pattern in _TRANSLATIONS for file in area.root.glob(pattern)))


def remove_marked_copies(area: AreaFolder) -> None:
    """Remove the marked sheets of an earlier run."""
    remove_outputs(*area.root.glob(MARKED_COPIES))


def remove_other_counties(build: BuildFolder, county_codes: Collection[str]) -> tuple[str, ...]:
    """Remove the outputs of counties that the edition does not have, and return their codes."""
    folder = build.area(next(iter(county_codes))).root.parent
    others = sorted(entry.name for entry in folder.glob("*") if entry.is_dir() and entry.name not in county_codes)
    remove_outputs(*(build.area(code).root for code in others))
    return tuple(others)
