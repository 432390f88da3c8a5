"""A sheet with a member in each row whose column of senders has a title that no form has: told of, and read by a mapping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_columns import Column, FormColumn, column_of, read_columns
from medlemsdialog.intake.forms import Form, read_titles
from medlemsdialog.intake.guidance import is_untouched_guidance
from medlemsdialog.intake.proposal import SETTLED
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.models.passages import Anchor
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register

_ROWS_TRIED = 500
_FEWEST_MEMBERS = 2
_MOST_NAMES = 5
_LONGEST_NAME = 60
_NUMBER = re.compile(r"\d+")
_CODE = re.compile(r"\d{4}")
# The codes of Finnmark are years too, and those of county councils round amounts.
_YEARS = range(1990, 2050)
_ROUND = 100


class MembersInRows(NamedTuple):
    """The column of a sheet whose cells name members, and the names as the register has them, each once.

    `row` is that of the first of them; rows and columns count from 1. `by_code` where they are written as numbers.
    """

    sheet: Sheet
    row: int
    column: int
    members: tuple[str, ...]
    by_code: bool

    @property
    def anchor(self) -> Anchor:
        """The first cell that names a member."""
        return Anchor(sheet=self.sheet.name or None, cell=cell_name(self.row, self.column))

    @property
    def names(self) -> str:
        """The first names, as a sentence shows them."""
        return ", ".join(self.members[:_MOST_NAMES]) + (" …" if len(self.members) > _MOST_NAMES else "")


def find_members_in_rows(sheets: Sequence[Sheet], register: Register, county_code: str) -> MembersInRows | None:
    """Return the first sheet's column that names the most members, two or more, each in a row that says something."""
    for sheet in sheets:
        if is_untouched_guidance(sheet):
            continue
        width = max((len(row) for row in sheet.rows), default=0)
        columns = (_read_column(sheet, column, register, county_code) for column in range(1, width + 1))
        found = [column for column in columns if column is not None]
        if found:
            return max(found, key=lambda column: len(column.members))
    return None


def build_form_of_members(found: MembersInRows) -> Form | None:
    """Return the sheet as a form with the members as its senders; None where nothing stands over them."""
    above = found.sheet.rows[: found.row - 1]
    # Not the row next above: a sender that is no member may stand there.
    titled = (
        number
        for number, row in enumerate(above, start=1)
        if any(row[found.column - 1 : found.column]) and sum(map(bool, row)) > 1
    )
    header_row = next(titled, 0)
    if not header_row:
        return None
    titles = read_titles(found.sheet, header_row, 1)
    holds = Column.NUMBER if found.by_code else Column.SENDER
    columns = tuple(
        FormColumn(column.number, column.title, holds)
        if column.number == found.column
        # A contact person is taken for the sender only where there is no other, and two columns cannot both be.
        else column._replace(holds=Column.PERSON)
        if column.holds is holds or (column.holds is Column.SENDER and column_of(column.title) is not Column.SENDER)
        else column
        for column in read_columns(titles, found.sheet.rows[header_row:])
    )
    return Form(found.sheet, header_row, columns)


def _read_column(sheet: Sheet, column: int, register: Register, county_code: str) -> MembersInRows | None:
    cells = [
        (number, row[column - 1].strip())
        for number, row in enumerate(sheet.rows[:_ROWS_TRIED], start=1)
        if column <= len(row) and row[column - 1].strip() and sum(map(bool, row)) > 1
    ]
    numbers = [text for _, text in cells if _NUMBER.fullmatch(text)]
    by_code = bool(numbers) and _are_codes(numbers, register)
    members: dict[str, str] = {}
    first = 0
    for number, text in cells:
        if len(text) > _LONGEST_NAME or (_NUMBER.fullmatch(text) and not by_code):
            continue
        match = find_sender(register, text, county_code=county_code or None)
        if match.member is None or match.outcome not in SETTLED or match.beside:
            continue
        first = first or number
        members.setdefault(match.member.code, match.member.name)
    if len(members) < _FEWEST_MEMBERS:
        return None
    return MembersInRows(sheet, first, column, tuple(members.values()), by_code)


def _are_codes(numbers: Sequence[str], register: Register) -> bool:
    """Whether every number is a member's code, and two of them are neither years nor round amounts."""
    known = all(_CODE.fullmatch(number) and register.member(number) is not None for number in numbers)
    telling = {number for number in numbers if int(number) not in _YEARS and int(number) % _ROUND}
    return known and len(telling) >= _FEWEST_MEMBERS
