"""E-mail (EML): the body's passages under its subject, and its attachments as parts for their own readers."""

from __future__ import annotations

import email
import email.policy
import mimetypes
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from medlemsdialog.intake.document import Document, Note
from medlemsdialog.intake.formats import MEDIA_TYPES, ending_of
from medlemsdialog.intake.limits import MAX_ATTACHMENTS
from medlemsdialog.intake.outline import Outline
from medlemsdialog.intake.readers.mail_body import (
    Forwarded,
    add_html_body,
    add_plain_body,
    decode_body,
    is_only_in_html,
)
from medlemsdialog.intake.readers.parts import Part
from medlemsdialog.intake.rules import BrokenOriginalError

# A signature kept beside the text, and the mark of an encrypted mail: nothing that anyone wrote.
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
    | {"application/pgp-encrypted"}
)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_CALENDARS = frozenset({"text/calendar", "application/ics"})
_HEADER_FIELDS = ("From", "Date", "Subject", "To")
_CUT_OFF = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
FORWARDED_SUBJECT = re.compile(r"\s*(?:VS|FW|FWD|WG|Videresendt|Vidaresendt)\s*:", re.IGNORECASE)
_MAX_PART_NESTING = 50
_LONGEST_HEADER = 2_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class _BoundedHeaders(email.policy.EmailPolicy):
    """Headers cut to a length that no person writes: the parser of headers takes very long over what is made to stop it."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY = _BoundedHeaders()


@dataclass
class _Found:
    """What stands in a mail, in its order: bodies as (text, whether HTML), parts, and what was noticed."""

    bodies: list[tuple[str, bool]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    cut_off: bool = False

    def take(self, other: _Found) -> None:
        """Add everything but the bodies."""
        self.parts += other.parts
        self.notes += other.notes
        self.pictures += other.pictures
        self.cut_off = self.cut_off or other.cut_off


def read_mail(name: str, content: bytes) -> tuple[Document, tuple[Part, ...]]:
    """Return the mail without its attachments, and the attachments.

    Raises:
        BrokenOriginalError: It has no header of an e-mail, or is signed or encrypted as one package.
    """
    message = email.message_from_bytes(content, policy=_POLICY)
    if not isinstance(message, EmailMessage) or not any(_header(message, header) for header in _HEADER_FIELDS):
        raise BrokenOriginalError("unreadable", name, format="e-post (EML)")
    if message.get_content_type() in _SEALED | {"multipart/encrypted"}:
        raise BrokenOriginalError("sealed_mail", name)
    found = _Found()
    _walk(message, found, 0)
    outline = Outline()
    if subject := _header(message, "Subject").strip():
        outline.add_heading(subject, 1)
    is_forward = bool(FORWARDED_SUBJECT.match(subject))
    original: Forwarded | None = None
    for text, is_html in found.bodies[:MAX_ATTACHMENTS]:
        if is_html:
            original = add_html_body(name, text, outline, forwarded=is_forward) or original
        else:
            original = add_plain_body(text, outline, forwarded=is_forward) or original
    parts = _named_apart(found.parts[:MAX_ATTACHMENTS])
    document = Document(
        media_type=MEDIA_TYPES["eml"],
        blocks=tuple(outline.blocks),
        notes=tuple(dict.fromkeys((*found.notes, *_notes(found)))),
        sender_hint=(original and original.sender) or _header(message, "From"),
        date_hint=(original and original.date) or _date(message),
        attachments=tuple(part.name for part in parts),
    )
    return document, parts


def _walk(part: EmailMessage, found: _Found, depth: int) -> None:
    if depth > _MAX_PART_NESTING:
        raise RecursionError
    found.cut_off = found.cut_off or any(isinstance(defect, _CUT_OFF) for defect in part.defects)
    kind = part.get_content_type()
    if part.get_content_maintype() != "multipart":
        _take_leaf(part, kind, found)
        return
    if not part.is_multipart():
        # A header that promises parts where there are none: what stands there is text.
        _take_body(part, found, is_html=False)
        return
    children = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
    if kind == "multipart/alternative":
        _walk_alternatives(children, found, depth)
    else:
        for child in children:
            _walk(child, found, depth + 1)


def _walk_alternatives(children: list[EmailMessage], found: _Found, depth: int) -> None:
    """Take the text once: the plain one, unless most of it stands in the HTML only. Attachments are taken from all."""
    read = []
    for child in children:
        alternative = _Found()
        _walk(child, alternative, depth + 1)
        found.take(alternative)
        if alternative.bodies:
            read.append(alternative.bodies)
    plain = next((bodies for bodies in read if not any(is_html for _, is_html in bodies)), None)
    rich = next((bodies for bodies in read if any(is_html for _, is_html in bodies)), None)
    if plain and rich and is_only_in_html([text for text, _ in plain], [text for text, _ in rich]):
        plain = None
    found.bodies += plain or rich or []


def _take_leaf(part: EmailMessage, kind: str, found: _Found) -> None:
    attached = part.get_content_disposition() == "attachment" or bool(_file_name(part))
    if kind in {"text/plain", "text/html"} and not attached:
        _take_body(part, found, is_html=kind == "text/html")
    elif kind in _CALENDARS or ending_of(_file_name(part)) == "ics":
        found.notes.append(Note(rule="calendar_part"))
    elif kind in _SIGNATURES:
        return
    elif part.get_content_maintype() == "image" and part.get("Content-ID") and not _is_attached(part):
        found.pictures.append(_part_name(part, kind, found))
    else:
        name = _part_name(part, kind, found)
        found.parts.append(Part(name, _bytes(part, is_mail=kind == "message/rfc822")))


def _take_body(part: EmailMessage, found: _Found, *, is_html: bool) -> None:
    text, notes = decode_body(part)
    found.notes += notes
    if text.strip():
        found.bodies.append((text, is_html))


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment"


def _notes(found: _Found) -> list[Note]:
    notes = [Note(rule="mail_cut_off")] if found.cut_off else []
    if found.pictures:
        notes.append(Note(rule="inline_pictures", found=", ".join(found.pictures)))
    if (number := max(len(found.parts), len(found.bodies))) > MAX_ATTACHMENTS:
        notes.append(Note(rule="unread_parts", found=str(number)))
    return notes


def _part_name(part: EmailMessage, kind: str, found: _Found) -> str:
    """Return the attachment's name; one without gets a name with the ending that its type tells."""
    number = len(found.parts) + 1
    if kind == "message/rfc822":
        name = _file_name(part) or f"melding-{number}.eml"
        return name if ending_of(name) == "eml" else f"{name}.eml"
    if name := _file_name(part):
        return name
    ending = ".p7m" if kind in _SEALED else mimetypes.guess_extension(kind) or ""
    return f"vedlegg-{number}{ending if kind != 'application/octet-stream' else ''}"


def _file_name(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        name = ""
    cleaned = _CONTROL.sub(" ", _printable(str(name))).replace("\\", "/")
    return cleaned.rsplit("/", maxsplit=1)[-1].strip()


def _named_apart(parts: list[Part]) -> tuple[Part, ...]:
    seen: Counter[str] = Counter()
    named: list[Part] = []
    for part in parts:
        seen[part.name] += 1
        repeat = seen[part.name]
        named.append(part._replace(name=f"({repeat}) {part.name}") if repeat > 1 else part)
    return tuple(named)


def _bytes(part: EmailMessage, *, is_mail: bool) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):
        # A forwarded mail, or another report of mail programs with its parts inside.
        inner = [one for one in payload if isinstance(one, EmailMessage)]
        return inner[0].as_bytes() if inner and is_mail else b"\n".join(one.as_bytes() for one in inner)
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _header(message: EmailMessage, field_name: str) -> str:
    """Return a header as text; one with undeclared bytes, or that the parser stumbles over, comes as it was sent."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == field_name.lower()), "")
    if raw.isascii():
        with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return _printable(str(message.get(field_name) or ""))
    return " ".join(_printable(raw).split())


def _printable(text: str) -> str:
    """Return a text whose undeclared bytes are read as cp1252, the usual one here."""
    if text.isascii():
        return text
    try:
        raw = text.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace").decode()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return ""
