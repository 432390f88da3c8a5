"""A finding whose claims or themes others have taken over for: what it rests on now, and what is to be told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from medlemsdialog.coding.lineage import Descent, Lineage
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.assessment_text import FieldPart, parse_assessment, write_field
from medlemsdialog.evidence.national_fields import NATIONAL_FIELDS
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.claims import ClaimPosition, merge_positions
from medlemsdialog.models.findings import EvidenceChange, EvidenceState, StatementEvidence
from medlemsdialog.models.vocabulary import Position

TAKEN_OVER, RETIRED = "taken_over", "retired"
Kind = Literal["claim", "theme"]
_Heirs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Followed:
    """A finding by the codes in use, and what it was approved on by the same codes, with what has become of the others.

    `apart` are the codes whose numbers cannot be held against those before, since what came in was in several codes.
    """

    drafted: FindingWritten
    approved: EvidenceState | None
    changes: tuple[EvidenceChange, ...] = ()
    apart: frozenset[tuple[Kind, str]] = frozenset()


def follow_codes(event: FindingWritten, lineage: Lineage, approved: EvidenceState | None) -> Followed:
    """Return a finding with those codes that took over in the place of each that is no longer used.

    A code with nothing in its place stays as it is, and is gone from the evidence. Where one code took over for another,
    what the finding was approved on is put under that code, so that the numbers can be held against each other.
    """
    before = approved or EvidenceState()
    claims = _find_heirs((*event.claims, *(one.claim_id for one in before.claims)), lineage.claims)
    themes = _find_heirs((*event.themes, *(one.theme for one in before.themes)), lineage.themes)
    in_fields = _FieldCodes(lineage)
    text = event.text.model_dump()
    drafted = event.model_copy(
        update={
            "claims": _follow(event.claims, claims),
            "themes": _follow(event.themes, themes),
            "text": Text.model_validate({name: in_fields.follow_text(words) for name, words in text.items()}),
        }
    )
    if approved is None:
        return Followed(drafted, None)
    kept_claims, apart_claims = _place(claims, [one.claim_id for one in before.claims])
    kept_themes, apart_themes = _place(themes, [one.theme for one in before.themes])
    told = (
        *_tell("claim", claims, [one.claim_id for one in before.claims]),
        *_tell("theme", themes, [one.theme for one in before.themes]),
    )
    fields = {in_fields.follow_name(one.field): one for one in before.fields}
    return Followed(
        drafted,
        EvidenceState(
            claims=tuple(
                one.model_copy(update={"claim_id": kept_claims[one.claim_id]})
                for one in before.claims
                if one.claim_id in kept_claims
            ),
            themes=tuple(
                one.model_copy(update={"theme": kept_themes[one.theme]})
                for one in before.themes
                if one.theme in kept_themes
            ),
            statements=tuple(_recode(one, lineage, claims.keys(), themes.keys()) for one in before.statements),
            fields=tuple(one.model_copy(update={"field": name}) for name, one in fields.items()),
        ),
        told,
        frozenset({*(("claim", code) for code in apart_claims), *(("theme", code) for code in apart_themes)}),
    )


def _find_heirs(codes: Iterable[str], descent: Descent) -> _Heirs:
    """Return what took over for each code that is no longer used."""
    return {code: descent.resolve_all(code) for code in sorted(set(codes)) if code in descent.heirs}


def _follow(codes: Iterable[str], heirs: _Heirs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heir for code in codes for heir in (heirs.get(code) or (code,))))


def _place(heirs: _Heirs, before: Sequence[str]) -> tuple[dict[str, str], set[str]]:
    """Return under which code each is to be held against what stands now, and the codes that cannot be."""
    kept = {code: code for code in before if code not in heirs}
    moved = [code for code in before if code in heirs]
    into = [heir for code in moved for heir in heirs[code] if heir not in kept]
    for code in moved:
        if len(heirs[code]) == 1 and into.count(heirs[code][0]) == 1:
            kept[code] = heirs[code][0]
    return kept, set(into) - set(kept.values())


def _tell(kind: Kind, heirs: _Heirs, before: Sequence[str]) -> Iterable[EvidenceChange]:
    for code in before:
        if code in heirs and not heirs[code]:
            yield EvidenceChange(kind=kind, code=code, what=RETIRED)
        elif code in heirs:
            yield EvidenceChange(kind=kind, code=code, what=TAKEN_OVER, after=", ".join(heirs[code]))


def _recode(
    one: StatementEvidence, lineage: Lineage, claims: Collection[str], themes: Collection[str]
) -> StatementEvidence:
    """Return a statement with its codes as they count now, where what became of these has been told."""
    taken: dict[str, set[Position]] = {}
    for claim in one.claims:
        is_told = claim.claim_id in claims
        for code in lineage.claims.resolve(claim.claim_id, one.statement_id) if is_told else (claim.claim_id,):
            taken.setdefault(code, set()).add(claim.position)
    raised = {
        heir
        for code in one.themes
        for heir in (lineage.themes.resolve(code, one.statement_id) if code in themes else (code,))
    }
    return one.model_copy(
        update={
            "themes": tuple(sorted(raised)),
            "claims": tuple(
                ClaimPosition(claim_id=code, position=merge_positions(positions))
                for code, positions in sorted(taken.items())
            ),
        }
    )


@dataclass(frozen=True)
class _FieldCodes:
    """The codes in number fields, each by the one that stands for it now."""

    lineage: Lineage

    def follow_text(self, text: str) -> str:
        """Return a text with the fields' codes as they are now; all else as it stands."""
        return "".join(
            write_field(*self._follow(part.key, part.arguments))
            if isinstance(part, FieldPart) and self._follow(part.key, part.arguments) != (part.key, *part.arguments)
            else part.raw
            for part in parse_assessment(text)
        )

    def follow_name(self, name: str) -> str:
        """Return a field's name, as evidence holds it, with its codes as they are now."""
        key, *arguments = name.split(":")
        return ":".join(self._follow(key, tuple(arguments)))

    def _follow(self, key: str, arguments: tuple[str, ...]) -> tuple[str, ...]:
        field = NATIONAL_FIELDS.get(key)
        kinds = (*field.parameters, "") if field else ()
        followed = [
            self._heir(kind, code) if kind in ("claim", "theme") else code
            for kind, code in zip(kinds, arguments, strict=False)
        ]
        return (key, *followed, *arguments[len(followed) :])

    def _heir(self, kind: str, code: str) -> str:
        descent = self.lineage.claims if kind == "claim" else self.lineage.themes
        return descent.only_heir(code) or code
