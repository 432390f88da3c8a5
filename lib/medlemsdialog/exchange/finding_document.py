"""A document made from findings and edited in Word, held against the findings: which sentences somebody changed, and how."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from medlemsdialog.evidence.bookmarks import fingerprint_print, normalise_print
from medlemsdialog.evidence.finding_text import ResolvedSentence, resolve_finding
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.exchange.document_frame import Loose, compare_frame
from medlemsdialog.exchange.edited_word import EditedWord, read_edited_word
from medlemsdialog.exchange.renumbered import ALIKE, renumber_marks
from medlemsdialog.exchange.restored_text import escape_words, restore_text
from medlemsdialog.exchange.said_sentences import Said, list_said
from medlemsdialog.models.edited_document import EditedDocument, FrameEdit, SentenceEdit
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview

_Key = tuple[str, int]


def compare_edited(
    name: str, content: bytes, overview: NationalOverview, labels: Labels, *, original: bytes | None = None
) -> EditedDocument:
    """Return what was done in Word to a document made from the findings of an overview, in the language of `labels`.

    `original` is the document as it was made: without it, what the template holds is not compared, and a new paragraph of
    its own is not told apart from it.

    Raises:
        BrokenOriginalError: The file is no Word document, or cannot be read.
    """
    ids = tuple(finding.finding_id for finding in overview.findings)
    edited = read_edited_word(name, content, ids)
    made = read_edited_word(name, original, ids) if original is not None else None
    return _Comparison(edited, made, overview.findings, overview, labels).compare()


def count_known(edited: EditedDocument) -> int:
    """Return how many sentences stand as the findings have them, in the language that was compared in."""
    touched = sum(edit.kind == "changed" for edit in edited.edits)
    return edited.sentences - touched - edited.outdated


@dataclass
class _Comparison:
    edited: EditedWord
    made: EditedWord | None
    findings: Sequence[Finding]
    overview: NationalOverview
    labels: Labels
    outdated: int = 0
    fresh: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    # Sentences that have lost their bookmark, by their words.
    found: dict[_Key, Loose] = field(default_factory=dict)

    def compare(self) -> EditedDocument:
        current = self._read_current()
        said = list_said(self.edited.paragraphs)
        renumber_marks(said, current)
        if self.made is not None:
            renumber_marks(list_said(self.made.paragraphs), current)
        main, others = _choose(said, current)
        frame, inserted = compare_frame(self.edited, self.made)
        expected = self._list_expected(main, current)
        missing = [key for key in expected if key not in main]
        # What was accepted before stands in the finding already.
        taken_in = {
            (key[0], normalise_print(sentence.printed))
            for key, sentence in current.items()
            if key not in main and key not in missing
        }
        loose = [one for one in (*others, *inserted) if (one.finding_id, one.said.text) not in taken_in]
        edits: list[SentenceEdit] = []
        for key in missing:
            edits += self._find_missing(key, current[key], loose)
        for key, one in main.items():
            edits += self._judge(key, one, current.get(key))
        edits += self._tell_moved(self._place_found(main, said), main, current)
        frame += [FrameEdit(before="", after=one.said.text) for one in loose if not one.finding_id]
        edits += self._tell_new([one for one in loose if one.finding_id])
        order = {finding.finding_id: place for place, finding in enumerate(self.findings)}
        edits.sort(
            key=lambda one: (order.get(one.finding_id, len(order)), one.number or one.follows, one.number is None)
        )
        return EditedDocument(
            language=self.labels.language,
            edits=tuple(edits),
            frame=tuple(frame),
            comments=self.edited.comments,
            tracked_changes=self.edited.tracked_changes,
            sentences=len(main),
            outdated=self.outdated,
            is_compared_whole=self.made is not None,
        )

    def _read_current(self) -> dict[_Key, ResolvedSentence]:
        return {
            (finding.finding_id, sentence.number): sentence
            for finding in self.findings
            for sentence in resolve_finding(finding, self.overview, self.labels).sentences
        }

    def _list_expected(self, main: Mapping[_Key, Said], current: Mapping[_Key, ResolvedSentence]) -> list[_Key]:
        """Return the sentences that should stand in the document, in order."""
        if self.made is not None:
            marks = [(mark.place.finding_id, mark.place.number) for mark in self.made.marks]
            return [key for key in dict.fromkeys(marks) if key in current]
        there = {finding_id for finding_id, _ in main}
        return [key for key in current if key[0] in there]

    def _judge(self, key: _Key, said: Said, sentence: ResolvedSentence | None) -> Iterator[SentenceEdit]:
        printed_then = said.mark.place.printed if said.mark else ""
        now = normalise_print(sentence.printed) if sentence else None
        if said.text == now:
            return
        if printed_then and fingerprint_print(said.text) == printed_then:
            self.outdated += 1
            return
        text, numbers = restore_text(sentence.parts, said.text) if sentence else (escape_words(said.text), ())
        yield SentenceEdit(
            reference=_refer(key),
            kind="changed",
            finding_id=key[0],
            number=key[1],
            before=now or "",
            after=said.text,
            text=text,
            numbers=numbers,
            known_by_likeness=said.mark is None,
            changed_since=bool(printed_then and (now is None or fingerprint_print(now) != printed_then)),
        )

    def _find_missing(self, key: _Key, sentence: ResolvedSentence, loose: list[Loose]) -> Iterator[SentenceEdit]:
        """Yield what became of a sentence whose bookmark is gone; words that are alike are taken for it."""
        printed = normalise_print(sentence.printed)
        alike = [(fuzz.ratio(printed, one.said.text), one) for one in loose if one.finding_id in {key[0], ""}]
        likeness, best = max(alike, key=lambda one: one[0], default=(0.0, None))
        if best is None or likeness < ALIKE:
            yield SentenceEdit(reference=_refer(key), kind="removed", finding_id=key[0], number=key[1], before=printed)
            return
        loose.remove(best)
        self.found[key] = best
        best.said.mark = None
        yield from self._judge(key, best.said, sentence)

    def _place_found(self, main: Mapping[_Key, Said], said: Sequence[Said]) -> dict[_Key, Said]:
        """Return the words of each sentence in the order of the document, those without their bookmark among them."""
        order = {id(one): at for at, one in enumerate(said)}
        known = {key: (one.paragraph, order.get(id(one), 0), one) for key, one in main.items()}
        known |= {key: (one.said.paragraph, one.order, one.said) for key, one in self.found.items()}
        return {key: one for key, (*_, one) in sorted(known.items(), key=lambda item: item[1][:2])}

    def _tell_moved(
        self, there: Mapping[_Key, Said], main: Mapping[_Key, Said], current: Mapping[_Key, ResolvedSentence]
    ) -> Iterator[SentenceEdit]:
        expected = {key: place for place, key in enumerate(self._list_expected(main, current))}
        found = [key for key in there if key in expected]
        kept = {found[at] for at in _longest_rising([expected[key] for key in found])}
        for at, key in enumerate(found):
            if key in kept:
                continue
            follows = next((one[1] for one in reversed(found[:at]) if one[0] == key[0]), 0)
            words = there[key].text
            yield SentenceEdit(
                reference=_refer(key),
                kind="moved",
                finding_id=key[0],
                number=key[1],
                before=words,
                after=words,
                follows=follows,
                opens_block=there[key].opens,
            )

    def _tell_new(self, loose: Sequence[Loose]) -> Iterator[SentenceEdit]:
        for one in sorted(loose, key=lambda one: (one.said.paragraph, one.order)):
            self.fresh[one.finding_id] += 1
            yield SentenceEdit(
                reference=f"{one.finding_id}:ny{self.fresh[one.finding_id]}",
                kind="new",
                finding_id=one.finding_id,
                after=one.said.text,
                text=escape_words(one.said.text),
                follows=one.follows,
                opens_block=one.opens_block,
            )


def _choose(said: Sequence[Said], current: Mapping[_Key, ResolvedSentence]) -> tuple[dict[_Key, Said], list[Loose]]:
    """Return the words of each sentence in the order of the document, and the sentences that are none of them.

    Where a sentence stands twice, the one whose words nobody changed is the sentence, the other a copy.
    """
    candidates: dict[_Key, list[Said]] = defaultdict(list)
    for one in said:
        if one.mark is not None:
            candidates[one.mark.place.finding_id, one.mark.place.number].append(one)
    chosen: dict[_Key, Said] = {}
    for key, ones in candidates.items():
        printed = normalise_print(current[key].printed) if key in current else None
        same = [one for one in ones if one.text == printed]
        same += [one for one in ones if one.mark and fingerprint_print(one.text) == one.mark.place.printed]
        chosen[key] = (same or ones)[0]
    main: dict[_Key, Said] = {}
    loose: list[Loose] = []
    for at, one in enumerate(said):
        own = (one.mark.place.finding_id, one.mark.place.number) if one.mark else None
        if own is not None and chosen[own] is one:
            main[own] = one
            continue
        finding_id, follows = _find_place(said, at)
        loose.append(Loose(one, finding_id, follows, opens_block=False, order=at))
    return main, loose


def _find_place(said: Sequence[Said], at: int) -> _Key:
    """Return the finding and sentence that words stand after; the finding of those after them where they stand first."""
    paragraph = said[at].paragraph
    for one in reversed(said[:at]):
        if one.paragraph == paragraph and one.mark:
            return one.mark.place.finding_id, one.mark.place.number
    for one in said[at + 1 :]:
        if one.paragraph == paragraph and one.mark:
            return one.mark.place.finding_id, max(one.mark.place.number - 1, 0)
    mark = said[at].mark
    return (mark.place.finding_id, mark.place.number) if mark else ("", 0)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest rising row of numbers: what was not moved."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        spot = bisect_left(ends, number)
        before.append(places[spot - 1] if spot else -1)
        ends[spot : spot + 1] = [number]
        places[spot : spot + 1] = [at]
    row: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row


def _refer(key: _Key) -> str:
    return f"{key[0]}:{key[1]}"
