"""What a rule is: its id, how much it stands in the way, and its sentences for the adviser."""

from __future__ import annotations

from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.models.vocabulary import Severity

# Error: nothing of it can be used, or something people decided is not in use, until someone acts. Warning: a number or a
# text may be wrong unless someone looks. Notice: worth knowing; it may stand as it is.
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
