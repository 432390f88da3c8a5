"""A Word file of paragraphs that are already XML: quick to write, for every member gets its own, and the same bytes each time."""

from __future__ import annotations

import datetime
import io
import zipfile
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from medlemsdialog import paths
from medlemsdialog.catalogue import Language
from medlemsdialog.pack.word_parts import paragraph
from medlemsdialog.report.archives import normalise_archive
from medlemsdialog.report.documents import LOCALES

_SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1275" w:bottom="1134" w:left="1275" '
    'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_PARTS = ("styles", "numbering", "settings", "header1", "footer1")


class WordFile(NamedTuple):
    """A document to write: its body as XML, what stands at the head and the foot of each page, what it says of itself."""

    body: str
    title: str
    head: str
    foot: str
    language: Language
    date: datetime.date


def write_word_file(document: WordFile) -> bytes:
    """Return the document as DOCX; the same document gives the same bytes."""
    locale = LOCALES[document.language]
    number = (
        '<w:r><w:t xml:space="preserve"> · </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATION}/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _properties(document, locale),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_RELATION}/{part.rstrip('1')}", f"{part}.xml") for part in _PARTS)
        ),
        "word/document.xml": f"{_DECLARATION}<w:document {_SPACE}><w:body>{document.body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": _shipped("styles").replace("nb-NO", locale),
        "word/numbering.xml": _shipped("numbering"),
        "word/settings.xml": _shipped("settings").replace("nb-NO", locale),
        "word/header1.xml": f"{_DECLARATION}<w:hdr {_SPACE}>{paragraph(document.head, 'Header')}</w:hdr>",
        "word/footer1.xml": (
            f"{_DECLARATION}<w:ftr {_SPACE}>{paragraph(document.foot, 'Footer', inner=number)}</w:ftr>"
        ),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return normalise_archive(content.getvalue(), document.date.isoformat())


@cache
def _shipped(part: str) -> str:
    return (paths.shipped("templates") / "pack" / "word" / f"{part}.xml").read_text(encoding="utf-8")


def _content_types() -> str:
    kinds = {
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
        "header1": "header",
        "footer1": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_KINDS}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KINDS}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{written}</Relationships>"
    )


def _properties(document: WordFile, locale: str) -> str:
    time = f"{document.date.isoformat()}T00:00:00Z"
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:language>{locale}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
    )
