"""What the form for collecting input asks: its columns, and the senders and answers to choose between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.dialogue import Dialogue, Question
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import Body, Member, Register

OTHER_SENDER = Message("Annen avsender")
POSITIONS = (
    Message("Enig"),
    Message("Delvis enig"),
    Message("Verken enig eller uenig"),
    Message("Uenig"),
    Message("Vet ikke"),
)
YES_NO = (Message("Ja"), Message("Nei"))


@dataclass(frozen=True)
class FormColumn:
    """One column of the form: its heading, its width, and what may be written in it."""

    heading: str
    width: int
    choices: str = ""
    is_date: bool = False
    advice: Message | None = None


def write_sender(sender: Member | Body, language: Language = "nb") -> str:
    """Return a sender as the form's list shows it: number and name with its level, so that the level follows."""
    if isinstance(sender, Body):
        return sender.name
    if sender.level is Level.COUNTY_COUNCIL or sender.name.casefold().endswith(("kommune", "herad")):
        return f"{sender.code} {sender.name}"
    return f"{sender.code} {sender.name} {translate('kommune', language)}"


def list_senders(register: Register, county_code: str | None, language: Language) -> list[str]:
    """Return the senders that the form lets people choose between: all, or those of a county, and «another» last."""
    members = register.members_in(county_code) if county_code else register.members
    bodies = register.bodies_in(county_code) if county_code else register.bodies
    senders: list[Member | Body] = [*members, *bodies]
    return [write_sender(sender, language) for sender in senders] + [OTHER_SENDER.text(language)]


def build_form_columns(
    dialogue: Dialogue,
    claims: Sequence[Claim],
    language: Language,
    *,
    questions: Sequence[Question] | None = None,
    members_only: bool = False,
) -> Iterator[FormColumn]:
    """Yield the columns of the form: who answers, the dialogue's questions, and below each the claims put with it.

    `questions` are those put to who answers, all where it is None. A form for `members_only` names no other sender.
    """
    yield FormColumn(
        translate("Avsender", language), 34, "senders", advice=Message("Velg fra listen. Nivået følger av valget.")
    )
    if not members_only:
        yield FormColumn(
            translate("Navn på annen avsender", language),
            26,
            advice=Message("Bare når avsenderen er «Annen avsender»: navnet på organisasjonen eller virksomheten."),
        )
    yield FormColumn(translate("Levert", language), 13, is_date=True)
    yield FormColumn(
        translate("Kan siteres", language),
        12,
        "yes_no",
        advice=Message("Ja: KS kan gjengi svaret med avsenderens navn."),
    )
    put = [claim for claim in claims if claim.origin == "proposition"]
    for question in dialogue.questions if questions is None else questions:
        yield FormColumn(f"{question.id} {question.text.in_language(language)}", 44)
        for claim in put:
            if claim.question == question.id:
                yield from _proposition(claim, language)
    for claim in put:
        if not claim.question:
            yield from _proposition(claim, language)


def _proposition(claim: Claim, language: Language) -> Iterator[FormColumn]:
    sentence = claim.text.in_language(language).rstrip(".")
    yield FormColumn(sentence, 24, "positions", advice=Message("Velg standpunkt fra listen."))
    yield FormColumn(f"{sentence} – {translate('kommentar', language)}", 36)
