"""The cells of the national matrices: what is seen, what is read aloud, and why an empty one is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.national import CountyRow
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report import marks, wording

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class Cell:
    """A cell of a matrix: what is seen, what is read aloud, and how it stands out.

    `lines` are seen one under the other; each tells whether it holds for most of those the cell counts.
    """

    seen: str
    spoken: str
    mark: str = ""
    lines: tuple[tuple[str, bool], ...] = ()


def unknown_cell(county: CountyRow, labels: Labels) -> Cell | None:
    """Return the cell of a county about which nothing can be said: failed, or without input that counts."""
    if county.status == "failed":
        return stopped_cell(labels)
    if county.heard_through == "none":
        return Cell(marks.NO_INPUT, labels.t("ikke gitt innspill"))
    if county.heard_through == "waiting":
        return Cell(marks.WAITING, labels.t("mottatt, ikke ferdig behandlet"))
    return None


def stopped_cell(labels: Labels) -> Cell:
    """Return the cell of a county whose run stopped."""
    return Cell(marks.STOPPED, labels.t("ikke kjent, kjøringen stoppet"))


def not_raised_cell(county: CountyRow, labels: Labels) -> Cell:
    """Return the cell of what a county did not raise: in what may be told of, so far, through its bodies, or at all."""
    if county.leaves_out:
        return Cell(marks.UNTOLD, labels.t("ikke tatt opp i det som kan vises"))
    if county.members_waiting or (county.coded_share is not None and county.coded_share < 1):
        return Cell(marks.NOT_RAISED_YET, labels.t("ikke tatt opp så langt, noe er ikke ferdig behandlet"))
    if county.heard_through == "bodies":
        return Cell(marks.NOT_RAISED_BY_BODIES, labels.t("ikke tatt opp av organ, ingen medlemmer er hørt"))
    return Cell(marks.NOT_RAISED, labels.t("ikke tatt opp"))


def state_cell(members: Mapping[AnswerState, int], without_state: int, labels: Labels) -> Cell:
    """Return the states that hold for members, each sign with its number; the commonest stands out."""
    counts = [
        (sign, labels.word(state), how_many)
        for state, sign in marks.STATE_SIGNS.items()
        if (how_many := members.get(state, 0))
    ]
    if without_state:
        counts.append((marks.UNTOLD, labels.t("vises ikke"), without_state))
    most = max((how_many for _, _, how_many in counts), default=0)
    numbers = [wording.number(how_many, labels.language) for _, _, how_many in counts]
    return Cell(
        "",
        ", ".join(f"{number} {named}" for number, (_, named, _) in zip(numbers, counts, strict=True)),
        "some" if members.get(AnswerState.ANSWERED) or members.get(AnswerState.NEUTRAL) else "",
        tuple(
            (f"{sign}{wording.NO_BREAK_SPACE}{number}", how_many == most)
            for number, (sign, _, how_many) in zip(numbers, counts, strict=True)
        ),
    )
