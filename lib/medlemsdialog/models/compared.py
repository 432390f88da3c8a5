"""What coders of one statement chose, side by side; and a sample of statements that are coded twice."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.models.base import Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.passages import Anchor, Passage

V = TypeVar("V", bound=Hashable)
# From two on.
_NUMBER_WORDS = (
    Message("to"),
    Message("tre"),
    Message("fire"),
    Message("fem"),
    Message("seks"),
    Message("sju"),
    Message("åtte"),
    Message("ni"),
    Message("ti"),
    Message("elleve"),
    Message("tolv"),
)


class ComparedStatement(Record):
    """One statement coded by two or more, with what each chose before they spoke together, by coder. Names are internal.

    `sample_id` and `cross_area_code` are empty outside samples. `settled` holds the coding that was agreed on, by the
    coder who wrote it, and `settled_with` the others.
    """

    statement_id: str
    area_code: str
    text: str
    anchor: Anchor
    sample_id: str = ""
    cross_area_code: str = ""
    views: tuple[CoderView, ...]
    settled: CoderView | None = None
    settled_with: tuple[str, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether all chose the same themes and took the same positions to the same claims."""
        return not self.different_themes and not self.different_claims

    @property
    def different_themes(self) -> tuple[str, ...]:
        """The themes that only some of the coders chose."""
        chosen = [set(view.themes) for view in self.views]
        return tuple(sorted(_chosen_by_some(chosen)))

    @property
    def different_claims(self) -> tuple[str, ...]:
        """The claims that only some chose, or to which they saw different positions."""
        chosen = [{(one.claim_id, one.position) for one in view.claims} for view in self.views]
        return tuple(sorted({claim_id for claim_id, _ in _chosen_by_some(chosen)}))

    @property
    def is_open(self) -> bool:
        """Whether there is a difference that nobody has settled."""
        return not self.alike and self.settled is None


class Comparison(Record):
    """The statements of one sample that one county and its cross coders have both coded; or those outside samples.

    `drawn` is the number of statements in the sample for the two counties, `hidden` the number that stand coded but that
    the person who looks has yet to code blind. Both are 0 outside samples, where all areas stand together.
    """

    sample_id: str = ""
    area_code: str = ""
    cross_area_code: str = ""
    drawn: int = 0
    hidden: int = 0
    statements: tuple[ComparedStatement, ...]

    @property
    def alike(self) -> int:
        """Number of statements coded alike."""
        return sum(statement.alike for statement in self.statements)

    @property
    def different(self) -> tuple[ComparedStatement, ...]:
        """The statements that were coded differently, settled ones included."""
        return tuple(statement for statement in self.statements if not statement.alike)

    @property
    def open_differences(self) -> tuple[ComparedStatement, ...]:
        """The statements that wait for the coders to settle them."""
        return tuple(statement for statement in self.statements if statement.is_open)

    @property
    def headline(self) -> Message:
        """«12 av 15 likt – se tre ulike», as a person reads it."""
        compared, different = len(self.statements), len(self.different)
        if not compared:
            return Message("Ingen utsagn er kodet av begge ennå.")
        if not different:
            return Message("{alike} av {compared} likt", alike=self.alike, compared=compared)
        if different == 1:
            return Message("{alike} av {compared} likt – se det ene ulike", alike=self.alike, compared=compared)
        has_word = different - 2 < len(_NUMBER_WORDS)
        return Message(
            "{alike} av {compared} likt – se {different} ulike",
            alike=self.alike,
            compared=compared,
            different=_NUMBER_WORDS[different - 2] if has_word else different,
        )


class SampleTask(Record):
    """A statement that an area's advisers are to code as part of a sample.

    `area_code` is the area it comes from and `cross` whether that is another one than the adviser's. `done` tells whether
    this coder has coded it, `covered` whether anyone of the adviser's area has. `passage` is None where the original is
    not in this copy of the dialogue.
    """

    sample_id: str
    statement_id: str
    area_code: str
    cross: bool
    done: bool
    covered: bool
    passage: Passage | None


class IndependentCoding(Record):
    """What one coder chose, without a name: for counting agreement, nobody needs to know who."""

    themes: tuple[str, ...]
    claims: tuple[ClaimPosition, ...]


def _chosen_by_some(chosen: Sequence[set[V]]) -> set[V]:
    by_all = set.intersection(*chosen)
    return {value for own in chosen for value in own if value not in by_all}
