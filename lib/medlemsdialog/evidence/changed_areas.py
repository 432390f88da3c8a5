"""One area of a release held against the same area today: who is heard, and the themes and claims that came, went or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from medlemsdialog.models.changes import AreaChanges, CodeChange, Counted
from medlemsdialog.models.national import LineageRow
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import ClaimRow, ThemeRow
from medlemsdialog.models.vocabulary import Position

_Row = TypeVar("_Row")


class _Sides(NamedTuple):
    """Who stands behind a theme or a claim: codes by position, of members and of bodies; themes have none."""

    members: Mapping[Position | None, frozenset[str]] = {}
    bodies: Mapping[Position | None, frozenset[str]] = {}

    @property
    def all_members(self) -> frozenset[str]:
        return frozenset().union(*self.members.values())

    @property
    def all_bodies(self) -> frozenset[str]:
        return frozenset().union(*self.bodies.values())


def compare_area(
    area_code: str,
    before: SharedSummary | None,
    after: SharedSummary | None,
    *,
    lineage: Sequence[LineageRow] = (),
) -> AreaChanges:
    """Return what differs in one area; where one side is not there, its run had failed and it is unknown."""
    newly_withheld = frozenset(after.withheld_codes if after else ()) - frozenset(
        before.withheld_codes if before else ()
    )
    may_count = not newly_withheld and (before is None or after is None or before.unnamed == after.unnamed)
    heard_before = {member.code for member in before.heard_members} if before else set()
    both = before is not None and after is not None
    return AreaChanges(
        area_code=area_code,
        is_unknown=not both,
        heard=_count_state(before, after, "heard"),
        waiting=_count_state(before, after, "waiting"),
        silent=_count_state(before, after, "silent"),
        bodies_heard=Counted(
            before=sum(body.heard for body in before.bodies) if before else None,
            after=sum(body.heard for body in after.bodies) if after else None,
        ),
        statements=Counted(
            before=len(before.statements) if before else None, after=len(after.statements) if after else None
        )
        if may_count
        else None,
        newly_heard=tuple(member.code for member in after.heard_members if member.code not in heard_before)
        if after is not None and before is not None
        else (),
        codes=_compare_codes(before, after, newly_withheld, lineage)
        if before is not None and after is not None
        else (),
    )


def _count_state(before: SharedSummary | None, after: SharedSummary | None, state: str) -> Counted:
    def count(area: SharedSummary | None) -> int | None:
        return sum(member.state == state for member in area.members) if area else None

    return Counted(before=count(before), after=count(after))


def _compare_codes(
    before: SharedSummary, after: SharedSummary, newly_withheld: frozenset[str], lineage: Sequence[LineageRow]
) -> tuple[CodeChange, ...]:
    into = {(row.kind, row.code): row.into for row in lineage if row.into}
    then, now = _read_sides(before), _read_sides(after)
    changes = []
    for kind, code in dict.fromkeys([*now, *then]):
        was, stands = then.get((kind, code)), now.get((kind, code))
        if was != stands:
            change = _compare_sides(kind, code, was, stands, newly_withheld)
            changes.append(change.model_copy(update={"into": into.get((kind, code), ()) if change.went else ()}))
    return tuple(changes)


def _read_sides(area: SharedSummary) -> dict[tuple[Literal["claim", "theme"], str], _Sides]:
    sides: dict[tuple[Literal["claim", "theme"], str], _Sides] = {}
    # What other senders alone stand behind is not told of: they have no code, and one that went may be left out.
    for claim in area.claims:
        own = _sides_of_claim(claim)
        if own.all_members or own.all_bodies:
            sides["claim", claim.claim_id] = own
    for theme in area.themes:
        if theme.members or theme.bodies:
            sides["theme", theme.theme] = _sides_of_theme(theme)
    return sides


def _sides_of_claim(row: ClaimRow) -> _Sides:
    return _Sides(
        {position: frozenset(row.members.of(position)) for position in Position},
        {position: frozenset(row.bodies.of(position)) for position in Position},
    )


def _sides_of_theme(row: ThemeRow) -> _Sides:
    return _Sides({None: frozenset(row.members)}, {None: frozenset(row.bodies)})


def _compare_sides(
    kind: Literal["claim", "theme"],
    code: str,
    was: _Sides | None,
    stands: _Sides | None,
    newly_withheld: frozenset[str],
) -> CodeChange:
    then, now = was or _Sides(), stands or _Sides()
    # Who left a position may have left it for another; told by number, it would show all the same.
    left = {
        sender
        for before, after in ((then.members, now.members), (then.bodies, now.bodies))
        for position, senders in before.items()
        for sender in senders - after.get(position, frozenset())
    }
    return CodeChange(
        kind=kind,
        code=code,
        came=was is None,
        went=stands is None,
        members=Counted(before=len(then.all_members), after=len(now.all_members)),
        bodies=Counted(before=len(then.all_bodies), after=len(now.all_bodies)),
        positions={
            position: Counted(before=len(then.members.get(position, ())), after=len(now.members.get(position, ())))
            for position in Position
        }
        if kind == "claim"
        else {},
        is_withheld=bool(left & newly_withheld),
    )
