"""An adviser's text is shown as harmless rich text with numbers counted and statements cited, the same in page and Word."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog import report
from medlemsdialog.judgements.events import AssessmentWritten
from medlemsdialog.judgements.fold import AreaEvent, fold_events
from medlemsdialog.models.summary import AreaSummary, AssessmentRow
from medlemsdialog.report.county_assessment import render_assessment
from medlemsdialog.report.documents import build_docx
from report import example

AT = datetime(2017, 12, 1, tzinfo=UTC)
BASE = example.county_summary()
TOWN, LETTER, PERSON = (BASE.statements[number].statement_id for number in (0, 4, 10))
FOR_GRANT = f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:for}}"


def summary(*rows: tuple[str, str, str]) -> AreaSummary:
    written = tuple(AssessmentRow(about=about, about_id=of, text=text, cited=()) for about, of, text in rows)  # type: ignore[arg-type]
    return BASE.model_copy(update={"assessments": written})


def shown(text: str, **options: bool) -> BeautifulSoup:
    return BeautifulSoup(render_assessment(text, BASE, example.labels(), **options), "html.parser")


def page(*rows: tuple[str, str, str]) -> BeautifulSoup:
    return BeautifulSoup(report.assessment(summary(*rows), example.labels()).html, "html.parser")


def test_field_stands_as_its_number_with_the_unit_typed_around() -> None:
    assert shown(f"**{FOR_GRANT} medlemmer** er for.").get_text().strip() == "2 medlemmer er for."


def test_citation_is_a_small_number_that_leads_to_the_statement_and_says_whose_it_is() -> None:
    link = shown(f"Byen er for [@{TOWN}].").select_one("sup a")
    assert link is not None
    assert link["href"] == f"#u-{TOWN}" and link.get_text() == "1"
    assert link["aria-label"] == f"utsagn 1 fra {example.labels().sender(BASE.statements[0].sender_code)}"


def test_citation_never_names_a_person() -> None:
    link = shown(f"Én savner øvingslokale [@{PERSON}].").select_one("sup a")
    assert link is not None and link["aria-label"] == "utsagn 1 fra en enkeltperson"


def test_citation_of_words_that_may_not_be_quoted_shows_the_place_alone() -> None:
    soup = page(("area", "", f"Se brevet [@{LETTER}]."))
    (entry,) = soup.select("ol.citations li")
    assert "side 2" in entry.get_text() and "Ordlyden her" not in soup.get_text()


def test_citations_are_numbered_through_the_report_and_listed_in_that_order() -> None:
    soup = page(
        ("theme", "bibliotek", f"Se [@{LETTER}] og [@{TOWN}]."), ("area", "", f"Byen [@{TOWN}] og én til [@{PERSON}].")
    )
    assert [link.get_text() for link in soup.select("sup a")] == ["1", "2", "3", "1"]
    listed = [link["href"] for link in soup.select("ol.citations a")]
    assert listed == [f"#u-{statement}" for statement in (TOWN, PERSON, LETTER)]


def test_two_citations_side_by_side_are_told_apart() -> None:
    assert shown(f"For [@{TOWN}][@{LETTER}].").get_text().strip() == "For1, 2."


def test_what_leads_nowhere_is_withheld_in_what_is_shared_and_told_inside() -> None:
    text = "Byen er for [@k0-00000000], {tall:borte:<b>} i alt."
    outside, inside = shown(text).get_text(), shown(text, internal=True).get_text()
    assert outside.strip() == "Byen er for, [tallet mangler] i alt."
    assert "[utsagnet finnes ikke lenger]" in inside and "[tallet mangler: " in inside
    assert "k0-00000000" not in outside


def test_assessment_of_theme_claim_and_question_is_linked_from_where_they_are_shown() -> None:
    rows = (("theme", "bibliotek", "A"), ("claim", example.GRANT, "B"), ("question", "p1", "C"))
    ids = {heading["id"] for heading in page(*rows).select("h3[id]")}
    labels = example.labels()
    for function in (report.themes, report.claims, report.questions):
        links = BeautifulSoup(function(summary(*rows), labels).html, "html.parser").select('a[href^="#c61-vurdering"]')
        assert [link["href"].removeprefix("#") in ids for link in links] == [True]


@pytest.mark.parametrize(
    "text",
    [
        f"[se [@{TOWN}]](https://eksempel.example)",
        f"[@{TOWN}](javascript:alert(1))",
        f"[@{TOWN}]: javascript:alert(1)",
        f"`[@{TOWN}]`",
        f"    [@{TOWN}]",
        f"# [@{TOWN}] {FOR_GRANT}",
        f"> - *[@{TOWN}]*",
        f"\ue0000\ue001 &#xe000;7&#xe001; [@{TOWN}]",
        f'<img src=x onerror="[@{TOWN}]">',
    ],
)
def test_token_is_shown_whatever_markdown_stands_around_it_and_nothing_raw_leaks(text: str) -> None:
    html = render_assessment(text, BASE, example.labels())
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select("sup") and "[@" not in soup.get_text() and "{tall" not in soup.get_text()
    assert not soup.select('a a, img, script, a[href^="javascript"]')
    assert "\ue000" not in html and "\ue001" not in html


@given(
    st.lists(st.one_of(st.text(), st.sampled_from([f"[@{TOWN}]", FOR_GRANT, "](", "[", "`", "\ue000", "<a href='"])))
)
def test_no_text_breaks_the_page(pieces: list[str]) -> None:
    soup = BeautifulSoup(render_assessment("".join(pieces), BASE, example.labels()), "html.parser")
    assert not soup.select("script, img, iframe, a a")
    assert "\ue000" not in str(soup)


def test_word_form_has_the_same_text_numbers_and_list() -> None:
    shared, labels = summary(("area", "", f"Byen er for [@{TOWN}], og {FOR_GRANT} i alt.")), example.labels()
    workbook = example.executed(
        ("", report.heading(shared, labels), ()),
        ("## Hva er sagt, ord for ord?", report.statements(shared, labels), ()),
        ("## Hvordan vurderer rådgiveren innspillene?", report.assessment(shared, labels), ()),
    )
    with zipfile.ZipFile(io.BytesIO(build_docx(workbook))) as archive:
        document = archive.read("word/document.xml").decode()
    text = BeautifulSoup(document, "xml").get_text()
    assert "Byen er for1, og 2 i alt." in text and "Utsagn det er vist til" in text
    assert document.count(f'w:anchor="u-{TOWN}"') == 2 and f'w:name="u-{TOWN}"' in document


def test_what_another_wrote_at_the_same_time_is_shown_until_settled() -> None:
    def written(text: str, by: str, replaces: tuple[str, ...] | None) -> AreaEvent:
        event = AssessmentWritten(id=text, at=AT, by=by, client="pc", text=text, replaces=replaces)
        return AreaEvent(area_code="61", event=event)

    first, second = written("Eksempel – oppdiktet: A", "anne", ()), written("Eksempel – oppdiktet: B", "bo", ())
    both = written("Eksempel – oppdiktet: C", "bo", (first.event.id, second.event.id))
    review = report.assessment_review(BASE, fold_events([first, second]), example.labels())
    assert "Også skrevet av anne samtidig" in review.html and "oppdiktet: A" in review.html
    settled = report.assessment_review(BASE, fold_events([first, second, both]), example.labels())
    assert "samtidig" not in settled.html


def test_typed_number_is_told_in_the_work_report() -> None:
    review = report.assessment_review(summary(("area", "", "Tolv kommuner.")), fold_events([]), example.labels())
    assert "Tolv kommuner" in review.html and "ikke satt inn som felt" in review.html
