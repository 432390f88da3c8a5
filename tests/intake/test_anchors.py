"""Anchors: each place is named once, and reading the original there gives the same text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlemsdialog.intake.reading import read_anchor, read_document
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.identity import canonical_text
from support.originals import Part, write_parts

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    file
    for folder in (ROOT / "data" / "inputs", ROOT / "tests" / "intake" / "fixtures")
    for file in sorted(folder.rglob("*"))
    if file.is_file() and file.name != "LES-MEG.md"
]

WORDS = st.sampled_from(
    [
        "kultur",
        "skolen",
        "bør",
        "vedtak",
        "Innstilling:",
        "a)",
        "1)",
        "2.",
        "staten",
        "«ny»",
        "kunst-",
        "og",
        "–",
        "nord-norsk",
        "3",
        "ÆØÅ",
        "Bø",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
PARTS = st.lists(
    st.one_of(
        st.builds(
            lambda kind, text: Part(kind, (text,)), st.sampled_from(["heading", "paragraph", "number", "bullet"]), TEXTS
        ),
        st.builds(lambda one, other: Part("row", (one, other)), TEXTS, TEXTS),
    ),
    min_size=1,
    max_size=12,
)


def check_anchors(name: str, content: bytes) -> None:
    try:
        document = read_document(name, content)
    except BrokenOriginalError:
        return
    labels = Counter(block.anchor.label() for block in document.blocks)
    assert [label for label, count in labels.items() if count > 1] == []
    assert all(labels)
    again = {block.anchor: block.text for block in read_document(name, content).blocks}
    for block in document.blocks:
        assert canonical_text(again[block.anchor]) == canonical_text(block.text)
    last = document.blocks[-1]
    assert read_anchor(name, content, last.anchor) == last.text


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "csv", "xlsx", "eml", "html"])
@given(parts=PARTS)
@settings(max_examples=25, deadline=None)
def test_anchors_of_generated_originals_lead_back(ending: str, parts: list[Part]) -> None:
    check_anchors(f"fil.{ending}", write_parts(parts, ending))


@given(parts=PARTS, columns=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anchors_of_generated_pdfs_lead_back(pdf: Callable[..., bytes], parts: list[Part], columns: bool) -> None:
    lines: list[list[tuple[float, float, str]]] = [[]]
    for number, part in enumerate(parts):
        top = 60.0 + 24 * (number % 6)
        if number and number % 6 == 0:
            lines.append([])
        for place, text in enumerate(part.texts):
            lines[-1].append((60.0 + 260 * place, top, text))
        if columns:
            lines[-1].append((320.0, top + 14, part.texts[0]))
    check_anchors("fil.pdf", pdf(lines))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_anchors_of_every_original_lead_back(file: Path) -> None:
    check_anchors(file.name, file.read_bytes())


@pytest.mark.parametrize("ending", ["docx", "md", "html", "xlsx", "csv"])
@given(parts=PARTS)
@settings(max_examples=15, deadline=None)
def test_no_word_of_an_original_is_lost(ending: str, parts: list[Part]) -> None:
    document = read_document(f"fil.{ending}", write_parts(parts, ending))
    found = Counter(word.rstrip(".:") for block in document.blocks for word in block.text.split())
    written = Counter(word.rstrip(".:") for part in parts for text in part.texts for word in text.split())
    # Printed marks of list items live in the anchor.
    lost = {word for word in written if written[word] > found[word]}
    assert not lost - {"a)", "1)", "2", "–", "-", "3"}
