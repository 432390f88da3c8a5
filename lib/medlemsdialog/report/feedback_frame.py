"""The form of a letter to a sender, and the words that open and close it, whatever was said in between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.report.feedback_senders import Addressee

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

BlockKind = Literal["heading", "subheading", "paragraph", "quote", "item"]


class Block(Record):
    """One piece of a letter, as text; a quote is another's words and stands in its own form of the language (`lang`)."""

    kind: BlockKind
    text: str
    lang: str = ""


class Letter(Record):
    """A letter to one sender; `date` is the document's own (ISO), `reply_by` the day an answer is asked for."""

    letter_id: str
    key: str
    recipient: str
    language: Language
    title: str
    blocks: tuple[Block, ...]
    source_ids: tuple[str, ...]
    sender_code: str
    sender_name: str
    reply_by: str
    date: str
    example: bool
    is_confidential: bool


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block(kind="paragraph", text=text)


def open_letter(addressee: Addressee, labels: Labels, *, recipient: str, deadline: str) -> Iterator[Block]:
    """Yield the greeting, the thanks, and what is asked of the sender by the deadline."""
    dialogue = labels.dialogue.title.in_language(labels.language)
    yield paragraph(labels.t("Hei!"))
    if addressee.is_person:
        thanks = labels.t("Takk for at du ga innspill til {dialogue}.", dialogue=dialogue)
        asked = labels.t(
            "Her ser du hva vi har fått fra deg, og hvordan vi har forstått det. Se gjerne over, og si fra innen "
            "{date} hvis noe er feil.",
            date=deadline,
        )
        yield paragraph(f"{thanks} {asked}")
        return
    if addressee.level is Level.BODY:
        thanks = labels.t("Takk for innspillet fra {body} til {dialogue}.", body=recipient, dialogue=dialogue)
    else:
        thanks = labels.t("Takk for at dere ga innspill til {dialogue}.", dialogue=dialogue)
    asked = labels.t(
        "Her ser dere hva vi har fått fra dere, og hvordan vi har forstått det. Se gjerne over, og si fra innen "
        "{date} hvis noe er feil.",
        date=deadline,
    )
    yield paragraph(f"{thanks} {asked}")


def close_letter(addressee: Addressee, labels: Labels, *, deadline: str) -> Iterator[Block]:
    """Yield how to correct, add and withdraw, what silence means, and who sees the letter."""
    yield Block(kind="heading", text=labels.t("Hvis noe er feil"))
    yield paragraph(
        labels.t(
            "Svar på denne henvendelsen innen {date}. Skriv hvilket nummer det gjelder, og hva som er riktig. "
            "Svaret blir registrert som et eget innspill, og vi retter det vi har skrevet ned.",
            date=deadline,
        )
    )
    if addressee.is_person:
        yield paragraph(
            labels.t(
                "Du kan også legge til noe du mener mangler, eller trekke innspillet. Hører vi ikke fra deg innen "
                "fristen, bruker vi innspillet slik det står her."
            )
        )
        yield paragraph(labels.t("Brevet er bare til deg. Andre får ikke se det, og du ser ikke hva andre har svart."))
    else:
        yield paragraph(
            labels.t(
                "Dere kan også legge til noe dere mener mangler, eller trekke innspillet. Hører vi ikke fra dere innen "
                "fristen, bruker vi innspillet slik det står her."
            )
        )
        yield paragraph(
            labels.t("Brevet er bare til dere. Andre får ikke se det, og dere ser ikke hva andre har svart.")
        )
    yield paragraph(labels.t("Vennlig hilsen KS"))
