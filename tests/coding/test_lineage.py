"""Codings stay as they were made; what is retired counts for its heirs, and what counts for nothing is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.build import intake, passage, source
from medlemsdialog.coding.lineage import build_lineage
from medlemsdialog.coding.statements import code_statements
from medlemsdialog.coding.suggestions import SuggestionIndex
from medlemsdialog.dialogue_text import Text
from medlemsdialog.judgements.events import (
    ClaimRetired,
    ClaimWritten,
    CodingSet,
    Event,
    ThemeRetired,
)
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.claims import ClaimPosition, merge_positions
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Addressee, Position

NOTHING = SuggestionIndex(bases={}, phrases={}, longest=0, patterns=())
START = datetime(2017, 9, 1, tzinfo=UTC)
SAID = passage("k1", 1)


def at(minute: int) -> dict[str, object]:
    return {"at": START + timedelta(minutes=minute), "by": "policy", "client": "pc", "id": f"{minute:032x}"}


def retired_theme(code: str, minute: int, into: str = "", *, moved: tuple[str, ...] = ()) -> ThemeRetired:
    places = dict.fromkeys([SAID.statement_id] if moved else [], moved)
    return ThemeRetired.model_validate({"theme_code": code, "into": into, "moved": places, **at(minute)})


def retired_claim(code: str, minute: int, into: str = "", *, moved: str | None = None) -> ClaimRetired:
    places = {} if moved is None else {SAID.statement_id: moved}
    return ClaimRetired.model_validate({"claim_id": code, "into": into, "moved": places, **at(minute)})


def coding(*themes: str, by: str = "koder-a", claims: dict[str, Position] | None = None, minute: int = 0) -> CodingSet:
    taken = tuple(ClaimPosition(claim_id=one, position=position) for one, position in (claims or {}).items())
    made = {"at": START + timedelta(minutes=minute), "by": by, "client": "pc"}
    return CodingSet.model_validate(
        {"statement_id": SAID.statement_id, "text": SAID.text, "anchor": Anchor(line=1), "themes": themes, **made}
        | {"claims": taken}
    )


def fold(*events: Event) -> Judgements:
    return fold_events(AreaEvent.model_validate({"area_code": "national", "event": event}) for event in events)


def code_one(*events: Event) -> CodedStatement:
    return code_statements(intake("61", [source("k1", "6101")], [SAID]), fold(*events), NOTHING)[0]


def test_coding_of_a_merged_theme_counts_for_its_heir_through_any_number_of_steps():
    steps = [retired_theme("a", 1, "b"), retired_theme("b", 2, "c"), retired_theme("c", 3, "d")]
    assert code_one(coding("a", "d", "x"), *steps).themes == ("d", "x")


def test_statement_that_was_moved_counts_where_it_was_moved_and_all_others_where_the_rest_goes():
    split = retired_theme("a", 1, "resten", moved=("b", "c"))
    assert code_one(coding("a"), split).themes == ("b", "c")
    assert build_lineage(fold(split)).themes.resolve("a", "et-annet-utsagn") == ("resten",)


def test_what_nothing_takes_over_for_counts_for_nothing_and_is_named():
    statement = code_one(coding("a", "b", claims={"k-x": Position.FOR}), retired_theme("a", 1), retired_claim("k-x", 2))
    assert (statement.themes, statement.claims, statement.lost) == (("b",), (), ("a", "k-x"))


def test_coding_made_later_from_a_stale_copy_resolves_too():
    assert code_one(retired_theme("a", 1, "b"), coding("a", minute=60)).themes == ("b",)


def test_moving_holds_for_every_coders_coding():
    statement = code_one(coding("a"), coding("a", by="koder-b"), retired_theme("a", 1, moved=("b",)))
    assert statement.themes == ("b",) and statement.coders == 2 and statement.disputed == ()


def test_coders_who_chose_claims_that_are_now_one_agree():
    one, other = coding(claims={"k-a": Position.FOR}), coding(claims={"k-b": Position.FOR}, by="koder-b")
    assert code_one(one, other).claims == ()
    merged = code_one(one, other, retired_claim("k-b", 1, "k-a"))
    assert merged.claims == (ClaimPosition(claim_id="k-a", position=Position.FOR),) and merged.disputed == ()


def test_one_coder_who_saw_for_one_and_against_the_other_of_two_merged_claims_saw_a_mixed_position():
    both = coding(claims={"k-a": Position.FOR, "k-b": Position.AGAINST})
    assert code_one(both, retired_claim("k-b", 1, "k-a")).claims == (
        ClaimPosition(claim_id="k-a", position=Position.MIXED),
    )


def test_two_who_merged_each_into_the_other_lose_nothing():
    first, second = retired_claim("k-a", 1, "k-b"), retired_claim("k-b", 2, "k-a")
    for events in permutations([first, second, coding(claims={"k-a": Position.FOR, "k-b": Position.FOR})]):
        statement = code_one(*events)
        assert [claim.claim_id for claim in statement.claims] == ["k-b"] and statement.lost == ()
        assert build_lineage(fold(*events)).unfollowed == (second,)


def test_rewording_by_one_who_had_not_seen_it_retired_does_not_bring_it_back():
    def written(minute: int, replaces: tuple[str, ...] | None) -> ClaimWritten:
        return ClaimWritten.model_validate(
            {
                "claim_id": "k-a",
                "text": Text(nb="Eksempel"),
                "addressee": Addressee.KS,
                "themes": ("b",),
                "replaces": replaces,
                **at(minute),
            }
        )

    retired = retired_claim("k-a", 2, "k-b")
    assert "k-a" in fold(written(1, ()), retired, written(3, (f"{1:032x}",))).retired_claims
    assert "k-a" not in fold(written(1, ()), retired, written(3, (f"{1:032x}", retired.id))).retired_claims


CODES = [f"k-{number}" for number in range(6)]
retirements = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["", *CODES]), st.none() | st.sampled_from(["", *CODES])),
    max_size=8,
)
positions = st.dictionaries(st.sampled_from(CODES), st.sampled_from(list(Position)), max_size=6)


@given(retirements, positions, st.randoms())
def test_every_claim_of_a_coding_counts_somewhere_or_is_named_as_lost_in_any_order_of_events(
    made: list[tuple[str, str, str | None]], taken: dict[str, Position], random: object
):
    events: list[Event] = [retired_claim(code, n, into, moved=moved) for n, (code, into, moved) in enumerate(made, 1)]
    events.append(coding(claims=taken))
    lineage = build_lineage(fold(*events))
    now, lost = lineage.resolve_coding(fold(*events).codings[SAID.statement_id, "koder-a"])
    in_use = {claim.claim_id: claim.position for claim in now.claims}
    for claim_id in taken:
        heirs = lineage.claims.resolve(claim_id, SAID.statement_id)
        assert (claim_id in lost) is not bool(heirs)
        assert all(heir in in_use and heir not in lineage.claims.heirs for heir in heirs)
    for heir, position in in_use.items():
        behind = {p for code, p in taken.items() if heir in lineage.claims.resolve(code, SAID.statement_id)}
        assert position is merge_positions(behind)
    random.shuffle(events)  # type: ignore[attr-defined]
    assert build_lineage(fold(*events)) == lineage


@pytest.mark.parametrize("length", [2, 3, 7])
def test_ring_of_any_length_keeps_exactly_one_code(length: int):
    codes = [f"k-{number}" for number in range(length)]
    ring = [retired_claim(code, n, codes[(n + 1) % length]) for n, code in enumerate(codes)]
    lineage = build_lineage(fold(*ring)).claims
    assert {lineage.resolve(code) for code in codes} == {(codes[-1],)}
