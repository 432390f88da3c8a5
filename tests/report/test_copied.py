"""Equal texts are shown with three counts, and nothing is hidden or counted as more senders than there are."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog import report
from medlemsdialog.models.intake import Intake, SentElsewhere
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Level, Likeness, SourceState, Status
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


def show(*passages: Passage, sent: tuple[SentElsewhere, ...] = (), **sender: object) -> BeautifulSoup:
    senders = [member.code for member in example.county_summary().members]
    received = Intake(
        area_code="61",
        sources=(
            source("a", senders[1]),
            source("b", senders[1]),
            source("c", "", **({"sender_name": "Kulturforbundet", "state": SourceState.PROPOSED} | sender)),
        ),
        passages=passages,
        problems=(),
        sent_elsewhere=sent,
    )
    return BeautifulSoup(report.copied_texts(received, example.labels()).html, "html.parser")


def test_sender_with_two_documents_counts_once_and_case_makes_a_wording_of_its_own() -> None:
    soup = show(passage("a"), passage("b"), passage("c", TEXT.upper(), number=3))
    assert "3 utsagn, 2 ordlyder, 2 avsendere. Regnet som én tekst." in soup.get_text()


def test_repeated_texts_are_one_text_of_all_that_was_said() -> None:
    other = passage("c", "Eksempel – oppdiktet: Biblioteket bør ha åpent på søndager også.", number=4, group="")
    assert "3 utsagn, 2 ulike tekster og 2 avsendere i alt." in show(passage("a"), passage("b"), other).get_text()


def test_every_statement_stands_with_sender_state_and_anchor() -> None:
    rows = show(passage("a"), passage("c", number=3, likeness=Likeness.EQUAL)).select("tbody tr")
    assert [cell.get_text() for cell in rows[1].find_all(["th", "td"])] == [
        "Kulturforbundet",
        "lik",
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
    assert "Ingen utsagn har lik eller nesten lik tekst." in soup.get_text()


def test_passage_of_another_kind_is_shown_but_not_counted() -> None:
    soup = show(passage("a"), passage("b", kind=Kind.BACKGROUND))
    assert "1 utsagn, 1 ordlyd, 1 avsender." in soup.get_text()
    assert [row.find_all("td")[1].get_text() for row in soup.select("tbody tr")] == ["syn", "bakgrunn"]


NEAR = TEXT.replace("<b>nå</b>", "fra 2019, <i>ikke</i> senere")


def test_what_differs_is_told_in_words_and_not_by_colour_alone() -> None:
    quote = show(passage("a"), passage("b", NEAR, likeness=Likeness.NEAR)).select_one("blockquote.compared")
    assert quote is not None
    assert [mark.get_text() for mark in quote.find_all(["del", "ins"])] == [
        "[bort: <b>nå</b>.]",
        "[nytt: fra 2019, <i>ikke</i> senere.]",
    ]
    assert quote.get_text().startswith("Eksempel – oppdiktet: Kommunen ber om en varig styrking av kulturskolen [bort:")


def test_text_in_the_other_form_of_norwegian_stands_whole() -> None:
    nynorsk = "Eksempel – oppdikta: Kommunen bed om ei varig styrking av kulturskulen no."
    soup = show(passage("a"), passage("b", nynorsk, likeness=Likeness.VARIANT, language="nn"))
    assert [(q.get("lang"), q.get_text()) for q in soup.find_all("blockquote")] == [(None, TEXT), ("nn", nynorsk)]
    assert "samme tekst på bokmål og nynorsk" in soup.h3.get_text()


def test_organisation_that_sent_the_text_elsewhere_is_named_and_its_text_is_the_model() -> None:
    elsewhere = SentElsewhere(
        statement_id="a-1",
        likeness=Likeness.NEAR,
        sender_name="Foreningen Eksempel",
        source="national/skjema.xlsx#S-1",
        text=NEAR,
    )
    soup = show(passage("a", group=""), sent=(elsewhere,))
    assert "Teksten er også sendt av Foreningen Eksempel (national/skjema.xlsx#S-1)." in soup.get_text()
    assert soup.blockquote.get_text() == NEAR and soup.ins.get_text() == "[nytt: <b>nå</b>.]"


def test_organisation_of_the_county_is_named_and_a_person_never_is() -> None:
    other = {"level": Level.OTHER, "state": SourceState.REGISTERED}
    texts = (passage("a"), passage("c", number=3, likeness=Likeness.EQUAL))
    assert "Teksten er også sendt av Kulturforbundet" in show(*texts, **other).get_text()
    person = show(*texts, **other, status=Status.INDIVIDUAL, sender_name="Ola Oppdiktet").get_text()
    assert "Ola" not in person and "også sendt av" not in person and "en enkeltperson" in person


def test_groups_with_most_senders_come_first() -> None:
    same_sender = (passage("a", "Først " + TEXT, group="h"), passage("b", "Først " + TEXT, group="h"))
    soup = show(*same_sender, passage("a", number=2), passage("c", number=2))
    assert [quote.get_text() for quote in soup.find_all("blockquote")] == [TEXT, "Først " + TEXT]
