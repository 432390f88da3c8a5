from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from subprocess import run

import pytest

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document

FIXTURES = Path(__file__).parent / "fixtures" / "pdf"
LONG = "Kommunen mener at kulturskolen skal ha en tydelig plass i lovverket, og at kommune-"


def read(name: str) -> Document:
    return read_document(name, (FIXTURES / name).read_bytes())


def texts(document: Document, role: Role) -> list[str]:
    return [block.text for block in document.blocks if block.role is role]


def cells(document: Document) -> dict[tuple[int | None, int | None, int | None], str]:
    return {
        (block.anchor.table, block.anchor.row, block.anchor.column): block.text
        for block in document.blocks
        if block.role is Role.CELL and block.anchor.paragraph is None
    }


def test_lines_are_put_together_and_line_end_hyphens_undone(pdf: Callable[..., bytes]) -> None:
    pages = [[(70, 100, LONG), (70, 114, "størrelse ikke skal avgjøre."), (70, 140, "Nytt avsnitt.")]]
    found = [block.text for block in read_document("sak.pdf", pdf(pages)).blocks]
    assert found == [LONG[:-1] + "størrelse ikke skal avgjøre.", "Nytt avsnitt."]


def test_running_heads_and_page_numbers_are_kept_apart_from_the_text(pdf: Callable[..., bytes]) -> None:
    pages = [
        [(70, 40, "Eksempel kommune"), (70, 100, f"Side {n} har denne teksten."), (500, 810, f"Side {n} av 3")]
        for n in (1, 2, 3)
    ]
    blocks = read_document("sak.pdf", pdf(pages)).blocks
    assert [block.text for block in blocks if block.role is Role.FURNITURE].count("Eksempel kommune") == 3
    assert [(block.anchor.page, block.anchor.paragraph) for block in blocks if block.role is Role.PARAGRAPH] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]


def test_run_in_heading_and_printed_numbers_become_the_anchor(pdf: Callable[..., bytes]) -> None:
    pages = [
        [
            (70, 100, "Rådmannens innstilling: 1) Kommunen støtter planen."),
            (70, 125, "2) KS bør:"),
            (70, 150, "– hjelpe"),
        ]
    ]
    found = {block.text: block.anchor.label() for block in read_document("sak.pdf", pdf(pages)).blocks}
    assert found["Kommunen støtter planen."] == "side 1, «Rådmannens innstilling», punkt 1"
    assert found["hjelpe"] == "side 1, «Rådmannens innstilling», punkt 2, strekpunkt 1"


def test_table_of_bodies_and_dates_becomes_cells(pdf: Callable[..., bytes]) -> None:
    pages = [
        [
            (70, 100, "Utvalg"),
            (250, 100, "Møtedato"),
            (70, 114, "Bystyret"),
            (250, 114, "19.06.2017"),
            (70, 160, "Tekst."),
        ]
    ]
    found = [block for block in read_document("sak.pdf", pdf(pages)).blocks if block.role is Role.CELL]
    assert [(cell.text, cell.anchor.row, cell.anchor.column) for cell in found] == [
        ("Utvalg", 1, 1),
        ("Møtedato", 1, 2),
        ("Bystyret", 2, 1),
        ("19.06.2017", 2, 2),
    ]


@pytest.mark.browser
def test_justified_text_in_two_columns_keeps_its_paragraphs(tmp_path: Path, chromium_path: str) -> None:
    words, chance = "kultur skolen biblioteket i hele kommunen for innbyggerne og regionale museer".split(), Random(2)  # noqa: SIM905
    paragraphs = [f"Avsnitt{n} " + " ".join(chance.choices(words, k=70)) + "." for n in range(8)]
    page = tmp_path / "side.html"
    page.write_text(
        "<meta charset=utf-8><style>@page{size:A4;margin:25mm}body{font:11pt/1.4 serif;text-align:justify}"
        ".c{column-count:2}</style>"
        + f"<p>{paragraphs[0]}</p><div class=c><p>"
        + "</p><p>".join(paragraphs[1:])
        + "</p></div>",
        encoding="utf-8",
    )
    target = tmp_path / "side.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    run([chromium_path, *options, page.as_uri()], check=True, capture_output=True, timeout=120)
    assert [block.text for block in read_document("side.pdf", target.read_bytes()).blocks] == paragraphs


def test_foot_of_a_one_page_letter_is_no_table_and_no_text() -> None:
    document = read("case-export.pdf")
    assert texts(document, Role.FURNITURE) == [
        "Postadresse Besøksadresse Telefon Org.nr",
        "Postboks 1 Rådhusgata 2 00 00 00 00 000 000 000",
        "Side 1 av 1",
    ]
    assert document.blocks[-1].anchor.label() == "side 1, topp- eller bunntekst 3"


def test_tables_of_a_case_head_are_parted_where_their_columns_change() -> None:
    found = cells(read("case-export.pdf"))
    assert (found[1, 1, 1], found[1, 1, 2], found[1, 2, 4]) == ("Saksbehandler:", "Kari Eksempel", "04.09.2017")
    assert (found[2, 1, 1], found[2, 3, 2], found[2, 3, 3]) == ("Utvalgssaksnr", "Kommunestyret", "14.09.2017")


def test_spaced_letters_become_the_word_they_spell() -> None:
    document = read("case-export.pdf")
    assert "VEDTAK:" in texts(document, Role.HEADING)
    assert {block.anchor.headings[-1] for block in document.blocks if block.role is Role.LIST_ITEM} == {"VEDTAK"}


def test_hyphens_of_the_line_are_undone_and_hyphens_of_the_word_are_kept() -> None:
    assert texts(read("case-export.pdf"), Role.LIST_ITEM) == [
        "Elvestrand kommune ber staten om å styrke finansieringen av den kommunale kulturskolen, og viser til at små "
        "kommuner ikke kan bære kostnaden alene.",
        "Kommunestyret ber KS om å arbeide for et nord-norsk museumsløft med egne midler.",
        "Kommunen ønsker at kunst- og kulturtilbudet når alle.",
    ]


def test_footnote_is_a_note_with_its_number() -> None:
    note = next(block for block in read("case-export.pdf").blocks if block.role is Role.NOTE)
    assert (note.text, note.anchor.note) == ("Se kommunens kulturplan 2016–2020.", "1")
    assert note.anchor.label().endswith("fotnote 1")


def test_number_of_a_footnote_is_taken_out_of_the_sentence_it_follows() -> None:
    document = read("two-columns-hyphenated.pdf")
    first = next(block.text for block in document.blocks if block.role is Role.PARAGRAPH and "viktigere" in block.text)
    assert "viktigere. Det gjelder" in first


def test_hyphenated_justified_columns_under_a_full_width_heading_keep_their_order() -> None:
    document = read("two-columns-hyphenated.pdf")
    assert texts(document, Role.HEADING) == [
        "Uttalelse til «Kultur for framtida»",
        "Innledning",
        "Forventninger til staten",
        "Forventninger til KS",
    ]
    everything = " ".join(block.text for block in document.blocks)
    assert everything.count("kulturskoletilbudet, biblioteksutviklingen og kulturminneforvaltningen") == 8
    assert texts(document, Role.FURNITURE) == ["Fjordvik kommune Høringsuttalelse", "1"]
    assert cells(document)[1, 3, 3] == "82"


def test_columns_drawn_line_by_line_are_read_one_after_the_other() -> None:
    assert texts(read("columns-line-by-line.pdf"), Role.PARAGRAPH) == [
        "Eksempel – oppdiktet. To spalter, skrevet linje for linje på tvers:",
        "Kommunen mener at staten må ta et større ansvar for kulturskolen i hele landet, og at rammetilskuddet bør økes "
        "fra neste år.",
        "Vi ber om svar innen jul.",
        "Biblioteket er kommunens viktigste møteplass og bør styrkes med egne midler fra staten.",
        "Museene må få langsiktige avtaler med fylkeskommunen.",
    ]


def test_turned_page_is_read_as_a_person_turns_it() -> None:
    document = read("turned-page.pdf")
    assert texts(document, Role.HEADING) == ["Tabell over tiltak (Eksempel – oppdiktet)"]
    assert cells(document)[1, 3, 3] == "Fylkeskommunen bør ta driften."
    assert texts(document, Role.PARAGRAPH)[-1].startswith("Kommunen mener at tabellen viser behovet")


def test_ruled_table_goes_on_over_the_page_and_its_cells_stay_whole() -> None:
    found = cells(read("word-case.pdf"))
    assert found[3, 2, 3] == "Kommunen dekker hele kostnaden selv, og ber om at staten bidrar med en fast andel."
    assert found[3, 4, 3] == "Driften er lagt til det regionale museet, som mottar tilskudd fra tre kommuner."


def test_word_case_keeps_numbers_bullets_and_paragraphs() -> None:
    document = read("word-case.pdf")
    points = [(b.anchor.list_number, b.anchor.bullet) for b in document.blocks if b.role is Role.LIST_ITEM]
    assert points == [("1", None), ("2", None), ("2", 1), ("2", 2), ("2", 3), ("3", None)]
    paragraphs = texts(document, Role.PARAGRAPH)
    assert sum(text.startswith(("Avsnitt ", "Vurdering ")) for text in paragraphs) == 9
    assert not any("Org.nr" in text or text.startswith("Side ") for text in paragraphs)


def test_cells_drawn_one_after_the_other_become_one_row() -> None:
    found = cells(read("printed-web-page.pdf"))
    assert [found[1, 2, column] for column in (1, 2, 3, 4)] == [
        "17/0001",
        "17/1234-5 / C00 / KARI",
        "Kari Eksempel, kultur- og oppvekstavdelingen",
        "04.09.2017",
    ]


def test_stamps_and_watermarks_are_kept_apart() -> None:
    assert {"UTKAST", "Journalført 2017-09-04"} <= set(texts(read("printed-web-page.pdf"), Role.FURNITURE))


def test_text_in_a_frame_is_text_with_its_heading() -> None:
    document = read("printed-web-page.pdf")
    first = next(block for block in document.blocks if block.role is Role.LIST_ITEM)
    assert first.anchor.label() == "side 1, «Særutskrift – kultur for framtida › Vedtak», punkt 1"
    assert first.text.endswith("hvordan midlene brukes.")


def test_paragraph_goes_on_over_a_page_with_the_page_it_begins_on(pdf: Callable[..., bytes]) -> None:
    pages = [
        [(70, 40, "Eksempel kommune"), (70, 700, LONG), (500, 810, "Side 1 av 2")],
        [(70, 40, "Eksempel kommune"), (70, 100, "størrelse ikke skal avgjøre."), (500, 810, "Side 2 av 2")],
    ]
    found = next(b for b in read_document("sak.pdf", pdf(pages)).blocks if b.role is Role.PARAGRAPH)
    assert (found.text, found.anchor.page) == (LONG[:-1] + "størrelse ikke skal avgjøre.", 1)


def test_small_print_beside_the_address_does_not_part_the_lines_of_the_letter() -> None:
    document = read("letter-with-small-print.pdf")
    paragraphs = texts(document, Role.PARAGRAPH)
    assert "Vår ref.: 17/2233-4" in paragraphs
    assert (
        sum(text.endswith("gjorde følgende enstemmige vedtak:") and text.startswith("Vi viser") for text in paragraphs)
        == 1
    )
    assert texts(document, Role.LIST_ITEM)[0].endswith("må dekke kostnaden fullt ut.")
    assert next(text for text in paragraphs if text.startswith("Museet")).endswith("vil da bli delt.")
    assert texts(document, Role.FURNITURE)[-1].startswith("Elgnes kommune · Rådhusveien")


@pytest.mark.parametrize("name", sorted(file.name for file in FIXTURES.glob("*.pdf")))
def test_every_anchor_is_unique_and_leads_back(name: str) -> None:
    document = read(name)
    assert len({block.anchor for block in document.blocks}) == len(document.blocks)
    assert len({block.anchor.label() for block in document.blocks}) == len(document.blocks)
