"""Why each part of a run is made or left as it is, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.paths import NATIONAL

TABLES = Message("tabellene over det som er lest")
PROBLEMS = Message("merknadene")
WORKBOOK = Message("arbeidsboken")
PAGES = Message("sidene")
DOCUMENTS = Message("dokumentene")
EVIDENCE = Message("tabellene bak rapporten")
TRANSLATION = Message("rapporten på det andre språket")


@dataclass
class Explanation:
    """What was decided, in order: of which area, which part, and why it is made; None where it is left."""

    decided: list[tuple[str, Message, Message | None]] = field(default_factory=list)

    def note(self, area_code: str, part: Message, reason: Message | None) -> Message | None:
        """Keep one decision, and return its reason."""
        self.decided.append((area_code, part, reason))
        return reason

    @property
    def made(self) -> frozenset[str]:
        """The areas of which something was made, the nation's included."""
        return frozenset(area_code for area_code, _, reason in self.decided if reason is not None)

    def lines(self, workspace: Workspace) -> Iterator[Message]:
        """Yield a sentence for each part that is made, and one for each area where nothing is."""
        for area_code in dict.fromkeys(area_code for area_code, *_ in self.decided):
            area = (
                Message("Hele landet")
                if area_code == NATIONAL
                else Message("{text}", text=f"{area_code} {workspace.county(area_code).name}")
            )
            reasons = [(part, reason) for code, part, reason in self.decided if code == area_code and reason]
            for part, reason in reasons:
                yield Message("{area}, {part}: lages på nytt. {reason}.", area=area, part=part, reason=reason)
            if not reasons:
                yield Message("{area}: ingenting er endret.", area=area)
