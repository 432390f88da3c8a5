"""The text of a Word paragraph as it is printed: insertions taken up, deletions and hidden text left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from medlemsdialog.intake.limits import MAX_AST_NESTING
from medlemsdialog.intake.readers.word_package import child, is_on, local_name, value_of
from medlemsdialog.intake.readers.word_styles import PLAIN, Style

_SKIPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "tblPr", "ruby"})
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_SYMBOLS = {"f0fe": "☒", "f053": "☒", "f078": "☒", "f0fd": "☒", "f0a8": "☐", "f06f": "☐", "f0a3": "☐", "f0fc": "✓"}
_SPACES = re.compile(r"[ \t]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass
class WordText:
    """One paragraph's text and what hangs on it: notes by kind and id, text boxes, and what the reader must tell."""

    parts: list[str] = field(default_factory=list)
    bold_letters: int = 0
    letters: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    hidden: str = ""
    has_changes: bool = False
    has_comment: bool = False

    def text(self) -> str:
        """Return the text with single spaces; a line break in the paragraph is kept."""
        return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", "".join(self.parts))).strip(" \n")

    @property
    def is_bold(self) -> bool:
        """Whether all letters are bold."""
        return 0 < self.letters == self.bold_letters


def read_text(paragraph: Any, styles: dict[str, Style], style: Style) -> WordText:
    """Return what a paragraph's runs say; `style` is the paragraph's own."""
    found = WordText()
    _walk(paragraph, found, styles, style, 0)
    return found


def _walk(element: Any, found: WordText, styles: dict[str, Style], style: Style, depth: int) -> None:
    if depth > MAX_AST_NESTING:
        raise OverflowError
    for one in element:
        name = local_name(one)
        found.has_changes = found.has_changes or name in _CHANGES
        if name == "r":
            _read_run(one, found, styles, style, depth + 1)
        elif name == "AlternateContent":
            _walk(_chosen(one), found, styles, style, depth + 1)
        elif name == "commentRangeStart":
            found.has_comment = True
        elif name == "t":
            # Formulas carry their signs in elements of the same name.
            found.parts.append(one.text or "")
        elif name not in _SKIPPED:
            _walk(one, found, styles, style, depth + 1)


def _read_run(run: Any, found: WordText, styles: dict[str, Style], style: Style, depth: int) -> None:
    properties = child(run, "rPr")
    own = child(properties, "rStyle")
    named = styles.get(value_of(own, "val"), PLAIN) if own is not None else PLAIN
    hidden, bold = is_on(properties, "vanish"), is_on(properties, "b")
    before = len(found.parts)
    for one in run:
        _read_sign(one, found, styles, style, depth)
    if named.hidden if hidden is None else hidden:
        found.hidden += "".join(found.parts[before:])
        del found.parts[before:]
        return
    letters = sum(sign.isalnum() for part in found.parts[before:] for sign in part)
    found.letters += letters
    named_bold = style.bold if named.bold is None else named.bold
    found.bold_letters += letters if (named_bold if bold is None else bold) else 0


def _read_sign(one: Any, found: WordText, styles: dict[str, Style], style: Style, depth: int) -> None:
    name = local_name(one)
    if name == "t":
        found.parts.append(one.text or "")
    elif name in {"tab", "ptab"}:
        found.parts.append(" ")
    elif name in {"br", "cr"}:
        found.parts.append(" " if value_of(one, "type") in {"page", "column"} else "\n")
    elif name == "noBreakHyphen":
        found.parts.append("-")
    elif name == "sym":
        found.parts.append(_symbol(value_of(one, "char")))
    elif name in {"footnoteReference", "endnoteReference"}:
        found.notes.append((name.removesuffix("Reference"), value_of(one, "id")))
    elif name == "commentReference":
        found.has_comment = True
    elif name == "fldChar":
        found.parts.append(_check_box(one))
    elif name == "AlternateContent":
        for inner in _chosen(one):
            _read_sign(inner, found, styles, style, depth + 1)
    elif name in {"drawing", "pict", "object"}:
        found.boxes += [box for box in one.iter() if local_name(box) == "txbxContent"]


def _chosen(alternatives: Any) -> Any:
    """Return the newer form of what is written twice; the older one says the same."""
    choice = child(alternatives, "Choice")
    if choice is not None and len(choice):
        return choice
    fallback = child(alternatives, "Fallback")
    return () if fallback is None else fallback


def _symbol(code: str) -> str:
    known = _SYMBOLS.get(code.casefold())
    if known is not None:
        return known
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""


def _check_box(field_mark: Any) -> str:
    """Return the box of an older form's tick field, ticked or not."""
    box = child(child(field_mark, "ffData"), "checkBox")
    if box is None:
        return ""
    ticked = is_on(box, "checked")
    return "☒" if (is_on(box, "default") if ticked is None else ticked) else "☐"
