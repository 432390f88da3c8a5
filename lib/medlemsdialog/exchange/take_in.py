"""A file compared with what holds now: the events it leads to, and all that a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.exchange.columns import SheetForm
from medlemsdialog.exchange.filled_rows import (
    FilledRow,
    RowResult,
    Setting,
    find_sheet_problems,
    read_filled_rows,
)
from medlemsdialog.exchange.lists import Lists, build_lists, extend_choices
from medlemsdialog.exchange.rules import ORPHAN, build_sheet_problem
from medlemsdialog.exchange.sheet_file import SheetFile, read_sheet_file
from medlemsdialog.exchange.source_sheets import build_meeting_form, build_source_form
from medlemsdialog.exchange.statement_sheets import build_new_claim_form, build_other_form, build_statement_form
from medlemsdialog.exchange.take_claims import name_claims, take_claim_rows
from medlemsdialog.exchange.take_meetings import name_meetings, take_meeting_rows
from medlemsdialog.exchange.take_sources import take_source_row
from medlemsdialog.exchange.take_statements import take_coding_row, take_kind
from medlemsdialog.intake.rules import BrokenOriginalError, build_problem
from medlemsdialog.judgements.events import Event, SourceRegistered
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.paths import NATIONAL

# A file may have more columns than we would write now.
_WIDEST = {"themes": 12, "claims": 8, "questions": 6}

Results = list[tuple[FilledRow, RowResult]]


@dataclass(frozen=True)
class TakenIn:
    """What one file leads to. `unchanged_rows` are those that say what holds already; `kept` counts values."""

    file: Path
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged_rows: int = 0
    kept: int = 0
    newly_confirmed: int = 0


def read_about_file(path: Path) -> Mapping[str, str]:
    """Return what a file says of itself; nothing where it does not say, or cannot be read."""
    try:
        return read_sheet_file(path, ()).about
    except BrokenOriginalError:
        return {}


def compare_file(workspace: Workspace, area_code: str, path: Path, *, by: str, keep_mine: bool = False) -> TakenIn:
    """Return what a file leads to; nothing is written.

    Raises:
        UsageError: The county is not in the edition.
    """
    lists = build_lists(workspace, area_code)
    source_forms = (build_source_form(lists), build_meeting_form(lists, workspace.dialogue))
    statement_forms = (build_statement_form(lists, **_WIDEST), build_other_form(lists), build_new_claim_form(lists))
    county = "" if area_code == NATIONAL else area_code
    try:
        file = read_sheet_file(path, (*source_forms, *statement_forms))
    except BrokenOriginalError as error:
        broken = build_problem(error.rule, source=path.name, county_code=county, found=error.found, **error.values)
        return TakenIn(path, problems=(broken,))
    if problem := _find_wrong_file(file, workspace, area_code, by):
        return TakenIn(path, problems=(problem,))
    setting = Setting(workspace, read_even_if_broken(workspace, area_code), lists, by, keep_mine)
    if any(form.key in file.sheets for form in source_forms):
        return _compare_sources(file, setting)
    return _compare_statements(file, setting)


def _find_wrong_file(file: SheetFile, workspace: Workspace, area_code: str, by: str) -> Problem | None:
    about, name = file.about, file.path.name
    if not file.sheets:
        return build_sheet_problem("sheet_not_ours", file=name)
    if about.get("dialogue_id", workspace.dialogue.id) != workspace.dialogue.id:
        return build_sheet_problem("sheet_other_dialogue", file=name, found=about["dialogue_id"])
    if about.get("area_code", area_code) != area_code:
        return build_sheet_problem("sheet_other_area", file=name, found=about["area_code"], area=area_code)
    if about.get("coder") and about["coder"] != by:
        return build_sheet_problem("sheet_other_coder", file=name, found=about["coder"], by=by)
    return None


def _compare_sources(file: SheetFile, setting: Setting) -> TakenIn:
    meeting_form = build_meeting_form(setting.lists, setting.workspace.dialogue)
    meeting_rows = read_filled_rows(file, meeting_form, setting.area_code)
    meetings = list(take_meeting_rows(meeting_rows, setting))
    # A source may come from a meeting that is written in the same file.
    lists = replace(setting.lists, meetings=extend_choices(setting.lists.meetings, name_meetings(meetings, setting)))
    form = build_source_form(lists)
    rows = read_filled_rows(file, form, setting.area_code)
    sources = {source.source_id: source for source in setting.received.sources}
    by_path = {source.source: source for source in setting.received.sources}
    results: Results = []
    for row in _told_apart(rows, results):
        path = row.texts.get("source", "")
        source = sources.get(row.id) or (None if row.base else by_path.get(path))
        if source is None:
            rule = "sheet_source_replaced" if row.base else "sheet_row_unknown"
            results.append((row, RowResult(problems=(row.problem(rule, "source", found=row.id or path),))))
        else:
            results.append((row, take_source_row(_with_base_of(row, source.source_id), source, setting)))
    problems = find_sheet_problems(file, form, rows, setting.area_code)
    problems += find_sheet_problems(file, meeting_form, meeting_rows, setting.area_code)
    return _gather(file, [*meetings, *results], problems, setting)


def _compare_statements(file: SheetFile, setting: Setting) -> TakenIn:
    area_code = setting.area_code
    claim_form = build_new_claim_form(setting.lists)
    claim_rows = read_filled_rows(file, claim_form, area_code)
    claims = list(take_claim_rows(claim_rows, setting))
    labels, writings = name_claims(claims)
    known = extend_choices(setting.lists.claims, labels, other_writings=writings)
    lists: Lists = replace(setting.lists, claims=known)
    results: Results = []
    problems: tuple[Problem, ...] = ()
    for form, take in ((build_statement_form(lists, **_WIDEST), take_coding_row), (build_other_form(lists), take_kind)):
        rows = read_filled_rows(file, form, area_code)
        problems += find_sheet_problems(file, form, rows, area_code)
        places = _Places(setting.received.passages)
        gone = 0
        for row in _told_apart(rows, results):
            passage = places.find(row)
            if passage is not None:
                results.append((row, take(_with_base_of(row, passage.statement_id), passage, setting)))
            elif row.base and not row.changed_keys:
                gone += 1
                results.append((row, RowResult()))
            else:
                rule = ORPHAN if row.base else "sheet_row_unknown"
                told = row.problem(rule, "text", found=row.texts.get("text", "") or row.id)
                results.append((row, RowResult(problems=(told,))))
        if gone:
            problems += (_sheet_notice(file, form, area_code, gone),)
    return _gather(file, [*claims, *results], problems, setting)


class _Places:
    """The passages of an area, found by a row's id, else by its text where only one passage has it."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._by_id: dict[str, Passage] = {}
        self._by_text: dict[str, list[Passage]] = {}
        for passage in passages:
            self._by_id[passage.statement_id] = passage
            self._by_text.setdefault(canonical_text(passage.text), []).append(passage)

    def find(self, row: FilledRow) -> Passage | None:
        if found := self._by_id.get(row.id):
            return found
        # An id that the sheet was written with is whole: its text is gone. Any other is damaged.
        same = [] if row.base else self._by_text.get(canonical_text(row.texts.get("text", "")), [])
        return same[0] if len(same) == 1 and same[0].text else None


def _with_base_of(row: FilledRow, true_id: str) -> FilledRow:
    """Return the row with what it was written with, also where its id was damaged."""
    if row.id == true_id or row.sheet.base is None:
        return row
    return replace(row, id=true_id, base=row.sheet.base.get(true_id))


def _told_apart(rows: Sequence[FilledRow], results: Results) -> Iterable[FilledRow]:
    """Yield each row once; of rows with the same id that differ, none, and the problem is added to `results`."""
    by_id: dict[str, list[FilledRow]] = {}
    for row in rows:
        by_id.setdefault(row.id or f"\0{row.number}", []).append(row)
    for same in by_id.values():
        changed = [row for row in same if row.changed_keys]
        distinct = {tuple(sorted(row.mine.items())) for row in changed}
        if len(distinct) > 1:
            first, *others = changed
            results += [
                (
                    row,
                    RowResult(
                        problems=(row.problem("sheet_row_twice", row=(others[0] if row is first else first).number),)
                    ),
                )
                for row in changed
            ]
        else:
            yield changed[0] if changed else same[0]


def _sheet_notice(file: SheetFile, form: SheetForm, area_code: str, number: int) -> Problem:
    county = "" if area_code == NATIONAL else area_code
    title = file.sheets[form.key].title
    return build_sheet_problem(
        "sheet_orphans_unchanged", file=file.path.name, county_code=county, sheet=title, number=number
    )


def _gather(file: SheetFile, results: Results, problems: tuple[Problem, ...], setting: Setting) -> TakenIn:
    registered = setting.workspace.judgements.registrations
    events = tuple(event for _, result in results for event in result.events)
    return TakenIn(
        file=file.path,
        events=events,
        problems=(*problems, *(problem for _, result in results for problem in result.problems)),
        unchanged_rows=sum(1 for _, result in results if not result.events and not result.problems),
        kept=sum(result.kept for _, result in results),
        newly_confirmed=sum(isinstance(e, SourceRegistered) and e.source_id not in registered for e in events),
    )
