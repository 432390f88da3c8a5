"""The themes over all counties, with the counties behind and the matrix of theme by county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from medlemsdialog.evidence.folded_areas import fold_areas, has_many_areas, list_areas_behind
from medlemsdialog.evidence.labels import is_home
from medlemsdialog.models.national import CountyRow, NationalOverview, NationalTheme, ThemeCounty
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import marks, places, wording
from medlemsdialog.report.crossings import cross
from medlemsdialog.report.figures import draw_themes
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import frame_by_main_theme, group_by_themes
from medlemsdialog.report.matrix import Cell, not_raised_cell, unknown_cell
from medlemsdialog.report.statement_views import Link
from medlemsdialog.report.who_said import Senders

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def themes(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show each theme with its counts and a link to each county behind it, most members first."""
    listed, overview = list_areas_behind(overview), fold_areas(overview)
    ordered = sorted(overview.themes, key=lambda row: (-row.members, -row.bodies, labels.theme(row.theme)))
    senders = Senders(overview, labels)
    rows = [
        (
            places.theme_id(places.NATION_PREFIX, row.theme),
            row,
            [_county_link(row, c, labels, listed.get(row.theme, {})) for c in row.counties],
            cross(labels, themes=(row.theme,)),
            senders.behind_theme(row),
        )
        for row in ordered
    ]
    figure = draw_themes(places.NATION_PREFIX, [(labels.theme(r.theme), r.members) for r in ordered], labels)
    groups = group_by_themes(
        rows, lambda row: (row[1].theme,), frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )
    return render(
        "national_themes",
        labels,
        rows=rows,
        groups=groups,
        figure=figure if rows else None,
        prefix=places.NATION_PREFIX,
    )


def theme_matrix(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show theme by county: how many members raised it, and where only a body did."""
    overview = fold_areas(overview)
    groups = group_by_themes(
        overview.themes, lambda row: (row.theme,), frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )
    return render(
        "theme_matrix",
        labels,
        is_folded=has_many_areas(overview),
        groups=[(label, build_theme_rows(rows, overview, labels)) for label, rows in groups],
        counties=overview.counties,
        legend=marks.LEGEND_ID,
        prefix=places.NATION_PREFIX,
    )


def build_theme_rows(
    rows: Sequence[NationalTheme], overview: NationalOverview, labels: Labels
) -> list[tuple[Link, list[Cell]]]:
    """Return the rows of the matrix of theme by county."""
    return [
        (
            Link(labels.theme(row.theme), places.theme_id(places.NATION_PREFIX, row.theme)),
            [_theme_cell(row, county, labels) for county in overview.counties],
        )
        for row in rows
    ]


def _theme_cell(row: NationalTheme, county: CountyRow, labels: Labels) -> Cell:
    behind = next((each for each in row.counties if each.county_code == county.code), None)
    if behind is None:
        return unknown_cell(county, labels) or not_raised_cell(county, labels)
    members = wording.members(len(behind.members), labels.language)
    if behind.members:
        return Cell(wording.number(len(behind.members), labels.language), members, "some")
    if behind.bodies:
        return Cell(marks.ONLY_BODIES, labels.t("bare organ"))
    return Cell(marks.ONLY_OTHERS, labels.t("bare andre avsendere"))


def _county_link(
    row: NationalTheme, county: ThemeCounty, labels: Labels, listed: Mapping[str, Sequence[str]]
) -> tuple[Link, str, list[Link]]:
    target = "" if is_home(county.county_code) else places.theme_id(places.area_prefix(county.county_code), row.theme)
    name = labels.t("uten fylke") if county.county_code == NATIONAL else labels.area(county.county_code)
    behind = [
        wording.members(len(county.members), labels.language) if county.members else "",
        wording.bodies(len(county.bodies), labels.language) if county.bodies else "",
        wording.statements(len(county.statements), labels.language),
    ]
    areas = [
        Link(labels.area(code), places.theme_id(places.area_prefix(code), row.theme))
        for code in listed.get(county.county_code, ())
    ]
    return Link(name, target), ", ".join(filter(None, behind)), areas
