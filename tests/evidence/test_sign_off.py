"""A sign-off stands as long as what it was given over stands; any change makes it lapse, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.build import intake, passage, source
from medlemsdialog.evidence import Workspace, fingerprint_area, fingerprint_parts, judge_sign_off, open_workspace
from medlemsdialog.evidence.sign_off import find_changed_parts
from medlemsdialog.judgements.events import AssessmentWritten, CodingSet, SignOffGiven
from medlemsdialog.judgements.fold import AreaEvent, fold_events
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.paths import BuildFolder, DataFolder

RECEIVED = intake("61", [source("k1", "6101")], [passage("k1", 1)])
AT = datetime(2017, 12, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def bare(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))
    return replace(workspace, judgements=fold_events([]))


def judged(workspace: Workspace, *events: object) -> Workspace:
    return replace(workspace, judgements=fold_events(AreaEvent(area_code="61", event=event) for event in events))  # type: ignore[arg-type]


def coding(*themes: str, by: str = "koder-a", at: datetime = AT) -> CodingSet:
    return CodingSet(
        at=at, by=by, client="pc", statement_id="k1-00000001", text="Eksempel", anchor=Anchor(line=1), themes=themes
    )


def signed(workspace: Workspace) -> SignOffGiven:
    return SignOffGiven(at=AT, by="rådgiver", client="pc", fingerprint=fingerprint_area(workspace, RECEIVED))


def test_without_sign_off_there_is_none(bare: Workspace):
    assert judge_sign_off(bare, RECEIVED) == "none"


def test_sign_off_stands_while_nothing_changes(bare: Workspace):
    assert judge_sign_off(judged(bare, signed(bare)), RECEIVED) == "standing"


def test_new_coding_makes_it_lapse(bare: Workspace):
    assert judge_sign_off(judged(bare, signed(bare), coding("museum")), RECEIVED) == "lapsed"


def test_new_assessment_makes_it_lapse(bare: Workspace):
    text = AssessmentWritten(at=AT, by="rådgiver", client="pc", text="Eksempel – oppdiktet")
    assert judge_sign_off(judged(bare, signed(bare), text), RECEIVED) == "lapsed"


def test_new_source_makes_it_lapse(bare: Workspace):
    more = RECEIVED.model_copy(update={"sources": (*RECEIVED.sources, source("k2", "6102"))})
    assert judge_sign_off(judged(bare, signed(bare)), more) == "lapsed"


def test_changed_dialogue_makes_it_lapse(bare: Workspace):
    workspace = judged(bare, signed(bare))
    moved = replace(workspace, dialogue=workspace.dialogue.model_copy(update={"edition": "2017"}))
    assert judge_sign_off(moved, RECEIVED) == "lapsed"


def test_what_members_are_sent_before_they_answer_lets_it_stand(bare: Workspace):
    workspace = judged(bare, signed(bare))
    dialogue = workspace.dialogue
    asked = tuple(question.model_copy(update={"prompts": (question.text,)}) for question in dialogue.questions)
    package = dialogue.package.model_copy(update={"return_address": "post@eksempel.invalid"})
    page = dialogue.input_page.model_copy(update={"address": "https://eksempel.invalid"})
    update = {"questions": asked, "package": package, "input_page": page}
    changed = replace(workspace, dialogue=dialogue.model_copy(update=update))
    assert judge_sign_off(changed, RECEIVED) == "standing"


def test_the_same_coding_at_another_time_changes_nothing(bare: Workspace):
    first = judged(bare, coding("museum"))
    again = judged(bare, coding("museum", at=datetime(2017, 12, 24, tzinfo=UTC)))
    assert fingerprint_area(first, RECEIVED) == fingerprint_area(again, RECEIVED)


def test_coding_of_another_countys_statement_changes_nothing(bare: Workspace):
    other = coding("museum").model_copy(update={"statement_id": "k9-00000001"})
    assert judge_sign_off(judged(bare, signed(bare), other), RECEIVED) == "standing"


def signed_by_parts(workspace: Workspace, received=RECEIVED) -> SignOffGiven:
    return SignOffGiven(
        at=AT,
        by="rådgiver",
        client="pc",
        fingerprint=fingerprint_area(workspace, received),
        parts=fingerprint_parts(workspace, received),
    )


def test_a_lapsed_sign_off_tells_which_part_changed_and_by_how_much(bare: Workspace):
    given = signed_by_parts(bare)
    later = coding("museum", at=datetime(2017, 12, 24, tzinfo=UTC))
    workspace = judged(bare, given, later)
    assert judge_sign_off(workspace, RECEIVED) == "lapsed"
    (changed,) = find_changed_parts(workspace, RECEIVED)
    assert changed.what.text() == "kodingene (1 nye eller endret)"


def test_a_claim_that_another_county_writes_leaves_a_sign_off_by_parts_standing(bare: Workspace):
    given = signed_by_parts(bare)
    claim = bare.claims[0].model_copy(update={"id": "et-annet-krav"})
    workspace = replace(judged(bare, given), claims=(*bare.claims, claim))
    assert judge_sign_off(workspace, RECEIVED) == "standing"


def test_a_claim_that_the_countys_codings_name_makes_it_lapse_when_it_changes(bare: Workspace):
    claim = bare.claims[0]
    position = ClaimPosition(claim_id=claim.id, position=Position.FOR)
    coded = coding("museum").model_copy(update={"claims": (position,)})
    workspace = judged(bare, coded)
    given = signed_by_parts(workspace)
    changed = claim.model_copy(update={"purpose": "none"})
    after = replace(judged(bare, coded, given), claims=(changed, *bare.claims[1:]))
    assert judge_sign_off(after, RECEIVED) == "lapsed"
    assert [part.part for part in find_changed_parts(after, RECEIVED)] == ["claims"]


def test_a_sign_off_that_says_no_parts_is_judged_as_before(bare: Workspace):
    workspace = judged(bare, signed(bare), coding("museum"))
    assert judge_sign_off(workspace, RECEIVED) == "lapsed" and find_changed_parts(workspace, RECEIVED) == ()
