"""What a rule is: its id, how much it stands in the way, and its sentences for the adviser."""

from __future__ import annotations

from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.models.vocabulary import Severity

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
_NOTHING = Message("")


@dataclass(frozen=True)
class Rule:
    """One rule. The sentences may name values in braces; `found` is added to the problem verbatim."""

    id: str
    severity: Severity
    what: Message
    to_do: Message
    allowed: Message = _NOTHING
