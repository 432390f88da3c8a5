"""Sets labelled by hand, and how a third of each is held out."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def read_blocks(name: str) -> list[list[str]]:
    """Return the lines of each block of a set; blocks stand apart by an empty line, comments begin with #."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    lines = [[line for line in block.splitlines() if not line.startswith("#")] for block in text.split("\n\n")]
    return [block for block in lines if any(block)]
