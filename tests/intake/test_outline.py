from __future__ import annotations

from collections.abc import Callable

from medlemsdialog.intake.document import Document
from medlemsdialog.intake.reading import read_document


def labels(document: Document) -> dict[str, str]:
    return {block.text: block.anchor.label() for block in document.blocks}


def test_automatic_list_numbers_live_in_the_anchor(docx: Callable[..., bytes]) -> None:
    found = labels(
        read_document("sak.docx", docx("# Vedtak\n\n1. Første\n2. Andre\n    a) Under\n    b) Neste\n3. Tredje\n"))
    )
    assert found["Tredje"] == "«Vedtak», punkt 3"
    assert found["Neste"] == "«Vedtak», punkt 2 b"


def test_numbering_that_restarts_under_one_heading_is_told_apart(docx: Callable[..., bytes]) -> None:
    found = labels(read_document("sak.docx", docx("# Vedtak\n\n1. A\n2. B\n\nBystyret ber også om:\n\n1. C\n2. D\n")))
    assert (found["A"], found["C"], found["D"]) == (
        "«Vedtak», punkt 1",
        "«Vedtak», punkt 1 (2)",
        "«Vedtak», punkt 2 (2)",
    )


def test_repeated_heading_gets_a_number_in_the_path(docx: Callable[..., bytes]) -> None:
    found = labels(read_document("sak.docx", docx("# Vedtak\n\nDen første.\n\n# Vedtak\n\nDen andre.\n")))
    assert found["Den andre."] == "«Vedtak (2)», avsnitt 1"


def test_bold_line_and_section_word_open_sections(docx: Callable[..., bytes]) -> None:
    found = labels(read_document("sak.docx", docx("**Vurdering av saken**\n\nTekst.\n\nInnstilling:\n\nMer tekst.\n")))
    assert found["Tekst."] == "«Vurdering av saken», avsnitt 1"
    assert found["Mer tekst."] == "«Innstilling», avsnitt 1"


def test_title_style_is_not_lost(docx: Callable[..., bytes]) -> None:
    found = read_document("sak.docx", docx("---\ntitle: Innspill\nsubtitle: Eksempel – oppdiktet\n---\n\nTekst.\n"))
    assert [block.text for block in found.blocks] == ["Innspill", "Eksempel – oppdiktet", "Tekst."]


def test_text_file_joins_wrapped_lines_and_reads_printed_markers() -> None:
    text = (
        "Vi ber KS om:\n1) å arbeide for økte rammer til kommunene og til alle\n   bibliotekene i landet\n"
        "2) å tilby:\n– kurs\n– nettverk\n\n1. juli er fristen for svar.\n"
    )
    document = read_document("brev.txt", text.encode())
    assert [(block.anchor.list_number, block.anchor.bullet) for block in document.blocks] == [
        (None, None),
        ("1", None),
        ("2", None),
        ("2", 1),
        ("2", 2),
        (None, None),
    ]
    assert document.blocks[1].anchor.label() == "punkt 1, linje 2–3"


def test_markdown_headings_and_bullets_are_found_by_line() -> None:
    found = labels(read_document("sak.md", b"# Vedtak\n\nKommunen vil.\n\n* mer\n* bedre\n"))
    assert found["bedre"] == "«Vedtak», strekpunkt 2, linje 6"


def test_rtf_keeps_the_numbers_that_it_prints() -> None:
    def item(mark: str, text: str) -> str:
        return rf"\pard\plain\ls1{{\listtext\pard\plain {mark}\tab}}{text}\par "

    lists = r"{\*\listtable{\list\listid1{\listlevel\levelnfc0{\leveltext\'02\'00.;}{\levelnumbers\'01;}}}}"
    used = r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    body = item("1.", "En") + r"\pard\plain Mellom.\par " + item("2.", "To")
    found = labels(read_document("sak.rtf", rf"{{\rtf1\ansi {lists}{used}{body}}}".encode()))
    assert (found["En"], found["To"]) == ("punkt 1", "punkt 2")
