"""What became of claims and themes, as the national overview tells it: without names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Literal

from medlemsdialog.coding.lineage import Descent
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten, ThemeRetired, ThemeWritten
from medlemsdialog.models.national import LineageRow

Kind = Literal["claim", "theme"]


def build_lineage_rows(workspace: Workspace, untold: Set[str] = frozenset()) -> tuple[LineageRow, ...]:
    """Return a row for each claim and theme that is retired, made of others or put in other words; claims first, by code.

    The statements in `untold` are in no number.
    """
    judgements, lineage = workspace.judgements, workspace.lineage
    claims = {claim.id: claim.text for claim in (*workspace.former_claims, *workspace.claims)}
    themes = {theme.code: theme.label for theme in (*workspace.former_themes, *workspace.codebook.themes)}
    names: dict[str, list[Text]] = {theme.code: [theme.label] for theme in workspace.frame.codebook.themes}
    for event in judgements.code_events:
        if isinstance(event, ThemeWritten):
            names.setdefault(event.theme.code, []).append(event.theme.label)
    return (
        *_rows(
            "claim",
            claims,
            lineage.claims,
            written=judgements.claims,
            retired=judgements.retired_claims,
            wordings=workspace.wordings,
            untold=untold,
        ),
        *_rows(
            "theme",
            themes,
            lineage.themes,
            written=judgements.themes,
            retired=judgements.retired_themes,
            wordings=names,
            untold=untold,
        ),
    )


def _rows(
    kind: Kind,
    labels: Mapping[str, Text],
    descent: Descent,
    *,
    written: Mapping[str, ClaimWritten] | Mapping[str, ThemeWritten],
    retired: Mapping[str, ClaimRetired] | Mapping[str, ThemeRetired],
    wordings: Mapping[str, Iterable[Text]],
    untold: Set[str],
) -> Iterable[LineageRow]:
    for code, label in sorted(labels.items()):
        event = written.get(code)
        if heirs := descent.heirs.get(code):
            change: Literal["merged", "split", "retired"] = (
                "retired" if not heirs.all else "merged" if len(heirs.all) == 1 and not heirs.moved else "split"
            )
            yield LineageRow(
                kind=kind,
                code=code,
                label=label,
                change=change,
                into=heirs.all,
                moved_statements=len(heirs.moved.keys() - untold),
                reason=retired[code].reason,
            )
        came_from = sorted({*(event.came_from if event else ()), *_parents(code, descent)} - {code})
        if came_from:
            yield LineageRow(
                kind=kind,
                code=code,
                label=label,
                change="made",
                came_from=tuple(came_from),
                reason=event.reason if event else "",
            )
        earlier = [text for text in wordings.get(code, ()) if text != label]
        if earlier:
            yield LineageRow(
                kind=kind,
                code=code,
                label=label,
                change="reworded",
                earlier=earlier[-1],
                reason=event.reason if event else "",
            )


def _parents(code: str, descent: Descent) -> Iterable[str]:
    return (old for old, heirs in descent.heirs.items() if code in heirs.all)
