"""Documents of blocks written as Word and as tagged PDF: each form of document once, then filled in for each recipient.

Pandoc needs a third of a second for a document, and there are hundreds that are alike but for a name and some figures.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from medlemsdialog import paths
from medlemsdialog.catalogue import Language
from medlemsdialog.pack.blocks import Block, Fact, Facts, Heading, Listed, Paragraph, put_own, take_own
from medlemsdialog.report.document_files import (
    Document,
    build_typst,
    compile_typst,
    quote_typst,
    write_typst_body,
    write_word,
)
from medlemsdialog.report.document_layout import fill_margins, read_layout
from medlemsdialog.report.document_nodes import (
    NOTICE,
    SOURCES,
    Node,
    bullets,
    header,
    link,
    numbered,
    para,
    strong,
    styled,
    table,
    words,
)

_FILLED = re.compile(r"(word/(document|header\d*|footer\d*)|docProps/core)\.xml")
# Of the line: room for «20 000–49 999 innbyggere» on three lines, and for a name.
_OTHER_SHARE = 0.17
_ROW = re.compile(rb"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?", re.DOTALL)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class PackDocument:
    """A document of a package: its title, what stands below it, its language, and the date (ISO) it says it is of."""

    title: str
    kicker: str
    blocks: tuple[Block, ...]
    language: Language
    date: str


def write_docx(document: PackDocument) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    title, blocks, texts = take_own(document.title, document.blocks)
    form = _write_word_form(title, document.kicker, blocks, document.language, document.date)
    shown = [escape(_NOT_IN_XML.sub("", text)) for text in texts]
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.infolist():
            data = source.read(member)
            if _FILLED.fullmatch(member.filename):
                data = put_own(data.decode(), shown).encode()
            written.writestr(member, data)
    return target.getvalue()


def write_pdf(document: PackDocument) -> bytes:
    """Return the document as tagged PDF that declares PDF/UA-1; the same document gives the same bytes."""
    title, blocks, texts = take_own(document.title, document.blocks)
    body = _write_typst_form(title, document.kicker, blocks, document.language, document.date)
    # A call in the place of words: what comes after it is words again.
    filled = put_own(body, [f"#text({quote_typst(text)});" for text in texts])
    return compile_typst(
        build_typst(
            _build_document(put_own(title, texts), document.kicker, (), document.language, document.date), filled
        )
    )


@cache
def _write_word_form(title: str, kicker: str, blocks: tuple[Block, ...], language: Language, date: str) -> bytes:
    return _keep_rows_whole(write_word(_build_document(title, kicker, blocks, language, date)))


def _keep_rows_whole(content: bytes) -> bytes:
    """Return a Word file in which no row of a table goes over to another page."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "word/document.xml":
                data = _ROW.sub(rb"<w:tr><w:trPr><w:cantSplit/>\1</w:trPr>", data)
            written.writestr(member, data)
    return target.getvalue()


@cache
def _write_typst_form(title: str, kicker: str, blocks: tuple[Block, ...], language: Language, date: str) -> str:
    return write_typst_body(_build_document(title, kicker, blocks, language, date))


def _build_document(title: str, kicker: str, blocks: Sequence[Block], language: Language, date: str) -> Document:
    reference = _read_reference(language, kicker)
    return Document(
        blocks=[node for block in blocks for node in _build_nodes(block)],
        title=title,
        language=language,
        date=date,
        reference=reference,
        layout=read_layout(reference),
        meta={
            "title": {"t": "MetaInlines", "c": words(title)},
            "subtitle": {"t": "MetaInlines", "c": words(kicker)},
        },
    )


@cache
def _read_reference(language: Language, head: str) -> bytes:
    # The packages look as the national documents do, but for the line at the head of each page.
    template = paths.shipped("templates") / "documents" / f"final-report.{language}.docx"
    return fill_margins(template.read_bytes(), lambda text: head)


def _build_nodes(block: Block) -> list[Node]:
    match block:
        case Heading():
            return [header(block.level, words(block.text))]
        case Paragraph():
            paragraph = para(*words(block.text))
            style = NOTICE if block.is_notice else SOURCES if block.is_small else ""
            return [styled(style, paragraph) if style else paragraph]
        case Listed():
            items = [[para(*words(item))] for item in block.items]
            return [numbered(items) if block.is_numbered else bullets(items)]
        case Facts():
            return [bullets([para(*_tell_fact(fact))] for fact in block.facts)]
    others = len(block.columns) - 1
    # Headings that are a name are as wide as that of any other.
    shares = [max(1 - others * _OTHER_SHARE, 1 / (others + 1))]
    shares += [(1 - shares[0]) / others] * others if others else []
    return [table(block.caption, block.columns, block.rows, numbers_from=1, texts=block.texts, shares=shares)]


def _tell_fact(fact: Fact) -> list[Node]:
    told = words(fact.text)
    return [strong(words(f"{fact.label}:")), *words(" "), *([link(told, fact.target)] if fact.target else told)]
