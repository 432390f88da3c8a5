"""The personal data of one area: every source's findings, and what a person must look at because of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.personal.review import find_in_source
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.judgements.events import PersonalEvent
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.personal import PERSONAL_WORDS, PersonalFinding
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.paths import NATIONAL


def review_area(
    sources: Sequence[Source], passages: Iterable[Passage], judgements: Judgements
) -> tuple[tuple[PersonalFinding, ...], tuple[Problem, ...]]:
    """Return the personal data of an area's sources in reading order, and the problems that follow; none of those set aside."""
    by_source: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_source[passage.source_id].append(passage)
    judged_by_source: dict[str, dict[str, PersonalEvent]] = defaultdict(dict)
    for finding_id, event in judgements.personal.items():
        judged_by_source[event.source_id][finding_id] = event
    findings: list[PersonalFinding] = []
    problems: list[Problem] = []
    for source in sources:
        if source.state is SourceState.REJECTED:
            continue
        judged = judged_by_source.get(source.source_id, {})
        own = find_in_source(source, by_source[source.source_id], judged)
        findings += own
        problems += [_tell(source, to_judge)] if (to_judge := [one for one in own if _is_open(one)]) else []
        if source.readable:
            problems += _find_orphans(source, own, judged)
    return tuple(findings), tuple(problems)


def find_tombstones(judgements: Judgements, sources: Iterable[Source], area_code: str) -> tuple[Problem, ...]:
    """Return a note for every source of the area that was withdrawn and whose original is gone, as it should be."""
    present = {source.source_id for source in sources}
    contents = {source.content_sha256 for source in sources}
    return tuple(
        build_problem(
            "withdrawn",
            source=event.source,
            source_id=source_id,
            county_code="" if area_code == NATIONAL else area_code,
            date=event.at.date().isoformat(),
        )
        for source_id, event in sorted(judgements.withdrawn.items())
        if judgements.withdrawn_areas[source_id] == area_code
        and source_id not in present
        and event.content_sha256 not in contents
    )


def _is_open(finding: PersonalFinding) -> bool:
    """Whether a person should look at a finding: it stands where it would be quoted, and nobody has judged it."""
    return finding.state == "found" and finding.in_statement


def _tell(source: Source, findings: Sequence[PersonalFinding]) -> Problem:
    counts = Counter(finding.kind for finding in findings)
    kinds: Message | None = None
    for kind, number in counts.items():
        part = Message("{number} {kind}", number=number, kind=PERSONAL_WORDS[kind])
        kinds = part if kinds is None else Message("{first}, {rest}", first=kinds, rest=part)
    return build_problem(
        "personal_data",
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        anchor=findings[0].place,
        found="; ".join(finding.text for finding in findings),
        kinds=kinds,
    )


def _find_orphans(
    source: Source, findings: Iterable[PersonalFinding], judged: Mapping[str, PersonalEvent]
) -> Iterable[Problem]:
    standing = {finding.id for finding in findings}
    for finding_id, event in judged.items():
        if finding_id not in standing and event.text:
            yield build_problem(
                "personal_judgement_orphan",
                source=source.source,
                source_id=source.source_id,
                county_code=source.county_code,
                found=event.text,
            )
