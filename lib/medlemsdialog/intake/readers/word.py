"""Word documents (DOCX) walked as Word prints them: headings, numbered points, cells, notes, boxes, heads and feet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_AST_NESTING
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.numbers import write_number
from medlemsdialog.intake.readers.printed import is_heading_line, split_at_printed_items
from medlemsdialog.intake.readers.word_numbering import ListMark, Numbering
from medlemsdialog.intake.readers.word_package import WordPackage, child, children, local_name, value_of
from medlemsdialog.intake.readers.word_styles import PLAIN, indent_of, numbering_of, outline_level, read_styles
from medlemsdialog.intake.readers.word_text import WordText, read_text

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"})
_LONGEST_HEADING = 400


def read_word(content: bytes) -> Document:
    """Return a Word document; the distinct lines of running heads and feet come first, for the sender may stand there."""
    package = WordPackage(content)
    reader = _WordReader(package)
    reader.read_margins(package)
    body = child(package.document, "body")
    if body is not None:
        reader.walk(body)
    return Document(media_type=MEDIA_TYPES["docx"], blocks=tuple(reader.outline.blocks), notes=tuple(reader.told()))


class _WordReader:
    """Walks the document once."""

    def __init__(self, package: WordPackage) -> None:
        self.outline = Outline()
        self._styles = read_styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"))
        self._notes = {kind: _notes_by_id(package.part(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        self._numbered = {"footnote": 0, "endnote": 0}
        # The numbered items that a next one may stand under, and the numbers that they are told by.
        self._open_items: list[tuple[ListMark, str]] = []
        self._in_item = False
        self._changes = self._comments = 0
        self._hidden: list[str] = []

    def read_margins(self, package: WordPackage) -> None:
        """Add the lines of running heads and feet."""
        lines: dict[str, None] = {}
        for kind in ("footer", "header"):
            for part in package.parts(kind):
                for paragraph in _paragraphs(part):
                    if text := read_text(paragraph, self._styles, PLAIN).text():
                        lines.setdefault(text.replace("\n", " "))
        for line in lines:
            self.outline.add_furniture(line)

    def told(self) -> Iterator[Note]:
        """Yield what a person must know of the document: comments, changes that nobody has accepted, hidden text."""
        if self._comments:
            yield Note(rule="comments_in_document", found=str(self._comments))
        if self._changes:
            yield Note(rule="tracked_changes", found=str(self._changes))
        if self._hidden:
            yield Note(rule="hidden_text", found=" ".join(" ".join(self._hidden).split())[:_LONGEST_HEADING])

    def walk(self, element: Any, depth: int = 0) -> None:
        """Add the blocks of a body, a box or a content control in order."""
        if depth > MAX_AST_NESTING:
            raise OverflowError
        for one in element:
            name = local_name(one)
            if name == "p":
                self._paragraph(one, depth)
            elif name == "tbl":
                self._table(one, depth)
            elif name in _WRAPPERS:
                self.walk(one, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle")
        style = self._styles.get(value_of(named, "val"), PLAIN) if named is not None else PLAIN
        read = self._read(paragraph, style)
        text = read.text()
        mark = self._mark(properties, style) if text or not read.boxes else None
        level = outline_level(properties) or style.level
        if not text:
            pass
        elif (level or style.is_title) and len(text) <= _LONGEST_HEADING:
            self._open_items, self._in_item = [], False
            self.outline.add_heading(text.replace("\n", " "), level or 1)
        elif mark is not None:
            self._item(text, mark)
        elif style.continues_list and self._in_item:
            self.outline.add_continuation(text)
        else:
            self._open_items, self._in_item = [], False
            for part in split_at_printed_items(text):
                if is_heading_line(part, bold=read.is_bold):
                    self.outline.add_heading(part, BOLD_LINE_LEVEL)
                else:
                    self.outline.add_text(part)
        self._add_attached(read, depth)

    def _read(self, paragraph: Any, style: Any) -> WordText:
        read = read_text(paragraph, self._styles, style)
        self._changes += read.has_changes
        self._comments += read.has_comment
        if read.hidden.strip():
            self._hidden.append(read.hidden)
        return read

    def _mark(self, properties: Any | None, style: Any) -> ListMark | None:
        own, styled = numbering_of(properties), style.numbering
        list_id = own[0] if own[0] is not None else styled[0]
        if list_id is None or list_id == "0":
            return None
        level = own[1] if own[1] is not None else styled[1]
        # A list named by the paragraph itself goes before its style, one named by the style does not.
        indents = (indent_of(properties), None if own[0] is not None else style.indent)
        return self._numbering.count(list_id, level or 0, indents)

    def _item(self, text: str, mark: ListMark) -> None:
        while self._open_items and not mark.stands_under(self._open_items[-1][0]):
            self._open_items.pop()
        under = self._open_items[-1][1] if self._open_items else ""
        self._in_item = True
        if mark.is_bullet:
            self.outline.add_bullet(text, under=under)
            return
        number = mark.number if mark.is_whole else f"{under} {mark.number}".strip()
        self._open_items.append((mark, number))
        self.outline.add_numbered(text, number)

    def _add_attached(self, read: WordText, depth: int) -> None:
        """Add the notes that a paragraph refers to, and the boxes that hang on it."""
        for kind, note_id in read.notes:
            self._numbered[kind] += 1
            number = write_number(self._numbered[kind], "lowerRoman" if kind == "endnote" else "decimal")
            for paragraph in self._notes[kind].get(note_id, ()):
                self.outline.add_note(self._read(paragraph, PLAIN).text(), number=number)
        for box in read.boxes:
            self.walk(box, depth + 1)

    def _table(self, table: Any, depth: int) -> None:
        number = self.outline.open_table()
        self._open_items, self._in_item = [], False
        for row_number, row in enumerate(_through_wrappers(table, "tr"), start=1):
            properties = child(row, "trPr")
            before = child(properties, "gridBefore")
            column = 1 + (int(value_of(before, "val") or 0) if before is not None else 0)
            for cell in _through_wrappers(row, "tc"):
                for text, read in self._cell_texts(cell, depth + 1):
                    self.outline.add_cell(text, number, row_number, column)
                    self._add_attached(read, depth)
                span = child(child(cell, "tcPr"), "gridSpan")
                column += max(int(value_of(span, "val") or 1), 1) if span is not None else 1

    def _cell_texts(self, cell: Any, depth: int) -> Iterator[tuple[str, WordText]]:
        """Yield the paragraphs of a cell, those of a table in it too."""
        if depth > MAX_AST_NESTING:
            raise OverflowError
        for one in cell:
            name = local_name(one)
            if name == "p":
                read = self._read(one, PLAIN)
                self._mark(child(one, "pPr"), PLAIN)
                yield read.text(), read
            elif name == "tbl":
                for row in _through_wrappers(one, "tr"):
                    for inner in _through_wrappers(row, "tc"):
                        yield from self._cell_texts(inner, depth + 1)
            elif name in _WRAPPERS:
                yield from self._cell_texts(one, depth + 1)


def _through_wrappers(element: Any, name: str) -> Iterator[Any]:
    for one in element:
        if local_name(one) == name:
            yield one
        elif local_name(one) in _WRAPPERS:
            yield from _through_wrappers(one, name)


def _paragraphs(element: Any) -> Iterator[Any]:
    return (one for one in element.iter() if local_name(one) == "p")


def _notes_by_id(part: Any | None, kind: str) -> dict[str, list[Any]]:
    if part is None:
        return {}
    return {value_of(note, "id"): list(children(note, "p")) for note in children(part, kind)}
