"""The sentences an edited Word document holds, each with the bookmark it belongs to, and those that belong to none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlemsdialog.evidence.bookmarks import normalise_print
from medlemsdialog.evidence.sentences import split_sentences
from medlemsdialog.exchange.edited_word import Mark, WordParagraph

_ENDED = re.compile(r"[.!?…:][»”\"')\]]*$")
_OPENING = re.compile(r"[«“\"'(\[–—-]*\s*(?P<sign>\w|\{)")


@dataclass(eq=False)
class Said:
    """Words that stand together: those of one bookmark, or a sentence that stands in none (`mark` is None).

    `paragraph` counts from 0; `opens` tells that they begin it.
    """

    mark: Mark | None
    text: str
    paragraph: int
    opens: bool


def list_said(paragraphs: Sequence[WordParagraph]) -> list[Said]:
    """Return the sentences of those paragraphs that hold any of a finding, in order; other paragraphs are left out."""
    said: list[Said] = []
    by_mark: dict[int, Said] = {}
    for number, paragraph in enumerate(paragraphs):
        if not any(mark for _, mark in paragraph.pieces):
            continue
        for position, (mark, text) in enumerate(_assign(paragraph)):
            if mark is not None and (known := by_mark.get(id(mark))):
                # The bookmark goes on: somebody broke the paragraph, or typed within the sentence.
                known.text = normalise_print(f"{known.text} {text}")
                continue
            one = Said(mark, text, number, opens=position == 0)
            said.append(one)
            if mark is not None:
                by_mark[id(mark)] = one
    return [one for one in said if one.text]


def split_plain(text: str) -> Iterator[str]:
    """Yield the sentences of words typed in Word, where nothing is a mark of Markdown."""
    for sentence in split_sentences(text):
        yield text[sentence.start : sentence.end]


def _assign(paragraph: WordParagraph) -> Iterator[tuple[Mark | None, str]]:
    """Yield the words of a paragraph by bookmark; what was typed at the edge of a sentence belongs to it."""
    stretches: list[tuple[Mark | None, str]] = []
    for text, mark in paragraph.pieces:
        if stretches and stretches[-1][0] is mark:
            stretches[-1] = (mark, stretches[-1][1] + text)
        else:
            stretches.append((mark, text))
    words = [text for _, text in stretches]
    marks = [mark for mark, _ in stretches]
    fresh: dict[int, list[str]] = {}
    for at, mark in enumerate(marks):
        if mark is not None or not words[at].strip():
            continue
        before = at - 1 if at else None
        after = at + 1 if at + 1 < len(marks) else None
        gap = words[at]
        if before is not None:
            joined, gap = _take_end(words[before], gap)
            words[before] += joined
        sentences = list(split_plain(gap))
        if after is not None and sentences and not _ENDED.search(sentences[-1]):
            # Words put before a sentence's first one.
            words[after] = f"{sentences.pop()} {words[after].lstrip()}"
        fresh[at] = sentences
    for at, mark in enumerate(marks):
        if mark is not None:
            yield mark, normalise_print(words[at])
        else:
            yield from ((None, normalise_print(sentence)) for sentence in fresh.get(at, ()))


def _take_end(sentence: str, gap: str) -> tuple[str, str]:
    """Return what of the words after a sentence belongs to it, and the rest."""
    opening = _OPENING.match(gap.lstrip())
    if opening is None:
        return gap, ""
    is_new = bool(_ENDED.search(sentence.rstrip())) and gap[:1].isspace() and not opening["sign"].islower()
    if is_new:
        return "", gap
    whole = sentence + gap
    for one in split_sentences(whole):
        if one.end > len(sentence):
            return whole[len(sentence) : one.end], whole[one.end :]
    return gap, ""
