"""A statement with what people have coded and what the computer suggests, side by side and never mixed."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.models.base import FrequentRecord, Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Passage

SuggestionOrigin = Literal["search_word", "learned"]


class Suggestion(FrequentRecord):
    """A theme the computer suggests, with the reason.

    `origin` tells where it comes from. From search words: `found` are the words in the text, `search_word` the word of the
    codebook behind. Learned from people's codings: `confidence` is the share of such suggestions that were right when
    tried on sources not learned from (0–1), `words` those of the text that weighed most; `found` and `search_word` are
    set too where a search word says the same.
    """

    theme: str
    found: str = ""
    search_word: str = ""
    origin: SuggestionOrigin = "search_word"
    confidence: float | None = None
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> Message:
        """The reason as a person reads it."""
        if self.origin == "search_word":
            return Message("søkeord: «{found}»", found=self.found)
        words = ", ".join(f"«{word}»" for word in self.words)
        if not words:
            return Message("lært av kodingene: {percent} % treffer", percent=self._percent)
        return Message("lært av kodingene: {words}, {percent} % treffer", words=words, percent=self._percent)

    @property
    def _percent(self) -> int:
        return round(100 * (self.confidence or 0))


class SuggestedClaim(Record):
    """An existing claim that a statement resembles; which position it takes is for a person to say.

    `resembles` is the sentence it is like: the claim's own text, or that of a statement a person gave the claim, whose
    `statement_id` then stands in `resembles_id`. `likeness` is 0–1; `confidence` is the share of such suggestions that were
    right when tried on sources not learned from.
    """

    claim_id: str
    resembles: str
    resembles_id: str = ""
    likeness: float
    confidence: float | None = None

    @property
    def reason(self) -> Message:
        """The reason as a person reads it."""
        if self.resembles_id:
            return Message("ligner et utsagn som er kodet slik: «{text}»", text=self.resembles)
        return Message("ligner kravets egen tekst: «{text}»", text=self.resembles)


class CoderView(Record):
    """One coder's coding of one statement."""

    coder: str
    themes: tuple[str, ...]
    claims: tuple[ClaimPosition, ...]
    questions: tuple[str, ...]
    memo: str


class CodedStatement(FrequentRecord):
    """A statement and its coding.

    `themes`, `claims` and `questions` hold what counts: a settled coding, else what all who coded the statement chose.
    `disputed` holds the theme codes and claim ids that only some of them chose, or to which they saw different
    positions. `lost` holds those chosen that are no longer used and that nothing took over for: they count for nothing.
    `coders` counts persons. `quotable` is None where nobody said anything of it. `suggestions` and
    `suggested_claims` are the computer's, at most one a theme or claim; `unsure` is set where what was learned from codings
    was asked and no theme reached the precision that the dialogue demands («vet ikke»).
    """

    passage: Passage
    themes: tuple[str, ...] = ()
    claims: tuple[ClaimPosition, ...] = ()
    questions: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    coders: int = 0
    settled: bool = False
    quotable: bool | None = None
    views: tuple[CoderView, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    suggested_claims: tuple[SuggestedClaim, ...] = ()
    unsure: bool = False

    @property
    def machine_only(self) -> bool:
        """Whether the computer suggests themes and nobody has coded the statement."""
        return bool(self.suggestions) and self.coders == 0
