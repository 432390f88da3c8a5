"""Personal data found in what was received: what it is, where it stands, why it was taken for such, and what people said of it."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.models.base import Record
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.passages import Anchor


class PersonalKind(StrEnum):
    """What a piece of personal data is. `other` is what a person marked without saying what it is."""

    NATIONAL_ID = "national_id"
    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    OTHER = "other"


# Senders that are not named, in a summary: followed by the id of the first source they sent.
PERSON_SENDER, CONFIDENTIAL_SENDER = "person:", "confidential:"
PersonalState = Literal["found", "confirmed", "lifted"]

PERSONAL_WORDS = {
    PersonalKind.NATIONAL_ID: Message("fødselsnummer"),
    PersonalKind.ACCOUNT: Message("kontonummer"),
    PersonalKind.EMAIL: Message("e-postadresse"),
    PersonalKind.PHONE: Message("telefonnummer"),
    PersonalKind.ADDRESS: Message("adresse"),
    PersonalKind.NAME: Message("navn"),
    PersonalKind.OTHER: Message("annet"),
}
# What stands in a text where it was: the reason in brackets, in the text's own language.
MASKS = {
    PersonalKind.NATIONAL_ID: Message("[fødselsnummer fjernet]"),
    PersonalKind.ACCOUNT: Message("[kontonummer fjernet]"),
    PersonalKind.EMAIL: Message("[e-postadresse fjernet]"),
    PersonalKind.PHONE: Message("[telefonnummer fjernet]"),
    PersonalKind.ADDRESS: Message("[adresse fjernet]"),
    PersonalKind.NAME: Message("[navn fjernet]"),
    PersonalKind.OTHER: Message("[personopplysning fjernet]"),
}


class PersonalSpan(Record):
    """One piece of personal data in a text: `text[start:end]`, and the reason why it was taken for such."""

    kind: PersonalKind
    start: int
    end: int
    reason: Message


class PersonalFinding(Record):
    """One value in one source, wherever it stands there: in passages, headings, or names of sheets and attachments.

    `id` rests on source, kind and value alone, so that the same original always gives the same id. `statement_ids` are
    the passages it stands in, `place` the first of them. Masked in all that is shared unless a person has lifted it.
    """

    id: str
    source_id: str
    kind: PersonalKind
    text: str
    reason: Message
    state: PersonalState = "found"
    place: Anchor = Anchor()
    statement_ids: tuple[str, ...] = ()
    in_statement: bool = False

    @property
    def is_masked(self) -> bool:
        """Whether the value is kept out of all that is shared."""
        return self.state != "lifted"


def derive_finding_id(source_id: str, kind: PersonalKind, text: str) -> str:
    """Return `p` + 8 hex of SHA-256 over source, kind and the value, whatever its case and spacing."""
    folded = canonical_text(text).casefold()
    return "p" + hashlib.sha256(f"{source_id}\0{kind.value}\0{folded}".encode()).hexdigest()[:8]
