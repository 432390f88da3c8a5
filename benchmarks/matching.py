"""Finding search words, nothing else: one pass over all themes against one pattern of `re` for each of twelve themes.

Both look for the same search words in all their inflected forms, in the same texts: a hundred thousand of the length of a
statement, made of the words of the example's own passages. That both find the same themes in each text is checked. The time to
make the index and the patterns ready is told apart; texts are as new to both.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from typing import Any

from benchmarks.originals import ROOT
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.inflection import inflect
from medlemsdialog.coding.suggestions import build_suggestion_index, suggest_for_all
from medlemsdialog.evidence import open_workspace, read_received
from medlemsdialog.models.themes import Theme
from medlemsdialog.paths import DataFolder

THEMES, TEXTS, WORDS, ROUNDS = 12, 100_000, 12, 3
_INFLECTED_FROM = 4


def measure() -> dict[str, Any]:
    """Return the medians in seconds and their ratio."""
    workspace = open_workspace(DataFolder(ROOT / "data"))
    codebook = workspace.codebook.model_copy(update={"themes": workspace.codebook.themes[:THEMES]})
    texts = _make_texts([text for code in ("61", "71", "77") for text in _texts_of(workspace, code)])
    theirs, ours, ready = [], [], []
    for _ in range(ROUNDS):
        patterns = {theme.code: _pattern_of(theme) for theme in codebook.themes}
        began = time.perf_counter()
        plain = [{code for code, pattern in patterns.items() if pattern.search(text)} for text in texts]
        theirs.append(time.perf_counter() - began)
        began = time.perf_counter()
        index = build_suggestion_index(codebook)
        ready.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = suggest_for_all(texts, index)
        ours.append(time.perf_counter() - began)
        if [{hit.theme for hit in hits} for hits in found] != plain:
            raise RuntimeError("The two ways do not find the same")
    return {
        "themes": THEMES,
        "search_words": _count_search_words(codebook),
        "texts": TEXTS,
        "rounds": ROUNDS,
        "patterns_seconds": round(statistics.median(theirs), 3),
        "one_pass_seconds": round(statistics.median(ours), 3),
        "index_seconds": round(statistics.median(ready), 3),
        "texts_a_second": round(TEXTS / statistics.median(ours)),
        "ratio": round(statistics.median(ours) / statistics.median(theirs), 3),
    }


def _texts_of(workspace: Any, county_code: str) -> list[str]:
    return [passage.text for passage in read_received(workspace, county_code).passages]


def _make_texts(passages: list[str]) -> list[str]:
    chance = random.Random(1)
    words = [word for text in passages for word in text.split()]
    return [" ".join(chance.choices(words, k=WORDS)) for _ in range(TEXTS)]


def _pattern_of(theme: Theme) -> re.Pattern[str]:
    alternatives = []
    for word in (*theme.search_words.nb, *theme.search_words.nn):
        written = word.lower().strip()
        if "*" in written:
            alternatives.append(r"\w*".join(re.escape(part).replace(r"\ ", r"\s+") for part in written.split("*")))
            continue
        parts = re.findall(r"[^\W_]+", written)
        forms = (
            sorted(inflect(part), key=len, reverse=True) if len(part) >= _INFLECTED_FROM else [part] for part in parts
        )
        alternatives.append(r"[\W_]+".join(f"(?:{'|'.join(map(re.escape, own))})" for own in forms))
    # The longest first, as one writes them by hand.
    body = "|".join(sorted(alternatives, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


def _count_search_words(codebook: Codebook) -> int:
    return sum(len({*theme.search_words.nb, *theme.search_words.nn}) for theme in codebook.themes)
