"""The history of a statement, a source or an area: what was replaced later is told too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from medlemsdialog.judgements.events import CodingRemoved, CodingSet, CorrectionMade, CorrectionUndone, SourceWithdrawn
from medlemsdialog.judgements.history import read_history
from medlemsdialog.judgements.log import append_events
from medlemsdialog.paths import DataFolder

Coding = Callable[..., CodingSet]
ME = {"by": "Anne Eksempel", "client": "pc1"}


def test_history_of_a_statement_has_what_was_replaced_and_taken_back(data: DataFolder, coding: Coding) -> None:
    statement = coding(1).statement_id
    correction = CorrectionMade(
        **ME,
        source_id="k1",
        statement_id=statement,
        field="kind",
        expected="view",
        value="background",
        reason="Eksempel",
    )
    append_events(data, "61", [coding(1), coding(2), coding(1, by="Bo"), correction])
    append_events(data, "61", [CorrectionUndone(**ME, correction_id=correction.id)])
    append_events(data, "61", [CodingRemoved(**ME, statement_id=statement)])
    told = [placed.event.type for placed in read_history(data, statement_id=statement)]
    assert told == ["coding.set", "coding.set", "correction.made", "correction.undone", "coding.removed"]
    assert len(read_history(data, source_id="k1")) == 6
    assert len(read_history(data, by="anne eksempel", kinds=("codings",))) == 3


def test_history_keeps_to_the_area_and_the_time_asked_for(data: DataFolder, coding: Coding) -> None:
    early = coding(1, at=datetime(2017, 9, 1, tzinfo=UTC))
    append_events(data, "61", [early, coding(2)])
    append_events(data, "62", [coding(3)])
    assert len(read_history(data, area="61")) == 2
    assert len(read_history(data, since=datetime(2018, 1, 1, tzinfo=UTC))) == 2


def test_history_of_a_withdrawn_source_has_none_of_its_text(data: DataFolder, coding: Coding) -> None:
    append_events(data, "61", [coding(1, memo="Kari Eksempel sa det")])
    append_events(data, "61", [SourceWithdrawn(**ME, source_id="k1")])
    told = [placed.event.model_dump_json() for placed in read_history(data)]
    assert len(told) == 2
    assert not any("oppdiktet" in line or "Kari" in line for line in told)
