"""The text format of assessments: Markdown with two tokens, one that cites a statement and one that stands for a number.

    Naustefjord er for et øremerket tilskudd [@kaee30da177-e4f81bdb]. I alt er
    {tall:medlemmer-med-standpunkt:k-statlig-tilskudd-kulturskole:for} medlemmer for.

- `[@STATEMENT_ID]` cites one statement. Print shows it as a small number that leads to the statement; two that stand
  side by side are two tokens.
- `{tall:KEY}`, `{tall:KEY:ARGUMENT}`, `{tall:KEY:ARGUMENT:ARGUMENT}` stands for a number that is counted when the report
  is made. Keys and their arguments are those of `assessment_fields.FIELDS`. The unit's word is typed around the field.

Both hold only letters, digits, `-`, `:` and brackets, so that Markdown, Word and hand editing leave them alone. What
those still do is undone when the text is read: backslashes that an editor puts before a bracket, a capital first letter,
spaces within the brackets, dashes of another length, and æ, ø, å written in a key. Anything else is text, also a token
that is not closed. A key or statement that nobody knows is still a token; it is reported, not dropped.

`parse_assessment` loses nothing: the parts' `raw` joined are the text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from medlemsdialog.models.base import Record

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_TO_HYPHEN = str.maketrans(dict.fromkeys(_DASHES, "-") | {"\\": ""})
_TO_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_TOKEN = re.compile(
    rf"\\?\[[ \u00a0]{{0,3}}\\?@[ \u00a0]{{0,3}}(?P<statement>[A-Za-z0-9_.\\{_DASHES}-]{{1,120}})[ \u00a0]{{0,3}}\\?\]"
    r"|\\?\{[ \u00a0]{0,3}[Tt]all[ \u00a0]{0,3}\\?:(?P<field>[^{}\[\]\r\n]{1,200})\}"
)


class TextPart(Record):
    """Markdown between tokens."""

    type: Literal["text"] = "text"
    raw: str


class CitationPart(Record):
    """A statement cited."""

    type: Literal["citation"] = "citation"
    raw: str
    statement_id: str


class FieldPart(Record):
    """A number to be counted: the key of a field and its arguments, as they were meant."""

    type: Literal["field"] = "field"
    raw: str
    key: str
    arguments: tuple[str, ...] = ()


Part = TextPart | CitationPart | FieldPart


def parse_assessment(text: str) -> tuple[Part, ...]:
    """Return an assessment's parts in order; no part is empty, and their `raw` joined are the text."""
    parts: list[Part] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            parts.append(TextPart(raw=text[end : match.start()]))
        parts.append(_read_token(match))
        end = match.end()
    if end < len(text):
        parts.append(TextPart(raw=text[end:]))
    return tuple(parts)


def write_citation(statement_id: str) -> str:
    """Return the token that cites a statement."""
    return f"[@{statement_id}]"


def write_field(key: str, *arguments: str) -> str:
    """Return the token that stands for a number."""
    return "{tall:" + ":".join((key, *arguments)) + "}"


def list_cited(text: str) -> tuple[str, ...]:
    """Return the ids of the statements a text cites, each once, in order of appearance."""
    cited = [part.statement_id for part in parse_assessment(text) if isinstance(part, CitationPart)]
    return tuple(dict.fromkeys(cited))


def _read_token(match: re.Match[str]) -> Part:
    if statement := match["statement"]:
        return CitationPart(raw=match[0], statement_id=statement.translate(_TO_HYPHEN))
    key, *arguments = (word.strip() for word in match["field"].translate(_TO_HYPHEN).split(":"))
    key = unicodedata.normalize("NFC", key).casefold().translate(_TO_ASCII)
    return FieldPart(raw=match[0], key=key, arguments=tuple(arguments))
