"""Clocks that are set back or differ: what is judged later counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from medlemsdialog.judgements.events import CodingSet, SourceSetAside
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.paths import DataFolder

Coding = Callable[..., CodingSet]
AHEAD = datetime.now(UTC) + timedelta(days=3)


def test_later_press_counts_though_the_clock_was_set_back(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(at=AHEAD, themes=("museum",))])
    (written,) = append_events(data, "61", [coding(themes=("bibliotek",))])
    assert written.at == AHEAD + timedelta(microseconds=1)
    (current,) = read_judgements(data)[0].codings_of("k1-00000000")
    assert current.themes == ("bibliotek",)


@pytest.mark.parametrize("other", [{"client": "pc2"}, {"by": "Bo"}])
def test_who_judges_last_counts_though_another_machine_is_ahead(data: DataFolder, other: dict[str, str]) -> None:
    def aside(reason: str, **given: object) -> SourceSetAside:
        author = {"by": "Anne", "client": "pc1", "source_id": "k1", "source": "61/a.txt", "content_sha256": "x"}
        return SourceSetAside.model_validate({**author, "reason": reason, **given})

    append_events(data, "61", [aside("først", at=AHEAD)])
    append_events(data, "61", [aside("sist", **other)])
    assert read_judgements(data)[0].set_aside["k1"].reason == "sist"


def test_judgements_of_one_press_keep_their_order(data: DataFolder, coding: Coding) -> None:
    second, first = coding(themes=("bibliotek",)), coding(themes=("museum",))
    append_events(data, "61", [first, second])
    (current,) = read_judgements(data)[0].codings_of("k1-00000000")
    assert current.themes == ("bibliotek",)


def test_time_that_is_given_stays(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(at=AHEAD)])
    earlier = datetime(2017, 9, 1, tzinfo=UTC)
    assert append_events(data, "61", [coding(1, at=earlier)])[0].at == earlier


def test_words_that_look_like_a_time_move_no_clock(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(memo='"at":"2099-01-01T00:00:00Z"')])
    assert append_events(data, "61", [coding()])[0].at < AHEAD
