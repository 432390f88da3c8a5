"""What the computer knows of a finding's basis, counted by hand; it asks questions and proposes no level.

The finding rests on the claim on state money for the schools of music and arts. Five statements are behind it:

- Tyrihavn (6101) decided to be for, in two documents; the second repeats the first, word for word.
- Falkeborg (6102) ticked «for» in a form.
- Lunde (6201), in another county, is against, by its administration.
- The county board of Tyrimark, a body, is for; what it said stands in minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.nation import Spoken, build_nation
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.evidence.basis import BASIS_METHOD, BasisFact, describe_basis
from medlemsdialog.models.coded import Suggestion
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, Status, Strength, word
from medlemsdialog.paths import BuildFolder, DataFolder

CLAIM = "k-statlig-tilskudd-kulturskole"
BOARD = "organ:fylkesstyret-tyrimark"
WORDS = Text(nb="Eksempel – oppdiktet", nn="Eksempel – oppdikta")
LONG = "Eksempel – oppdiktet: Kulturskolen trenger et øremerket tilskudd fra staten, ellers blir det ingen plasser til de minste."
SAID = (
    Spoken("6101", LONG, {CLAIM: "for"}, of_passage={"question": "p9", "duplicate_group": "aaaa0001"}),
    Spoken("6101", LONG, {CLAIM: "for"}, of_passage={"question": "p1", "duplicate_group": "aaaa0001"}, coders=2),
    Spoken("6102", "Ja", {CLAIM: "for"}, of_passage={"tick": True}),
    Spoken(
        "6201", LONG.replace("trenger", "trenger ikke"), {CLAIM: "against"}, of_source={"status": Status.ADMINISTRATIVE}
    ),
    Spoken(BOARD, "Eksempel – oppdiktet: Styret er for.", {CLAIM: "for"}, of_source={"status": Status.MINUTES}),
)


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


@pytest.fixture(scope="module")
def overview(workspace: Workspace) -> NationalOverview:
    return build_nation(workspace, SAID)


def finding(*, claims: tuple[str, ...] = (CLAIM,), **changes: object) -> Finding:
    return Finding.model_validate(
        {"finding_id": "f1", "heading": WORDS, "text": WORDS, "claims": claims, "strength": Strength.DIVIDED, **changes}
    )


def told(facts: tuple[BasisFact, ...], question: BasisQuestion) -> list[str]:
    return [fact.message.text() for fact in facts if fact.question is question]


def test_how_it_was_said(workspace: Workspace, overview: NationalOverview):
    """Three decisions (two of Tyrihavn, the tick), one administrative view, one of minutes; one tick; two coders once."""
    facts = told(describe_basis(finding(), overview, workspace), BasisQuestion.HOW_SAID)
    assert "Utsagn etter type uttalelse: vedtak 3, administrativ uttalelse 1, referat 1." in facts
    assert "Kryss i skjema, uten egne ord: 1 av 5 utsagn." in facts
    assert "Kodet av bare én person: 4 av 5 utsagn." in facts


def test_whether_the_statements_agree(workspace: Workspace, overview: NationalOverview):
    """Two members for, one against; the board for. Without Tyrimark all who are left are against: it decides both."""
    facts = describe_basis(finding(), overview, workspace)
    positions, *counties = (fact for fact in facts if fact.question is BasisQuestion.AGREEMENT)
    assert positions.concern and not positions.internal
    assert positions.message.text().endswith("Medlemmer: mot 1, for 2. Organer: for 1. Andre avsendere: ingen.")
    assert all(fact.internal and fact.concern for fact in counties)
    assert [fact.message.text().split(" endrer")[0] for fact in counties] == ["Uten Tyrimark"] * 2 + ["Uten Lunderike"]


def test_whether_there_is_enough(workspace: Workspace, overview: NationalOverview):
    """Three members of two counties, two of them of Tyrimark; five statements, four texts; the tick and the board's are short."""
    facts = told(describe_basis(finding(), overview, workspace), BasisQuestion.RICHNESS)
    assert "Medlemmer bak funnet: 3 av 186 mulige. Organer: 1. Andre avsendere: 0." in facts
    assert "Fylker med medlemmer bak funnet: 2 av 19." in facts
    assert "Flest medlemmer fra ett fylke: 2 av 3, fra Tyrimark." in facts
    assert "Utsagn: 5. Ulike tekster: 4." in facts
    assert "Kryss og utsagn på under 80 tegn: 2 av 5." in facts


def test_whether_it_answers_the_question(workspace: Workspace, overview: NationalOverview):
    """The claim belongs to p9, and by the crosswalk to p10: one statement answers p9, one p1, three answer none."""
    facts = told(describe_basis(finding(), overview, workspace), BasisQuestion.RELEVANCE)
    assert facts[0] == "Utsagn som svarer på spørsmål funnet hører til: 1. På andre spørsmål: 1. Uten spørsmål: 3."
    assert "Kommuner: 3. Fylkeskommuner: 0." in facts


def test_copied_text_and_what_only_the_computer_has_proposed_are_internal(workspace: Workspace):
    same = LONG.replace("de minste", "alle")
    overview = build_nation(
        workspace,
        [
            Spoken("6101", same, themes=("museum",)),
            Spoken("6201", same, themes=("museum",)),
            Spoken("6102", "Eksempel – oppdiktet: Museet har et magasin som er tørt.", coders=0),
        ],
    )
    facts = describe_basis(finding(claims=(), themes=("museum",), statements=("k0003-00000001",)), overview, workspace)
    internal = {fact.message.text() for fact in facts if fact.internal}
    assert "Utsagn som deler tekst med andre avsendere: 2 av 3." in internal
    assert "Utsagn det er vist til, og som ingen har kodet: 1." in internal
    assert all(fact.concern for fact in facts if "ingen har kodet" in fact.message.text())


def test_codings_that_differ_and_proposals_that_nobody_has_looked_at_are_told_of_apart_from_the_numbers(
    workspace: Workspace,
):
    """One statement raises museum; coders differ on it in one more, and of a third only the computer has a proposal."""
    proposed = Suggestion(theme="museum", found="museum", search_word="museum")
    overview = build_nation(
        workspace,
        [
            Spoken("6101", LONG, themes=("museum",)),
            Spoken("6102", LONG.replace("plasser", "timer"), coders=2, of_coding={"disputed": ("museum",)}),
            Spoken("6201", "Eksempel – oppdiktet: Museet.", coders=0, of_coding={"suggestions": (proposed,)}),
        ],
    )
    facts = describe_basis(finding(claims=(), themes=("museum",), strength=None), overview, workspace)
    internal = {fact.message.text() for fact in facts if fact.internal and fact.concern}
    assert internal == {
        "Utsagn der bare maskinen har foreslått funnets temaer: 1 av 2. De er ikke med i tallene.",
        "Utsagn som er kodet ulikt på funnets temaer eller krav: 1. De er ikke med i tallene.",
    }
    assert "Medlemmer bak funnet: 1 av 186 mulige. Organer: 0. Andre avsendere: 0." in told(
        facts, BasisQuestion.RICHNESS
    )


def test_text_that_a_machine_has_recognised_is_told(workspace: Workspace):
    overview = build_nation(workspace, [Spoken("6101", LONG, {CLAIM: "for"}, of_passage={"recognised": True})])
    (fact,) = (f for f in describe_basis(finding(), overview, workspace) if "gjenkjenning" in f.message.text())
    assert fact.message.text() == "Lest med tekstgjenkjenning: 1 av 1 utsagn." and fact.concern


def test_bodies_change_no_number_of_members_and_order_changes_nothing(workspace: Workspace, overview: NationalOverview):
    facts = describe_basis(finding(), overview, workspace)
    backwards = overview.model_copy(update={"summaries": tuple(reversed(overview.summaries))})
    assert [fact.message.text() for fact in describe_basis(finding(), backwards, workspace)] == [
        fact.message.text() for fact in facts
    ]
    without = build_nation(workspace, SAID[:-1])
    members = [fact.message.values.get("members") for fact in facts if "possible" in fact.message.values]
    alone = describe_basis(finding(), without, workspace)
    assert members == [fact.message.values.get("members") for fact in alone if "possible" in fact.message.values]


def test_finding_on_nothing_says_so_and_fails_nowhere(workspace: Workspace, overview: NationalOverview):
    facts = describe_basis(finding(claims=("k-finnes-ikke",)), overview, workspace)
    assert told(facts, BasisQuestion.HOW_SAID) == ["Ingen utsagn ligger bak funnet."]


def test_every_question_is_answered_in_both_forms_and_no_level_is_proposed(
    workspace: Workspace, overview: NationalOverview
):
    levels = [word(level).text() for level in BasisLevel]
    for language in ("nb", "nn"):
        facts = describe_basis(finding(), overview, workspace, language)
        assert {fact.question for fact in facts} == set(BasisQuestion)
        texts = " ".join(fact.message.text(language) for fact in facts)
        assert "{" not in texts and not any(level in texts for level in levels)
    assert any("GRADE-CERQual" in part.text() for part in BASIS_METHOD)


def test_statement_cited_in_the_text_alone_is_behind_the_finding(
    workspace: Workspace, overview: NationalOverview
) -> None:
    cited = overview.summaries[0].statements[0].statement_id
    text = Text(nb=f"Eksempel – oppdiktet [@{cited}].")
    facts = describe_basis(finding(claims=(), strength=None, text=text), overview, workspace)
    assert "Utsagn: 1. Ulike tekster: 1." in told(facts, BasisQuestion.RICHNESS)
