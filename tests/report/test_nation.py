"""What the national fragments say."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog.report import Fragment, national
from report import example


def read(fragment: Fragment) -> BeautifulSoup:
    return BeautifulSoup(fragment.html, "html.parser")


def text(fragment: Fragment) -> str:
    soup = read(fragment)
    for link in soup.select("a.defined"):
        link.unwrap()
    soup.smooth()
    return " ".join(soup.get_text(" ").split())


def test_failed_county_is_named_apart_from_silent_ones() -> None:
    lines = [line.get_text() for line in read(national.in_short(example.overview(), example.labels())).find_all("li")]
    failed = next(line for line in lines if line.startswith("Kjøringen stoppet for"))
    silent = next(line for line in lines if line.startswith("Ikke gitt innspill:"))
    assert "Kronhavn" in failed and "Kronhavn" not in silent


def test_unknown_counts_of_a_failed_county_are_said_to_be_unknown() -> None:
    table = read(national.counties(example.overview(), example.labels())).find("table")
    row = next(row for row in table.select("tbody tr") if "Kronhavn" in row.get_text())
    assert "ukjent" in row.get_text() and not row.find("a")


def test_claims_stand_under_their_addressee_with_members_and_bodies_apart() -> None:
    soup = read(national.claims(example.overview(), example.labels()))
    assert [heading.get_text() for heading in soup.find_all("h3")] == ["Krav til staten"]
    rows = soup.find(id=f"krav-{example.LAW}").select("tbody tr")
    assert [[cell.get_text() for cell in row.find_all("td")] for row in rows] == [
        ["0", "0", "2", "0"],
        ["2", "0", "0", "0"],
    ]


def test_empty_cells_of_a_matrix_say_why() -> None:
    soup = read(national.theme_matrix(example.overview(), example.labels()))
    spoken = {cell.get_text() for cell in soup.select("td .visually-hidden")}
    assert {"bare andre avsendere", "ikke gitt innspill", "ikke kjent, kjøringen stoppet", "2 medlemmer"} <= spoken


def test_claim_matrix_says_the_position_in_words_too() -> None:
    soup = read(national.claim_matrix(example.overview(), example.labels()))
    assert "1 mot, 2 for" in {cell.get_text() for cell in soup.select("td .visually-hidden")}


def test_senders_without_a_county_stand_in_their_own_table() -> None:
    assert "Kulturnettverket" in text(national.without_county(example.overview(), example.labels()))


def test_context_figures_have_source_and_date() -> None:
    assert "Kilde: Statistisk sentralbyrå" in text(national.context(example.labels()))
