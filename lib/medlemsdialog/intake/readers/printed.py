"""Paragraphs as people type them: lines that are printed list items, and headings that nobody styled."""

from __future__ import annotations

import re

from medlemsdialog.intake.sections import is_section_word

_LONGEST_BOLD_HEADING = 120
_ITEM_START = re.compile(r"^(?:\(?\d{1,3}[.)]|[a-zæøå]\)|[–—•\-·])[ \t\u00a0]+\S", re.IGNORECASE)


def split_at_printed_items(text: str) -> list[str]:
    """Return the text cut at empty lines and at lines that are printed list items or section words; other breaks stay."""
    parts: list[str] = []
    empty = False
    for line in text.split("\n"):
        starts = empty or bool(_ITEM_START.match(line.strip())) or is_section_word(line)
        empty = not line.strip()
        after_section_word = bool(parts) and is_section_word(parts[-1])
        if parts and not starts and not after_section_word:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return [part.strip() for part in parts if part.strip()]


def is_heading_line(text: str, *, bold: bool) -> bool:
    """Whether a paragraph is a heading that nobody styled: all bold and short, or only a section word."""
    if len(text) > _LONGEST_BOLD_HEADING or "\n" in text:
        return False
    return is_section_word(text) or (bold and not text.rstrip().endswith((".", ",", ";")))
