"""A document made from two invented findings, and the edits people make in Word, made in its XML as Word makes them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingDocument
from medlemsdialog.report.document_files import write_word
from medlemsdialog.report.document_templates import read_template
from medlemsdialog.report.national_documents import build_document
from report import example

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = example.county_summary().statements
FOR, PRICE, LIBRARY, AGAINST = (SAID[number].statement_id for number in range(4))
COUNT = f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:for}}"
CONTRARY = f"{{tall:medlemmer-med-standpunkt:{example.GRANT}:mot}}"
GRANT = Finding(
    finding_id="f-tilskudd",
    heading=Text(nb="Eksempel – oppdiktet: tilskudd", nn="Døme – oppdikta: tilskot"),
    text=Text(
        nb=f"I alt {COUNT} medlemmer er **for** et øremerket tilskudd [@{FOR}]. Av medlemmene er {CONTRARY} imot [@{AGAINST}].\n\n"
        f"Kulturskolen er viktig, jf. Meld. St. 8 (2018–2019) § 7. Det står «penger til kulturskolen» [@{FOR}].",
        nn=f"I alt {COUNT} medlemer er for eit øyremerkt tilskot [@{FOR}].",
    ),
    claims=(example.GRANT,),
    documents=(FindingDocument.INPUT,),
)
LIBRARIES = Finding(
    finding_id="f-bibliotek",
    heading=Text(nb="Eksempel – oppdiktet: bibliotek", nn="Døme – oppdikta: bibliotek"),
    text=Text(
        nb=f"Biblioteket er en møteplass [@{LIBRARY}] [@{PRICE}].\n\n- Det gjelder i bygdene.\n- Det gjelder i byene. Der er det flest.",
        nn="Biblioteket er ein møteplass.",
    ),
    themes=("bibliotek",),
    documents=(FindingDocument.INPUT,),
)


@cache
def overview(*findings: Finding) -> NationalOverview:
    """The nation of the example with findings; those of this module where none is given."""
    return example.overview().model_copy(update={"findings": findings or (GRANT, LIBRARIES)})


@cache
def made(language: Language = "nb") -> bytes:
    """The letter made from the two findings."""
    template = read_template((example.ROOT / f"templates/documents/input.{language}.docx").read_bytes())
    built = build_document(FindingDocument.INPUT, template, overview(), example.labels(language))
    return write_word(built.document)


def edit(content: bytes, change: Callable[[Any], None], part: str = "word/document.xml") -> bytes:
    """Return a Word file with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == part:
                tree = etree.fromstring(data)
                change(tree)
                data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            written.writestr(member, data)
    return target.getvalue()


def add_part(content: bytes, path: str, data: bytes) -> bytes:
    """Return a Word file with one part more."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(path, data)
    return target.getvalue()


def run_with(tree: Any, words: str) -> Any:
    """Return the first run whose text holds the words."""
    return next(run for run in tree.iter(f"{W}r") if words in "".join(t.text or "" for t in run.iter(f"{W}t")))


def paragraph_with(tree: Any, words: str) -> Any:
    """Return the first paragraph whose text holds the words."""
    return next(p for p in tree.iter(f"{W}p") if words in "".join(t.text or "" for t in p.iter(f"{W}t")))


def replace_words(before: str, after: str) -> Callable[[Any], None]:
    """Return an edit that types over words, within a run or over several, as Word leaves them."""

    def change(tree: Any) -> None:
        paragraph = paragraph_with(tree, before)
        texts = list(paragraph.iter(f"{W}t"))
        whole = "".join(text.text or "" for text in texts)
        start = whole.index(before)
        end, at, put = start + len(before), 0, False
        for text in texts:
            words = text.text or ""
            first, last = max(start - at, 0), min(end - at, len(words))
            if first < last:
                text.text = words[:first] + ("" if put else after) + words[last:]
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                put = True
            at += len(words)

    return change


def new_run(words: str) -> Any:
    """Return a run of words."""
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def new_paragraph(words: str) -> Any:
    """Return a paragraph of words."""
    paragraph = etree.Element(f"{W}p")
    paragraph.append(new_run(words))
    return paragraph


def bookmark(tree: Any, start: str) -> tuple[Any, Any]:
    """Return the start and end of the bookmark whose name begins so."""
    begin = next(one for one in tree.iter(f"{W}bookmarkStart") if one.get(f"{W}name").startswith(start))
    end = next(one for one in tree.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == begin.get(f"{W}id"))
    return begin, end


def take_out(tree: Any, start: str, *, with_bookmark: bool = True) -> list[Any]:
    """Take a sentence out, with its bookmark as Word does when all of it is deleted; return the elements."""
    begin, end = bookmark(tree, start)
    between = []
    one = begin.getnext()
    while one is not end:
        between.append(one)
        one = one.getnext()
    for element in (*between, *((begin, end) if with_bookmark else ())):
        element.getparent().remove(element)
    return [begin, *between, end]


def copied(elements: list[Any]) -> list[Any]:
    """Return elements once more."""
    return [copy.deepcopy(one) for one in elements]


def write(folder: Path, content: bytes, name: str = "input.docx") -> Path:
    """Write a file and return its path."""
    file = folder / name
    file.write_bytes(content)
    return file
