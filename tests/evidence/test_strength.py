"""The words for strength, by counts a methodologist can check: which are carried, what is printed, why a word is not.

In the examples, members are of the invented counties 61 and 62; the board of Tyrimark is a body.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.nation import Spoken, build_nation
from evidence.national_claims import national_claim
from medlemsdialog.evidence import Labels, Workspace, build_labels, open_workspace
from medlemsdialog.evidence.strength import (
    COUNTS_RULE,
    STRENGTH_RULES,
    find_strength_faults,
    find_strong_word_faults,
    list_carried,
    tell_strength,
)
from medlemsdialog.models.vocabulary import Position, Strength
from medlemsdialog.paths import BuildFolder, DataFolder

UNANIMOUS, BROAD, DIVIDED, SINGLE = Strength.UNANIMOUS, Strength.BROAD, Strength.DIVIDED, Strength.SINGLE
BOARD = "organ:fylkesstyret-tyrimark"
FIVE_FOR = {"6101": "for", "6102": "for", "6103": "for", "6201": "for", "6202": "for"}


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


@pytest.fixture(scope="module")
def labels(workspace: Workspace) -> Labels:
    return build_labels(workspace, "nb")


@pytest.fixture(scope="module")
def nynorsk(workspace: Workspace) -> Labels:
    return build_labels(workspace, "nn")


def test_five_members_for_and_none_contrary_are_unanimous_and_broad(labels: Labels):
    claim = national_claim(FIVE_FOR)
    assert list_carried(claim) == (UNANIMOUS, BROAD)
    assert find_strength_faults(UNANIMOUS, [claim]) == ()
    assert tell_strength(UNANIMOUS, [claim], labels) == "entydig blant medlemmene: alle 5 som uttalte seg, er for"


def test_four_members_are_too_few_for_unanimous_and_for_broad(labels: Labels):
    claim = national_claim(dict.fromkeys(list(FIVE_FOR)[:4], "for"))
    assert list_carried(claim) == ()
    (fault,) = find_strength_faults(UNANIMOUS, [claim])
    assert "minst 5" in fault.text() and "kravet: 4" in fault.text()
    assert tell_strength(UNANIMOUS, [claim], labels) == "blant medlemmene: 4 av 4 som tok opp saken, er for"


@pytest.mark.parametrize("position", ["against", "mixed"])
def test_one_contrary_body_makes_it_no_longer_unanimous_and_is_told_with_broad(position: str, labels: Labels):
    claim = national_claim(FIVE_FOR, {BOARD: position})
    assert list_carried(claim) == (BROAD,)
    words = {"against": "mot", "mixed": "delt"}[position]
    assert tell_strength(BROAD, [claim], labels) == (
        f"bred støtte blant medlemmene: 5 av 5 som tok opp saken, er for; blant organene: 1 {words}"
    )


def test_body_for_does_not_count_among_the_five():
    four = dict.fromkeys(list(FIVE_FOR)[:4], "for")
    assert UNANIMOUS not in list_carried(national_claim(four, {BOARD: "for"}))


def test_neutral_member_spoke_too_and_so_not_all_who_spoke_are_for(labels: Labels):
    claim = national_claim(FIVE_FOR | {"6203": "neutral"})
    assert list_carried(claim) == (BROAD,)
    assert tell_strength(None, [claim], labels) == ("blant medlemmene: 5 av 6 som tok opp saken, er for; 1 nøytral")


def test_three_of_four_is_broad_and_less_is_not():
    """Six of eight is three quarters; six of nine is less."""
    six = {f"61{n:02}": "for" for n in range(1, 6)} | {"6201": "for"}
    eight = six | {"6202": "against", "6203": "against"}
    assert BROAD in list_carried(national_claim(eight))
    assert BROAD not in list_carried(national_claim(eight | {"6204": "neutral"}))


def test_support_from_one_county_is_not_broad_but_may_be_unanimous():
    claim = national_claim({f"61{n:02}": "for" for n in range(1, 7)})
    assert list_carried(claim) == (UNANIMOUS,)
    (fault,) = find_strength_faults(BROAD, [claim])
    assert "samme fylke" in fault.text()


def test_divided_is_told_with_dissent_first(labels: Labels):
    claim = national_claim({"6101": "for", "6102": "against", "6103": "mixed", "6201": "for", "6202": "neutral"})
    assert DIVIDED in list_carried(claim)
    assert tell_strength(DIVIDED, [claim], labels) == (
        "delte meninger blant medlemmene: 1 mot, 1 delt, 1 nøytral, 2 for, av 5 som tok opp saken"
    )


def test_members_who_are_all_against_are_not_divided():
    assert DIVIDED not in list_carried(national_claim({"6101": "against", "6102": "against"}))


def test_contrary_body_alone_does_not_divide_the_members():
    assert DIVIDED not in list_carried(national_claim({"6101": "for"}, {BOARD: "against"}))


def test_single_is_one_sender_for_whoever_it_is(labels: Labels):
    assert tell_strength(SINGLE, [national_claim({"6101": "for"})], labels) == "fremmes av én: Tyrihavn kommune"
    assert SINGLE in list_carried(national_claim({}, {BOARD: "for"}))
    assert SINGLE not in list_carried(national_claim({"6101": "for"}, {BOARD: "for"}))


def test_single_is_not_carried_where_the_position_of_another_sender_is_not_known():
    assert SINGLE not in list_carried(national_claim({"6101": "for"}, others=1))


def test_organisation_that_alone_is_for_is_the_one_and_one_that_is_against_is_not(workspace: Workspace, labels: Labels):
    """A museum association is neither member nor body; what position it takes stands in its statement."""
    named = {"sender_name": "Eksempel museumslag"}
    for position, carried in (("for", True), ("against", False)):
        overview = build_nation(workspace, [Spoken("", claims={"k-makspris-kulturskole": position}, of_source=named)])
        (claim,) = overview.claims
        assert (SINGLE in list_carried(claim, overview)) == carried
        assert SINGLE not in list_carried(claim)
    told = tell_strength(SINGLE, [claim], labels, overview)
    assert told == "ingen medlemmer tok opp saken"


def test_finding_on_themes_alone_carries_no_word(labels: Labels):
    for strength in Strength:
        (fault,) = find_strength_faults(strength, [])
        assert "ikke støttet" in fault.text()
    assert tell_strength(BROAD, [], labels) == ""
    assert find_strength_faults(None, []) == ()


def test_every_claim_must_carry_the_word_but_one_that_divides_is_enough(labels: Labels):
    all_for, split = (
        national_claim(FIVE_FOR, claim_id="k-a"),
        national_claim({"6101": "for", "6102": "against"}, claim_id="k-b"),
    )
    assert find_strength_faults(UNANIMOUS, [all_for, split])
    assert find_strength_faults(DIVIDED, [all_for, split]) == ()
    assert tell_strength(DIVIDED, [all_for, split], labels) == (
        "«k-a»: blant medlemmene: 5 av 5 som tok opp saken, er for; "
        "«k-b»: delte meninger blant medlemmene: 1 mot, 1 for, av 2 som tok opp saken"
    )


def test_a_claim_that_only_bodies_took_up_says_so(labels: Labels):
    told = tell_strength(None, [national_claim({}, {BOARD: "for"})], labels)
    assert told == "ingen medlemmer tok opp saken; blant organene: 1 for"


def test_printed_in_nynorsk(nynorsk: Labels):
    told = tell_strength(UNANIMOUS, [national_claim(FIVE_FOR)], nynorsk)
    assert told == "eintydig blant medlemmene: alle 5 som uttalte seg, er for"
    assert "tok opp saka" in tell_strength(None, [national_claim(FIVE_FOR)], nynorsk)


def test_rules_are_one_sentence_or_two_in_both_forms():
    for rule in (*STRENGTH_RULES.values(), COUNTS_RULE):
        assert rule.text("nb") != rule.text("nn") and "{" not in rule.text("nn")
    assert list(STRENGTH_RULES) == list(Strength)


def test_typed_word_is_held_against_the_counts():
    claim = national_claim({"6101": "for", "6102": "against"})
    (first, second) = find_strong_word_faults("Medlemmene er samstemte om tilskudd.", [claim])
    assert first.word.words == second.word.words == "samstemte"
    assert "kravet: 2" in first.fault.text() and "mot eller delt: 1" in second.fault.text()
    assert find_strong_word_faults("Medlemmene har delte meninger.", [claim]) == ()
    assert find_strong_word_faults("Det er brei semje.", [])[0].fault.text().startswith("Ordet «brei semje»")


_POSITIONS = st.dictionaries(
    st.sampled_from([f"{county}{n:02}" for county in (61, 62, 63) for n in range(1, 8)]),
    st.sampled_from([p.value for p in Position]),
)
_BODIES = st.dictionaries(st.sampled_from([BOARD, "organ:a", "organ:b"]), st.sampled_from([p.value for p in Position]))


@given(members=_POSITIONS, bodies=_BODIES)
def test_unanimous_is_never_carried_with_anything_but_support_among_members(
    members: dict[str, str], bodies: dict[str, str]
):
    if UNANIMOUS in list_carried(national_claim(members, bodies)):
        assert set(members.values()) == {"for"} and len(members) >= 5
        assert not {"against", "mixed"} & set(bodies.values())


@given(members=_POSITIONS, bodies=_BODIES, seed=st.integers())
def test_order_and_bodies_without_dissent_change_no_word_among_members(
    members: dict[str, str], bodies: dict[str, str], seed: int
):
    shuffled = list(members.items())
    random.Random(seed).shuffle(shuffled)
    assert list_carried(national_claim(members, bodies)) == list_carried(national_claim(dict(shuffled), bodies))
    heard = dict.fromkeys(bodies, "neutral")
    alone, beside = list_carried(national_claim(members)), list_carried(national_claim(members, heard))
    assert alone == beside


@given(members=_POSITIONS, bodies=_BODIES, strength=st.sampled_from(list(Strength)))
def test_words_carried_and_faults_found_never_disagree(
    members: dict[str, str], bodies: dict[str, str], strength: Strength
):
    claim = national_claim(members, bodies)
    assert (strength in list_carried(claim)) == (not find_strength_faults(strength, [claim]))
