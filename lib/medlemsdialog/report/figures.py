"""The figures of a report: caption, two sentences from the data, the picture and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from medlemsdialog.models.vocabulary import DISSENT_FIRST, AnswerState, Position
from medlemsdialog.report import charts
from medlemsdialog.report.charts import Series
from medlemsdialog.report.wording import claims, listing, members, number, plural, positions

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# Dissent first, in figures as in lists.
POSITIONS = DISSENT_FIRST
STATE_MARKS = {
    AnswerState.ANSWERED: charts.SOLID,
    AnswerState.NEUTRAL: charts.UPRIGHT,
    AnswerState.WAITING: charts.LINED,
    AnswerState.ATTACHMENT_MISSING: charts.CROSSED,
    AnswerState.NOT_ANSWERED: charts.SPECKLED,
    AnswerState.NO_INPUT: charts.HOLLOW,
    AnswerState.NOT_ASKED: charts.FALLING,
}
MOST_ROWS_DRAWN = 30


@dataclass(frozen=True)
class Figure:
    """A figure with everything a reader of any kind needs. The first column of `rows` heads the row.

    `unit` is what the picture counts, in words that lead to their definition.
    """

    id: str
    caption: str
    summary: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""


def draw_members(prefix: str, by_state: Mapping[str, int], labels: Labels) -> Figure:
    """Draw how many possible members were heard, wait or gave no input; `by_state` has heard, waiting, silent."""
    heard, waiting, silent = (by_state.get(state, 0) for state in ("heard", "waiting", "silent"))
    series = (
        Series(labels.t("hørt"), charts.SOLID),
        Series(labels.t("mottatt, ikke ferdig behandlet"), charts.LINED),
        Series(labels.t("ikke gitt innspill"), charts.HOLLOW),
    )
    total = heard + waiting + silent
    first = labels.t(
        "{heard} av {total} mulige medlemmer er hørt.",
        heard=number(heard, labels.language),
        total=number(total, labels.language),
    )
    summary = f"{first} {_unheard(waiting, silent, labels)}"
    caption = labels.t("Medlemmer som er hørt")
    row = labels.t("Medlemmer")
    return build_figure(
        f"{prefix}-fig-medlemmer", caption, summary, [(row, (heard, waiting, silent))], series=series, labels=labels
    )


def _unheard(waiting: int, silent: int, labels: Labels) -> str:
    if waiting and silent:
        return labels.t(
            "{waiting} har sendt innspill som ikke er ferdig behandlet, og {silent} har ikke gitt innspill.",
            waiting=number(waiting, labels.language),
            silent=number(silent, labels.language),
        )
    if silent:
        return labels.t(
            "{silent} har ikke gitt innspill, og ingen innspill venter på behandling.",
            silent=number(silent, labels.language),
        )
    if waiting:
        return labels.t("De andre har sendt innspill som ikke er ferdig behandlet.")
    return labels.t("Ingen innspill venter på behandling.")


def draw_questions(
    prefix: str, rows: Sequence[tuple[str, dict[AnswerState, int]]], labels: Labels, *, marked: Sequence[str] = ()
) -> Figure:
    """Draw the members in each state of each question; `marked` adds a note to the row headings of the table."""
    states = tuple(STATE_MARKS)
    series = tuple(Series(labels.word(state), STATE_MARKS[state]) for state in states)
    values = [(label, tuple(counts.get(state, 0) for state in states)) for label, counts in rows]
    answered = {label: counts.get(AnswerState.ANSWERED, 0) for label, counts in rows}
    highest = max(answered.values(), default=0)
    most = [label for label, how_many in answered.items() if how_many == highest]
    unanswered = sum(1 for how_many in answered.values() if not how_many)
    if not highest:
        first = labels.t("Ingen medlemmer har svart på noe spørsmål.")
    elif len(most) == 1:
        first = labels.t(
            "Flest svarte på «{question}»: {members}.", question=most[0], members=members(highest, labels.language)
        )
    else:
        first = labels.t(
            "{questions} har flest svar, og like mange: {members} på hvert.",
            questions=plural("{number} spørsmål", "{number} spørsmål", len(most), labels.language),
            members=members(highest, labels.language),
        )
    if not highest:
        second = labels.t("Enten har de ikke gitt innspill, eller så er innspillene ikke ferdig kodet.")
    elif unanswered:
        second = labels.t(
            "{unanswered} av {total} spørsmål er ikke besvart av noe medlem.",
            unanswered=number(unanswered, labels.language),
            total=number(len(rows), labels.language),
        )
    else:
        second = labels.t("Alle spørsmålene er besvart av minst ett medlem.")
    caption = (
        labels.t("Medlemmenes svar, spørsmål for spørsmål (eksempel – ikke KS' ordlyd)")
        if any(marked)
        else labels.t("Medlemmenes svar, spørsmål for spørsmål")
    )
    figure = build_figure(f"{prefix}-fig-sporsmal", caption, f"{first} {second}", values, series=series, labels=labels)
    if not marked:
        return figure
    noted = tuple(
        (f"{row[0]} ({note})" if note else row[0], *row[1:]) for row, note in zip(figure.rows, marked, strict=True)
    )
    return Figure(figure.id, figure.caption, figure.summary, figure.svg, figure.columns, noted, figure.unit)


def draw_themes(prefix: str, rows: Sequence[tuple[str, int]], labels: Labels) -> Figure:
    """Draw the number of members that raised each theme, most first."""
    ordered = sorted(rows, key=lambda row: (-row[1], row[0]))
    drawn = ordered[:MOST_ROWS_DRAWN]
    top = [labels.t("«{name}»", name=label) for label, raised in drawn if raised and raised == drawn[0][1]]
    alone = sum(1 for _, raised in ordered if raised == 1)
    first = (
        labels.t(
            "Flest medlemmer tok opp {themes}: {members}.",
            themes=listing(top, labels.language),
            members=members(drawn[0][1], labels.language),
        )
        if top
        else labels.t(
            "Ingen medlemmer har tatt opp noe tema; det er bare organer eller andre avsendere som har gjort det."
        )
    )
    second = labels.t(
        "Temaer som bare ett medlem har tatt opp: {alone} av {total}.",
        alone=number(alone, labels.language),
        total=number(len(ordered), labels.language),
    )
    series = (Series(labels.t("medlemmer"), charts.SOLID),)
    caption = labels.t("Medlemmer som har tatt opp hvert tema")
    values = [(label, (raised,)) for label, raised in drawn]
    return build_figure(f"{prefix}-fig-tema", caption, f"{first} {second}", values, series=series, labels=labels)


def draw_claims(
    prefix: str, rows: Sequence[tuple[str, dict[Position, int]]], labels: Labels, *, leaves_out: bool = False
) -> Figure:
    """Draw the members against and divided to the left, for and neutral to the right; most dissent first.

    `leaves_out` tells that some may have taken a position that is not in the numbers.
    """
    ordered = sorted(rows, key=lambda row: (-_contrary(row[1]), -row[1].get(Position.FOR, 0), row[0]))
    drawn = ordered[:MOST_ROWS_DRAWN]
    series = tuple(
        Series(labels.word(position), mark, left=position in {Position.AGAINST, Position.MIXED})
        for position, mark in zip(POSITIONS, (charts.STRIPED, charts.DOTTED, charts.SOLID, charts.UPRIGHT), strict=True)
    )
    contested = sum(1 for _, counts in rows if _contrary(counts))
    if contested:
        first = labels.t(
            "Ved {contested} av {total} er det medlemmer som er imot eller har et delt standpunkt.",
            contested=number(contested, labels.language),
            total=claims(len(rows), labels.language),
        )
        second = labels.t(
            "Størst uenighet er det om «{claim}»: {positions}.",
            claim=ordered[0][0].rstrip("."),
            positions=positions(ordered[0][1], labels.language),
        )
    else:
        first = labels.t(
            "Ved ingen av {total} er det medlemmer som er imot eller har et delt standpunkt.",
            total=claims(len(rows), labels.language),
        )
        second = (
            labels.t("Det gjelder bare det som kan vises.")
            if leaves_out
            else labels.t("Det betyr bare at ingen av dem som tok standpunkt, var imot.")
        )
    caption = labels.t("Medlemmenes standpunkt til kravene")
    values = [(label, tuple(counts.get(position, 0) for position in POSITIONS)) for label, counts in drawn]
    return build_figure(f"{prefix}-fig-krav", caption, f"{first} {second}", values, series=series, labels=labels)


def _contrary(counts: dict[Position, int]) -> int:
    return counts.get(Position.AGAINST, 0) + counts.get(Position.MIXED, 0)


def build_figure(
    figure_id: str,
    caption: str,
    summary: str,
    values: Sequence[tuple[str, Sequence[int]]],
    *,
    series: Sequence[Series],
    labels: Labels,
    axis_title: str = "",
) -> Figure:
    """Return a bar chart with caption, summary and the table behind it; the axis counts members unless it says more."""
    unit = axis_title or labels.t("antall medlemmer")
    svg = charts.draw_bars(
        figure_id,
        values,
        series,
        title=caption,
        description=summary,
        axis_title=unit,
        language=labels.language,
    )
    rows = tuple((label, *(number(value, labels.language) for value in row)) for label, row in values)
    columns = ("", *(part.label for part in series))
    return Figure(figure_id, caption, summary, svg, columns, rows, unit)
