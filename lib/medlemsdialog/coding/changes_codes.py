"""The codes a change is checked against: those in use, those no longer used, and what the dialogue allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.lineage import Descent, build_lineage
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.themes import Theme


@dataclass(frozen=True)
class Codes:
    """The codes as the person who changes them sees them."""

    dialogue: Dialogue
    codebook: Codebook
    claims: tuple[Claim, ...]
    judgements: Judgements

    def claim(self, claim_id: str) -> Claim:
        """Return a claim in use.

        Raises:
            UsageError: There is none; the text says what became of it, or names those there are.
        """
        found = next((claim for claim in self.claims if claim.id == claim_id), None)
        if found is None:
            heirs = build_lineage(self.judgements).claims
            raise _unknown(claim_id, Message("kravet"), heirs, [claim.id for claim in self.claims])
        return found

    def theme(self, code: str) -> Theme:
        """Return a theme in use.

        Raises:
            UsageError: As for claims.
        """
        found = next((theme for theme in self.codebook.themes if theme.code == code), None)
        if found is None:
            heirs = build_lineage(self.judgements).themes
            raise _unknown(code, Message("temaet"), heirs, sorted(self.codebook.codes))
        return found

    def seen_claim(self, claim_id: str) -> tuple[str, ...]:
        """Return the ids of what is written of a claim now: what is written next takes the place of these."""
        return self._seen(self.judgements.claims.get(claim_id), self.judgements.retired_claims.get(claim_id))

    def seen_theme(self, code: str) -> tuple[str, ...]:
        """Return the same for a theme."""
        return self._seen(self.judgements.themes.get(code), self.judgements.retired_themes.get(code))

    def require_claim_frame(self, themes: Iterable[str], purpose: str, question: str) -> None:
        """Raise a UsageError that names what is allowed, unless a claim may have this frame."""
        for theme in themes:
            self.theme(theme)
        for given, allowed, what in (
            (purpose, [one.code for one in self.dialogue.purposes] + ["none"], Message("formålet")),
            (question, [one.id for one in self.dialogue.questions], Message("spørsmålet")),
        ):
            if given and given not in allowed:
                raise _not_allowed(given, what, allowed)

    def require_place(self, theme: Theme) -> None:
        """Raise a UsageError unless a theme may lie where it says, and under its own code."""
        main = [one.code for one in self.dialogue.main_themes]
        first_level = [one.code for one in self.codebook.themes if one.parent in main and one.code != theme.code]
        if theme.code in main:
            raise UsageError(
                Message("Koden «{code}» er koden til et hovedtema. Velg en annen kode for temaet.", code=theme.code)
            )
        has_children = any(one.parent == theme.code for one in self.codebook.themes)
        allowed = main if has_children else main + first_level
        if theme.parent not in allowed:
            raise _not_allowed(theme.parent, Message("det overordnede temaet"), allowed)

    def _seen(self, written: object, retired: object) -> tuple[str, ...]:
        written_id, retired_id = getattr(written, "id", ""), getattr(retired, "id", "")
        rivals = tuple(one.id for one in self.judgements.rivals.get(written_id, ()))
        return tuple(filter(None, (written_id, *rivals, retired_id)))


def _unknown(code: str, what: Message, descent: Descent, allowed: list[str]) -> UsageError:
    if code not in descent.heirs:
        return _not_allowed(code, what, allowed)
    heirs = descent.resolve_all(code)
    if not heirs:
        return UsageError(Message("«{code}» er tatt ut av bruk, og ingenting har tatt over for det.", code=code))
    return UsageError(
        Message(
            "«{code}» er tatt ut av bruk og gikk inn i {heirs}. Bruk det i stedet.", code=code, heirs=", ".join(heirs)
        )
    )


def _not_allowed(code: str, what: Message, allowed: list[str]) -> UsageError:
    return UsageError(
        Message(
            "Ukjent kode for {what}: «{code}». Tillatt: {allowed}.",
            what=what,
            code=code,
            allowed=", ".join(allowed) or "–",
        )
    )
