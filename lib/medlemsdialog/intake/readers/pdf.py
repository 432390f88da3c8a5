"""PDF with text: its pages read, their margins set apart, and the rest handed to the outline in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pypdfium2

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_PAGES
from medlemsdialog.intake.markers import split_marker, split_run_in_heading
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.hyphens import LineJoiner
from medlemsdialog.intake.readers.pdf_furniture import Margins, find_margins, note_number
from medlemsdialog.intake.readers.pdf_lines import Row, build_rows
from medlemsdialog.intake.readers.pdf_page import Framed, Page, read_page
from medlemsdialog.intake.readers.pdf_paragraphs import Paragraph, measure_flow, runs_on
from medlemsdialog.intake.readers.pdf_signs import RAISED_ZERO
from medlemsdialog.intake.readers.pdf_tables import Table, read_aligned, read_grid
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.intake.sections import is_section_word

_LARGER = 1.15
_LONGEST_HEADING = 200
_UNIT = re.compile(r"(?:^|\s)(?:m|km|cm|dm|mm)$")
_RAISED = re.compile("[\uf8d0-\uf8d9]+")


def read_pdf(name: str, content: bytes) -> Document:
    """Return a PDF's text with page, heading, list number and paragraph.

    Raises:
        BrokenOriginalError: It is protected, damaged, too long or holds only pictures.
    """
    pages = _read_pages(name, content)
    if not any(page.parts for page in pages):
        raise BrokenOriginalError("scanned" if any(page.has_images for page in pages) else "no_text", name)
    sizes = Counter[float]()
    for page in pages:
        for part in page.parts:
            for piece in part.pieces:
                sizes[round(piece.height * 2) / 2] += len(piece.text)
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size > _LARGER * body), reverse=True)
    outline = Outline(paragraph_per_page=True)
    reader = _PdfReader(outline, body, {size: level for level, size in enumerate(larger, start=1)}, _joiner(pages))
    margins = find_margins(pages, body)
    for page in pages:
        reader.add_page(page, margins[page.number])
    reader.finish()
    pictures = [str(page.number) for page in pages if page.has_images]
    notes = (Note(rule="scanned_pages", found=", ".join(pictures)),) if pictures else ()
    return Document(media_type=MEDIA_TYPES["pdf"], blocks=tuple(outline.blocks), notes=notes)


def _joiner(pages: Sequence[Page]) -> LineJoiner:
    return LineJoiner(piece.text for page in pages for part in page.parts for piece in part.pieces)


def _read_pages(name: str, content: bytes) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise BrokenOriginalError("password", name) from error
        raise BrokenOriginalError("truncated", name, format="PDF") from error
    try:
        if len(document) > MAX_PAGES:
            raise BrokenOriginalError("too_many_pages", name, found=f"{len(document)} sider")
        pages = []
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            pages.append(read_page(page, number))
            page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise BrokenOriginalError("truncated", name, format="PDF") from error
    finally:
        document.close()


class _PdfReader:
    """Hands the parts of page after page to the outline; furniture and footnotes wait for the end of a paragraph."""

    def __init__(self, outline: Outline, body: float, levels: dict[float, int], joiner: LineJoiner) -> None:
        self._outline = outline
        self._body = body
        self._levels = levels
        self._sizes = frozenset(levels)
        self._joiner = joiner
        self._paragraph = Paragraph()
        self._table: Table | None = None
        self._waiting: list[tuple[str, str, int]] = []
        # The numbers of footnotes whose sentence has not been met yet.
        self._called: set[str] = set()

    def add_page(self, page: Page, margins: Margins) -> None:
        """Add one page's parts in order."""
        furniture = [page.parts[index] for index in sorted(margins.furniture, key=lambda i: page.parts[i].top)]
        notes = [part for index in margins.notes if isinstance(part := page.parts[index], Row)]
        texts = self._note_texts(notes)
        self._called |= {_plain(note_number(text)) for text in texts}
        self._wait([part.text for part in furniture if part.top < page.height / 2], "furniture", page.number)
        apart = margins.furniture | set(margins.notes)
        running: list[Row] = []
        for index, part in enumerate(page.parts):
            if index in apart:
                continue
            if isinstance(part, Row):
                running.append(part)
                continue
            self._add_rows(running, page.number)
            running = []
            self._add_framed(part, page.number)
        self._add_rows(running, page.number)
        self._wait(texts, "note", page.number)
        self._wait([part.text for part in furniture if part.top >= page.height / 2], "furniture", page.number)
        self._wait(list(page.stray), "furniture", page.number)

    def finish(self) -> None:
        """Hand on what is still being put together."""
        self._finish_paragraph()
        self._finish_table()
        self._flush()

    def _note_texts(self, rows: Sequence[Row]) -> list[str]:
        texts: list[str] = []
        for row in rows:
            if not texts or note_number(row.text):
                texts.append(row.text)
            else:
                texts[-1] = self._joiner.join(texts[-1], row.text)
        return texts

    def _wait(self, texts: Sequence[str], role: str, page: int) -> None:
        self._waiting += [(role, text, page) for text in texts]
        if not self._paragraph.rows and self._table is None:
            self._flush()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for role, text, page in waiting:
            if role == "note":
                number = note_number(text)
                self._outline.add_note(_plain(text[len(number) :]), number=_plain(number), page=page)
            else:
                self._outline.add_furniture(_plain(text), page=page)

    def _add_rows(self, rows: Sequence[Row], page: int) -> None:
        flow = measure_flow(rows)
        index = 0
        while index < len(flow.rows):
            if len(flow.rows[index].pieces) > 1:
                self._finish_paragraph()
                leading = flow.leading_of(flow.rows[index])
                table, index = read_aligned(flow.rows, index, leading, page, self._joiner)
                self._finish_table()
                self._add_table(table)
                continue
            self._finish_table()
            row = flow.rows[index]
            if not self._paragraph.rows or not runs_on(self._paragraph, flow, index, self._body, self._sizes):
                self._finish_paragraph()
                text = run_in[1] if (run_in := split_run_in_heading(row.text)) else row.text
                self._paragraph = Paragraph(page=page, is_item=split_marker(text) is not None)
            self._paragraph.rows.append(row)
            index += 1

    def _add_framed(self, framed: Framed, page: int) -> None:
        self._finish_paragraph()
        if not framed.grid.is_table:
            self._finish_table()
            self._add_rows(list(build_rows(framed.pieces)), page)
            self._finish_paragraph()
            return
        table = read_grid(framed, page, self._joiner)
        if self._table is not None and self._table.pages[-1] < page and self._table.goes_on_in(table):
            self._wait(self._table.add(table, self._joiner), "furniture", page)
            return
        self._finish_table()
        self._table = table

    def _finish_paragraph(self) -> None:
        """Hand the paragraph that is being put together to the outline."""
        block, self._paragraph = self._paragraph, Paragraph()
        if not block.rows:
            return
        text, first = self._without_notes(block.text(self._joiner)), block.rows[0]
        level = self._levels.get(round(first.height * 2) / 2)
        if level is not None and len(text) <= _LONGEST_HEADING:
            self._outline.add_heading(text, level, page=block.page)
        elif is_section_word(text) or _is_bold_heading(block, text):
            self._outline.add_heading(text, BOLD_LINE_LEVEL, page=block.page)
        else:
            self._outline.add_text(text, page=block.page)
        self._flush()

    def _finish_table(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            self._add_table(table)
            self._flush()

    def _add_table(self, table: Table) -> None:
        number = self._outline.open_table()
        for row, (cells, page) in enumerate(zip(table.cells, table.pages, strict=True), start=1):
            for column, texts in enumerate(cells, start=1):
                for text in texts:
                    self._outline.add_cell(self._without_notes(text), number, row, column, page=page)

    def _without_notes(self, text: str) -> str:
        """Return the text without the numbers that call footnotes, raised or not; other figures stay."""

        def read(match: re.Match[str]) -> str:
            number = _plain(match[0])
            called = number in self._called and not _UNIT.search(text[: match.start()])
            self._called.discard(number if called else "")
            return "" if called else number

        text = _RAISED.sub(read, text)
        for number in tuple(self._called):
            match = re.search(rf"(?<=[a-zæøå.,;:»)]){re.escape(number)}(?=[\s.,;]|$)", text)
            if match:
                self._called.discard(number)
                text = text[: match.start()] + text[match.end() :]
        return text


def _plain(text: str) -> str:
    """Return raised figures as plain ones."""
    return _RAISED.sub(lambda match: "".join(str(ord(sign) - RAISED_ZERO) for sign in match[0]), text)


def _is_bold_heading(block: Paragraph, text: str) -> bool:
    bold = all(row.bold for row in block.rows)
    return bold and len(block.rows) <= 2 and not block.is_item and not text.endswith((".", ",", ";"))
