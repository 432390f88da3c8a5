from __future__ import annotations

from collections.abc import Callable

import pytest

from medlemsdialog.intake.case import read_case
from medlemsdialog.intake.kinds import find_kinds
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.status import find_status
from medlemsdialog.models.vocabulary import Kind, Status

CASE = """\
Eksempel kommune

|Behandlet i|Møtedato|
|---|---|
|Kommunestyret|19.06.2017|

# Kultur (Eksempel – oppdiktet)

## Rådmannens innstilling

1. KS bør kreve en egen lov.
2. Saken oversendes departementet.

## Behandling

Representanten Olsen (SV) fremmet følgende forslag:

Gratis kulturskole for alle.

## Votering

SVs forslag ble nedstemt med 5 mot 28 stemmer. Innstillingen ble vedtatt.

## Vedtak

{decision}

## Saksopplysninger

Departementet har sendt saken på høring.
"""


def read(markdown: str, docx: Callable[..., bytes]) -> tuple[Status, dict[str, tuple[Kind, Status | None]]]:
    blocks = read_document("sak.docx", docx(markdown)).blocks
    case = read_case(blocks)
    status = find_status(blocks, case)
    kinds = find_kinds(blocks, case, status)
    assert all(kind.reason for kind in kinds)
    return status, {block.text: (kind.kind, kind.status) for block, kind in zip(blocks, kinds, strict=True)}


def test_decision_that_refers_makes_the_proposal_what_was_decided(docx: Callable[..., bytes]) -> None:
    status, kinds = read(CASE.format(decision="Som innstillingen."), docx)
    assert status is Status.DECISION
    assert kinds["KS bør kreve en egen lov."] == (Kind.VIEW, None)
    assert kinds["Som innstillingen."][0] is Kind.PROCEDURE


def test_decision_of_its_own_leaves_the_proposal_as_history(docx: Callable[..., bytes]) -> None:
    status, kinds = read(CASE.format(decision="1. KS bør arbeide for makspris."), docx)
    assert status is Status.DECISION
    assert kinds["KS bør arbeide for makspris."] == (Kind.VIEW, None)
    assert kinds["KS bør kreve en egen lov."] == (Kind.BACKGROUND, Status.PROPOSAL)


def test_alternative_that_fell_is_voted_down_and_facts_are_background(docx: Callable[..., bytes]) -> None:
    _, kinds = read(CASE.format(decision="Som innstillingen."), docx)
    assert kinds["Gratis kulturskole for alle."][0] is Kind.VOTED_DOWN
    assert kinds["Departementet har sendt saken på høring."][0] is Kind.BACKGROUND
    assert kinds["Saken oversendes departementet."][0] is Kind.PROCEDURE
    assert kinds["19.06.2017"][0] is Kind.PROCEDURE
    assert kinds["Eksempel kommune"][0] is Kind.BACKGROUND


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[tomt felt]", Kind.PLACEHOLDER),
        ("-", Kind.PLACEHOLDER),
        ("Ingen kommentar", Kind.PLACEHOLDER),
        ("Ingen innspill", Kind.PLACEHOLDER),
        ("Ingen.", Kind.PLACEHOLDER),
        ("Har ikkje innspel", Kind.PLACEHOLDER),
        ("Øvrige: ikke besvart.", Kind.PLACEHOLDER),
        ("Framlegget frå Raudt fekk 7 røyster og fall.", Kind.VOTED_DOWN),
        ("Partiet X mente at tilbudet burde legges ned, men det fikk ikke flertall.", Kind.VOTED_DOWN),
        ("Uttalelsen oversendes departementet slik den foreligger.", Kind.PROCEDURE),
        ("Vedtatt enstemmig.", Kind.PROCEDURE),
        ("Noen mente at kulturskolen er for dyr.", Kind.REPORTED_VIEW),
        ("Vi har i mange år satset på kultur, og vi mener at KS bør løfte dette fram.", Kind.VIEW),
        ("I likhet med andre kommuner mener vi at staten må ta ansvar.", Kind.VIEW),
        ("Flere av lagene mener at søknadsordningene er for tunge.", Kind.REPORTED_VIEW),
        ("Vedlagt følger Lia kommunes uttalelse, vedtatt av kommunestyret 23.11.2017 i sak 98/17.", Kind.PROCEDURE),
        ("Vedlagt ligg uttalen frå Lia kommune.", Kind.PROCEDURE),
        ("Lia kommune oversender med dette sin uttalelse. Se vedlegg.", Kind.PROCEDURE),
        ("Vi sender herved vårt innspill, og ber om at KS tar opp kulturskolen.", Kind.VIEW),
        ("Hei, her er innspill fra oss i Lia kommune.", Kind.PROCEDURE),
        ("Her kommer kultur til å bety stadig mer for bosettingen.", Kind.VIEW),
        ("Ring gjerne hvis noe er uklart!", Kind.GREETING),
        ("Ta kontakt dersom de har spørsmål.", Kind.GREETING),
        ("Leder ønsket velkommen.", Kind.PROCEDURE),
        ("Neste møte er 5. desember på Lia.", Kind.PROCEDURE),
        ("Kommunen krever mer penger.", Kind.VIEW),
        ("Noen mente at prisen er for høy. Kommunen ber KS om å ta opp saken.", Kind.VIEW),
    ],
)
def test_wording_tells_the_kind(text: str, kind: Kind) -> None:
    blocks = read_document(
        "svar.txt", f"Kommunen har behandlet saken og mener dette er viktig for alle.\n\n{text}\n".encode()
    ).blocks
    case = read_case(blocks)
    assert find_kinds(blocks, case, find_status(blocks, case))[-1].kind is kind


def test_kommunestyrets_decision_replaces_the_committees(docx: Callable[..., bytes]) -> None:
    text = "# Formannskapets vedtak 01.06.2017\n\n1. KS bør vente.\n\n# Kommunestyrets vedtak 19.06.2017\n\n1. KS bør handle.\n"
    _, kinds = read(text, docx)
    assert kinds["KS bør handle."] == (Kind.VIEW, None)
    assert kinds["KS bør vente."] == (Kind.BACKGROUND, Status.PROPOSAL)


def test_signature_ends_a_letter() -> None:
    text = "Vi ber KS om å hjelpe små kommuner med kultur.\n\nMed vennlig helsing\n\nPer Eksempel\n\nrådmann\n"
    blocks = read_document("brev.txt", text.replace("vennlig helsing", "venleg helsing").encode()).blocks
    case = read_case(blocks)
    assert [k.kind for k in find_kinds(blocks, case, Status.UNKNOWN)] == [Kind.VIEW, *[Kind.GREETING] * 3]


def test_numbered_question_in_a_table_is_no_view(docx: Callable[..., bytes]) -> None:
    text = (
        "Lia kommune\n\n|Spørsmål|Svar|\n|---|---|\n"
        "|2. Hvordan bør KS arbeide med kulturskolen?|KS bør arbeide for faste midler til kulturskolen.|\n"
    )
    _, kinds = read(text, docx)
    assert kinds["2. Hvordan bør KS arbeide med kulturskolen?"][0] is Kind.BACKGROUND
    assert kinds["KS bør arbeide for faste midler til kulturskolen."][0] is Kind.VIEW


def test_words_of_delegation_lead_in_what_was_decided(docx: Callable[..., bytes]) -> None:
    lead_in = "Med heimel i delegeringsreglementet punkt 4.2 gjer kultursjefen slikt vedtak:"
    _, kinds = read(f"# Vedtak\n\n{lead_in}\n\nLia kommune meiner at festivalane må få faste rammer.\n", docx)
    assert kinds[lead_in][0] is Kind.PROCEDURE
    assert kinds["Lia kommune meiner at festivalane må få faste rammer."] == (Kind.VIEW, None)


def test_partys_proposal_under_a_heading_of_its_own_is_no_view(docx: Callable[..., bytes]) -> None:
    text = (
        "# Saksprotokoll i formannskapet\n\n# Innstilling frå rådmannen\n\n1. Eigenbetalinga bør bort.\n\n"
        "# Framlegg frå H\n\nNytt punkt 1: Kommunane bør sjølve fastsetje eigenbetalinga.\n\n"
        "# Vedtak\n\n1. Kommunane bør sjølve fastsetje eigenbetalinga.\n"
    )
    _, kinds = read(text, docx)
    assert kinds["Nytt punkt 1: Kommunane bør sjølve fastsetje eigenbetalinga."][0] is Kind.PROCEDURE
    assert kinds["Kommunane bør sjølve fastsetje eigenbetalinga."] == (Kind.VIEW, None)


@pytest.mark.parametrize(
    "opening", ["Protokolltilførsel fra Høyre:", "# Protokolltilførsel fra Høyre", "Protokolltilførsel frå SV"]
)
def test_what_a_party_has_added_to_the_protocol_is_no_decision(opening: str, docx: Callable[..., bytes]) -> None:
    text = f"# Vedtak\n\nLia kommune støtter en egen lov.\n\n{opening}\n\nEn lov vil svekke det lokale selvstyret.\n"
    _, kinds = read(text, docx)
    assert kinds["Lia kommune støtter en egen lov."] == (Kind.VIEW, None)
    assert kinds["En lov vil svekke det lokale selvstyret."] == (Kind.REPORTED_VIEW, Status.INDIVIDUAL)


def test_party_is_known_by_its_letter_and_by_its_name(docx: Callable[..., bytes]) -> None:
    text = (
        "# Innstilling\n\nKS bør handle.\n\n# Behandling\n\nKari Eksempel (Ap) fremmet følgende forslag:\n\nKS bør skrive.\n\n"
        "Sissel Eksempel (H) fremmet følgende forslag:\n\nKS bør vente.\n\n"
        "# Votering\n\nForslaget fra Høyre fikk 14 stemmer og falt.\n\n# Vedtak\n\nKS bør handle.\n"
    )
    _, kinds = read(text, docx)
    assert kinds["KS bør vente."][0] is Kind.VOTED_DOWN
    assert kinds["KS bør skrive."][0] is Kind.PROCEDURE


@pytest.mark.parametrize(
    "end", ["For Lia regionråd\n\nSvein Eksempel\n\ndaglig leder", "Rådmannen i Lia", "Svein Eksempel\n\nordførar"]
)
def test_signature_needs_no_greeting_before_it(end: str) -> None:
    blocks = read_document(
        "brev.txt", f"Vi ber KS om å hjelpe små kommuner.\n\nFlere lærere\n\n{end}\n".encode()
    ).blocks
    kinds = [found.kind for found in find_kinds(blocks, read_case(blocks), Status.UNKNOWN)]
    assert kinds[:2] == [Kind.VIEW, Kind.VIEW]
    assert set(kinds[2:]) == {Kind.GREETING}


@pytest.mark.parametrize(
    "heading", ["Mindretallets forslag:", "Mindretallets forslag (SV, MDG):", "Mindretalets framlegg (Sp og V):"]
)
def test_minoritys_proposal_below_the_decision_is_no_decision(heading: str, docx: Callable[..., bytes]) -> None:
    _, kinds = read(f"# Vedtak\n\nKS bør styrke bibliotekene.\n\n{heading}\n\nKS bør kreve en lov.\n", docx)
    assert kinds["KS bør styrke bibliotekene."] == (Kind.VIEW, None)
    assert kinds["KS bør kreve en lov."][0] not in {Kind.VIEW, Kind.REPORTED_VIEW}


def test_statement_given_by_authority_is_a_decision(docx: Callable[..., bytes]) -> None:
    lead_in = "Etter fullmakt gitt i reglementet § 4 avgis følgende uttalelse:"
    status, kinds = read(f"Lia kommune\n\n{lead_in}\n\nLia kommune ber KS styrke bibliotekene.\n", docx)
    assert status is Status.DECISION
    assert kinds[lead_in][0] is Kind.PROCEDURE
    assert kinds["Lia kommune ber KS styrke bibliotekene."] == (Kind.VIEW, None)
