"""Whatever the order, numbering, case and spacing: a proposal is no decision, and what fell is no statement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.intake.case import read_case
from medlemsdialog.intake.document import RawPassage
from medlemsdialog.intake.kinds import KindFound, find_kinds
from medlemsdialog.intake.procedure import is_procedure
from medlemsdialog.intake.readers.text import read_lines
from medlemsdialog.intake.status import find_status
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Status

PROPOSED = "Elvemo kommune ber KS arbeide for øremerkede midler til kulturskolen."
PROPOSERS = ["Rådmannens", "Kommunedirektørens", "Rådmannen si", "Administrasjonens", "Fylkesrådmannens"]
PROPOSALS = ["innstilling", "forslag til vedtak", "tilråding", "framlegg til vedtak"]
OTHER_PARTS = [
    ("Saksopplysninger", "Elvemo har 4 200 innbyggere og en kulturskole."),
    ("Vurdering", "Rådmannen mener at saken er viktig for bygda."),
    ("Bakgrunn", "KS har sendt en invitasjon til kommunene."),
    ("Vedlegg", "Invitasjon fra KS, datert 28.03.2017"),
    ("Økonomiske konsekvenser", "Saken har ingen økonomiske konsekvenser."),
]
CASES = st.sampled_from([str, str.upper, str.capitalize])
NUMBERS = st.sampled_from(["", "1. ", "2.1 ", "IV. ", "3 "])
SPACES = st.sampled_from([" ", "  ", "\u00a0"])
PARTIES = st.sampled_from(["FrP", "Rødt", "SV", "Høyre", "MDG", "Bygdelista", "Senterpartiet"])


def read(text: str) -> tuple[Status, dict[str, KindFound]]:
    blocks: tuple[RawPassage, ...] = read_lines(text)
    case = read_case(blocks)
    status = find_status(blocks, case)
    return status, {" ".join(b.text.split()): k for b, k in zip(blocks, find_kinds(blocks, case, status), strict=True)}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(PROPOSERS),
    st.sampled_from(PROPOSALS),
    st.permutations(OTHER_PARTS),
    st.integers(0, len(OTHER_PARTS)),
    CASES,
    NUMBERS,
    SPACES,
)
def test_proposal_alone_never_becomes_a_decision(
    proposer: str, proposal: str, parts: list[tuple[str, str]], place: int, change: type[str], number: str, space: str
) -> None:
    own = (f"{proposer}{space}{proposal}", PROPOSED)
    ordered = [*parts[:place], own, *parts[place:]]
    text = "Elvemo kommune\n\n" + "\n\n".join(f"{number}{change(heading)}:\n\n{body}" for heading, body in ordered)
    status, kinds = read(text)
    assert status is not Status.DECISION
    found = kinds[PROPOSED]
    assert found.kind is Kind.VIEW and (found.status or status) is Status.PROPOSAL


@settings(max_examples=150, deadline=None)
@given(
    PARTIES,
    st.integers(1, 9),
    st.sampled_from(["{p} fremmet følgende forslag:", "Forslag fra {p}:", "{p} sette fram slikt framlegg:"]),
    st.sampled_from(
        [
            "Forslaget fra {p} fikk {n} stemmer og falt.",
            "{p}s forslag ble nedstemt med {n} mot 18 stemmer.",
            "Framlegget frå {p} fekk {n} røyster og fall.",
            "Ved votering mellom innstillingen og forslaget fra {p} fikk forslaget fra {p} {n} stemmer og falt.",
        ]
    ),
    st.sampled_from(["Vedtak", "Kommunestyrets vedtak", "KOMMUNESTYRET SITT VEDTAK"]),
    st.booleans(),
)
def test_proposal_that_fell_in_the_meeting_never_counts(
    party: str, votes: int, opening: str, verdict: str, decision: str, vote_apart: bool
) -> None:
    lost = "Kommunen mener at alle kulturtilbud bør selges."
    text = "\n\n".join(
        [
            "Saksprotokoll i Kommunestyret - 19.06.2017",
            "Behandling:",
            opening.format(p=party),
            lost,
            *(["Votering:"] if vote_apart else []),
            verdict.format(p=party, n=votes),
            f"{decision}:",
            PROPOSED,
        ]
    )
    status, kinds = read(text)
    assert status is Status.DECISION
    assert kinds[lost].kind not in STATEMENT_KINDS
    assert kinds[PROPOSED].kind is Kind.VIEW


@settings(max_examples=60, deadline=None)
@given(st.permutations(["utvalg", "formannskap", "kommunestyre"]))
def test_council_speaks_last_in_whatever_order_the_bodies_stand(order: list[str]) -> None:
    said = {
        "utvalg": ("Utvalgets vedtak 01.06.2017", "Kommunen går imot øremerking."),
        "formannskap": ("Formannskapets vedtak 08.06.2017", "Kommunen bør vente med øremerking."),
        "kommunestyre": ("Kommunestyrets vedtak 19.06.2017", "Kommunen støtter øremerking."),
    }
    status, kinds = read("\n\n".join(f"{said[body][0]}:\n\n{said[body][1]}" for body in order))
    assert status is Status.DECISION
    counted = [text for text, found in kinds.items() if found.kind in STATEMENT_KINDS]
    assert counted == ["Kommunen støtter øremerking."]


def test_motion_that_fell_does_not_take_the_adopted_proposal_with_it() -> None:
    text = (
        f"Rådmannens innstilling:\n\n{PROPOSED}\n\nBehandling i kommunestyret 19.06.2017:\n\n"
        "Representanten Eksempel (H) fremmet forslag om å stryke punkt 2. Forslaget fikk 2 stemmer og falt.\n\n"
        "Rådmannens innstilling ble deretter vedtatt.\n\nVedtak:\n\nSom innstillingen.\n"
    )
    status, kinds = read(text)
    assert status is Status.DECISION
    assert kinds[PROPOSED].kind is Kind.VIEW


def test_body_that_tells_its_statement_in_a_letter_has_decided() -> None:
    text = (
        "Fjelldal kommune\n\nFormannskapet i Fjelldal har i møte 03.05.2017 handsama saka og kjem med slik fråsegn:\n\n"
        "Vi ber om at nynorsk får ein eigen paragraf.\n"
    )
    status, kinds = read(text)
    assert status is Status.DECISION
    assert kinds["Vi ber om at nynorsk får ein eigen paragraf."].kind is Kind.VIEW


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        ("Saken oversendes departementet.", True),
        ("Kommunestyret ber om at saken oversendes departementet.", True),
        ("Vi viser til høringen og mener at kulturskolen må styrkes.", False),
        ("Uttalelsen oversendes KS. Kommunen krever at staten betaler.", False),
        ("Kommunen viser til høringen og går imot forslaget.", False),
        ("Vi viser til brev av 28. mars 2017.", True),
        ("Saken tas til orientering.", True),
        ("3. Saken tas til orientering.", True),
        ("Vedtaket var samrøystes.", True),
        ("Kommunen avgir ikke uttalelse.", True),
    ],
)
def test_what_asks_for_something_is_not_procedure(text: str, procedure: bool) -> None:
    assert is_procedure(text) is procedure


ADOPTED_WITH_CHANGE = """Elvemo kommune

Rådmannens innstilling:

1. Elvemo kommune ber KS arbeide for øremerkede midler til kulturskolen.

2. Elvemo kommune ber staten dekke hele regningen for nye krav.

3. Elvemo kommune mener fylkeskommunen bør drive turneordningen.

Behandling i kommunestyret 16.11.2017:

{treatment}

Kommunestyrets vedtak:

{decision}

Elvemo kommune ber staten dekke minst halve regningen for nye krav.
"""


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Innstillingen vedtas med følgende endring i pkt. 2:", {1, 3}),
        ("Rådmannens innstilling vedtatt med følgende endringer i punkt 2 og 3:", {1}),
        ("Tilrådinga vert vedteke med desse tillegga:", {1, 2, 3}),
        ("Rådmannens forslag ble enstemmig vedtatt med følgende tillegg:", {1, 2, 3}),
        ("Innstillingen vedtas med følgende endring:", set()),
    ],
)
def test_what_is_adopted_with_a_change_counts_but_for_the_points_that_are_replaced(
    sentence: str, kept: set[int]
) -> None:
    text = ADOPTED_WITH_CHANGE.format(treatment="Forslaget fra Ap fikk flertall.", decision=sentence)
    status, kinds = read(text)
    assert status is Status.DECISION
    proposed = [
        text
        for text in kinds
        if text.startswith("Elvemo kommune ber KS") or "hele regningen" in text or "turne" in text
    ]
    decided = {
        number
        for number, text in enumerate(proposed, start=1)
        if kinds[text].kind is Kind.VIEW and (kinds[text].status or status) is Status.DECISION
    }
    assert decided == kept
    new = kinds["Elvemo kommune ber staten dekke minst halve regningen for nye krav."]
    assert new.kind is Kind.VIEW and (new.status or status) is Status.DECISION
