"""Event logs on disk: nothing that a person judged is lost, whatever happens to the file."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.judgements.events import AssessmentWritten, CodingRemoved, CodingSet, SignOffGiven, SignOffWithdrawn
from medlemsdialog.judgements.fold import AreaEvent, fold_events
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder

START = datetime(2017, 9, 1, 8, 0, tzinfo=UTC)


def coding(
    statement_id: str = "k1-abc", *, by: str = "koder-a", minute: int = 0, themes: tuple[str, ...] = ("museum",)
) -> CodingSet:
    return CodingSet(
        at=START + timedelta(minutes=minute),
        by=by,
        client="pc1",
        statement_id=statement_id,
        text="Eksempel – oppdiktet",
        anchor=Anchor(line=1),
        themes=themes,
    )


def test_later_coding_by_the_same_coder_takes_the_place_of_the_earlier(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "61", [coding(minute=5, themes=("bibliotek",)), coding(minute=0)])
    judgements, problems = read_judgements(data)
    assert [c.themes for c in judgements.codings_of("k1-abc")] == [("bibliotek",)]
    assert problems == ()


def test_two_coders_stand_side_by_side(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "61", [coding(), coding(by="koder-b")])
    assert len(read_judgements(data)[0].codings_of("k1-abc")) == 2


def test_removed_coding_is_gone_and_its_log_still_whole(tmp_path: Path):
    data = DataFolder(tmp_path)
    removed = CodingRemoved(at=START + timedelta(minutes=1), by="koder-a", client="pc1", statement_id="k1-abc")
    append_events(data, "61", [coding(), removed])
    assert read_judgements(data)[0].codings == {}
    assert len(data.judgement_log("61", "codings", "koder-a", "pc1").read_text().splitlines()) == 2


def test_incomplete_last_line_is_reported_and_the_rest_stands(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "61", [coding()])
    log = data.judgement_log("61", "codings", "koder-a", "pc1")
    log.write_bytes(log.read_bytes() + b'{"type":"coding.set","statement')
    judgements, problems = read_judgements(data)
    assert len(judgements.codings) == 1
    assert [problem.rule for problem in problems] == ["log-line"]
    assert problems[0].anchor.line == 2


def test_appending_after_an_incomplete_line_keeps_both(tmp_path: Path):
    data = DataFolder(tmp_path)
    log = data.judgement_log("61", "codings", "koder-a", "pc1")
    log.parent.mkdir(parents=True)
    log.write_bytes(b'{"type":"cod')
    append_events(data, "61", [coding()])
    judgements, problems = read_judgements(data)
    assert len(judgements.codings) == 1
    assert len(problems) == 1
    assert log.read_bytes().startswith(b'{"type":"cod\n')


def test_conflict_copy_is_folded_in_without_doubling(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "61", [coding()])
    log = data.judgement_log("61", "codings", "koder-a", "pc1")
    copy = log.with_name("koder-a-pc1-DESKTOP-7.jsonl")
    shutil.copy(log, copy)
    append_events(data, "61", [coding("k1-def", minute=1)])
    judgements, _ = read_judgements(data)
    assert sorted(statement for statement, _ in judgements.codings) == ["k1-abc", "k1-def"]


def test_event_in_the_log_of_another_kind_is_a_problem(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "61", [coding()])
    wrong = tmp_path / "judgements/61/claims/koder-a-pc1.jsonl"
    wrong.parent.mkdir()
    shutil.copy(data.judgement_log("61", "codings", "koder-a", "pc1"), wrong)
    assert [problem.source for problem in read_judgements(data)[1]] == ["judgements/61/claims/koder-a-pc1.jsonl"]


def test_withdrawn_sign_off_does_not_stand():
    given_ = SignOffGiven(at=START, by="rådgiver", client="pc1", fingerprint="x")
    taken = SignOffWithdrawn(at=START + timedelta(minutes=1), by="rådgiver", client="pc1")
    events = [AreaEvent(area_code="61", event=taken), AreaEvent(area_code="61", event=given_)]
    assert fold_events(events).sign_offs == {}


@settings(max_examples=50)
@given(st.permutations([coding(minute=m, by=by) for m in range(3) for by in ("a", "b")]), st.integers(0, 5))
def test_fold_does_not_depend_on_order_or_repetition(events: list[CodingSet], doubled: int):
    placed = [AreaEvent(area_code="61", event=event) for event in events]
    expected = fold_events(sorted(placed, key=lambda p: p.event.order))
    assert fold_events([*placed, placed[doubled]]) == expected


def assessment(text: str, *, by: str, minute: int, replaces: tuple[str, ...] | None) -> AssessmentWritten:
    return AssessmentWritten(
        at=START + timedelta(minutes=minute), by=by, client="pc1", id=text, text=text, replaces=replaces
    )


def fold_assessments(*written: AssessmentWritten) -> tuple[str, list[str]]:
    state = fold_events(AreaEvent(area_code="61", event=event) for event in written)
    (current,) = state.assessments.values()
    return current.text, [rival.id for rival in state.rivals.get(current.id, ())]


def test_two_who_write_without_seeing_each_other_both_keep_their_text():
    first = assessment("a", by="anne", minute=0, replaces=())
    second = assessment("b", by="bo", minute=1, replaces=())
    assert fold_assessments(second, first) == ("b", ["a"])


def test_one_who_has_seen_both_settles_the_rivalry():
    first = assessment("a", by="anne", minute=0, replaces=())
    second = assessment("b", by="bo", minute=1, replaces=())
    both = assessment("c", by="bo", minute=2, replaces=("a", "b"))
    assert fold_assessments(first, second, both) == ("c", [])


def test_one_who_says_nothing_of_what_was_seen_takes_the_place():
    first = assessment("a", by="anne", minute=0, replaces=())
    assert fold_assessments(first, assessment("b", by="bo", minute=1, replaces=None)) == ("b", [])


def test_rival_stays_until_it_is_seen():
    first = assessment("a", by="anne", minute=0, replaces=())
    second = assessment("b", by="bo", minute=1, replaces=())
    third = assessment("c", by="bo", minute=2, replaces=("b",))
    assert fold_assessments(first, second, third) == ("c", ["a"])
