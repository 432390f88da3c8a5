"""An assessment with its numbers counted and its citations numbered, and the fields that can be put into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.assessment_fields import (
    FIELDS,
    LEVEL_WORDS,
    POSITION_WORDS,
    STATE_WORDS,
    UNIT_WORDS,
    Counted,
    Field,
    label_argument,
    list_meetings,
)
from medlemsdialog.evidence.assessment_text import (
    CitationPart,
    FieldPart,
    TextPart,
    list_cited,
    parse_assessment,
    write_field,
)
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.shareable import mask_own_words
from medlemsdialog.models.base import Record
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.summary import AreaSummary

About = Literal["area", "theme", "claim", "question"]
_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_LEVELS: Mapping[str, Message] = {
    "kommuner": Message("bare kommuner"),
    "fylkeskommuner": Message("bare fylkeskommuner"),
}


class ResolvedCitation(Record):
    """A citation with its number in the report; None where the area has no such statement."""

    type: Literal["citation"] = "citation"
    raw: str
    statement_id: str
    number: int | None


class ResolvedField(Record):
    """A field with its number now, and what it counts in words. `fault` says why there is no number."""

    type: Literal["field"] = "field"
    raw: str
    value: int | None
    unit: str = ""
    label: str = ""
    fault: Message | None = None


ResolvedPart = TextPart | ResolvedCitation | ResolvedField


class ListedField(Record):
    """A field that can be inserted: the token, what it counts, the unit in words and its number now.

    `about` tells what the field is on, so that a picker can gather them; `about_id` is the code, empty for the area.
    """

    token: str
    label: str
    unit: str
    value: int
    about: About
    about_id: str = ""


def resolve_assessment(
    text: str, summary: AreaSummary, labels: Labels, *, numbers: Mapping[str, int] | None = None
) -> tuple[ResolvedPart, ...]:
    """Return the parts of an assessment as they stand with the area's summary, in the language of `labels`.

    `numbers` are the citations' numbers in a report of several texts (`number_citations`); without them this text is
    numbered on its own. Numbers are those that may be shared, wherever the text is read.
    """
    given = number_citations([text], summary) if numbers is None else numbers
    shared = share_summary(summary)
    resolved: list[ResolvedPart] = []
    for part in parse_assessment(text):
        match part:
            case CitationPart():
                number = given.get(part.statement_id)
                resolved.append(ResolvedCitation(raw=part.raw, statement_id=part.statement_id, number=number))
            case FieldPart():
                resolved.append(resolve_field(part, FIELDS, shared, (shared,), labels))
            case TextPart():
                resolved.append(part)
    return tuple(resolved)


def number_citations(texts: Iterable[str], summary: AreaSummary) -> dict[str, int]:
    """Return the number of each statement that the texts cite, from 1 in order of appearance; unknown ones get none."""
    known = {row.statement_id for row in summary.statements}
    cited = dict.fromkeys(statement for text in texts for statement in list_cited(text) if statement in known)
    return {statement: number for number, statement in enumerate(cited, start=1)}


def list_fields(
    summary: AreaSummary, labels: Labels, *, about: About = "area", about_id: str = ""
) -> tuple[ListedField, ...]:
    """Return the fields that fit an assessment, those on its own theme, claim or question first, then the area's.

    For the area as a whole they are the area's own, then those of each theme that was raised, each claim that someone
    takes a position to, and each question. Fields whose number is unknown are left out.
    """
    shared = share_summary(summary)
    return list_every(FIELDS, shared, (shared,), labels, about=about, about_id=about_id)


def list_every(
    fields: Mapping[str, Field[Counted]],
    counted_in: Counted,
    areas: Sequence[AreaSummary],
    labels: Labels,
    *,
    about: About,
    about_id: str,
) -> tuple[ListedField, ...]:
    """Return those of `fields` that fit a text on one thing, as `list_fields` has them."""
    own = list_about(fields, counted_in, areas, labels, about="area", about_id="", with_levels=True)
    if about != "area":
        return (*list_about(fields, counted_in, areas, labels, about=about, about_id=about_id, with_levels=True), *own)
    # Each once, in the order of the areas.
    codes: tuple[tuple[About, Iterable[str]], ...] = (
        ("theme", dict.fromkeys(row.theme for area in areas for row in area.themes)),
        ("claim", dict.fromkeys(row.claim_id for area in areas for row in area.claims)),
        ("question", dict.fromkeys(row.question for area in areas for row in area.questions)),
    )
    each = (
        listed
        for kind, own_codes in codes
        for code in own_codes
        for listed in list_about(fields, counted_in, areas, labels, about=kind, about_id=code, with_levels=False)
    )
    return (*own, *each)


def mask_assessment(text: str, received: Intake, language: Literal["nb", "nn", "en"]) -> str:
    """Return an assessment without personal data of those who sent something; its tokens stay whole."""
    return "".join(
        part.raw
        if isinstance(part, CitationPart) or (isinstance(part, FieldPart) and part.key in FIELDS)
        else mask_own_words(part.raw, received, language)
        for part in parse_assessment(text)
    )


def resolve_field(
    part: FieldPart,
    fields: Mapping[str, Field[Counted]],
    counted_in: Counted,
    areas: Sequence[AreaSummary],
    labels: Labels,
) -> ResolvedField:
    """Return one of `fields` with its number in `counted_in`; `areas` are the summaries that holds."""
    field = fields.get(part.key)
    if field is None:
        return _without_number(part, Message("Det finnes ikke noe tall som heter «{key}».", key=part.key))
    codes, level = split_level(field, part.arguments)
    if len(codes) != len(field.parameters):
        return _without_number(
            part, Message("«{key}» mangler en kode, eller har en for mye. Sett tallet inn på nytt.", key=part.key)
        )
    names: dict[str, str | Message | None] = {
        parameter: label_argument(parameter, code, areas, labels)
        for parameter, code in zip(field.parameters, codes, strict=True)
    }
    for parameter, code in zip(field.parameters, codes, strict=True):
        if names[parameter] is None:
            return _without_number(part, Message("«{code}» finnes ikke, eller er tatt ut av bruk.", code=code))
    label = label_field(field, names, level)
    number = count_field(field, codes, level, counted_in, areas)
    if number is None:
        return _without_number(part, Message("Tallet er ikke registrert: {label}.", label=label))
    return ResolvedField(
        raw=part.raw,
        value=number,
        unit=UNIT_WORDS[field.unit].text(labels.language),
        label=label.text(labels.language),
    )


def label_field(field: Field[Counted], names: Mapping[str, str | Message | None], level: str) -> Message:
    """Return what a field counts; `names` are those of its arguments."""
    label = Message(field.label.msgid, **names)
    return Message("{label} ({level})", label=label, level=_LEVELS[level]) if level else label


def count_field(
    field: Field[Counted], codes: Sequence[str], level: str, counted_in: Counted, areas: Sequence[AreaSummary]
) -> int | None:
    """Return a field's number, of the members of one level alone where that is said; None where it is unknown."""
    counted = field.count(counted_in, codes)
    if counted is None or isinstance(counted, int):
        return None if level else counted
    if not level:
        return len(counted)
    at_level = {member.code for area in areas for member in area.members if member.level is LEVEL_WORDS[level]}
    return len(counted & at_level)


def split_level(field: Field[Counted], arguments: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return a field's codes and the level it ends in; words of closed lists in the form they are listed in."""
    closed = {*POSITION_WORDS, *STATE_WORDS, *LEVEL_WORDS}
    plain = [argument.casefold().translate(_ASCII) for argument in arguments]
    codes = tuple(word if word in closed else code for word, code in zip(plain, arguments, strict=True))
    has_level = field.takes_level and len(codes) == len(field.parameters) + 1 and codes[-1] in LEVEL_WORDS
    return (codes[:-1], codes[-1]) if has_level else (codes, "")


def _without_number(part: FieldPart, fault: Message) -> ResolvedField:
    return ResolvedField(raw=part.raw, value=None, fault=fault)


def list_about(
    fields: Mapping[str, Field[Counted]],
    counted_in: Counted,
    areas: Sequence[AreaSummary],
    labels: Labels,
    *,
    about: About,
    about_id: str,
    with_levels: bool,
) -> tuple[ListedField, ...]:
    """Return those of `fields` that are on one thing and whose number is known."""
    listed = []
    for field in fields.values():
        for codes in _fitting_codes(field, areas, about, about_id):
            for level in ("", *LEVEL_WORDS) if with_levels and field.takes_level else ("",):
                token = write_field(field.key, *codes, *filter(None, [level]))
                part = FieldPart(raw=token, key=field.key, arguments=(*codes, *filter(None, [level])))
                resolved = resolve_field(part, fields, counted_in, areas, labels)
                if resolved.value is not None:
                    listed.append(
                        ListedField(
                            token=token,
                            label=resolved.label,
                            unit=resolved.unit,
                            value=resolved.value,
                            about=about,
                            about_id=about_id,
                        )
                    )
    return tuple(listed)


def _fitting_codes(
    field: Field[Counted], areas: Sequence[AreaSummary], about: About, about_id: str
) -> list[tuple[str, ...]]:
    match field.parameters:
        case ():
            return [()] if about == "area" else []
        case ("meeting",):
            meetings = dict.fromkeys(meeting.meeting_id for area in areas for meeting in list_meetings(area))
            return [(meeting_id,) for meeting_id in meetings] if about == "area" else []
        case (first,) if first == about:
            return [(about_id,)]
        case (first, "position") if first == about:
            return [(about_id, position) for position in POSITION_WORDS]
        case (first, "state") if first == about:
            return [(about_id, state) for state in STATE_WORDS]
    return []
