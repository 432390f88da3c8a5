"""Each rule of the findings tells what it is for, at its place, and leaves a finding that is in order alone."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.finding_checks import check_finding, check_findings, has_errors
from medlemsdialog.evidence.workspace import Workspace, with_judgements
from medlemsdialog.judgements.events import SourceWithdrawn
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.finding_faults import FindingFault
from medlemsdialog.models.findings import Basis, EvidenceChange, Finding, PickedQuote
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, FindingState, Severity, Strength
from report import example

SAID = example.county_summary().statements
FOR, LIBRARY, AGAINST, HIDDEN, UNCODED = (SAID[number].statement_id for number in (0, 2, 3, 4, 11))
GRANT = example.GRANT
COUNT = f"{{tall:medlemmer-med-standpunkt:{GRANT}:for}}"
CONTRARY = f"{{tall:medlemmer-med-standpunkt:{GRANT}:mot}}"
IN_ORDER = f"Eksempel – oppdiktet: {COUNT} medlemmer er for et øremerket tilskudd, og {CONTRARY} er imot [@{FOR}]."


@cache
def overview() -> NationalOverview:
    """The nation of the example, built once."""
    return example.overview()


def find(nb: str = IN_ORDER, *, workspace: Workspace | None = None, **more: Any) -> list[FindingFault]:
    given: dict[str, Any] = {
        "finding_id": "f-tilskudd",
        "heading": Text(nb="Eksempel – oppdiktet", nn="Døme – oppdikta"),
        "text": Text(nb=nb, nn=nb),
        "claims": (GRANT,),
        "basis": Basis(level=BasisLevel.FAIR, reason="Eksempel – oppdiktet"),
    }
    finding = Finding.model_validate(given | more)
    found = check_finding(finding, workspace or example.workspace(), overview())
    # Nynorsk is the same text here: what is told of it is told twice.
    return [fault for fault in found if fault.language != "nn" or not finding.text.nn or "form" in fault.rule]


def rules(nb: str = IN_ORDER, **more: Any) -> list[str]:
    return [fault.rule.removeprefix("finding_") for fault in find(nb, **more)]


def test_finding_in_order_has_no_fault() -> None:
    assert rules() == []


def test_finding_that_rests_on_nothing_is_told_once() -> None:
    assert rules("Medlemmene vil ha mer til kultur. De ber om det.", claims=()) == ["no_evidence"]


def test_number_alone_is_no_evidence_just_as_for_approval() -> None:
    (fault,) = find("{tall:medlemmer-horte} medlemmer er hørt.", claims=())
    assert fault.rule == "finding_no_evidence"


def test_basis_that_nobody_has_judged_is_told_and_stops_nothing() -> None:
    (fault,) = find(basis=None)
    assert (fault.rule, fault.severity) == ("finding_basis_not_judged", Severity.WARNING)


def test_sentence_that_nothing_carries_is_told_at_its_place() -> None:
    text = f"{IN_ORDER} Kulturen er viktig for bygda."
    (fault,) = find(text, claims=())
    assert (fault.rule, fault.sentence) == ("finding_sentence_without_evidence", 2)
    assert text[fault.start : fault.end] == fault.found == "Kulturen er viktig for bygda."
    assert fault.severity is Severity.ERROR


@pytest.mark.parametrize(
    "sentence",
    ["Hva betyr det for kulturskolen?", "Dette ber medlemmene om:", "Se vedlegget om bibliotek.", "Ja visst."],
)
def test_sentence_that_claims_nothing_needs_no_evidence(sentence: str) -> None:
    assert rules(f"{IN_ORDER} {sentence}", claims=()) == []


def test_sentence_on_what_members_mean_should_lead_somewhere_by_itself() -> None:
    (fault,) = find(f"{IN_ORDER} Medlemmene ønsker dette sterkt.")
    assert (fault.rule, fault.severity, fault.sentence) == ("finding_sentence_not_traced", Severity.WARNING, 2)


def test_quote_is_held_against_the_statement_cited_after_it() -> None:
    words = (SAID[0].text or "").removeprefix("Eksempel – oppdiktet: ")

    def quoted(quote: str, statement: str) -> list[str]:
        return rules(f"{IN_ORDER} En kommune skriver: «{quote}» [@{statement}].")

    assert quoted(words.rstrip("."), FOR) == []
    assert quoted("Kommunen mener  staten [...] til\nkulturskolen", FOR) == []
    assert quoted("Kommunen mener staten må øremerke penger til kulturskolen", FOR) == ["quote_not_verbatim"]
    assert quoted("til kulturskolen [...] Kommunen mener", FOR) == ["quote_not_verbatim"]
    assert quoted(words.rstrip("."), AGAINST) == ["quote_not_verbatim"]
    assert "quote_not_quotable" in quoted("Ordlyden her kan ikke siteres", HIDDEN)


def test_quote_without_citation_is_told_and_a_name_is_only_asked_about() -> None:
    assert rules(f"{IN_ORDER} Om «frihet» er alt sagt [@{FOR}].") == ["name_in_quotes"]
    assert rules(f"Kommunen sier «vi vil ha mer». {IN_ORDER}") == ["sentence_not_traced", "quote_without_source"]
    assert rules(f"«Dette er fem ord til sammen» står det. {IN_ORDER}") == ["quote_without_source"]
    label = example.labels().theme("bibliotek")
    assert rules(f"Temaet «{label}» er tatt opp [@{FOR}]. {IN_ORDER}") == []


def test_picked_quote_is_held_against_its_statement() -> None:
    assert rules(quotes=(PickedQuote(statement_id=AGAINST, text="det svekkar det lokale sjølvstyret"),)) == []
    assert rules(quotes=(PickedQuote(statement_id=AGAINST, text="det svekker det lokale sjølvstyret"),)) == [
        "quote_not_verbatim"
    ]
    _, fault = find(quotes=(PickedQuote(statement_id=HIDDEN, text="Ordlyden her"),), themes=("bibliotek",))
    assert (fault.rule, fault.place, fault.sentence) == ("finding_quote_not_quotable", "quote", 1)


def test_number_typed_by_hand_is_told_and_one_that_is_quoted_or_comes_from_the_cited_is_not() -> None:
    (fault,) = find(f"Sju kommuner er for [@{FOR}]. {IN_ORDER}")
    assert (fault.rule, fault.found, fault.sentence, fault.start) == ("finding_typed_count", "Sju kommuner", 1, 0)
    assert rules(f"Det koster 200 millioner kroner [@{FOR}]. {IN_ORDER}") == ["typed_number"]
    assert rules(f"Jf. Meld. St. 8 (2018–2019) § 7 fra 2017 [@{FOR}]. {IN_ORDER}") == []
    assert rules(heading=Text(nb="Tolv kommuner er for", nn="x")) == ["typed_count"]


def test_number_that_cannot_be_counted_is_told() -> None:
    (fault,) = find(f"{IN_ORDER} Så mange er {{tall:finnes-ikke}}.")
    assert (fault.rule, fault.found) == ("finding_lost_field", "{tall:finnes-ikke}")


def test_evidence_that_is_gone_unknown_or_out_of_use_is_told() -> None:
    assert rules(f"{IN_ORDER} Byen òg [@kborte-11111111].") == ["evidence_gone"]
    assert rules(claims=(GRANT, "k-ukjent")) == ["unknown_code"]
    assert rules(themes=("ukjent-tema",)) == ["unknown_code"]
    assert rules(section="ukjent") == ["unknown_code"]
    unused = next(
        claim.id for claim in example.workspace().claims if claim.id not in {r.claim_id for r in overview().claims}
    )
    assert rules(claims=(GRANT, unused)) == ["evidence_gone"]


def test_withdrawn_statement_is_told_as_such() -> None:
    withdrawn = SourceWithdrawn(
        at=datetime(2017, 12, 1, tzinfo=UTC),
        by="r",
        client="pc",
        source_id="kborte",
        source="61/y.txt",
        content_sha256="0",
        reason="",
    )
    judgements = fold_events([AreaEvent(area_code="61", event=withdrawn)])
    assert source_id_of("kborte-11111111") in judgements.withdrawn
    changed = with_judgements(example.workspace(), judgements)
    assert rules(f"{IN_ORDER} Byen òg [@kborte-11111111].", workspace=changed) == ["evidence_withdrawn"]
    assert isinstance(judgements, Judgements)


def test_statement_that_nobody_coded_was_coded_anew_or_cannot_be_quoted_is_told() -> None:
    assert rules(f"{IN_ORDER} Byen òg [@{UNCODED}].") == ["machine_only"]
    assert rules(f"{IN_ORDER} Byen òg [@{LIBRARY}].") == ["evidence_recoded"]
    assert rules(f"{IN_ORDER} Byen òg [@{HIDDEN}].", themes=("bibliotek",)) == ["evidence_not_quotable"]


def test_strong_word_that_the_counts_do_not_carry_is_told() -> None:
    assert rules(f"Støtten er entydig [@{FOR}]. {IN_ORDER}").count("strong_word") >= 1
    assert rules(f"Støtten er ikke entydig [@{FOR}]. {IN_ORDER}") == []
    assert set(rules(strength=Strength.UNANIMOUS)) == {"strong_word"}


def test_contrary_claims_must_be_mentioned_by_a_number_a_quote_or_a_citation() -> None:
    without = f"{COUNT} medlemmer er for et øremerket tilskudd [@{FOR}]."
    (fault,) = find(without)
    assert (fault.rule, fault.found, fault.severity) == ("finding_contrary_left_out", GRANT, Severity.ERROR)
    assert rules(f"{without} Andre er uenige [@{AGAINST}].") == []
    assert (
        rules(without, quotes=(PickedQuote(statement_id=AGAINST, text="Kommunen er imot øremerking", contrary=True),))
        == []
    )
    assert rules(without + f" {CONTRARY} er imot.") == []


def test_form_that_is_missing_or_differs_is_told() -> None:
    assert rules(text=Text(nb=IN_ORDER)) == ["form_missing"]
    assert "forms_differ" in rules(text=Text(nb=IN_ORDER, nn=f"Døme – oppdikta: {COUNT} er for, {CONTRARY} er mot."))


def test_stale_finding_is_listed_with_its_changes() -> None:
    change = EvidenceChange(kind="claim", code=GRANT, what="members:for", before=3, after=4, added=("6101",))
    (fault,) = find(state=FindingState.STALE, changes=(change,))
    assert fault.rule == "finding_stale" and len(fault.changes) == 1 and "3 → 4" in fault.changes[0]
    assert rules(text_changed=True) == ["text_changed"]


def test_nynorsk_is_checked_as_bokmal_is() -> None:
    text = Text(nb=IN_ORDER, nn=IN_ORDER + f" Sju kommunar er for [@{FOR}].")
    basis = Basis(level=BasisLevel.FAIR, reason="Eksempel – oppdiktet")
    given = {"finding_id": "f-1", "heading": Text(nb="x", nn="x"), "text": text, "claims": (GRANT,), "basis": basis}
    nation = overview().model_copy(update={"findings": (Finding.model_validate(given),)})
    faults = check_findings(example.workspace(), nation)
    assert [(fault.rule, fault.language) for fault in faults] == [("finding_typed_count", "nn")]
    assert has_errors(faults) and not has_errors(())


def test_finding_that_quotes_only_those_who_agree_is_told_of_dissent_that_could_be_quoted() -> None:
    agreeing = PickedQuote(statement_id=FOR, text=next(row.text or "" for row in SAID if row.statement_id == FOR))
    assert rules(quotes=(agreeing,)) == ["dissent_not_quoted"]
