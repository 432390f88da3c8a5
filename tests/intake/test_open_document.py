"""OpenDocument texts: what pandoc leaves out is found in the file itself, and put where it stands."""

from __future__ import annotations

import io
import zipfile

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "draw", "table", "style")
)


def odt(body: str, styles: str = "") -> Document:
    """Return a document of this text, read."""
    parts = "<office:font-face-decls/><office:styles/><office:automatic-styles/>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        root = "office:document-content"
        archive.writestr("content.xml", f"<{root} {NAMESPACES}>{parts}{content}</{root}>")
        root = "office:document-styles"
        archive.writestr(
            "styles.xml", f"<{root} {NAMESPACES}>{parts}<office:master-styles>{styles}</office:master-styles></{root}>"
        )
    return read_document("brev.odt", buffer.getvalue())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.role is not Role.FURNITURE]


def test_box_and_inner_table_are_not_lost() -> None:
    inner = "<table:table><table:table-row><table:table-cell><text:p>Indre.</text:p></table:table-cell></table:table-row></table:table>"
    document = odt(
        "<text:p>Før.</text:p><text:p><draw:custom-shape><text:p>I boksen.</text:p></draw:custom-shape></text:p>"
        f"<table:table><table:table-row><table:table-cell><text:p>Ytre.</text:p>{inner}</table:table-cell>"
        "</table:table-row></table:table><text:p>Etter.</text:p>"
    )
    assert texts(document) == ["Før.", "I boksen.", "Ytre.", "Indre.", "Etter."]
    assert [block.anchor.paragraph for block in document.blocks if block.text in {"Før.", "I boksen.", "Etter."}] == [
        1,
        2,
        4,
    ]


def test_ticked_box_is_kept_in_its_paragraph() -> None:
    body = "<text:p><text:unknown-field>☒</text:unknown-field> Ja</text:p>"
    assert texts(odt(body)) == ["☒ Ja"]


def test_heads_and_feet_are_furniture() -> None:
    document = odt("<text:p>Tekst.</text:p>", "<style:header><text:p>Eksempel kommune</text:p></style:header>")
    assert [block.text for block in document.blocks if block.role is Role.FURNITURE] == ["Eksempel kommune"]


def test_comments_are_told_and_not_read_as_text() -> None:
    document = odt("<text:p>Synlig.<office:annotation><text:p>Må drøftes.</text:p></office:annotation></text:p>")
    assert texts(document) == ["Synlig."]
    assert [note.rule for note in document.notes] == ["comments_in_document"]


def test_lists_that_pandoc_reads_are_not_doubled() -> None:
    document = odt(
        "<text:list><text:list-item><text:p>Første</text:p></text:list-item>"
        "<text:list-item><text:p>Andre</text:p></text:list-item></text:list><text:p>1) tredje<text:line-break/>2) fjerde</text:p>"
    )
    assert texts(document) == ["Første", "Andre", "tredje", "fjerde"]
