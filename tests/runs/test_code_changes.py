"""What a change would change is told before it is made, and nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.build import intake, passage, source
from medlemsdialog.coding.changes import (
    ClaimFrame,
    EditTheme,
    MergeClaims,
    MergeThemes,
    NewClaim,
    RenameTheme,
    RetireClaim,
    RetireTheme,
    RewordClaim,
    SplitClaim,
    SplitTheme,
    WriteClaim,
)
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, build_labels, build_summary, code_statements, open_workspace
from medlemsdialog.evidence.change_effects import CodedArea
from medlemsdialog.evidence.code_problems import find_code_problems, find_lost_codings
from medlemsdialog.evidence.lineage_rows import build_lineage_rows
from medlemsdialog.evidence.workspace import with_judgements
from medlemsdialog.judgements.events import AssessmentWritten, ClaimRetired, CodingSet, Event
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.claims import ClaimPosition, merge_positions
from medlemsdialog.models.code_changes import CodeEffect
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Addressee, Position
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs.assessing import sign_off
from medlemsdialog.runs.code_changes import apply_change, preview_change, read_coded_areas
from support.exchange_dialogue import CLAIMS
from support.mini_dialogue import build_of, write_mini_dialogue

LIBRARY, SCHOOL = "k-bibliotek", "k-kulturskole"
FOR, AGAINST, NEUTRAL = Position.FOR, Position.AGAINST, Position.NEUTRAL
# Three municipalities, the last one with two statements.
SAID = [passage("k1", 1), passage("k2", 2), passage("k3", 3), passage("k3", 4)]
RECEIVED = intake("91", [source(f"k{n}", f"910{n}", county="91") for n in (1, 2, 3)], SAID)


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = write_mini_dialogue(tmp_path_factory.mktemp("lest") / "dialog")
    folder.claims_file.write_text(CLAIMS, encoding="utf-8")
    return opened(folder)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = write_mini_dialogue(tmp_path / "dialog")
    folder.claims_file.write_text(CLAIMS, encoding="utf-8")
    return folder


def opened(data: DataFolder) -> Workspace:
    return open_workspace(data, build_of(data))


def fold(*events: Event) -> Judgements:
    return fold_events(AreaEvent.model_validate({"area_code": "91", "event": event}) for event in events)


def coding(place: int, *themes: str, by: str = "koder", **claims: Position) -> CodingSet:
    names = {"library": LIBRARY, "school": SCHOOL}
    return CodingSet(
        by=by,
        client="pc",
        statement_id=SAID[place].statement_id,
        text=SAID[place].text,
        anchor=Anchor(line=1),
        themes=themes,
        claims=tuple(ClaimPosition(claim_id=names.get(name, name), position=taken) for name, taken in claims.items()),
    )


def areas_of(workspace: Workspace, received: Intake = RECEIVED) -> dict[str, CodedArea]:
    return {"91": CodedArea(received, code_statements(workspace, received))}


def summary_of(workspace: Workspace) -> AreaSummary:
    return build_summary(workspace, RECEIVED, code_statements(workspace, RECEIVED))


def effect(effects: tuple[CodeEffect, ...], code: str) -> CodeEffect:
    return next(one for one in effects if one.code == code)


def test_preview_of_a_merging_tells_members_before_and_after_and_who_was_on_both_sides(data: DataFolder):
    append_events(data, "91", [coding(0, library=FOR), coding(1, school=FOR), coding(2, library=FOR)])
    append_events(data, "91", [coding(3, school=AGAINST)])
    workspace = opened(data)
    preview = preview_change(workspace, MergeClaims(claims=(LIBRARY, SCHOOL), into=LIBRARY), areas_of(workspace))
    library, school = effect(preview.effects, LIBRARY), effect(preview.effects, SCHOOL)
    assert library.before.positions == {FOR: 2} and library.after.positions == {FOR: 2, Position.MIXED: 1}
    assert school.before.members == 2 and school.after.members == 0 and not school.in_use_after
    assert preview.codings == 2 and preview.areas == ("91",) and preview.lost == ()
    (conflict,) = preview.conflicts
    assert (conflict.sender_code, conflict.after) == ("9103", Position.MIXED) and preview.conflicting_members() == 1
    assert opened(data).judgements == workspace.judgements, "a preview writes nothing"


TAKEN = st.dictionaries(st.integers(0, 3), st.sampled_from([FOR, AGAINST, NEUTRAL]), max_size=4)


@settings(max_examples=40, deadline=None)
@given(library=TAKEN, school=TAKEN)
def test_what_is_counted_after_a_merging_is_the_union_of_what_was_counted_before(
    read_once: Workspace, library: dict[int, Position], school: dict[int, Position]
):
    codings = [
        coding(
            place,
            **{name: taken[place] for name, taken in (("library", library), ("school", school)) if place in taken},
        )
        for place in library.keys() | school.keys()
    ]
    merged = ClaimRetired(by="Policy P.", client="pc", claim_id=SCHOOL, into=LIBRARY)
    before = with_judgements(read_once, fold(*codings))
    rows = summary_of(before).claims
    (after,) = summary_of(with_judgements(read_once, fold(*codings, merged))).claims or [None]
    preview = preview_change(before, MergeClaims(claims=(SCHOOL,), into=LIBRARY), areas_of(before))
    told = effect(preview.effects, LIBRARY).after
    statements = {statement for row in rows for statement in row.statements}
    stands: dict[str, set[Position]] = {}
    for row in rows:
        for position in Position:
            for member in row.members.of(position):
                stands.setdefault(member, set()).add(position)
    expected = {member: merge_positions(taken) for member, taken in stands.items()}
    found = {m: position for position in Position for m in after.members.of(position)} if after else {}
    assert found == expected and told.members == len(expected)
    assert set(after.statements if after else ()) == statements and told.statements == len(statements)


def test_new_claim_of_two_carries_their_themes_and_tells_where_it_came_from(data: DataFolder):
    workspace = opened(data)
    new = NewClaim(id="k-ny", text=Text(nb="Staten bør styrke kulturen."))
    apply_change(workspace, MergeClaims(claims=(LIBRARY, SCHOOL), new=new, reason="likt"), by="Policy P.")
    after = opened(data)
    (claim,) = after.claims
    assert claim.themes == ("bibliotek", "kulturskole-okonomi") and claim.addressee is Addressee.STATE
    rows = {(row.code, row.change): row for row in build_lineage_rows(after)}
    assert rows["k-ny", "made"].came_from == (LIBRARY, SCHOOL) and rows[LIBRARY, "merged"].into == ("k-ny",)
    assert "Policy" not in str(rows), "the names of those who judge are internal"
    assert build_labels(after, "nb").merged_claims["k-ny"] == tuple(
        claim.text.nb for claim in sorted(workspace.claims, key=lambda claim: claim.id)
    )


def test_splitting_moves_each_statement_and_names_what_is_left(data: DataFolder):
    append_events(data, "91", [coding(place, library=FOR) for place in range(3)])
    workspace = opened(data)
    parts = (NewClaim(id="k-en", text=Text(nb="En.")), NewClaim(id="k-to", text=Text(nb="To.")))
    assigned = {SAID[0].statement_id: "k-en", SAID[1].statement_id: "k-to"}
    change = SplitClaim(claim_id=LIBRARY, parts=parts, assigned=assigned)
    preview = preview_change(workspace, change, areas_of(workspace))
    assert preview.lost == (SAID[2].statement_id,)
    apply_change(workspace, change, by="Policy P.")
    after = opened(data)
    assert [len(row.statements) for row in summary_of(after).claims] == [1, 1]
    (problem,) = find_lost_codings(after, RECEIVED)
    assert problem.found == SAID[2].statement_id
    rest = change.model_copy(update={"rest": "k-en"})
    assert preview_change(workspace, rest, areas_of(workspace)).lost == ()


def test_coder_who_codes_what_is_gone_from_a_stale_copy_is_counted_where_it_went(data: DataFolder):
    apply_change(opened(data), MergeClaims(claims=(SCHOOL,), into=LIBRARY), by="Policy P.")
    append_events(data, "91", [coding(0, "bibliotek", school=FOR)])
    (row,) = summary_of(opened(data)).claims
    assert row.claim_id == LIBRARY and row.members.supporting == ("9101",)


def test_theme_that_was_merged_leaves_its_claims_search_words_and_crosswalk_to_its_heir(data: DataFolder):
    workspace = opened(data)
    apply_change(workspace, MergeThemes(themes=("bibliotek",), into="museum"), by="Policy P.")
    after = opened(data)
    assert "bibliotek" not in after.codebook.codes
    assert next(claim for claim in after.claims if claim.id == LIBRARY).themes == ("museum",)
    assert {"bibliotek"}.isdisjoint(theme for crossing in after.dialogue.crosswalk for theme in crossing.themes)
    found = [themes for phrases, themes in after.suggestion_index.phrases.items() if phrases == ("bibliotek",)]
    assert {theme for themes in found for theme, _ in themes} <= {"museum"}
    assert find_code_problems(after) == ()


def test_theme_without_heir_is_named_wherever_it_was_used(data: DataFolder):
    append_events(data, "91", [coding(0, "bibliotek")])
    workspace = opened(data)
    preview = preview_change(workspace, RetireTheme(theme_code="bibliotek"), areas_of(workspace))
    assert preview.lost == (SAID[0].statement_id,) and LIBRARY in preview.claims
    apply_change(workspace, RetireTheme(theme_code="bibliotek"), by="Policy P.")
    after = opened(data)
    assert [problem.rule for problem in find_lost_codings(after, RECEIVED)] == ["lost-coding"]
    sources = {problem.source for problem in find_code_problems(after)}
    assert {"claims.yaml", "dialogue.yaml"} >= sources and "claims.yaml" in sources


def test_children_of_a_retired_theme_move_up_and_never_too_deep(data: DataFolder):
    workspace = opened(data)
    parents = {theme.code: theme.parent for theme in workspace.codebook.themes}
    child = next(code for code, parent in parents.items() if parent in parents)
    apply_change(workspace, RetireTheme(theme_code=parents[child]), by="Policy P.")
    after = opened(data)
    assert after.codebook.theme(child).parent == parents[parents[child]]
    main = {theme.code for theme in after.dialogue.main_themes}
    above = [code for code, parent in parents.items() if code in parents.values() and code in after.codebook.codes]
    for code in above:
        apply_change(opened(data), MergeThemes(themes=(code,), into=child), by="Policy P.")
    last = opened(data).codebook
    assert above and all(theme.parent in main or last.theme(theme.parent).parent in main for theme in last.themes)


def test_splitting_a_theme_lets_a_statement_go_to_both_parts(data: DataFolder):
    append_events(data, "91", [coding(0, "bibliotek"), coding(1, "bibliotek")])
    workspace = opened(data)
    like = workspace.codebook.theme("bibliotek")
    parts = tuple(like.model_copy(update={"code": code}) for code in ("folkebibliotek", "litteratur"))
    assigned = {SAID[0].statement_id: ("folkebibliotek", "litteratur")}
    change = SplitTheme(theme_code="bibliotek", parts=parts, assigned=assigned, rest="litteratur")
    apply_change(workspace, change, by="Policy P.")
    rows = {row.theme: len(row.statements) for row in summary_of(opened(data)).themes}
    assert rows == {"folkebibliotek": 1, "litteratur": 2}


def test_renaming_keeps_the_code_and_the_counts(data: DataFolder):
    append_events(data, "91", [coding(0, "bibliotek")])
    workspace = opened(data)
    change = RenameTheme(theme_code="bibliotek", label=Text(nb="Folkebibliotek"))
    (only,) = preview_change(workspace, change, areas_of(workspace)).effects
    assert only.before == only.after
    apply_change(workspace, change, by="Policy P.")
    assert build_labels(opened(data), "nb").theme("bibliotek") == "Folkebibliotek"
    assert summary_of(opened(data)).themes == summary_of(workspace).themes


def test_two_who_reword_at_once_both_keep_their_words_until_one_has_seen_the_other(data: DataFolder):
    seen = opened(data)
    apply_change(seen, RewordClaim(claim_id=LIBRARY, text=Text(nb="Kari skrev dette.")), by="Kari K.")
    apply_change(seen, RewordClaim(claim_id=LIBRARY, text=Text(nb="Ola skrev dette.")), by="Ola O.")
    (problem,) = find_code_problems(opened(data))
    assert problem.rule == "rival-wording" and "Kari skrev" in problem.found and "Ola skrev" in problem.found
    apply_change(opened(data), RewordClaim(claim_id=LIBRARY, text=Text(nb="Enige nå.")), by="Kari K.")
    assert find_code_problems(opened(data)) == ()


def test_two_who_rewrite_a_theme_at_once_are_told(data: DataFolder):
    seen = opened(data)
    for person in ("Kari K.", "Ola O."):
        apply_change(seen, RenameTheme(theme_code="museum", label=Text(nb=person)), by=person)
    assert [problem.rule for problem in find_code_problems(opened(data))] == ["rival-wording"]


def test_two_who_merge_each_into_the_other_are_told_and_one_stays(data: DataFolder):
    seen = opened(data)
    apply_change(seen, MergeClaims(claims=(LIBRARY,), into=SCHOOL), by="Kari K.")
    apply_change(seen, MergeClaims(claims=(SCHOOL,), into=LIBRARY), by="Ola O.")
    after = opened(data)
    assert [claim.id for claim in after.claims] == [SCHOOL]
    assert [problem.rule for problem in find_code_problems(after)] == ["code-ring"]


def test_two_who_retire_one_claim_each_in_their_way_are_told(data: DataFolder):
    seen = opened(data)
    apply_change(seen, RetireClaim(claim_id=LIBRARY), by="Kari K.")
    apply_change(seen, MergeClaims(claims=(LIBRARY,), into=SCHOOL), by="Ola O.")
    assert [problem.rule for problem in find_code_problems(opened(data))] == ["rival-retirement"]


def test_tick_at_a_former_sentence_still_counts(data: DataFolder):
    first = opened(data)
    sentence = next(claim.text.nb for claim in first.claims if claim.id == SCHOOL)
    tick = passage("k1", 9, "Ja", tick=True, ticked=FOR, question_label=sentence)
    received = RECEIVED.model_copy(update={"passages": (tick,)})
    apply_change(first, RewordClaim(claim_id=SCHOOL, text=Text(nb="Noe helt annet.")), by="Policy P.")
    (statement,) = code_statements(opened(data), received)
    assert [claim.claim_id for claim in statement.claims] == [SCHOOL]
    apply_change(opened(data), MergeClaims(claims=(SCHOOL,), into=LIBRARY), by="Policy P.")
    (statement,) = code_statements(opened(data), received)
    assert [claim.claim_id for claim in statement.claims] == [LIBRARY]
    apply_change(opened(data), RetireClaim(claim_id=LIBRARY), by="Policy P.")
    (statement,) = code_statements(opened(data), received)
    assert statement.claims == () and statement.lost == (SCHOOL,)
    assert len(find_lost_codings(opened(data), received)) == 1


def test_assessment_of_a_merged_claim_is_shown_under_its_heir_until_the_heir_has_its_own(data: DataFolder):
    def written(about_id: str, text: str) -> AssessmentWritten:
        return AssessmentWritten(by="Kari K.", client="pc", about="claim", about_id=about_id, text=text)

    append_events(data, "91", [written(SCHOOL, "Om skolen."), written(LIBRARY, "Om biblioteket.")])
    workspace = opened(data)
    change = MergeClaims(claims=(SCHOOL,), into=LIBRARY)
    assert {one.about_id for one in preview_change(workspace, change, areas_of(workspace)).assessments} == {
        SCHOOL,
        LIBRARY,
    }
    apply_change(workspace, change, by="Policy P.")
    (row,) = summary_of(opened(data)).assessments
    assert row.about_id == LIBRARY and "Om skolen." in row.text and "Om biblioteket." in row.text
    assert "øremerke midler" in row.text, "the reader is told what it was written about"
    append_events(data, "91", [written(LIBRARY, "Om begge.")])
    (row,) = summary_of(opened(data)).assessments
    assert row.text == "Om begge."


def test_sign_offs_that_would_lapse_are_named(data: DataFolder):
    append_events(data, "91", [coding(0, "bibliotek")])
    sign_off(opened(data), "91", by="Kari K.")
    workspace = opened(data)
    areas = read_coded_areas(workspace)
    assert preview_change(workspace, RetireTheme(theme_code="museum"), areas).sign_offs == ("91",)


FRAME = ClaimFrame(themes=("finnes-ikke",))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (RewordClaim(claim_id="k-ukjent", text=Text(nb="x")), LIBRARY),
        (RewordClaim(claim_id=LIBRARY, frame=FRAME), "finnes-ikke"),
        (RewordClaim(claim_id=LIBRARY), "Ingenting ble endret"),
        (MergeClaims(claims=(LIBRARY,), into=LIBRARY), "minst ett annet"),
        (MergeClaims(claims=(LIBRARY, SCHOOL)), "enten"),
        (SplitClaim(claim_id=LIBRARY), "hvilke utsagn"),
        (SplitClaim(claim_id=LIBRARY, rest=LIBRARY), "seg selv"),
        (SplitClaim(claim_id=LIBRARY, assigned={"k1-00000001": "k-ukjent"}), "k-ukjent"),
        (WriteClaim(claim=NewClaim(text=Text(nb="Noe bør skje."))), "rettet til"),
        (WriteClaim(claim=NewClaim(id=LIBRARY, text=Text(nb="Noe."))), "finnes alt"),
        (RetireTheme(theme_code="finnes-ikke"), "museum"),
        (MergeThemes(themes=("museum",), into="museum"), "minst ett annet"),
    ],
)
def test_change_that_cannot_be_made_is_refused_with_what_is_allowed(data: DataFolder, change: object, told: str):
    workspace = opened(data)
    with pytest.raises(UsageError) as refused:
        apply_change(workspace, change, by="Policy P.")  # type: ignore[arg-type]
    assert told in str(refused.value)
    assert opened(data).judgements == workspace.judgements


def test_theme_cannot_lie_under_a_second_level_theme(data: DataFolder):
    workspace = opened(data)
    parents = {theme.code: theme.parent for theme in workspace.codebook.themes}
    deep = next(code for code, parent in parents.items() if parent in parents)
    moved = workspace.codebook.theme("museum").model_copy(update={"parent": deep})
    with pytest.raises(UsageError):
        apply_change(workspace, EditTheme(theme=moved), by="Policy P.")


def test_nobody_changes_claims_without_a_name(data: DataFolder):
    with pytest.raises(UsageError):
        apply_change(opened(data), RetireClaim(claim_id=LIBRARY), by=" ")
