"""What a code of one edition became, or came from, in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import Change, Edition, Member, Register

MAIN_SHARE = 0.5


def editions_by_nearness(register: Register) -> tuple[Edition, ...]:
    """Return the other editions that changes link to the register's own: nearest first, older before newer."""
    order = register.edition_order
    if register.edition not in order:
        return ()
    here = order.index(register.edition)
    linked = [edition for edition in register.other_editions if edition.edition in order]
    return tuple(sorted(linked, key=lambda other: (abs(order.index(other.edition) - here), order.index(other.edition))))


def trace_member(register: Register, member: Member, edition: Edition) -> tuple[Member, ...]:
    """Return the register's members that a member of another `edition` became, or came from.

    One: it lies wholly within that member. Several: it was split, or put together from them. County councils follow
    their municipalities; a county that only gained or lost a few of them is not counted.
    """
    if member.level == Level.COUNTY_COUNCIL:
        county_codes = _trace_county(register, member.home_county, edition)
        return tuple(council for code in sorted(county_codes) for council in _councils(register, code))
    codes = trace_code(register, member.code, edition)
    return tuple(found for code in sorted(codes) if (found := register.member(code)) is not None)


def trace_code(register: Register, code: str, edition: Edition) -> frozenset[str]:
    """Return the municipality codes of the register's edition that `code` of another `edition` corresponds to."""
    order = register.edition_order
    known = {other.edition: other for other in (*register.other_editions, register)}
    if edition.edition not in order or register.edition not in order:
        return frozenset()
    start, end = order.index(edition.edition), order.index(register.edition)
    step = 1 if end > start else -1
    path: Sequence[str] = order[start : end + 1] if step == 1 else order[end : start + 1][::-1]
    codes = frozenset({code})
    for here, there in pairwise(path):
        links = _links(register.changes, here, there)
        reached: set[str] = set()
        for one in codes:
            # Unchanged municipalities have no row; they keep their code.
            kept = {one} if there not in known or known[there].member(one) is not None else set()
            reached |= links.get(one, kept)
        codes = frozenset(reached)
    return codes


def _links(changes: Iterable[Change], here: str, there: str) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for change in changes:
        if (change.from_edition, change.to_edition) == (here, there):
            links.setdefault(change.from_code, set()).add(change.to_code)
        elif (change.to_edition, change.from_edition) == (here, there):
            links.setdefault(change.to_code, set()).add(change.from_code)
    return links


def _trace_county(register: Register, county_code: str, edition: Edition) -> set[str]:
    theirs = [member for member in edition.members_in(county_code) if member.level == Level.MUNICIPALITY]
    shared: dict[str, tuple[set[str], set[str]]] = {}
    for member in theirs:
        for traced in trace_member(register, member, edition):
            from_theirs, to_ours = shared.setdefault(traced.home_county, (set(), set()))
            from_theirs.add(member.code)
            to_ours.add(traced.code)
    return {
        code
        for code, (from_theirs, to_ours) in shared.items()
        if len(from_theirs) >= MAIN_SHARE * len(theirs)
        or len(to_ours) >= MAIN_SHARE * sum(m.level == Level.MUNICIPALITY for m in register.members_of_county(code))
    }


def _councils(register: Register, county_code: str) -> list[Member]:
    return [member for member in register.members_of_county(county_code) if member.has_level(Level.COUNTY_COUNCIL)]
