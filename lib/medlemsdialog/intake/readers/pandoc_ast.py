"""Documents that pandoc reads (ODT, RTF, HTML): its JSON tree walked into an outline."""

from __future__ import annotations

import json
import subprocess
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from medlemsdialog.intake.limits import MAX_AST_NESTING, MAX_COLUMNS, PANDOC_MEGABYTES, PANDOC_SECONDS
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.numbers import write_number
from medlemsdialog.intake.readers.printed import is_heading_line, split_at_printed_items
from medlemsdialog.intake.rules import BrokenOriginalError

# How programs made with GHC end when their memory is used up.
_OUT_OF_MEMORY = 251


def read_tree(name: str, content: bytes, pandoc_format: str) -> dict[str, Any]:
    """Return pandoc's tree of a document. Always in the sandbox: a hostile file must not read others.

    Raises:
        BrokenOriginalError: pandoc cannot read it, or not within the time limit.
    """
    import pypandoc

    memory = ["+RTS", f"-M{PANDOC_MEGABYTES}m", "-RTS"]
    command = [pypandoc.get_pandoc_path(), *memory, "--sandbox", "--from", pandoc_format, "--to", "json"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PANDOC_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise BrokenOriginalError("too_slow", name, seconds=PANDOC_SECONDS) from error
    if done.returncode == _OUT_OF_MEMORY:
        raise BrokenOriginalError("too_much_memory", name)
    if done.returncode != 0:
        raise BrokenOriginalError("unreadable", name, format=pandoc_format.split("+", maxsplit=1)[0].upper())
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def read_blocks(
    tree: dict[str, Any], *, outline: Outline, unprinted_title: bool = False, printed_numbers: Sequence[str] = ()
) -> None:
    """Add the document's blocks in reading order; notes come after the paragraph that refers to them.

    `printed_numbers` are those of all numbered items as the file shows them; they are used where there are as many.
    """
    matching = bool(printed_numbers) and len(printed_numbers) == _count_numbered(tree["blocks"])
    walker = _Walker(outline, printed_numbers if matching else ())
    walker.walk_metadata(tree.get("meta", {}), furniture=unprinted_title)
    walker.walk(tree["blocks"])


class _Walker:
    """Walks the tree once; keeps the notes that are still to be placed."""

    def __init__(self, outline: Outline, printed_numbers: Sequence[str]) -> None:
        self.outline = outline
        self._printed = deque(printed_numbers)
        self._notes: list[list[Any]] = []

    def walk_metadata(self, metadata: dict[str, Any], *, furniture: bool) -> None:
        """Add what stands in title styles: pandoc takes it out of the text. A title that is not printed is furniture."""
        for name in ("title", "subtitle", "author", "date", "abstract"):
            for text in _metadata_texts(metadata.get(name), self._text):
                if furniture:
                    self.outline.add_furniture(text)
                elif name == "title":
                    self.outline.add_heading(text, 1)
                else:
                    self.outline.add_text(text)

    def walk(self, blocks: list[Any], depth: int = 0) -> None:
        if depth > MAX_AST_NESTING:
            raise OverflowError
        for block in blocks:
            self._block(block["t"], block.get("c"), depth)
            self._flush_notes(depth)

    def _block(self, kind: str, value: Any, depth: int) -> None:
        if kind == "Header":
            self._header(value[0], value[2])
        elif kind in {"Para", "Plain"}:
            self._paragraph(value)
        elif kind == "LineBlock":
            for line in value:
                self._paragraph(line)
        elif kind == "OrderedList":
            self._ordered(value, depth)
        elif kind == "BulletList":
            for item in value:
                self._item(item, "", depth, under="")
        elif kind == "DefinitionList":
            for term, definitions in value:
                self._paragraph(term)
                for definition in definitions:
                    self.walk(definition, depth + 1)
        elif kind == "BlockQuote":
            self.walk(value, depth + 1)
        elif kind in {"Div", "Figure"}:
            self.walk(value[-1], depth + 1)
        elif kind == "Table":
            self._table(value, depth)
        elif kind in {"CodeBlock", "RawBlock"}:
            self.outline.add_paragraph(value[1])

    def _header(self, level: int, inlines: list[Any]) -> None:
        text = self._text(inlines)
        self.outline.add_heading(text, level)

    def _paragraph(self, inlines: list[Any]) -> None:
        # A line break inside a paragraph is kept; a line that is a list item or section word of its own is one block.
        bold = _is_bold(inlines)
        for text in split_at_printed_items(self._text(inlines)):
            if is_heading_line(text, bold=bold):
                self.outline.add_heading(text, BOLD_LINE_LEVEL)
            else:
                self.outline.add_text(text)

    def _ordered(self, value: list[Any], depth: int, under: str = "") -> None:
        start, style, _ = value[0]
        for offset, item in enumerate(value[1]):
            number = self._printed.popleft() if self._printed else write_number(start + offset, style["t"])
            self._item(item, f"{under} {number}".strip(), depth, under=under)

    def _item(self, blocks: list[Any], number: str, depth: int, *, under: str) -> None:
        """One list item: its first paragraph is the item, the others continue it, lists in it are nested."""
        if depth > MAX_AST_NESTING:
            raise OverflowError
        first = True
        for block in blocks:
            kind, value = block["t"], block.get("c")
            if kind in {"Para", "Plain"}:
                text = self._text(value)
                if not first:
                    self.outline.add_continuation(text)
                elif number:
                    self.outline.add_numbered(text, number)
                else:
                    self.outline.add_bullet(text, under=under)
                first = first and not text.strip()
            elif kind == "OrderedList":
                self._ordered(value, depth + 1, under=number or under)
            elif kind == "BulletList":
                for item in value:
                    self._item(item, "", depth + 1, under=number or under)
            else:
                self._block(kind, value, depth + 1)
            self._flush_notes(depth)

    def _table(self, value: list[Any], depth: int) -> None:
        table = self.outline.open_table()
        if caption := [block for block in value[1][1] if block["t"] in {"Para", "Plain"}]:
            self.walk(caption, depth + 1)
        rows = [*value[3][1]]
        for body in value[4]:
            rows += [*body[2], *body[3]]
        rows += [*value[5][1]]
        # A cell that is merged downwards takes its column from the rows below.
        taken: dict[tuple[int, int], bool] = {}
        for row_number, row in enumerate(rows, start=1):
            column = 1
            for cell in row[1]:
                while (row_number, column) in taken:
                    column += 1
                for text in self._cell_texts(cell[4], depth + 1):
                    self.outline.add_cell(text, table, row_number, column)
                height, width = min(cell[2], len(rows)), min(cell[3], MAX_COLUMNS)
                taken.update(
                    ((row_number + down, column + right), True) for down in range(height) for right in range(width)
                )

    def _cell_texts(self, blocks: list[Any], depth: int) -> list[str]:
        """Return the paragraphs and list items of a cell, flat; a table in a cell gives its cells."""
        if depth > MAX_AST_NESTING:
            raise OverflowError
        texts: list[str] = []
        for block in blocks:
            kind, value = block["t"], block.get("c")
            if kind in {"Para", "Plain"}:
                texts.append(self._text(value))
            elif kind == "Header":
                texts.append(self._text(value[2]))
            elif kind == "LineBlock":
                texts += [self._text(line) for line in value]
            elif kind in {"CodeBlock", "RawBlock"}:
                texts.append(value[1])
            elif kind in {"Div", "Figure"}:
                texts += self._cell_texts(value[-1], depth + 1)
            elif kind == "BlockQuote":
                texts += self._cell_texts(value, depth + 1)
            elif kind in {"BulletList", "OrderedList"}:
                for item in value[1] if kind == "OrderedList" else value:
                    texts += self._cell_texts(item, depth + 1)
            elif kind == "Table":
                for rows in (value[3][1], *(part for body in value[4] for part in (body[2], body[3])), value[5][1]):
                    for row in rows:
                        for cell in row[1]:
                            texts += self._cell_texts(cell[4], depth + 1)
        return texts

    def _flush_notes(self, depth: int) -> None:
        notes, self._notes = self._notes, []
        for note in notes:
            for text in self._cell_texts(note, depth + 1):
                self.outline.add_note(text)

    def _text(self, inlines: list[Any], depth: int = 0) -> str:
        if depth > MAX_AST_NESTING:
            raise OverflowError
        parts: list[str] = []
        for inline in inlines:
            kind, value = inline["t"], inline.get("c")
            if kind == "Str":
                parts.append(value)
            elif kind in {"Space", "SoftBreak"}:
                parts.append(" ")
            elif kind == "LineBreak":
                parts.append("\n")
            elif kind in {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}:
                parts.append(self._text(value, depth + 1))
            elif kind == "Quoted":
                left, right = ("‘", "’") if value[0]["t"] == "SingleQuote" else ("“", "”")
                parts.append(left + self._text(value[1], depth + 1) + right)
            elif kind in {"Cite", "Span"} or kind in {"Link", "Image"}:
                parts.append(self._text(value[1], depth + 1))
            elif kind in {"Code", "Math", "RawInline"}:
                parts.append(value[1])
            elif kind == "Note":
                self._notes.append(value)
        return "".join(parts)


def _metadata_texts(value: Any, read: Callable[[list[Any]], str]) -> list[str]:
    if value is None:
        return []
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        return [read(content)]
    if kind == "MetaString":
        return [content]
    if kind == "MetaList":
        return [text for part in content for text in _metadata_texts(part, read)]
    if kind == "MetaBlocks":
        return [read(block["c"]) for block in content if block["t"] in {"Para", "Plain"}]
    return []


def _count_numbered(node: Any) -> int:
    """Return how many items the numbered lists in a part of the tree have."""
    if isinstance(node, list):
        return sum(_count_numbered(one) for one in node)
    if not isinstance(node, dict):
        return 0
    own = len(node["c"][1]) if node.get("t") == "OrderedList" else 0
    return own + _count_numbered(node.get("c"))


def _is_bold(inlines: list[Any]) -> bool:
    marked = all(inline["t"] in {"Strong", "Space", "LineBreak", "SoftBreak"} for inline in inlines)
    return marked and any(inline["t"] == "Strong" for inline in inlines)
