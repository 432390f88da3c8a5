"""One document written twice from the same tree: as Word by pandoc, as tagged PDF by pandoc and typst."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

import typst

from medlemsdialog.catalogue import Language
from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.document_layout import Line, PageLayout
from medlemsdialog.report.document_nodes import (
    CAPTION,
    MARK,
    NOTICE,
    QUOTATION,
    SOURCES,
    SUPPORT,
    Node,
    para,
    plain_text,
    styled,
    words,
)
from medlemsdialog.report.documents import LOCALES, run_pandoc

PDF_STANDARD: Literal["ua-1"] = "ua-1"
# Ships with typst; nothing is taken from the machine.
PDF_FONT = "Libertinus Serif"
# Stands in the PDF for a sign that the font lacks: an emoji, a letter of a script it does not have.
UNSHOWN_MARK = "□"
# Signs that turn the direction of what follows: they could make our own words read backwards.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_MOST_UNSHOWN = 100
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
_BLOCK_STYLES = {
    NOTICE: "merknad",
    SUPPORT: "styrke",
    QUOTATION: "sitat",
    CAPTION: "sitattekst",
    SOURCES: "kilder",
    "Title": "tittel",
    "Subtitle": "undertittel",
    "Date": "dato",
    "Dato": "dato",
}
_OPENING = {"title": "Title", "subtitle": "Subtitle", "author": "Author", "date": "Date"}
_INLINE_STYLES = {MARK: "utkastmerke"}
_PROPERTY_TITLE = re.compile(rb"<dc:title>.*?</dc:title>|<dc:title ?/>", re.DOTALL)
_PREAMBLE = """
#set heading(numbering: none)
#show heading: it => block(above: 1.25em, below: 0.6em, sticky: true, it)
#show heading.where(level: 1): set text(size: 0.95em)
#show heading.where(level: 2): set text(size: 0.95em)
#show heading.where(level: 4): set text(style: "italic")
#show link: it => if type(it.dest) == str { underline(it) } else { it }
#set table(inset: (x: 4pt, y: 3.5pt), stroke: (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt + luma(170) }))
#show table.cell.where(y: 0): strong
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true, above: 1.2em, below: 1.4em)
#show figure.where(kind: table): set figure(supplement: none, numbering: none)
#show figure.caption: it => block(sticky: true, width: 100%, align(left, strong(it.body)))
#show figure.where(kind: table): set par(justify: false)
#show figure.where(kind: table): set text(size: 0.88em)
#set list(marker: [•], indent: 0.4em)
#let horizontalrule = line(length: 100%, stroke: 0.5pt)
#let merknad(it) = block(width: 100%, inset: 7pt, stroke: 0.8pt, above: 0.9em, below: 0.9em, it)
#let styrke(it) = block(above: 0.6em, below: 0.9em, text(size: 0.92em, style: "italic", it))
#let sitat(it) = block(inset: (left: 1.4em), above: 0.8em, below: 0.4em, it)
#let sitattekst(it) = block(inset: (left: 1.4em), above: 0.4em, below: 0.8em, text(size: 0.88em, it))
#let kilder(it) = { set par(leading: 0.45em, spacing: 0.5em); text(size: 0.78em, it) }
#let tittel(it) = block(above: 1.2em, below: 1em, sticky: true, text(size: 1.6em, weight: "bold", it))
#let undertittel(it) = block(above: 0.6em, below: 1.2em, text(size: 1.15em, it))
#let dato(it) = align(right, it)
#let utkastmerke(it) = text(weight: "bold", fill: rgb("#8a1c00"), it)
"""


@dataclass(frozen=True)
class Document:
    """A filled document: its blocks, what Word shows above them by name, and what it says of itself."""

    blocks: Sequence[Node]
    title: str
    language: Language
    date: str
    reference: bytes
    layout: PageLayout
    meta: Mapping[str, Any] = field(default_factory=dict)


def write_word(document: Document) -> bytes:
    """Return the document as DOCX with the styles, head and foot of its template; the same document gives the same bytes."""
    meta = {name: value for name, value in document.meta.items() if plain_text(value)}
    meta["lang"] = {"t": "MetaInlines", "c": words(LOCALES[document.language])}
    with tempfile.TemporaryDirectory(prefix="medlemsdialog-") as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(document.reference)
        arguments = [
            "--from=json",
            "--to=docx",
            "--standalone",
            "--sandbox",
            f"--reference-doc={reference}",
            "--output=-",
        ]
        written = run_pandoc(arguments, _serialise(meta, document.blocks), document.date)
    return normalise_archive(_name_in_properties(written, document.title), document.date)


def _name_in_properties(archive: bytes, title: str) -> bytes:
    """Return the file with its title among its properties; pandoc would print it above the letter's address too."""
    named = f"<dc:title>{escape(title)}</dc:title>".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = _PROPERTY_TITLE.sub(lambda _: named, data, count=1)
            written.writestr(member, data)
    return target.getvalue()


def write_pdf(document: Document) -> bytes:
    """Return the document as tagged PDF that declares PDF/UA-1; the same document gives the same bytes."""
    return compile_typst(build_typst(document, write_typst_body(document)))


def write_typst_body(document: Document) -> str:
    """Return what stands in a document as typst's own text, without its title among the properties and without its page."""
    opening = [
        styled(style, para(*words(plain_text(document.meta[name]))))
        for name, style in _OPENING.items()
        if name in document.meta
    ]
    body = _for_typst([*opening, *document.blocks])
    written = run_pandoc(["--from=json", "--to=typst", "--wrap=none", "--sandbox"], _serialise({}, body), document.date)
    return written.decode()


def build_typst(document: Document, body: str) -> str:
    """Return the whole text that typst makes the document of."""
    return f"{_page(document)}{_PREAMBLE}{body}".translate(_TURNING)


def compile_typst(source: str) -> bytes:
    """Return the PDF of typst's text, with a mark for each sign that the font lacks."""
    with tempfile.TemporaryDirectory(prefix="medlemsdialog-") as folder:
        # The folder holds nothing else: no other file can be read from within the document.
        main = Path(folder) / "document.typ"
        main.write_text(source, encoding="utf-8")
        for _ in range(_MOST_UNSHOWN):
            try:
                return _compile(main)
            except typst.TypstError as error:
                # A sign in what somebody wrote must not stop the report.
                shown = _show_signs(source, str(error))
                if shown == source:
                    raise
                source = shown
                main.write_text(source, encoding="utf-8")
        return _compile(main)


def _compile(main: Path) -> bytes:
    return typst.compile(
        main,
        root=main.parent,
        font_paths=[],
        ignore_system_fonts=True,
        pdf_standards=PDF_STANDARD,
        timestamp=0,
    )


def _show_signs(source: str, error: str) -> str:
    """Return the source with a mark for each sign that the error says the font lacks, and for all beyond its planes."""
    found = _UNSHOWN.search(error)
    if found is None:
        return source
    words = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1])
    lacking = {sign for sign in words if not sign.isascii() or not (sign.isprintable() or sign.isspace())} | {
        sign for sign in source if sign > "\uffff"
    }
    return source.translate({ord(sign): UNSHOWN_MARK for sign in lacking})


def count_pages(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def _serialise(meta: Mapping[str, Any], blocks: Sequence[Node]) -> bytes:
    document = {"pandoc-api-version": [1, 23, 1], "meta": dict(meta), "blocks": list(blocks)}
    return json.dumps(document, ensure_ascii=False).encode()


def _for_typst(node: Any) -> Any:
    """Return a tree with our own styles as typst's functions; it holds no raw code before."""
    if isinstance(node, list):
        changed: list[Any] = []
        for item in node:
            changed += _styled_for_typst(item) if isinstance(item, dict) else [_for_typst(item)]
        return changed
    if isinstance(node, dict):
        return {key: _for_typst(value) for key, value in node.items()}
    return node


def _styled_for_typst(node: Node) -> list[Node]:
    if node.get("t") in {"Div", "Span"}:
        given = dict(node["c"][0][2])
        style = given.get("custom-style", "")
        styles = _BLOCK_STYLES if node["t"] == "Div" else _INLINE_STYLES
        inner = _for_typst(node["c"][1])
        if lang := given.get("lang", ""):
            # Pandoc tells Word the language of a piece, and typst nothing.
            language, _, region = lang.partition("-")
            opened = _raw_inline(f"#text(lang: {quote_typst(language)}, region: {quote_typst(region)})[")
            inner = [opened, *inner, _raw_inline("]")]
        if style in styles:
            raw = _raw if node["t"] == "Div" else _raw_inline
            return [raw(f"#{styles[style]}["), *inner, raw("]")]
        if node["t"] == "Div" and not node["c"][0][0]:
            return list(inner)
        return [{"t": node["t"], "c": [[node["c"][0][0], [], []], inner]}]
    return [{key: _for_typst(value) for key, value in node.items()}]


def _raw(code: str) -> Node:
    return {"t": "RawBlock", "c": ["typst", code]}


def _raw_inline(code: str) -> Node:
    return {"t": "RawInline", "c": ["typst", code]}


def _page(document: Document) -> str:
    layout = document.layout
    language, _, region = LOCALES[document.language].partition("-")
    margins = f"(top: {layout.top}pt, right: {layout.right}pt, bottom: {layout.bottom}pt, left: {layout.left}pt)"
    return "\n".join(
        (
            f"#set document(title: {quote_typst(document.title)}, date: none)",
            f"#set page(width: {layout.width}pt, height: {layout.height}pt, margin: {margins},",
            f"  header: {_margin(layout.head, layout.first_head)},",
            f"  footer: {_margin(layout.foot, layout.first_foot)})",
            f"#set text(lang: {quote_typst(language)}, region: {quote_typst(region)}, font: {quote_typst(PDF_FONT)}, "
            f"size: {layout.type_size}pt, hyphenate: false)",
            "#set par(leading: 0.6em, spacing: 0.85em)",
        )
    )


def _margin(lines: Sequence[Line], first: Sequence[Line] | None) -> str:
    others = _show_lines(lines)
    if first is None:
        return f"context {{ {others} }}"
    return f"context {{ if here().page() == 1 {{ {_show_lines(first)} }} else {{ {others} }} }}"


def _show_lines(lines: Sequence[Line]) -> str:
    shown = [f"align({line.align}, text(size: 0.85em, {' + '.join(map(_show_piece, line.pieces))}))" for line in lines]
    return " + ".join(shown) or "none"


def _show_piece(piece: tuple[str, str]) -> str:
    kind, text = piece
    return {"page": "counter(page).display()", "pages": "str(counter(page).final().first())"}.get(
        kind, f"text({quote_typst(text)})"
    )


def quote_typst(text: str) -> str:
    """Return a text as a string of typst's, in which nothing is code."""
    clean = "".join(sign if sign.isprintable() or sign == "\u00a0" else " " for sign in text)
    escaped = clean.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
