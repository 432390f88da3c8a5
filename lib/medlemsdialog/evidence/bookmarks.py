"""The bookmark that stands around a sentence of a finding in a Word document: which finding, which sentence, printed how.

Word wants a letter first, letters, digits and underscores after it, forty signs at most, and takes capital letters for
small ones when it compares names. The fingerprint of what was printed lets a sentence that nobody has touched be known
again after its finding was written anew.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from medlemsdialog.models.base import Record

LONGEST_NAME = 40
_ID = re.compile(r"f-[a-z0-9-]+")
_NAME = re.compile(
    r"f(?:_(?P<id>[a-z0-9_]+)|x_(?P<hash>[0-9a-f]{16}))_n(?P<number>[1-9]\d{0,5})(?:_p(?P<printed>[0-9a-f]{6}))?"
    # LibreOffice gives the copy of a bookmark a number of its own.
    r"(?:(?:_| )?copy(?:_| )?\d*| \d+)?",
    re.IGNORECASE,
)
_FINGERPRINT_DIGITS, _HASH_DIGITS = 6, 16


class SentencePlace(Record):
    """A sentence that a bookmark names; `printed` is the fingerprint of its words then, empty where the name has none."""

    finding_id: str
    number: int
    printed: str = ""


def bookmark_name(finding_id: str, number: int, printed: str = "") -> str:
    """Return the name of the bookmark around a sentence; `printed` are its words without the numbers of citations."""
    tail = f"_n{number}" + (f"_p{fingerprint_print(printed)}" if printed else "")
    name = finding_id.replace("-", "_") + tail
    # An id that cannot stand there as it is, is known again among the findings there are.
    return name if _ID.fullmatch(finding_id) and len(name) <= LONGEST_NAME else f"fx_{_hash(finding_id)}{tail}"


def read_bookmark_name(name: str, finding_ids: Iterable[str] = ()) -> SentencePlace | None:
    """Return the sentence that a bookmark names, or None where it is none of ours.

    `finding_ids` are those there are; ids that cannot stand in a name are only found among them.
    """
    match = _NAME.fullmatch(name.strip())
    if match is None:
        return None
    if match["hash"]:
        found = next((known for known in finding_ids if _hash(known) == match["hash"].lower()), None)
    else:
        found = "f-" + match["id"].lower().replace("_", "-")
    if found is None:
        return None
    return SentencePlace(finding_id=found, number=int(match["number"]), printed=(match["printed"] or "").lower())


def fingerprint_print(printed: str) -> str:
    """Return the short fingerprint of a sentence as printed, whatever its white space."""
    return hashlib.sha256(normalise_print(printed).encode()).hexdigest()[:_FINGERPRINT_DIGITS]


def normalise_print(printed: str) -> str:
    """Return printed words as they are compared: composed letters, single spaces, no soft hyphens."""
    return " ".join(unicodedata.normalize("NFC", printed).replace("\u00ad", "").split())


def _hash(finding_id: str) -> str:
    return hashlib.sha256(finding_id.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
