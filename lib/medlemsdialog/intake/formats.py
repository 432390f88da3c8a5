"""What format an original really has: by its first bytes, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from medlemsdialog.intake.limits import (
    MAX_ARCHIVE_MEMBERS,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_CHECKED_FROM_BYTES,
)
from medlemsdialog.intake.rules import BrokenOriginalError

BY_ENDING = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "odt": "odt", "rtf": "rtf", "html": "html", "htm": "html",
    "pptx": "pptx", "pdf": "pdf", "xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "csv": "csv", "tsv": "csv",
    "txt": "txt", "md": "md", "markdown": "md", "text": "txt", "eml": "eml",
    "doc": "doc", "xls": "doc", "ppt": "doc", "msg": "msg",
    "jpg": "image", "jpeg": "image", "png": "image", "tif": "image", "tiff": "image", "gif": "image", "heic": "image",
    "bmp": "image", "webp": "image",
}  # fmt: skip
FORMAT_NAMES = {
    "docx": "Word (DOCX)", "odt": "OpenDocument-tekst (ODT)", "rtf": "RTF", "html": "HTML", "pptx": "PowerPoint (PPTX)",
    "pdf": "PDF", "xlsx": "Excel (XLSX)", "ods": "OpenDocument-regneark (ODS)", "csv": "CSV", "txt": "tekst", "md": "Markdown",
    "eml": "e-post (EML)", "doc": "eldre Office-format", "msg": "Outlook-melding (MSG)", "image": "bilde",
}  # fmt: skip
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "eml": "message/rfc822",
    "doc": "application/msword",
    "msg": "application/vnd.ms-outlook",
    "image": "image/*",
}
UNKNOWN_MEDIA_TYPE = "application/octet-stream"
# Formats without a mark of their own: the name decides between them.
PLAIN = frozenset({"csv", "txt", "md", "eml", "html"})
_ARCHIVE_MARKS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
_HTML = re.compile(rb"^\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ending_of(name: str) -> str:
    """Return the ending of a file name in small letters without its dot."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


def media_type_of(name: str) -> str:
    """Return the media type that a file's name promises."""
    return MEDIA_TYPES.get(BY_ENDING.get(ending_of(name), ""), UNKNOWN_MEDIA_TYPE)


def find_format(name: str, content: bytes) -> str:
    """Return the format of `content`: what its first bytes say, else what its name says, else the empty text.

    Raises:
        BrokenOriginalError: It is empty, protected by a password, truncated, or a bomb.
    """
    promised = BY_ENDING.get(ending_of(name), "")
    if not content.strip(b"\0 \t\r\n"):
        raise BrokenOriginalError("empty", name)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        return _format_of_compound_file(name, content, promised)
    if content.startswith(b"PK"):
        return _format_of_archive(name, content, promised)
    if content.startswith(b"{\\rtf"):
        return "rtf"
    if content.startswith(_IMAGES):
        return "image"
    if _HTML.match(content[:512]) and promised not in {"txt", "md", "eml"}:
        return "html"
    if promised and promised not in PLAIN:
        raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES[promised])
    return promised


def _format_of_compound_file(name: str, content: bytes, promised: str) -> str:
    """Old Office formats and encrypted new ones share a container; its directory names tell which."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BrokenOriginalError("password", name)
    if "__substg1.0_".encode("utf-16-le") in content or promised == "msg":
        return "msg"
    return "doc"


def _format_of_archive(name: str, content: bytes, promised: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_bombs(name, members)
            names = {member.filename for member in members}
            kind = archive.read("mimetype").strip() if "mimetype" in names else b""
            encrypted = any(member.flag_bits & 1 for member in members)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES.get(promised, "ZIP")) from error
    if encrypted:
        raise BrokenOriginalError("password", name)
    for mark, found in _ARCHIVE_MARKS.items():
        if mark in names:
            return found
    if kind in _OPENDOCUMENT:
        return _OPENDOCUMENT[kind]
    if promised in {"docx", "xlsx", "pptx", "odt", "ods"}:
        raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES[promised])
    return ""


def _refuse_bombs(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_ARCHIVE_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise BrokenOriginalError("too_large", name, found=f"{unpacked // (1024 * 1024)} MB")
    for member in members:
        big = member.file_size > RATIO_CHECKED_FROM_BYTES
        if big and member.file_size > MAX_PACKING_RATIO * max(member.compress_size, 1):
            raise BrokenOriginalError("too_large", name, found=f"{member.file_size // (1024 * 1024)} MB")
