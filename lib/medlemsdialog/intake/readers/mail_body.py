"""The text of an e-mail: its characters whatever the header claims, and what was quoted from earlier mails told apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from email.message import EmailMessage
from typing import NamedTuple

from medlemsdialog.intake.dates import first_date
from medlemsdialog.intake.document import Note, Role
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.docx import read_docx
from medlemsdialog.intake.readers.text import read_lines

# What programs write over the mail that is answered or forwarded. A line that only names a sender is not enough.
_DIVIDER = re.compile(
    r"^\W*-{2,}\s*(?:Opprinnelig melding|Opphavleg melding|Videresendt melding|Vidaresend melding|"
    r"Original Message|Forwarded message|Original appointment)\b",
    re.IGNORECASE,
)
_SENDER_LINE = re.compile(r"^\W*(?:Fra|Frå|From)\W*:\W*\S", re.IGNORECASE)
_SENT_LINE = re.compile(r"^\W*(?:Sendt|Sent|Dato|Date)\W*:", re.IGNORECASE | re.MULTILINE)
_WROTE_LINE = re.compile(
    r"^(?:Den|På|On|man|tir|tirs|ons|tor|tors|fre|lør|søn)\b.{6,200}?\b(?:skrev|skreiv|wrote)\b.{0,200}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_LINE = re.compile(
    r"^\W*(?:Fra|Frå|From|Sendt|Sent|Dato|Date|Til|To|Kopi|Cc|Bcc|Emne|Subject|Vedlegg|Attachments|Svar til|Reply-To|"
    r"Viktighet|Importance)\W*:",
    re.IGNORECASE,
)
# Who forwards a mail writes few words of their own; more is an answer of theirs.
MOST_FORWARDING_WORDS = 60
_TO_THE_END = 1_000_000
# How far below the sender the sending time stands.
HEADER_LINES = 4
_QUOTED = re.compile(r"^\s*>")
# The elements that mail programs put quoted mail in; after those of the second list all is quoted.
_QUOTE_ELEMENTS = (
    "blockquote[type=cite], div.gmail_quote, blockquote.gmail_quote, div.yahoo_quoted, div.protonmail_quote"
)
_OPENING_ELEMENTS = "#divRplyFwdMsg, #appendonsend, #OLK_SRC_BODY_SECTION, div.moz-forward-container"
_HIDDEN_HTML = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")
_PLAIN_SHARE = 0.5


class Forwarded(NamedTuple):
    """Who sent a mail that was forwarded, and when, as far as its head tells."""

    sender: str
    date: str


def decode_body(part: EmailMessage) -> tuple[str, list[Note]]:
    """Return the text of a part and a note where its characters were guessed. UTF-8 that fits is UTF-8, whatever is declared."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload() or ""), []
    declared = str(part.get_content_charset() or "").lower()
    multibyte = declared.startswith(("utf-16", "utf-32", "utf-7", "iso-2022"))
    tried = [declared] if multibyte else ["utf-8", declared, "cp1252", "latin-1"]
    for encoding in [*tried, "latin-1"]:
        try:
            text = payload.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
        fits = encoding == declared or payload.isascii() or (encoding == "utf-8" and declared in {"utf8", "us-ascii"})
        # Latin-1 in a mail means cp1252: the signs in which they differ are letters and quotation marks there.
        if encoding in {"iso-8859-1", "latin-1", "latin1"}:
            text = payload.decode("cp1252", errors="replace")
        fits = fits or (not declared and encoding == "utf-8")
        notes = [] if fits else [Note(rule="wrong_charset", found=encoding)]
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), notes
    return "", []


def is_only_in_html(plain: Sequence[str], rich: Sequence[str]) -> bool:
    """Whether the plain version of a mail lacks most of its words, as where it says that the mail must be read as HTML."""
    words = sum(len(text.split()) for text in plain)
    rich_words = sum(len(_HIDDEN_HTML.sub(" ", text).split()) for text in rich)
    return words < _PLAIN_SHARE * rich_words


def add_plain_body(text: str, outline: Outline, *, forwarded: bool = False) -> Forwarded | None:
    """Add a plain body to the outline; from where an earlier mail begins, all is quoted.

    In a forwarded mail the first earlier one is what was received: it is read, and its head returned.
    """
    lines = text.split("\n")
    start = _find_earlier_mail(lines)
    read_lines("\n".join(lines[:start]), mail=True, outline=outline)
    if start == len(lines):
        return None
    if forwarded and count_words(lines[:start]) <= MOST_FORWARDING_WORDS:
        end = find_head_end(lines, start)
        for line in lines[start:end]:
            outline.add_furniture(line)
        add_plain_body("\n".join(lines[end:]), outline)
        return read_mail_head(lines[start:end])
    for block in read_lines("\n".join(lines[start:]), mail=True, outline=Outline()):
        outline.add_paragraph(block.text, role=Role.QUOTED_MAIL)
    return None


def add_html_body(name: str, html: str, outline: Outline, *, forwarded: bool = False) -> Forwarded | None:
    """Add a body in HTML to the outline, with the same parts told apart."""
    # The mark cannot be foreseen by who writes the mail.
    mark = hashlib.sha256(html.encode("utf-8", errors="replace")).hexdigest()
    marked = html if forwarded else _mark_quotes(html, mark)
    blocks = read_docx(name, marked.encode("utf-8", errors="replace"), "html").blocks
    texts = [block.text for block in blocks]
    head: list[str] = []
    depth = head_end = 0
    for number, block in enumerate(blocks):
        if block.text in {f"{mark}+", f"{mark}-"}:
            depth += 1 if block.text.endswith("+") else -1
            continue
        if not depth and number >= head_end and opens_earlier_mail(texts[number : number + HEADER_LINES]):
            if forwarded and not head and count_words(texts[:number]) <= MOST_FORWARDING_WORDS:
                head_end = find_head_end(texts, number)
                head = texts[number:head_end]
            else:
                depth = _TO_THE_END
        if depth > 0:
            outline.add_paragraph(block.text, role=Role.QUOTED_MAIL)
        elif number < head_end and head:
            outline.add_furniture(block.text)
        elif block.role is Role.HEADING:
            outline.add_heading(block.text, BOLD_LINE_LEVEL)
        elif block.anchor.bullet:
            outline.add_bullet(block.text, under=block.anchor.list_number or "")
        elif block.anchor.list_number:
            outline.add_numbered(block.text, block.anchor.list_number)
        else:
            outline.add_text(block.text)
    return read_mail_head([line for text in head for line in text.split("\n")]) if head else None


def read_mail_head(lines: Sequence[str]) -> Forwarded:
    """Return the sender and the date that the lines of a mail's head tell."""
    sender = next((line for line in lines if _SENDER_LINE.match(line)), "")
    sent = next((line for line in lines if _SENT_LINE.match(line)), "")
    return Forwarded(sender.partition(":")[2].strip(), first_date(sent))


def find_head_end(lines: Sequence[str], start: int) -> int:
    """Return the index of the first line after the head of an earlier mail that begins at `start`."""
    end = start
    for number, line in enumerate(lines[start:], start=start):
        told = all(_HEAD_LINE.match(part) or _DIVIDER.match(part) for part in line.split("\n") if part.strip())
        if not told:
            break
        end = number + 1
    return max(end, start + 1)


def count_words(texts: Sequence[str]) -> int:
    """Return how many words some texts have together."""
    return sum(len(text.split()) for text in texts)


def _mark_quotes(html: str, mark: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    quoted, opening = soup.select(_QUOTE_ELEMENTS), soup.select(_OPENING_ELEMENTS)
    if not quoted and not opening:
        return html
    for element in (*quoted, *opening):
        before = soup.new_tag("p")
        before.string = f"{mark}+"
        element.insert_before(before)
    for element in quoted:
        after = soup.new_tag("p")
        after.string = f"{mark}-"
        element.insert_after(after)
    return str(soup)


def _find_earlier_mail(lines: Sequence[str]) -> int:
    """Return the index of the first line of an earlier mail, or how many lines there are."""
    for number, line in enumerate(lines):
        following = [one for one in lines[number + 1 : number + 12] if one.strip()]
        # Lines that are marked one by one are told apart as they are read, answers between them too.
        marked = bool(following) and bool(_QUOTED.match(following[0]))
        if line.strip() and not marked and opens_earlier_mail([line.strip(), *following[:HEADER_LINES]]):
            return number
    return len(lines)


def opens_earlier_mail(lines: Sequence[str]) -> bool:
    """Whether the first of some lines is where another mail begins."""
    first = lines[0]
    if _DIVIDER.match(first) or _WROTE_LINE.match(first):
        return True
    return bool(_SENDER_LINE.match(first)) and any(_SENT_LINE.search(line) for line in lines)
