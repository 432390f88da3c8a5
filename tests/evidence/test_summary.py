"""Rules of the county summary, one by one: who speaks for whom, what waits, and what may leave the area."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.errors import SummaryError
from medlemsdialog.evidence import Workspace, build_summary, open_workspace, read_summary, write_summary
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import AnswerState, Kind, Level, SourceState
from medlemsdialog.paths import BuildFolder, DataFolder

CLAIM = "k-statlig-tilskudd-kulturskole"
BOARD = "organ:fylkesstyret-tyrimark"


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


def test_proposed_source_is_seen_and_not_counted(workspace: Workspace):
    proposed, text = source("k6", "7201", county="72", state=SourceState.PROPOSED), passage("k6", 1)
    fjordrike = build_summary(workspace, intake("72", [proposed], [text]), [coded(text, "museum")])
    assert fjordrike.sources[0].state is SourceState.PROPOSED
    assert fjordrike.statements == () and fjordrike.themes == ()
    assert fjordrike.passages.not_counted == 1
    assert next(member for member in fjordrike.members if member.code == "7201").state == "waiting"


def test_every_passage_is_accounted_for(workspace: Workspace):
    """Three passages read: one statement, one of procedure, one of background."""
    texts = [passage("k1", 1), passage("k1", 2, kind=Kind.PROCEDURE), passage("k1", 3, kind=Kind.BACKGROUND)]
    account = build_summary(workspace, intake("61", [source("k1", "6101")], texts), [coded(texts[0])]).passages
    assert (account.read, account.statements) == (3, 1)
    assert account.by_kind[Kind.PROCEDURE] == 1 and account.by_kind[Kind.BACKGROUND] == 1
    assert account.read == account.statements + sum(account.by_kind.values()) + account.rejected + account.not_counted


def test_text_leaves_the_area_only_where_it_may_be_quoted(workspace: Workspace):
    open_text, closed_text = passage("k1", 1), passage("k2", 1)
    closed = source("k2", "6102", openness="internal")
    summary = build_summary(
        workspace,
        intake("61", [source("k1", "6101"), closed], [open_text, closed_text]),
        [coded(open_text), coded(closed_text)],
    )
    assert [statement.text for statement in summary.statements] == [open_text.text, None]


def test_county_with_only_a_board_is_not_heard_by_its_members(workspace: Workspace):
    from medlemsdialog.evidence import heard_through

    text = passage("k1", 1)
    summary = build_summary(
        workspace, intake("61", [source("k1", BOARD, level=Level.BODY)], [text]), [coded(text, "museum")]
    )
    assert heard_through(summary) == "bodies"
    assert all(member.state == "silent" for member in summary.members)


def test_case_officers_assessment_in_a_decided_case_does_not_speak_for_the_member(workspace: Workspace):
    decided, assessed = passage("k1", 1), passage("k1", 2, status="administrative")
    summary = build_summary(
        workspace,
        intake("61", [source("k1", "6101")], [decided, assessed]),
        [coded(decided, "museum"), coded(assessed, "bibliotek", claims={CLAIM: "for"})],
    )
    assert [row.theme for row in summary.themes] == ["museum"]
    assert summary.claims == ()
    assert (summary.passages.statements, summary.passages.statements_not_decided) == (2, 1)


def test_assessment_stands_for_the_administration_where_nothing_is_decided(workspace: Workspace):
    text = passage("k1", 1, status="administrative")
    alone = source("k1", "6101", status="administrative")
    summary = build_summary(workspace, intake("61", [alone], [text]), [coded(text, "bibliotek")])
    assert [row.theme for row in summary.themes] == ["bibliotek"]


def test_sami_text_waits_until_a_person_has_coded_it(workspace: Workspace):
    text = passage("k1", 1, language="se")
    received = intake("61", [source("k1", "6101", waiting=("sami",))], [text])
    unread = build_summary(workspace, received, [CodedStatement(passage=text)])
    assert next(member for member in unread.members if member.code == "6101").state == "waiting"
    read = build_summary(workspace, received, [coded(text, "samisk")])
    assert next(member for member in read.members if member.code == "6101").state == "heard"


def test_headings_of_a_source_that_may_not_be_quoted_stay_out_of_the_anchor(workspace: Workspace):
    text = passage("k1", 1, anchor=Anchor(headings=("SV: Til deg alene",), paragraph=2, attachment="dagbok.docx"))
    closed = source("k1", "6101", openness="confidential")
    row = build_summary(workspace, intake("61", [closed], [text]), [coded(text)]).statements[0]
    assert row.anchor_label == "avsnitt 2"
    assert "deg alene" not in row.model_dump_json() and "dagbok" not in row.model_dump_json()


def test_one_persons_view_never_speaks_for_the_municipality(workspace: Workspace):
    text = passage("k1", 1)
    letter = source("k1", "6101", status="individual")
    summary = build_summary(workspace, intake("61", [letter], [text]), [coded(text, "museum", claims={CLAIM: "for"})])
    assert summary.themes == () and summary.claims == ()
    assert next(member for member in summary.members if member.code == "6101").state != "heard"


def test_a_groups_view_added_to_the_minutes_does_not_speak_for_the_council(workspace: Workspace):
    decided, added = passage("k1", 1), passage("k1", 2, status="individual")
    summary = build_summary(
        workspace,
        intake("61", [source("k1", "6101")], [decided, added]),
        [coded(decided, "museum"), coded(added, "bibliotek", claims={CLAIM: "against"})],
    )
    assert [row.theme for row in summary.themes] == ["museum"]
    assert summary.claims == ()


def test_question_is_not_called_unanswered_while_something_is_uncoded(workspace: Workspace):
    first, second = passage("k1", 1), passage("k1", 2)
    received = intake("61", [source("k1", "6101")], [first, second])

    def state(*statements: CodedStatement) -> AnswerState:
        summary = build_summary(workspace, received, statements)
        return next(row.state for row in summary.answers if (row.sender_code, row.question) == ("6101", "p1"))

    assert state(coded(first, "museum"), CodedStatement(passage=second)) is AnswerState.WAITING
    assert state(coded(first, "museum"), coded(second, "museum")) is AnswerState.NOT_ANSWERED


@pytest.fixture
def written(workspace: Workspace) -> Path:
    """A county's summary with four statements, written where it belongs."""
    texts = [passage("k1", number) for number in range(1, 5)]
    received = intake("61", [source("k1", "6101")], texts)
    return write_summary(build_summary(workspace, received, [coded(text, "museum") for text in texts]), workspace)


def test_summary_is_read_as_it_was_written(workspace: Workspace, written: Path):
    summary = read_summary(written)
    assert len(summary.statements) == 4
    before = written.read_bytes()
    assert write_summary(summary, workspace).read_bytes() == before
    assert before == (json.dumps(json.loads(before), ensure_ascii=False, indent=1) + "\n").encode()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b"\xef\xbb\xbf{}"])
def test_what_is_no_json_is_told(written: Path, content: bytes):
    written.write_bytes(content)
    with pytest.raises(SummaryError, match=r"61/summary\.json mangler eller er ikke lesbar"):
        read_summary(written)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ukjent": 1}, "ukjent"),
        ({"example": "true"}, "example"),
        ({"schema_version": 2}, "schema_version"),
        ({"passages": {}}, "passages"),
    ],
)
def test_what_differs_from_the_schema_is_told_with_its_field(written: Path, change: dict[str, object], field: str):
    written.write_text(json.dumps(json.loads(written.read_bytes()) | change), encoding="utf-8")
    with pytest.raises(SummaryError, match=f"følger ikke formatet, felt .*{field}"):
        read_summary(written)


def test_statements_of_a_large_summary_are_all_validated(written: Path, monkeypatch: pytest.MonkeyPatch):
    validated: list[str] = []

    def check(content: dict[str, Any]) -> None:
        validated.extend(row["statement_id"] for row in content["statements"])

    monkeypatch.setattr("medlemsdialog.evidence.summary._VALIDATED_AT_ONCE", 3)
    monkeypatch.setattr("medlemsdialog.evidence.summary.compile_check", lambda: check)
    summary = read_summary(written)
    assert validated == [row.statement_id for row in summary.statements]
