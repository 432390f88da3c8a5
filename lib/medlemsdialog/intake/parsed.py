"""Originals parsed once: the cache of what became of them, by content and reader version."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from medlemsdialog.checked_file import read_checked, write_checked
from medlemsdialog.intake.document import Document, Outcome, Refusal
from medlemsdialog.intake.formats import BY_ENDING, ending_of
from medlemsdialog.intake.language import find_language, remember_languages
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.intake.readers.archive import is_archive, read_archive
from medlemsdialog.intake.reading import READER_VERSION
from medlemsdialog.intake.reading_process import reading_process
from medlemsdialog.intake.recognised import RecognisedText, apply_recognised
from medlemsdialog.intake.rules import BrokenOriginalError

# What a busy machine may have caused: believed for the length of a run, then tried again.
_PASSING = frozenset({"too_slow", "too_much_memory"})
_PASSING_SECONDS = 3600
# What is a document by its name is not opened to see whether it is a folder.
_NEVER_FOLDERS = frozenset(BY_ENDING) - {"zip"}


class Original(NamedTuple):
    """One original: its path below `inputs/`, its content's hash, and its document or why there is none."""

    source: str
    content_sha256: str
    content: bytes
    document: Document | None
    refusal: Refusal | None


class Unread(NamedTuple):
    """An original before it is parsed. `refusal` is why its content could not be had."""

    source: str
    content: bytes
    refusal: Refusal | None = None

    @property
    def content_sha256(self) -> str:
        """The SHA-256 of the content, empty where there is none."""
        return hashlib.sha256(self.content).hexdigest() if self.content else ""


def list_originals(source: str, file: Path) -> Iterator[Unread]:
    """Yield the originals that a file holds: itself, or the files in a ZIP.

    A ZIP is a folder that was sent: each file in it is an original of its own, whose path goes on inside the ZIP
    (`07/horten.zip/saksframlegg.docx`), as if it had been unpacked where it lies. A ZIP that cannot be opened is an
    original itself. (A ZIP in an e-mail is a part of that e-mail, like any attachment.)
    """
    try:
        size = file.stat().st_size
        content = b"" if size > MAX_FILE_BYTES else file.read_bytes()
    except OSError:
        yield Unread(source, b"", Refusal(rule="unreadable", values={"format": "fil"}))
        return
    if size > MAX_FILE_BYTES:
        yield Unread(source, b"", Refusal(rule="too_large", found=f"{size // (1024 * 1024)} MB"))
    elif is_archive(source, content):
        try:
            for packed in read_archive(source, content):
                refusal = packed.error.refusal if packed.error else None
                yield Unread(f"{source}/{packed.name}", packed.content, refusal)
        except BrokenOriginalError as error:
            yield Unread(source, content, error.refusal)
    else:
        yield Unread(source, content)


def list_paths(source: str, file: Path) -> Iterator[str]:
    """Yield the paths of the originals that a file holds, without reading any but ZIPs."""
    if ending_of(source) in _NEVER_FOLDERS:
        yield source
    else:
        yield from (unread.source for unread in list_originals(source, file))


def read_originals(
    source: str,
    file: Path,
    *,
    recognised: Mapping[str, RecognisedText] | None = None,
    cache: Path | None = None,
    withdrawn: Container[str] = (),
) -> Iterator[Original]:
    """Yield the originals that a file holds, from the cache where they were parsed before. Broken ones have a refusal.

    `recognised` are the texts that a person has had recognised, by the content of what was a picture; what has its
    content among `withdrawn` is not opened.
    """
    for unread in list_originals(source, file):
        yield read_original(unread, recognised=recognised, cache=cache, withdrawn=withdrawn)


def read_original(
    unread: Unread,
    *,
    recognised: Mapping[str, RecognisedText] | None = None,
    cache: Path | None = None,
    withdrawn: Container[str] = (),
) -> Original:
    """Return one original as `read_originals` yields it."""
    digest = unread.content_sha256
    if digest in withdrawn:
        return Original(unread.source, digest, unread.content, None, Refusal(rule="withdrawn_original"))
    outcome = Outcome(refusal=unread.refusal) if unread.refusal else _read(unread, digest, cache)
    outcome = apply_recognised(outcome, digest, recognised or {})
    if outcome.document is not None:
        remember_languages(outcome.document.languages)
    return Original(unread.source, digest, unread.content, outcome.document, outcome.refusal)


def _read(unread: Unread, digest: str, cache: Path | None) -> Outcome:
    name = f"{digest}-{ending_of(unread.source) or 'uten'}-{READER_VERSION}.json"
    entry = cache / "intake" / name if cache else None
    outcome = _read_entry(entry)
    if outcome is None:
        outcome = reading_process().read(unread.source, unread.content)
        if outcome.document is not None:
            languages = {text: find_language(text) for text in outcome.document.texts()}
            outcome = Outcome(document=outcome.document.model_copy(update={"languages": languages}))
        _write_entry(entry, outcome)
    return outcome


def _read_entry(entry: Path | None) -> Outcome | None:
    if entry is None:
        return None
    try:
        content = read_checked(entry)
        if content is None:
            return None
        outcome = Outcome.model_validate_json(content)
        passing = outcome.refusal is not None and outcome.refusal.rule in _PASSING
        return None if passing and time.time() - entry.stat().st_mtime > _PASSING_SECONDS else outcome
    except (OSError, ValidationError, ValueError):
        # A corrupt entry is parsed again and replaced.
        return None


def _write_entry(entry: Path | None, outcome: Outcome) -> None:
    """Write an entry whole or not at all; a cache that cannot be written only costs time."""
    if entry is None:
        return
    with suppress(ValueError):
        write_checked(entry, outcome.model_dump_json().encode("utf-8", errors="surrogatepass"))
