"""The figures of what came in: statements by type of statement, passages by kind, sources by arena."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Status
from medlemsdialog.report import charts, wording
from medlemsdialog.report.charts import Series
from medlemsdialog.report.figures import Figure, build_figure

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def draw_statuses(prefix: str, by_status: Mapping[Status, int], labels: Labels) -> Figure | None:
    """Draw the statements by type of statement, most first; None without statements."""
    rows = _most_first([(labels.word(status), by_status.get(status, 0)) for status in Status])
    if not rows:
        return None
    most, others = _split(rows, labels)
    how_many = wording.number(rows[0][1], labels.language)
    total = wording.number(sum(counted for _, counted in rows), labels.language)
    if len(most) == 1:
        first = labels.t(
            "Flest utsagn er av typen {status}: {many} av {total}.", status=most[0], many=how_many, total=total
        )
    else:
        first = labels.t(
            "Flest utsagn er av typene {statuses}: {many} av hver, av {total} i alt.",
            statuses=wording.listing(most, labels.language),
            many=how_many,
            total=total,
        )
    if len(others) > 1:
        second = labels.t("Resten er av disse typene: {statuses}.", statuses=wording.listing(others, labels.language))
    elif others:
        second = labels.t("Resten er av typen {status}.", status=others[0])
    else:
        second = labels.t("Ingen utsagn er av andre typer.")
    return build_figure(
        f"{prefix}-fig-type-uttalelse",
        labels.t("Utsagn etter type uttalelse"),
        f"{first} {second}",
        [(label, (counted,)) for label, counted in rows],
        series=(Series(labels.t("utsagn"), charts.SOLID),),
        labels=labels,
        axis_title=labels.t("antall utsagn"),
    )


def draw_kinds(prefix: str, by_kind: Mapping[Kind, int], labels: Labels) -> Figure | None:
    """Draw the passages of registered sources by kind, statements before the rest; None without passages."""
    total = sum(by_kind.values())
    if not total:
        return None
    ordered = sorted(Kind, key=lambda kind: kind not in STATEMENT_KINDS)
    rows = [(kind, labels.word(kind), by_kind.get(kind, 0)) for kind in ordered]
    statements = sum(counted for kind, _, counted in rows if kind in STATEMENT_KINDS)
    first = labels.t(
        "{statements} av {total} i registrerte innspill er utsagn, altså syn eller gjengitte syn.",
        statements=wording.number(statements, labels.language),
        total=wording.plural("{number} tekststed", "{number} tekststeder", total, labels.language),
    )
    rest = _most_first([(label, counted) for kind, label, counted in rows if kind not in STATEMENT_KINDS])
    most, _ = _split(rest, labels)
    second = (
        labels.t("Vanligst blant resten er {kinds}.", kinds=wording.listing(most, labels.language))
        if most
        else labels.t("Ingen tekststeder er av andre slag.")
    )
    values = [
        (label, (counted, 0) if kind in STATEMENT_KINDS else (0, counted)) for kind, label, counted in rows if counted
    ]
    return build_figure(
        f"{prefix}-fig-slag",
        labels.t("Tekststeder i registrerte innspill etter slag"),
        f"{first} {second}",
        values,
        series=(
            Series(labels.t("telles som utsagn"), charts.SOLID),
            Series(labels.t("telles ikke som utsagn"), charts.HOLLOW),
        ),
        labels=labels,
        axis_title=labels.t("antall tekststeder"),
    )


def draw_arenas(prefix: str, by_arena: Sequence[tuple[str, int]], labels: Labels) -> Figure | None:
    """Draw the registered sources by arena, most first; rows of no sources are named; None without any."""
    rows = _most_first(by_arena)
    if not rows:
        return None
    most, _ = _split(rows, labels)
    how_many = wording.number(rows[0][1], labels.language)
    total = wording.number(sum(counted for _, counted in rows), labels.language)
    if len(most) == 1:
        first = labels.t(
            "Flest registrerte innspill har arenaen {arena}: {many} av {total}.",
            arena=most[0],
            many=how_many,
            total=total,
        )
    else:
        first = labels.t(
            "Flest registrerte innspill har arenaene {arenas}: {many} hver, av {total} i alt.",
            arenas=wording.listing(most, labels.language),
            many=how_many,
            total=total,
        )
    unused = [labels.t("«{name}»", name=label) for label, counted in by_arena if not counted]
    second = (
        labels.t("Uten registrerte innspill: {arenas}.", arenas=wording.listing(unused, labels.language))
        if unused
        else labels.t("Alle arenaene i dialogen har registrerte innspill.")
    )
    return build_figure(
        f"{prefix}-fig-arena",
        labels.t("Registrerte innspill etter arena"),
        f"{first} {second}",
        [(label, (counted,)) for label, counted in rows],
        series=(Series(labels.t("innspill"), charts.SOLID),),
        labels=labels,
        axis_title=labels.t("antall innspill"),
    )


def _most_first(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted((row for row in rows if row[1]), key=lambda row: -row[1])


def _split(rows: Sequence[tuple[str, int]], labels: Labels) -> tuple[list[str], list[str]]:
    """Return, quoted, the labels with the highest number, and the others."""
    highest = rows[0][1] if rows else 0
    return (
        [labels.t("«{name}»", name=label) for label, counted in rows if counted == highest],
        [labels.t("«{name}»", name=label) for label, counted in rows if counted != highest],
    )
