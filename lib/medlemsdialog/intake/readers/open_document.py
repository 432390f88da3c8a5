"""What pandoc leaves out of an OpenDocument text: heads and feet, boxes, content fields and tables in tables."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from lxml import etree

from medlemsdialog.intake.document import Note, RawPassage, Role
from medlemsdialog.intake.markers import split_marker
from medlemsdialog.intake.readers.word_package import local_name
from medlemsdialog.models.passages import Anchor

_PARAGRAPHS = frozenset({"p", "h"})
_LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls", "forms"})
_SPACE = re.compile(r"[\s\u00a0]+")
_TICKS = "☒☐☑"


def add_left_out(blocks: Sequence[RawPassage], content: bytes) -> tuple[tuple[RawPassage, ...], tuple[Note, ...]]:
    """Return the blocks with the paragraphs that are missing among them, each after the one it stands behind."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = _parse(archive, "content.xml")
        styles = _parse(archive, "styles.xml")
    complete = _add_missing(list(blocks), [] if text is None else list(_printed(text)))
    notes: list[Note] = []
    if text is not None:
        comments = sum(local_name(one) == "annotation" for one in text.iter())
        changes = sum(local_name(one) == "changed-region" for one in text.iter())
        notes += [Note(rule="comments_in_document", found=str(comments))] if comments else []
        notes += [Note(rule="tracked_changes", found=str(changes))] if changes else []
    return (*_margins(styles), *complete), tuple(notes)


def _parse(archive: zipfile.ZipFile, name: str) -> Any | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError):
        return None


def _margins(styles: Any | None) -> Iterator[RawPassage]:
    if styles is None:
        return
    lines: dict[str, None] = {}
    for one in styles.iter():
        if local_name(one) in {"header", "footer", "header-first", "footer-first", "header-left", "footer-left"}:
            lines.update(dict.fromkeys(_printed(one)))
    for number, line in enumerate(lines, start=1):
        yield RawPassage(text=line, anchor=Anchor(margin=number), role=Role.FURNITURE)


def _printed(element: Any) -> Iterator[str]:
    """Yield the texts of paragraphs and headings in order, inner ones after the one they stand in."""
    if local_name(element) in _LEFT_OUT:
        return
    if local_name(element) in _PARAGRAPHS:
        inner: list[Any] = []
        lines = "".join(_text(element, inner)).split("\n")
        yield from (text for line in lines if (text := _SPACE.sub(" ", line).strip()))
        for one in inner:
            yield from _printed(one)
        return
    for one in element:
        yield from _printed(one)


def _text(element: Any, inner: list[Any]) -> Iterator[str]:
    """Yield a paragraph's text; what stands in boxes and notes in it is put in `inner`."""
    yield element.text or ""
    for one in element:
        name = local_name(one)
        if name in {"frame", "custom-shape", "note-body", "text-box"}:
            inner.append(one)
        elif name == "note":
            inner += [part for part in one if local_name(part) == "note-body"]
        elif name in {"s", "tab", "line-break"}:
            yield "\n" if name == "line-break" else " "
        elif name not in _LEFT_OUT and isinstance(one.tag, str):
            yield from _text(one, inner)
        yield one.tail or ""


def _add_missing(blocks: list[RawPassage], printed: Sequence[str]) -> list[RawPassage]:
    letters = [_letters(block.text) for block in blocks]
    everything = "".join(letters)
    ends = list(accumulate(len(one) for one in letters))
    missing: dict[int, list[str]] = {}
    offset = 0
    for line in printed:
        marker = split_marker(line)
        found = _letters(marker.text if marker else line)
        at = everything.find(found, offset)
        if at >= 0:
            offset = at + len(found)
        elif found not in everything:
            missing.setdefault(bisect_left(ends, offset) if offset else -1, []).append(line)
            continue
        place = bisect_left(ends, offset)
        if found and any(tick in line for tick in _TICKS) and letters[place] == found:
            # pandoc drops the boxes that are ticked.
            blocks[place] = blocks[place].model_copy(update={"text": line})
    complete = [RawPassage(text=line, anchor=Anchor()) for line in missing.get(-1, ())]
    for place, block in enumerate(blocks):
        complete.append(block)
        inside = Anchor(headings=block.anchor.headings)
        complete += [RawPassage(text=line, anchor=inside) for line in missing.get(place, ())]
    return list(_count_paragraphs(complete))


def _count_paragraphs(blocks: Sequence[RawPassage]) -> Iterator[RawPassage]:
    """Yield the blocks with their paragraphs counted under each heading as the outline counts them."""
    counted: Counter[tuple[str, ...]] = Counter()
    for block in blocks:
        headings = block.anchor.headings
        if block.role is Role.PARAGRAPH and block.anchor == Anchor(headings=headings, paragraph=block.anchor.paragraph):
            counted[headings] += 1
            yield block.model_copy(update={"anchor": Anchor(headings=headings, paragraph=counted[headings])})
        else:
            yield block


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
