"""Outputs that no longer hold are removed, so that nobody reads them as results of the last run."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from medlemsdialog.catalogue import Language
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
)
# Made by a command of their own, of what the last run left.
_SLIDES = ("slides*.html", "slides*.pptx")
# What other commands put into an area's folder: sheets, letters, hand-ins, slides.
_OF_OTHERS = ("ark", "brev", "levering-*", *_SLIDES)
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
    *_SLIDES,
)
_OF_RUNS = ("workbook.ipynb", "problems.csv", MARKED_COPIES, *(name for name in _RESULTS if name not in _SLIDES))


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


def remove_translations(area: AreaFolder, *, but: Language | None = None) -> None:
    """Remove the reports of an earlier run in other languages than the area's own, and `but` one."""
    files = (file for pattern in _TRANSLATIONS for file in area.root.glob(pattern))
    remove_outputs(*(file for file in files if but is None or f".{but}." not in file.name))


def remove_slides(area: AreaFolder) -> None:
    """Remove the slides that were made of what is about to change."""
    remove_outputs(*(file for pattern in _SLIDES for file in area.root.glob(pattern)))


def remove_half_written(build: BuildFolder, area_codes: Iterable[str]) -> None:
    """Remove what a run that was cut off had begun to write; what other commands are writing is left."""
    places: list[tuple[Path, tuple[str, ...]]] = [
        (build.root, (build.manifest.name,)),
        (build.sources_csv.parent, ("*.csv",)),
        *((build.area(code).root, _OF_RUNS) for code in area_codes),
    ]
    for folder, patterns in places:
        for file in folder.glob(".*.*"):
            whole = Path(file.stem.removeprefix("."))
            if file.is_file() and any(whole.match(pattern) for pattern in patterns):
                remove_outputs(file)


def find_own_outputs(area: AreaFolder) -> list[Path]:
    """Return the files that runs have written in the area's folder; half-written ones of a broken run do not count."""
    own = (entry for entry in area.root.glob("*") if not any(entry.match(pattern) for pattern in _OF_OTHERS))
    files = (file for entry in own for file in (entry.rglob("*") if entry.is_dir() else [entry]))
    return sorted(file for file in files if file.is_file() and not file.name.startswith("."))


def find_marked_copies(area: AreaFolder) -> list[Path]:
    """Return the marked sheets of the last run."""
    return sorted(area.root.glob(MARKED_COPIES))


def remove_marked_copies(area: AreaFolder) -> None:
    """Remove the marked sheets of an earlier run."""
    remove_outputs(*find_marked_copies(area))


def remove_other_counties(build: BuildFolder, county_codes: Collection[str]) -> tuple[str, ...]:
    """Remove the outputs of counties that the edition does not have, and return their codes."""
    folder = build.area(next(iter(county_codes))).root.parent
    others = sorted(entry.name for entry in folder.glob("*") if entry.is_dir() and entry.name not in county_codes)
    remove_outputs(*(build.area(code).root for code in others))
    return tuple(others)
