"""A Word document that somebody has edited, as paragraphs whose words are known by the bookmarks around them.

Changes that are tracked are read as accepted. Bookmarks are followed wherever they begin and end: between paragraphs, in
pieces, nested, or twice because a sentence was copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from medlemsdialog.evidence.bookmarks import SentencePlace, normalise_print, read_bookmark_name
from medlemsdialog.exchange.word_remarks import Remark, answered_by, read_remarks
from medlemsdialog.intake.formats import ZIP_FAULTS, find_format
from medlemsdialog.intake.limits import MAX_AST_NESTING, MAX_FILE_BYTES
from medlemsdialog.intake.readers.word_package import WordPackage, child, is_on, local_name, value_of
from medlemsdialog.intake.readers.word_styles import PLAIN, outline_level, read_styles
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.edited_document import WordComment

_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_SKIPPED = frozenset(
    {"pPr", "rPr", "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr", "tblPr", "txbxContent"}
)
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
_CITATION = re.compile(r"[\d\s,]*")


@dataclass(eq=False)
class Mark:
    """One bookmark of ours in the document; the same sentence may have several."""

    place: SentencePlace


@dataclass
class WordParagraph:
    """A paragraph's words in pieces, each with the bookmark it stands in. Numbers of citations are left out."""

    pieces: list[tuple[str, Mark | None]] = field(default_factory=list)
    is_heading: bool = False
    in_table: bool = False

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return normalise_print("".join(text for text, _ in self.pieces))


@dataclass
class EditedWord:
    """The document's paragraphs in order, and what a person must know of it."""

    paragraphs: list[WordParagraph] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    comments: tuple[WordComment, ...] = ()
    tracked_changes: int = 0


def read_edited_word(name: str, content: bytes, finding_ids: Iterable[str]) -> EditedWord:
    """Return a Word document's paragraphs with the bookmarks of the findings there are.

    Raises:
        BrokenOriginalError: It is no Word document, or is damaged, locked, or larger than anything a person writes.
    """
    if len(content) > MAX_FILE_BYTES:
        raise BrokenOriginalError("too_large", name, found=f"{len(content) // (1024 * 1024)} MB")
    found = find_format(name, content)
    if found != "docx":
        raise BrokenOriginalError("truncated", name, format="Word (DOCX)")
    try:
        package = WordPackage(content)
        reader = _Reader(package, tuple(finding_ids))
        body = child(package.document, "body")
        if body is not None:
            reader.walk(body, 0)
        reader.close()
        remarks = read_remarks(package)
    except (etree.XMLSyntaxError, OverflowError, RecursionError, ValueError, *ZIP_FAULTS) as error:
        raise BrokenOriginalError("truncated", name, format="Word (DOCX)") from error
    paragraphs = [one for one in reader.paragraphs if one.text]
    told = reader.tell_comments(remarks, {id(one): number for number, one in enumerate(paragraphs)})
    return EditedWord(paragraphs, reader.marks, told, reader.changes)


class _Reader:
    """Walks the document once, in the order of reading."""

    def __init__(self, package: WordPackage, finding_ids: tuple[str, ...]) -> None:
        self.paragraphs: list[WordParagraph] = []
        self.marks: list[Mark] = []
        self.changes = 0
        self._styles = read_styles(package.part("styles"))
        self._finding_ids = finding_ids
        self._open: dict[str, Mark | None] = {}
        self._order: list[str] = []
        self._commented: dict[str, list[str]] = {}
        self._began: dict[str, tuple[WordParagraph, Mark | None]] = {}
        self._at: list[str] = []
        self._current: WordParagraph | None = None
        self._tables = 0
        self._joins_next = False

    def walk(self, element: Any, depth: int) -> None:
        if depth > MAX_AST_NESTING:
            raise OverflowError
        for one in element:
            name = local_name(one)
            if name == "p":
                self._paragraph(one, depth)
            elif name in _DELETED:
                self._pass_over(one)
            elif name == "bookmarkStart":
                self._begin(one)
            elif name == "bookmarkEnd":
                self._end(one)
            elif name == "r":
                self._run(one, depth + 1)
            elif name == "commentRangeStart":
                self._at.append(value_of(one, "id"))
            elif name == "commentRangeEnd":
                self._at = [known for known in self._at if known != value_of(one, "id")]
            elif name == "tbl":
                self._tables += 1
                self.walk(one, depth + 1)
                self._tables -= 1
            elif name == "AlternateContent":
                chosen = child(one, "Choice")
                self.walk(chosen if chosen is not None else one, depth + 1)
            elif name not in _SKIPPED:
                self.changes += name in _INSERTED
                self.walk(one, depth + 1)

    def close(self) -> None:
        """Forget the paragraph that was read last."""
        self._current = None

    def tell_comments(self, remarks: Sequence[Remark], numbers: Mapping[int, int]) -> tuple[WordComment, ...]:
        """Return the comments in their order, each with the words it stands at; `numbers` are the paragraphs' by identity."""
        told = []
        for one in remarks:
            # A reply may have no place of its own.
            chain = [one, *(remarks[number] for number in answered_by(remarks, one))]
            keys = [remark.key for remark in chain]
            at = next((words for key in keys if (words := self._commented.get(key))), ())
            paragraph, mark = next((began for key in keys if (began := self._began.get(key))), (None, None))
            told.append(
                WordComment(
                    text=one.text,
                    at=" ".join("".join(at).split()),
                    paragraph=paragraph.text if paragraph else "",
                    number=numbers.get(id(paragraph), -1),
                    author=one.author,
                    written=one.written,
                    reply_to=one.reply_to,
                    is_done=any(remark.is_done for remark in chain),
                    finding_id=mark.place.finding_id if mark else "",
                    sentence=mark.place.number if mark else 0,
                )
            )
        return tuple(told)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        properties = child(paragraph, "pPr")
        if not self._joins_next or self._current is None:
            named = child(properties, "pStyle")
            style = self._styles.get(value_of(named, "val"), PLAIN) if named is not None else PLAIN
            is_heading = bool(outline_level(properties) or style.level or style.is_title)
            self._current = WordParagraph(is_heading=is_heading, in_table=self._tables > 0)
            self.paragraphs.append(self._current)
        # A paragraph whose end is deleted runs on into the next.
        mark_properties = child(properties, "rPr")
        self._joins_next = child(mark_properties, "del") is not None
        self.changes += self._joins_next or child(mark_properties, "ins") is not None
        self.walk(paragraph, depth + 1)
        if self._joins_next:
            self._add(" ")

    def _run(self, run: Any, depth: int) -> None:
        properties = child(run, "rPr")
        if is_on(properties, "vanish"):
            return
        for one in run:
            if local_name(one) == "commentReference" and self._current is not None:
                # Where somebody commented without marking any words; those that were marked are known already.
                self._began.setdefault(value_of(one, "id"), (self._current, self._last_mark()))
        words = "".join(self._sign(one) for one in run)
        raised = child(properties, "vertAlign")
        if raised is not None and value_of(raised, "val") == "superscript" and _CITATION.fullmatch(words):
            return
        self._add(words)

    def _sign(self, one: Any) -> str:
        name = local_name(one)
        if name == "t":
            return one.text or ""
        return _SIGNS.get(name, "")

    def _last_mark(self) -> Mark | None:
        return self._current.pieces[-1][1] if self._current and self._current.pieces else None

    def _add(self, words: str) -> None:
        if self._current is None or not words:
            return
        mark = next((mark for key in reversed(self._order) if (mark := self._open[key])), None)
        self._current.pieces.append((words, mark))
        for comment in self._at:
            self._commented.setdefault(comment, []).append(words)
            if words.strip():
                self._began.setdefault(comment, (self._current, mark))

    def _begin(self, one: Any) -> None:
        key = value_of(one, "id")
        place = read_bookmark_name(value_of(one, "name"), self._finding_ids)
        self._open[key] = Mark(place) if place else None
        self._order = [known for known in self._order if known != key] + [key]
        if mark := self._open[key]:
            self.marks.append(mark)

    def _end(self, one: Any) -> None:
        key = value_of(one, "id")
        self._open.pop(key, None)
        self._order = [known for known in self._order if known != key]

    def _pass_over(self, deleted: Any) -> None:
        """Count a deletion, and follow the bookmarks that begin or end in it."""
        self.changes += 1
        for one in deleted.iter():
            if local_name(one) == "bookmarkStart":
                self._begin(one)
            elif local_name(one) == "bookmarkEnd":
                self._end(one)
