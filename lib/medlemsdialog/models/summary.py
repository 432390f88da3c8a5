"""The county summary (fylkesoppsummering): the standard record of one area that all national work rests on.

Rows first (members, bodies, sources, answers, statements), then the tables derived from them. Members, bodies, other
senders, statements and documents are different units and stand in different fields.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict

from medlemsdialog.models.base import FrequentRecord, Record
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.compared import IndependentCoding
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import (
    Addressee,
    AnswerState,
    Arena,
    Kind,
    Level,
    Likeness,
    Openness,
    Position,
    Severity,
    SourceState,
    Status,
    TextLanguage,
)

MemberState = Literal["heard", "waiting", "silent"]
SignOffState = Literal["none", "standing", "lapsed"]


class AreaHead(Record):
    """Which area of which dialogue the summary is of."""

    code: str
    name: str
    region: str = ""
    language: Literal["nb", "nn", "en"]


class MemberRow(Record):
    """A possible member of the area. `heard` = at least one registered source with at least one statement."""

    code: str
    name: str
    level: Level
    population: int | None
    language_form: str | None
    state: MemberState


class BodyRow(Record):
    """A body of the area; it never speaks for members."""

    code: str
    name: str
    kind: str
    heard: bool
    meetings: tuple[MeetingRow, ...] = ()


class MeetingRow(Record):
    """A meeting: persons present and invited are unknown (None) unless registered."""

    meeting_id: str
    date: str
    arena: Arena
    attendance: int | None
    invited: int | None
    questions: tuple[str, ...]


class SourceRow(FrequentRecord):
    """A source and what was read of it; counts are of passages.

    `source` is its path and is internal; `printed_name` is the file's name as it may be shared, empty where it may not.
    A sender who is a person, or who wrote in confidence, stands in `sender_name` by a key that tells nobody who it is.
    `other_kinds` counts the passages that are no statements, by kind.
    """

    source: str
    printed_name: str = ""
    source_id: str
    sender_code: str
    sender_name: str
    level: Level
    status: Status
    arena: Arena
    date: str
    openness: Openness
    state: SourceState
    set_aside_reason: str
    public_address: str
    readable: bool
    waiting: tuple[str, ...]
    late: bool
    attachment_missing: bool
    passages: int
    statements: int
    coded_statements: int
    other_kinds: dict[Kind, int] = {}


class AnswerRow(FrequentRecord):
    """The one state that holds for a sender and a question."""

    sender_code: str
    question: str
    state: AnswerState


class StatementRow(FrequentRecord):
    """A statement of a registered source. `themes`, `claims` are people's codings only; `suggested` the computer's.

    `text` is set only where the statement may be quoted. `disputed` lists the theme codes and claim ids on which coders
    differ; these are not counted. `coders` is a number of persons. `speaks_for_sender` is False for the case officer's
    assessment and for proposals in a case that has been decided: they are listed, but raise no theme and take no position.
    `recognised` where a machine has read the text from a picture of the page.

    Statements of the area that repeat each other, nearly or word for word, share `duplicate_key`; `likeness` tells how
    one repeats the first of them. `wording_key` is shared by texts of any area that are equal but for names, numbers and
    form of Norwegian. `wording_sketch` stands where the text does not and the source is not confidential: near copies
    have near sketches, and the words cannot be got back from one.
    """

    statement_id: str
    source_id: str
    sender_code: str
    level: Level
    status: Status
    kind: Kind
    speaks_for_sender: bool
    arena: Arena
    anchor: Anchor
    anchor_label: str
    language: TextLanguage
    question: str
    tick: bool
    recognised: bool = False
    themes: tuple[str, ...]
    claims: tuple[ClaimPosition, ...]
    questions: tuple[str, ...]
    suggested: tuple[str, ...]
    disputed: tuple[str, ...]
    coders: int
    quotable: bool
    text_sha256: str
    duplicate_key: str
    likeness: Likeness | None = None
    wording_key: str = ""
    wording_sketch: str = ""
    text: str | None

    @property
    def text_unit(self) -> str:
        """What the text counts as in its area: one with those it repeats or that repeat it."""
        return self.duplicate_key or self.text_sha256


class ThemeRow(Record):
    """Who raised a theme: three counts (statements, distinct texts, distinct senders), senders by unit.

    Statements that repeat each other, nearly or word for word, are one text.
    """

    theme: str
    members: tuple[str, ...]
    bodies: tuple[str, ...]
    other_senders: int
    statements: tuple[str, ...]
    distinct_texts: int


class Standpoints(Record):
    """Sender codes by position to one claim."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()

    def of(self, position: Position) -> tuple[str, ...]:
        """Return the senders with one position."""
        return {
            Position.FOR: self.supporting,
            Position.AGAINST: self.opposing,
            Position.MIXED: self.mixed,
            Position.NEUTRAL: self.neutral,
        }[position]


class ClaimRow(Record):
    """The positions of members and of bodies to one claim, and the statements they rest on."""

    claim_id: str
    addressee: Addressee
    themes: tuple[str, ...]
    purpose: str
    members: Standpoints
    bodies: Standpoints
    other_senders: int
    statements: tuple[str, ...]


class QuestionRow(Record):
    """Number of members in each state of one question; the states add up to the possible members."""

    question: str
    members: dict[AnswerState, int]
    bodies_answered: int


class PassageAccount(Record):
    """Where every passage went: `read` = `statements` + the other kinds + `rejected` + `not_counted`.

    `rejected` are passages of sources set aside, `not_counted` those of sources not yet registered. Of the `statements`,
    `duplicates` repeat another one, nearly or word for word, and `statements_not_decided` do not speak for their sender.
    """

    read: int
    statements: int
    statements_not_decided: int
    duplicates: int
    by_kind: dict[Kind, int]
    rejected: int
    not_counted: int
    sources: int
    sources_registered: int
    sources_proposed: int
    sources_rejected: int
    sources_unreadable: int


class AssessmentRow(Record):
    """The adviser's own words about the area, a theme, a claim or a question, in Markdown. The writer is internal."""

    about: Literal["area", "theme", "claim", "question"]
    about_id: str
    text: str
    cited: tuple[str, ...]


class ComparedRow(Record):
    """A statement that two or more persons coded, with what each chose alone, in an order that tells nobody who is who.

    `in_sample` tells that it was drawn for comparison and coded blind, `settled` that the coders have agreed since.
    """

    statement_id: str
    in_sample: bool
    settled: bool
    codings: tuple[IndependentCoding, ...]

    @property
    def alike(self) -> bool:
        """Whether all chose the same themes and took the same positions to the same claims."""
        return all(coding == self.codings[0] for coding in self.codings)


class AreaSummary(Record):
    """The standard summary of one area. `sign_off` tells whether it is signed off; by whom is internal.

    `sign_off_changed` names the parts that made a sign-off lapse, where it said its parts.
    """

    schema_version: Literal[1] = 1
    dialogue: str
    edition: str
    document_date: str
    example: bool
    status: Literal["ok", "no_input"]
    area: AreaHead
    members: tuple[MemberRow, ...]
    bodies: tuple[BodyRow, ...]
    sources: tuple[SourceRow, ...]
    answers: tuple[AnswerRow, ...]
    statements: tuple[StatementRow, ...]
    questions: tuple[QuestionRow, ...]
    themes: tuple[ThemeRow, ...]
    claims: tuple[ClaimRow, ...]
    passages: PassageAccount
    problems: dict[Severity, int]
    compared: tuple[ComparedRow, ...] = ()
    assessments: tuple[AssessmentRow, ...]
    sign_off: SignOffState
    sign_off_changed: tuple[str, ...] = ()

    @property
    def heard_members(self) -> tuple[MemberRow, ...]:
        """Members with at least one statement."""
        return tuple(member for member in self.members if member.state == "heard")

    @property
    def coded_share(self) -> float | None:
        """Share (0–1) of the statements that at least one person has coded; None where there are none."""
        counted = [statement for statement in self.statements if not statement.tick]
        return sum(1 for statement in counted if statement.coders) / len(counted) if counted else None


BodyRow.model_rebuild()


def summary_schema() -> dict[str, Any]:
    """Return the published JSON Schema of `summary.json`."""
    return AreaSummary.model_json_schema()
