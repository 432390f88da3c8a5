"""Bytes to text: the encodings that members' plain files come in, and how much of it may be control characters."""

from __future__ import annotations

import codecs
import unicodedata

from medlemsdialog.intake.document import Note
from medlemsdialog.intake.limits import MAX_CONTROL_CHARACTER_SHARE
from medlemsdialog.intake.rules import BrokenOriginalError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v")
# UTF-16 without its mark: Norwegian text has a zero in every second byte.
_ZERO_SHARE = 0.3


def decode_text(name: str, content: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return the text of a plain file with line feeds as its line ends, and a note where the encoding was guessed.

    Raises:
        BrokenOriginalError: The bytes are no text.
    """
    text, encoding = _decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    controls = count_controls(text)
    if not text.strip():
        raise BrokenOriginalError("empty", name)
    if controls > MAX_CONTROL_CHARACTER_SHARE * len(text):
        raise BrokenOriginalError("not_text", name, share=f"{round(100 * controls / len(text))} %")
    notes: list[Note] = []
    if not encoding.startswith("utf") and any(ord(sign) > 127 for sign in text):
        notes.append(Note(rule="guessed_encoding", found=encoding))
    if controls:
        notes.append(Note(rule="control_characters"))
    return text, tuple(notes)


def count_controls(text: str) -> int:
    """Return how many of a text's characters cannot be shown."""
    return sum(1 for sign in text if _is_control(sign))


def _decode(content: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding
    head = content[:4000]
    if head.count(0) > _ZERO_SHARE * len(head):
        encoding = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace"), encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def _is_control(sign: str) -> bool:
    if sign in _ALLOWED_CONTROLS:
        return False
    return sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Cn", "Co", "Cs"}
