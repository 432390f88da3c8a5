"""Labelled municipal cases: texts with what a careful reader says of each passage, set in the layouts that members send.

A file of `municipal_cases/` begins with what it shows, then `status:` (one or more that are right, the first the best),
`date:`, and a line `---`. Each line after it is `label | text`; `row` holds cells between `||`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.intake.markers import split_marker
from medlemsdialog.models.vocabulary import Kind, Status

FOLDER = Path(__file__).parents[1] / "intake" / "municipal_cases"
NOT_STATEMENTS = frozenset(Kind) - {Kind.VIEW, Kind.REPORTED_VIEW}
# What a reader may say of a passage with each label; where several kinds are right, nothing hangs on which.
KINDS_OF: dict[str, frozenset[Kind]] = {
    "view": frozenset({Kind.VIEW}),
    "admin": frozenset({Kind.VIEW}),
    "reported": frozenset({Kind.REPORTED_VIEW}),
    "minority": frozenset({Kind.REPORTED_VIEW}),
    "lost": frozenset({Kind.VOTED_DOWN}),
    "vote": frozenset({Kind.VOTED_DOWN, Kind.PROCEDURE}),
    "history": frozenset({Kind.BACKGROUND, Kind.PROCEDURE}),
    "aside": frozenset({Kind.BACKGROUND, Kind.PROCEDURE, Kind.VOTED_DOWN}),
    # In a letter everything may be called a view; in a case a fact is background.
    "context": frozenset({Kind.VIEW, Kind.BACKGROUND}),
    "away": frozenset({Kind.VIEW, Kind.PROCEDURE}),
    "fact": frozenset({Kind.BACKGROUND}),
    "question": frozenset({Kind.BACKGROUND}),
    "other": frozenset({Kind.BACKGROUND}),
    "proc": frozenset({Kind.PROCEDURE}),
    "greet": frozenset({Kind.GREETING}),
    "empty": frozenset({Kind.PLACEHOLDER}),
    "head": NOT_STATEMENTS,
    "row": NOT_STATEMENTS,
    "title": NOT_STATEMENTS,
    "h": NOT_STATEMENTS,
    "hh": NOT_STATEMENTS,
}
_HEADINGS = {"title": "#", "h": "##", "hh": "###"}
_INLINE = re.compile(r"^inline (\w+)$")
_SPACE = re.compile(r"\s+")
_NUMBERED = re.compile(r"^\d+\. (?=\D)")


class Line(NamedTuple):
    """One labelled passage; `inline` where a heading and its text share a line."""

    label: str
    text: str
    inline: bool = False


class LabelledCase(NamedTuple):
    """One text with its labels."""

    name: str
    shows: str
    statuses: tuple[Status, ...]
    date: str
    lines: tuple[Line, ...]

    def labels_in_order(self) -> dict[str, list[str]]:
        """Return the labels of each passage by its text without list marker, in reading order where a text recurs."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            for text in line.text.split(" || ") if line.label == "row" else [_bare(line)]:
                found.setdefault(fold(text), []).append(line.label)
        return found


def read_cases(part: str) -> list[LabelledCase]:
    """Return the labelled cases of one part: `tuned` or `held_out`."""
    return [_read(file) for file in sorted((FOLDER / part).glob("*.txt"))]


def _read(file: Path) -> LabelledCase:
    head, _, body = file.read_text(encoding="utf-8").partition("\n---\n")
    shows, *fields = head.splitlines()
    named = dict(field.split(":", maxsplit=1) for field in fields)
    lines = []
    for row in body.splitlines():
        label, _, text = row.partition(" | ")
        label = label.strip()
        inline = _INLINE.match(label)
        lines.append(Line(inline[1] if inline else label, text.strip(), bool(inline)))
    statuses = tuple(Status(name) for name in named["status"].strip().split("|"))
    return LabelledCase(file.stem, shows, statuses, named["date"].strip(), tuple(lines))


def fold(text: str) -> str:
    """Return a text as it is compared: no white space differences, no case, no closing colon."""
    return _NUMBERED.sub("", _SPACE.sub(" ", text).strip().casefold().rstrip(":").strip())


def _bare(line: Line) -> str:
    text = line.text.split(": ", maxsplit=1)[1] if line.inline else line.text
    marker = None if line.label in _HEADINGS else split_marker(text)
    return marker.text if marker else text


def set_plain(case: LabelledCase, *, capitals: bool = False) -> str:
    """Return the case as plain text: headings are lines of their own."""
    parts = []
    for line in case.lines:
        text = line.text
        if line.label == "row":
            text = text.replace(" || ", "\n\n")
        elif line.label in _HEADINGS and capitals:
            text = text.upper()
        elif line.label in {"h", "hh"}:
            text = f"{text}:"
        parts.append(text)
    return "\n\n".join(parts) + "\n"


def set_markdown(case: LabelledCase, *, bold: bool = False, numbered: bool = False) -> str:
    """Return the case as Markdown, for pandoc to make a Word file or a page of: headings as styles, or as bold lines."""
    parts: list[str] = []
    rows: list[list[str]] = []
    number = 0

    def close_table() -> None:
        if rows:
            width = max(len(row) for row in rows)
            filled = [row + [""] * (width - len(row)) for row in rows]
            table = [f"| {' | '.join(row)} |" for row in filled]
            parts.append("\n".join([table[0], "|" + "---|" * width, *table[1:]]))
            rows.clear()

    for line in case.lines:
        if line.label == "row":
            rows.append(line.text.split(" || "))
            continue
        close_table()
        if line.label in _HEADINGS:
            number += line.label == "h"
            text = (
                f"{number}. {line.text}" if numbered and line.label == "h" and not line.text[0].isdigit() else line.text
            )
            parts.append(f"**{_escape(text)}**" if bold else f"{_HEADINGS[line.label]} {_escape(text)}")
        else:
            parts.append(_escape(line.text.replace("• ", "- ", 1) if line.text.startswith("• ") else line.text))
    close_table()
    return "\n\n".join(parts) + "\n"


def set_table(case: LabelledCase) -> str:
    """Return the case as an HTML page whose sections are rows of a table: the heading left, the texts right."""
    rows: list[tuple[str, list[str]]] = []
    before: list[str] = []
    for line in case.lines:
        text = line.text.replace("<", "&lt;")
        if line.label in {"h", "hh"}:
            rows.append((text, []))
        elif rows:
            rows[-1][1].extend(text.split(" || ") if line.label == "row" else [text])
        else:
            before.append(f"<h1>{text}</h1>" if line.label == "title" else f"<p>{text.replace(' || ', '</p><p>')}</p>")
    table = "".join(
        f"<tr><td>{heading}</td><td>{''.join(f'<p>{text}</p>' for text in texts)}</td></tr>" for heading, texts in rows
    )
    return f"<html><body>{''.join(before)}<table>{table}</table></body></html>"


def set_pages(case: LabelledCase, *, width: int = 58) -> list[list[tuple[float, float, str]]]:
    """Return the case as lines on pages (left, distance from the top, text), wrapped as a PDF is."""
    import textwrap

    pages: list[list[tuple[float, float, str]]] = [[]]
    top = 70.0
    for line in case.lines:
        texts = line.text.split(" || ") if line.label == "row" else [line.text]
        for text in texts:
            shown = f"{text}:" if line.label in {"h", "hh"} else text
            for part in textwrap.wrap(shown, width):
                if top > 760:
                    pages.append([])
                    top = 70.0
                pages[-1].append((70.0, top, part))
                top += 14
            top += 12
    return pages


def _escape(text: str) -> str:
    return text.replace("[", r"\[").replace("]", r"\]").replace("*", r"\*")


LAYOUTS: dict[str, tuple[str, Callable[[LabelledCase], object]]] = {
    "ren tekst": ("txt", set_plain),
    "store bokstaver": ("txt", lambda case: set_plain(case, capitals=True)),
    "overskriftsstiler": ("docx", set_markdown),
    "fete linjer": ("docx", lambda case: set_markdown(case, bold=True)),
    "nummererte overskrifter": ("docx", lambda case: set_markdown(case, numbered=True)),
    "tabell": ("html", set_table),
    "pdf": ("pdf", set_pages),
}
