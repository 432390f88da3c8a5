"""What a document holds besides the findings' own sentences: the template's text, held against what was made, and new paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from medlemsdialog.evidence.bookmarks import normalise_print
from medlemsdialog.exchange.edited_word import EditedWord, WordParagraph
from medlemsdialog.exchange.said_sentences import Said, split_plain
from medlemsdialog.models.edited_document import FrameEdit

# A paragraph of the frame is known again by its words from this likeness on (0–100).
ALIKE_FRAME = 60


@dataclass(eq=False)
class Loose:
    """A sentence in no bookmark of its own: the finding it stands in, and the number of the sentence before it."""

    said: Said
    finding_id: str
    follows: int
    opens_block: bool = False
    order: int = 0


def compare_frame(edited: EditedWord, made: EditedWord | None) -> tuple[list[FrameEdit], list[Loose]]:
    """Return what was done to the paragraphs that hold nothing of a finding, and new ones that stand in a finding."""
    if made is None:
        return [], []
    before = [paragraph.text for paragraph in made.paragraphs if not _holds_finding(paragraph)]
    places = [at for at, paragraph in enumerate(edited.paragraphs) if not _holds_finding(paragraph)]
    after = [edited.paragraphs[at].text for at in places]
    regions, headings = _find_regions(edited.paragraphs), _find_headings(made.paragraphs)
    edits: list[FrameEdit] = []
    fresh: list[Loose] = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        pairs, gone, came = _pair(before[first:last], list(range(start, end)), after)
        edits += [FrameEdit(before=old, after=after[new], finding_id=headings.get(old, "")) for old, new in pairs]
        edits += [FrameEdit(before=old, after="", finding_id=headings.get(old, "")) for old in gone]
        for at in came:
            # Where no finding is near, the words may still be of one that has lost its bookmarks.
            region = regions[places[at]] or ("", 0)
            if edited.paragraphs[places[at]].is_heading:
                edits.append(FrameEdit(before="", after=after[at]))
                continue
            for order, words in enumerate(split_plain(after[at])):
                said = Said(None, normalise_print(words), places[at], opens=order == 0)
                fresh.append(Loose(said, *region, opens_block=order == 0, order=order))
    return edits, fresh


def _holds_finding(paragraph: WordParagraph) -> bool:
    return any(mark is not None and text.strip() for text, mark in paragraph.pieces)


def _find_headings(paragraphs: Sequence[WordParagraph]) -> dict[str, str]:
    """Return by its words each heading that a finding's sentences stand right below, with the finding's id."""
    found: dict[str, str] = {}
    heading: str | None = None
    for paragraph in paragraphs:
        marks = [mark for text, mark in paragraph.pieces if mark is not None and text.strip()]
        if marks and heading is not None:
            found[heading] = marks[0].place.finding_id
        heading = paragraph.text if paragraph.is_heading else None
    return found


def _find_regions(paragraphs: Sequence[WordParagraph]) -> list[tuple[str, int] | None]:
    """Return for each paragraph the finding it stands in, from one heading to the next, and the last sentence before it."""
    regions: list[tuple[str, int] | None] = []
    region: tuple[str, int] | None = None
    for paragraph in paragraphs:
        marks = [mark for text, mark in paragraph.pieces if mark is not None and text.strip()]
        if marks:
            region = (marks[-1].place.finding_id, marks[-1].place.number)
        elif paragraph.is_heading:
            region = None
        regions.append(region)
    below: tuple[str, int] | None = None
    for at in range(len(paragraphs) - 1, -1, -1):
        found = regions[at]
        if found is not None:
            below = (found[0], 0)
        elif paragraphs[at].is_heading:
            below = None
        else:
            regions[at] = below
    return regions


def _pair(
    before: Sequence[str], places: Sequence[int], after: Sequence[str]
) -> tuple[list[tuple[str, int]], list[str], list[int]]:
    """Return paragraphs that are one another's likes, those gone and those that came."""
    pairs: list[tuple[str, int]] = []
    gone: list[str] = []
    left = list(places)
    for old in before:
        best = max(left, key=lambda at: fuzz.ratio(old, after[at]), default=None)
        if best is None or fuzz.ratio(old, after[best]) < ALIKE_FRAME:
            gone.append(old)
            continue
        pairs.append((old, best))
        left.remove(best)
    return pairs, gone, left
