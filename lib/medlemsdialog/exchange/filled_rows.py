"""The rows of a sheet that is taken back: what each says, what it was written with, and what cannot be used."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.columns import ID, Column, Input, SheetForm
from medlemsdialog.exchange.lists import Lists
from medlemsdialog.exchange.parsing import Fault, clean_text, describe_choices, parse_cell
from medlemsdialog.exchange.rules import CONFLICT, build_sheet_problem
from medlemsdialog.exchange.sheet_file import FileRow, FileSheet, SheetFile
from medlemsdialog.exchange.three_way import Fate, compare_values
from medlemsdialog.judgements.events import Event
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.paths import NATIONAL

_DASHES = {ord(sign): "-" for sign in "‐‑‒–—−"}
Shown = str | Message
NOTHING = Message("tomt")


@dataclass(frozen=True)
class Setting:
    """What a file is compared with: the area as it stands now, and who takes the file in."""

    workspace: Workspace
    received: Intake
    lists: Lists
    by: str
    keep_mine: bool = False

    @property
    def area_code(self) -> str:
        """The area."""
        return self.received.area_code


@dataclass(frozen=True)
class RowResult:
    """What one row leads to. `kept` counts values that were changed elsewhere since and stay so."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    kept: int = 0


@dataclass(frozen=True)
class FilledRow:
    """One row. `mine` holds what the sheet says by column key, `base` what it was written with (None: not known)."""

    file: str
    area_code: str
    sheet: FileSheet
    form: SheetForm
    number: int
    id: str
    mine: Mapping[str, str]
    base: Mapping[str, str] | None
    faults: Mapping[str, Fault]
    texts: Mapping[str, str]

    @property
    def changed_keys(self) -> tuple[str, ...]:
        """The editable columns in which the sheet now says something else than it was written with."""
        base = self.base or {}
        return tuple(key for key, value in self.mine.items() if key in self.faults or value != base.get(key, ""))

    def base_value(self, key: str) -> str | None:
        """Return what a column was written with; None where that is not known."""
        return None if self.base is None else self.base.get(key, "")

    def show(self, key: str, value: str) -> Shown:
        """Return a value as a person reads it."""
        if not value:
            return NOTHING
        column = self.form.column(key)
        return column.choices.label(value) if column.choices else value

    def problem(self, rule: str, key: str | None = None, *, found: str | None = None, **values: Any) -> Problem:
        """Return a problem at the cell of a column, or at the row where no column is named."""
        text = self.texts.get(key, "") if key else ""
        column = self.form.column(key).heading if key else ""
        return build_sheet_problem(
            rule,
            file=self.file,
            county_code="" if self.area_code == NATIONAL else self.area_code,
            sheet=self.sheet.title,
            cell=self._cell(key),
            found=text if found is None else found,
            **{"column": column, **values},
        )

    def fault_problems(self, keys: Iterable[str] | None = None) -> tuple[Problem, ...]:
        """Return a problem for each cell that cannot be used, of all columns or of those named."""
        wanted = self.faults if keys is None else [key for key in keys if key in self.faults]
        return tuple(self.fault_problem(key, self.faults[key]) for key in wanted)

    def fault_problem(self, key: str, fault: Fault) -> Problem:
        """Return the problem of a cell that cannot be used."""
        values: dict[str, Any] = dict(fault.values)
        return self.problem(fault.rule, key, **values)

    def conflict(self, key: str, mine: Shown, base: Shown, present: Shown, *, who: Event | None) -> Problem:
        """Return the problem of a cell that was changed in the sheet and elsewhere too."""
        by = Message(", bestemt av {by} {day}", by=who.by, day=f"{who.at:%d.%m.%Y}") if who else Message("")
        unknown = Message("ukjent") if self.base is None else base
        return self.problem(CONFLICT, key, base=unknown, mine=mine, present=present, who=by)

    def _cell(self, key: str | None) -> str | None:
        named = self.sheet.cell(self.number, key) if key else None
        # The id may be gone; then the first of our columns marks the row.
        first = min(self.sheet.columns, key=lambda one: self.sheet.columns[one])
        return named or self.sheet.cell(self.number, ID) or self.sheet.cell(self.number, first)


def fate_of(
    row: FilledRow, base: Hashable | None, mine: Hashable, present: Hashable, *, judged: bool, setting: Setting
) -> Fate:
    """Return what becomes of a value of a row; where the row's base is not known, `base` does not count."""
    known = None if row.base is None else base
    return compare_values(known, mine, present, judged=judged, keep_mine=setting.keep_mine)


def read_filled_rows(file: SheetFile, form: SheetForm, area_code: str) -> tuple[FilledRow, ...]:
    """Return the rows of one sheet of a file; none where the file has no such sheet."""
    sheet = file.sheets.get(form.key)
    if sheet is None:
        return ()
    return tuple(_fill_row(file, sheet, form, row, area_code) for row in sheet.rows)


def find_sheet_problems(
    file: SheetFile, form: SheetForm, rows: Sequence[FilledRow], area_code: str
) -> tuple[Problem, ...]:
    """Return what is wrong with a sheet as a whole: missing, without its base, columns or rows."""
    common = {"file": file.path.name, "county_code": "" if area_code == NATIONAL else area_code}
    sheet = file.sheets.get(form.key)
    if sheet is None:
        return (build_sheet_problem("sheet_gone", **common, name=form.title),)
    problems = [
        build_sheet_problem("sheet_column_gone", **common, sheet=sheet.title, column=column.heading)
        for column in form.editable
        if column.key not in sheet.columns and "." not in column.key
    ]
    if sheet.base is None and _has_id(form):
        problems.append(build_sheet_problem("sheet_base_gone", **common, sheet=sheet.title, name=sheet.title))
    gone = len(set(sheet.base or {}) - {row.id for row in rows})
    if gone:
        problems.append(build_sheet_problem("sheet_rows_gone", **common, sheet=sheet.title, number=gone))
    return tuple(problems)


def _has_id(form: SheetForm) -> bool:
    return any(column.key == ID for column in form.columns)


def _fill_row(file: SheetFile, sheet: FileSheet, form: SheetForm, row: FileRow, area_code: str) -> FilledRow:
    row_id = _tidy_id(row.texts.get(ID, ""))
    bases = sheet.base
    # A new row was written with nothing.
    known = None if bases is None else bases.get(row_id, {})
    base = None if known is None else {key: _tidy(form, key, value) for key, value in known.items()}
    mine: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for column in form.editable:
        if column.key not in sheet.columns:
            if base is not None:
                mine[column.key] = base.get(column.key, "")
            continue
        if column.key in row.merged:
            faults[column.key] = Fault("sheet_merged", {"area": row.merged[column.key]})
            mine[column.key] = base.get(column.key, "") if base else ""
            continue
        written = file.lists.get(column.choices.name, {}) if column.choices else {}
        parsed = parse_cell(column, row.texts.get(column.key, ""), written=written)
        fault = parsed.fault or _find_gone(column, parsed.value, base)
        mine[column.key] = parsed.value
        if fault is not None:
            faults[column.key] = fault
    return FilledRow(
        file=file.path.name,
        area_code=area_code,
        sheet=sheet,
        form=form,
        number=row.number,
        id=row_id,
        mine=mine,
        base=base,
        faults=faults,
        texts=row.texts,
    )


def _find_gone(column: Column, code: str, base: Mapping[str, str] | None) -> Fault | None:
    """Return a fault where a chosen code is no longer there; one that was there when the sheet was written may stay."""
    if not code or column.input is not Input.CHOICE or column.choices is None or code in column.choices.labels:
        return None
    if (base is not None and base.get(column.key) == code) or column.choices.find(code) is not None:
        return None
    return Fault("sheet_value_gone", {"choices": describe_choices(column)})


def _tidy(form: SheetForm, key: str, value: str) -> str:
    texts = {column.key for column in form.columns if column.input is Input.TEXT}
    return clean_text(value) if key in texts else value


def _tidy_id(text: str) -> str:
    return clean_text(text).translate(_DASHES)
