"""What a member has written: read from its form as it stands, looked over, and made into a submission."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.models.base import Record
from medlemsdialog.models.submission import (
    LONGEST_ANSWER,
    Attachment,
    Submission,
    Tick,
    TickedProposition,
    Treatment,
)
from medlemsdialog.service.asked import Asked

# Names of fields in the form; their ids are the same.
ANSWER, TICK, COMMENT, REMARKS, TREATMENT, QUOTED = "svar-", "pastand-", "kommentar-", "merknad", "behandling", "sitat"
_YES, _NO = "ja", "nei"
# A form holds no other signs than those of text: the rest can only be there by accident, or to do harm further on.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


class Fault(NamedTuple):
    """What is wrong, and the field that the reader is led to."""

    field: str
    message: Message


class Written(Record):
    """What stands in a form, right or wrong: nothing that was written is left out."""

    answers: dict[str, str] = {}
    ticks: dict[str, str] = {}
    comments: dict[str, str] = {}
    remarks: str = ""
    treatment: str = ""
    quoted: str = ""


def read_written(fields: Mapping[str, str], asked: Asked) -> Written:
    """Return what stands in the fields of a posted form; fields of nothing that is asked are passed over."""

    def text(name: str) -> str:
        return _NO_TEXT.sub("", fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n"))

    def texts(prefix: str, ids: Sequence[str]) -> dict[str, str]:
        return {one: found for one in ids if (found := text(prefix + one)).strip()}

    propositions = [one.id for one in asked.propositions]
    return Written(
        answers=texts(ANSWER, [question.id for question in asked.questions]),
        ticks=texts(TICK, propositions),
        comments=texts(COMMENT, propositions),
        remarks=text(REMARKS),
        treatment=text(TREATMENT)[:40],
        quoted=text(QUOTED)[:10],
    )


def find_faults(written: Written, asked: Asked, attachments: Sequence[Attachment]) -> tuple[Fault, ...]:
    """Return all that must be mended before the answer can be sent, in the order of the form."""
    faults: list[Fault] = []
    for question in asked.questions:
        faults += _find_too_long(
            ANSWER + question.id,
            written.answers.get(question.id, ""),
            Message("Svaret på spørsmål {number}", number=question.number),
        )
        for one in question.propositions:
            faults += _find_in_proposition(one.id, one.text, written)
    for one in asked.further:
        faults += _find_in_proposition(one.id, one.text, written)
    faults += _find_too_long(REMARKS, written.remarks, Message("Feltet «Noe mer dere vil si»"))
    if written.treatment not in {"", *Treatment}:
        faults.append(Fault(f"{TREATMENT}-{Treatment.POLITICAL_BODY}", Message("Velg hvem som står bak svaret.")))
    if written.quoted not in {"", _YES, _NO}:
        faults.append(Fault(f"{QUOTED}-{_YES}", Message("Velg om svaret kan siteres.")))
    if not faults and not (written.answers or written.ticks or written.remarks.strip() or attachments):
        first = asked.questions[0].id if asked.questions else ""
        faults.append(
            Fault(
                ANSWER + first if first else REMARKS,
                Message("Skriv minst ett svar, ta stilling til en påstand eller legg ved et dokument før dere sender."),
            )
        )
    return tuple(faults)


def build_submission(
    written: Written,
    asked: Asked,
    attachments: Sequence[Attachment],
    *,
    dialogue: Dialogue,
    reference: str,
    sent: datetime.date,
) -> Submission:
    """Return what was written as the record that is kept; `find_faults` has found nothing in it."""
    return Submission(
        dialogue=dialogue.id,
        edition=dialogue.edition,
        sender=asked.sender,
        sender_name=asked.sender_name,
        language=asked.language,
        sent=sent,
        reference=reference,
        treatment=Treatment(written.treatment or Treatment.NOT_TOLD),
        may_be_quoted={_YES: True, _NO: False}.get(written.quoted),
        answers={
            question.id: text for question in asked.questions if (text := written.answers.get(question.id, "").strip())
        },
        propositions=tuple(
            TickedProposition(
                claim=one.id,
                wording=one.text,
                tick=Tick(written.ticks[one.id]),
                comment=written.comments.get(one.id, "").strip(),
            )
            for one in asked.propositions
            if one.id in written.ticks
        ),
        remarks=written.remarks.strip(),
        attachments=tuple(attachments),
    )


def recall_written(submission: Submission) -> Written:
    """Return a sent version as it stood in the form, for those who come back to amend it."""
    quoted = {True: _YES, False: _NO, None: ""}[submission.may_be_quoted]
    return Written(
        answers=dict(submission.answers),
        ticks={one.claim: str(one.tick) for one in submission.propositions},
        comments={one.claim: one.comment for one in submission.propositions if one.comment},
        remarks=submission.remarks,
        treatment=str(submission.treatment),
        quoted=quoted,
    )


class KeptText(NamedTuple):
    """A text that could not be saved, shown so that it can be copied."""

    label: str
    text: str


def list_texts(fields: Mapping[str, str], language: Language) -> tuple[KeptText, ...]:
    """Return the texts of a form that belongs to nothing any more, whatever was asked in it."""
    kept = []
    for name, value in fields.items():
        if not value.strip() or not name.startswith((ANSWER, COMMENT, REMARKS)):
            continue
        prefix, _, rest = name.partition("-")
        labels = {
            "svar": Message("Svar ({id})", id=rest),
            "kommentar": Message("Kommentar ({id})", id=rest),
            REMARKS: Message("Noe mer dere vil si"),
        }
        kept.append(KeptText(labels[prefix].text(language) if prefix in labels else name[:40], value))
    return tuple(kept)


def _find_in_proposition(claim: str, wording: str, written: Written) -> list[Fault]:
    tick, comment = written.ticks.get(claim, ""), written.comments.get(claim, "")
    named = Message("«{wording}»", wording=wording)
    first = f"{TICK}{claim}-{Tick.AGREE}"
    if tick and tick not in set(Tick):
        return [Fault(first, Message("Velg et av svarene til påstanden {wording}.", wording=named))]
    if comment and not tick:
        return [
            Fault(
                first,
                Message(
                    "Velg hva dere mener om påstanden {wording}, eller ta bort kommentaren til den.", wording=named
                ),
            )
        ]
    return _find_too_long(COMMENT + claim, comment, Message("Kommentaren til påstanden {wording}", wording=named))


def _find_too_long(field: str, text: str, what: Message) -> list[Fault]:
    if len(text.strip()) <= LONGEST_ANSWER:
        return []
    return [
        Fault(
            field,
            Message(
                "{what} er for langt: {length} tegn. Kort ned til {most}, eller legg teksten ved som et dokument.",
                what=what,
                length=_number(len(text.strip())),
                most=_number(LONGEST_ANSWER),
            ),
        )
    ]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u00a0")
