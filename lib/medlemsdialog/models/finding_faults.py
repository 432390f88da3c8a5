"""A fault of a finding: something a person must look at before it is printed, with its place in the text."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.models.base import Record
from medlemsdialog.models.vocabulary import Severity

FaultPlace = Literal["finding", "heading", "text", "quote"]


class FindingFault(Record):
    """One fault. In `text`, `sentence` is the number of the sentence and `start`, `end` are places in the whole text.

    In `heading` they are places in the heading; in `quote`, `sentence` is the number of the picked quote. `language` is the
    form in which the text at fault is written, empty where the fault is of no one form. `found` is verbatim.
    """

    finding_id: str
    language: Language | Literal[""] = ""
    place: FaultPlace = "finding"
    sentence: int | None = None
    start: int = 0
    end: int = 0
    rule: str
    severity: Severity
    what: Message
    found: str = ""
    to_do: Message
    changes: tuple[str, ...] = ()
