"""Who was heard over the whole country: counties, members, questions, bodies and arenas, each in its own unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import FEWEST_TOLD
from medlemsdialog.models.national import CountyRow, NationalOverview
from medlemsdialog.models.vocabulary import Arena
from medlemsdialog.report import places
from medlemsdialog.report.county_coverage import example_marks
from medlemsdialog.report.figures import draw_members, draw_questions
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import frame_by_main_theme, group_by_questions, group_by_themes
from medlemsdialog.report.material_figures import draw_arenas
from medlemsdialog.report.tile_map import draw_tile_map
from medlemsdialog.report.withheld import list_withheld_counts, tell_withheld, themes_of_count

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def heard(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show how many possible members were heard, wait or gave no input; those of failed counties stand apart."""
    states = {str(state): how_many for state, how_many in overview.members_by_state.items()}
    return render(
        "national_heard",
        labels,
        figure=draw_members(places.NATION_PREFIX, states, labels),
        in_failed=overview.members_in_failed_counties,
        withheld=tell_withheld((*overview.summaries, overview.without_county), labels),
        groups=[
            (label, list_withheld_counts(overview, labels, counts))
            for label, counts in group_by_themes(
                overview.withheld_counts,
                lambda count: themes_of_count(count, overview),
                frame_by_main_theme(labels),
                rest=labels.t("Uten hovedtema"),
            )
        ],
        fewest=FEWEST_TOLD,
        prefix=places.NATION_PREFIX,
    )


def counties(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the status of every county: how it was heard, or that its run stopped."""
    ways = {
        "members": labels.t("hørt gjennom medlemmer"),
        "bodies": labels.t("bare hørt gjennom organ"),
        "waiting": labels.t("mottatt, ikke ferdig behandlet"),
        "none": labels.t("ikke gitt innspill"),
        "failed": labels.t("kjøringen stoppet"),
    }
    rows = [(row, _annex_of(row, overview), ways[row.heard_through]) for row in overview.counties]
    stopped = [(row.name, row.reason) for row in overview.counties if row.status == "failed"]
    return render(
        "national_counties",
        labels,
        figure=draw_tile_map(places.NATION_PREFIX, overview.counties, ways, overview.edition, labels),
        rows=rows,
        stopped=stopped,
        prefix=places.NATION_PREFIX,
    )


def questions(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the state of every question over all members, by main theme."""
    groups = group_by_questions(
        overview.questions, lambda row: row.question, frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )
    ordered = [row for _, rows in groups for row in rows]
    marks = example_marks([row.question for row in ordered], labels)
    rows = [(labels.question(row.question), dict(row.members)) for row in ordered]
    return render(
        "questions",
        labels,
        figure=draw_questions(places.NATION_PREFIX, rows, labels, marked=marks) if rows else None,
        has_examples=any(marks),
        bodies_answered=[
            (labels.question(row.question), mark, row.bodies_answered) for row, mark in zip(ordered, marks, strict=True)
        ],
        assessed=(),
        untold=max((row.members_without_state for row in overview.questions), default=0),
        prefix=places.NATION_PREFIX,
    )


def bodies(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the bodies that were heard; they do not speak for members."""
    return render("national_bodies", labels, bodies=overview.bodies, prefix=places.NATION_PREFIX)


def arenas(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the registered sources by arena, senders by unit."""
    names = {Arena(arena.code): arena.label.in_language(labels.language) for arena in labels.dialogue.arenas}
    rows = [(names.get(row.arena, labels.word(row.arena)), row) for row in overview.arenas]
    used = {row.arena: row.sources for row in overview.arenas}
    # An arena that the dialogue does not name may still have been used.
    drawn = [(names.get(code, labels.word(code)), used.get(code, 0)) for code in Arena if code in names or code in used]
    figure = draw_arenas(places.NATION_PREFIX, drawn, labels)
    return render("national_arenas", labels, rows=rows, figure=figure, prefix=places.NATION_PREFIX)


def _annex_of(row: CountyRow, overview: NationalOverview) -> str:
    return places.area_prefix(row.code) if overview.summary_of(row.code) else ""
