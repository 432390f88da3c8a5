"""Candidates for quotes are verbatim, may be quoted, spread over those who spoke, and dissent is among them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.nation import Spoken, build_nation
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.evidence.quotes import QUOTE_CAPTION, check_quote, find_missing_dissent, propose_quotes
from medlemsdialog.models.findings import Finding, PickedQuote
from medlemsdialog.models.identity import canonical_text
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Kind, Openness, Position, Status, TextLanguage
from medlemsdialog.paths import BuildFolder, DataFolder

CLAIM = "k-statlig-tilskudd-kulturskole"
BOARD = "organ:fylkesstyret-tyrimark"
FOR, AGAINST = {CLAIM: "for"}, {CLAIM: "against"}


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


def grant(reason: str) -> str:
    return f"Eksempel – oppdiktet: Staten bør gi et øremerket tilskudd til kulturskolen, {reason}."


def propose(overview: NationalOverview, workspace: Workspace, count: int = 8) -> list[str]:
    return [quote.sender_code for quote in propose_quotes([CLAIM], [], overview, workspace, count=count)]


def finding(*quotes: PickedQuote, claims: tuple[str, ...] = (CLAIM,)) -> Finding:
    words = Text(nb="Eksempel – oppdiktet", nn="Eksempel – oppdikta")
    return Finding(finding_id="f1", heading=words, text=words, claims=claims, quotes=quotes)


def test_only_what_may_be_quoted_speaks_for_its_sender_and_is_written_is_proposed(workspace: Workspace):
    quotable = Spoken("6101", grant("for prisen er høy"), FOR)
    others = [
        Spoken("6102", grant("sier den interne"), FOR, of_source={"openness": Openness.INTERNAL}),
        Spoken("6103", grant("sier saksbehandleren"), FOR, of_passage={"status": Status.PROPOSAL}),
        Spoken("6104", "Ja", FOR, of_passage={"tick": True}),
        Spoken("6105", "Ja, det er vi for.", FOR),
        Spoken("6106", grant("ble det sagt"), FOR, of_passage={"kind": Kind.REPORTED_VIEW}),
        Spoken("", grant("skriver en person"), FOR, of_source={"status": Status.INDIVIDUAL}),
        Spoken("6107", grant("ring [navn fjernet] om det"), FOR),
    ]
    assert propose(build_nation(workspace, [quotable, *others]), workspace) == ["6101"]


def test_dissent_is_the_second_candidate_and_is_marked(workspace: Workspace):
    overview = build_nation(
        workspace,
        [
            *(Spoken(f"610{n}", grant(f"for grunn nummer {word}"), FOR) for n, word in enumerate("abcdef", start=1)),
            Spoken("6201", "Eksempel – oppdiktet: Vi går imot øremerking, kommunen rår selv over pengene.", AGAINST),
        ],
    )
    first, second, *_ = propose_quotes([CLAIM], [], overview, workspace, count=2)
    assert not first.contrary
    assert (second.sender_code, second.contrary, second.positions) == ("6201", True, (Position.AGAINST,))
    assert "mot kravet" in [reason.text() for reason in second.reasons]


def test_where_most_are_against_support_is_the_dissent(workspace: Workspace):
    overview = build_nation(
        workspace,
        [
            Spoken("6101", "Eksempel – oppdiktet: Vi går imot øremerking av pengene til kulturskolen.", AGAINST),
            Spoken("6102", "Eksempel – oppdiktet: Vi går imot et øremerket tilskudd til kulturskolen.", AGAINST),
            Spoken("6201", grant("for prisen er høy"), FOR),
        ],
    )
    contrary = [quote for quote in propose_quotes([CLAIM], [], overview, workspace) if quote.contrary]
    assert [quote.sender_code for quote in contrary] == ["6201"]
    assert contrary[0].reasons[0].text() == "for kravet, mens flest er mot"


def test_only_one_of_a_kind_is_told_so(workspace: Workspace):
    """Four municipalities of Tyrimark write bokmål, the county council of Fjordrike (72) writes nynorsk."""
    nynorsk = "Eksempel – oppdikta: Fylkestinget meiner at staten bør gje eit øyremerkt tilskot til kulturskulen."
    overview = build_nation(
        workspace,
        [
            *(Spoken(f"610{n}", grant(f"for grunn nummer {word}"), FOR) for n, word in enumerate("abcd", start=1)),
            Spoken("7200", nynorsk, FOR, of_passage={"language": TextLanguage.NYNORSK}),
        ],
    )
    council = next(
        quote for quote in propose_quotes([CLAIM], [], overview, workspace, count=2) if quote.sender_code == "7200"
    )
    told = {reason.text() for reason in council.reasons}
    assert {"eneste fra en fylkeskommune", "eneste på nynorsk"} <= told


def test_no_sender_is_proposed_twice_while_others_are_left(workspace: Workspace):
    overview = build_nation(
        workspace,
        [
            *(Spoken("6101", grant(f"for grunn nummer {word}"), FOR) for word in "abcdef"),
            Spoken("6102", grant("slik naboen også mener"), FOR),
        ],
    )
    assert set(propose(overview, workspace, count=2)) == {"6101", "6102"}


def test_text_that_repeats_another_is_proposed_once(workspace: Workspace):
    same = grant("og det bør trappes opp over fire år, slik organisasjonen har foreslått for alle kommuner")
    overview = build_nation(workspace, [Spoken("6101", same, FOR), Spoken("6201", same, FOR)])
    (only,) = propose_quotes([CLAIM], [], overview, workspace)
    assert "samme tekst hos 2 avsendere" in [reason.text() for reason in only.reasons]


def test_long_statement_gives_whole_sentences_as_they_stand(workspace: Workspace):
    filler = "Eksempel – oppdiktet: Kommunestyret har lest saken og har hørt mange parter før møtet. " * 6
    asked = "Staten bør gi et øremerket tilskudd til kulturskolen."
    overview = build_nation(
        workspace, [Spoken("6101", filler + asked, FOR), Spoken("6102", grant("for prisen er høy"), FOR)]
    )
    quote = next(q for q in propose_quotes([CLAIM], [], overview, workspace) if q.sender_code == "6101")
    assert quote.is_excerpt and quote.text in filler + asked and quote.text.endswith(".")
    assert quote.text[0].isupper() and 40 <= len(quote.text) <= 400


def test_themes_alone_give_candidates_without_dissent(workspace: Workspace):
    overview = build_nation(
        workspace, [Spoken("6101", "Eksempel – oppdiktet: Museet trenger et magasin som er tørt.", themes=("museum",))]
    )
    (quote,) = propose_quotes([], ["museum"], overview, workspace)
    assert not quote.contrary and quote.reasons
    assert propose_quotes([], ["bibliotek"], overview, workspace) == ()


def test_picked_quote_is_held_against_the_statement(workspace: Workspace):
    text = "Eksempel – oppdiktet: Vi er uenige i at\nstaten  skal øremerke pengene til kulturskolen."
    overview = build_nation(
        workspace,
        [
            Spoken("6101", text, AGAINST),
            Spoken("6102", grant("sier den interne"), FOR, of_source={"openness": Openness.INTERNAL}),
        ],
    )
    said = "k0001-00000001"
    right = PickedQuote(statement_id=said, text="staten skal øremerke pengene", contrary=True)
    assert check_quote(right, overview) is None and check_quote(right, overview, claims=[CLAIM]) is None
    for wrong, told in [
        (PickedQuote(statement_id=said, text="staten skal øremerke penger"), "ikke ordrett"),
        (PickedQuote(statement_id=said, text="enige i at staten"), "ikke ordrett"),
        (PickedQuote(statement_id=said, text="  "), "ikke ordrett"),
        (PickedQuote(statement_id="k9999-00000001", text="staten"), "finnes ikke lenger"),
        (PickedQuote(statement_id="k0002-00000001", text="Staten"), "kan ikke siteres"),
    ]:
        fault = check_quote(wrong, overview)
        assert fault is not None and told in fault.text()


def test_quote_marked_as_dissent_must_speak_against_the_claim(workspace: Workspace):
    overview = build_nation(workspace, [Spoken("6101", grant("for prisen er høy"), FOR)])
    quote = PickedQuote(statement_id="k0001-00000001", text="Staten bør gi", contrary=True)
    fault = check_quote(quote, overview, claims=[CLAIM])
    assert fault is not None and "motstemme" in fault.text()


def test_dissent_that_could_be_quoted_and_is_not_is_a_fault(workspace: Workspace):
    overview = build_nation(
        workspace,
        [
            Spoken("6101", grant("for prisen er høy"), FOR),
            Spoken("6102", "Eksempel – oppdiktet: Vi går imot øremerking av pengene til kulturskolen.", AGAINST),
        ],
    )
    agreeing = PickedQuote(statement_id="k0001-00000001", text="Staten bør gi")
    contrary = PickedQuote(statement_id="k0002-00000001", text="Vi går imot øremerking", contrary=True)
    fault = find_missing_dissent(finding(agreeing), overview)
    assert fault is not None and "1" in fault.text()
    assert find_missing_dissent(finding(agreeing, contrary), overview) is None
    assert find_missing_dissent(finding(claims=()), overview) is None


def test_dissent_that_may_not_be_quoted_is_not_missed(workspace: Workspace):
    hidden = {"openness": Openness.INTERNAL}
    overview = build_nation(
        workspace, [Spoken("6101", grant("a"), FOR), Spoken("6102", grant("b"), AGAINST, of_source=hidden)]
    )
    assert find_missing_dissent(finding(), overview) is None


def test_caption_is_in_both_forms():
    assert QUOTE_CAPTION.text("nb") == "Sitatene illustrerer, de måler ikke."
    assert QUOTE_CAPTION.text("nn") == "Sitata illustrerer, dei måler ikkje."


_WORDS = [
    "staten",
    "kommunen",
    "tilskudd",
    "kulturskolen",
    "prisen",
    "bør",
    "gi",
    "museet",
    "barn",
    "penger",
    "lokaler",
]
_SAID = st.lists(
    st.builds(
        Spoken,
        sender=st.sampled_from(["6101", "6102", "6100", "6201", "7201", BOARD, ""]),
        text=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=90).map(
            lambda words: (
                "Eksempel – oppdiktet. "
                + ". ".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9)).capitalize()
                + "."
            )
        ),
        claims=st.sampled_from([FOR, AGAINST, {CLAIM: "mixed"}, {CLAIM: "neutral"}]),
        of_source=st.sampled_from([{}, {}, {"openness": Openness.INTERNAL}]),
        of_passage=st.sampled_from([{}, {}, {"tick": True}]),
    ),
    max_size=12,
)


@given(said=_SAID, seed=st.integers(), count=st.integers(0, 9))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_candidates_are_verbatim_quotable_dissenting_where_possible_and_the_same_in_any_order(
    workspace: Workspace, said: list[Spoken], seed: int, count: int
):
    overview = build_nation(workspace, said)
    quotes = propose_quotes([CLAIM], [], overview, workspace, count=count)
    rows = {row.statement_id: row for area in (*overview.summaries, overview.without_county) for row in area.statements}
    for quote in quotes:
        row = rows[quote.statement_id]
        assert row.quotable and not row.tick and row.text and quote.text in row.text
        assert canonical_text(quote.text) in canonical_text(row.text)
        picked = PickedQuote(statement_id=quote.statement_id, text=quote.text, contrary=quote.contrary)
        assert check_quote(picked, overview, claims=[CLAIM]) is None
    assert len(quotes) <= max(count, 2)
    assert any(quote.contrary for quote in quotes) == (find_missing_dissent(finding(), overview) is not None)

    mixed = list(overview.summaries)
    random.Random(seed).shuffle(mixed)
    shuffled = overview.model_copy(
        update={"summaries": tuple(s.model_copy(update={"statements": tuple(reversed(s.statements))}) for s in mixed)}
    )
    assert propose_quotes([CLAIM], [], shuffled, workspace, count=count) == quotes
