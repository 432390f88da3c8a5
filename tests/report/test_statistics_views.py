"""Official figures are printed with unit, period, source and date, with what they are compared with and what is unknown."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from medlemsdialog import report
from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue import StatisticsTable
from medlemsdialog.dialogue_text import Text
from medlemsdialog.register.size_classes import SizeGroup
from medlemsdialog.register.statistics import AreaFigures, GroupMedian, Indicator
from medlemsdialog.register.statistics_tables import GONE, KeptContent, KeptValue, StatisticsLevel
from medlemsdialog.report import national
from report import example

DAY = datetime.date(2018, 6, 28)
CONTENT = KeptContent(
    table="eksempel",
    title="Eksempel – oppdiktet",
    code="utgifter",
    label="Utgifter til kultur",
    unit="kroner",
    decimals=1,
    source="Oppdiktet byrå",
    updated="2018-06-15T06:00:00Z",
    retrieved=DAY,
    note="Eksempel – oppdiktet <b>merknad</b>.",
)


def value(figure: object, **changed: object) -> KeptValue:
    return KeptValue(
        content_code="utgifter",
        level=StatisticsLevel.MUNICIPALITY,
        area_code="6104",
        region_code="6104",
        region="Gaupestrand",
        period="2016",
        value=None if figure is None else Decimal(str(figure)),
        symbol="",
        retrieved=DAY,
    ).model_copy(update=changed)


def town(*values: KeptValue | None, **changed: object) -> AreaFigures:
    return AreaFigures(
        **{
            "code": "6104",
            "name": "Gaupestrand",
            "level": StatisticsLevel.MUNICIPALITY,
            "values": values,
            **changed,
        }
    )


def show(
    *areas: AreaFigures, periods: tuple[str, ...] = ("2016",), language: Language = "nb", medians=None, labels=None
):
    indicator = Indicator(content=CONTENT, periods=periods, areas=areas, medians=medians or {})
    html = report.context(example.county_summary(), labels or example.labels(language), (indicator,)).html
    return BeautifulSoup(html, "html.parser")


def rows(soup: BeautifulSoup) -> list[list[str]]:
    table = soup.find(id="c61-statistikk-1")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]


def test_unit_source_table_and_both_days_stand_with_the_figures():
    text = show(town(value(7))).get_text()
    assert "Utgifter til kultur – kroner" in text
    assert (
        "Kilde: Oppdiktet byrå, tabell eksempel, oppdatert av kilden 15.\u00a0juni 2018, hentet 28.\u00a0juni 2018."
        in text
    )


def test_decimals_are_those_of_the_source_and_zero_is_a_figure():
    assert [row[1] for row in rows(show(town(value(1234)), town(value(0))))] == ["1\u00a0234,0", "0,0"]


@pytest.mark.parametrize(
    ("symbol", "said"),
    [
        (".", "tall kan ikke forekomme"),
        ("..", "tallgrunnlaget mangler"),
        (":", "vises ikke av hensyn til konfidensialitet"),
        (GONE, "kilden oppgir ikke lenger tallet"),
        ("x", "merket «x» i kilden"),
        ("", "ikke oppgitt i kilden"),
    ],
)
def test_a_missing_figure_is_unknown_and_never_zero_and_tells_why(symbol: str, said: str):
    ((_, figure, _, _, note),) = rows(show(town(value(None, symbol=symbol))))
    assert figure == "ukjent" and note == f"2016: {said}."


def test_what_holds_for_several_periods_is_told_once():
    values = (value(None, symbol=":"), value(None, symbol=":"), None)
    ((*_, note),) = rows(show(town(*values), periods=("2014", "2015", "2016")))
    assert note == "2014 og 2015: vises ikke av hensyn til konfidensialitet. 2016: ikke med i kildens tabell."


def test_an_area_that_the_table_lacks_is_unknown():
    ((_, figure, _, _, note),) = rows(show(town(None)))
    assert (figure, note) == ("ukjent", "Ikke med i kildens tabell.")


def test_a_revised_figure_shows_the_new_one_the_old_one_and_the_day():
    revised = value(99, previous_value=Decimal("16.5"), revised=datetime.date(2019, 6, 17))
    ((_, figure, _, _, note),) = rows(show(town(revised)))
    assert (figure, note) == ("99,0", "2016: endret av kilden, før 16,5 (oppdaget 17.\u00a0juni 2019).")


def test_a_figure_that_was_unknown_before_says_so():
    ((_, _, _, _, note),) = rows(show(town(value(99, previous_symbol="..", revised=DAY))))
    assert "før ukjent" in note


def test_figures_under_a_number_of_another_edition_say_so():
    ((_, figure, _, _, note),) = rows(show(town(value(7, region_code="5061"), editions=("eksempel-for",))))
    assert figure == "7,0" and "2016: tall for nummer 5061 i inndeling eksempel-for" in note


def test_what_a_figure_is_compared_with_is_stated_with_its_number_of_municipalities():
    country = AreaFigures("", "", StatisticsLevel.COUNTRY, (value(5),))
    medians = {"6104": GroupMedian(SizeGroup(2_000, 5_000), Decimal("6.5"), 12)}
    soup = show(country, town(value(7)), medians=medians)
    assert [row[2:] for row in rows(soup)] == [["", ""], ["6,5", "2\u00a0000–4\u00a0999 innbyggere (12 kommuner)"]]
    text = soup.get_text()
    assert "Sammenligning for 2016" in text and "Tallet for hele landet er kildens eget." in text


def test_a_municipality_without_a_median_says_unknown():
    assert rows(show(town(value(7))))[0][2] == "ukjent"


def test_notes_of_the_source_and_of_the_dialogue_are_shown_as_text():
    labels = example.labels()
    wanted = StatisticsTable(id="eksempel", contents=("x",), periods=("2016",), note=Text(nb="Vår egen merknad."))
    dialogue = labels.dialogue.model_copy(update={"statistics_tables": (wanted,)})
    labels = type(labels)(**{**vars(labels), "dialogue": dialogue})
    soup = show(town(value(7)), labels=labels)
    assert "Merknad fra kilden: Eksempel – oppdiktet <b>merknad</b>." in soup.get_text()
    assert "Vår egen merknad." in soup.get_text() and soup.find("b") is None


def test_the_figures_are_told_in_nynorsk_too():
    text = show(town(value(None, symbol="..")), language="nn").get_text()
    assert "ukjend" in text or "ukjent" in text
    assert "talgrunnlaget manglar" in text and "Samanlikning for 2016" in text


def test_the_nation_shows_the_country_and_its_counties():
    areas = (
        AreaFigures("", "", StatisticsLevel.COUNTRY, (value(5),)),
        AreaFigures("61", "Tyrimark", StatisticsLevel.COUNTY, (value(None, symbol=".."),)),
    )
    html = national.context(example.labels(), (Indicator(CONTENT, ("2016",), areas, {}),)).html
    table = BeautifulSoup(html, "html.parser").find("table")
    cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")]
    assert cells == [["Hele landet", "5,0", ""], ["Tyrimark (fylket)", "ukjent", "2016: tallgrunnlaget mangler."]]


def test_a_comparison_and_note_of_a_national_series_are_shown():
    labels = example.labels()
    first, *rest = labels.dialogue.context_figures
    told = first.model_copy(
        update={"comparison": Text(nb="Kommuner ved siden av fylker."), "note": Text(nb="Merk dette.")}
    )
    dialogue = labels.dialogue.model_copy(update={"context_figures": (told, *rest)})
    labels = type(labels)(**{**vars(labels), "dialogue": dialogue})
    for html in (national.context(labels).html, report.context(example.county_summary(), labels).html):
        text = BeautifulSoup(html, "html.parser").get_text()
        assert "Sammenligning: Kommuner ved siden av fylker." in text and "Merknad: Merk dette." in text
