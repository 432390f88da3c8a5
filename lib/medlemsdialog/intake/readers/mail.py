"""E-mail (EML): the body's passages under its subject, and the attachments by their own readers."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from medlemsdialog.intake.document import Document, Note, RawPassage, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_ATTACHMENTS
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.docx import read_docx
from medlemsdialog.intake.readers.text import read_lines
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.passages import Anchor


def read_mail(name: str, content: bytes) -> tuple[Document, tuple[tuple[str, bytes], ...]]:
    """Return the mail without its attachments, and the attachments as (name, content).

    Raises:
        BrokenOriginalError: It has no header of an e-mail.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not any(
        message.get(field) for field in ("From", "Date", "Subject", "To")
    ):
        raise BrokenOriginalError("unreadable", name, format="e-post (EML)")
    outline = Outline()
    if subject := str(message.get("Subject") or "").strip():
        outline.add_heading(subject, 1)
    attachments = tuple(_attachments(message))
    document = Document(
        media_type=MEDIA_TYPES["eml"],
        blocks=_body(name, message, outline),
        sender_hint=str(message.get("From") or ""),
        date_hint=_date(message),
        attachments=tuple(attachment for attachment, _ in attachments),
    )
    return document, attachments


def add_attachment(document: Document, attachment: str, read: Document) -> Document:
    """Return the mail with the blocks of one attachment, each anchored in it."""
    blocks = tuple(_inside(block, attachment) for block in read.blocks)
    notes = tuple(note.model_copy(update={"anchor": _attached(note.anchor, attachment)}) for note in read.notes)
    return document.model_copy(update={"blocks": (*document.blocks, *blocks), "notes": (*document.notes, *notes)})


def add_unread(document: Document, attachment: str, error: BrokenOriginalError) -> Document:
    """Return the mail with a note that one attachment could not be read."""
    note = Note(rule="attachment_unread", anchor=Anchor(attachment=attachment), found=error.rule)
    return document.model_copy(update={"notes": (*document.notes, note)})


def _inside(block: RawPassage, attachment: str) -> RawPassage:
    return block.model_copy(update={"anchor": _attached(block.anchor, attachment)})


def _attached(anchor: Anchor, attachment: str) -> Anchor:
    inner = f"{attachment} › {anchor.attachment}" if anchor.attachment else attachment
    return anchor.model_copy(update={"attachment": inner})


def _body(name: str, message: EmailMessage, outline: Outline) -> tuple[RawPassage, ...]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return tuple(outline.blocks)
    text = _content(part)
    if part.get_content_subtype() != "html":
        return read_lines(text, mail=True, outline=outline)
    html = read_docx(name, text.encode(), "html").blocks
    for block in html:
        if block.role is Role.HEADING:
            outline.add_heading(block.text, BOLD_LINE_LEVEL)
        elif block.anchor.bullet:
            outline.add_bullet(block.text, under=block.anchor.list_number or "")
        elif block.anchor.list_number:
            outline.add_numbered(block.text, block.anchor.list_number)
        else:
            outline.add_text(block.text)
    return tuple(outline.blocks)


def _content(part: MIMEPart) -> str:
    try:
        text = part.get_content()
    except (LookupError, KeyError, UnicodeError, ValueError):
        payload = part.get_payload(decode=True)
        text = payload.decode("cp1252", errors="replace") if isinstance(payload, bytes) else str(payload)
    return str(text).replace("\r\n", "\n")


def _attachments(message: EmailMessage) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    seen: Counter[str] = Counter()
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > MAX_ATTACHMENTS or not isinstance(part, EmailMessage):
            continue
        is_mail = part.get_content_type() == "message/rfc822"
        name = part.get_filename() or (f"melding-{number}.eml" if is_mail else f"vedlegg-{number}")
        seen[name] += 1
        if seen[name] > 1:
            name = f"({seen[name]}) {name}"
        found.append((name, _bytes(part, is_mail=is_mail)))
    return found


def _bytes(part: EmailMessage, *, is_mail: bool) -> bytes:
    if is_mail:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""
