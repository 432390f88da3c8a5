"""Sheets of our own form template that nobody has written in: guidance and lists, which are no input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from medlemsdialog.intake.document import Sheet

SEAL = "medlemsdialog:"


def seal_texts(rows: Iterable[Sequence[str]]) -> str:
    """Return the seal of a sheet with these texts; the last filled cell of a sheet of ours holds it."""
    texts = "\x1e".join("\x1f".join(" ".join(cell.split()) for cell in row if cell.strip()) for row in rows if any(row))
    return SEAL + hashlib.sha256(texts.encode()).hexdigest()[:16]


def is_untouched_guidance(sheet: Sheet) -> bool:
    """Whether a sheet is ours and holds nothing but what we wrote in it."""
    filled = [row for row in sheet.rows if any(row)]
    if not filled:
        return False
    last = [cell for cell in filled[-1] if cell]
    return len(last) == 1 and last[0].startswith(SEAL) and last[0] == seal_texts(filled[:-1])
