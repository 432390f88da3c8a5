"""The checks that look at a whole area: dates against the period, senders, duplicates, language and placeholders."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.dates import write_date
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.limits import MAX_ODD_WORD_SHARE
from medlemsdialog.intake.ocr_noise import odd_word_share
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Severity, SourceState, TextLanguage

# A date this long after the period is more likely another matter, or a slip, than a late answer.
LATE_DAYS = 180
_SHORTEST_SAMI = 20
_DATE_RULES = frozenset({"no_date", "late", "out_of_period"})
# A PDF may carry text that was recognised before it was sent.
_PDF = MEDIA_TYPES["pdf"]
_SEVERITIES = tuple(Severity)


def find_problems(sources: Sequence[Source], passages: Sequence[Passage], dialogue: Dialogue) -> tuple[Problem, ...]:
    """Return what a person must look at across the sources of one area. Sources set aside are not asked about."""
    asked = [source for source in sources if source.state is not SourceState.REJECTED]
    by_id = {source.source_id: source for source in asked}
    return (
        *(problem for source in asked for problem in _check_date(source, dialogue)),
        *_check_several(asked),
        *_check_same_content(asked),
        *_check_passages([passage for passage in passages if passage.source_id in by_id], by_id),
    )


def sort_problems(problems: Sequence[Problem], reading_order: Sequence[str]) -> tuple[Problem, ...]:
    """Return the problems, gravest first, then in the order of their sources; those that repeat are there once."""
    place = {source: number for number, source in enumerate(reading_order)}
    distinct = {
        (p.rule, p.source, p.source_id, p.statement_id, p.anchor, p.found, p.what.text()): p for p in problems
    }.values()
    return tuple(
        sorted(distinct, key=lambda p: (_SEVERITIES.index(p.severity), place.get(p.source, len(place)), p.source))
    )


def place_in_rows(problems: Iterable[Problem], passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield the problems, those of a form row as a whole placed at the row's first cell."""
    rows: dict[str, Anchor] = {}
    for passage in passages:
        number = (passage.anchor.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if number:
            rows.setdefault(passage.source_id, Anchor(sheet=passage.anchor.sheet, cell=f"A{number}"))
    for problem in problems:
        place = rows.get(problem.source_id) if "#" in problem.source and problem.anchor == Anchor() else None
        yield problem.model_copy(update={"anchor": place}) if place else problem


def is_late(date: str, dialogue: Dialogue) -> bool:
    """Whether a date is after the last day of the period; no date is not late."""
    return bool(date) and date > dialogue.period.closes.isoformat()


def has_sami(passages: Sequence[Passage]) -> bool:
    """Whether a text in Sámi waits to be read by someone who can; a name in a letterhead does not count."""
    return any(_is_sami_text(passage) for passage in passages)


def _is_sami_text(passage: Passage) -> bool:
    told = passage.kind in STATEMENT_KINDS | {Kind.BACKGROUND, Kind.PROCEDURE}
    heading = passage.kind_reason in {"overskrift", "brevhode eller avsender", "topptekst, bunntekst eller sidetall"}
    return passage.language is TextLanguage.SAMI and told and not heading and len(passage.text) >= _SHORTEST_SAMI


def _check_date(source: Source, dialogue: Dialogue) -> Iterator[Problem]:
    opens, closes = dialogue.period.opens, dialogue.period.closes
    if not source.date:
        if source.readable:
            yield _problem(source, "no_date")
        return
    days = {"date": source.date, "opens": opens.isoformat(), "closes": closes.isoformat()}
    values: dict[str, Any] = {name: write_date(day) for name, day in days.items()}
    days_late = _days(source.date) - closes.toordinal()
    if source.date < opens.isoformat() or days_late > LATE_DAYS:
        yield _problem(source, "out_of_period", found=values["date"], **values)
    elif days_late > 0:
        yield _problem(source, "late", found=values["date"], **values)


def _days(date: str) -> int:
    try:
        return dt.date.fromisoformat(date[:10]).toordinal()
    except ValueError:
        return 0


def _check_several(sources: Sequence[Source]) -> Iterator[Problem]:
    by_sender: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if source.sender_code:
            by_sender[source.sender_code].append(source)
    for sent in by_sender.values():
        if len(sent) > 1:
            files = ", ".join(source.source for source in sent)
            yield _problem(
                sent[0], "several_from_sender", found=files, sender=sent[0].sender_name, number=len(sent), files=files
            )


def _check_same_content(sources: Sequence[Source]) -> Iterator[Problem]:
    first: dict[str, Source] = {}
    for source in sources:
        if source.content_sha256 and (other := first.setdefault(source.content_sha256, source)) is not source:
            yield _problem(source, "duplicate_file", found=other.source, other=other.source)


def _check_passages(passages: Sequence[Passage], sources: dict[str, Source]) -> Iterator[Problem]:
    sami: set[str] = set()
    for passage in passages:
        source = sources[passage.source_id]
        if passage.kind is Kind.PLACEHOLDER:
            yield _problem(source, "placeholder", passage=passage)
        elif passage.language is TextLanguage.MIXED and passage.kind in STATEMENT_KINDS:
            yield _problem(source, "mixed_language", passage=passage)
        elif _is_sami_text(passage) and source.source_id not in sami:
            sami.add(source.source_id)
            yield _problem(source, "sami", passage=passage)
        share = odd_word_share(passage.text) if passage.recognised or source.media_type == _PDF else 0.0
        if share > MAX_ODD_WORD_SHARE:
            yield _problem(source, "ocr_noise", passage=passage, share=f"{round(100 * share)} %")


def _problem(
    source: Source, rule: str, *, passage: Passage | None = None, found: str = "", **values: object
) -> Problem:
    return build_problem(
        rule,
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        statement_id=passage.statement_id if passage else "",
        anchor=passage.anchor if passage else source.date_place if rule in _DATE_RULES else source.place,
        found=passage.text if passage else found,
        **values,
    )
