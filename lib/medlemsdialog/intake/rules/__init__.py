"""The rules of the checks, gathered by what they look at, and the problems and errors that they describe."""

from __future__ import annotations

from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import OriginalError
from medlemsdialog.intake.document import Refusal
from medlemsdialog.intake.rules import (
    form_mappings,
    forms,
    noticed,
    originals,
    passages,
    personal,
    senders,
    sources,
    submissions,
)
from medlemsdialog.intake.rules.rule import Rule
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem

__all__ = ["RULES", "BrokenOriginalError", "Rule", "build_problem", "fill_text"]

RULES: dict[str, Rule] = {
    rule.id: rule
    for rules in (originals, noticed, senders, sources, passages, personal, forms, form_mappings, submissions)
    for rule in rules.RULES
}


class BrokenOriginalError(OriginalError):
    """An original that cannot be read, with the rule that it breaks."""

    def __init__(self, rule: str, file: str, found: str = "", **values: Any) -> None:
        described = RULES[rule]
        filled = {**values, "file": file, "found": found}
        what, to_do = fill_text(described.what, filled), fill_text(described.to_do, filled)
        super().__init__(Message("{file}: {what} {to_do}", file=file, what=what, to_do=to_do))
        self.rule, self.found, self.values = rule, found, values

    @property
    def refusal(self) -> Refusal:
        """What the error says besides the file, as a record that can be kept."""
        return Refusal(rule=self.rule, found=self.found, values=self.values)


def fill_text(text: Message, values: dict[str, Any]) -> Message:
    """Return a rule's sentence with its values; one that names none carries none."""
    return Message(text.msgid, **({**text.values, **values} if "{" in text.msgid else {}))


def build_problem(
    rule: str | Rule,
    *,
    source: str,
    source_id: str = "",
    county_code: str = "",
    statement_id: str = "",
    anchor: Anchor | None = None,
    found: str = "",
    **values: Any,
) -> Problem:
    """Return the problem that a rule describes, named by its id or given, its sentences filled with `values`."""
    described = RULES[rule] if isinstance(rule, str) else rule
    filled = {**values, "file": source, "found": found}
    return Problem(
        rule=described.id,
        severity=described.severity,
        source=source,
        source_id=source_id,
        county_code=county_code,
        statement_id=statement_id,
        anchor=anchor or Anchor(),
        what=fill_text(described.what, filled),
        found=found,
        allowed=fill_text(described.allowed, filled),
        to_do=fill_text(described.to_do, filled),
    )
