"""What the national document says of who gave input, who did not, and what an empty cell means."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from medlemsdialog.models.national import CountyRow, NationalOverview
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.vocabulary import AnswerState, Position
from medlemsdialog.report import Fragment, marks, national
from medlemsdialog.report.evidence_tables import build_tables
from medlemsdialog.report.matrix import not_raised_cell, state_cell, unknown_cell
from report import example


def read(fragment: Fragment) -> BeautifulSoup:
    return BeautifulSoup(fragment.html, "html.parser")


def county(**changes: object) -> CountyRow:
    row = example.overview().counties[0]
    plain = {"members_waiting": 0, "coded_share": 1.0, "leaves_out": False, "heard_through": "members", "status": "ok"}
    return row.model_copy(update=plain | changes)


def test_the_signs_of_the_seven_states_differ() -> None:
    assert len(set(marks.STATE_SIGNS.values())) == len(AnswerState) == 7
    assert len({*marks.STATE_SIGNS.values(), *marks.POSITION_SIGNS.values()}) == 10


def test_all_signs_are_explained_once() -> None:
    soup = read(national.legend(example.labels()))
    signs = [cell.get_text() for cell in soup.select("td.sign")]
    assert len(signs) == len(set(signs))
    assert {*marks.STATE_SIGNS.values(), *marks.POSITION_SIGNS.values(), marks.STOPPED, marks.NOT_RAISED} <= set(signs)
    for show in (national.theme_matrix, national.claim_matrix, national.question_matrix, national.participation):
        assert read(show(example.overview(), example.labels())).find("a", href=f"#{marks.LEGEND_ID}")


def test_a_cell_tells_every_state_by_sign_number_and_word() -> None:
    cell = state_cell(dict.fromkeys(AnswerState, 1), 2, example.labels())
    assert [line[0] for line, _ in cell.lines] == [*marks.STATE_SIGNS.values(), "("]
    assert [line for line, is_most in cell.lines if is_most] == ["(–)\u00a02"]
    assert cell.spoken == (
        "1 besvart, 1 nøytral, 1 mottatt, ikke ferdig behandlet, 1 vedlegg mangler, 1 ikke besvart, "
        "1 ikke gitt innspill, 1 ikke spurt, 2 vises ikke"
    )


def test_question_matrix_tells_silence_from_backlog_county_by_county() -> None:
    soup = read(national.question_matrix(example.overview(), example.labels()))
    columns = [heading.get_text() for heading in soup.select("thead th")]
    cells = dict(
        zip(
            columns, [cell.get_text(" ") for cell in soup.select("tbody tr[id]")[0].find_all(["th", "td"])], strict=True
        )
    )
    assert "2 besvart, 1 mottatt, ikke ferdig behandlet, 1 ikke besvart, 8 ikke gitt innspill" in cells["Tyrimark"]
    assert "13 ikke gitt innspill" in cells["Lunderike"] and "besvart" not in cells["Lunderike"]
    assert "kjøringen stoppet" in cells["Kronhavn"]


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({}, marks.NOT_RAISED),
        ({"members_waiting": 1}, marks.NOT_RAISED_YET),
        ({"coded_share": 0.9}, marks.NOT_RAISED_YET),
        ({"heard_through": "bodies"}, marks.NOT_RAISED_BY_BODIES),
        ({"leaves_out": True, "members_waiting": 1}, marks.UNTOLD),
    ],
)
def test_what_a_county_did_not_raise_says_why(changes: dict[str, object], sign: str) -> None:
    row = county(**changes)
    assert unknown_cell(row, example.labels()) is None
    assert not_raised_cell(row, example.labels()).seen == sign


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({"status": "failed", "heard_through": "failed"}, marks.STOPPED),
        ({"heard_through": "none"}, marks.NO_INPUT),
        ({"heard_through": "waiting"}, marks.WAITING),
    ],
)
def test_a_county_that_was_not_heard_says_why(changes: dict[str, object], sign: str) -> None:
    cell = unknown_cell(county(**changes), example.labels())
    assert cell is not None and cell.seen == sign


def table_rows(soup: BeautifulSoup, breakdown: Breakdown) -> dict[str, list[str]]:
    table = soup.find(id=f"nasjonalt-deltakelse-{breakdown.value.replace('_', '-')}")
    return {
        row.find("th").get_text(): [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        for row in table.select("tbody tr, tfoot tr")
    }


def test_participation_tables_have_captions_scopes_and_totals_that_add_up() -> None:
    soup = read(national.participation(example.overview(), example.labels()))
    assert all(table.find("caption").get_text() for table in soup.find_all("table"))
    assert all(heading.get("scope") for heading in soup.find_all("th"))
    for breakdown in set(Breakdown) - {Breakdown.WHOLE, Breakdown.COUNTY, Breakdown.REGION}:
        *groups, total = table_rows(soup, breakdown).values()
        for column in range(5):
            assert sum(int(row[column]) for row in groups) == int(total[column])


def test_a_county_whose_run_stopped_is_unknown_in_the_table_and_not_silent() -> None:
    rows = table_rows(read(national.participation(example.overview(), example.labels())), Breakdown.COUNTY)
    assert rows["Kronhavn"][:5] == ["ukjent"] * 5 and rows["Kronhavn"][6] == "1"


def test_an_unknown_population_is_said_and_a_share_of_few_is_not() -> None:
    rows = table_rows(read(national.participation(example.overview(), example.labels())), Breakdown.COUNTY)
    assert rows["Fjordrike"][5] == "–"
    assert "ukjent for 1 kommune" in rows["Fjordrike"][7]
    assert table_rows(read(national.participation(example.overview(), example.labels())), Breakdown.SIZE)[
        "Ukjent folketall"
    ][6].startswith("ukjent for 4 kommuner")


def differing() -> NationalOverview:
    """The overview where four more members of Tyrimark are against the claim on the law, which two are for."""
    nation = example.overview()
    codes = tuple(member.code for member in nation.summary_of("61").members[4:8])
    claims = []
    for claim in nation.claims:
        if claim.claim_id != example.LAW:
            claims.append(claim)
            continue
        there = tuple(
            each.model_copy(
                update={
                    "members": each.members | {Position.AGAINST: codes}
                    if each.county_code == "61"
                    else each.members | {Position.FOR: tuple(m.code for m in nation.summary_of("72").members[:6])}
                }
            )
            for each in claim.counties
        )
        claims.append(
            claim.model_copy(
                update={
                    "counties": there,
                    "members": dict.fromkeys(Position, 0) | {Position.FOR: 7, Position.AGAINST: 4},
                }
            )
        )
    return nation.model_copy(update={"claims": tuple(claims)})


def test_counties_where_a_claim_differs_stand_under_it_with_counts() -> None:
    section = read(national.claims(differing(), example.labels())).find(id=f"krav-{example.LAW}")
    assert "I hele landet er 4 av 11 mot og 7 for. Bildet er et annet her:" in section.get_text()
    lines = [line.get_text() for line in section.select("ul.differences li")]
    assert "Tyrimark: 4 av 5 mot og 1 for" in lines
    assert not any(line.startswith("Fjordrike") for line in lines)


def test_differences_and_participation_are_sheets_of_the_evidence() -> None:
    tables = {table.name: table for table in build_tables(differing(), example.labels())}
    assert {"Deltakelse", "Svar etter gruppe", "Krav, ulikt bilde"} <= tables.keys()
    row = next(row for row in tables["Krav, ulikt bilde"].rows if row[3] == "Tyrimark")
    assert row[4:] == (4, 0, 1, 0, 4, 0, 7, 0, "61")
    stopped = next(row for row in tables["Deltakelse"].rows if row[1] == "Kronhavn")
    assert stopped[2:8] == (None, None, None, None, None, 1)
