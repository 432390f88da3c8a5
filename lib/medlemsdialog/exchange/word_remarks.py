"""The comments of a Word file as its own parts tell of them: what each says, whom it answers, and whether it is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medlemsdialog.intake.readers.word_package import WordPackage, local_name, value_of

_DELETED = frozenset({"del", "moveFrom"})


@dataclass(frozen=True)
class Remark:
    """One comment: `key` is its id in the document, `reply_to` the place in the list of the one it answers, else −1."""

    key: str
    text: str
    author: str = ""
    written: str = ""
    reply_to: int = -1
    is_done: bool = False


def read_remarks(package: WordPackage) -> tuple[Remark, ...]:
    """Return the comments in their order. Replies and resolved marks stand in a part of their own, which may be missing."""
    part = package.part("comments")
    if part is None:
        return ()
    comments = [one for one in part if local_name(one) == "comment"]
    by_paragraph = {key: number for number, one in enumerate(comments) for key in _paragraph_keys(one)}
    answers, done = _read_threads(package.part("commentsExtended"), by_paragraph)
    return tuple(
        Remark(
            key=value_of(one, "id"),
            text=_read_text(one),
            author=value_of(one, "author"),
            written=value_of(one, "date"),
            reply_to=answers.get(number, -1),
            is_done=number in done,
        )
        for number, one in enumerate(comments)
    )


def answered_by(remarks: Sequence[Remark], remark: Remark) -> list[int]:
    """Return the places of the comments that one answers, the nearest first; a ring of answers ends where it began."""
    chain: list[int] = []
    while 0 <= remark.reply_to < len(remarks) and remark.reply_to not in chain:
        chain.append(remark.reply_to)
        remark = remarks[remark.reply_to]
    return chain


def _read_threads(part: Any | None, by_paragraph: dict[str, int]) -> tuple[dict[int, int], set[int]]:
    answers: dict[int, int] = {}
    done: set[int] = set()
    for one in part if part is not None else ():
        number = by_paragraph.get(value_of(one, "paraId").upper())
        if number is None:
            continue
        parent = by_paragraph.get(value_of(one, "paraIdParent").upper())
        if parent is not None and parent != number:
            answers[number] = parent
        if value_of(one, "done").casefold() in {"1", "true", "on"}:
            done.add(number)
    return answers, done


def _paragraph_keys(comment: Any) -> list[str]:
    return [key for one in comment if local_name(one) == "p" and (key := value_of(one, "paraId").upper())]


def _read_text(comment: Any) -> str:
    paragraphs = (one for one in comment.iter() if local_name(one) == "p")
    told = (" ".join(_read_words(one).split()) for one in paragraphs)
    return "\n".join(filter(None, told))


def _read_words(element: Any) -> str:
    words = ""
    for one in element:
        name = local_name(one)
        if name == "t":
            words += one.text or ""
        elif name in {"tab", "br", "cr"}:
            words += " "
        elif name not in _DELETED and name != "p":
            words += _read_words(one)
    return words
