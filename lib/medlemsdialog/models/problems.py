"""A problem (merknad): something a person must look at, with what, where, found, allowed and what to do."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.models.base import Record
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Severity


class Problem(Record):
    """One problem. The four texts come from the catalogue; `found` is verbatim from the original."""

    rule: str
    severity: Severity
    source: str
    source_id: str = ""
    county_code: str = ""
    statement_id: str = ""
    anchor: Anchor = Anchor()
    what: Message
    found: str = ""
    allowed: Message = Message("")
    to_do: Message
