"""The one door to the readers: any bytes in, a document or a broken original's sentence out."""

from __future__ import annotations

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import BY_ENDING, FORMAT_NAMES, PLAIN, ending_of, find_format
from medlemsdialog.intake.limits import MAX_ATTACHMENT_NESTING, MAX_FILE_BYTES
from medlemsdialog.intake.readers.delimited import read_delimited
from medlemsdialog.intake.readers.docx import PANDOC_FORMATS, read_docx
from medlemsdialog.intake.readers.mail import add_attachment, add_unread, read_mail
from medlemsdialog.intake.readers.pdf import read_pdf
from medlemsdialog.intake.readers.sheet import read_sheet
from medlemsdialog.intake.readers.text import read_text
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor

# Part of the cache's key: raise it whenever a reader gives other blocks or anchors.
READER_VERSION = "4"
_REFUSED = {"doc": "old_word", "msg": "outlook_message", "image": "scanned"}


def read_document(name: str, content: bytes, *, nesting: int = 0) -> Document:
    """Return the document that `content` holds; `name` is its path, whose ending is only a promise.

    Raises:
        BrokenOriginalError: It cannot be read. No other exception leaves a reader.
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
    except BrokenOriginalError:
        raise
    except Exception as error:
        raise BrokenOriginalError("unreadable", name, format=FORMAT_NAMES[found]) from error
    if not document.blocks and not document.attachments:
        raise BrokenOriginalError("no_text", name)
    return _note_mislabelling(name, found, document)


def read_anchor(name: str, content: bytes, anchor: Anchor) -> str | None:
    """Return the text that stands at `anchor` in the original, or None where nothing does."""
    return read_document(name, content).text_at(anchor)


def _read(name: str, content: bytes, kind: str, nesting: int) -> Document:
    if kind in PANDOC_FORMATS:
        return read_docx(name, content, kind)
    if kind == "pdf":
        return read_pdf(name, content)
    if kind in {"xlsx", "ods"}:
        return read_sheet(name, content, kind)
    if kind == "csv":
        return read_delimited(name, content)
    if kind == "eml":
        return _read_mail(name, content, nesting)
    return read_text(name, content, kind)


def _read_mail(name: str, content: bytes, nesting: int) -> Document:
    document, attachments = read_mail(name, content)
    for attachment, inner in attachments:
        try:
            if nesting >= MAX_ATTACHMENT_NESTING:
                raise BrokenOriginalError("too_large", attachment, found=f"{nesting} nivåer")
            read = read_document(attachment, inner, nesting=nesting + 1)
        except BrokenOriginalError as error:
            document = add_unread(document, attachment, error)
        else:
            document = add_attachment(document, attachment, read)
    return document


def _note_mislabelling(name: str, found: str, document: Document) -> Document:
    ending = ending_of(name)
    promised = BY_ENDING.get(ending, "")
    if found == promised or (found in PLAIN and promised in PLAIN):
        return document
    note = Note(rule="mislabelled", found=f".{ending}|{found}")
    return document.model_copy(update={"notes": (*document.notes, note)})
