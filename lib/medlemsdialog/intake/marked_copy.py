"""The adviser's own sheet handed back: values, formulas and formats as they were, cells marked and commented."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lxml import etree

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.intake.formats import FORMAT_NAMES, find_format
from medlemsdialog.intake.marked_cells import Mark, mark_cells
from medlemsdialog.intake.marked_listing import FILLS, FIRST_SHEET, READ_ONLY, add_listing
from medlemsdialog.intake.readers.sheet import read_values
from medlemsdialog.intake.values_copy import build_values_copy
from medlemsdialog.intake.workbook_package import WorkbookPackage
from medlemsdialog.intake.workbook_sheets import find_sheets
from medlemsdialog.intake.workbook_styles import WorkbookStyles
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity

__all__ = ["FIRST_SHEET", "build_marked_copy", "write_marked_copy"]

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# What a copy with other content and another ending cannot carry, by where it lies in the package.
_LEFT_OUT = (
    ("xl/vbaProject", Message("Makroer: De er ikke med i kopien, men står i originalen.")),
    ("_xmlsignatures/", Message("Digital signatur: Den gjelder bare originalen.")),
    ("xl/revisions/", Message("Endringslogg for delt arbeidsbok: Den er ikke med i kopien, men står i originalen.")),
)
# In these, sheets hold programs; nothing is to be taken over from them but values.
_MACRO_SHEETS = "xl/macrosheets/"
_THREADED = Message(
    "Samtaler i celler: I {cells} står det en samtale (kommentartråd). Cellen er merket, men merknaden står bare her i listen."
)
_VALUES_ONLY = Message(
    "Formler, formater, diagrammer og bilder: Originalen er {format}, så kopien har bare verdiene, ett ark for hvert ark."
)
_FROM_TEXT = Message("Originalen er en tekstfil (CSV). Kopien er et Excel-ark med de samme verdiene, alle som tekst.")
_UNCOMMON = Message(
    "Formler, formater, diagrammer og bilder: Originalen er bygd opp på en uvanlig måte, så kopien har bare verdiene."
)


def write_marked_copy(
    original: Path,
    problems: Sequence[Problem],
    target: Path,
    *,
    language: Language = "nb",
    called: str = "",
    advice: Message = READ_ONLY,
) -> None:
    """Write a copy of a sheet with its problems marked; `called` is the original's name, `advice` where to correct.

    Raises:
        BrokenOriginalError: The original cannot be read.
    """
    copy = build_marked_copy(called or original.name, original.read_bytes(), problems, language=language, advice=advice)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(copy)


def build_marked_copy(
    called: str, content: bytes, problems: Sequence[Problem], *, language: Language = "nb", advice: Message = READ_ONLY
) -> bytes:
    """Return a copy of a sheet with its problems marked; the same input gives the same bytes.

    An Excel file is copied part by part: only the marked cells' fill and comments, and a first sheet, are new. What the
    copy cannot keep is named on the first sheet. Of other sheets (ODS, CSV) the copy holds the values. `called` is the
    original's name for people; its ending is a hint.

    Raises:
        BrokenOriginalError: The original cannot be read.
    """
    told, kind = _UNCOMMON, find_format(called, content)
    if kind == "xlsx":
        marked = _mark_excel(content, problems, language, called, advice)
        if marked is not None and _holds_same_values(content, marked):
            return marked
    else:
        told = _FROM_TEXT if kind == "csv" else Message(_VALUES_ONLY.msgid, format=FORMAT_NAMES.get(kind, kind))
    package, sheets = build_values_copy(called, content)
    _mark(package, sheets, problems, losses=[told], called=called, advice=advice, language=language)
    return package.pack()


def _mark_excel(
    content: bytes, problems: Sequence[Problem], language: Language, called: str, advice: Message
) -> bytes | None:
    """Return the marked file, or None where it is not built as Excel files are."""
    try:
        package = WorkbookPackage(content)
        if any(part.startswith(_MACRO_SHEETS) for part in package.parts):
            return None
        losses = _leave_out(package)
        _mark(package, find_sheets(package), problems, losses=losses, called=called, advice=advice, language=language)
        return package.pack()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError):
        return None


def _leave_out(package: WorkbookPackage) -> list[Message]:
    """Remove what the copy cannot carry, and return a sentence for each."""
    losses: list[Message] = []
    for folder, sentence in _LEFT_OUT:
        parts = {part for part in package.parts if part.startswith(folder)}
        if parts:
            package.remove(parts)
            losses.append(sentence)
    package.set_content_type(package.workbook, _MAIN_TYPE)
    return losses


def _mark(
    package: WorkbookPackage,
    sheets: Mapping[str, str],
    problems: Sequence[Problem],
    *,
    losses: Sequence[Message],
    called: str,
    advice: Message,
    language: Language,
) -> None:
    """Mark the cells and put the listing first; `sheets` are the parts by the name that the problems know them by."""
    styles = WorkbookStyles(package)
    untold: list[str] = []
    for sheet, found in _by_sheet(problems).items():
        if sheet in sheets:
            marks = {cell: _mark_of(told, language) for cell, told in found.items()}
            untold += [f"{sheet}!{cell}" for cell in mark_cells(package, sheets[sheet], marks, styles)]
    if untold:
        losses = [*losses, Message(_THREADED.msgid, cells=", ".join(untold))]
    add_listing(package, sheets, problems, styles, losses=losses, called=called, advice=advice, language=language)


def _by_sheet(problems: Sequence[Problem]) -> Mapping[str, Mapping[str, Sequence[Problem]]]:
    found: dict[str, dict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if problem.anchor.cell and problem.anchor.attachment is None:
            found[problem.anchor.sheet or ""][problem.anchor.cell].append(problem)
    return found


def _mark_of(problems: Sequence[Problem], language: Language) -> Mark:
    gravest = min(problems, key=lambda problem: list(Severity).index(problem.severity))
    sentences = [f"{problem.what.text(language)} {problem.to_do.text(language)}" for problem in problems]
    return Mark(FILLS[gravest.severity], "\n\n".join(dict.fromkeys(sentences)))


def _holds_same_values(content: bytes, copy: bytes) -> bool:
    """Whether every value of every sheet stands in the copy: no mark is worth a changed value."""
    kept = read_values("", copy)
    return all(_is_kept(rows, kept.get(name, ())) for name, rows in read_values("", content).items())


def _is_kept(rows: Sequence[Sequence[Any]], kept: Sequence[Sequence[Any]]) -> bool:
    """Whether rows are the same but for empty cells at their ends, which a mark may add."""
    if len(kept) < len(rows):
        return False
    return all(_trimmed(row) == _trimmed(other) for row, other in zip_longest(rows, kept, fillvalue=()))


def _trimmed(row: Sequence[Any]) -> list[Any]:
    end = len(row)
    while end and row[end - 1] == "":
        end -= 1
    return list(row[:end])
