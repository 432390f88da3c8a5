"""What became of claims and themes that are no longer used: which codes their codings count for now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from medlemsdialog.judgements.events import ClaimRetired, CodingSet, ThemeRetired
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import ClaimPosition, merge_positions
from medlemsdialog.models.vocabulary import Position

Retired = ClaimRetired | ThemeRetired


@dataclass(frozen=True)
class Heirs:
    """The codes that take over from one that is retired: in single statements (`moved`), and everywhere else (`into`)."""

    into: tuple[str, ...] = ()
    moved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def in_statement(self, statement_id: str) -> tuple[str, ...]:
        """Return the heirs in one statement."""
        return self.moved.get(statement_id, self.into)

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every heir once: the one for all others first."""
        return tuple(dict.fromkeys((*self.into, *sorted({code for codes in self.moved.values() for code in codes}))))


@dataclass(frozen=True)
class Descent:
    """The lineage of one kind of code: the heirs of each that is retired."""

    heirs: Mapping[str, Heirs] = field(default_factory=dict)

    def resolve(self, code: str, statement_id: str = "") -> tuple[str, ...]:
        """Return the codes in use that `code` counts for in a statement; none where nobody took over.

        Without a statement, what takes over everywhere else.
        """
        heirs = self.heirs.get(code)
        if heirs is None:
            return (code,)
        return _once(one for heir in heirs.in_statement(statement_id) for one in self.resolve(heir, statement_id))

    def resolve_all(self, code: str) -> tuple[str, ...]:
        """Return every code in use that `code` counts for in some statement or other."""
        heirs = self.heirs.get(code)
        return (code,) if heirs is None else _once(one for heir in heirs.all for one in self.resolve_all(heir))

    def only_heir(self, code: str) -> str:
        """Return the one code in use that stands for `code` in all statements; empty where there is none, or several."""
        found = self.resolve_all(code)
        return found[0] if len(found) == 1 and self.resolve(code) == found else ""

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the retired codes that count for `code` in some statement, in order."""
        return tuple(old for old in sorted(self.heirs) if code in self.resolve_all(old))


@dataclass(frozen=True)
class Lineage:
    """The descent of claims and of themes. `unfollowed` are retirements that would have led in a ring; their codes stay."""

    claims: Descent = Descent()
    themes: Descent = Descent()
    unfollowed: tuple[Retired, ...] = ()

    def resolve_coding(self, coding: CodingSet) -> tuple[CodingSet, tuple[str, ...]]:
        """Return a coding as it counts now, and those of its codes that count for nothing any more.

        Where several of its claims have become one, the coder's positions are put together as a sender's are: for and
        against are mixed, neutral gives way to another.
        """
        touched = not self.themes.heirs.keys().isdisjoint(coding.themes)
        if not touched and self.claims.heirs.keys().isdisjoint(claim.claim_id for claim in coding.claims):
            return coding, ()
        themes = {code: self.themes.resolve(code, coding.statement_id) for code in coding.themes}
        claims = {claim.claim_id: self.claims.resolve(claim.claim_id, coding.statement_id) for claim in coding.claims}
        taken: dict[str, set[Position]] = {}
        for claim in coding.claims:
            for heir in claims[claim.claim_id]:
                taken.setdefault(heir, set()).add(claim.position)
        now = coding.model_copy(
            update={
                "themes": _once(heir for heirs in themes.values() for heir in heirs),
                "claims": tuple(
                    ClaimPosition(claim_id=claim_id, position=merge_positions(positions))
                    for claim_id, positions in taken.items()
                ),
            }
        )
        return now, tuple(code for code, heirs in (themes | claims).items() if not heirs)


def build_lineage(judgements: Judgements) -> Lineage:
    """Return what became of all retired codes. The same judgements in any order give the same lineage.

    Two people may each have merged one code into the other's. The retirement that closes such a ring, the later one, is
    not followed: its code stays in use, so that nothing is lost until somebody has settled which of them it is to be.
    """
    claims, claim_rings = _build_descent(
        {
            event.claim_id: (
                event,
                Heirs(_filled(event.into), {place: _filled(code) for place, code in event.moved.items()}),
            )
            for event in judgements.retired_claims.values()
        }
    )
    themes, theme_rings = _build_descent(
        {
            event.theme_code: (event, Heirs(_filled(event.into), dict(event.moved)))
            for event in judgements.retired_themes.values()
        }
    )
    return Lineage(claims, themes, (*claim_rings, *theme_rings))


def _build_descent(retired: Mapping[str, tuple[Retired, Heirs]]) -> tuple[Descent, tuple[Retired, ...]]:
    followed: dict[str, Heirs] = {}
    rings: list[Retired] = []
    for code, (event, heirs) in sorted(retired.items(), key=lambda one: one[1][0].order):
        if _reaches(heirs.all, code, followed):
            rings.append(event)
        else:
            followed[code] = heirs
    return Descent(followed), tuple(rings)


def _reaches(starts: Iterable[str], goal: str, followed: Mapping[str, Heirs]) -> bool:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        code = waiting.pop()
        if code == goal:
            return True
        if code not in seen and code in followed:
            waiting.extend(followed[code].all)
        seen.add(code)
    return False


def _filled(code: str) -> tuple[str, ...]:
    return (code,) if code else ()


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
