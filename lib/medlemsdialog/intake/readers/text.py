"""Plain text and Markdown: paragraphs, headings and list items with the lines they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.markers import split_marker, split_run_in_heading
from medlemsdialog.intake.outline import BOLD_LINE_LEVEL, Outline
from medlemsdialog.intake.readers.hyphens import LineJoiner
from medlemsdialog.intake.readers.lines import decode_text
from medlemsdialog.intake.sections import is_section_word

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_MARKDOWN_RULE = re.compile(r"^(?:=+|-{3,}|\*{3,}|_{3,})$")
_BOLD_LINE = re.compile(r"^(?:\*\*|__)([^*_]+)(?:\*\*|__):?$")
_SIGNATURE = re.compile(r"^-- ?$")
_QUOTED = re.compile(r"^>")
_EARLIER_MAIL = re.compile(
    r"^(?:-{2,}\s*(?:Opprinnelig melding|Opphavleg melding|Videresendt melding|Original Message|Forwarded message)|"
    r"(?:Fra|Frå|From):\s.+@)",
    re.IGNORECASE,
)
# Lines longer than this were never wrapped by hand: each is a paragraph of its own.
LONGEST_WRAPPED_LINE = 110
_SHORTEST_WRAP = 40
_NEARLY_FULL = 0.8
_FEWEST_WRAPPED = 4
# A line this full that ends in the middle of a sentence was wrapped, though the next word would just have fitted.
_CLEARLY_WRAPPED = 0.6
_LONGEST_HEADING = 100
_FEWEST_CAPITALS = 6
_CAPITALS_LEVEL = 3
_UNDERLINES = {"=": 1, "-": 2}
_QUOTE_MARK = re.compile(r"^>[ \t]?", re.MULTILINE)


@dataclass(frozen=True)
class _Paragraph:
    text: str
    first: int
    last: int
    level: int = 0


def read_text(name: str, content: bytes, kind: str = "txt") -> Document:
    """Return a plain text or Markdown file.

    Raises:
        BrokenOriginalError: The bytes are no text.
    """
    text, notes = decode_text(name, content)
    if kind == "md":
        # The mark of a quotation is layout, like that of a heading or a list item.
        text = _QUOTE_MARK.sub("", text)
    return Document(media_type=MEDIA_TYPES[kind], blocks=read_lines(text, markdown=kind == "md"), notes=notes)


def read_lines(
    text: str,
    *,
    markdown: bool = False,
    mail: bool = False,
    outline: Outline | None = None,
) -> tuple[RawPassage, ...]:
    """Return the blocks of a text. In a mail's body, signature and quoted mail are told apart and lines are not counted.

    `outline` goes on where a mail's header ended.
    """
    outline = outline or Outline(count_paragraphs=mail)
    role = Role.PARAGRAPH
    for paragraph in _paragraphs(text.split("\n"), markdown=markdown):
        place: dict[str, Any] = {} if mail else {"line": paragraph.first, "last_line": paragraph.last}
        line = paragraph.text
        if mail and _SIGNATURE.match(line):
            role = Role.SIGNATURE
            continue
        if mail and (_EARLIER_MAIL.match(line) or (_QUOTED.match(line) and role is Role.PARAGRAPH)):
            role = Role.QUOTED_MAIL if _EARLIER_MAIL.match(line) else role
            outline.add_paragraph(line, role=Role.QUOTED_MAIL, **place)
        elif role is not Role.PARAGRAPH:
            outline.add_paragraph(line, role=role, **place)
        elif markdown and (heading := _MARKDOWN_HEADING.match(line)):
            outline.add_heading(heading[2], len(heading[1]), **place)
        elif _MARKDOWN_RULE.match(line) and not (mail and role is not Role.PARAGRAPH):
            outline.add_furniture(line, **place)
        elif paragraph.level and not mail:
            outline.add_heading(line, paragraph.level, **place)
        elif bold := _BOLD_LINE.match(line):
            outline.add_heading(bold[1], BOLD_LINE_LEVEL, **place)
        elif is_section_word(line):
            outline.add_heading(line, BOLD_LINE_LEVEL, **place)
        else:
            outline.add_text(line, **place)
    return tuple(outline.blocks)


def read_paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text that somebody typed or pasted, in which nothing is a heading; wrapped lines are joined."""
    for paragraph in _paragraphs(text.split("\n"), markdown=False):
        yield paragraph.text


def _paragraphs(lines: list[str], *, markdown: bool) -> Iterator[_Paragraph]:
    """Yield the paragraphs; hand-wrapped lines are joined again, lines that were ended on purpose are not.

    In Markdown lines belong together until an empty one, unless two spaces or a backslash end them (CommonMark 6.7).
    """
    width = max((len(line.rstrip()) for line in lines if len(line) <= LONGEST_WRAPPED_LINE), default=0)
    wrapped = sum(_NEARLY_FULL * width <= len(line.rstrip()) <= width for line in lines) >= _FEWEST_WRAPPED
    joiner = LineJoiner(lines)
    held: list[str] = []
    first = 0
    broken = False
    for number, raw in enumerate(lines, start=1):
        line = raw.replace("\f", "").strip()
        item = bool(held) and split_marker(held[0]) is not None
        indented = item and (raw[:1] in {" ", "\t"} or line[:1].islower())
        joined = bool(held and line) and (not broken if markdown else _runs_on(held[-1], line, width, wrapped=wrapped))
        if held and (not line or _starts_block(line) or not (indented or joined)):
            yield _build_paragraph(held, first, number - 1, line, joiner)
            held = []
        if line:
            first = first if held else number
            held.append(line)
            if _stands_alone(line):
                yield _Paragraph(line, first, number)
                held = []
        broken = raw.endswith(("  ", "\\"))
    if held:
        yield _build_paragraph(held, first, first + len(held) - 1, "", joiner)


def _build_paragraph(held: list[str], first: int, last: int, following: str, joiner: LineJoiner) -> _Paragraph:
    """Return the held lines as one paragraph: a heading where a rule underlines it or it stands alone in capitals."""
    text = held[0]
    for line in held[1:]:
        # Other line breaks are kept as they stand in the file.
        hyphenated = text.endswith(("-", "\u2010", "\u00ad")) and line[:1].islower()
        text = joiner.join(text, line) if hyphenated else f"{text}\n{line}"
    level = 0
    if len(held) == 1 and len(text) <= _LONGEST_HEADING and split_marker(text) is None:
        underlined = _UNDERLINES.get(following[:1], 0) if _MARKDOWN_RULE.match(following) else 0
        capitals = not following and text.isupper() and sum(map(str.isalpha, text)) >= _FEWEST_CAPITALS
        level = underlined or (_CAPITALS_LEVEL if capitals else 0)
    return _Paragraph(text, first, last, level)


def _starts_block(line: str) -> bool:
    return (
        split_marker(line) is not None
        or split_run_in_heading(line) is not None
        or bool(_QUOTED.match(line))
        or _stands_alone(line)
    )


def _stands_alone(line: str) -> bool:
    patterns = (_MARKDOWN_HEADING, _MARKDOWN_RULE, _BOLD_LINE, _SIGNATURE, _EARLIER_MAIL)
    return is_section_word(line) or any(pattern.match(line) for pattern in patterns)


def _runs_on(line: str, following: str, width: int, *, wrapped: bool) -> bool:
    """Whether `line` was broken only because the next word did not fit; `wrapped` where the file shows it often."""
    if not wrapped and line.endswith((".", "!", "?", ":")) and following[:1].isupper():
        return False
    if len(line) > LONGEST_WRAPPED_LINE or width < _SHORTEST_WRAP:
        return False
    if following[:1].islower() and line.endswith(("-", "\u2010", "\u00ad")) and line[-2:-1].isalpha():
        return True
    if following[:1].islower() and line[-1].isalpha() and len(line) >= _CLEARLY_WRAPPED * width:
        return True
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
