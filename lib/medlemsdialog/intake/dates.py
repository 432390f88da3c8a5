"""Norwegian dates in text, as ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

_MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)} | {"sept": 9, "okt": 10, "des": 12}
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WRITTEN = re.compile(
    rf"(?<!\d)(\d{{1,2}})\.?\s+({'|'.join(_MONTHS)}|{'|'.join(_SHORT)})\.?\s+(\d{{4}})", re.IGNORECASE
)
_CENTURY_TURN = 70


def find_dates(text: str) -> Iterator[str]:
    """Yield the complete dates in a text, in reading order, as ISO 8601; a year alone is no date."""
    found: list[tuple[int, str]] = []
    for match in _NUMERIC.finditer(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if len(match[3]) == 2:
            year += 2000 if year < _CENTURY_TURN else 1900
        found.append((match.start(), _iso(year, month, day)))
    for match in _ISO.finditer(text):
        found.append((match.start(), _iso(int(match[1]), int(match[2]), int(match[3]))))
    for match in _WRITTEN.finditer(text):
        name = match[2].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else _SHORT[name]
        found.append((match.start(), _iso(int(match[3]), month, int(match[1]))))
    yield from (date for _, date in sorted(found) if date)


def first_date(text: str) -> str:
    """Return the first complete date in a text, or the empty text."""
    return next(find_dates(text), "")


def remove_dates(text: str) -> str:
    """Return a text without its complete dates."""
    for pattern in (_NUMERIC, _ISO, _WRITTEN):
        text = pattern.sub(" ", text)
    return text


def write_date(iso: str) -> str:
    """Return an ISO 8601 date as it stands in a sentence, in either language form: «2. november 2017»."""
    try:
        date = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{date.day}. {_MONTHS[date.month - 1]} {date.year}"


def write_short_date(iso: str) -> str:
    """Return an ISO 8601 date as it stands in a table: «02.11.2017»; what is no date as it is."""
    year, _, rest = iso[:10].partition("-")
    month, _, day = rest.partition("-")
    return f"{day}.{month}.{year}" if day else iso


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
