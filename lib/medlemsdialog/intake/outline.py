"""The running outline of a document: gives every block an anchor that a person can find and that is unique."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.limits import MAX_BLOCKS, TooManyBlocksError
from medlemsdialog.intake.markers import split_marker, split_run_in_heading
from medlemsdialog.models.passages import Anchor

# Below every real heading: a bold line, or a section word alone on its line; and below that one run into its paragraph.
BOLD_LINE_LEVEL = 8
RUN_IN_LEVEL = 9
_MAX_HEADING_IN_ANCHOR = 120
_SPACE = re.compile(r"\s+")


class Outline:
    """Collects blocks in reading order; `place` are the anchor parts of the format (page, line, slide, attachment)."""

    def __init__(self, *, paragraph_per_page: bool = False, count_paragraphs: bool = True) -> None:
        self.blocks: list[RawPassage] = []
        self._headings: list[tuple[int, str]] = []
        self._paths: Counter[tuple[str, ...]] = Counter()
        self._used: set[Anchor] = set()
        self._paragraphs: Counter[object] = Counter()
        self._bullets: Counter[object] = Counter()
        self._number = ""
        self._tables = 0
        self._notes = 0
        self._per_page = paragraph_per_page
        self._count = count_paragraphs

    @property
    def headings(self) -> tuple[str, ...]:
        """The path of headings that the next block stands under."""
        return tuple(title for _, title in self._headings)

    def close_sections(self) -> None:
        """Leave all sections, as where a page begins that belongs to none."""
        self._headings.clear()
        self._number = ""

    def add_heading(self, text: str, level: int, **place: Any) -> None:
        """Open a section; a heading that repeats one under the same path gets « (2)» in the path."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        title = _SPACE.sub(" ", text).strip().rstrip(":").strip()[:_MAX_HEADING_IN_ANCHOR]
        path = (*self.headings, title)
        self._paths[path] += 1
        if self._paths[path] > 1:
            title = f"{title} ({self._paths[path]})"
        self._headings.append((level, title))
        self._number = ""
        self._append(text, Role.HEADING, {"headings": self.headings, **place})

    def add_text(self, text: str, *, printed_markers: bool = True, **place: Any) -> None:
        """Add a paragraph; a run-in heading opens its section, and a printed marker makes it a list item."""
        if run_in := split_run_in_heading(text):
            heading, rest = run_in
            self.add_heading(heading, RUN_IN_LEVEL if rest else BOLD_LINE_LEVEL, **place)
            if not rest:
                return
            text = rest
        marker = split_marker(text) if printed_markers else None
        if marker is None:
            self.add_paragraph(text, **place)
        elif marker.is_bullet:
            self.add_bullet(marker.text, under=self._number, **place)
        elif marker.letter:
            self.add_numbered(marker.text, f"{self._number} {marker.letter}".strip(), opens=False, **place)
        else:
            self.add_numbered(marker.text, marker.number, **place)

    def add_paragraph(self, text: str, *, role: Role = Role.PARAGRAPH, ends_list: bool = True, **place: Any) -> None:
        """Add a paragraph; it is counted under its heading, or on its page."""
        if ends_list:
            self._number = ""
        parts: dict[str, Any] = {"headings": self.headings, **place}
        if self._count:
            key = (
                (place.get("attachment"), place.get("page"))
                if self._per_page
                else (place.get("attachment"), self.headings)
            )
            self._paragraphs[key] += 1
            parts["paragraph"] = self._paragraphs[key]
        self._append(text, role, parts)

    def add_numbered(self, text: str, number: str, *, opens: bool = True, **place: Any) -> None:
        """Add a numbered list item; bullets that follow stand under it."""
        if opens:
            self._number = number
        self._append(text, Role.LIST_ITEM, {"headings": self.headings, "list_number": number, **place})

    def add_bullet(self, text: str, *, under: str = "", **place: Any) -> None:
        """Add an unnumbered list item, counted under its heading and its numbered item."""
        key = (place.get("attachment"), self.headings, under)
        self._bullets[key] += 1
        parts = {"headings": self.headings, "list_number": under or None, "bullet": self._bullets[key], **place}
        self._append(text, Role.LIST_ITEM, parts)

    def add_continuation(self, text: str, **place: Any) -> None:
        """Add a further paragraph of the latest list item: the same anchor, and the number of the paragraph in it."""
        latest = self.blocks[-1].anchor if self.blocks else Anchor()
        parts = {name: getattr(latest, name) for name in ("headings", "list_number", "bullet")}
        self._append(text, Role.LIST_ITEM, {**parts, "paragraph": (latest.paragraph or 1) + 1, **place})

    def open_table(self) -> int:
        """Return the number of the next table."""
        self._tables += 1
        self._number = ""
        return self._tables

    def add_cell(self, text: str, table: int, row: int, column: int, **place: Any) -> None:
        """Add one cell of a table; its further lines are counted as paragraphs."""
        self._append(
            text, Role.CELL, {"headings": self.headings, "table": table, "row": row, "column": column, **place}
        )

    def add_furniture(self, text: str, **place: Any) -> None:
        """Add a running head, a running foot or a page number: kept, so that nothing is dropped in silence."""
        if "line" in place:
            self._append(text, Role.FURNITURE, place)
        elif text.strip():
            key = ("furniture", place.get("attachment"), place.get("page"))
            self._paragraphs[key] += 1
            self._append(text, Role.FURNITURE, {"margin": self._paragraphs[key], **place})

    def add_note(self, text: str, number: str = "", **place: Any) -> None:
        """Add a footnote; without a printed number it gets its own, counted through the document."""
        if text.strip():
            self._notes += 1
            self._append(text, Role.NOTE, {"headings": self.headings, "note": number or str(self._notes), **place})

    def _append(self, text: str, role: Role, parts: dict[str, Any]) -> None:
        if not text.strip():
            return
        if len(self.blocks) >= MAX_BLOCKS:
            raise TooManyBlocksError
        anchor = self._unique(Anchor.model_validate(parts))
        self._used.add(anchor)
        self.blocks.append(RawPassage(text=text.strip(), anchor=anchor, role=role))

    def _unique(self, anchor: Anchor) -> Anchor:
        if anchor not in self._used:
            return anchor
        # Numbering that restarts under one heading: «1 (2)» is the second point 1.
        if anchor.list_number and anchor.paragraph is None:
            for repeat in range(2, MAX_BLOCKS):
                numbered = anchor.model_copy(update={"list_number": f"{anchor.list_number} ({repeat})"})
                if numbered not in self._used:
                    if anchor.bullet is None and self._number == anchor.list_number:
                        self._number = f"{anchor.list_number} ({repeat})"
                    return numbered
        paragraph = (anchor.paragraph or 1) + 1
        while (candidate := anchor.model_copy(update={"paragraph": paragraph})) in self._used:
            paragraph += 1
        return candidate
