"""The letter, the final report and the board's case: what stands in them, what is marked, and what each cited sentence carries."""

from __future__ import annotations

import json
import re

import pytest

from medlemsdialog.evidence.finding_text import resolve_finding
from medlemsdialog.models.findings import PickedQuote
from medlemsdialog.models.vocabulary import Addressee, FindingDocument, FindingState
from medlemsdialog.report.document_nodes import plain_text
from report import example
from report.findings import BOARD, FINAL, INPUT, built, document, finding, overview, statement_ids


def words(kind: FindingDocument, *findings: object, **how: object) -> str:
    made = document(kind, *findings, **how)  # type: ignore[arg-type]
    return "\n".join(plain_text(block) for block in made.blocks)


@pytest.mark.parametrize("kind", list(FindingDocument))
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_document_says_who_gave_input_and_who_did_not(kind: FindingDocument, language: str) -> None:
    said = words(kind, finding(), language=language)
    silent = {"nb": "har ikke gitt innspill", "nn": "har ikkje gitt innspel"}[language]
    assert "6 av 186 moglege medlemmer" in said or "6 av 186 mulige medlemmer" in said
    assert silent in said
    assert "[[" not in said


def test_dissent_stands_before_support_in_the_line_under_a_finding() -> None:
    said = words(INPUT, finding())
    line = next(line for line in said.splitlines() if line.startswith("Delte meninger"))
    assert line.index("mot") < line.index(" for,")
    assert line.endswith("Funnet har rimelig grunnlag.")


def test_numbers_are_counted_and_citations_lead_to_sources_with_sender_date_and_place() -> None:
    said = words(INPUT, finding())
    assert "2 medlemmer er imot1." in said and "4 er for et øremerket tilskudd2." in said
    rows = {row.statement_id: row for row in example.county_summary().statements}
    assert re.search(r"1\u00a0\S.* kommune, administrativ uttalelse, .*2017, .*\.", said)
    assert all(statement in rows for statement in statement_ids())


def test_citations_side_by_side_are_told_apart() -> None:
    first, second, third = statement_ids()[:3]
    said = words(
        INPUT, finding(text=f"Dette er sagt [@{first}] [@{second}][@{third}]. Og dette [@finnes-ikke] [@{first}].")
    )
    assert "Dette er sagt1, 2, 3. Og dette1." in said


def test_final_document_has_no_marks_and_draft_marks_itself_and_each_place() -> None:
    assert "tkast" not in words(INPUT, finding())
    stale = finding("f-to", state=FindingState.STALE)
    drafted = finding("f-tre", state=FindingState.DRAFT)
    said = words(INPUT, finding(), drafted, stale)
    first = said.splitlines()[0]
    assert "Utkast: 2 av 3 funn er ikke godkjent. Grunnlaget for 1 av dem er endret etter godkjenningen." in first
    assert said.count("[Utkast – ikke godkjent]") == 1 and said.count("[Grunnlaget er endret]") == 1


def test_findings_stand_only_in_the_documents_they_are_chosen_for() -> None:
    only_report = finding(documents=(FINAL,))
    assert "Ingen funn er skrevet ennå." in words(INPUT, only_report)
    assert "1. Medlemmene er delt" in words(FINAL, only_report)


@pytest.mark.parametrize("kind", list(FindingDocument))
def test_document_without_findings_says_that_none_are_written(kind: FindingDocument) -> None:
    assert "Ingen funn er skrevet ennå." in words(kind)


def test_quotes_stand_in_the_final_report_with_a_caption_and_nowhere_in_the_letter() -> None:
    said = words(FINAL, finding())
    assert "«det svekkar det lokale sjølvstyret»" in said and "Annet syn: " in said
    assert "Sitatet illustrerer, det måler ikke." in said
    assert "sjølvstyret" not in words(INPUT, finding())


def test_a_quote_of_another_view_stands_before_the_others() -> None:
    other, dissent = finding().quotes[0].model_copy(update={"contrary": False}), finding().quotes[0]
    said = words(FINAL, finding(quotes=(other, dissent)))
    assert said.index("Annet syn: ") < said.rindex("«det svekkar det lokale sjølvstyret»")


def test_quote_that_is_not_verbatim_or_may_not_be_quoted_is_left_out() -> None:
    ids = statement_ids()
    changed = PickedQuote(statement_id=ids[3], text="det styrkar det lokale sjølvstyret")
    closed = PickedQuote(statement_id=ids[4], text="Ordlyden her kan ikke siteres.")
    said = words(FINAL, finding(quotes=(changed, closed)))
    assert "styrkar" not in said and "Ordlyden" not in said


def test_quote_that_cuts_a_word_in_two_is_left_out_and_one_with_a_marked_gap_stands() -> None:
    ids = statement_ids()
    cut = PickedQuote(statement_id=ids[3], text="veikkar det lokale sjølvstyret")
    assert "veikkar" not in words(FINAL, finding(quotes=(cut,))).replace("svekkar", "")
    gap = PickedQuote(statement_id=ids[3], text="det svekkar [...] sjølvstyret")
    assert "«det svekkar [...] sjølvstyret»" in words(FINAL, finding(quotes=(gap,)))


def test_each_sentence_is_a_place_named_as_its_bookmark() -> None:
    one = finding()
    made = document(INPUT, one)
    resolved = resolve_finding(one, overview(one), example.labels())
    names = [sentence.bookmark for sentence in resolved.sentences]
    assert [
        name for name in re.findall(r'"t": "Span", "c": \[\["([^"]+)"', json.dumps(made.blocks)) if name in names
    ] == names
    assert len(names) == 3


def test_final_report_gathers_findings_by_main_theme_with_tables_of_members_themes_and_claims() -> None:
    said = words(FINAL, finding("f-a", section=""), finding("f-b"))
    assert said.index("Om dialogen som helhet") < said.index("Kulturskolenes plass")
    for caption in ("Medlemmer og organer etter fylke", "Krav til staten", "Temaer som er tatt opp"):
        assert caption in said


def test_member_counts_of_a_failed_county_are_unknown() -> None:
    tables = [block for block in document(FINAL).blocks if block["t"] == "Table"]
    failed = next(row for row in tables[0]["c"][4][0][3] if "Kronhavn" in plain_text(row))
    assert [plain_text(cell) for cell in failed[1]][2:] == ["ukjent"] * 4


def test_board_case_shows_claims_to_ks_and_leaves_the_decision_to_the_writer() -> None:
    said = words(BOARD, finding())
    # The example's claims are to the state: the finding stands among the others.
    assert "Ingen krav til KS har fått standpunkter ennå." in said
    assert said.index("Andre funn i saken") < said.index("1. Medlemmene er delt")
    assert "[Skriv forslaget til vedtak her]" in said


def test_board_case_is_built_around_claims_to_ks_with_dissent_first_and_each_finding_once() -> None:
    both = finding("f-begge", claims=(example.GRANT, example.PRICE), heading={"nb": "Om begge"})
    other = finding("f-annet", claims=(), heading={"nb": "Om noe annet"})
    nation = overview(both, other)
    claims = tuple(claim.model_copy(update={"addressee": Addressee.KS}) for claim in nation.claims)
    said = words(BOARD, nation=nation.model_copy(update={"claims": claims}))
    labels = example.labels()
    grant, price, law = (labels.claim(claim).rstrip(".") for claim in (example.GRANT, example.PRICE, example.LAW))
    assert said.count("Om begge") == 1 and "Se også funn 1." in said
    assert "Av 4 medlemmer som har tatt stilling, er 2 imot, 2 delt i synet og ingen for." in said
    first, second = sorted((said.index(grant), said.index(price)))
    assert first < said.index("1. Om begge") < second < said.index("Krav til KS som ingen funn i saken bygger på")
    assert said.rindex(law) > second and said.index("2. Om noe annet") > said.rindex(law)
    assert said.count("[Skriv forslaget til vedtak her]") == 3


def test_findings_are_numbered_in_the_order_they_are_printed() -> None:
    early, late = finding("f-a", heading={"nb": "Tidlig"}), finding("f-b", heading={"nb": "Sent"})
    said = words(INPUT, early, late)
    assert said.index("1. Tidlig") < said.index("2. Sent")


def test_list_in_a_finding_is_a_list_and_emphasis_stays() -> None:
    made = document(INPUT, finding(text="To ting går igjen:\n\n- **Pengene** må følge med.\n- Tiden må strekke til."))
    assert any(block["t"] == "BulletList" for block in made.blocks)
    assert "'Strong'" in str(made.blocks)


def test_every_document_of_an_invented_dialogue_says_so() -> None:
    assert all("Eksempel – oppdiktet" in words(kind, finding()).splitlines()[0] for kind in FindingDocument)


def test_long_letter_names_its_longest_finding() -> None:
    long = finding("f-lang", text="Dette er en lang setning. " * 60, heading={"nb": "Det lange funnet"})
    assert built(INPUT, finding(), long).longest == "Det lange funnet"
