"""What a person did last is taken back, step by step, and never what another has done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, open_workspace, read_even_if_broken
from medlemsdialog.evidence.sign_off import fingerprint_area
from medlemsdialog.judgements.events import (
    AnyEvent,
    AssessmentWritten,
    ClaimRetired,
    ClaimWritten,
    CodingSet,
    CorrectionMade,
    MeetingHeld,
    PersonalMarked,
    SignOffGiven,
    SourceRegistered,
    SourceSetAside,
    ThemeRetired,
)
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.models.passages import Anchor
from medlemsdialog.runs.undoing import redo_last, undo_last
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE = {"by": "Anne", "client": "pc1"}
BO = {"by": "Bo", "client": "pc2"}
FILE = {"source_id": "k1", "source": "91/a.txt", "content_sha256": "x"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    data = write_mini_dialogue(tmp_path / "dialog")
    return open_workspace(data, build_of(data))


def state(workspace: Workspace) -> Judgements:
    return read_judgements(workspace.data)[0]


def coding(theme: str, statement: str = "k1-a") -> CodingSet:
    return CodingSet(**ANNE, statement_id=statement, text="Eksempel – oppdiktet", anchor=Anchor(), themes=(theme,))


def themes(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    return {statement: one.themes for (statement, _), one in state(workspace).codings.items()}


def test_undoing_again_and_again_walks_back_to_nothing(workspace: Workspace) -> None:
    for one in (coding("museum"), coding("bibliotek", "k1-b"), coding("festival"), coding("kulturskole")):
        append_events(workspace.data, "91", [one])
    seen = []
    for _ in range(4):
        undo_last(workspace, by="Anne", kinds=("codings",))
        seen.append(themes(workspace))
    assert seen == [
        {"k1-a": ("festival",), "k1-b": ("bibliotek",)},
        {"k1-a": ("museum",), "k1-b": ("bibliotek",)},
        {"k1-a": ("museum",)},
        {},
    ]
    with pytest.raises(UsageError, match="ikke gjort noe her som kan angres"):
        undo_last(workspace, by="Anne")


def test_redoing_walks_forward_until_something_new_is_done(workspace: Workspace) -> None:
    for theme in ("museum", "bibliotek", "festival"):
        append_events(workspace.data, "91", [coding(theme)])
    for theme in ("bibliotek", "museum"):
        undo_last(workspace, by="Anne")
        assert themes(workspace) == {"k1-a": (theme,)}
    for theme in ("bibliotek", "festival"):
        redo_last(workspace, by="Anne")
        assert themes(workspace) == {"k1-a": (theme,)}
    undo_last(workspace, by="Anne")
    assert themes(workspace) == {"k1-a": ("bibliotek",)}
    append_events(workspace.data, "91", [coding("kulturskole")])
    with pytest.raises(UsageError, match="ikke angret noe"):
        redo_last(workspace, by="Anne")


REGISTERED = SourceRegistered(**ANNE, **FILE, level="municipality", status="decision", sender_code="9101")
CLAIM = ClaimWritten(**ANNE, claim_id="k-x", text={"nb": "Eksempel"}, addressee="ks", themes=())
CORRECTION = CorrectionMade(**ANNE, source_id="k1", field="date", expected="", value="2017-06-12", reason="Eksempel")
MARKED = PersonalMarked(**ANNE, finding_id="p1", source_id="k1", text="Eksempel")


@pytest.mark.parametrize(
    ("steps", "look"),
    [
        ([REGISTERED], lambda found: (found.registrations, found.set_aside)),
        ([REGISTERED, SourceSetAside(**ANNE, **FILE, reason="Eksempel")], lambda found: found.set_aside),
        ([AssessmentWritten(**ANNE, text="Eksempel", replaces=())], lambda found: found.assessments),
        ([CORRECTION], lambda found: found.corrections),
        ([SignOffGiven(**ANNE, fingerprint="x")], lambda found: found.sign_offs),
        ([CLAIM, ClaimRetired(**ANNE, claim_id="k-x")], lambda found: found.retired_claims),
        ([ThemeRetired(**ANNE, theme_code="museum")], lambda found: found.retired_themes),
    ],
)
def test_every_kind_of_judgement_is_as_it_was_once_undone(
    workspace: Workspace, steps: Sequence[AnyEvent], look: Callable[[Judgements], object]
) -> None:
    *first, last = steps
    if first:
        append_events(workspace.data, "91", first)
    before = look(state(workspace))
    append_events(workspace.data, "91", [last])
    assert look(state(workspace)) != before
    undo_last(workspace, by="Anne")
    assert look(state(workspace)) == before
    assert state(workspace).rivals == {}


def test_earlier_text_of_another_is_there_again_and_his_rival_text_stays(workspace: Workspace) -> None:
    append_events(workspace.data, "91", [AssessmentWritten(**ANNE, text="første", replaces=())])
    append_events(workspace.data, "91", [AssessmentWritten(**BO, text="Bos", replaces=())])
    (bos,) = state(workspace).assessments.values()
    append_events(workspace.data, "91", [AssessmentWritten(**ANNE, text="ny", replaces=(bos.id,))])
    undo_last(workspace, by="Anne")
    (current,) = state(workspace).assessments.values()
    assert current.text == "Bos"
    assert [rival.text for rival in state(workspace).rivals[current.id]] == ["første"]


def test_words_marked_as_personal_are_shown_again(workspace: Workspace) -> None:
    append_events(workspace.data, "91", [MARKED])
    undo_last(workspace, by="Anne")
    assert state(workspace).personal["p1"].type == "personal.lifted"


def test_what_another_has_changed_since_is_not_overwritten(workspace: Workspace) -> None:
    append_events(workspace.data, "91", [REGISTERED])
    append_events(workspace.data, "91", [SourceSetAside(**BO, **FILE, reason="Eksempel")])
    with pytest.raises(UsageError, match="Bo har endret det samme"):
        undo_last(workspace, by="Anne")
    assert list(state(workspace).set_aside) == ["k1"]


def test_first_registration_of_a_meeting_cannot_be_undone_and_nothing_is_written(workspace: Workspace) -> None:
    meeting = MeetingHeld(**ANNE, meeting_id="m", body_code="organ:a", date="2017-06-14", arena="county_board")
    append_events(workspace.data, "91", [meeting])
    with pytest.raises(UsageError, match="ingen tidligere tilstand"):
        undo_last(workspace, by="Anne")
    assert list(state(workspace).meetings) == ["m"]


def test_sign_off_stands_again_once_what_made_it_lapse_is_undone(workspace: Workspace) -> None:
    received = read_even_if_broken(workspace, "91")
    statement = received.passages[0].statement_id
    append_events(workspace.data, "91", [coding("museum", statement)])

    def fingerprint() -> str:
        return fingerprint_area(open_workspace(workspace.data, workspace.build), received)

    before = fingerprint()
    append_events(workspace.data, "91", [coding("bibliotek", statement)])
    assert fingerprint() != before
    undo_last(workspace, by="Anne")
    assert fingerprint() == before
