"""A submission (innspill) as a member fills it in itself: the file that the form gives, and what the input page keeps.

The form in the package, the input page and intake share this record. A file of it ends in `paths.SUBMISSION_ENDING` and is
an original like any other: it lies in `inputs/`, and nothing in it counts before somebody has confirmed it.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record

SUBMISSION_FORMAT: Literal["medlemsdialog-innspill"] = "medlemsdialog-innspill"
LONGEST_ANSWER = 20_000
_Answer = Annotated[str, StringConstraints(max_length=LONGEST_ANSWER)]
_Name = Annotated[str, StringConstraints(max_length=200)]
_Code = Annotated[str, StringConstraints(max_length=60)]


class Tick(StrEnum):
    """What may be ticked at a proposition."""

    AGREE = "agree"
    PARTLY_AGREE = "partly_agree"
    NEITHER = "neither"
    DISAGREE = "disagree"
    DO_NOT_KNOW = "do_not_know"


class Treatment(StrEnum):
    """Who stands behind the answer in the member's own organisation."""

    POLITICAL_BODY = "political_body"
    ADMINISTRATION = "administration"
    NOT_TOLD = "not_told"


class TickedProposition(Record):
    """A member's position to one of the dialogue's propositions, and why; `wording` is the sentence as the member saw it."""

    claim: _Code
    wording: _Answer = ""
    tick: Tick
    comment: _Answer = ""


class Attachment(Record):
    """A document that came with the answer. The content is told by its hash and lies beside the file, never in it."""

    name: _Name
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Submission(Record):
    """What one member answered at one time.

    `sender` is a code of the register; `sender_name` the name as the member saw it. `reference` and `version` are the input
    page's: a later version stands in the place of all before it. `sent` is the day it was sent. A question that was not
    answered is left out of `answers`, which is by question id. `may_be_quoted` is None where nothing was chosen.
    """

    format: Literal["medlemsdialog-innspill"] = SUBMISSION_FORMAT
    schema_version: Literal[1] = 1
    dialogue: _Code
    edition: _Code
    sender: _Code
    sender_name: _Name
    language: Language
    sent: datetime.date
    reference: str = Field(default="", pattern=r"^[0-9A-Z-]{0,20}$")
    version: int = Field(default=1, ge=1)
    treatment: Treatment = Treatment.NOT_TOLD
    may_be_quoted: bool | None = None
    answers: dict[_Code, _Answer] = {}
    propositions: tuple[TickedProposition, ...] = ()
    remarks: _Answer = ""
    attachments: tuple[Attachment, ...] = ()


def submission_schema() -> dict[str, Any]:
    """Return the published schema of a submission's file."""
    return Submission.model_json_schema()
