"""What a county's fragments say."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from medlemsdialog import report
from report import example


def read(fragment: report.Fragment) -> BeautifulSoup:
    return BeautifulSoup(fragment.html, "html.parser")


def text(fragment: report.Fragment) -> str:
    soup = read(fragment)
    for link in soup.select("a.defined"):
        link.unwrap()
    soup.smooth()
    return " ".join(soup.get_text(" ").split())


def test_fragment_carries_the_mark_by_which_exporters_know_it() -> None:
    data, metadata = report.heading(example.county_summary(), example.labels())._repr_mimebundle_()
    assert set(data) == {"text/html", "text/plain"}
    assert metadata["text/html"]["medlemsdialog"] == "fragment"


def test_example_is_marked() -> None:
    assert "Eksempel – oppdiktet" in text(report.heading(example.county_summary(), example.labels()))


def test_in_short_has_at_most_ten_lines_and_names_the_dispute() -> None:
    fragment = report.in_short(example.county_summary(), example.labels())
    assert len(read(fragment).find_all("li")) <= 10
    claim = "Staten bør innføre et øremerket tilskudd til kulturskolen."
    assert f"Omstridt: «{claim}» Blant medlemmene er 1 imot og 2 for." in text(fragment)


def test_silent_members_are_counted_but_not_named() -> None:
    summary, labels = example.county_summary(), example.labels()
    silent = [labels.sender(member.code) for member in summary.members if member.state == "silent"]
    shown = text(report.heard(summary, labels))
    assert not any(name in shown for name in silent)
    assert "Ikke gitt innspill: 8 kommuner" in shown
    assert all(name in text(report.reminder_list(summary, labels)) for name in silent)


def test_county_with_only_a_board_is_not_said_to_speak_for_members() -> None:
    summary = example.county_summary()
    silent = tuple(member.model_copy(update={"state": "silent"}) for member in summary.members)
    shown = report.in_short(summary.model_copy(update={"members": silent}), example.labels())
    assert "bare hørt gjennom" in text(shown)


def test_example_wording_is_marked_wherever_a_question_is_printed() -> None:
    table = read(report.questions(example.county_summary(), example.labels())).find("table")
    headings = [row.get_text() for row in table.select("tbody th")]
    assert headings and all("eksempel – ikke KS' ordlyd" in heading for heading in headings)


def test_dissent_stands_before_support() -> None:
    section = read(report.claims(example.county_summary(), example.labels())).find(id=f"c61-krav-{example.GRANT}")
    assert [row.get_text() for row in section.select("tbody th")] == ["mot", "for"]
    assert [heading.get_text() for heading in section.find_all("h4")] == [
        "Utsagn med standpunktet «mot»",
        "Utsagn med standpunktet «for»",
    ]


def test_members_and_bodies_stand_in_columns_of_their_own() -> None:
    table = read(report.themes(example.county_summary(), example.labels())).find(id="c61-temaer")
    assert [cell.get_text() for cell in table.select("thead th")][1:3] == ["Medlemmer", "Organer"]
    library = next(row for row in table.select("tbody tr") if "Bibliotek" in row.get_text())
    assert [cell.get_text() for cell in library.find_all("td")] == ["2", "1", "0", "3", "3"]


def test_every_statement_is_printed_once_with_its_own_id() -> None:
    summary = example.county_summary()
    ids = [item["id"] for item in read(report.statements(summary, example.labels())).select("ol.statements > li")]
    assert ids == [f"u-{row.statement_id}" for row in summary.statements]


def test_quote_that_may_not_be_quoted_is_withheld_and_said() -> None:
    shown = text(report.statements(example.county_summary(), example.labels()))
    assert "Ordlyden her kan ikke siteres" not in shown
    assert "Ordlyden er holdt tilbake" in shown


def test_quotes_in_another_language_say_which() -> None:
    quotes = read(report.statements(example.county_summary(), example.labels())).find_all("blockquote")
    assert {quote.get("lang") for quote in quotes} == {None, "nn", "se"}


def test_persons_are_not_named_nor_their_files() -> None:
    shown = text(report.statements(example.county_summary(), example.labels()))
    assert "Kari" not in shown and "kari.docx" not in shown
    assert "en enkeltperson" in shown


def test_only_web_addresses_of_public_sources_are_links() -> None:
    links = read(report.statements(example.county_summary(), example.labels())).select('a:not([href^="#"])')
    assert [link["href"] for link in links] == ["https://innsyn.example/sak/1"]


def test_account_adds_up_to_the_passages_read() -> None:
    table = read(report.set_aside(example.county_summary(), example.labels())).find(id="c61-tekststeder")
    numbers = [int(cell.get_text()) for cell in table.select("tbody td")]
    assert sum(numbers) == int(table.select_one("tfoot td").get_text())


def test_assessment_is_markdown_and_set_apart_from_members() -> None:
    fragment = report.assessment(example.county_summary(), example.labels())
    assert read(fragment).find("strong").get_text() == "delt"
    assert "rådgiverens egne ord" in text(fragment)


def test_no_percentages_are_printed() -> None:
    summary, labels = example.county_summary(), example.labels()
    shown = [
        f(summary, labels) for f in (report.in_short, report.heard, report.questions, report.claims, report.themes)
    ]
    assert not any(re.search(r"\d\s?(%|prosent)", text(fragment)) for fragment in shown)


def test_hostile_text_is_escaped_in_every_fragment() -> None:
    summary, labels = example.county_summary(hostile=True), example.labels()
    functions = (report.claims, report.themes, report.statements, report.assessment, report.set_aside)
    for function in functions:
        soup = read(function(summary, labels))
        assert not soup.find_all(["script", "img"])
        assert not soup.select('[onerror], a[href^="javascript"]')
    assert "{{ 7*7 }}" in text(report.statements(summary, labels))


def test_part_of_a_case_that_was_not_decided_is_listed_but_leads_to_no_theme() -> None:
    summary = example.county_summary()
    first = summary.statements[0].model_copy(update={"speaks_for_sender": False})
    changed = summary.model_copy(update={"statements": (first, *summary.statements[1:])})
    item = read(report.statements(changed, example.labels())).find(id=f"u-{first.statement_id}")
    assert "telles ikke under temaer og krav" in item.get_text() and not item.find("a")


def test_ticks_are_told_apart_from_the_distinct_texts() -> None:
    summary = example.county_summary()
    first = summary.statements[0].model_copy(update={"tick": True, "text": "Ja"})
    ticked = summary.model_copy(update={"statements": (first, *summary.statements[1:])})
    shown = text(report.in_short(ticked, example.labels()))
    assert f"{len(summary.statements)} utsagn ({len(summary.statements) - 1} ulike tekster og 1 avkryssing)" in shown
