"""What was received, for people: the tables of sources, statements and problems, and the advisers' own sheets marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace, read_all_even_if_broken, read_even_if_broken
from medlemsdialog.evidence.handed_over import write_received
from medlemsdialog.intake.marked_copy import build_marked_copy
from medlemsdialog.intake.parsed import list_originals
from medlemsdialog.intake.tables import problems_table, sources_table, statements_table, write_csv
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import WITHDRAWN
from medlemsdialog.paths import NATIONAL, BuildFolder
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import remove_marked_copies
from medlemsdialog.runs.verdicts import Failure, judge_exception, known_folders
from medlemsdialog.writing import write_bytes_atomically

_READ_ONE_BY_ONE = 2
# Passages of an area.
_LARGE = 5_000
_SHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods", ".csv", ".tsv"})
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\ud800-\udfff]')
# Names may be 255 bytes long, Norwegian letters take two, and «-merknader.xlsx» follows.
_LONGEST_STEM = 100


@dataclass(frozen=True)
class ReceivedAreas:
    """What intake read, by area code (`national` = without a county). `unread` holds areas it failed on, and why.

    Of a large area that was set `aside` (`set_large_aside`), only the sources are still here.
    """

    areas: Mapping[str, Intake]
    unread: Mapping[str, Failure]
    aside: Mapping[str, Path] = field(default_factory=dict)

    def find(self, area_code: str) -> Intake | Path | None:
        """Return what was received for an area, or the file where it is; None where it could not be read."""
        return None if area_code in self.unread else self.aside.get(area_code) or self.areas[area_code]


def read_areas(workspace: Workspace, area_codes: Sequence[str]) -> ReceivedAreas:
    """Return what was received for each area; an area that cannot be read stops none of the others."""
    areas: dict[str, Intake] = {}
    unread: dict[str, Failure] = {}
    if len(area_codes) > _READ_ONE_BY_ONE:
        with suppress(Exception):
            # All at once, so that a form of the whole country is not read for every county. If one area fails, it is
            # found below which.
            everything = read_all_even_if_broken(workspace)
            return ReceivedAreas({code: everything[code] for code in area_codes}, {})
    for code in area_codes:
        try:
            areas[code] = read_even_if_broken(workspace, code)
        except Exception as error:  # noqa: BLE001 - one area's fault must not stop the others
            areas[code] = Intake(area_code=code, sources=(), passages=(), problems=())
            unread[code] = judge_exception(error, Message("Lesingen av innspillene"), known=known_folders(workspace))
    return ReceivedAreas(areas, unread)


def set_large_aside(received: ReceivedAreas, build: BuildFolder) -> ReceivedAreas:
    """Keep the passages of large areas in files until their workbooks read them, and no longer in memory.

    A hundred thousand of them take a quarter of a gigabyte. Those without a county stay: no workbook reads them.
    """
    areas, aside = dict(received.areas), {}
    for code, intake in received.areas.items():
        if len(intake.passages) < _LARGE or code == NATIONAL or code in received.unread:
            continue
        aside[code] = build.received(code)
        aside[code].parent.mkdir(parents=True, exist_ok=True)
        write_received(intake, aside[code])
        areas[code] = intake.model_copy(update={"passages": (), "problems": (), "personal": (), "sent_elsewhere": ()})
    return replace(received, areas=areas, aside=aside)


def write_tables(workspace: Workspace, received: ReceivedAreas) -> tuple[Path, Path]:
    """Write the tables of sources and of statements of all areas and return them."""
    intakes = tuple(received.areas.values())
    build = workspace.build
    write_csv(sources_table(intakes), build.sources_csv)
    write_csv(statements_table(intakes, workspace.dialogue.working_language), build.statements_csv)
    return build.sources_csv, build.statements_csv


def write_problems(workspace: Workspace, received: ReceivedAreas, area_codes: Iterable[str]) -> None:
    """Write the problems of some areas, and their sheets with the cells marked."""
    build = workspace.build
    originals: dict[str, Path] = {}
    for code in area_codes:
        area = build.area(code)
        write_csv(problems_table(received.areas[code].problems, workspace.working_language(code)), area.problems_csv)
        remove_marked_copies(area)
        _write_marked_copies(workspace, received.areas[code], originals)


def _write_marked_copies(workspace: Workspace, received: Intake, originals: dict[str, Path]) -> None:
    """Write the area's marked sheets; `originals` are listed into when the first area has any."""
    area, language = workspace.build.area(received.area_code), workspace.working_language(received.area_code)
    readable = {source.source.partition("#")[0] for source in received.sources if source.readable}
    by_original = _problems_by_original(received)
    # A copy of a sheet would hold what is withdrawn of it.
    withdrawn = {one.source.partition("#")[0] for one in received.sources if one.set_aside_reason == WITHDRAWN}
    withdrawn |= {event.source.partition("#")[0] for event in workspace.judgements.withdrawn.values()}
    names = name_copies(sorted(name for name in by_original if name in readable - withdrawn and _is_sheet(name)))
    if names and not originals:
        originals.update(workspace.data.originals())
    for name, content in _read_sheets(originals, names):
        try:
            copy = build_marked_copy(name, content, by_original[name], language=language)
            write_bytes_atomically(area.marked_copy(Path(names[name])), copy)
        except Exception as error:  # noqa: BLE001 - the problems stand in problems.csv; a sheet must not stop the run
            append_run_log(workspace.build, "marked_copy", source=name, error=f"{type(error).__name__}: {error}")


def _read_sheets(originals: Mapping[str, Path], names: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the sheets of these names with their content; a sheet may lie in a ZIP."""
    wanted = {place for name in names for place in (name, *map(str, PurePosixPath(name).parents)) if place in originals}
    for source in sorted(wanted):
        yield from (
            (one.source, one.content) for one in list_originals(source, originals[source]) if one.source in names
        )


def name_copies(sources: Sequence[str]) -> dict[str, str]:
    """Return what each sheet's copy is called: its own name, or with its folder where two would be the same.

    Signs that Windows refuses in names, and what is too long there, are left out.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for source in sources:
        path = PurePosixPath(source)
        folders = "-".join(path.parent.parts)
        for number, stem in enumerate((path.stem, f"{path.parent.name}-{path.stem}", f"{folders}-{path.stem}")):
            called = _clean_name(stem if number < 2 else f"{stem}-{path.suffix.removeprefix('.')}")
            if called.casefold() not in taken:
                break
        else:
            called = f"{called}-{len(taken)}"
        taken.add(called.casefold())
        names[source] = f"{called}{path.suffix}"
    return names


def _clean_name(stem: str) -> str:
    return _NOT_IN_NAMES.sub("_", stem).strip(" .")[:_LONGEST_STEM] or "_"


def _is_sheet(source: str) -> bool:
    return PurePosixPath(source).suffix.lower() in _SHEET_ENDINGS


def _problems_by_original(received: Intake) -> dict[str, list[Problem]]:
    by_original: dict[str, list[Problem]] = defaultdict(list)
    for problem in received.problems:
        by_original[problem.source.partition("#")[0]].append(problem)
    return by_original
