"""Texts taken out of the logs: what was judged stays, nothing appended meanwhile is lost, and a merge brings no words back."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.judgements.events import (
    CodingSet,
    CorrectionMade,
    PersonalConfirmed,
    PersonalLifted,
    PersonalMarked,
    SourceRegistered,
    SourceWithdrawn,
)
from medlemsdialog.judgements.fold import AreaEvent, fold_events
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.judgements.purge import Purge, find_texts, purge_texts
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.personal import PersonalKind
from medlemsdialog.models.vocabulary import Level, Status
from medlemsdialog.paths import DataFolder

START = datetime(2017, 9, 1, 8, 0, tzinfo=UTC)
SECRET = "hemmelig ord"


def _who(minute: int = 0, by: str = "koder-a") -> dict[str, object]:
    return {"at": START + timedelta(minutes=minute), "by": by, "client": "pc1"}


def coding(source_id: str = "k1", minute: int = 0) -> CodingSet:
    anchor = Anchor(headings=(SECRET,), attachment=SECRET, paragraph=3)
    return CodingSet(
        **_who(minute), statement_id=f"{source_id}-abc", text=SECRET, anchor=anchor, themes=("museum",), memo=SECRET
    )


def events_of(source_id: str) -> list[CodingSet | CorrectionMade | PersonalLifted | PersonalMarked | SourceRegistered]:
    return [
        SourceRegistered(
            **_who(),
            source_id=source_id,
            source=f"91/{SECRET}.docx",
            content_sha256="c1",
            sender_name=SECRET,
            level=Level.OTHER,
            status=Status.INDIVIDUAL,
        ),
        coding(source_id),
        CorrectionMade(**_who(), source_id=source_id, field="text", expected=SECRET, value=SECRET, reason=SECRET),
        CorrectionMade(**_who(1), source_id=source_id, field="status", expected="unknown", value="decision", reason=""),
        PersonalMarked(**_who(), finding_id="p1", source_id=source_id, text=SECRET, reason=SECRET),
        PersonalLifted(
            **_who(), finding_id="p2", source_id=source_id, kind=PersonalKind.NAME, text=SECRET, reason=SECRET
        ),
    ]


def logs(data: DataFolder) -> list[Path]:
    return sorted(data.judgements.rglob("*.jsonl"))


def test_no_word_of_a_withdrawn_source_is_left_in_any_log_and_others_keep_theirs(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", [*events_of("k1"), coding("k2")])
    purge_texts(data, Purge(frozenset({"k1"})))
    left = [line for file in logs(data) for line in file.read_text().splitlines() if SECRET in line]
    assert [json.loads(line)["statement_id"] for line in left] == ["k2-abc"]


def test_what_was_judged_by_whom_and_where_stays(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", events_of("k1"))
    purge_texts(data, Purge(frozenset({"k1"})))
    judgements, problems = read_judgements(data)
    kept = judgements.codings["k1-abc", "koder-a"]
    assert (kept.themes, kept.anchor, problems) == (("museum",), Anchor(paragraph=3), ())
    assert [(c.field, c.value) for c in judgements.corrections] == [("text", ""), ("status", "decision")]
    assert judgements.registrations["k1"].level is Level.OTHER


def test_a_second_time_changes_nothing(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", events_of("k1"))
    assert sum(log.lines for log in purge_texts(data, Purge(frozenset({"k1"})))) == 5
    before = [file.read_bytes() for file in logs(data)]
    assert purge_texts(data, Purge(frozenset({"k1"}))) == ()
    assert [file.read_bytes() for file in logs(data)] == before


def test_a_log_keeps_its_length_so_that_what_is_appended_meanwhile_is_not_lost(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", [coding("k1"), coding("k2", 1)])
    log = data.judgement_log("91", "codings", "koder-a", "pc1")
    size = log.stat().st_size
    with log.open("ab") as stream:
        purge_texts(data, Purge(frozenset({"k1"})))
        stream.write(coding("k3", 2).model_dump_json().encode() + b"\n")
    assert log.stat().st_size > size
    assert sorted(key for key, _ in read_judgements(data)[0].codings) == ["k1-abc", "k2-abc", "k3-abc"]


def test_words_that_come_back_with_another_copy_are_no_part_of_the_state_and_are_found(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", events_of("k1"))
    log = data.judgement_log("91", "codings", "koder-a", "pc1")
    copy = tmp_path / "kopi.jsonl"
    shutil.copy(log, copy)
    append_events(data, "91", [SourceWithdrawn(**_who(9), source_id="k1", content_sha256="c1", reason="ba om det")])
    purge_texts(data, Purge(frozenset({"k1"})))
    shutil.copy(copy, log.with_name("koder-a-pc1-DESKTOP.jsonl"))
    judgements, _ = read_judgements(data)
    assert judgements.codings == {} and judgements.personal == {} and judgements.corrections == ()
    assert SECRET not in judgements.model_dump_json(include={"codings", "coding_areas", "corrections", "personal"})
    assert [log.lines for log in find_texts(data, Purge(frozenset(judgements.withdrawn)))] == [1]
    purge_texts(data, Purge(frozenset(judgements.withdrawn)))
    assert find_texts(data, Purge(frozenset(judgements.withdrawn))) == ()


def test_a_broken_line_that_names_the_source_goes_too(tmp_path: Path):
    data = DataFolder(tmp_path)
    append_events(data, "91", [coding("k2")])
    log = data.judgement_log("91", "codings", "koder-a", "pc1")
    log.write_bytes(log.read_bytes() + f'{{"type":"coding.set","statement_id":"k1-abc","text":"{SECRET}'.encode())
    purge_texts(data, Purge(frozenset({"k1"})))
    assert read_judgements(data)[1] == ()
    assert log.read_text().count(SECRET) == 4


@settings(max_examples=50)
@given(st.permutations(range(4)))
def test_the_last_word_on_a_finding_stands_whatever_order_logs_are_read_in(order: list[int]):
    said = {"finding_id": "p1", "source_id": "k1", "kind": PersonalKind.NAME, "text": "Kari Nordmann"}
    events = [
        PersonalConfirmed(**_who(0), **said),
        PersonalLifted(**_who(1, "koder-b"), **said, reason="dikter"),
        PersonalMarked(**_who(2), **said),
        PersonalLifted(**_who(3), **said, reason="offentlig person"),
    ]
    placed = [AreaEvent(area_code="91", event=events[place]) for place in order]
    judged = fold_events([*placed, placed[0]]).personal["p1"]
    assert isinstance(judged, PersonalLifted) and judged.reason == "offentlig person"
