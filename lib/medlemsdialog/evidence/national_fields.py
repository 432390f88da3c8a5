"""The numbers a finding may hold as fields: what each counts over the nation, of what unit, read from the shared overview.

Keys, arguments and levels are those of `assessment_fields`, where they mean the same: a number of the nation is that of all
counties together, with what senders without a county add to statements, sources and bodies, and each member is counted
once. Beside them stand numbers of counties, and of those that took any position to a claim.

A county is counted where one of its own members is: a body does not speak for its county. Counties whose run failed are
unknown, and are in no number but that of all there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.assessment import (
    About,
    ListedField,
    ResolvedField,
    count_field,
    label_field,
    list_every,
    resolve_field,
    split_level,
)
from medlemsdialog.evidence.assessment_fields import (
    FIELDS,
    POSITION_WORDS,
    STATE_WORDS,
    Field,
    Parameter,
    label_argument,
)
from medlemsdialog.evidence.assessment_text import FieldPart
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.models.national import ClaimCounty, HeardThrough, NationalOverview
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.paths import NATIONAL

NationalField = Field[NationalOverview]
_CountNation = Callable[[NationalOverview, Sequence[str]], "frozenset[str] | int | None"]


def resolve_national_field(part: FieldPart, overview: NationalOverview, labels: Labels) -> ResolvedField:
    """Return a field with its number over the nation, in the language of `labels`; a fault where it has none."""
    return resolve_field(part, NATIONAL_FIELDS, overview, _areas(overview), labels)


def count_national_field(part: FieldPart, overview: NationalOverview) -> int | None:
    """Return a field's number over the nation; None where it is unknown, or nobody knows the field."""
    field = NATIONAL_FIELDS.get(part.key)
    if field is None:
        return None
    codes, level = split_level(field, part.arguments)
    if len(codes) != len(field.parameters) or not _are_known(field.parameters, codes):
        return None
    return count_field(field, codes, level, overview, _areas(overview))


def name_national_field(part: FieldPart) -> str:
    """Return a field's key with its arguments, the same for each way of writing it."""
    field = NATIONAL_FIELDS.get(part.key)
    codes, level = split_level(field, part.arguments) if field else (part.arguments, "")
    return ":".join((part.key, *codes, *filter(None, [level])))


def label_national_field(name: str, labels: Labels) -> str:
    """Return what a field counts, from its key with arguments, in the language of `labels`; the name where none is known."""
    key, *arguments = name.split(":")
    field = NATIONAL_FIELDS.get(key)
    if field is None:
        return name
    codes, level = split_level(field, tuple(arguments))
    if len(codes) != len(field.parameters):
        return name
    named = zip(field.parameters, codes, strict=True)
    names: dict[str, str | Message | None] = {
        parameter: label_argument(parameter, code, (), labels) or code for parameter, code in named
    }
    return label_field(field, names, level).text(labels.language)


def list_national_fields(
    overview: NationalOverview, labels: Labels, *, about: About = "area", about_id: str = ""
) -> tuple[ListedField, ...]:
    """Return the fields that fit a finding on one theme, claim or question, those on it first; all where none is said."""
    return list_every(NATIONAL_FIELDS, overview, _areas(overview), labels, about=about, about_id=about_id)


def _areas(overview: NationalOverview) -> tuple[AreaSummary, ...]:
    return (*overview.summaries, overview.without_county)


def _are_known(parameters: Sequence[Parameter], codes: Sequence[str]) -> bool:
    closed: Mapping[str, Mapping[str, object]] = {"position": POSITION_WORDS, "state": STATE_WORDS}
    return all(code in closed.get(parameter, {code: None}) for parameter, code in zip(parameters, codes, strict=True))


def _over_areas(field: Field[AreaSummary]) -> NationalField:
    """Return an area's field counted over all areas: senders once each, other numbers added up."""

    def count(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str] | int | None:
        counted = [number for area in _areas(overview) if (number := field.count(area, codes)) is not None]
        senders = [number for number in counted if not isinstance(number, int)]
        if senders:
            return frozenset[str]().union(*senders)
        return sum(number for number in counted if isinstance(number, int)) if counted else None

    return Field(field.key, field.unit, field.label, count, field.parameters)


def _possible_members(overview: NationalOverview, _: Sequence[str]) -> frozenset[str] | int:
    codes = frozenset(member.code for area in overview.summaries for member in area.members)
    # The members of a failed county are in no summary, only in the number.
    return codes if len(codes) == overview.possible_members else overview.possible_members


def _texts(overview: NationalOverview, codes: Sequence[str]) -> int:
    return next((row.distinct_texts for row in overview.themes if row.theme == codes[0]), 0)


def _heard(how: HeardThrough) -> _CountNation:
    return lambda overview, _: frozenset(county.code for county in overview.counties if county.heard_through == how)


def _counties_of_theme(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str]:
    counties = (county for row in overview.themes if row.theme == codes[0] for county in row.counties)
    return frozenset(county.county_code for county in counties if county.members and county.county_code != NATIONAL)


def _counties_with_position(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str]:
    position = POSITION_WORDS[codes[1]]
    return frozenset(county.county_code for county in _claim_counties(overview, codes) if county.members.get(position))


def _counties_of_claim(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str]:
    counties = _claim_counties(overview, codes)
    return frozenset(county.county_code for county in counties if any(county.members.values()))


def _members_of_claim(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str]:
    counties = _claim_counties(overview, codes)
    return frozenset(code for county in counties for members in county.members.values() for code in members)


def _bodies_of_claim(overview: NationalOverview, codes: Sequence[str]) -> frozenset[str]:
    counties = (county for row in overview.claims if row.claim_id == codes[0] for county in row.counties)
    return frozenset(code for county in counties for bodies in county.bodies.values() for code in bodies)


def _claim_counties(overview: NationalOverview, codes: Sequence[str]) -> tuple[ClaimCounty, ...]:
    counties = (county for row in overview.claims if row.claim_id == codes[0] for county in row.counties)
    return tuple(county for county in counties if county.county_code != NATIONAL)


_COUNTED_ANEW: tuple[NationalField, ...] = (
    Field("medlemmer-mulige", "members", FIELDS["medlemmer-mulige"].label, _possible_members),
    Field("tekster-om-tema", "texts", FIELDS["tekster-om-tema"].label, _texts, ("theme",)),
)
_ONLY_NATIONAL: tuple[NationalField, ...] = (
    Field(
        "medlemmer-som-uttalte-seg",
        "members",
        Message("medlemmer med et standpunkt, uansett hvilket, til «{claim}»"),
        _members_of_claim,
        ("claim",),
    ),
    Field(
        "organer-som-uttalte-seg",
        "bodies",
        Message("organer med et standpunkt, uansett hvilket, til «{claim}»"),
        _bodies_of_claim,
        ("claim",),
    ),
    Field("fylker-mulige", "counties", Message("fylker i alt"), lambda overview, _: len(overview.counties)),
    Field("fylker-horte", "counties", Message("fylker der minst ett medlem er hørt"), _heard("members")),
    Field("fylker-bare-organer", "counties", Message("fylker som bare er hørt gjennom organer"), _heard("bodies")),
    Field(
        "fylker-venter",
        "counties",
        Message("fylker der det som er mottatt, ikke er ferdig behandlet"),
        _heard("waiting"),
    ),
    Field("fylker-uten-innspill", "counties", Message("fylker uten innspill"), _heard("none")),
    Field(
        "fylker-som-tar-opp",
        "counties",
        Message("fylker der minst ett medlem tar opp «{theme}»"),
        _counties_of_theme,
        ("theme",),
    ),
    Field(
        "fylker-med-standpunkt",
        "counties",
        Message("fylker der minst ett medlem har standpunktet «{position}» til «{claim}»"),
        _counties_with_position,
        ("claim", "position"),
    ),
    Field(
        "fylker-som-uttalte-seg",
        "counties",
        Message("fylker der minst ett medlem har et standpunkt til «{claim}»"),
        _counties_of_claim,
        ("claim",),
    ),
)
NATIONAL_FIELDS: Mapping[str, NationalField] = {
    **{field.key: _over_areas(field) for field in FIELDS.values()},
    **{field.key: field for field in (*_COUNTED_ANEW, *_ONLY_NATIONAL)},
}
