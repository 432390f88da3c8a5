"""The small file of comments that a report saves in the reader's browser: read as something anybody may have written."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.models.comments import CommentFile, ReaderComment

FORMAT, VERSION = "medlemsdialog-kommentarer", 1
MAX_BYTES = 4 * 1024 * 1024
MAX_COMMENTS = 2000
MAX_WORDS, MAX_NAME = 10_000, 200
_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,300}(?:/[1-9]\d{0,4})?")
_AREA = re.compile(r"[A-Za-z0-9_-]{1,60}")
_KEY = re.compile(r"[0-9a-f]{8,64}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class CommentFileError(MedlemsdialogError):
    """A file that holds no comments we can read; the text says what to do."""


def parse_comment_file(name: str, content: bytes) -> CommentFile:
    """Return the comments of a file; entries that are none are counted, and the others taken all the same.

    Raises:
        CommentFileError: The file is no such file, or larger than anything a person writes.
    """
    if len(content) > MAX_BYTES:
        raise CommentFileError(
            Message(
                "«{file}» er for stor til å være en fil med kommentarer ({found} MB, høyst {allowed} MB). Ingenting er tatt inn. "
                "Be den som sendte filen, lage den på nytt fra rapporten.",
                file=name,
                found=len(content) // (1024 * 1024),
                allowed=MAX_BYTES // (1024 * 1024),
            )
        )
    try:
        made = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        made = None
    if not isinstance(made, dict) or made.get("format") != FORMAT or not isinstance(made.get("comments"), list):
        raise CommentFileError(
            Message(
                "«{file}» er ikke en fil med kommentarer. Ingenting er tatt inn. Filen lages med knappen «Lag en fil av "
                "kommentarene» nederst i rapporten. Word-filer med kommentarer kan også tas inn.",
                file=name,
            )
        )
    if made.get("version") != VERSION:
        raise CommentFileError(
            Message(
                "«{file}» er laget av en annen utgave av programmet. Ingenting er tatt inn. Oppdater programmet, og prøv igjen.",
                file=name,
            )
        )
    if len(made["comments"]) > MAX_COMMENTS:
        raise CommentFileError(
            Message(
                "«{file}» har {found} kommentarer. En fil kan ha høyst {allowed}. Ingenting er tatt inn.",
                file=name,
                found=len(made["comments"]),
                allowed=MAX_COMMENTS,
            )
        )
    found = [_parse_comment(one, made) for one in made["comments"]]
    comments = {one.key: one for one in sorted(filter(None, found), key=lambda one: one.written)}
    return CommentFile(name=name, comments=tuple(comments.values()), unusable=found.count(None))


def clean_words(words: object, longest: int = MAX_WORDS) -> str:
    """Return what somebody wrote, without signs that are none: composed letters, line feeds kept, cut where it is too long."""
    if not isinstance(words, str):
        return ""
    composed = unicodedata.normalize("NFC", words.encode("utf-8", "ignore").decode())
    whole = _LINE_ENDS.sub("\n", composed)
    kept = "".join(
        one for one in whole if one == "\n" or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    kept = kept.strip()
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def is_time(words: str) -> bool:
    """Whether words are a date, or a date and time, as files tell them."""
    return _TIME.fullmatch(words) is not None


def _parse_comment(entry: Any, made: dict[str, Any]) -> ReaderComment | None:
    """Return one entry as a comment, None where it has no key, no place or no words."""
    if not isinstance(entry, dict):
        return None
    text = clean_words(entry.get("text"))
    key, place = _fitting(_KEY, entry.get("id")), _fitting(_ADDRESS, entry.get("place"))
    if not (text and key and place):
        return None
    report = made.get("report")
    report = report if isinstance(report, dict) else {}
    return ReaderComment(
        key=key,
        area=_fitting(_AREA, entry.get("area")) or _fitting(_AREA, report.get("area")),
        place=place,
        place_text=" ".join(clean_words(entry.get("place_text")).split()),
        text=text,
        author=_one_line(made.get("name")),
        organisation=_one_line(made.get("organisation")),
        written=_fitting(_TIME, entry.get("written")),
        report=_one_line(report.get("title")),
        document_date=_fitting(_DATE, report.get("document_date")),
    )


def _one_line(words: object) -> str:
    return " ".join(clean_words(words, MAX_NAME).split())


def _fitting(pattern: re.Pattern[str], found: object) -> str:
    return found if isinstance(found, str) and pattern.fullmatch(found) else ""
