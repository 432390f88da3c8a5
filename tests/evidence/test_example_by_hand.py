"""A small dialogue computed by hand, so that a methodologist can check every measure without reading the program.

Two counties of the invented edition. In Tyrimark (61) there are twelve possible members: eleven municipalities and the
county council. Three of them have sent input, and the county board has met:

- Tyrihavn (6101) sent two documents. The first raises museum and is for the claim on state money; the second raises
  library, and says the same sentence on museums again, word for word.
- Falkeborg (6102) sent one document: museum, and against the claim.
- Ulverud (6103) sent a scan that nobody can read yet.
- The county board (a body) raises museum and is for the claim. It does not change any member's count.

In Fjordrike (72) one municipality, Fjordborg (7201), sent one document that is proposed, not yet confirmed. It raises
museum in the coder's eyes, but it must not count.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, build_national, build_summary, open_workspace
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import AnswerState, Kind, Level, Position, SourceState
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder

CLAIM = "k-statlig-tilskudd-kulturskole"
BOARD = "organ:fylkesstyret-tyrimark"


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


@pytest.fixture(scope="module")
def tyrimark(workspace: Workspace) -> AreaSummary:
    same_sentence = "Eksempel – oppdiktet: Museet trenger et magasin som holder tørt hele året, ikke bare om sommeren."
    key = {"duplicate_group": "aaaa0001"}
    passages = [
        passage("k1", 1, same_sentence, question="p1", **key),
        passage("k1", 2),
        passage("k1", 3, kind=Kind.PROCEDURE),
        passage("k2", 1),
        passage("k2", 2, same_sentence, **key),
        passage("k3", 1),
        passage("k3", 2, kind=Kind.BACKGROUND),
        passage("k5", 1),
    ]
    sources = [
        source("k1", "6101"),
        source("k2", "6101"),
        source("k3", "6102"),
        source("k4", "6103", readable=False, waiting=("scanned",)),
        source("k5", BOARD, level=Level.BODY),
    ]
    statements = [
        coded(passages[0], "museum"),
        coded(passages[1], claims={CLAIM: "for"}),
        coded(passages[3], "bibliotek"),
        coded(passages[4], "museum"),
        coded(passages[5], "museum", claims={CLAIM: "against"}),
        coded(passages[7], "museum", claims={CLAIM: "for"}),
    ]
    return build_summary(workspace, intake("61", sources, passages), statements)


@pytest.fixture(scope="module")
def fjordrike(workspace: Workspace) -> AreaSummary:
    proposed = source("k6", "7201", county="72", state=SourceState.PROPOSED)
    text = passage("k6", 1)
    return build_summary(workspace, intake("72", [proposed], [text]), [coded(text, "museum")])


def test_two_heard_one_waiting_nine_silent(tyrimark: AreaSummary):
    states = [member.state for member in tyrimark.members]
    assert (len(states), states.count("heard"), states.count("waiting"), states.count("silent")) == (12, 2, 1, 9)


def test_member_with_two_documents_counts_once(tyrimark: AreaSummary):
    museum = next(row for row in tyrimark.themes if row.theme == "museum")
    assert museum.members == ("6101", "6102")


def test_theme_has_three_counts_and_bodies_apart(tyrimark: AreaSummary):
    """Four statements on museums; two of them are the same text, so three texts; two members and one body said them."""
    museum = next(row for row in tyrimark.themes if row.theme == "museum")
    assert (len(museum.statements), museum.distinct_texts, len(museum.members), museum.bodies) == (4, 3, 2, (BOARD,))


def test_positions_of_members_and_of_bodies_stand_apart(tyrimark: AreaSummary):
    claim = next(row for row in tyrimark.claims if row.claim_id == CLAIM)
    assert claim.members.supporting == ("6101",)
    assert claim.members.opposing == ("6102",)
    assert claim.bodies.supporting == (BOARD,)


def test_every_passage_is_accounted_for(tyrimark: AreaSummary):
    """Eight passages read: six statements, one of procedure, one of background; one statement repeats another."""
    account = tyrimark.passages
    assert (account.read, account.statements, account.duplicates) == (8, 6, 1)
    assert account.by_kind[Kind.PROCEDURE] == 1 and account.by_kind[Kind.BACKGROUND] == 1
    assert account.read == account.statements + sum(account.by_kind.values()) + account.rejected + account.not_counted


def test_states_of_a_question_add_up_to_the_possible_members(tyrimark: AreaSummary):
    """Question p1: Tyrihavn answered, Falkeborg did not, Ulverud's scan waits, nine gave no input."""
    states = next(row for row in tyrimark.questions if row.question == "p1").members
    assert states[AnswerState.ANSWERED] == 1
    assert states[AnswerState.NOT_ANSWERED] == 1
    assert states[AnswerState.WAITING] == 1
    assert states[AnswerState.NO_INPUT] == 9
    assert sum(states.values()) == len(tyrimark.members)


def test_proposed_source_is_seen_and_not_counted(fjordrike: AreaSummary):
    assert fjordrike.sources[0].state is SourceState.PROPOSED
    assert fjordrike.statements == () and fjordrike.themes == ()
    assert fjordrike.passages.not_counted == 1
    assert next(member for member in fjordrike.members if member.code == "7201").state == "waiting"


def test_the_nation_adds_members_once_and_names_the_failed_county_apart(
    workspace: Workspace, tyrimark: AreaSummary, fjordrike: AreaSummary
):
    runs = {code: AreaRun(status="no_input", inputs={}, outputs={}) for code in workspace.county_codes}
    runs |= {code: AreaRun(status="ok", inputs={}, outputs={}) for code in ("61", "72")}
    runs["77"] = AreaRun(status="failed", reason="Eksempel", cause="data", inputs={}, outputs={})
    empty = [
        build_summary(workspace, intake(code, [], []), [])
        for code in workspace.county_codes
        if code not in ("61", "72", "77")
    ]
    alone = build_summary(workspace, intake(NATIONAL, [], []), [])
    national = build_national(workspace, [tyrimark, fjordrike, *empty], runs, alone)

    assert national.possible_members == 186
    assert national.members_by_state["heard"] == 2 and national.members_by_state["waiting"] == 2
    assert national.members_in_failed_counties == len(workspace.register.members_in("77"))
    assert sum(national.members_by_state.values()) + national.members_in_failed_counties == 186
    museum = next(theme for theme in national.themes if theme.theme == "museum")
    assert (museum.members, museum.bodies, museum.statements, museum.distinct_texts) == (2, 1, 4, 3)
    claim = next(claim for claim in national.claims if claim.claim_id == CLAIM)
    assert claim.members[Position.FOR] == 1 and claim.members[Position.AGAINST] == 1 and claim.bodies[Position.FOR] == 1
    assert claim.is_contested
    rows = {row.code: row for row in national.counties}
    assert (rows["61"].heard_through, rows["72"].heard_through, rows["77"].heard_through) == (
        "members",
        "waiting",
        "failed",
    )
    assert rows["62"].heard_through == "none"
    assert rows["77"].members_heard is None


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
