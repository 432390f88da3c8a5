"""The sheets of `innspill.xlsx`: the register of an area's sources, and the meetings held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.columns import ID, Column, FilledSheet, Input, SheetForm
from medlemsdialog.exchange.lists import NO, OTHER_SENDER, YES, Lists
from medlemsdialog.judgements.events import MeetingHeld
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level, SourceState, word

SOURCES, MEETINGS = "sources", "meetings"
NEW_MEETINGS = 20
_QUESTION = "question."
# Read as an organisation or a unit that is no member: the proposal is «annen avsender».
_OTHER_RULES = frozenset({"organisation", "not_a_member"})


def build_source_form(lists: Lists) -> SheetForm:
    """Return the form of the register of sources."""
    choice = Input.CHOICE
    return SheetForm(
        key=SOURCES,
        title=Message("Innspill"),
        frozen=2,
        columns=(
            Column("source", Message("Innspill (fil)"), 38),
            Column(
                "confirmed",
                Message("Bekreftet"),
                11,
                choice,
                lists.yes_no,
                Message("Velg ja når alt på raden er riktig. Bare bekreftede innspill teller i rapportene."),
            ),
            Column(
                "sender",
                Message("Avsender"),
                34,
                choice,
                lists.senders,
                Message(
                    "Velg kommunen, fylkeskommunen eller organet. Er det ingen av dem, velger du «annen avsender»."
                ),
            ),
            Column(
                "sender_name",
                Message("Navn på annen avsender"),
                28,
                Input.TEXT,
                advice=Message("Fyll ut bare når avsenderen er «annen avsender»."),
            ),
            Column("level", Message("Nivå"), 17, choice, lists.levels, Message("Følger avsenderen når du bytter den.")),
            Column(
                "status",
                Message("Type uttalelse"),
                22,
                choice,
                lists.statuses,
                Message(
                    "Vedtak er endelig, også når det er fattet etter delegert myndighet. Innstilling er et forslag."
                ),
            ),
            Column("arena", Message("Arena"), 24, choice, lists.arenas),
            Column("date", Message("Dato"), 13, Input.DATE, advice=Message("Skriv for eksempel 12.06.2017.")),
            Column(
                "meeting_id",
                Message("Møte"),
                32,
                choice,
                lists.meetings,
                Message("Møtet innspillet kommer fra. Nye møter skriver du på arket «Møter»."),
            ),
            Column(
                "openness",
                Message("Åpenhet"),
                13,
                choice,
                lists.openness,
                Message("Offentlig kan gjengis. Er du i tvil, lar du det stå som intern."),
            ),
            Column(
                "quotable",
                Message("Kan siteres"),
                11,
                choice,
                lists.yes_no,
                Message("Ja bare når innspillet er offentlig og avsenderen kan siteres ordrett."),
            ),
            Column("public_address", Message("Offentlig adresse"), 34, Input.TEXT),
            Column(
                "aside",
                Message("Sett til side"),
                11,
                choice,
                lists.yes_no,
                Message("Ja når innspillet ikke skal telle. Det blir ikke slettet. Skriv grunnen i neste kolonne."),
            ),
            Column("reason", Message("Grunn til å sette til side"), 34, Input.TEXT),
            Column("state", Message("Tilstand nå"), 15),
            Column("statements", Message("Utsagn i innspillet"), 11),
            Column("problems", Message("Merknader fra programmet"), 90, most_lines=6),
            Column(ID, Message("Innspills-id (ikke rør)"), 15),
        ),
    )


def build_source_rows(received: Intake, lists: Lists) -> FilledSheet:
    """Return the register of an area's sources as it stands now, proposals filled in."""
    statements = Counter(passage.source_id for passage in received.passages if passage.is_statement)
    rows = []
    for source in received.sources:
        problems = [problem for problem in received.problems if problem.source_id == source.source_id]
        shown = {
            "source": source.source,
            "state": _describe_state(source, lists.language),
            "statements": str(statements[source.source_id]),
            "problems": "\n".join(_describe(problem, lists.language) for problem in problems),
            ID: source.source_id,
        }
        rows.append({**shown, **read_source_values(source, {problem.rule for problem in problems})})
    return FilledSheet(build_source_form(lists), rows)


def read_source_values(source: Source, rules: set[str] | frozenset[str] = frozenset()) -> dict[str, str]:
    """Return what the editable columns hold for a source; `rules` are those of its problems."""
    registered = source.state is SourceState.REGISTERED
    other = source.level is Level.OTHER and bool(source.sender_name) and (registered or bool(rules & _OTHER_RULES))
    aside = source.state is SourceState.REJECTED
    return {
        "confirmed": YES if registered else NO,
        "sender": source.sender_code or (OTHER_SENDER if other else ""),
        "sender_name": "" if source.sender_code else source.sender_name,
        "level": source.level.value,
        "status": source.status.value,
        "arena": source.arena.value,
        "date": source.date,
        "meeting_id": source.meeting_id,
        "openness": source.openness.value,
        "quotable": YES if source.quotable else NO,
        "public_address": source.public_address,
        "aside": YES if aside else NO,
        "reason": source.set_aside_reason,
    }


def build_meeting_form(lists: Lists, dialogue: Dialogue) -> SheetForm:
    """Return the form of the meetings; one column for each question that may have been put."""
    questions = tuple(
        Column(_QUESTION + question.id, Message("{question}", question=lists.questions.label(question.id)), 20,
               Input.CHOICE, lists.yes_no, Message("Ja når spørsmålet ble stilt på møtet."))
        for question in dialogue.questions
    )  # fmt: skip
    return SheetForm(
        key=MEETINGS,
        title=Message("Møter"),
        frozen=2,
        new_rows=NEW_MEETINGS,
        columns=(
            Column("body_code", Message("Organ"), 34, Input.CHOICE, lists.bodies),
            Column("date", Message("Møtedato"), 13, Input.DATE, advice=Message("Skriv for eksempel 12.06.2017.")),
            Column("arena", Message("Møtets arena"), 24, Input.CHOICE, lists.arenas),
            Column("attendance", Message("Til stede (antall)"), 11, Input.NUMBER),
            Column("invited", Message("Innkalt (antall)"), 11, Input.NUMBER),
            *questions,
            Column(ID, Message("Møte-id (ikke rør)"), 22),
        ),
    )


def build_meeting_rows(meetings: Mapping[str, MeetingHeld], lists: Lists, dialogue: Dialogue) -> FilledSheet:
    """Return the area's meetings as they stand now."""
    rows = [{**read_meeting_values(meeting), ID: meeting.meeting_id} for meeting in meetings.values()]
    return FilledSheet(build_meeting_form(lists, dialogue), rows)


def read_meeting_values(meeting: MeetingHeld) -> dict[str, str]:
    """Return what the columns hold for a meeting."""
    return {
        "body_code": meeting.body_code,
        "date": meeting.date,
        "arena": meeting.arena.value,
        "attendance": "" if meeting.attendance is None else str(meeting.attendance),
        "invited": "" if meeting.invited is None else str(meeting.invited),
        **{_QUESTION + question: YES for question in meeting.questions},
    }


def put_questions(values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the questions that a meeting's row says were put, in the columns' order."""
    return tuple(
        key.removeprefix(_QUESTION) for key, value in values.items() if key.startswith(_QUESTION) and value == YES
    )


def _describe_state(source: Source, language: Language) -> str:
    state = word(source.state).text(language)
    if not source.readable:
        return Message("{state}, kan ikke leses", state=state).text(language)
    return state


def _describe(problem: Problem, language: Language) -> str:
    place = problem.anchor.label(language)
    text = f"{problem.what.text(language)} {problem.to_do.text(language)}"
    return f"• {place}: {text}" if place else f"• {text}"
