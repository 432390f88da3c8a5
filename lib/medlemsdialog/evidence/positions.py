"""Themes raised and positions to claims, counted by sender: each member and each body once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.models.claims import Claim, ClaimPosition, merge_positions
from medlemsdialog.models.summary import ClaimRow, Standpoints, StatementRow, ThemeRow
from medlemsdialog.models.vocabulary import Level, Position

MEMBER_LEVELS = frozenset({Level.MUNICIPALITY, Level.COUNTY_COUNCIL})


class CountedRow(NamedTuple):
    """What is counted of a statement, where no summary is built."""

    statement_id: str
    source_id: str
    sender_code: str
    level: Level
    speaks_for_sender: bool
    themes: tuple[str, ...]
    claims: tuple[ClaimPosition, ...]
    text_unit: str


Counted = StatementRow | CountedRow


def build_themes(
    statements: Sequence[Counted], theme_codes: Iterable[str], source_of: Mapping[str, str]
) -> tuple[ThemeRow, ...]:
    """Return one row per theme that was raised, in the codebook's order.

    Three counts stand side by side: statements, distinct texts (those that repeat each other counted once), distinct senders.
    `source_of` gives a sender key for senders without a code.
    """
    by_theme: dict[str, list[Counted]] = defaultdict(list)
    for statement in _speaking(statements):
        for theme in statement.themes:
            by_theme[theme].append(statement)
    return tuple(
        ThemeRow(
            theme=theme,
            members=_senders(by_theme[theme], MEMBER_LEVELS),
            bodies=_senders(by_theme[theme], frozenset({Level.BODY})),
            other_senders=len({source_of[s.source_id] for s in by_theme[theme] if s.level is Level.OTHER}),
            statements=tuple(statement.statement_id for statement in by_theme[theme]),
            distinct_texts=len({statement.text_unit for statement in by_theme[theme]}),
        )
        for theme in theme_codes
        if by_theme.get(theme)
    )


def build_claims(
    statements: Sequence[Counted], claims: Iterable[Claim], source_of: Mapping[str, str]
) -> tuple[ClaimRow, ...]:
    """Return one row per claim that any statement takes a position to, in order of id.

    A sender has one position per claim: the one all its statements share; for and against together are mixed; neutral
    beside another one gives way to it.
    """
    positions: dict[str, dict[str, set[Position]]] = defaultdict(lambda: defaultdict(set))
    levels: dict[str, Level] = {}
    behind: dict[str, list[str]] = defaultdict(list)
    others: dict[str, set[str]] = defaultdict(set)
    for statement in _speaking(statements):
        for taken in statement.claims:
            behind[taken.claim_id].append(statement.statement_id)
            if statement.level is Level.OTHER or not statement.sender_code:
                others[taken.claim_id].add(source_of[statement.source_id])
                continue
            levels[statement.sender_code] = statement.level
            positions[taken.claim_id][statement.sender_code].add(taken.position)
    rows = []
    for claim in claims:
        if claim.id not in behind:
            continue
        stands = {sender: merge_positions(taken) for sender, taken in positions[claim.id].items()}
        rows.append(
            ClaimRow(
                claim_id=claim.id,
                addressee=claim.addressee,
                themes=claim.themes,
                purpose=claim.purpose,
                members=_standpoints(stands, levels, MEMBER_LEVELS),
                bodies=_standpoints(stands, levels, frozenset({Level.BODY})),
                other_senders=len(others[claim.id]),
                statements=tuple(behind[claim.id]),
            )
        )
    return tuple(rows)


def _speaking(statements: Iterable[Counted]) -> list[Counted]:
    return [statement for statement in statements if statement.speaks_for_sender]


def _senders(statements: Iterable[Counted], levels: frozenset[Level]) -> tuple[str, ...]:
    return tuple(sorted({s.sender_code for s in statements if s.level in levels and s.sender_code}))


def _standpoints(stands: Mapping[str, Position], levels: Mapping[str, Level], wanted: frozenset[Level]) -> Standpoints:
    def those(position: Position) -> tuple[str, ...]:
        return tuple(sorted(code for code, taken in stands.items() if taken is position and levels[code] in wanted))

    return Standpoints(
        supporting=those(Position.FOR),
        opposing=those(Position.AGAINST),
        mixed=those(Position.MIXED),
        neutral=those(Position.NEUTRAL),
    )
