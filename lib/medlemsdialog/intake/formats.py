"""What format an original really has: by its first bytes, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from medlemsdialog.intake.limits import (
    MAX_ARCHIVE_MEMBERS,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_CHECKED_FROM_BYTES,
)
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.submission import SUBMISSION_FORMAT

BY_ENDING = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "odt": "odt", "rtf": "rtf", "html": "html", "htm": "html",
    "pptx": "pptx", "pdf": "pdf", "xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "csv": "csv", "tsv": "csv",
    "txt": "txt", "md": "md", "markdown": "md", "text": "txt", "eml": "eml", "zip": "zip", "json": "submission",
    "7z": "archive", "rar": "archive", "tar": "archive", "gz": "archive", "tgz": "archive", "bz2": "archive", "xz": "archive",
    "p7m": "sealed", "p7s": "sealed",
    "doc": "doc", "xls": "doc", "ppt": "doc", "msg": "msg",
    "jpg": "image", "jpeg": "image", "png": "image", "tif": "image", "tiff": "image", "gif": "image", "heic": "image",
    "bmp": "image", "webp": "image",
}  # fmt: skip
FORMAT_NAMES = {
    "docx": "Word (DOCX)", "odt": "OpenDocument-tekst (ODT)", "rtf": "RTF", "html": "HTML", "pptx": "PowerPoint (PPTX)",
    "pdf": "PDF", "xlsx": "Excel (XLSX)", "ods": "OpenDocument-regneark (ODS)", "csv": "CSV", "txt": "tekst", "md": "Markdown",
    "eml": "e-post (EML)", "doc": "eldre Office-format", "msg": "Outlook-melding (MSG)", "image": "bilde", "zip": "ZIP",
    "submission": "innspill fra skjemaet (JSON)", "archive": "arkiv", "sealed": "S/MIME", "tnef": "Outlook-pakke (winmail.dat)",
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
    "zip": "application/zip",
    "submission": "application/vnd.medlemsdialog.innspill+json",
    "sealed": "application/pkcs7-mime",
    "tnef": "application/ms-tnef",
}
UNKNOWN_MEDIA_TYPE = "application/octet-stream"
# Formats without a mark of their own: the name decides between them.
PLAIN = frozenset({"csv", "txt", "md", "eml", "html"})
_ARCHIVE_MARKS = {"word/document.xml": "docx", "ppt/presentation.xml": "pptx", "xl/workbook.xml": "xlsx"}
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# What a damaged, locked or strangely packed ZIP makes Python's reader raise; an unknown compression is «not implemented».
ZIP_FAULTS = (
    zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, zlib.error,
)  # fmt: skip
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
_MORE_IMAGES = re.compile(rb"BM|RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_HTML = re.compile(rb"^\s*(?:<!doctype html|<html\b)", re.IGNORECASE)
_TAG = re.compile(rb"<[a-zA-Z!/?]")
_OTHER_ARCHIVES = {
    b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz",
}  # fmt: skip
_OWN_MARKS = {b"\x78\x9f\x3e\x22": "tnef", b"{\\rtf": "rtf"}
# A packed file with one of these is a document of some program, not files that a person packed.
_PROGRAM_MEMBERS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml"})
_APPLE_MEMBER = re.compile(r"(?:^|/)(?:Index(?:\.zip|/\w+\.iwa)|buildVersionHistory\.plist)$")
# The head of a mail as programs write it; both must be there, for a letter may begin with «Subject:».
_MAIL_HEAD = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_FIELD = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
_SUBMISSION_MARK = f'"{SUBMISSION_FORMAT}"'.encode()
_TEXT_SAMPLE = 4000
_WORD_SHARE = 0.6
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
        BrokenOriginalError: It is empty, protected by a password, truncated, packed in another way, or a bomb.
    """
    promised = BY_ENDING.get(ending_of(name), "")
    if not content.strip(b"\0 \t\r\n"):
        raise BrokenOriginalError("empty", name)
    if content.startswith(b"%PDF-") or (b"%PDF-" in content[:1024] and promised not in PLAIN):
        return "pdf"
    if content.startswith(_OLE):
        return _format_of_compound_file(name, content, promised)
    if content.startswith(b"PK"):
        return _format_of_archive(name, content, promised)
    if kind := next((kind for mark, kind in _OTHER_ARCHIVES.items() if content.startswith(mark)), ""):
        raise BrokenOriginalError("other_archive", name, format=kind)
    if kind := next((kind for mark, kind in _OWN_MARKS.items() if content.startswith(mark)), ""):
        return kind
    if content.startswith(_IMAGES) or (promised == "image" and _MORE_IMAGES.match(content)):
        return "image"
    if _HTML.match(content[:512].removeprefix(b"\xef\xbb\xbf")) and promised != "eml":
        return "html"
    if promised in PLAIN and promised != "eml" and _is_mail(content):
        return "eml"
    if promised == "submission" or _is_submission(content):
        return "submission"
    if promised == "archive":
        raise BrokenOriginalError("other_archive", name, format=ending_of(name))
    if promised and promised not in PLAIN | {"sealed"}:
        if _is_plain_text(content):
            return "csv" if ending_of(name) in {"xls", "xlsx", "xlsm", "ods"} else "txt"
        raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES[promised])
    if promised == "html" and b"\0" not in content and not _TAG.search(content):
        return "txt"
    return promised


def _is_submission(content: bytes) -> bool:
    """Whether a file that was given another name on its way is a member's own answer all the same."""
    start = content[:_TEXT_SAMPLE].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and _SUBMISSION_MARK in content


def _is_mail(content: bytes) -> bool:
    head = content[:_TEXT_SAMPLE].replace(b"\r\n", b"\n").split(b"\n\n", maxsplit=1)[0] + b"\n"
    return bool(_MAIL_HEAD.match(head) and _MAIL_FIELD.search(head))


def _is_plain_text(content: bytes) -> bool:
    """Whether bytes that promised to be something else are words after all, as when a program saves text as .xls."""
    try:
        sample = content[:_TEXT_SAMPLE].decode("utf-8", errors="ignore" if len(content) > _TEXT_SAMPLE else "strict")
    except UnicodeDecodeError:
        return False
    words = sum(sign.isalnum() or sign.isspace() for sign in sample)
    return "\0" not in sample and words > _WORD_SHARE * len(sample) and not sample.startswith(("%PDF", "PK"))


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
            if kind in _OPENDOCUMENT and "META-INF/manifest.xml" in names and not encrypted:
                # OpenDocument has a lock of its own, which the container does not know.
                encrypted = b"encryption-data" in archive.read("META-INF/manifest.xml")
    except ZIP_FAULTS as error:
        raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES.get(promised, "ZIP")) from error
    found = next((found for mark, found in _ARCHIVE_MARKS.items() if mark in names), "") or _OPENDOCUMENT.get(kind, "")
    if found and encrypted:
        raise BrokenOriginalError("password", name)
    if found:
        return found
    if _PROGRAM_MEMBERS & names or any(_APPLE_MEMBER.search(member) for member in names):
        if promised in {"docx", "xlsx", "pptx", "odt", "ods"}:
            raise BrokenOriginalError("truncated", name, format=FORMAT_NAMES[promised])
        return ""
    return "zip"


def _refuse_bombs(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise BrokenOriginalError("too_many_files", name, found=f"{len(members)} filer")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        raise BrokenOriginalError("unpacks_too_large", name, found=f"{unpacked // (1024 * 1024)} MB")
    for member in members:
        big = member.file_size > RATIO_CHECKED_FROM_BYTES
        if big and member.file_size > MAX_PACKING_RATIO * max(member.compress_size, 1):
            raise BrokenOriginalError("unpacks_too_large", name, found=f"{member.file_size // (1024 * 1024)} MB")
