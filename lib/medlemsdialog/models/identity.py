"""Identity of sources and statements: derived from content alone, so that the same input always gets the same id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=[a-zæøåäöáčđŋšŧž])")
_WHITE_SPACE = re.compile(r"\s+")


def canonical_text(text: str) -> str:
    """Return `text` in the form identities rest on: NFC, line-end hyphens joined, white space collapsed."""
    joined = _LINE_END_HYPHEN.sub("", unicodedata.normalize("NFC", text).replace("\u00ad\n", ""))
    return _WHITE_SPACE.sub(" ", joined.replace("\u00ad", "")).strip()


def text_sha256(text: str) -> str:
    """Return the SHA-256 (64 hex digits) of the canonical text."""
    return hashlib.sha256(canonical_text(text).encode()).hexdigest()


def derive_source_id(source: str, content: bytes) -> str:
    """Return the id a source has until it is registered: `k` + 10 hex of SHA-256 over path (with row key) and content."""
    digest = hashlib.sha256(unicodedata.normalize("NFC", source).encode() + b"\0" + content)
    return "k" + digest.hexdigest()[:10]


def derive_statement_ids(source_id: str, texts: Iterable[str]) -> list[str]:
    """Return one id per text, in order: `<source_id>-<8 hex>`, with `-2`, `-3` … for repeats within the source."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        short = text_sha256(text)[:8]
        seen[short] += 1
        ids.append(f"{source_id}-{short}" + (f"-{seen[short]}" if seen[short] > 1 else ""))
    return ids


def source_id_of(statement_id: str) -> str:
    """Return the id of the source that a statement id belongs to."""
    return statement_id.partition("-")[0]
