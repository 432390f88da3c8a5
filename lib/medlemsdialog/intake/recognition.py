"""Text recognition (OCR) with tesseract, where a person asks for it: pictures of pages in, paragraphs out.

tesseract alone is enough: what ocrmypdf adds, the text laid over the pictures, is not needed for reading.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.intake.document import Refusal
from medlemsdialog.intake.formats import FORMAT_NAMES, media_type_of
from medlemsdialog.intake.limits import MAX_PAGES_TO_RECOGNISE, SECONDS_TO_RECOGNISE_PAGE
from medlemsdialog.intake.markers import split_marker
from medlemsdialog.intake.reading_process import ReadingProcess
from medlemsdialog.intake.recognised import RecognisedPage, RecognisedText

PROGRAM = "tesseract"
# The first is needed, the others are used where they are installed.
_LANGUAGES = ("nor", "sme")
_WORD_LEVEL = "5"
_COLUMNS = 12
_SECONDS_TO_ANSWER = 30
_KEPT_HYPHENS = ("og", "eller", "samt", "til", "i", "på")


class Program(NamedTuple):
    """The installed tesseract: where it lies, its version, and the languages it is asked to read."""

    path: str
    version: str
    languages: tuple[str, ...]


class Line(NamedTuple):
    """A printed line: its words, and to which paragraph of the page it belongs."""

    paragraph: tuple[str, str]
    text: str


def find_program() -> Program:
    """Return the installed tesseract.

    Raises:
        MedlemsdialogError: It is not installed, or does not know Norwegian.
    """
    path = shutil.which(PROGRAM)
    if path is None:
        raise MedlemsdialogError(
            Message(
                "Programmet tesseract er ikke installert, og uten det kan skannede sider ikke gjenkjennes. "
                "Installer tesseract med språket norsk (på Debian og Ubuntu: tesseract-ocr og tesseract-ocr-nor), "
                "og kjør kommandoen på nytt. Eller be avsenderen om originalen."
            )
        )
    version = _ask(path, "--version").split("\n", maxsplit=1)[0].strip()
    installed = _ask(path, "--list-langs").split()
    if _LANGUAGES[0] not in installed:
        raise MedlemsdialogError(
            Message(
                "tesseract er installert uten norsk. Installer språket «nor» (på Debian og Ubuntu: tesseract-ocr-nor), "
                "og kjør kommandoen på nytt."
            )
        )
    return Program(path, version, tuple(language for language in _LANGUAGES if language in installed))


def recognise_text(
    name: str, content: bytes, digest: str, pages: Sequence[int], *, program: Program, process: ReadingProcess
) -> RecognisedText | Refusal:
    """Return the text of a PDF's or an image's pages, all of them unless named, or why there is none."""
    count = process.count_pages(name, content)
    if isinstance(count, Refusal):
        return count
    wanted = [page for page in pages if page <= count] or range(1, count + 1)
    if len(wanted) > MAX_PAGES_TO_RECOGNISE:
        return Refusal(rule="too_many_pages", found=f"{len(wanted)} sider")
    recognised: list[RecognisedPage] = []
    for page in wanted:
        drawn = process.draw_page(name, content, page)
        if isinstance(drawn, Refusal):
            return drawn
        try:
            table = _recognise_picture(drawn, program)
        except subprocess.TimeoutExpired:
            values: dict[str, str | int] = {"seconds": SECONDS_TO_RECOGNISE_PAGE}
            return Refusal(rule="too_slow", found=f"side {page}", values=values)
        if table is None:
            return Refusal(rule="unreadable", found=f"side {page}", values={"format": FORMAT_NAMES["image"]})
        recognised.append(_build_page(page, table))
    media_type = "application/pdf" if content.startswith(b"%PDF-") else media_type_of(name)
    return RecognisedText(
        content_sha256=digest,
        source=name,
        media_type=media_type,
        program=program.version,
        languages=program.languages,
        pages=tuple(recognised),
    )


def _ask(path: str, question: str) -> str:
    try:
        done = subprocess.run([path, question], capture_output=True, timeout=_SECONDS_TO_ANSWER, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return (done.stdout + done.stderr).decode("utf-8", errors="replace")


def _recognise_picture(picture: bytes, program: Program) -> str | None:
    """Return tesseract's table of words; None where it broke off, which is something else than a page without words."""
    done = subprocess.run(
        [program.path, "stdin", "stdout", "-l", "+".join(program.languages), "--psm", "3", "tsv"],
        input=picture,
        capture_output=True,
        timeout=SECONDS_TO_RECOGNISE_PAGE,
        check=False,
        # One page at a time needs one core; more makes it slower on small pages.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return None if done.returncode else done.stdout.decode("utf-8", errors="replace")


def _build_page(page: int, table: str) -> RecognisedPage:
    words = [row for row in _rows(table) if row[11].strip() and float(row[10]) >= 0]
    confidence = sum(float(row[10]) for row in words) / (100 * len(words)) if words else 0.0
    lines: dict[tuple[str, ...], Line] = {}
    for row in words:
        place = (row[2], row[3], row[4])
        before = lines[place].text if place in lines else ""
        lines[place] = Line((row[2], row[3]), f"{before} {row[11].strip()}".strip())
    paragraphs = tuple(_join_lines(list(lines.values())))
    return RecognisedPage(page=page, paragraphs=paragraphs, confidence_share=round(confidence, 3))


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.splitlines():
        row = line.split("\t")
        if len(row) == _COLUMNS and row[0] == _WORD_LEVEL:
            yield row


def _join_lines(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the paragraphs; a line that begins with a list's marker begins one of its own."""
    text, latest = "", ("", "")
    for line in lines:
        if text and (line.paragraph != latest or split_marker(line.text)):
            yield text
            text = ""
        first = line.text.split(" ", maxsplit=1)[0]
        if text.endswith("-") and first[:1].islower() and first not in _KEPT_HYPHENS:
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}".strip()
        latest = line.paragraph
    if text:
        yield text
