"""The numbers that an RTF file prints before its list items: pandoc begins every list at one again."""

from __future__ import annotations

import re

_LIST_TEXT = re.compile(rb"\{\\listtext\b([^{}]*)\}")
_COMMAND = re.compile(r"\\u-?\d+ ?\??|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|\\[^a-z]", re.IGNORECASE)
_NUMBER = re.compile(r"^\(?((?:\d{1,3}|[a-zæøå]|[ivx]{1,6})(?:\.\d{1,3})*)[.):]?$", re.IGNORECASE)


def read_printed_numbers(content: bytes) -> tuple[str, ...]:
    """Return the numbers of numbered items in the order of the file, without their edges; bullets have none."""
    marks = (_COMMAND.sub("", match[1].decode("latin-1")).strip() for match in _LIST_TEXT.finditer(content))
    return tuple(number[1] for mark in marks if (number := _NUMBER.match(mark)))
