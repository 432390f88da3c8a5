"""Equal texts are shown with three counts, and nothing is hidden or counted as more senders than there are."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog import report
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, SourceState, Status
from report import example

TEXT = "Eksempel – oppdiktet: Kommunen ber om en varig styrking av kulturskolen <b>nå</b>."


def source(source_id: str, sender: str, **more: object) -> Source:
    given = {
        "source": f"61/{source_id}.docx",
        "source_id": source_id,
        "content_sha256": "0" * 64,
        "media_type": "text/plain",
        "sender_code": sender,
        "status": Status.DECISION,
        "state": SourceState.REGISTERED,
    }
    return Source(**(given | more))


def passage(source_id: str, text: str = TEXT, *, number: int = 1, group: str = "g", **more: object) -> Passage:
    given = {
        "statement_id": f"{source_id}-{number}",
        "source_id": source_id,
        "text": text,
        "anchor": Anchor(paragraph=number),
        "kind": Kind.VIEW,
        "duplicate_group": group,
    }
    return Passage(**(given | more))


def show(*passages: Passage) -> BeautifulSoup:
    senders = [member.code for member in example.county_summary().members]
    received = Intake(
        area_code="61",
        sources=(
            source("a", senders[1]),
            source("b", senders[1]),
            source("c", "", sender_name="Kulturforbundet", state=SourceState.PROPOSED),
        ),
        passages=passages,
        problems=(),
    )
    return BeautifulSoup(report.copied_texts(received, example.labels()).html, "html.parser")


def test_sender_with_two_documents_counts_once_and_case_makes_a_text_of_its_own() -> None:
    soup = show(passage("a"), passage("b"), passage("c", TEXT.upper(), number=3))
    assert "3 utsagn, 2 ulike tekster, 2 avsendere." in soup.get_text()


def test_every_statement_stands_with_sender_state_and_anchor() -> None:
    rows = show(passage("a"), passage("c", number=3)).select("tbody tr")
    assert [cell.get_text() for cell in rows[1].find_all(["th", "td"])] == [
        "Kulturforbundet",
        "syn",
        "vedtak",
        "foreslått",
        "61/c.docx",
        "avsnitt 3",
    ]


def test_text_is_escaped() -> None:
    soup = show(passage("a"), passage("b"))
    assert soup.blockquote.get_text() == TEXT and not soup.find("b")


def test_ticks_and_texts_that_are_nowhere_statements_are_not_copies() -> None:
    soup = show(
        passage("a", tick=True, group="t"),
        passage("b", tick=True, group="t"),
        passage("a", kind=Kind.PROCEDURE, number=2),
        passage("b", kind=Kind.PROCEDURE, number=2),
    )
    assert "Ingen utsagn har lik tekst." in soup.get_text()


def test_passage_of_another_kind_is_shown_but_not_counted() -> None:
    soup = show(passage("a"), passage("b", kind=Kind.BACKGROUND))
    assert "1 utsagn, 1 ulik tekst, 1 avsender." in soup.get_text()
    assert [row.td.get_text() for row in soup.select("tbody tr")] == ["syn", "bakgrunn"]


def test_groups_with_most_senders_come_first() -> None:
    same_sender = (passage("a", "Først " + TEXT, group="h"), passage("b", "Først " + TEXT, group="h"))
    soup = show(*same_sender, passage("a", number=2), passage("c", number=2))
    assert [quote.get_text() for quote in soup.find_all("blockquote")] == [TEXT, "Først " + TEXT]
