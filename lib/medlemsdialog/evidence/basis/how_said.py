"""How was it said? What kind of statements a finding rests on, and how they were read and coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.basis.material import BasisFact, Material, is_most, list_counts
from medlemsdialog.models.vocabulary import BasisQuestion, Kind, Status, word

_fact = partial(BasisFact, question=BasisQuestion.HOW_SAID)


def describe_how_said(material: Material) -> Iterator[BasisFact]:
    """Yield what is known of how it was said."""
    rows = [one.row for one in material.said]
    if not rows:
        yield _fact(message=Message("Ingen utsagn ligger bak funnet."), concern=True)
        return
    total = len(rows)
    statuses = Counter(row.status for row in rows)
    counts = list_counts((word(status), statuses[status]) for status in Status)
    yield _fact(
        message=Message("Utsagn etter type uttalelse: {counts}.", counts=counts), concern=not statuses[Status.DECISION]
    )
    if own := sum(not one.row.speaks_for_sender for one in material.cited):
        yield _fact(
            message=Message("Utsagn det er vist til, og som ikke taler for avsenderen: {statements}.", statements=own),
            concern=True,
        )
    if reported := sum(row.kind is Kind.REPORTED_VIEW for row in rows):
        yield _fact(
            message=Message("Syn som andre har gjengitt: {part} av {total} utsagn.", part=reported, total=total),
            concern=is_most(reported, total),
        )
    if ticks := sum(row.tick for row in rows):
        yield _fact(
            message=Message("Kryss i skjema, uten egne ord: {part} av {total} utsagn.", part=ticks, total=total),
            concern=is_most(ticks, total),
        )
    if recognised := sum(row.recognised for row in rows):
        yield _fact(
            message=Message("Lest med tekstgjenkjenning: {part} av {total} utsagn.", part=recognised, total=total),
            concern=is_most(recognised, total),
        )
    yield from _describe_coding(material)


def _describe_coding(material: Material) -> Iterator[BasisFact]:
    rows = [one.row for one in material.said]
    if uncoded := sum(not one.row.coders for one in material.cited):
        yield _fact(
            message=Message("Utsagn det er vist til, og som ingen har kodet: {statements}.", statements=uncoded),
            internal=True,
            concern=True,
        )
    alone = sum(row.coders == 1 for row in rows)
    yield _fact(
        message=Message("Kodet av bare én person: {part} av {total} utsagn.", part=alone, total=len(rows)),
        internal=True,
    )
    themes = {*material.finding.themes, *(theme for claim in material.claims for theme in claim.themes)}
    everything = material.every_row
    by_people = sum(bool(themes & set(row.themes)) for row in everything)
    by_machine = sum(not row.coders and bool(themes & set(row.suggested)) for row in everything)
    if by_machine:
        yield _fact(
            message=Message(
                "Utsagn der bare maskinen har foreslått funnets temaer: {part} av {total}. De er ikke med i tallene.",
                part=by_machine,
                total=by_machine + by_people,
            ),
            internal=True,
            concern=True,
        )
