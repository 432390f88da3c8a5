"""Who spoke and who did not: the state of each member, and of each sender and question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.statements import proposition_of
from medlemsdialog.dialogue import Dialogue, Question
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.summary import AnswerRow, BodyRow, MeetingRow, MemberRow, MemberState, QuestionRow
from medlemsdialog.models.vocabulary import AnswerState, Kind, Level, Position, Status
from medlemsdialog.register.models import Member, Register


def build_members(members: Iterable[Member], intake: Intake, coded: Iterable[CodedStatement]) -> tuple[MemberRow, ...]:
    """Return one row per possible member, each counted once however many documents it sent.

    `heard`: at least one registered source with at least one statement that people can have read; `waiting`: something
    was received, but nothing of it counts yet (a scan, a text in Sámi that nobody has coded); `silent`: nothing was
    received, or all of it was set aside.
    """
    speaking = _speaking_sources(intake, coded)
    by_sender = sources_by_sender(intake)
    return tuple(
        MemberRow(
            code=member.code,
            name=member.name,
            level=Level(member.level),
            population=member.population,
            language_form=member.language_form,
            state=_member_state(by_sender.get(member.code, []), speaking),
        )
        for member in members
    )


def build_bodies(
    register: Register, area_code: str, intake: Intake, coded: Iterable[CodedStatement], judgements: Judgements
) -> tuple[BodyRow, ...]:
    """Return the area's bodies that met or gave input, with their meetings; a body never changes a member's state."""
    speaking = _speaking_sources(intake, coded)
    by_sender = sources_by_sender(intake)
    meetings: dict[str, list[MeetingRow]] = defaultdict(list)
    for meeting in judgements.meetings_in(area_code):
        meetings[meeting.body_code].append(
            MeetingRow(
                meeting_id=meeting.meeting_id,
                date=meeting.date,
                arena=meeting.arena,
                attendance=meeting.attendance,
                invited=meeting.invited,
                questions=meeting.questions,
            )
        )
    codes = sorted({code for code in (*by_sender, *meetings) if code.startswith("organ:")})
    bodies = {body.code: body for body in register.bodies}
    return tuple(
        BodyRow(
            code=code,
            name=bodies[code].name if code in bodies else _sender_name(by_sender.get(code, []), code),
            kind=bodies[code].kind if code in bodies else "",
            heard=any(source.counts and source.source_id in speaking for source in by_sender.get(code, [])),
            meetings=tuple(meetings.get(code, ())),
        )
        for code in codes
    )


def build_answers(
    members: Iterable[MemberRow],
    bodies: Iterable[BodyRow],
    dialogue: Dialogue,
    intake: Intake,
    coded: Iterable[CodedStatement],
    *,
    question_of: Mapping[str, str] | None = None,
) -> tuple[AnswerRow, ...]:
    """Return exactly one state per sender (member or body) and question.

    A question is asked of a member when dialogue.yaml puts it to its level, or a form or document of the member puts or
    answers it; of a body when a meeting put it, or a source of the body puts or answers it. `question_of` gives the
    question of a sentence that a form puts instead of it (key: `proposition_key`).
    """
    by_sender = sources_by_sender(intake)
    put_by_forms = _put_by_forms(by_sender, dialogue, question_of or {})
    referred = _referred_elsewhere(intake, by_sender, question_of or {})
    evidence: dict[tuple[str, str], list[CodedStatement]] = defaultdict(list)
    backlog: set[str] = set()
    sender_of = {source.source_id: source for source in intake.sources}
    for statement in coded:
        sender = sender_of[statement.passage.source_id]
        # A view that only points to an attachment nobody has is not waiting for a coder, but for the attachment.
        points_away = sender.attachment_missing and statement.passage.kind is Kind.VIEW
        if sender.counts and not (statement.coders or statement.passage.tick or points_away):
            backlog.add(sender.sender_code)
        if sender.counts and speaks_for_sender(statement.passage, sender):
            for answered in {statement.passage.question, *statement.questions} - {""}:
                evidence[sender.sender_code, answered].append(statement)
    rows = []
    senders = [(member.code, member.level, frozenset[str]()) for member in members]
    senders += [(body.code, Level.BODY, _questions_put(body)) for body in bodies]
    for code, level, put in senders:
        for question in dialogue.questions:
            behind = evidence.get((code, question.id), [])
            put_here = put | put_by_forms.get(code, frozenset())
            asked = question.id in put_here or _is_asked(question, level) or bool(behind)
            lacks_attachment = (code, question.id) in referred
            state = _answer_state(
                asked,
                by_sender.get(code, []),
                behind,
                has_backlog=code in backlog,
                lacks_attachment=lacks_attachment,
            )
            rows.append(AnswerRow(sender_code=code, question=question.id, state=state))
    return tuple(rows)


def build_questions(answers: Iterable[AnswerRow], dialogue: Dialogue) -> tuple[QuestionRow, ...]:
    """Return, per question, the number of members in each state; bodies stand apart."""
    members: dict[str, Counter[AnswerState]] = {question.id: Counter() for question in dialogue.questions}
    bodies: Counter[str] = Counter()
    for answer in answers:
        if not answer.sender_code.startswith("organ:"):
            members[answer.question][answer.state] += 1
        elif answer.state in (AnswerState.ANSWERED, AnswerState.NEUTRAL):
            bodies[answer.question] += 1
    return tuple(
        QuestionRow(
            question=question.id,
            members={state: members[question.id][state] for state in AnswerState},
            bodies_answered=bodies[question.id],
        )
        for question in dialogue.questions
    )


def speaks_for_sender(passage: Passage, source: Source) -> bool:
    """Whether a passage says what its sender means.

    In a case that has been decided, the case officer's assessment and the proposals that led to the decision do not. Nor
    does one person's or one group's own view, in a letter or added to the minutes, speak for a municipality or a county council.
    """
    status = passage.status or source.status
    if status is Status.INDIVIDUAL and source.level in (Level.MUNICIPALITY, Level.COUNTY_COUNCIL):
        return False
    return source.status is not Status.DECISION or passage.status not in (Status.ADMINISTRATIVE, Status.PROPOSAL)


def sources_by_sender(intake: Intake) -> dict[str, list[Source]]:
    """Return the sources of each sender that has a code."""
    grouped: dict[str, list[Source]] = defaultdict(list)
    for source in intake.sources:
        if source.sender_code:
            grouped[source.sender_code].append(source)
    return dict(grouped)


def _speaking_sources(intake: Intake, coded: Iterable[CodedStatement]) -> set[str]:
    """Return the sources that say what their sender means, once what they wait for (Sámi text) is coded."""
    sources = {source.source_id: source for source in intake.sources}
    speaking = set()
    for statement in coded:
        source = sources[statement.passage.source_id]
        if (statement.coders or not source.waiting) and (
            source.status is not Status.INDIVIDUAL or speaks_for_sender(statement.passage, source)
        ):
            speaking.add(source.source_id)
    return speaking


def _member_state(sources: list[Source], speaking: set[str]) -> MemberState:
    if any(source.counts and source.source_id in speaking for source in sources):
        return "heard"
    return "waiting" if any(not source.set_aside_reason for source in sources) else "silent"


def _answer_state(
    asked: bool,
    sources: list[Source],
    evidence: list[CodedStatement],
    *,
    has_backlog: bool,
    lacks_attachment: bool,
) -> AnswerState:
    if not asked:
        return AnswerState.NOT_ASKED
    kept = [source for source in sources if not source.set_aside_reason]
    if not kept:
        return AnswerState.NO_INPUT
    if evidence:
        return AnswerState.NEUTRAL if all(_only_neutral(statement) for statement in evidence) else AnswerState.ANSWERED
    # What nobody has coded yet may hold the answer: silence is said only when all has been read.
    if has_backlog or any(not source.counts or source.waiting or not source.readable for source in kept):
        return AnswerState.WAITING
    if lacks_attachment or any(source.attachment_missing for source in kept):
        return AnswerState.ATTACHMENT_MISSING
    return AnswerState.NOT_ANSWERED


def _put_by_forms(
    by_sender: Mapping[str, list[Source]], dialogue: Dialogue, question_of: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return the questions that forms have put to each sender, answered or not."""
    known = {question.id for question in dialogue.questions}
    return {
        code: frozenset(
            asked if asked in known else question_of.get(proposition_key(asked), "")
            for source in sources
            if not source.set_aside_reason
            for asked in source.asked
        )
        for code, sources in by_sender.items()
    }


def _referred_elsewhere(
    intake: Intake, by_sender: Mapping[str, list[Source]], question_of: Mapping[str, str]
) -> set[tuple[str, str]]:
    """Return (sender, question) where a form says only «se vedlegg», and no document of the sender has come in."""
    sender_of = {source.source_id: source.sender_code for source in intake.sources if not source.set_aside_reason}
    with_documents = {
        code
        for code, sources in by_sender.items()
        if any(_is_document(source) and not source.set_aside_reason for source in sources)
    }
    return {
        (sender_of[passage.source_id], asked)
        for passage in intake.passages
        if passage.points_away and sender_of.get(passage.source_id, "") not in with_documents | {""}
        if (asked := passage.question or question_of.get(proposition_key(proposition_of(passage)), ""))
    }


def _is_document(source: Source) -> bool:
    """Whether a source is more than what a form holds."""
    return "#" not in source.source and source.media_type != MEDIA_TYPES["submission"]


def _only_neutral(statement: CodedStatement) -> bool:
    if statement.passage.tick and statement.passage.ticked is Position.NEUTRAL:
        return all(claim.position is Position.NEUTRAL for claim in statement.claims)
    return bool(statement.claims) and all(claim.position is Position.NEUTRAL for claim in statement.claims)


def _questions_put(body: BodyRow) -> frozenset[str]:
    return frozenset(question for meeting in body.meetings for question in meeting.questions)


def _is_asked(question: Question, level: Level) -> bool:
    """Whether dialogue.yaml puts the question to senders of this level; bodies are asked at their meetings."""
    if level is Level.BODY:
        return False
    return question.asked_of == "all" or question.asked_of == {
        Level.MUNICIPALITY: "municipalities",
        Level.COUNTY_COUNCIL: "county_councils",
    }.get(level)


def _sender_name(sources: list[Source], code: str) -> str:
    return next((source.sender_name for source in sources if source.sender_name), code)
