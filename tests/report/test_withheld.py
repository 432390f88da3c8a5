"""What is said of input that is in no number."""

from __future__ import annotations

import pytest

from medlemsdialog import report
from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import share_summary
from medlemsdialog.models.shared import SharedSummary, UnnamedSenders
from medlemsdialog.models.vocabulary import Openness
from medlemsdialog.report.withheld import tell_unnamed, tell_withheld
from report import example


@pytest.mark.parametrize(
    ("told", "areas_with_few", "words"),
    [
        (0, 0, ""),
        (0, 1, "fra noen få avsendere"),
        (0, 2, "fra noen få avsendere"),
        (0, 3, "fra minst 3 avsendere"),
        (4, 0, "fra 4 avsendere"),
        (4, 2, "fra minst 6 avsendere"),
    ],
)
def test_number_of_senders_left_out_is_told_from_three_up_and_never_exactly_with_a_few(
    told: int, areas_with_few: int, words: str
) -> None:
    sentence = tell_unnamed(UnnamedSenders(told=told, areas_with_few=areas_with_few), example.labels())
    assert (words in sentence) if words else sentence == ""


@pytest.mark.parametrize(("language", "words"), [("nb", "1 medlem"), ("nn", "ikkje med i tala")])
def test_members_that_wrote_in_confidence_are_counted_as_members(language: Language, words: str) -> None:
    assert words in tell_withheld([_one_in_confidence()], example.labels(language))
    assert tell_withheld([share_summary(example.county_summary())], example.labels(language)) == ""


def test_number_that_is_not_shown_has_a_mark_a_legend_and_words_for_those_who_listen() -> None:
    shown = str(report.heard(_one_in_confidence(), example.labels()).html)
    assert '<span role="img" aria-label="vises ikke">–</span>' in shown
    assert "«–» betyr at tallet ikke vises" in shown


def test_nobody_is_said_to_agree_where_somebody_may_have_disagreed_in_confidence() -> None:
    labels = example.labels()
    for summary in (_one_in_confidence(), _one_in_confidence("61b")):
        shown = str(report.in_short(summary, labels).html)
        assert "ingen er imot" not in shown and "Ingen av dem som tok standpunkt" not in shown


def _one_in_confidence(source_id: str = "61a") -> SharedSummary:
    summary = example.county_summary()
    sources = tuple(
        source.model_copy(update={"openness": Openness.CONFIDENTIAL}) if source.source_id == source_id else source
        for source in summary.sources
    )
    return share_summary(summary.model_copy(update={"sources": sources}))
