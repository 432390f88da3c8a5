"""Presentations (PPTX): each slide's title, text, tables and diagrams in order, and the speaker's notes under «Notat».

Read from the package itself: pandoc leaves out notes, lists and hidden marks, and invents titles.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from medlemsdialog.intake.document import Document, Note, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_AST_NESTING, MAX_PAGES
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.intake.sections import is_section_word
from medlemsdialog.models.passages import Anchor

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr"})
_PRESENTATION = "ppt/presentation.xml"
_TITLE_LEVEL = 2
_LONGEST_BOLD_HEADING = 120
# The section of a slide that holds what stands in the speaker's notes; the same word in both written forms.
NOTES_HEADING = "Notat"

Element = ElementTree.Element


def read_slides(name: str, content: bytes) -> Document:
    """Return a presentation's slides in the order they are shown, hidden ones included and told of.

    Raises:
        BrokenOriginalError: It has more slides than the limit for pages.
    """
    outline = Outline()
    notes: list[Note] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = _Package(archive)
        links = package.links(_PRESENTATION)
        listed = package.root(_PRESENTATION).iter(f"{_SLIDE}sldId")
        parts = [links[key] for one in listed if (key := one.get(f"{_LINK}id", "")) in links]
        if len(parts) > MAX_PAGES:
            raise BrokenOriginalError("too_many_pages", name, found=f"{len(parts)} lysbilder")
        for number, part in enumerate(parts, start=1):
            root = package.root(part)
            if root.get("show") in {"0", "false"}:
                notes.append(Note(rule="hidden_slide", anchor=Anchor(slide=number)))
            _Slide(package, part, outline, number).add(root)
    return Document(media_type=MEDIA_TYPES["pptx"], blocks=tuple(outline.blocks), notes=tuple(notes))


class _Package:
    """The parts of a presentation by path, and how they point to each other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())

    def root(self, part: str) -> Element:
        return ElementTree.fromstring(self._archive.read(part), ElementTree.XMLParser(target=_NoDeclarations()))  # noqa: S314

    def links(self, part: str) -> dict[str, str]:
        """Return the parts that a part points to by their keys; what lies outside or is missing is left out."""
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self._names:
            return {}
        targets = {
            link.get("Id", ""): posixpath.normpath(posixpath.join(folder, link.get("Target", ""))).lstrip("/")
            for link in self.root(rels)
            if link.get("TargetMode") != "External"
        }
        return {key: target for key, target in targets.items() if target in self._names}


class _NoDeclarations(ElementTree.TreeBuilder):
    """Refuses XML that declares anything, in whatever encoding it is written."""

    def doctype(self, name: str, pubid: str, system: str) -> None:
        # Entities are how small XML becomes huge; no program declares any in a presentation.
        raise ValueError(name)


class _Slide:
    """One slide on its way into the outline."""

    def __init__(self, package: _Package, part: str, outline: Outline, number: int) -> None:
        self._package, self._part, self._outline = package, part, outline
        self._place: dict[str, Any] = {"slide": number}
        self._links = package.links(part)

    def add(self, root: Element) -> None:
        shapes = list(_shapes(root))
        self._outline.close_sections()
        for title in (shape for shape in shapes if _placeholder(shape) in _TITLES):
            if text := " ".join(text for _, text in _paragraphs(title)):
                self._outline.add_heading(text, _TITLE_LEVEL, **self._place)
        for shape in shapes:
            if _placeholder(shape) not in _TITLES:
                self._add_shape(shape)
        self._add_notes()

    def _add_shape(self, shape: Element) -> None:
        if shape.tag == f"{_SLIDE}graphicFrame":
            self._add_frame(shape)
            return
        furniture = _placeholder(shape) in _FURNITURE
        for paragraph, text in _paragraphs(shape):
            if furniture:
                self._outline.add_furniture(text, **self._place)
            else:
                self._add_paragraph(paragraph, text)

    def _add_paragraph(self, paragraph: Element, text: str) -> None:
        if paragraph.find(f"{_DRAWING}pPr/{_DRAWING}buChar") is not None:
            self._outline.add_bullet(text, **self._place)
        elif _is_heading_like(paragraph, text):
            self._outline.add_heading(text, BOLD_LINE_LEVEL, **self._place)
        else:
            self._outline.add_text(text, **self._place)

    def _add_frame(self, frame: Element) -> None:
        for table in frame.iter(f"{_DRAWING}tbl"):
            number = self._outline.open_table()
            for row, cells in enumerate(table.iter(f"{_DRAWING}tr"), start=1):
                for column, cell in enumerate(cells.iter(f"{_DRAWING}tc"), start=1):
                    for _, text in _paragraphs(cell):
                        self._outline.add_cell(text, number, row, column, **self._place)
        for diagram in frame.iter(f"{_DIAGRAM}relIds"):
            if part := self._links.get(diagram.get(f"{_LINK}dm", "")):
                for point in self._package.root(part).iter(f"{_DIAGRAM}pt"):
                    for _, text in _paragraphs(point):
                        self._outline.add_text(text, **self._place)

    def _add_notes(self) -> None:
        parts = [part for part in self._links.values() if part.startswith("ppt/notesSlides/")]
        headings = (*self._outline.headings, NOTES_HEADING)
        for part in parts:
            for shape in _shapes(self._package.root(part)):
                if _placeholder(shape) == "body":
                    for _, text in _paragraphs(shape):
                        self._outline.add_paragraph(text, role=Role.NOTE, **{**self._place, "headings": headings})


def _shapes(root: Element) -> Iterator[Element]:
    """Yield the shapes and frames of a slide in order, those in groups too, and of alternatives the first."""
    tree = root.find(f"{_SLIDE}cSld/{_SLIDE}spTree")
    waiting = [(shape, 1) for shape in reversed(tree if tree is not None else [])]
    while waiting:
        element, depth = waiting.pop()
        if depth > MAX_AST_NESTING:
            raise RecursionError
        if element.tag in {f"{_SLIDE}sp", f"{_SLIDE}graphicFrame"}:
            yield element
        elif element.tag != _FALLBACK:
            waiting += [(child, depth + 1) for child in reversed(element)]


def _placeholder(shape: Element) -> str:
    found = shape.find(f"*/{_SLIDE}nvPr/{_SLIDE}ph")
    return "" if found is None else found.get("type", "obj")


def _paragraphs(element: Element) -> Iterator[tuple[Element, str]]:
    for paragraph in element.iter(f"{_DRAWING}p"):
        parts: list[str] = []
        for node in paragraph.iter():
            if node.tag == f"{_DRAWING}t":
                parts.append(node.text or "")
            elif node.tag == f"{_DRAWING}br":
                parts.append("\n")
        if text := "".join(parts).replace("\v", "\n").strip():
            yield paragraph, text


def _is_heading_like(paragraph: Element, text: str) -> bool:
    if len(text) > _LONGEST_BOLD_HEADING or "\n" in text:
        return False
    if is_section_word(text):
        return True
    runs = [run for run in paragraph.iter(f"{_DRAWING}r") if (run.findtext(f"{_DRAWING}t") or "").strip()]
    bold = [run.find(f"{_DRAWING}rPr") for run in runs]
    marked = bool(bold) and all(one is not None and one.get("b") in {"1", "true"} for one in bold)
    return marked and not text.endswith((".", ",", ";"))
