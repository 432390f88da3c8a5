"""A sheet written before claims and themes were merged is taken in as what they became; nothing comes back to life by it."""

from __future__ import annotations

from medlemsdialog.coding.changes import MergeClaims, MergeThemes
from medlemsdialog.runs.code_changes import apply_change
from support.filled_sheets import fill, rules

STATEMENT = "Kommunen ber KS arbeide for at biblioteket"


def merge(dialogue):
    apply_change(dialogue.workspace, MergeClaims(claims=("k-kulturskole",), into="k-bibliotek"), by="Policy P.")
    apply_change(dialogue.workspace, MergeThemes(themes=("museum",), into="kulturarv"), by="Policy P.")


def test_codes_that_were_merged_since_are_those_they_went_into(dialogue):
    merge(dialogue)
    values = {"Tema_1": "Museum", "Krav_1": "Staten bør øremerke midler til kulturskolen.", "Standpunkt_1": "for"}
    fill(dialogue.codes_file, "Utsagn", lambda sheet: sheet.put(sheet.row(STATEMENT), **values))
    taken = dialogue.take_in(dialogue.codes_file)
    coding = dialogue.coding(STATEMENT)
    assert rules(taken) == [] and coding is not None
    assert coding.themes == ("kulturarv",) and [claim.claim_id for claim in coding.claims] == ["k-bibliotek"]


def test_coding_made_before_the_merging_is_no_conflict_for_a_sheet_that_was_written_before_it(dialogue):
    fill(dialogue.codes_file, "Utsagn", lambda sheet: sheet.put(sheet.row(STATEMENT), Tema_1="Museum"))
    dialogue.take_in(dialogue.codes_file)
    merge(dialogue)
    fill(dialogue.codes_file, "Utsagn", lambda sheet: sheet.put(sheet.row(STATEMENT), Notat="husk dette"))
    taken = dialogue.take_in(dialogue.codes_file)
    coding = dialogue.coding(STATEMENT)
    assert taken.conflicts == () and coding is not None and coding.memo == "husk dette"


def test_sentence_of_a_merged_claim_written_again_brings_it_not_back(dialogue):
    merge(dialogue)

    def write(sheet):
        sheet.put_at(2, "Nytt krav (bokmål)", "Staten bør øremerke midler til kulturskolen.")
        sheet.put(2, Hvem_kravet_er_rettet_til="staten", Tema_1="Bibliotek og litteratur")

    fill(dialogue.codes_file, "Nye krav", write)
    dialogue.take_in(dialogue.codes_file)
    assert [claim.id for claim in dialogue.workspace.claims] == ["k-bibliotek"]
