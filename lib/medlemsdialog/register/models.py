"""The frozen records of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import permutations
from typing import Any, Self

from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.names import fold_name, fold_to_ascii, strip_level_words, strip_level_words_to_ascii


class BodyKind(StrEnum):
    """What a body is. A body never speaks for its county's members."""

    COUNTY_BOARD = "county_board"
    CHIEF_EXECUTIVES = "chief_executives"
    NETWORK = "network"
    COMMITTEE = "committee"


class ChangeKind(StrEnum):
    """What happened to a municipality between two editions."""

    MERGED = "sammenslått"
    SPLIT = "delt"
    NEW_CODE = "nytt nummer"


class SenderOutcome(StrEnum):
    """How a written sender was resolved. Only the first three name one member, and `body` one body."""

    FOUND = "found"
    FOUND_IN_OTHER_EDITION = "found_in_other_edition"
    REPAIRED_CODE = "repaired_code"
    BODY = "body"
    AMBIGUOUS = "ambiguous"
    SPLIT_OR_MERGED = "split_or_merged"
    UNKNOWN = "unknown"


class County(Record):
    """A county of one edition, or what a dialogue has as its areas instead. Blank language form and region are unknown."""

    county_code: str
    name: str
    language_form: str | None = None
    region: str | None = None


class Member(Record):
    """A municipality or a county council of one edition.

    `code` is the sender code: four digits, for a county council the county's code and `00`. A municipality that is a
    county by itself exists once and has `is_county_council_too`. `population` is of 1 January of the edition's year and
    of municipalities only; None is unknown. `county_code` is the area it belongs to; where areas are not counties,
    `lies_in` is the county.
    """

    code: str
    name: str
    level: Level
    county_code: str
    lies_in: str = ""
    population: int | None = None
    language_form: str | None = None
    other_names: tuple[str, ...] = ()
    is_county_council_too: bool = False

    @property
    def home_county(self) -> str:
        """The code of the county the member lies in."""
        return self.lies_in or self.county_code

    def has_level(self, level: str) -> bool:
        """Return whether the member acts at `level`; the one that is both levels acts at both."""
        return self.level == level or (self.is_county_council_too and level == Level.COUNTY_COUNCIL)


class Body(Record):
    """A KS board, committee or network; `county_code` is None for a national one, or one that no area counts as its own.

    Where areas are not counties, `lies_in` is the county.
    """

    code: str
    name: str
    kind: BodyKind
    county_code: str | None = None
    lies_in: str = ""

    @property
    def home_county(self) -> str | None:
        """The code of the county the body acts in."""
        return self.lies_in or self.county_code


class Change(Record):
    """One municipality's way from one edition to the next. Unchanged municipalities have none."""

    from_edition: str
    to_edition: str
    from_code: str
    to_code: str
    kind: ChangeKind


class Edition(Record):
    """The areas and members of one edition, in order of code.

    Areas are the counties unless the dialogue says otherwise; then `geography` holds the counties themselves.
    """

    edition: str
    counties: tuple[County, ...]
    members: tuple[Member, ...]
    geography: tuple[County, ...] = ()

    def county(self, county_code: str) -> County | None:
        """Return the county with this code, if there is one."""
        return self._counties_by_code.get(county_code)

    def area_code_written(self, code: str) -> str:
        """Return the code of the area that is written so, in capital or small letters; empty if there is none."""
        return self._area_codes.get(code.casefold(), "")

    def member(self, code: str) -> Member | None:
        """Return the member with this sender code, if there is one."""
        return self._members_by_code.get(code)

    def members_in(self, county_code: str) -> tuple[Member, ...]:
        """Return the area's possible members; a county's are its municipalities and its county council."""
        return self._members_by_area.get(county_code, ())

    def members_of_county(self, county_code: str) -> tuple[Member, ...]:
        """Return the members that lie in a county, whatever the areas are."""
        return self._members_by_county.get(county_code, ())

    @property
    def real_counties(self) -> tuple[County, ...]:
        """The edition's counties, whatever the areas are."""
        return self.geography or self.counties

    def members_named(self, folded_name: str) -> tuple[Member, ...]:
        """Return the members with this folded name; parallel names count, alone or one after the other."""
        return self._members_by_name.get(folded_name, ())

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that remembers nothing of what was looked up in the original."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(vars(copied)) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied

    @property
    def possible_members(self) -> tuple[Member, ...]:
        """All that can be heard as members, each once."""
        return self.members

    @property
    def municipalities(self) -> tuple[Member, ...]:
        """The members that are municipalities."""
        return tuple(member for member in self.members if member.level == Level.MUNICIPALITY)

    @property
    def county_councils(self) -> tuple[Member, ...]:
        """The members that are county councils only."""
        return tuple(member for member in self.members if member.level == Level.COUNTY_COUNCIL)

    @cached_property
    def names_in_ascii(self) -> tuple[tuple[str, Member], ...]:
        """Every name of every member without level words, as ASCII spells it."""
        return tuple(
            (strip_level_words_to_ascii(name), member)
            for member in self.members
            for name in (member.name, *member.other_names)
        )

    @cached_property
    def _counties_by_code(self) -> Mapping[str, County]:
        return {county.county_code: county for county in self.counties}

    @cached_property
    def _area_codes(self) -> Mapping[str, str]:
        return {county.county_code.casefold(): county.county_code for county in self.counties}

    @cached_property
    def _members_by_code(self) -> Mapping[str, Member]:
        return {member.code: member for member in self.members}

    @cached_property
    def _members_by_area(self) -> Mapping[str, tuple[Member, ...]]:
        return _group(self.members, lambda member: member.county_code)

    @cached_property
    def _members_by_county(self) -> Mapping[str, tuple[Member, ...]]:
        return _group(self.members, lambda member: member.home_county)

    @cached_property
    def _members_by_name(self) -> Mapping[str, tuple[Member, ...]]:
        members: dict[str, list[Member]] = defaultdict(list)
        for member in self.members:
            for name in _folded_names(member):
                members[name].append(member)
        return {name: tuple(named) for name, named in members.items()}


class Register(Edition):
    """One edition with its bodies, and what is needed to recognise the names of other editions."""

    bodies: tuple[Body, ...] = ()
    changes: tuple[Change, ...] = ()
    other_editions: tuple[Edition, ...] = ()

    def body(self, code: str) -> Body | None:
        """Return the body with this code, if there is one."""
        return self._bodies_by_code.get(code)

    def bodies_in(self, county_code: str) -> tuple[Body, ...]:
        """Return the area's own bodies."""
        return self._bodies_by_area.get(county_code, ())

    def bodies_of_county(self, county_code: str) -> tuple[Body, ...]:
        """Return the bodies that act in a county, whatever the areas are."""
        return tuple(body for body in self.bodies if body.home_county == county_code)

    def body_named(self, folded_name: str) -> Body | None:
        """Return the first body with this folded name, if there is one."""
        return self._bodies_by_name.get(folded_name)

    @cached_property
    def bare_names_by_ascii(self) -> Mapping[str, str]:
        """The official names without level by their ASCII spelling; the register's own edition wins over the others."""
        names: dict[str, str] = {}
        for edition in (self, *self.other_editions):
            for member in edition.members:
                for name in (member.name, *member.other_names):
                    bare = name.removesuffix(" fylkeskommune")
                    names.setdefault(fold_to_ascii(bare), bare)
        return names

    @cached_property
    def remembered(self) -> dict[tuple[str, str | None, str | None], SenderMatch]:
        """What written senders have been found to be: thousands of form rows name the same few hundred."""
        return {}

    @cached_property
    def edition_order(self) -> tuple[str, ...]:
        """The editions that the table of changes links, oldest first."""
        return order_editions(self.changes)

    @cached_property
    def _bodies_by_code(self) -> Mapping[str, Body]:
        return {body.code: body for body in reversed(self.bodies)}

    @cached_property
    def _bodies_by_area(self) -> Mapping[str, tuple[Body, ...]]:
        areas: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies:
            if body.county_code is not None:
                areas[body.county_code].append(body)
        return {area: tuple(own) for area, own in areas.items()}

    @cached_property
    def _bodies_by_name(self) -> Mapping[str, Body]:
        named: dict[str, Body] = {}
        for body in self.bodies:
            named.setdefault(fold_name(body.name), body)
        return named


class SenderMatch(Record):
    """What a written sender turned out to be.

    `edition` is where the name or code was found. `candidates` are members of the register's own edition that a person
    may choose between. `text` is the sender as written, `beside` what stands there next to the name: a committee, a
    county, or a school that answers in the municipality's name and that a person must look at.
    """

    outcome: SenderOutcome
    text: str
    edition: str
    beside: str = ""
    member: Member | None = None
    body: Body | None = None
    candidates: tuple[Member, ...] = ()


def order_editions(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the editions that changes link, oldest first."""
    following = {change.from_edition: change.to_edition for change in changes}
    ordered: list[str] = []
    for start in sorted(set(following) - set(following.values())):
        step: str | None = start
        while step is not None and step not in ordered:
            ordered.append(step)
            step = following.get(step)
    return tuple(ordered)


def _group(members: Iterable[Member], key: Callable[[Member], str]) -> Mapping[str, tuple[Member, ...]]:
    groups: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        groups[key(member)].append(member)
    return {code: tuple(group) for code, group in groups.items()}


def _folded_names(member: Member) -> Iterable[str]:
    """Yield the ways to write one member's official names: each alone, and several in any order."""
    names = dict.fromkeys(strip_level_words(name) for name in (member.name, *member.other_names))
    for length in range(1, len(names) + 1):
        for order in permutations(names, length):
            yield "".join(order)
