"""Corrections are events: each rests on the value that it expects, and none is lost or applied in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlemsdialog.intake.corrections import apply_corrections, find_unplaced
from medlemsdialog.intake.folders import Folder
from medlemsdialog.intake.received import Received
from medlemsdialog.judgements.events import CorrectionMade, CorrectionUndone, Event, SourceRegistered
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Kind, Level, Status
from medlemsdialog.register.models import Register

TEXT = "Horten kommune\n\nKommunen krever at staten betaler for kulturskolen i alle kommuner.\n"
START = dt.datetime(2017, 9, 1, tzinfo=dt.UTC)
Reader = Callable[..., dict[str, Intake]]


def made(minute: int = 0, *, by: str = "Kari", **values: Any) -> CorrectionMade:
    basis: dict[str, Any] = {"source_id": "k1", "field": "date", "expected": "", "value": "2017-09-01", "reason": "r"}
    return CorrectionMade(**{**basis, **values}, at=START + dt.timedelta(minutes=minute), by=by, client="test")


def judged(*events: Event) -> Judgements:
    return fold_events(AreaEvent(area_code="07", event=event) for event in events)  # type: ignore[arg-type]


def rules(intake: Intake) -> list[str]:
    return [problem.rule for problem in intake.problems if problem.rule.startswith("correction")]


def view(intake: Intake) -> Passage:
    return next(passage for passage in intake.passages if passage.kind is Kind.VIEW)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [("date", "2017-09-04", "2017-09-04"), ("status", "decision", Status.DECISION), ("level", "other", Level.OTHER)],
)
def test_what_a_source_is_can_be_corrected(field: str, value: str, shown: object, received: Reader) -> None:
    source = received({"07/brev.txt": TEXT.encode()})["07"].sources[0]
    correction = made(source_id=source.source_id, field=field, expected=str(getattr(source, field)), value=value)
    intake = received({}, judged(correction))["07"]
    assert getattr(intake.sources[0], field) == shown
    assert rules(intake) == []


def test_corrected_sender_brings_name_level_and_county(received: Reader) -> None:
    national = received({"nasjonalt/brev.txt": TEXT.encode()})["07"]
    source = national.sources[0]
    correction = made(source_id=source.source_id, field="sender_code", expected="0701", value="1201")
    after = received({}, judged(correction))["12"]
    assert [(one.sender_name, one.county_code) for one in after.sources] == [("Bergen", "12")]


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "reported_view"), ("question", "1"), ("text", "Kommunen mener det.")]
)
def test_what_a_passage_is_can_be_corrected_and_its_id_stays(field: str, value: str, received: Reader) -> None:
    before = view(received({"07/brev.txt": TEXT.encode()})["07"])
    values = {"source_id": before.source_id, "statement_id": before.statement_id, "anchor": before.anchor}
    correction = made(**values, field=field, expected=str(getattr(before, field)), value=value)
    intake = received({}, judged(correction))["07"]
    (after,) = [passage for passage in intake.passages if passage.statement_id == before.statement_id]
    assert str(getattr(after, field)) == value
    assert (after.anchor, rules(intake)) == (before.anchor, [])


def test_correction_of_a_repaired_original_fails_loudly(received: Reader) -> None:
    dated = TEXT + "\nHorten, 4. september 2017\n"
    source = received({"07/brev.txt": dated.encode()})["07"].sources[0]
    assert source.date == "2017-09-04"
    values = {"source_id": source.source_id, "source": source.source, "field": "date", "expected": "2017-09-04"}
    correction = made(**values, value="2017-09-05")
    for text, rule, date in (
        (dated.replace("4. september", "6. september"), "correction_not_applied", "2017-09-06"),
        (dated.replace("4. september", "5. september"), "correction_not_needed", "2017-09-05"),
    ):
        # The content has changed, and with it the id of an original that nobody has registered.
        intake = received({"07/brev.txt": text.encode()}, judged(correction))["07"]
        assert (rules(intake), intake.sources[0].date) == ([rule], date)
    told = next(problem for problem in intake.problems if problem.rule == "correction_not_needed")
    assert correction.id[:8] in told.to_do.text()


def test_correction_of_a_passage_whose_text_is_repaired_has_lost_its_place(received: Reader) -> None:
    before = view(received({"07/brev.txt": TEXT.encode()})["07"])
    values = {"source_id": before.source_id, "source": "07/brev.txt", "statement_id": before.statement_id}
    correction = made(**values, field="kind", expected="view", value="background")
    moved = received({"07/brev.txt": (TEXT + "\nNytt avsnitt om noe annet.\n").encode()}, judged(correction))["07"]
    assert {passage.kind for passage in moved.passages if passage.text == before.text} == {Kind.BACKGROUND}
    gone = received({"07/brev.txt": TEXT.replace("krever", "ønsker").encode()}, judged(correction))["07"]
    assert rules(gone) == ["correction_without_place"]


def test_correction_of_an_original_that_is_gone_is_told_in_its_area(received: Reader) -> None:
    state = judged(made(source="07/borte.txt"))
    intake = received({"07/brev.txt": TEXT.encode()}, state)["07"]
    (problem,) = find_unplaced(intake, state)
    assert (problem.rule, problem.source) == ("correction_without_place", "07/borte.txt")
    assert find_unplaced(received({}, state)["12"], state) == ()


def test_of_two_who_correct_the_same_the_later_holds_and_the_earlier_is_told(received: Reader) -> None:
    source = received({"07/brev.txt": TEXT.encode()})["07"].sources[0]
    first = made(0, source_id=source.source_id, value="2017-09-04")
    second = made(5, source_id=source.source_id, value="2017-09-05", by="Ola")
    knowing = made(5, source_id=source.source_id, value="2017-09-05", by="Ola", expected="2017-09-04")
    intake = received({}, judged(first, second))["07"]
    assert (intake.sources[0].date, rules(intake)) == ("2017-09-05", ["correction_replaced"])
    sentence = next(problem for problem in intake.problems if problem.rule == "correction_replaced").what.text()
    assert "Kari" in sentence and "Ola" in sentence
    assert rules(received({}, judged(first, knowing))["07"]) == []


def test_undone_correction_does_not_hold_whatever_the_clocks_say(received: Reader) -> None:
    source = received({"07/brev.txt": TEXT.encode()})["07"].sources[0]
    correction = made(5, source_id=source.source_id)
    undone = CorrectionUndone(at=START, by="Ola", client="test", correction_id=correction.id)
    intake = received({}, judged(undone, correction))["07"]
    assert (intake.sources[0].date, rules(intake)) == ("", [])


def test_confirmation_of_what_was_corrected_settles_the_correction(received: Reader) -> None:
    source = received({"07/brev.txt": TEXT.encode()})["07"].sources[0]
    correction = made(source_id=source.source_id, source=source.source)
    values = source.model_dump(include=set(SourceRegistered.model_fields)) | {"date": "2017-09-01"}
    confirmed = SourceRegistered(**values, by="Kari", client="test")
    assert rules(received({}, judged(correction, confirmed))["07"]) == []


VALUES = ("", "2017-09-01", "2017-09-02", "2017-09-03")
CORRECTIONS = st.lists(
    st.builds(
        made,
        st.integers(0, 3),
        by=st.sampled_from(["Kari", "Ola"]),
        expected=st.sampled_from(VALUES),
        value=st.sampled_from(VALUES),
    ),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corrections=CORRECTIONS)
def test_outcome_depends_on_no_order_of_lines_and_every_correction_is_accounted_for(
    corrections: list[CorrectionMade], register: Register
) -> None:
    source = Source(source="07/brev.txt", source_id="k1", content_sha256="", media_type="text/plain", county_code="07")
    passage = Passage(statement_id="k1-1", source_id="k1", text="x", anchor=Anchor(), kind=Kind.VIEW)
    folder = Folder(kind="county", county_code="07", name="07")
    one = Received(source, (passage,), (), folder)
    outcomes = [apply_corrections([one], judged(*order).corrections, register) for order in permutations(corrections)]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    (after,) = outcomes[0]
    assert after.source.date in {"", *(correction.value for correction in corrections)}
    told = {problem.rule for problem in after.problems}
    if corrections and after.source.date == "" and not any(c.expected == "" or c.value == "" for c in corrections):
        assert told == {"correction_not_applied"}
