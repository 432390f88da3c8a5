"""Codebooks for tests: the example's dialogue, and themes that a test makes. Eksempel – oppdiktet."""

from __future__ import annotations

from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.coding.codebook import Codebook, read_codebook
from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.exchange.codebook_compare import Comparison, compare_codebook
from medlemsdialog.exchange.codebook_fields import CodebookFile
from medlemsdialog.exchange.codebook_match import Known
from medlemsdialog.models.themes import Example, SearchWords, Theme


def example_dialogue() -> Dialogue:
    return read_dialogue(paths.shipped("data/dialogue.yaml"))


def example_codebook() -> Codebook:
    return read_codebook(paths.shipped("data/codebook.yaml"), example_dialogue())


def theme(code: str, parent: str = "inkludering", **parts: object) -> Theme:
    text = Text(nb=f"Eksempel – oppdiktet: {code}", nn=f"Eksempel – oppdikta: {code}")
    given = {
        "label": Text(nb=code.capitalize()),
        "definition": text,
        "include": text,
        "exclude": text,
        "example": Example(nb=text.nb, nn=text.nn),
        "search_words": SearchWords(nb=(f"{code}*",)),
    }
    return Theme(code=code, parent=parent, **(given | parts))


def codebook(*themes: Theme) -> Codebook:
    return Codebook(schema_version=1, version="1.0", themes=themes)


def known(book: Codebook, *, retired: dict[str, str] | None = None) -> Known:
    return Known(example_dialogue(), book, retired or {})


def compare(file: CodebookFile, book: Codebook, **options: object) -> Comparison:
    return compare_codebook(file, known(book), used=options.pop("used", {}), **options)


def texts(comparison: Comparison) -> str:
    return "\n".join(f"{one.outcome}: {one.place} {one.theme} {one.text} {one.to_do}" for one in comparison.entries)


def write(file: Path, content: str, encoding: str = "utf-8") -> Path:
    file.write_bytes(content.encode(encoding))
    return file
