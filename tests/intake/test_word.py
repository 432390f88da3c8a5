"""Word documents as Word prints them: built here part by part, so that each test shows the XML that it is about."""

from __future__ import annotations

import io
import zipfile

import pytest

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document
from support.originals import NAMESPACES, paragraph, run, word_file


def word(body: str, **parts: str) -> Document:
    return read_document("sak.docx", word_file(body, **parts))


def labels(document: Document) -> list[tuple[str, str]]:
    return [(block.text, block.anchor.label()) for block in document.blocks]


def test_lists_are_counted_as_word_counts_them() -> None:
    found = labels(
        word(
            paragraph("Første", number=(1, 0))
            + paragraph("Under", number=(1, 1))
            + paragraph("Neste", number=(1, 1))
            + paragraph("Andre", number=(1, 0))
            + paragraph("Avsnitt mellom.")
            + paragraph("Tredje", number=(1, 0))
            + paragraph("På nytt", number=(2, 0))
        )
    )
    assert found == [
        ("Første", "punkt 1"),
        ("Under", "punkt 1 a"),
        ("Neste", "punkt 1 b"),
        ("Andre", "punkt 2"),
        ("Avsnitt mellom.", "avsnitt 1"),
        ("Tredje", "punkt 3"),
        ("På nytt", "punkt 1 (2)"),
    ]


def test_number_that_names_its_parents_is_told_once() -> None:
    found = labels(
        word(
            paragraph("Kultur", number=(4, 0))
            + paragraph("Kulturskole", number=(4, 1))
            + paragraph("Bibliotek", number=(4, 1))
        )
    )
    assert [label for _, label in found] == ["punkt 1", "punkt 1.1", "punkt 1.2"]


def test_bullets_further_in_stand_under_their_numbered_point() -> None:
    found = labels(word(paragraph("Vi ber KS om:", number=(1, 0)) + paragraph("kurs", number=(3, 0), indent=1440)))
    assert found[1] == ("kurs", "punkt 1, strekpunkt 1")


def test_style_based_on_a_heading_is_a_heading() -> None:
    document = word(paragraph("Vedtak", style="Eget") + paragraph("Kommunen vil."))
    assert document.blocks[0].role is Role.HEADING
    assert document.blocks[1].anchor.headings == ("Vedtak",)


def test_all_bold_line_is_a_heading_and_a_bold_word_is_not() -> None:
    document = word(
        paragraph("Vår vurdering", text_properties="<w:b/>")
        + f"<w:p>{run('Kommunen ', '<w:b/>')}{run('vil ha mer.')}</w:p>"
    )
    assert [block.role for block in document.blocks] == [Role.HEADING, Role.PARAGRAPH]


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    document = word(
        f"<w:p>{run('Vi vil ha ')}<w:del><w:r><w:delText>mindre</w:delText></w:r></w:del>"
        f"<w:ins>{run('mer')}</w:ins><w:moveFrom>{run(' borte')}</w:moveFrom>{run(' kultur.')}</w:p>"
    )
    assert [block.text for block in document.blocks] == ["Vi vil ha mer kultur."]
    assert [note.rule for note in document.notes] == ["tracked_changes"]


def test_hidden_text_and_comments_are_told_and_not_read_as_text() -> None:
    document = word(
        f"<w:p>{run('Synlig.')}{run('Skjult.', '<w:vanish/>')}</w:p>"
        f'<w:p><w:commentRangeStart w:id="0"/>{run("Omtalt.")}<w:commentRangeEnd w:id="0"/></w:p>'
    )
    assert [block.text for block in document.blocks] == ["Synlig.", "Omtalt."]
    assert {note.rule: note.found for note in document.notes} == {"comments_in_document": "1", "hidden_text": "Skjult."}


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☒"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ("<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>", "☒"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/>'
            "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>",
            "☒",
        ),
    ],
)
def test_ticked_and_empty_boxes_are_kept(box: str, sign: str) -> None:
    assert word(f"<w:p>{box}{run(' Ja')}</w:p>").blocks[0].text == f"{sign} Ja"


def test_text_box_is_read_once_and_its_paragraph_is_kept() -> None:
    inner = f"<w:txbxContent>{paragraph('I boksen.')}</w:txbxContent>"
    document = word(
        f"<w:p>{run('Før boksen.')}<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert [block.text for block in document.blocks] == ["Før boksen.", "I boksen."]


def test_merged_cells_keep_the_columns_that_a_person_counts() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    wide = '<w:gridSpan w:val="2"/>'
    inner = f"<w:tbl><w:tr>{cell('Indre A')}{cell('Indre B')}</w:tr></w:tbl>"
    document = word(
        f"<w:tbl><w:tr>{cell('Bred', wide)}{cell('C1')}</w:tr>"
        f"<w:tr>{cell('A2')}{cell('', '<w:vMerge/>')}<w:tc>{paragraph('C2')}{inner}</w:tc></w:tr></w:tbl>"
    )
    assert [
        (block.text, block.anchor.row, block.anchor.column, block.anchor.paragraph) for block in document.blocks
    ] == [
        ("Bred", 1, 1, None),
        ("C1", 1, 3, None),
        ("A2", 2, 1, None),
        ("C2", 2, 3, None),
        ("Indre A", 2, 3, 2),
        ("Indre B", 2, 3, 3),
    ]


def test_notes_follow_the_paragraph_that_calls_them() -> None:
    document = word(
        f'<w:p>{run("Se noten.")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
        f'<w:p>{run("Se slutten.")}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>',
        footnotes=f'<w:footnote w:id="7">{paragraph("Fotnoten.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{paragraph("Sluttnoten.")}</w:endnote>',
    )
    assert labels(document) == [
        ("Se noten.", "avsnitt 1"),
        ("Fotnoten.", "fotnote 1"),
        ("Se slutten.", "avsnitt 2"),
        ("Sluttnoten.", "fotnote i"),
    ]


def test_heads_and_feet_are_furniture() -> None:
    document = word(
        paragraph("Tekst."),
        header1=paragraph("Eksempel kommune"),
        footer1=paragraph("Side 1"),
        footer2=paragraph("Side 1"),
    )
    assert [block.text for block in document.blocks if block.role is Role.FURNITURE] == ["Side 1", "Eksempel kommune"]


def test_content_controls_and_their_paragraphs_are_read() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Svaret.')}</w:sdtContent></w:sdt>"
    assert [block.text for block in word(body).blocks] == ["Svaret."]


def test_paragraph_in_list_style_continues_its_point() -> None:
    found = labels(word(paragraph("Punktet.", number=(1, 0)) + paragraph("Mer om punktet.", style="Listeavsnitt")))
    assert found[1] == ("Mer om punktet.", "punkt 1, avsnitt 2")


def test_entities_are_never_expanded() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bombe">]>'
            f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>Før &a;&b; etter</w:t></w:r></w:p></w:body></w:document>",
        )
    text = " ".join(block.text for block in read_document("sak.docx", buffer.getvalue()).blocks)
    assert "bombe" not in text
    assert text.startswith("Før")
