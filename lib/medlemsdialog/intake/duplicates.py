"""Passages with the same words: grouped and marked, never removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from medlemsdialog.models.identity import canonical_text, text_sha256
from medlemsdialog.models.passages import Passage

# Shorter texts («Ja», headings, «Vedtatt enstemmig.») repeat by nature.
SHORTEST_DUPLICATE = 40


def duplicate_key(text: str) -> str:
    """Return the key that equal texts share, whatever their case; the empty text for those too short to compare."""
    folded = canonical_text(text).casefold()
    return text_sha256(folded)[:8] if len(folded) >= SHORTEST_DUPLICATE else ""


def mark_duplicates(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages with `duplicate_group` set where the same text stands more than once among them."""
    keys = [duplicate_key(passage.text) for passage in passages]
    counts = Counter(keys)
    return tuple(
        passage.model_copy(update={"duplicate_group": key if key and counts[key] > 1 else ""})
        for passage, key in zip(passages, keys, strict=True)
    )
