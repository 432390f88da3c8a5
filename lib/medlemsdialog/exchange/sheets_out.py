"""Writing an area's sheets: the register of sources with its meetings, and the statements to code."""

from __future__ import annotations

from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError, UsageError
from medlemsdialog.evidence import Workspace, build_labels, code_statements, read_even_if_broken
from medlemsdialog.exchange.columns import FilledSheet
from medlemsdialog.exchange.hidden import About
from medlemsdialog.exchange.instructions import build_instructions
from medlemsdialog.exchange.lists import Lists, build_lists
from medlemsdialog.exchange.source_sheets import build_meeting_rows, build_source_rows
from medlemsdialog.exchange.statement_sheets import (
    build_claim_list,
    build_new_claim_form,
    build_other_rows,
    build_statement_rows,
    build_theme_list,
)
from medlemsdialog.exchange.take_in import compare_file, read_about_file
from medlemsdialog.exchange.workbook import build_workbook
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Severity, SourceState
from medlemsdialog.writing import write_bytes_atomically

SOURCES_KIND, STATEMENTS_KIND = "sources", "statements"
FILE_NAMES = {SOURCES_KIND: "innspill.xlsx", STATEMENTS_KIND: "kodeark.xlsx"}


class UntakenSheetError(MedlemsdialogError):
    """A file that would be replaced holds something that has not been taken in."""


def build_sheets(workspace: Workspace, area_code: str, *, coder: str = "", command: str = "") -> dict[str, bytes]:
    """Return an area's two files by name; `coder` is the person whose own codings are filled in.

    Raises:
        UsageError: The county is not in the edition.
    """
    received = read_even_if_broken(workspace, area_code)
    lists = build_lists(workspace, area_code)
    area = build_labels(workspace, lists.language).area(area_code)
    files = {}
    for kind, sheets in (
        (SOURCES_KIND, _source_sheets(workspace, received, lists)),
        (STATEMENTS_KIND, _statement_sheets(workspace, received, lists, coder)),
    ):
        own = coder if kind == STATEMENTS_KIND else ""
        about = About(kind, workspace.dialogue.id, area_code, lists.language, own)
        instructions = build_instructions(kind, lists.language, area=area, coder=own, command=command)
        date = workspace.dialogue.document_date.isoformat()
        files[FILE_NAMES[kind]] = build_workbook(sheets, instructions, about, lists, date=date)
    return files


def write_sheets(
    workspace: Workspace, area_code: str, folder: Path | None = None, *, coder: str = "", command: str = ""
) -> tuple[Path, ...]:
    """Write an area's two files to `folder`, or to the area's own among the results, and return where they lie.

    A file that is there already is replaced only when nothing in it waits to be taken in.

    Raises:
        UsageError: The county is not in the edition, or the folder is that of the originals.
        UntakenSheetError: A file that is there holds something that has not been taken in.
    """
    target = folder if folder is not None else workspace.build.area(area_code).sheets
    if any(target.resolve().is_relative_to(root) for root in workspace.data.input_roots):
        raise UsageError(
            Message("Mappen {folder} er for originaler. Velg en annen mappe med --to.", folder=str(target))
        )
    files = build_sheets(workspace, area_code, coder=coder, command=command)
    for name, content in files.items():
        _refuse_untaken(workspace, area_code, target / name, content, coder)
    for name, content in files.items():
        write_bytes_atomically(target / name, content)
    return tuple(target / name for name in files)


def _refuse_untaken(workspace: Workspace, area_code: str, file: Path, content: bytes, coder: str) -> None:
    if not file.exists() or file.read_bytes() == content:
        return
    by = read_about_file(file).get("coder") or coder
    there = compare_file(workspace, area_code, file, by=by)
    if there.events or any(problem.severity is not Severity.NOTICE for problem in there.problems):
        raise UntakenSheetError(
            Message(
                "{file} inneholder noe som ikke er tatt inn, og er ikke overskrevet. Ta filen inn med «medlemsdialog sheets in», "
                "flytt den, eller velg en annen mappe med --to.",
                file=str(file),
            )
        )


def _source_sheets(workspace: Workspace, received: Intake, lists: Lists) -> list[FilledSheet]:
    meetings = {meeting.meeting_id: meeting for meeting in workspace.judgements.meetings_in(received.area_code)}
    return [build_source_rows(received, lists), build_meeting_rows(meetings, lists, workspace.dialogue)]


def _statement_sheets(workspace: Workspace, received: Intake, lists: Lists, coder: str) -> list[FilledSheet]:
    labels = build_labels(workspace, lists.language)
    sources = {s.source_id: s for s in received.sources if s.state is not SourceState.REJECTED}
    coded = [one for one in code_statements(workspace, received) if one.passage.source_id in sources]
    others = [p for p in received.passages if not p.is_statement and p.source_id in sources]
    here = [one.passage.statement_id for one in coded]
    own = {statement_id: made for statement_id in here if (made := workspace.present_coding(statement_id, coder))}
    return [
        build_statement_rows(coded, sources, own, lists, labels),
        build_other_rows(others, sources, lists, labels),
        FilledSheet(build_new_claim_form(lists)),
        build_claim_list(workspace.claims, lists, lists.language),
        build_theme_list(workspace.codebook, workspace.dialogue, lists.language),
    ]
