"""The pictures of pages among the originals, those in e-mails and ZIPs too, with what is needed to recognise their text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.intake.parsed import read_originals
from medlemsdialog.intake.reading import read_part


class ScannedOriginal(NamedTuple):
    """An original, or one attachment of it, whose pages are pictures; no `pages` means all."""

    source: str
    content_sha256: str
    content: bytes
    pages: tuple[int, ...] = ()


def find_scans(source: str, file: Path, *, cache: Path | None = None) -> Iterator[ScannedOriginal]:
    """Yield what only text recognition can read in a file; the path of an attachment goes on after « › »."""
    for original in read_originals(source, file, cache=cache):
        if original.refusal is not None and original.refusal.rule == "scanned":
            yield ScannedOriginal(original.source, original.content_sha256, original.content)
        for scan in original.document.scans if original.document else ():
            if scan.attachment is None:
                yield ScannedOriginal(original.source, scan.content_sha256, original.content, scan.pages)
            elif content := read_part(original.source, original.content, scan.attachment):
                name = f"{original.source} › {scan.attachment}"
                yield ScannedOriginal(name, scan.content_sha256, content, scan.pages)
