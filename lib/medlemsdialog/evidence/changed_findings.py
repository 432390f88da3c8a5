"""Findings of a release held against those of today: sentences, evidence and state, of what is printed on both sides."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from medlemsdialog.evidence.finding_changes import compare_evidence
from medlemsdialog.evidence.finding_text import resolve_finding
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.lost_quotes import LostWords
from medlemsdialog.models.changes import FindingChange, SentenceChange
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.release import PrintedFinding, ReleasedFinding
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.vocabulary import FindingState

# Drafts are nobody's to read, then or now.
PRINTED = frozenset({FindingState.APPROVED, FindingState.STALE})

_DIGITS = re.compile(r"\d+")


def compare_findings(
    released: Sequence[ReleasedFinding],
    overview: NationalOverview,
    labels: Labels,
    *,
    before: Iterable[SharedSummary | None] = (),
) -> tuple[FindingChange, ...]:
    """Return the printed findings that are new, gone, put in other words, or rest on something else, in today's order.

    `before` are the areas as they were; words of theirs that may no longer be quoted are hidden.
    """
    lost = _find_lost_words(before, overview)
    then = {one.finding.finding_id: one for one in released if one.finding.state in PRINTED}
    now = {one.finding_id: one for one in overview.findings if one.state in PRINTED}
    changes = [_compare_finding(then.get(code), finding, overview, labels, lost) for code, finding in now.items()]
    changes += [_tell_gone(one, labels, lost) for code, one in then.items() if code not in now]
    return tuple(change for change in changes if change is not None)


def _compare_finding(
    then: ReleasedFinding | None, now: Finding, overview: NationalOverview, labels: Labels, lost: LostWords
) -> FindingChange | None:
    resolved = resolve_finding(now, overview, labels)
    heading = resolved.heading
    if then is None:
        return FindingChange(
            finding_id=now.finding_id,
            heading=heading,
            earlier_heading=heading,
            state_before=None,
            state_after=now.state,
            sentences=tuple(SentenceChange(after=one.printed) for one in resolved.sentences),
        )
    # A text that had not been translated then has nothing to be held against.
    printed = then.printed.get(resolved.written_in) or PrintedFinding(
        heading=heading, sentences=then.printed["nb"].sentences if resolved.written_in == "nb" else ()
    )
    evidence = compare_evidence(then.finding.evidence, now.evidence)
    sentences = (
        _compare_sentences(
            [lost.hide_in(one.printed) for one in printed.sentences], [one.printed for one in resolved.sentences]
        )
        if printed.sentences
        else ()
    )
    if _withheld_codes(overview) & {code for one in evidence for code in one.removed}:
        # Before and after, side by side, would tell the number of those who went.
        sentences = tuple(one for one in sentences if _DIGITS.sub("", one.before) != _DIGITS.sub("", one.after))
    change = FindingChange(
        finding_id=now.finding_id,
        heading=heading,
        earlier_heading=lost.hide_in(printed.heading),
        state_before=then.finding.state,
        state_after=now.state,
        sentences=sentences,
        evidence=evidence,
    )
    is_same = change.earlier_heading == heading and change.state_before == change.state_after
    return None if is_same and not change.sentences and not change.evidence else change


def _tell_gone(then: ReleasedFinding, labels: Labels, lost: LostWords) -> FindingChange:
    printed = then.printed.get(labels.language) or then.printed["nb"]
    return FindingChange(
        finding_id=then.finding.finding_id,
        heading=lost.hide_in(printed.heading),
        earlier_heading=lost.hide_in(printed.heading),
        state_before=then.finding.state,
        state_after=None,
        sentences=tuple(SentenceChange(before=lost.hide_in(one.printed)) for one in printed.sentences),
    )


def _compare_sentences(before: Sequence[str], after: Sequence[str]) -> tuple[SentenceChange, ...]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        SentenceChange(before=was, after=stands)
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
        if what != "equal"
        for was, stands in zip_longest(before[i1:i2], after[j1:j2], fillvalue="")
    )


def _withheld_codes(overview: NationalOverview) -> set[str]:
    return {code for area in (*overview.summaries, overview.without_county) for code in area.withheld_codes}


def _find_lost_words(before: Iterable[SharedSummary | None], overview: NationalOverview) -> LostWords:
    now = [row for area in (*overview.summaries, overview.without_county) for row in area.statements]
    quotable = {row.statement_id for row in now if row.quotable}
    was = [row for area in before if area is not None for row in area.statements if row.text]
    return LostWords.of(
        (row.text for row in was if row.text and row.statement_id not in quotable),
        but=(row.text for row in now if row.quotable and row.text),
    )
