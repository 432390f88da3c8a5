"""A submission as its file tells it, before anybody has asked whether the dialogue knows what it speaks of."""

from __future__ import annotations

from medlemsdialog.models.base import Record
from medlemsdialog.models.submission import Tick, Treatment

# The places of what is no text of the sender's.
SENDER_PLACE = "Avsender"
SENT_PLACE = "Sendt"
ATTACHMENTS_PLACE = "Vedlegg"


class SubmittedPart(Record):
    """What one block of the file is: an answer to a question, a tick at a proposition or its comment, or none of these."""

    question: str = ""
    claim: str = ""
    wording: str = ""
    tick: Tick | None = None


class NamedAttachment(Record):
    """A document that the sender attached; `sha256` is empty where the file tells none that can be one."""

    name: str = ""
    sha256: str = ""


class Submitted(Record):
    """What the file says of itself, as it stands there; `parts` has one for each block of the document."""

    schema_version: str = ""
    dialogue: str = ""
    edition: str = ""
    sender: str = ""
    sender_name: str = ""
    sent: str = ""
    reference: str = ""
    version: int = 1
    treatment: Treatment = Treatment.NOT_TOLD
    may_be_quoted: bool | None = None
    parts: tuple[SubmittedPart, ...] = ()
    attachments: tuple[NamedAttachment, ...] = ()
