"""Where comments stand in a report as it is now: where they were written, where the words went, or nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.report.comment_places import Place, list_places, normalise_words

# A numbered paragraph is taken for the same, with other words, from this likeness on (0–100).
ALIKE = 60
_NUMBERED = re.compile(r"/\d+$")


@dataclass(frozen=True)
class PlacedComment:
    """A comment, and the place it stands at now; no place where it is an orphan."""

    comment: Comment
    placing: CommentPlacing
    place: Place | None = None


@dataclass(frozen=True)
class Surroundings:
    """What stands around a place in the page, in words; empty where there is nothing."""

    heading: str = ""
    before: str = ""
    paragraph: str = ""
    after: str = ""


@dataclass(frozen=True)
class PageOfPlaces:
    """The places of one page by address and by what they say; the headings of a county's own page count as its annex's."""

    places: tuple[Place, ...]
    by_address: Mapping[str, Place] = field(default_factory=dict)
    by_text: Mapping[str, Sequence[Place]] = field(default_factory=dict)

    def place_comment(self, comment: Comment) -> PlacedComment:
        """Return where a comment stands."""
        address, said = comment.received.place, normalise_words(comment.received.place_text)
        at = self.by_address.get(address)
        if at is not None and said in {at.text, ""}:
            return PlacedComment(comment, CommentPlacing.HERE, at)
        same = self.by_text.get(said, ())
        near = [one for one in same if base_of(one.address) == base_of(address)]
        if len(near or same) == 1:
            return PlacedComment(comment, CommentPlacing.MOVED, (near or same)[0])
        if at is not None and (not _NUMBERED.search(address) or fuzz.ratio(said, at.text) >= ALIKE):
            return PlacedComment(comment, CommentPlacing.CHANGED, at)
        return PlacedComment(comment, CommentPlacing.ORPHANED)

    def look_around(self, place: Place) -> Surroundings:
        """Return the paragraph a place is, or is in, with the heading it is under and the paragraphs beside it."""
        blocks = [one for one, before in zip(self.places, (None, *self.places), strict=False) if _begins(one, before)]
        at = next((number for number, one in enumerate(blocks) if one.after == place.after), None)
        if at is None:
            return Surroundings(paragraph=place.text)
        headings = [one.text for one in blocks[:at] if one.is_heading]
        before, after = blocks[at - 1] if at else None, blocks[at + 1] if at + 1 < len(blocks) else None
        return Surroundings(
            heading=headings[-1] if headings else "",
            before=before.text if before and not before.is_heading else "",
            paragraph=blocks[at].text,
            after=after.text if after and not after.is_heading else "",
        )


def _begins(place: Place, before: Place | None) -> bool:
    """Whether a place is a paragraph, not a sentence in the one before."""
    return before is None or before.after != place.after


def read_page_places(html: str) -> PageOfPlaces:
    """Return the places of a page."""
    return index_places(list_places(html))


def index_places(places: Iterable[Place]) -> PageOfPlaces:
    """Return places as they are looked up."""
    kept = tuple(replace(place, address=canonical_address(place.area, place.address)) for place in places)
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place in kept:
        by_text[place.text].append(place)
    return PageOfPlaces(kept, {place.address: place for place in reversed(kept)}, by_text)


def canonical_address(area: str, address: str) -> str:
    """Return an address as it is in the national document: a county's own page begins its headings otherwise."""
    is_county = area not in {"", "nasjonalt"}
    return f"{area}-{address.removeprefix('sporsmal-')}" if is_county and address.startswith("sporsmal-") else address


def base_of(address: str) -> str:
    """Return the section or element an address is in."""
    return _NUMBERED.sub("", address)
