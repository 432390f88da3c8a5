"""The one door to the readers: any bytes in, a document or a broken original's sentence out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from medlemsdialog.intake.document import Document, Note, Outcome, Scan
from medlemsdialog.intake.formats import BY_ENDING, FORMAT_NAMES, MEDIA_TYPES, ending_of, find_format
from medlemsdialog.intake.limits import MAX_ATTACHMENT_NESTING, MAX_FILE_BYTES, TooManyBlocksError
from medlemsdialog.intake.readers.archive import read_archive
from medlemsdialog.intake.readers.delimited import read_delimited
from medlemsdialog.intake.readers.docx import PANDOC_FORMATS, read_docx
from medlemsdialog.intake.readers.mail import read_mail
from medlemsdialog.intake.readers.parts import Part, add_part, add_unread
from medlemsdialog.intake.readers.pdf import read_pdf
from medlemsdialog.intake.readers.saved_mail import mark_saved_mail
from medlemsdialog.intake.readers.sheet import read_sheet
from medlemsdialog.intake.readers.slides import read_slides
from medlemsdialog.intake.readers.submission import read_submission
from medlemsdialog.intake.readers.text import read_text
from medlemsdialog.intake.readers.text_layer import mark_text_layer
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor

# Part of the cache's key: raise it whenever a reader gives other blocks or anchors, or `find_language` other answers.
READER_VERSION = "9"
# Which of these a text is called is a matter of taste.
_ALIKE = frozenset({"csv", "txt", "md"})
_REFUSED = {
    "doc": "old_word",
    "msg": "outlook_message",
    "image": "scanned",
    "sealed": "sealed_mail",
    "tnef": "outlook_package",
}


def read_outcome(name: str, content: bytes) -> Outcome:
    """Return the document that `content` holds, or why there is none. Only lack of memory leaves as an exception."""
    try:
        return Outcome(document=read_document(name, content))
    except BrokenOriginalError as error:
        return Outcome(refusal=error.refusal)


def read_document(name: str, content: bytes, *, nesting: int = 0) -> Document:
    """Return the document that `content` holds; `name` is its path, whose ending is only a promise.

    Raises:
        BrokenOriginalError: It cannot be read. No other exception leaves a reader, but for MemoryError.
    """
    if len(content) > MAX_FILE_BYTES:
        raise BrokenOriginalError("too_large", name, found=f"{len(content) // (1024 * 1024)} MB")
    found = find_format(name, content)
    if not found:
        raise BrokenOriginalError("unknown_format", name, ending=f".{ending_of(name)}")
    if found in _REFUSED:
        raise BrokenOriginalError(_REFUSED[found], name)
    try:
        document = _read(name, content, found, nesting)
    except (BrokenOriginalError, MemoryError):
        raise
    except TooManyBlocksError as error:
        raise BrokenOriginalError("too_many_passages", name) from error
    except (OverflowError, RecursionError) as error:
        raise BrokenOriginalError("too_nested", name) from error
    except Exception as error:
        raise BrokenOriginalError("unreadable", name, format=FORMAT_NAMES[found]) from error
    if not document.blocks and not document.attachments and document.submission is None:
        raise BrokenOriginalError("no_text", name)
    return _note_mislabelling(name, found, _note_scans(content, document))


def read_anchor(name: str, content: bytes, anchor: Anchor) -> str | None:
    """Return the text that stands at `anchor` in the original, or None where nothing does."""
    return read_document(name, content).text_at(anchor)


def read_part(name: str, content: bytes, path: str) -> bytes:
    """Return the content of an attachment or a file in a ZIP by its path («brev.eml › skann.pdf»); nothing where none is."""
    try:
        found = find_format(name, content)
        if found == "eml":
            parts: Iterable[Part] = read_mail(name, content)[1]
        elif found == "zip":
            parts = (Part(one.name, one.content, one.error) for one in read_archive(name, content))
        else:
            return b""
        for part in parts:
            if part.name == path:
                return part.content
            if path.startswith(f"{part.name} › "):
                return read_part(part.name, part.content, path.removeprefix(f"{part.name} › "))
    except BrokenOriginalError:
        return b""
    return b""


def _read(name: str, content: bytes, kind: str, nesting: int) -> Document:
    if kind == "pptx":
        return read_slides(name, content)
    if kind in PANDOC_FORMATS:
        return mark_saved_mail(read_docx(name, content, kind))
    if kind == "pdf":
        return mark_text_layer(mark_saved_mail(read_pdf(name, content)), content)
    if kind in {"xlsx", "ods"}:
        return read_sheet(name, content, kind)
    if kind == "submission":
        return read_submission(name, content)
    if kind == "csv":
        return read_delimited(name, content)
    if kind == "eml":
        return _read_parts(*read_mail(name, content), nesting)
    if kind == "zip":
        parts = (Part(one.name, one.content, one.error) for one in read_archive(name, content))
        return _read_parts(Document(media_type=MEDIA_TYPES["zip"]), parts, nesting)
    return mark_saved_mail(read_text(name, content, kind))


def _read_parts(document: Document, parts: Iterable[Part], nesting: int) -> Document:
    """Return a mail or a ZIP with what is in it, each part by its own reader; what cannot be read is named."""
    for part in parts:
        try:
            if part.error:
                raise part.error
            if nesting >= MAX_ATTACHMENT_NESTING:
                raise BrokenOriginalError("too_deep", part.name, found=f"{nesting + 1} lag")
            read = read_document(part.name, part.content, nesting=nesting + 1)
        except BrokenOriginalError as error:
            document = add_unread(document, part, error)
        else:
            document = add_part(document, part.name, _tell_of_submission(read, part.name))
    return document


def _tell_of_submission(read: Document, name: str) -> Document:
    """Return a part with a note where it is a member's own answer: what it says of itself is lost inside a mail."""
    note = Note(rule="submission_in_mail", found=name)
    return read.model_copy(update={"notes": (*read.notes, note)}) if read.submission is not None else read


def _note_scans(content: bytes, document: Document) -> Document:
    """Return the document with the pages that are pictures as a scan that may be recognised."""
    for note in document.notes:
        if note.rule == "scanned_pages" and note.anchor.attachment is None:
            pages = tuple(int(page) for page in note.found.split(", ") if page.isdigit())
            scan = Scan(content_sha256=hashlib.sha256(content).hexdigest(), pages=pages)
            return document.model_copy(update={"scans": (*document.scans, scan)})
    return document


def _note_mislabelling(name: str, found: str, document: Document) -> Document:
    ending = ending_of(name)
    promised = BY_ENDING.get(ending, "")
    if found == promised or {found, promised} <= _ALIKE:
        return document
    note = Note(rule="mislabelled", found=f".{ending}|{found}")
    return document.model_copy(update={"notes": (*document.notes, note)})
