"""The numbers an assessment may hold as fields: what each counts, of what unit, read from the area's summary.

A field counts one unit: members, bodies, statements, distinct texts, sources, meetings or persons present. No field adds
two units up. The arguments a field takes are codes: of a theme, a claim, a question or a meeting, and of the closed words
in `POSITION_WORDS`, `STATE_WORDS` and `LEVEL_WORDS`. A field of members may end in a level; it then counts those alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.models.summary import AreaSummary, ClaimRow, MeetingRow, MemberState, ThemeRow
from medlemsdialog.models.vocabulary import AnswerState, Level, Position, word

Parameter = Literal["theme", "claim", "question", "meeting", "position", "state"]
Unit = Literal["members", "bodies", "counties", "statements", "texts", "sources", "meetings", "persons"]
Count = Callable[[AreaSummary, Sequence[str]], "frozenset[str] | int | None"]
# What a field counts in: the summary of an area, or the overview of the nation.
Counted = TypeVar("Counted")

POSITION_WORDS: Mapping[str, Position] = {
    "for": Position.FOR,
    "mot": Position.AGAINST,
    "delt": Position.MIXED,
    "noytral": Position.NEUTRAL,
}
STATE_WORDS: Mapping[str, AnswerState] = {
    "besvart": AnswerState.ANSWERED,
    "noytral": AnswerState.NEUTRAL,
    "ikke-besvart": AnswerState.NOT_ANSWERED,
    "vedlegg-mangler": AnswerState.ATTACHMENT_MISSING,
    "venter": AnswerState.WAITING,
    "uten-innspill": AnswerState.NO_INPUT,
    "ikke-spurt": AnswerState.NOT_ASKED,
}
LEVEL_WORDS: Mapping[str, Level] = {"kommuner": Level.MUNICIPALITY, "fylkeskommuner": Level.COUNTY_COUNCIL}
UNIT_WORDS: Mapping[Unit, Message] = {
    "members": Message("medlemmer"),
    "bodies": Message("organer"),
    "counties": Message("fylker"),
    "statements": Message("utsagn"),
    "texts": Message("ulike tekster"),
    "sources": Message("innspill"),
    "meetings": Message("møter"),
    "persons": Message("personer"),
}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Field(Generic[Counted]):
    """One field. `count` gives the codes of the senders that are counted, else a number; None where it is unknown."""

    key: str
    unit: Unit
    label: Message
    count: Callable[[Counted, Sequence[str]], frozenset[str] | int | None]
    parameters: tuple[Parameter, ...] = ()

    @property
    def takes_level(self) -> bool:
        """Whether the field may end in a level."""
        return self.unit == "members"


def _members(state: MemberState) -> Count:
    return lambda summary, _: frozenset(member.code for member in summary.members if member.state == state)


def _of_theme(count: Callable[[ThemeRow], frozenset[str] | int], *, nothing: frozenset[str] | int) -> Count:
    def counted(summary: AreaSummary, codes: Sequence[str]) -> frozenset[str] | int:
        row = _first(row for row in summary.themes if row.theme == codes[0])
        return nothing if row is None else count(row)

    return counted


def _of_claim(
    count: Callable[[ClaimRow, Sequence[str]], frozenset[str] | int], *, nothing: frozenset[str] | int
) -> Count:
    def counted(summary: AreaSummary, codes: Sequence[str]) -> frozenset[str] | int:
        row = _first(row for row in summary.claims if row.claim_id == codes[0])
        return nothing if row is None else count(row, codes)

    return counted


def _answering(summary: AreaSummary, codes: Sequence[str]) -> frozenset[str]:
    state = STATE_WORDS[codes[1]]
    members = {member.code for member in summary.members}
    answers = [row for row in summary.answers if row.question == codes[0] and row.sender_code in members]
    return frozenset(row.sender_code for row in answers if row.state is state)


def _bodies_answering(summary: AreaSummary, codes: Sequence[str]) -> int:
    row = _first(row for row in summary.questions if row.question == codes[0])
    return 0 if row is None else row.bodies_answered


def _on_question(summary: AreaSummary, codes: Sequence[str]) -> int:
    return sum(codes[0] in {row.question, *row.questions} for row in summary.statements if row.speaks_for_sender)


def _meeting(summary: AreaSummary, meeting_id: str) -> MeetingRow | None:
    return _first(meeting for meeting in list_meetings(summary) if meeting.meeting_id == meeting_id)


def _at_meeting(count: Callable[[MeetingRow], int | None]) -> Count:
    def counted(summary: AreaSummary, codes: Sequence[str]) -> int | None:
        meeting = _meeting(summary, codes[0])
        return None if meeting is None else count(meeting)

    return counted


_NOBODY: frozenset[str] = frozenset()
_ALL: tuple[Field[AreaSummary], ...] = (
    Field(
        "medlemmer-mulige",
        "members",
        Message("medlemmer i alt, de som kunne gi innspill"),
        lambda summary, _: frozenset(member.code for member in summary.members),
    ),
    Field("medlemmer-horte", "members", Message("medlemmer som er hørt"), _members("heard")),
    Field(
        "medlemmer-venter",
        "members",
        Message("medlemmer med innspill som ikke er ferdig behandlet"),
        _members("waiting"),
    ),
    Field("medlemmer-uten-innspill", "members", Message("medlemmer som ikke har gitt innspill"), _members("silent")),
    Field(
        "organer-horte",
        "bodies",
        Message("organer som er hørt"),
        lambda summary, _: sum(body.heard for body in summary.bodies),
    ),
    Field(
        "medlemmer-som-tar-opp",
        "members",
        Message("medlemmer som tar opp «{theme}»"),
        _of_theme(lambda row: frozenset(row.members), nothing=_NOBODY),
        ("theme",),
    ),
    Field(
        "organer-som-tar-opp",
        "bodies",
        Message("organer som tar opp «{theme}»"),
        _of_theme(lambda row: frozenset(row.bodies), nothing=_NOBODY),
        ("theme",),
    ),
    Field(
        "utsagn-om-tema",
        "statements",
        Message("utsagn om «{theme}»"),
        _of_theme(lambda row: len(row.statements), nothing=0),
        ("theme",),
    ),
    Field(
        "tekster-om-tema",
        "texts",
        Message("ulike tekster om «{theme}»"),
        _of_theme(lambda row: row.distinct_texts, nothing=0),
        ("theme",),
    ),
    Field(
        "medlemmer-med-standpunkt",
        "members",
        Message("medlemmer med standpunktet «{position}» til «{claim}»"),
        _of_claim(lambda row, codes: frozenset(row.members.of(POSITION_WORDS[codes[1]])), nothing=_NOBODY),
        ("claim", "position"),
    ),
    Field(
        "organer-med-standpunkt",
        "bodies",
        Message("organer med standpunktet «{position}» til «{claim}»"),
        _of_claim(lambda row, codes: frozenset(row.bodies.of(POSITION_WORDS[codes[1]])), nothing=_NOBODY),
        ("claim", "position"),
    ),
    Field(
        "utsagn-om-krav",
        "statements",
        Message("utsagn om kravet «{claim}»"),
        _of_claim(lambda row, _: len(row.statements), nothing=0),
        ("claim",),
    ),
    Field(
        "medlemmer-etter-svar",
        "members",
        Message("medlemmer der svaret på «{question}» er: {state}"),
        _answering,
        ("question", "state"),
    ),
    Field(
        "organer-som-svarte",
        "bodies",
        Message("organer som har svart på «{question}»"),
        _bodies_answering,
        ("question",),
    ),
    Field(
        "utsagn-om-sporsmal", "statements", Message("utsagn som svarer på «{question}»"), _on_question, ("question",)
    ),
    Field("utsagn", "statements", Message("utsagn i alt"), lambda summary, _: summary.passages.statements),
    Field(
        "innspill-mottatte", "sources", Message("innspill som er mottatt"), lambda summary, _: summary.passages.sources
    ),
    Field(
        "innspill-registrerte",
        "sources",
        Message("innspill som er registrert, og som telles"),
        lambda summary, _: summary.passages.sources_registered,
    ),
    Field(
        "innspill-ubekreftede",
        "sources",
        Message("innspill som venter på bekreftelse"),
        lambda summary, _: summary.passages.sources_proposed,
    ),
    Field(
        "innspill-til-side",
        "sources",
        Message("innspill som er satt til side"),
        lambda summary, _: summary.passages.sources_rejected,
    ),
    Field(
        "innspill-uleselige",
        "sources",
        Message("innspill som ikke kan leses maskinelt"),
        lambda summary, _: summary.passages.sources_unreadable,
    ),
    Field("moter", "meetings", Message("møter som er registrert"), lambda summary, _: len(list_meetings(summary))),
    Field(
        "oppmote",
        "persons",
        Message("personer til stede på møtet {meeting}"),
        _at_meeting(lambda meeting: meeting.attendance),
        ("meeting",),
    ),
    Field(
        "inviterte",
        "persons",
        Message("personer invitert til møtet {meeting}"),
        _at_meeting(lambda meeting: meeting.invited),
        ("meeting",),
    ),
)
FIELDS: Mapping[str, Field[AreaSummary]] = {field.key: field for field in _ALL}


def list_meetings(summary: AreaSummary) -> tuple[MeetingRow, ...]:
    """Return the meetings of the area's bodies, each once."""
    held = {meeting.meeting_id: meeting for body in summary.bodies for meeting in body.meetings}
    return tuple(held[meeting_id] for meeting_id in sorted(held))


def label_argument(
    parameter: Parameter, code: str, areas: Sequence[AreaSummary], labels: Labels
) -> str | Message | None:
    """Return what an argument is called; None where nothing has that code. Meetings are those of `areas`."""
    match parameter:
        case "theme":
            return labels.theme(code) if code in labels.themes else None
        case "claim":
            return labels.claim(code) if code in labels.claims else None
        case "question":
            return labels.question(code) if code in labels.questions else None
        case "position":
            return word(POSITION_WORDS[code]) if code in POSITION_WORDS else None
        case "state":
            return word(STATE_WORDS[code]) if code in STATE_WORDS else None
        case "meeting":
            held = ((area, meeting) for area in areas if (meeting := _meeting(area, code)))
            return next((_name_meeting(meeting, area, labels) for area, meeting in held), None)


def _name_meeting(meeting: MeetingRow, summary: AreaSummary, labels: Labels) -> str:
    body = next(body for body in summary.bodies if meeting in body.meetings)
    name = labels.senders.get(body.code, body.name)
    return f"{name} {meeting.date}"


def _first(rows: Iterable[_T]) -> _T | None:
    return next(iter(rows), None)
