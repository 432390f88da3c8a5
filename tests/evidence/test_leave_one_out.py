"""What hangs on one county is told, by counts that can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.nation import Spoken, build_nation
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.evidence.leave_one_out import find_majority, leave_one_out, leave_out_county
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.vocabulary import Strength
from medlemsdialog.paths import BuildFolder, DataFolder

CLAIM = "k-statlig-tilskudd-kulturskole"
WORDS = Text(nb="Eksempel – oppdiktet", nn="Eksempel – oppdikta")


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


def said(**positions: str) -> list[Spoken]:
    return [Spoken(code.removeprefix("m"), claims={CLAIM: position}) for code, position in positions.items()]


def finding(strength: Strength | None = None) -> Finding:
    return Finding(finding_id="f1", heading=WORDS, text=WORDS, claims=(CLAIM,), strength=strength)


def test_unanimous_support_that_rests_on_one_county_says_so(workspace: Workspace):
    """Three members of Tyrimark (61) and two of Lunderike (62) are for: five. Without either county there are too few."""
    overview = build_nation(workspace, said(m6101="for", m6102="for", m6103="for", m6201="for", m6202="for"))
    effects = leave_one_out(finding(Strength.UNANIMOUS), overview)
    assert [(one.county_code, one.word_changes, one.majority_changes) for one in effects] == [
        ("61", True, False),
        ("62", True, False),
    ]
    assert leave_one_out(finding(), overview) == ()


def test_majority_that_one_county_turns_is_told(workspace: Workspace):
    """Two for in Tyrimark against one in Lunderike: without Tyrimark most are against; without Lunderike most are still for."""
    overview = build_nation(workspace, said(m6101="for", m6102="for", m6201="against"))
    assert [(one.county_code, one.majority_changes) for one in leave_one_out(finding(), overview)] == [("61", True)]


def test_dissent_of_one_county_alone_is_told_with_divided(workspace: Workspace):
    overview = build_nation(workspace, said(m6101="for", m6102="for", m6103="for", m6201="against", m7201="for"))
    effects = leave_one_out(finding(Strength.DIVIDED), overview)
    assert [one.county_code for one in effects if one.word_changes] == ["62"]


def test_without_a_county_its_members_and_bodies_are_gone(workspace: Workspace):
    board = Spoken("organ:fylkesstyret-tyrimark", claims={CLAIM: "against"})
    overview = build_nation(workspace, [*said(m6101="for", m6201="for"), board])
    (claim,) = overview.claims
    rest = leave_out_county(claim, "61")
    assert rest.members_with_position == 1 and not sum(rest.bodies.values())
    assert find_majority(claim) == find_majority(rest) == 1
