"""A letter as a Word document and as the text of an e-mail: the same words in both."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from markupsafe import Markup

from medlemsdialog.catalogue import translate
from medlemsdialog.report.documents import write_docx
from medlemsdialog.report.feedback_frame import Block, Letter

# What e-mail programs show without breaking lines of their own.
WIDTH = 72


def write_letter_text(letter: Letter) -> str:
    """Return the letter as plain text: the subject on the first line, then the letter, in lines of at most `WIDTH` signs."""
    subject = translate("Emne: {subject}", letter.language, subject=letter.title)
    lines = [_wrap(subject), _wrap(translate("Til: {name}", letter.language, name=letter.recipient))]
    if letter.example:
        lines.append(translate("Eksempel – oppdiktet", letter.language))
    before = ""
    for block in letter.blocks:
        together = block.kind == "item" and before in {"item", "quote"}
        lines += ([] if together else [""]) + _lines_of(block)
        before = block.kind
    return "\n".join(lines) + "\n"


def write_letter_docx(letter: Letter) -> bytes:
    """Return the letter as DOCX; the same letter gives the same bytes."""
    parts = [Markup("<p>{}</p>").format(translate("Til: {name}", letter.language, name=letter.recipient))]
    if letter.example:
        parts.append(Markup("<p><em>{}</em></p>").format(translate("Eksempel – oppdiktet", letter.language)))
    parts.append(render_blocks(letter.blocks))
    return write_docx(str(Markup("\n").join(parts)), title=letter.title, language=letter.language, date=letter.date)


def render_blocks(blocks: Sequence[Block]) -> Markup:
    """Return blocks as HTML; items that follow each other are one list."""
    parts: list[Markup] = []
    items: list[Markup] = []
    for block in (*blocks, Block(kind="paragraph", text="")):
        if block.kind == "item":
            items.append(Markup("<li>{}</li>").format(block.text))
            continue
        if items:
            parts.append(Markup("<ul>{}</ul>").format(Markup("").join(items)))
            items = []
        parts.append(_html_of(block))
    return Markup("\n").join(parts)


def _lines_of(block: Block) -> list[str]:
    match block.kind:
        case "heading":
            title = _wrap(block.text.upper())
            return [title, "=" * min(max(map(len, title.split("\n"))), WIDTH)]
        case "subheading":
            return [_wrap(block.text), "-" * min(len(block.text), WIDTH)]
        case "item":
            return [_wrap(block.text, first="   - ", later="     ")]
        case _:
            return [_wrap(block.text)]


def _wrap(text: str, *, first: str = "", later: str = "") -> str:
    # No-break spaces keep «1. februar» together; an e-mail's text has ordinary ones.
    words = " ".join(text.split())
    return textwrap.fill(
        words, WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )


_HTML = {
    "heading": Markup("<h2>{}</h2>"),
    "subheading": Markup("<h3>{}</h3>"),
    "quote": Markup("<blockquote><p>{}</p></blockquote>"),
    "paragraph": Markup("<p>{}</p>"),
}


def _html_of(block: Block) -> Markup:
    if block.kind == "quote" and block.lang:
        return Markup('<blockquote lang="{}"><p>{}</p></blockquote>').format(block.lang, block.text)
    return _HTML[block.kind].format(block.text) if block.text else Markup("")
