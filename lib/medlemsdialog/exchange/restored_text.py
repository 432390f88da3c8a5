"""A sentence edited in Word, written again as a finding has it: citations kept, untouched numbers as fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from medlemsdialog.evidence.assessment import ResolvedCitation
from medlemsdialog.evidence.finding_text import PrintedNumber, PrintedPart, read_words
from medlemsdialog.models.edited_document import NumberEdit

_SPACE = re.compile(r"(\s+)")
_MARKS = re.compile(r"([\\`*_<\[\]])")
_LIST_MARK = re.compile(r"(?:[-+*]|\d{1,3}[.)]|#{1,6}|>)$")
_ENDS = re.compile(r"[.!?…,;:»”\")]+$")


@dataclass
class _Word:
    """A word of the sentence before: as printed, as written, and the citations and numbers in it."""

    printed: str = ""
    written: str = ""
    citations: list[str] = field(default_factory=list)
    numbers: list[PrintedNumber] = field(default_factory=list)


def restore_text(
    before: Sequence[PrintedPart], after: str, *, also_cited: Sequence[str] = ()
) -> tuple[str, tuple[NumberEdit, ...]]:
    """Return a sentence's new words as Markdown with its tokens, and the numbers that somebody typed over.

    No citation is lost: one whose word is gone stands at the word before it. `also_cited` are tokens of citations that
    come with words from other sentences.
    """
    words = _read_words(before)
    typed = after.split()
    written: list[str] = []
    edits: list[NumberEdit] = []
    pending: list[str] = []
    matcher = SequenceMatcher(None, [word.printed for word in words], typed, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            for word in words[first:last]:
                written.append(word.written)
            continue
        fresh, put_in = _put_fields(words[first:last], typed[start:end])
        gone = [number for word in words[first:last] for number in word.numbers if number not in put_in]
        edits += [_tell_number(number, typed[start:end]) for number in gone]
        written += fresh
        cited = [token for word in words[first:last] for token in word.citations]
        if written:
            written[-1] = _cite(written[-1], cited)
        else:
            pending += cited
    if pending and written:
        written[0] = _cite(written[0], pending)
    if also_cited and written:
        written[-1] = _cite(written[-1], also_cited)
    text = " ".join(written)
    if read_words(_without_tokens(text)) != read_words(_without_tokens(text.replace("*", "").replace("_", ""))) and (
        text.count("*") % 2 or text.count("_") % 2
    ):
        # Half of a pair of marks went with words that are gone.
        text = text.replace("*", "").replace("_", "")
    return _guard_start(text), tuple(edits)


def escape_words(words: str) -> str:
    """Return words typed in Word as Markdown that prints them as they are."""
    return _guard_start(" ".join(map(_escape, words.split())))


def _read_words(parts: Sequence[PrintedPart]) -> list[_Word]:
    words: list[_Word] = []
    current = _Word()
    space = ""
    for part in parts:
        if isinstance(part, ResolvedCitation):
            target = current if current.printed or not words else words[-1]
            target.written += (space if target is not current or not current.printed else "") + part.raw
            target.citations.append(part.raw)
            space = ""
        elif isinstance(part, PrintedNumber):
            current.printed += "–" if part.value is None else str(part.value)
            current.written += part.raw
            current.numbers.append(part)
        else:
            for piece in _SPACE.split(part.raw):
                if piece.isspace():
                    if current.written:
                        words.append(current)
                        current = _Word()
                    space = " "
                elif piece:
                    # What follows a citation without a space belongs to the word before it: «er for [@k1].»
                    follows = not current.written and not space and words and words[-1].citations
                    target = words[-1] if follows else current
                    target.printed += _print_word(piece)
                    target.written += piece
                    if not follows:
                        space = ""
    if current.written:
        words.append(current)
    return words


def _print_word(written: str) -> str:
    plain = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", written)
    return re.sub(r"\\(?=[^\w\s])", "", re.sub(r"(?<!\\)[*_`]+", "", plain))


def _put_fields(gone: Sequence[_Word], typed: Sequence[str]) -> tuple[list[str], list[PrintedNumber]]:
    """Return typed words with the fields of those they stand for, where the number is the same."""
    fresh = [_escape(word) for word in typed]
    put_in: list[PrintedNumber] = []
    for number in (number for word in gone for number in word.numbers if number.value is not None):
        figures = re.compile(rf"(?<![\d.,:{{-]){number.value}(?![\d:}}-])")
        for at, word in enumerate(fresh):
            if "{" not in word and figures.search(word):
                # The key of a field holds no backslash: nothing in it is read as a group.
                fresh[at] = figures.sub(number.raw.replace("\\", ""), word, count=1)
                put_in.append(number)
                break
    return fresh, put_in


def _tell_number(number: PrintedNumber, typed: Sequence[str]) -> NumberEdit:
    with_figures = [word for word in typed if any(map(str.isdigit, word))]
    after = (with_figures or list(typed))[:1]
    return NumberEdit(
        field=number.raw,
        before="–" if number.value is None else str(number.value),
        after="".join(after).strip(".,;:!?"),
    )


def _cite(word: str, citations: Sequence[str]) -> str:
    """Return a word with citations after it, before the full stop it ends in."""
    wanted = [token for token in dict.fromkeys(citations) if token not in word]
    if not wanted:
        return word
    ends = _ENDS.search(word)
    at = ends.start() if ends and not word.endswith(("]", "}")) else len(word)
    return f"{word[:at]} {' '.join(wanted)}{word[at:]}"


def _escape(word: str) -> str:
    return word if word in {"[...]", "[…]"} or read_words(f"x {word} x") == f"x {word} x" else _MARKS.sub(r"\\\1", word)


def _guard_start(text: str) -> str:
    """Return a text that does not begin as a list or a heading of Markdown does."""
    first, space, rest = text.partition(" ")
    return f"{first[:-1]}\\{first[-1]}{space}{rest}" if _LIST_MARK.match(first) and rest else text


def _without_tokens(text: str) -> str:
    return re.sub(r"\[@[^\]]*\]|\{tall:[^}]*\}", "x", text)
