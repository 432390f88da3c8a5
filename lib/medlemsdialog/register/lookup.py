"""The member or body that a written code or name stands for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.changes import editions_by_nearness, trace_member
from medlemsdialog.register.models import Body, Edition, Member, Register, SenderMatch, SenderOutcome
from medlemsdialog.register.names import fold_name, strip_level_words
from medlemsdialog.register.written import LONGEST_SENDER, Reading, read_body, read_code, read_sender, tidy

CODE_LENGTH = 4
MOST_REMEMBERED = 50_000


def find_sender(
    register: Register, text: str, *, county_code: str | None = None, level: str | None = None
) -> SenderMatch:
    """Return what the written code or name stands for in the register's edition.

    `county_code` chooses between members of the same name; it never moves a name that is found elsewhere. `level`
    counts where the text itself does not tell. Names and codes of other editions are followed through the table of
    changes: to one member, or to the candidates of a split or merger. No text raises.
    """
    key = (text, county_code, level)
    known = register.remembered.get(key) if len(text) <= LONGEST_SENDER else None
    if known is not None:
        return known
    found = _find_sender(register, text, county_code, level)
    if len(text) <= LONGEST_SENDER and len(register.remembered) < MOST_REMEMBERED:
        register.remembered[key] = found
    return found


def _find_sender(register: Register, text: str, county_code: str | None, level: str | None) -> SenderMatch:
    written = tidy(text)
    body = _find_body(register, written)
    if body is not None:
        return body.model_copy(update={"text": text})
    code, name = read_code(written)
    if not code:
        return _find_by_name(register, text, written, county_code, level)
    by_code = _find_by_code(register, text, code)
    if not name:
        return by_code
    by_name = _find_by_name(register, text, name, county_code, level)
    if by_name.outcome == SenderOutcome.UNKNOWN:
        return by_name.model_copy(update={"candidates": _members(by_code)})
    if by_code.outcome == SenderOutcome.UNKNOWN:
        return by_name
    agreed = [member for member in _members(by_name) if member in _members(by_code)]
    if len(agreed) == 1:
        outcome = by_code.outcome if by_code.member else SenderOutcome.FOUND
        update = {"outcome": outcome, "member": agreed[0], "candidates": (), "beside": by_name.beside}
        return by_code.model_copy(update=update)
    return _open(text, register.edition, SenderOutcome.AMBIGUOUS, (*_members(by_name), *_members(by_code)))


def _find_by_code(register: Register, text: str, written_code: str) -> SenderMatch:
    code = written_code.zfill(CODE_LENGTH)
    if member := register.member(code):
        outcome = SenderOutcome.FOUND if code == written_code else SenderOutcome.REPAIRED_CODE
        return SenderMatch(outcome=outcome, text=text, edition=register.edition, member=member)
    for edition in editions_by_nearness(register):
        if (other := edition.member(code)) and (traced := trace_member(register, other, edition)):
            return _resolve_traced(text, edition, traced)
    return _open(text, register.edition, SenderOutcome.UNKNOWN, ())


def _find_by_name(register: Register, text: str, name: str, county_code: str | None, level: str | None) -> SenderMatch:
    for reading in read_sender(name):
        if match := _find_reading(register, text, reading, county_code, level):
            return match.model_copy(update={"beside": reading.beside})
    return _open(text, register.edition, SenderOutcome.UNKNOWN, ())


def _find_reading(
    register: Register, text: str, reading: Reading, county_code: str | None, level: str | None
) -> SenderMatch | None:
    """Return the match of one reading, looked for in the register's own edition first; None if there is none."""
    others = editions_by_nearness(register)
    place_is_county = any(_county_code_named(edition, reading.place) for edition in (register, *others))
    for edition in (register, *others):
        place = _county_code_named(edition, reading.place)
        if place is None and (place_is_county or not (reading.is_whole or reading.level)):
            continue
        named = _with_level(edition.members_named(reading.name), reading.level or level)
        named = named if place is None else tuple(member for member in named if member.home_county == place)
        if not named:
            continue
        if edition is register:
            return _choose(register, text, reading, named, None if place else county_code)
        traced = [found for member in named if (found := trace_member(register, member, edition))]
        if county_code is not None and len(traced) > 1:
            traced = [found for found in traced if _in_county(found, county_code)] or traced
        if len(traced) == 1:
            return _resolve_traced(text, edition, traced[0])
        if traced:
            return _open(text, edition.edition, SenderOutcome.AMBIGUOUS, chain.from_iterable(traced))
    return None


def _choose(
    register: Register, text: str, reading: Reading, named: tuple[Member, ...], county_code: str | None
) -> SenderMatch:
    if county_code is not None:
        in_county = _in_county(named, county_code)
        # «Bø» in a county whose own Bø has merged since is not the Bø of another county.
        named = in_county or (*named, *_namesakes_elsewhere(register, reading, county_code))
    if len(named) == 1:
        return SenderMatch(outcome=SenderOutcome.FOUND, text=text, edition=register.edition, member=named[0])
    return _open(text, register.edition, SenderOutcome.AMBIGUOUS, named)


def _namesakes_elsewhere(register: Register, reading: Reading, county_code: str) -> tuple[Member, ...]:
    """Return the county's members that were called so in another edition."""
    found = (
        traced
        for edition in editions_by_nearness(register)
        for member in _with_level(edition.members_named(reading.name), reading.level)
        for traced in trace_member(register, member, edition)
    )
    return tuple(dict.fromkeys(_in_county(found, county_code)))


def _find_body(register: Register, text: str) -> SenderMatch | None:
    """Return the body that is written with its code, its name or its county; None if the text names no body."""
    body = register.body(text) or register.body_named(fold_name(text))
    if body is not None:
        return _body_match(text, register, body)
    written = read_body(text)
    if written is None:
        return None
    kind, county_name = written
    for edition in (register, *editions_by_nearness(register)):
        councils = _with_level(edition.members_named(county_name), Level.COUNTY_COUNCIL)
        if edition is not register:
            councils = tuple(found for one in councils for found in trace_member(register, one, edition))
        bodies = [body for one in councils for body in register.bodies_of_county(one.home_county) if body.kind == kind]
        if len(bodies) == 1:
            return _body_match(text, edition, bodies[0])
        if bodies:
            return _open(text, edition.edition, SenderOutcome.SPLIT_OR_MERGED, ())
    return _open(text, register.edition, SenderOutcome.UNKNOWN, ())


def _body_match(text: str, edition: Edition, body: Body) -> SenderMatch:
    return SenderMatch(outcome=SenderOutcome.BODY, text=text, edition=edition.edition, body=body)


def _resolve_traced(text: str, edition: Edition, traced: tuple[Member, ...]) -> SenderMatch:
    if len(traced) > 1:
        return _open(text, edition.edition, SenderOutcome.SPLIT_OR_MERGED, traced)
    found = SenderOutcome.FOUND_IN_OTHER_EDITION
    return SenderMatch(outcome=found, text=text, edition=edition.edition, member=traced[0])


def _open(text: str, edition: str, outcome: SenderOutcome, candidates: Iterable[Member]) -> SenderMatch:
    distinct = tuple(dict.fromkeys(candidates))
    return SenderMatch(outcome=outcome, text=text, edition=edition, candidates=distinct)


def _members(match: SenderMatch) -> tuple[Member, ...]:
    return (match.member,) if match.member else match.candidates


def _county_code_named(edition: Edition, folded_name: str) -> str | None:
    if not folded_name:
        return None
    return next((c.county_code for c in edition.real_counties if strip_level_words(c.name) == folded_name), None)


def _with_level(members: tuple[Member, ...], level: str | None) -> tuple[Member, ...]:
    return members if level is None else tuple(member for member in members if member.has_level(level))


def _in_county(members: Iterable[Member], county_code: str | None) -> tuple[Member, ...]:
    """Return the members of an area, or of a county where areas are others."""
    return tuple(member for member in members if county_code in (member.county_code, member.home_county))
