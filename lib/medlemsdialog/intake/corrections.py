"""Corrections applied to what was received: the latest stands, and one whose expected value is gone is told, not applied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.dates import write_date
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.judgements.events import CorrectionMade
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Arena, Kind, Level, SourceState, Status, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import Register

SOURCE_FIELDS = frozenset({"sender_code", "level", "status", "arena", "date"})
FIELD_WORDS = {
    "kind": Message("slag"),
    "sender_code": Message("avsender"),
    "level": Message("nivå"),
    "status": Message("type uttalelse"),
    "arena": Message("arena"),
    "date": Message("dato"),
    "question": Message("spørsmål"),
    "text": Message("tekst"),
}
_CODES: dict[str, type[StrEnum]] = {"kind": Kind, "level": Level, "status": Status, "arena": Arena}
# How much of a correction's id a person must write.
SHOWN_ID = 8


class _Outcome(NamedTuple):
    """What becomes of the corrections of one value: the one that holds, and those that must be told of."""

    holds: CorrectionMade | None
    replaced: tuple[tuple[CorrectionMade, CorrectionMade], ...]
    failed: tuple[CorrectionMade, ...]


def apply_corrections(
    received: Sequence[Received], corrections: Sequence[CorrectionMade], register: Register
) -> tuple[Received, ...]:
    """Return what was received with the corrections that hold; a problem for each that does not.

    A correction belongs to the source with its id, else to the one that lies where its source lay. Sources set aside are
    left as they are.
    """
    ids = {one.source.source_id for one in received}
    by_source: dict[str, list[CorrectionMade]] = defaultdict(list)
    for correction in corrections:
        by_source[correction.source_id if correction.source_id in ids else correction.source].append(correction)
    return tuple(
        _apply(one, [*by_source.get(one.source.source_id, ()), *by_source.get(one.source.source, ())], register)
        for one in received
    )


def find_unplaced(received: Intake, judgements: Judgements) -> tuple[Problem, ...]:
    """Return a problem for each correction made in an area whose source is not there any more, and was never registered."""
    ids = {source.source_id for source in received.sources}
    paths = {source.source for source in received.sources}
    return tuple(
        build_problem(
            "correction_without_place",
            source=one.source,
            source_id=one.source_id,
            county_code="" if received.area_code == NATIONAL else received.area_code,
            anchor=one.anchor,
            **describe_correction(one),
        )
        for one in judgements.corrections
        if judgements.correction_areas.get(one.id) == received.area_code
        and one.source_id not in ids | judgements.registrations.keys()
        and one.source not in paths
    )


def value_of(corrected: Source | Passage, field: str) -> str:
    """Return a value as corrections name it: the code, the text, or the empty text."""
    value = getattr(corrected, field)
    return "" if value is None else str(value)


def _apply(one: Received, corrections: Sequence[CorrectionMade], register: Register) -> Received:
    if not corrections or not one.source.source_id or one.source.state is SourceState.REJECTED:
        return one
    source, passages, problems = one.source, list(one.passages), list(one.problems)
    by_value: dict[tuple[int | None, str, str], list[CorrectionMade]] = defaultdict(list)
    for correction in sorted(corrections, key=lambda one: one.order):
        place = _find_passage(passages, correction)
        lost = correction.statement_id if place is None else ""
        by_value[place, lost, correction.field].append(correction)
    for (place, _, field), several in by_value.items():
        about_source = place is None and not several[0].statement_id and field in SOURCE_FIELDS
        target: Source | Passage | None = source if about_source else None if place is None else passages[place]
        confirmed = about_source and source.state is SourceState.REGISTERED
        outcome = _judge(several, None if target is None else value_of(target, field), confirmed=confirmed)
        if outcome.holds is not None and about_source:
            source = _correct_source(source, outcome.holds, one, register)
        elif outcome.holds is not None and place is not None:
            passages[place] = _correct_passage(passages[place], outcome.holds)
        problems += _tell(source, outcome, None if target is None else value_of(target, field))
    return one._replace(source=source, passages=tuple(passages), problems=tuple(problems))


def _judge(corrections: Sequence[CorrectionMade], original: str | None, *, confirmed: bool) -> _Outcome:
    """Say which correction of one value holds.

    A correction may rest on the original's value or on one that an earlier correction gave it. Where the later did not
    know of the earlier, the later holds and the earlier is told. What was confirmed as it was corrected is settled.
    """
    known = {original}
    standing: list[CorrectionMade] = []
    failed: list[CorrectionMade] = []
    for correction in corrections:
        settled = confirmed and original == correction.value
        if original is not None and (correction.expected in known or settled):
            known.add(correction.value)
            standing.append(correction)
        else:
            failed.append(correction)
    holds = standing[-1] if standing else None
    replaced = tuple(
        (earlier, holds)
        for earlier, later in pairwise(standing)
        if holds and later.expected != earlier.value and earlier.by != later.by and earlier.value != holds.value
    )
    return _Outcome(holds, replaced, tuple(failed))


def _tell(source: Source, outcome: _Outcome, original: str | None) -> list[Problem]:
    told = [
        _problem(source, "correction_replaced", earlier, later=_shown(later.field, later.value), other=later.by)
        for earlier, later in outcome.replaced
    ]
    for correction in outcome.failed:
        if original is None:
            told.append(_problem(source, "correction_without_place", correction))
        elif original == correction.value:
            told.append(_problem(source, "correction_not_needed", correction))
        else:
            told.append(_problem(source, "correction_not_applied", correction, now=_shown(correction.field, original)))
    return told


def _problem(source: Source, rule: str, correction: CorrectionMade, **values: Any) -> Problem:
    return build_problem(
        rule,
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        statement_id=correction.statement_id,
        anchor=correction.anchor,
        **describe_correction(correction),
        **values,
    )


def describe_correction(correction: CorrectionMade) -> dict[str, Any]:
    """Return what sentences about a correction may name."""
    return {
        "field": FIELD_WORDS[correction.field],
        "expected": _shown(correction.field, correction.expected),
        "value": _shown(correction.field, correction.value),
        "by": correction.by,
        "id": correction.id[:SHOWN_ID],
    }


def _shown(field: str, value: str) -> str | Message:
    """Return a value as it stands in a sentence: words for codes, dates written out."""
    if not value:
        return Message("ingenting")
    if field == "date":
        return write_date(value)
    codes = _CODES.get(field)
    return word(codes(value)) if codes and value in set(codes) else value


def _correct_source(source: Source, correction: CorrectionMade, one: Received, register: Register) -> Source:
    values = source.model_dump() | {correction.field: correction.value}
    if correction.field == "sender_code":
        member, body = register.member(correction.value), register.body(correction.value)
        found = member or body
        values["sender_name"] = found.name if found else source.sender_name
        values["level"] = member.level if member else Level.BODY if body else source.level
        if one.folder.kind == "national":
            values["county_code"] = (found.county_code or "") if found else ""
    return Source.model_validate(values)


def _correct_passage(passage: Passage, correction: CorrectionMade) -> Passage:
    values: dict[str, Any] = {correction.field: correction.value}
    if correction.field == "kind":
        values = {"kind": Kind(correction.value), "kind_reason": correction.reason or "rettet"}
    elif correction.field == "status":
        values = {"status": Status(correction.value) if correction.value else None}
    return passage.model_copy(update=values)


def _find_passage(passages: Sequence[Passage], correction: CorrectionMade) -> int | None:
    """Return the place of the passage that is corrected: by its id, or by what of the id is its text's, or by its anchor."""
    text_part = correction.statement_id.removeprefix(correction.source_id)
    for number, passage in enumerate(passages):
        if correction.statement_id:
            if passage.statement_id in {correction.statement_id, f"{passage.source_id}{text_part}"}:
                return number
        elif correction.field not in SOURCE_FIELDS and passage.anchor == correction.anchor:
            return number
    return None
