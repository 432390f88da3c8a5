"""What a column of a sheet is: its heading, what may stand in it, and the records that carry a sheet's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.exchange.choices import Choices, fold_text

ID = "id"


class Input(StrEnum):
    """What a person may do in a column. `SUGGESTION` is the computer's and never a choice of a person."""

    LOCKED = "locked"
    SUGGESTION = "suggestion"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """One column. Values are texts by code: choices by their code, dates in ISO form, numbers in digits, blank as «»."""

    key: str
    heading: Message
    width: int
    input: Input = Input.LOCKED
    choices: Choices | None = None
    advice: Message | None = None
    most_lines: int = 30  # a row grows no higher for this column; the whole text is there all the same

    @property
    def is_editable(self) -> bool:
        """Whether a person fills it in."""
        return self.input not in {Input.LOCKED, Input.SUGGESTION}

    @property
    def written_headings(self) -> frozenset[str]:
        """The heading in every language, folded."""
        return frozenset(fold_text(self.heading.text(language)) for language in LANGUAGES)


@dataclass(frozen=True)
class SheetForm:
    """One sheet of a file: its columns, how many stay in view, and how many empty rows wait for new things."""

    key: str
    title: Message
    columns: tuple[Column, ...]
    frozen: int = 1
    new_rows: int = 0

    def column(self, key: str) -> Column:
        """Return one column by key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def editable(self) -> tuple[Column, ...]:
        """The columns that a person fills in."""
        return tuple(column for column in self.columns if column.is_editable)


@dataclass(frozen=True)
class FilledSheet:
    """A sheet's form with its rows, each by column key; every row has an `id`."""

    form: SheetForm
    rows: Sequence[Mapping[str, str]] = ()
