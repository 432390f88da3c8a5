"""Two states of evidence differ exactly where a change is told, and the change tells how."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.evidence.finding_changes import compare_evidence
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.findings import (
    ClaimEvidence,
    EvidenceState,
    FieldEvidence,
    StatementEvidence,
    ThemeEvidence,
)
from medlemsdialog.models.vocabulary import Position

_CODES = st.sets(st.sampled_from(["6101", "6102", "6103"])).map(lambda codes: tuple(sorted(codes)))
_BY_POSITION = st.fixed_dictionaries(dict.fromkeys(Position, _CODES))
_SOME = st.sets(st.sampled_from(["a", "b"])).map(sorted)


@st.composite
def states(draw: st.DrawFn) -> EvidenceState:
    return EvidenceState(
        claims=tuple(
            ClaimEvidence(
                claim_id=code,
                members=draw(_BY_POSITION),
                bodies=draw(_BY_POSITION),
                other_senders=draw(st.integers(0, 2)),
                statements=draw(_CODES),
            )
            for code in draw(_SOME)
        ),
        themes=tuple(
            ThemeEvidence(theme=code, members=draw(_CODES), bodies=draw(_CODES), statements=draw(_CODES))
            for code in draw(_SOME)
        ),
        statements=tuple(
            StatementEvidence(
                statement_id=code,
                text_sha256="0",
                quotable=draw(st.booleans()),
                themes=draw(_CODES),
                claims=tuple(
                    ClaimPosition(claim_id=one, position=draw(st.sampled_from(Position))) for one in draw(_SOME)
                ),
                coders=draw(st.integers(0, 2)),
            )
            for code in draw(_SOME)
        ),
        fields=tuple(FieldEvidence(field=code, value=draw(st.none() | st.integers(0, 3))) for code in draw(_SOME)),
    )


def is_all_empty(state: EvidenceState) -> bool:
    """Whether a claim or theme is there that nobody is behind: the overview has none such."""
    claims = (not any((*one.members.values(), *one.bodies.values(), one.statements)) for one in state.claims)
    themes = (not any((one.members, one.bodies, one.statements)) for one in state.themes)
    return any((*claims, *themes))


_STATES = states().filter(lambda state: not is_all_empty(state))


@given(_STATES, _STATES)
def test_nothing_is_told_exactly_where_the_evidence_is_the_same(before: EvidenceState, after: EvidenceState) -> None:
    assert (compare_evidence(before, after) == ()) == (before.fingerprint == after.fingerprint)
    assert compare_evidence(before, before) == ()


@given(_STATES, _STATES)
def test_who_came_and_went_is_the_difference_of_the_numbers(before: EvidenceState, after: EvidenceState) -> None:
    for change in compare_evidence(before, after):
        if change.what.startswith(("members", "bodies")):
            assert isinstance(change.before, int) and isinstance(change.after, int)
            assert change.after - change.before == len(change.added) - len(change.removed)
            assert not set(change.added) & set(change.removed)


@given(_STATES)
def test_evidence_kept_in_a_log_is_the_same_when_it_is_read(state: EvidenceState) -> None:
    assert EvidenceState.model_validate_json(state.model_dump_json()).fingerprint == state.fingerprint
