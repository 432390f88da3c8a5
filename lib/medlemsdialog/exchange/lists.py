"""The drop-downs of an area: its senders, meetings, themes, claims, questions and the closed vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import Workspace, build_labels
from medlemsdialog.exchange.choices import Choices, build_choices
from medlemsdialog.models.vocabulary import Addressee, Arena, Kind, Level, Openness, Position, Status, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import SenderOutcome

OTHER_SENDER = "annen"
YES, NO = "ja", "nei"
_YES_WRITINGS = ("j", "x", "yes", "sann", "true", "1", "✓", "✔")
_NO_WRITINGS = ("n", "no", "usann", "false", "0", "-")


@dataclass(frozen=True)
class Lists:
    """All drop-downs of one area, in one language."""

    language: Language
    senders: Choices
    bodies: Choices
    meetings: Choices
    levels: Choices
    statuses: Choices
    arenas: Choices
    openness: Choices
    kinds: Choices
    themes: Choices
    claims: Choices
    positions: Choices
    questions: Choices
    addressees: Choices
    purposes: Choices
    yes_no: Choices

    @property
    def all(self) -> tuple[Choices, ...]:
        """Every list."""
        return tuple(value for value in vars(self).values() if isinstance(value, Choices))


def build_lists(workspace: Workspace, area_code: str) -> Lists:
    """Return the drop-downs of an area, with labels in the area's language form."""
    language = workspace.working_language(area_code)
    dialogue, codebook = workspace.dialogue, workspace.codebook
    questions = [
        (question.id, f"{question.id}: {question.text.in_language(language)}") for question in dialogue.questions
    ]
    themes = [(theme.code, theme.label) for theme in codebook.themes]
    claims = [(claim.id, claim.text) for claim in workspace.claims]
    # A sheet written before a merging still says what it said then.
    lineage = workspace.lineage
    former_themes = [(lineage.themes.only_heir(theme.code), theme.label) for theme in workspace.former_themes]
    former_claims = [(lineage.claims.only_heir(claim.id), claim.text) for claim in workspace.former_claims]
    former_claims += [(claim_id, text) for claim_id, _ in claims for text in workspace.wordings.get(claim_id, ())]
    arenas: dict[str, Text] = {arena.code: arena.label for arena in dialogue.arenas}
    return Lists(
        language=language,
        senders=_senders(workspace, area_code, language),
        bodies=build_choices("organer", _bodies(workspace, area_code)),
        meetings=build_choices("moter", _meetings(workspace, area_code, language)),
        levels=_vocabulary("nivaer", Level, language),
        statuses=_vocabulary("typer", Status, language),
        arenas=build_choices(
            "arenaer",
            (
                (arena, arenas[arena].in_language(language) if arena in arenas else word(arena).text(language))
                for arena in Arena
            ),
            other_writings=_words(Arena),
        ),
        openness=_vocabulary("apenhet", Openness, language),
        kinds=_vocabulary("slag", Kind, language),
        themes=build_choices(
            "temaer",
            ((code, label.in_language(language)) for code, label in themes),
            other_writings=(
                (label.in_language(form), code)
                for form in LANGUAGES
                for code, label in (*themes, *former_themes)
                if code
            ),
        ),
        claims=build_choices(
            "krav",
            ((claim_id, text.in_language(language)) for claim_id, text in claims),
            other_writings=(
                (text.in_language(form), claim_id)
                for form in LANGUAGES
                for claim_id, text in (*claims, *former_claims)
                if claim_id
            ),
        ),
        positions=_vocabulary("standpunkter", Position, language),
        questions=build_choices("sporsmal", questions),
        addressees=_vocabulary("adressater", Addressee, language),
        purposes=build_choices(
            "formal", [(purpose.code, purpose.text.in_language(language)) for purpose in dialogue.purposes]
        ),
        yes_no=build_choices(
            "ja_nei",
            [(YES, Message("ja").text(language)), (NO, Message("nei").text(language))],
            other_writings=[*((text, YES) for text in _YES_WRITINGS), *((text, NO) for text in _NO_WRITINGS)],
        ),
    )


def extend_choices(
    choices: Choices, added: Mapping[str, str], *, other_writings: Mapping[str, str] | None = None
) -> Choices:
    """Return a list with (code → label) added, as when something new is written in the same file."""
    labels = {**choices.labels, **{code: label for code, label in added.items() if code not in choices.labels}}
    writings = [*choices.other_writings.items(), *(other_writings or {}).items()]
    return build_choices(choices.name, labels.items(), other_writings=writings, resolve=choices.resolve)


def _senders(workspace: Workspace, area_code: str, language: Language) -> Choices:
    labels, register = build_labels(workspace, language), workspace.register
    members = register.members if area_code == NATIONAL else register.members_in(area_code)
    other = Message("annen avsender")
    allowed = [
        *((member.code, f"{member.code} {labels.sender(member.code)}") for member in members),
        *_bodies(workspace, area_code),
        (OTHER_SENDER, other.text(language)),
    ]

    def resolve(text: str) -> str | None:
        match = find_sender(register, text, county_code=None if area_code == NATIONAL else area_code)
        if match.body:
            return match.body.code
        # A name of another edition is for a person to place, not for us.
        found = match.outcome in {SenderOutcome.FOUND, SenderOutcome.REPAIRED_CODE}
        return match.member.code if match.member and found else None

    writings = [(other.text(form), OTHER_SENDER) for form in LANGUAGES]
    return build_choices("avsendere", allowed, other_writings=writings, resolve=resolve)


def _bodies(workspace: Workspace, area_code: str) -> list[tuple[str, str]]:
    bodies = workspace.register.bodies
    own = [body for body in bodies if body.county_code == (None if area_code == NATIONAL else area_code)]
    return [(body.code, body.name) for body in own]


def _meetings(workspace: Workspace, area_code: str, language: Language) -> Iterable[tuple[str, str]]:
    labels = build_labels(workspace, language)
    for meeting in workspace.judgements.meetings_in(area_code):
        yield meeting.meeting_id, describe_meeting(meeting.date, labels.sender(meeting.body_code))


def describe_meeting(date: str, body_name: str) -> str:
    """Return a meeting as its drop-down shows it."""
    return f"{date} {body_name}".strip()


def _vocabulary(name: str, values: type[StrEnum], language: Language) -> Choices:
    return build_choices(name, ((value, word(value).text(language)) for value in values), other_writings=_words(values))


def _words(values: type[StrEnum]) -> Iterable[tuple[str, str]]:
    return [(word(value).text(form), value.value) for form in LANGUAGES for value in values]
