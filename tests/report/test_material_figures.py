"""What came in, drawn: statements by type, passages by kind, sources by arena."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from medlemsdialog import report
from medlemsdialog.models.vocabulary import Kind, Status
from medlemsdialog.report import material_figures, national
from report import example


def figure(fragment: report.Fragment, figure_id: str) -> BeautifulSoup:
    return BeautifulSoup(fragment.html, "html.parser").find(id=figure_id)


def numbers(figure: BeautifulSoup) -> dict[str, list[int]]:
    return {
        row.th.get_text(): [int(cell.get_text()) for cell in row.find_all("td")] for row in figure.select("tbody tr")
    }


def test_types_of_statement_add_up_to_the_statements() -> None:
    summary = example.county_summary()
    shown = figure(report.statements(summary, example.labels()), "c61-fig-type-uttalelse")
    assert sum(row[0] for row in numbers(shown).values()) == len(summary.statements)
    assert shown.p.get_text() == (
        "Flest utsagn er av typen «vedtak»: 6 av 12. "
        "Resten er av disse typene: «administrativ uttalelse», «enkeltpersons syn» og «referat»."
    )


def test_types_with_equal_numbers_share_the_first_place() -> None:
    drawn = material_figures.draw_statuses("c61", {Status.DECISION: 2, Status.MINUTES: 2}, example.labels())
    assert drawn is not None
    assert drawn.summary == (
        "Flest utsagn er av typene «vedtak» og «referat»: 2 av hver, av 4 i alt. Ingen utsagn er av andre typer."
    )


def test_one_other_type_is_named_in_the_singular() -> None:
    drawn = material_figures.draw_statuses("c61", {Status.DECISION: 3, Status.MINUTES: 2}, example.labels("nn"))
    assert drawn is not None and drawn.summary.endswith("Resten er av typen «referat».")


def test_kinds_add_up_to_the_passages_of_registered_sources() -> None:
    summary = example.county_summary()
    shown = figure(report.set_aside(summary, example.labels()), "c61-fig-slag")
    account = summary.passages
    registered = account.read - account.rejected - account.not_counted
    assert sum(sum(row) for row in numbers(shown).values()) == registered
    assert numbers(shown)["gjengitt syn"] == [1, 0] and numbers(shown)["bakgrunn"] == [0, 5]
    assert shown.p.get_text() == (
        "12 av 19 tekststeder i registrerte innspill er utsagn, altså syn eller gjengitte syn. "
        "Vanligst blant resten er «bakgrunn»."
    )


def test_only_statements_leave_no_other_kind_to_name() -> None:
    drawn = material_figures.draw_kinds("c61", {Kind.VIEW: 3}, example.labels())
    assert drawn is not None and drawn.summary.endswith("Ingen tekststeder er av andre slag.")


@pytest.mark.parametrize("function", [report.statements, report.set_aside])
def test_county_without_input_has_no_figure(function) -> None:
    assert "<figure" not in function(example.empty_summary("62"), example.labels()).html


def test_arenas_name_those_without_sources() -> None:
    overview = example.overview()
    shown = figure(national.arenas(overview, example.labels()), "nasjonalt-fig-arena")
    assert sum(row[0] for row in numbers(shown).values()) == sum(row.sources for row in overview.arenas)
    assert "Uten registrerte innspill: " in shown.p.get_text()


def test_dialogue_without_registered_sources_has_no_arena_figure() -> None:
    overview = example.overview().model_copy(update={"arenas": ()})
    assert "<figure" not in national.arenas(overview, example.labels()).html
