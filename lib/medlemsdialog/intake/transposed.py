"""A sheet with a column for each member where a form has a row for each: it is told of, for a person to turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.proposal import SETTLED
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.models.passages import Anchor
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register

_ROWS_TRIED = 10
_FEWEST_MEMBERS = 2
_LONGEST_NAME = 60


class MembersInColumns(NamedTuple):
    """The first of the cells that name a member each, and the names as they are written."""

    anchor: Anchor
    names: tuple[str, ...]


def find_members_in_columns(sheets: Sequence[Sheet], register: Register, county_code: str) -> MembersInColumns | None:
    """Return the row of a workbook whose cells beside the first are members, two or more and nothing else."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_ROWS_TRIED], start=1):
            cells = [(column, text.strip()) for column, text in enumerate(row[1:], start=2) if text.strip()]
            if len(cells) < _FEWEST_MEMBERS or any(len(text) > _LONGEST_NAME for _, text in cells):
                continue
            matches = [find_sender(register, text, county_code=county_code or None) for _, text in cells]
            members = {match.member.code for match in matches if match.member and match.outcome in SETTLED}
            if len(members) == len(cells):
                place = Anchor(sheet=sheet.name or None, cell=f"{column_letters(cells[0][0])}{number}")
                return MembersInColumns(place, tuple(text for _, text in cells))
    return None
