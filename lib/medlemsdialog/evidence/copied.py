"""Texts repeated over the whole nation, found by the summaries alone: by their words where these may be quoted, else by keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from medlemsdialog.intake.duplicates import SHORTEST_DUPLICATE, group_wordings
from medlemsdialog.intake.likeness import Wording, judge_likeness, prepare_wording
from medlemsdialog.intake.sketch import find_near_sketches, sketch_wording
from medlemsdialog.models.national import CopiedStatement, CopiedText
from medlemsdialog.models.personal import PERSON_SENDER
from medlemsdialog.models.summary import AreaSummary, SourceRow, StatementRow
from medlemsdialog.models.vocabulary import Level, Likeness, Openness, Status, TextLanguage
from medlemsdialog.paths import NATIONAL

_MEMBERS = {Level.MUNICIPALITY, Level.COUNTY_COUNCIL}


class _Said(NamedTuple):
    area_code: str
    row: StatementRow
    source: SourceRow
    wording: Wording | None


class NationalTexts(NamedTuple):
    """`unit_of` tells what each statement's text counts as; `copied` are the texts that several senders' statements repeat."""

    unit_of: Mapping[str, str]
    copied: tuple[CopiedText, ...]


def group_texts(areas: Sequence[AreaSummary]) -> NationalTexts:
    """Return which statements of all areas repeat each other.

    What an area grouped stays together. Statements whose text stands in the summary are compared by their words, the
    others by the keys and sketches that their rows carry. Ticked answers repeat only themselves.
    """
    said = _order(areas)
    groups = _group(said)
    unit_of = {one.row.statement_id: one.row.text_unit for one in said}
    for group in groups:
        unit_of |= dict.fromkeys((said[place].row.statement_id for place in group), said[group[0]].row.text_sha256)
    ticked = {row.statement_id: row.text_sha256 for area in areas for row in area.statements if row.tick}
    shown = (_copied([said[place] for place in group]) for group in groups)
    copied = sorted((text for text in shown if text), key=lambda text: (-text.senders, -len(text.statements)))
    return NationalTexts(unit_of | ticked, tuple(copied))


def _order(areas: Sequence[AreaSummary]) -> list[_Said]:
    """Return the written statements, those of organisations first, so that copies of their texts gather round them.

    Those without words come last: nothing can be compared with them.
    """
    said = []
    for area in areas:
        sources = {source.source_id: source for source in area.sources}
        for row in area.statements:
            if not row.tick:
                comparable = row.text is not None and len(row.text) >= SHORTEST_DUPLICATE
                wording = prepare_wording(row.text or "", row.language) if comparable else None
                said.append(_Said(area.area.code, row, sources[row.source_id], wording))
    return sorted(said, key=lambda one: (one.wording is None, not _is_named_organisation(one)))


def _group(said: Sequence[_Said]) -> tuple[tuple[int, ...], ...]:
    nothing = prepare_wording("")
    links = [
        *_link_equal((place, (one.area_code, one.row.duplicate_key)) for place, one in enumerate(said)),
        *_link_equal((place, ("", one.row.wording_key)) for place, one in enumerate(said)),
        *_link_equal((place, ("text", one.row.text_sha256)) for place, one in enumerate(said)),
        *_link_near(said),
    ]
    return group_wordings([one.wording or nothing for one in said], linked=links)


def _link_equal(keys: Iterable[tuple[int, tuple[str, str]]]) -> Iterable[tuple[int, int]]:
    first: dict[tuple[str, str], int] = {}
    for place, key in keys:
        if key[1]:
            yield first.setdefault(key, place), place


def _link_near(said: Sequence[_Said]) -> Iterable[tuple[int, int]]:
    hidden = {place: one.row.wording_sketch for place, one in enumerate(said) if one.row.wording_sketch}
    if not hidden:
        return ()
    known = {place: sketch_wording(one.wording) for place, one in enumerate(said) if one.wording}
    return find_near_sketches(hidden, known)


def _copied(group: Sequence[_Said]) -> CopiedText | None:
    """Return a group of statements as it is told of: None where fewer than two may be, or the texts are too short."""
    told = [one for one in group if one.source.openness is not Openness.CONFIDENTIAL]
    if len(told) < 2 or not any(one.wording or one.row.duplicate_key or one.row.wording_key for one in told):
        return None
    first = next((one for one in told if one.wording), told[0])
    # In reading order: a text's first place is where the reader meets it first.
    ordered = sorted(told, key=lambda one: one.area_code == NATIONAL)
    return CopiedText(
        text=first.row.text,
        language=first.row.language if first.wording else TextLanguage.UNDETERMINED,
        statements=tuple(
            CopiedStatement(
                area_code=one.area_code,
                statement_id=one.row.statement_id,
                likeness=None if one is first else _judge(first, one),
            )
            for one in ordered
        ),
        distinct_wordings=len({one.row.text_sha256 for one in told}),
        members=_count_senders(one for one in told if one.row.level in _MEMBERS),
        bodies=_count_senders(one for one in told if one.row.level is Level.BODY),
        other_senders=_count_senders(one for one in told if one.row.level is Level.OTHER),
        organisations=tuple(sorted({one.source.sender_name for one in told if _is_named_organisation(one)})),
    )


def _judge(first: _Said, one: _Said) -> Likeness:
    if first.row.text_sha256 == one.row.text_sha256:
        return Likeness.EQUAL
    if first.wording and one.wording:
        return judge_likeness(first.wording, one.wording) or Likeness.NEAR
    if first.row.wording_key and first.row.wording_key == one.row.wording_key:
        forms = {first.row.language, one.row.language}
        return Likeness.VARIANT if forms == {TextLanguage.BOKMAL, TextLanguage.NYNORSK} else Likeness.TEMPLATE
    return Likeness.NEAR


def _count_senders(said: Iterable[_Said]) -> int:
    return len({one.source.sender_code or one.source.sender_name or one.source.source_id for one in said})


def _is_named_organisation(one: _Said) -> bool:
    """Whether the sender is an organisation that may be named; a single person never is."""
    source = one.source
    is_person = source.status is Status.INDIVIDUAL or source.sender_name.startswith(PERSON_SENDER)
    named = source.level is Level.OTHER and bool(source.sender_name) and not is_person
    return named and source.openness is not Openness.CONFIDENTIAL
