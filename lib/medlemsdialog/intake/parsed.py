"""Originals parsed once: the cache of documents by content and reader version."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from medlemsdialog.intake.document import Document
from medlemsdialog.intake.formats import ending_of
from medlemsdialog.intake.language import find_language, remember_languages
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.intake.reading import READER_VERSION, read_document
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.writing import write_bytes_atomically


class Original(NamedTuple):
    """One original: its path below `inputs/`, its content's hash, and its document or why there is none."""

    source: str
    content_sha256: str
    content: bytes
    document: Document | None
    error: BrokenOriginalError | None


def read_original(source: str, file: Path, *, cache: Path | None = None) -> Original:
    """Return one original, from the cache where it was parsed before. A broken one is returned with its error."""
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            size = f"{file.stat().st_size // (1024 * 1024)} MB"
            return Original(source, "", b"", None, BrokenOriginalError("too_large", source, found=size))
        content = file.read_bytes()
    except OSError:
        return Original(source, "", b"", None, BrokenOriginalError("unreadable", source, format="fil"))
    digest = hashlib.sha256(content).hexdigest()
    entry = cache / "intake" / f"{digest}-{ending_of(source) or 'uten'}-{READER_VERSION}.json" if cache else None
    document = _read_entry(entry)
    error: BrokenOriginalError | None = None
    if document is None:
        try:
            document = read_document(source, content)
        except BrokenOriginalError as broken:
            error = broken
        else:
            document = document.model_copy(
                update={"languages": {text: find_language(text) for text in document.texts()}}
            )
            _write_entry(entry, document)
    if document is not None:
        remember_languages(document.languages)
    return Original(source, digest, content, document, error)


def _read_entry(entry: Path | None) -> Document | None:
    if entry is None:
        return None
    try:
        return Document.model_validate_json(entry.read_bytes())
    except (OSError, ValidationError, ValueError):
        # A corrupt entry is parsed again and replaced.
        return None


def _write_entry(entry: Path | None, document: Document) -> None:
    """Write an entry whole or not at all; a cache that cannot be written only costs time."""
    if entry is None:
        return
    with suppress(OSError, ValueError):
        write_bytes_atomically(entry, document.model_dump_json().encode("utf-8", errors="surrogatepass"))
