"""A statement with what people have coded and what the computer suggests, side by side and never mixed."""

from __future__ import annotations

from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Passage


class Suggestion(Record):
    """A theme the computer suggests, with the words found in the text and the search word behind."""

    theme: str
    found: str
    search_word: str


class CoderView(Record):
    """One coder's coding of one statement."""

    coder: str
    themes: tuple[str, ...]
    claims: tuple[ClaimPosition, ...]
    questions: tuple[str, ...]
    memo: str


class CodedStatement(Record):
    """A statement and its coding.

    `themes`, `claims` and `questions` hold what counts: a settled coding, else what all who coded the statement chose.
    `disputed` holds the theme codes and claim ids that only some of them chose, or to which they saw different
    positions. `coders` counts persons. `quotable` is None where nobody said anything of it.
    """

    passage: Passage
    themes: tuple[str, ...] = ()
    claims: tuple[ClaimPosition, ...] = ()
    questions: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    coders: int = 0
    settled: bool = False
    quotable: bool | None = None
    views: tuple[CoderView, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def machine_only(self) -> bool:
        """Whether the computer suggests themes and nobody has coded the statement."""
        return bool(self.suggestions) and self.coders == 0
