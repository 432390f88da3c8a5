"""The slides of counties and of the nation, made of the workbooks that the last run left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, Message
from medlemsdialog.drawing import shared_renderer
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.slide_deck import build_deck
from medlemsdialog.report.slide_presentation import build_presentation
from medlemsdialog.runs.execution import Limits, Task, execute_workbooks, read_limits
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.run import available_cores
from medlemsdialog.runs.status import build_board
from medlemsdialog.runs.translations import LANGUAGE_PARAMETER
from medlemsdialog.runs.verdicts import judge_workbook, known_folders
from medlemsdialog.writing import write_bytes_atomically

_NAMED = 5


def write_slides(
    workspace: Workspace,
    *,
    county_code: str | None = None,
    language: Language | None = None,
    limits: Limits | None = None,
) -> tuple[Path, ...]:
    """Write the slides (HTML and PPTX) of one county, or of the nation and all counties that were run; return the HTML files.

    In another language than the area's own the workbook is executed once more.

    Raises:
        UsageError: The county is not in the edition or was not run, or something has changed since.
        NoSlidesError: A workbook keeps no slides.
    """
    codes = _choose_areas(workspace, county_code)
    others = [code for code in codes if language and language != workspace.language(code)]
    with locked(workspace.build), shared_renderer():
        written = [
            _write(workspace, code, workspace.build.area(code).workbook, "") for code in codes if code not in others
        ]
        if language and others:
            written += [
                _write(workspace, code, file, f"{language}.")
                for code, file in _execute(workspace, others, language, limits or read_limits())
            ]
    return tuple(written)


def _choose_areas(workspace: Workspace, county_code: str | None) -> list[str]:
    if county_code is not None:
        workspace.county(county_code)
    manifest = read_manifest(workspace.build)
    runs = manifest.counties if manifest else {}
    chosen = [code for code, run in sorted(runs.items()) if run.status != "failed" and county_code in (None, code)]
    if not chosen:
        raise UsageError(Message("Det er ikke noe å lage lysbilder av ennå. Kjør «medlemsdialog run» først."))
    old = [row for row in build_board(workspace).counties if row.county_code in chosen and not row.up_to_date]
    if old:
        raise UsageError(
            Message(
                "Noe er endret siden siste kjøring i {counties}. Kjør «medlemsdialog run» først.",
                counties=", ".join(row.name for row in old[:_NAMED]) + (" …" if len(old) > _NAMED else ""),
            )
        )
    nation = manifest.national if manifest and county_code is None else None
    return [*([NATIONAL] if nation and nation.status != "failed" else []), *chosen]


def _execute(
    workspace: Workspace, codes: Sequence[str], language: Language, limits: Limits
) -> Iterator[tuple[str, Path]]:
    tasks = [
        Task(NATIONAL, paths.workbook("national"), {LANGUAGE_PARAMETER: language})
        if code == NATIONAL
        else Task(code, paths.workbook("county"), {"county_code": code, LANGUAGE_PARAMETER: language})
        for code in codes
    ]
    jobs = min(available_cores(), len(tasks))
    with open_pool(jobs, "warm") as pool:
        for execution in execute_workbooks(tasks, workspace.data, workspace.build, jobs=jobs, limits=limits, pool=pool):
            failure = judge_workbook(execution, limits, known=known_folders(workspace))
            if failure or execution.executed is None:
                raise UsageError(
                    Message(
                        "Det gikk ikke å lage lysbildene for {area} på dette språket. {fault}",
                        area=execution.task.area_code,
                        fault=failure.reason if failure else "–",
                    )
                )
            yield execution.task.area_code, execution.executed


def _write(workspace: Workspace, code: str, workbook: Path, prefix: str) -> Path:
    read = nbformat.read(workbook, as_version=4)
    area = workspace.build.area(code)
    file = area.slides(f"{prefix}html")
    write_bytes_atomically(file, build_deck(read).encode())
    write_bytes_atomically(area.slides(f"{prefix}pptx"), build_presentation(read))
    return file
