"""Official figures stand with unit, date and source, and say «ukjent» where they are not known."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog import report
from medlemsdialog.models.summary import AreaSummary
from report import example


def read(summary: AreaSummary) -> BeautifulSoup:
    return BeautifulSoup(report.context(summary, example.labels()).html, "html.parser")


def register_rows(summary: AreaSummary) -> dict[str, list[str]]:
    rows = read(summary).find(id="c61-rammetall").select("tbody tr")
    return {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in rows}


def with_municipalities(**update: object) -> AreaSummary:
    """The county with its first municipality changed."""
    summary = example.county_summary()
    first = next(member for member in summary.members if member.level == "municipality")
    members = tuple(
        member.model_copy(update=update) if member.code == first.code else member for member in summary.members
    )
    return summary.model_copy(update={"members": members})


def test_inhabitants_are_summed_over_municipalities_only() -> None:
    summary = example.county_summary()
    known = sum(member.population or 0 for member in summary.members if member.level == "municipality")
    value = register_rows(summary)["Innbyggere i kommunene"][0]
    assert value.replace("\u00a0", "") == str(known)


def test_one_unknown_population_gives_no_sum_and_says_how_many() -> None:
    summary = with_municipalities(population=None)
    assert register_rows(summary)["Innbyggere i kommunene"][0] == "ukjent"
    assert "Folketallet er ukjent for 1 av 11 kommuner. Derfor står det ingen sum." in read(summary).get_text()


def test_language_forms_add_up_to_the_municipalities_unknown_included() -> None:
    rows = register_rows(with_municipalities(language_form=None))
    forms = [int(cells[0]) for label, cells in rows.items() if "målform" in label]
    assert len(forms) == 4 and sum(forms) == int(rows["Kommuner"][0])
    before = register_rows(example.county_summary())
    assert int(rows["Kommuner med ukjent målform"][0]) == int(before["Kommuner med ukjent målform"][0]) + 1


def test_invented_register_is_said_to_be_invented() -> None:
    assert all("oppdiktet" in cells[-1] for cells in register_rows(example.county_summary()).values())


def test_real_edition_has_its_year_and_statistics_norway_as_source() -> None:
    rows = register_rows(example.county_summary().model_copy(update={"edition": "2017"}))
    _, unit, date, source = rows["Innbyggere i kommunene"]
    assert (unit, date) == ("innbyggere", "1.\u00a0januar 2017")
    assert source == "kommuneregisteret i dialogen, inndeling 2017 (Statistisk sentralbyrå)"


def test_county_value_of_the_dialogues_figures_is_unknown_beside_the_national_one() -> None:
    soup = read(example.county_summary())
    rows = [
        [cell.get_text() for cell in row.find_all("td")] for row in soup.find(id="c61-rammetall-1").select("tbody tr")
    ]
    assert rows[0] == ["kommuner", "ukjent", "3,8", "prosent"]
    assert [row[2] for row in rows[:3]] == ["3,8", "3,9", "4,0"]
    assert {row[1] for row in rows} == {"ukjent"}
    assert "hentet 28.\u00a0juni 2018" in soup.get_text()
