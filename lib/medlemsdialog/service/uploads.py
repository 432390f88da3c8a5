"""Receiving documents: streamed to the disk under their hash, within the limits, and known to be what intake can read."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.formats import ending_of, find_format
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.submission import Attachment
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import limits
from medlemsdialog.service.bodies import RefusedBodyError

FILE_FIELD, MARK_FIELD = "fil", "merke"
_MOST_FIELD_BYTES = 1000
_LONGEST_NAME = 120
_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass
class Received:
    """What one upload brought: fields, documents that lie in their place, and what is told of the others."""

    fields: dict[str, str] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)


async def receive_documents(
    request: Request, folder: InputPageFolder, *, may_keep: Callable[[dict[str, str]], bool]
) -> Received:
    """Return what an upload brought. `may_keep` is asked with the fields before any file is written to the disk.

    Raises:
        RefusedBodyError: It is no upload (415), broken (400), too large altogether (413) or too slow (408).
        OSError: The disk is full.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not 0 < len(boundary) <= 70:
        raise RefusedBodyError(415)
    parts = _Parts(folder, may_keep)
    parser = MultipartParser(boundary, parts.callbacks(), max_header_count=8, max_header_size=4096)
    total = 0
    try:
        latest = asyncio.get_running_loop().time() + limits.UPLOAD_SECONDS
        async with asyncio.timeout(limits.SILENT_SECONDS) as patience:
            async for chunk in request.stream():
                patience.reschedule(min(latest, asyncio.get_running_loop().time() + limits.SILENT_SECONDS))
                total += len(chunk)
                if total > limits.MOST_BYTES_READ:
                    raise RefusedBodyError(413)
                parser.write(chunk)
            parser.finalize()
        if not parts.is_whole:
            raise RefusedBodyError(400)
        received = Received(fields=parts.fields)
        for file in parts.files:
            await asyncio.to_thread(_put_in_place, file, folder, received)
    except TimeoutError:
        raise RefusedBodyError(408) from None
    except (FormParserError, ClientDisconnect):
        raise RefusedBodyError(400) from None
    finally:
        parts.clean_up()
    return received


@dataclass
class _File:
    """One document on its way: what did not fit is counted and not written."""

    name: str
    path: Path
    stream: IO[bytes] | None
    digest: Any
    size: int = 0


class _Parts:
    """Takes the parts of a multipart body as they come."""

    def __init__(self, folder: InputPageFolder, may_keep: Callable[[dict[str, str]], bool]) -> None:
        self.fields: dict[str, str] = {}
        self.files: list[_File] = []
        self.is_whole = False
        self._folder, self._may_keep = folder, may_keep
        self._header_name, self._header_value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._file: _File | None = None
        self._field, self._value = "", b""

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._add_to_header_name,
            "on_header_value": self._add_to_header_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_content,
            "on_part_data": self._add_content,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def clean_up(self) -> None:
        for file in self.files:
            if file.stream is not None:
                file.stream.close()
            file.path.unlink(missing_ok=True)

    def _begin_part(self) -> None:
        self._headers, self._file, self._field, self._value = {}, None, "", b""
        self._header_name, self._header_value = b"", b""

    def _add_to_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _add_to_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _end_header(self) -> None:
        self._headers[self._header_name.lower()] = self._header_value
        self._header_name, self._header_value = b"", b""

    def _begin_content(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")[:100]
        written = options.get(b"filename", b"").decode("utf-8", "replace")
        if b"filename" not in options or self._field != FILE_FIELD or not written:
            return
        path = self._folder.incoming / secrets.token_hex(16)
        keeps = len(self.files) < limits.MOST_ATTACHMENTS and self._may_keep(self.fields)
        # Opened for this user alone, and never under a name that a sender chose.
        stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") if keeps else None
        self._file = _File(clean_name(written), path, stream, hashlib.sha256())
        if len(self.files) <= limits.MOST_ATTACHMENTS:
            self.files.append(self._file)

    def _add_content(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            if len(self._value) + end - start > _MOST_FIELD_BYTES or len(self.fields) > 20:
                raise RefusedBodyError(413)
            self._value += data[start:end]
            return
        self._file.size += end - start
        if self._file.stream is not None and self._file.size <= limits.MOST_ATTACHMENT_BYTES:
            content = memoryview(data)[start:end]
            self._file.stream.write(content)
            self._file.digest.update(content)

    def _end_part(self) -> None:
        if self._file is None and self._field != FILE_FIELD:
            self.fields[self._field] = self._value.decode("utf-8", "replace")

    def _end(self) -> None:
        self.is_whole = True


def clean_name(written: str) -> str:
    """Return the name of a document as it may be shown and kept: no path, no signs that hide or turn others."""
    name = unicodedata.normalize("NFC", _NO_NAME.sub("", re.split(r"[/\\]", written)[-1])).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if dot and len(name) > _LONGEST_NAME:
        name = f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending[:20]}"
    return name[:_LONGEST_NAME] or "dokument"


def _put_in_place(file: _File, folder: InputPageFolder, received: Received) -> None:
    if refusal := _find_refusal(file):
        received.refused.append(refusal)
        return
    if file.stream is None:
        return
    file.stream.flush()
    if refusal := _find_unreadable(file):
        received.refused.append(refusal)
        return
    os.fsync(file.stream.fileno())
    file.stream.close()
    sha256 = file.digest.hexdigest()
    target = folder.attachment(sha256)
    target.parent.mkdir(exist_ok=True, mode=0o700)
    file.path.replace(target)
    # The name is on the disk too before anybody is told that the document is kept.
    for parent in (target.parent, target.parent.parent):
        _sync_folder(parent)
    received.attachments.append(Attachment(name=file.name, sha256=sha256, size=file.size))


def _find_refusal(file: _File) -> Message | None:
    if file.size > limits.MOST_ATTACHMENT_BYTES:
        return Message(
            "«{name}» er ikke lagt ved: Den er for stor. Et dokument kan være {most} MB.",
            name=file.name,
            most=limits.MOST_ATTACHMENT_BYTES // (1024 * 1024),
        )
    if not file.size:
        return Message("«{name}» er ikke lagt ved: Den er tom.", name=file.name)
    if ending_of(file.name) not in limits.ENDINGS:
        return Message(
            "«{name}» er ikke lagt ved: Vi kan ikke lese slike filer. Vi leser {endings}.",
            name=file.name,
            endings=limits.SHOWN_ENDINGS,
        )
    return None


def _find_unreadable(file: _File) -> Message | None:
    """Return why the content cannot be what its name says; the same look as intake's, and no closer."""
    unreadable = Message(
        "«{name}» er ikke lagt ved: Den er skadet, låst med passord eller av et annet slag enn navnet sier. Lagre den "
        "på nytt, og prøv igjen.",
        name=file.name,
    )
    try:
        found = find_format(file.name, file.path.read_bytes())
    except BrokenOriginalError:
        return unreadable
    return None if found in limits.FORMATS_TAKEN else unreadable


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot, and keeps names itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
