from __future__ import annotations

import datetime as dt
import shutil
import subprocess

import openpyxl
import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import read_even_if_broken
from medlemsdialog.judgements.events import CodingRemoved, CodingSet, CorrectionMade, SourceSetAside, SourceWithdrawn
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.vocabulary import Kind, Openness, SourceState
from support.filled_sheets import fill, read, rules

STORVIKA = "91/storvika-vedtak.txt"
LIBRARY = "Kommunen ber KS arbeide for at biblioteket"
SCHOOL = "Storvika kommune mener at staten"


def confirm(dialogue, **values):
    """Confirm the decision of Storvika in the sheet, with other values as given, and take it in."""

    def change(sheet):
        sheet.put(sheet.row(STORVIKA), **{"Bekreftet": "ja", **values})

    fill(dialogue.sources_file, "Innspill", change)
    return dialogue.take_in(dialogue.sources_file)


def code(dialogue, text=LIBRARY, *, by="Kari K.", keep_mine=False, **values):
    """Fill in one row of the code sheet, and take it in."""
    fill(dialogue.codes_file, "Utsagn", lambda sheet: sheet.put(sheet.row(text), **values))
    return dialogue.take_in(dialogue.codes_file, by=by, keep_mine=keep_mine)


# Sources


def test_a_row_that_is_confirmed_is_registered_as_it_stands(dialogue):
    taken = confirm(dialogue, Åpenhet="offentlig", Kan_siteres="ja", Offentlig_adresse="https://eksempel.invalid/sak")
    assert rules(taken) == []
    source = dialogue.source("storvika")
    assert (source.state, source.sender_code, source.openness) == (SourceState.REGISTERED, "9101", Openness.PUBLIC)
    assert (source.quotable, source.public_address) == (True, "https://eksempel.invalid/sak")
    assert source.registered_by == "Kari K."


def test_a_sheet_that_nobody_changed_leads_to_nothing(dialogue):
    for file in (dialogue.sources_file, dialogue.codes_file):
        taken = dialogue.take_in(file)
        assert (taken.result.events, rules(taken), taken.marked_copy) == ((), [], None)
    assert dialogue.log() == {}


def test_a_cell_far_away_is_told_instead_of_filling_the_memory(dialogue):
    fill(dialogue.sources_file, "Innspill", lambda sheet: sheet.sheet.cell(1_048_576, 16_384, "x"))
    taken = dialogue.take_in(dialogue.sources_file, county="91")
    assert (rules(taken), taken.result.events) == (["too_many_rows"], ())


def test_a_sheet_taken_in_twice_doubles_nothing(dialogue):
    confirm(dialogue, Type_uttalelse="innstilling")
    code(dialogue, Tema_1="Bibliotek og litteratur", Krav_1="Staten bør styrke bibliotekene.", Standpunkt_1="for")
    once = dialogue.log()
    for file in (dialogue.sources_file, dialogue.codes_file):
        assert dialogue.take_in(file).result.events == ()
    assert dialogue.log() == once


def test_a_change_without_confirmation_is_told_and_not_taken_in(dialogue):
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row(STORVIKA), Type_uttalelse="referat"))
    taken = dialogue.take_in(dialogue.sources_file)
    assert rules(taken) == ["sheet_not_confirmed"]
    assert dialogue.log() == {}


def test_a_source_is_set_aside_with_its_reason_and_brought_back(dialogue):
    confirm(dialogue)
    dialogue.write()

    def aside(sheet):
        sheet.put(sheet.row(STORVIKA), Sett_til_side="ja", Grunn_til_å_sette_til_side="Sendt to ganger")

    fill(dialogue.sources_file, "Innspill", aside)
    (event,) = dialogue.take_in(dialogue.sources_file).result.events
    assert isinstance(event, SourceSetAside)
    assert dialogue.source("storvika").set_aside_reason == "Sendt to ganger"
    assert dialogue.take_in(dialogue.sources_file).result.events == ()
    dialogue.write()
    confirm(dialogue, Sett_til_side="nei", Grunn_til_å_sette_til_side=None)
    assert dialogue.source("storvika").state is SourceState.REGISTERED


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"Sett_til_side": "ja"}, "sheet_confirmed_and_aside"),
        ({"Bekreftet": None, "Sett_til_side": "ja"}, "sheet_reason_missing"),
        ({"Avsender": None}, "sheet_sender_missing"),
        ({"Avsender": "annen avsender", "Navn_på_annen_avsender": None}, "sheet_sender_name_missing"),
        ({"Nivå": "fylkeskommune"}, "sheet_level_differs"),
        ({"Type_uttalelse": "vedtakk"}, "sheet_value"),
        ({"Type_uttalelse": None}, "sheet_blank"),
        ({"Dato": "i mars"}, "sheet_date"),
    ],
)
def test_a_row_that_contradicts_itself_is_told_at_its_cell_and_not_confirmed(dialogue, values, rule):
    taken = confirm(dialogue, **values)
    assert rule in rules(taken)
    assert taken.result.events == ()
    problem = next(problem for problem in taken.result.problems if problem.rule == rule)
    assert problem.anchor.sheet == "Innspill"
    sheet = read(dialogue.sources_file, "Innspill")
    assert problem.anchor.cell.endswith(str(sheet.row(STORVIKA)))
    assert problem.to_do.text()


def test_a_confirmed_source_is_not_unconfirmed_by_a_no(dialogue):
    confirm(dialogue)
    dialogue.write()
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row(STORVIKA), Bekreftet="nei"))
    assert rules(dialogue.take_in(dialogue.sources_file)) == ["sheet_cannot_unconfirm"]
    assert dialogue.source("storvika").state is SourceState.REGISTERED


def test_one_wrong_cell_holds_back_neither_the_other_rows_nor_the_other_cells_of_a_confirmed_row(dialogue):
    confirm(dialogue)
    dialogue.write()

    def change(sheet):
        sheet.put(sheet.row(STORVIKA), Arena="Kino", Type_uttalelse="referat")
        row = sheet.row("91/liste.xlsx")
        sheet.put(row, Bekreftet="ja", Avsender="annen avsender", Navn_på_annen_avsender="Oppdiktet forbund")

    fill(dialogue.sources_file, "Innspill", change)
    taken = dialogue.take_in(dialogue.sources_file)
    assert rules(taken) == ["sheet_value"]
    assert (dialogue.source("storvika").status, dialogue.source("storvika").arena) == ("minutes", "written")
    other = dialogue.source("liste")
    assert (other.sender_name, other.level) == ("Oppdiktet forbund", "other")


@pytest.mark.parametrize("written", ["Ja", "ja ", "JA", "x", "X", True, 1, "1", "j", "Ja."])
def test_yes_is_understood_however_it_is_written(dialogue, written):
    assert confirm(dialogue, Bekreftet=written).result.newly_confirmed == 1


@pytest.mark.parametrize(
    "written",
    [dt.date(2018, 3, 12), dt.datetime(2018, 3, 12), "12.03.2018", "12.3.18", "12/3-2018", "12/3 2018", "2018-03-12",  # noqa: DTZ001
     "12. mars 2018", " 12.03.2018 ", 43171, "43171", "12\u00a0.03.2018", "2018-03-12 00:00:00"],
)  # fmt: skip
def test_a_date_is_understood_however_it_is_written(dialogue, written):
    assert rules(confirm(dialogue, Dato=written)) == []
    assert dialogue.source("storvika").date == "2018-03-12"


@pytest.mark.parametrize(
    ("written", "code"),
    [(9102, "9102"), ("9102", "9102"), ("lillevika  kommune", "9102"), ("9102 Lillevika kommune", "9102"), ("Lillevika", "9102"),
     ("Fylkesstyret i Vestmark", "organ:fylkesstyret-vestmark"), ("9201", "9201")],
)  # fmt: skip
def test_a_sender_is_understood_by_number_or_name_and_the_level_follows(dialogue, written, code):
    assert rules(confirm(dialogue, Avsender=written)) == []
    found = read_even_if_broken(dialogue.workspace, "91").sources
    source = next(source for source in found if "storvika" in source.source)
    assert source.sender_code == code
    assert source.level == ("body" if code.startswith("organ:") else "municipality")


def test_an_unknown_value_names_the_nearest_ones(dialogue):
    taken = confirm(dialogue, Type_uttalelse="innstiling")
    (problem,) = [problem for problem in taken.to_look_at if problem.rule == "sheet_value"]
    assert "«innstilling»" in problem.to_do.text()
    assert "vedtak" in problem.allowed.text()
    assert problem.found == "innstiling"


def test_a_source_that_was_replaced_since_is_told(dialogue):
    original = dialogue.data.root / "inputs" / "91" / "storvika-vedtak.txt"
    original.write_text(original.read_text(encoding="utf-8").replace("12/17", "13/17"), encoding="utf-8")
    taken = confirm(dialogue)
    assert rules(taken) == ["sheet_source_replaced"]
    assert taken.result.events == ()


def test_a_withdrawn_source_takes_nothing_more(dialogue):
    source = dialogue.source("storvika")
    append_events(dialogue.data, "91", [SourceWithdrawn(by="Ola N.", client="t", source_id=source.source_id)])
    assert rules(confirm(dialogue)) == ["sheet_withdrawn"]


# What others have judged since


def test_what_only_others_changed_stays(dialogue, tmp_path):
    confirm(dialogue)
    old = shutil.copy(dialogue.sources_file, tmp_path / "gammelt.xlsx")
    dialogue.write()
    confirm(dialogue, Type_uttalelse="referat")
    taken = dialogue.take_in(tmp_path / "gammelt.xlsx")
    assert (taken.result.events, rules(taken)) == ((), [])
    assert taken.result.kept == 1
    assert dialogue.source("storvika").status == "minutes"
    assert old


def test_a_cell_changed_in_both_places_is_a_conflict_told_cell_by_cell(dialogue, tmp_path):
    confirm(dialogue)
    dialogue.write()
    shutil.copy(dialogue.sources_file, tmp_path / "ola.xlsx")
    confirm(dialogue, Type_uttalelse="referat")
    ola = tmp_path / "ola.xlsx"
    fill(ola, "Innspill", lambda one: one.put(one.row(STORVIKA), Type_uttalelse="innstilling", Arena="Konferanse"))
    taken = dialogue.take_in(ola, by="Ola N.")
    (conflict,) = taken.conflicts
    text = conflict.what.text()
    assert "«vedtak»" in text
    assert "«innstilling»" in text
    assert "«referat», bestemt av Kari K." in text
    sheet = read(ola, "Innspill")
    assert conflict.anchor.cell == sheet.sheet.cell(sheet.row(STORVIKA), sheet.column("Type uttalelse")).coordinate
    source = dialogue.source("storvika")
    assert (source.status, source.arena) == ("minutes", "conference")
    assert taken.marked_copy == tmp_path / "ola-merknader.xlsx"


def test_the_marked_copy_of_a_sheet_says_that_it_can_be_taken_in_itself(dialogue):
    dialogue.write()
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row(STORVIKA), Type_uttalelse="skryt"))
    copy = dialogue.take_in(dialogue.sources_file, by="Ola N.").marked_copy
    head = [str(row[0]) for row in openpyxl.load_workbook(copy).worksheets[0].iter_rows(max_row=4, values_only=True)]
    assert any("ta den du rettet i, inn på nytt" in line for line in head)
    assert not any("Rett i originalen" in line for line in head)


def test_a_conflict_is_settled_for_the_sheet_where_the_person_says_so(dialogue, tmp_path):
    confirm(dialogue)
    dialogue.write()
    shutil.copy(dialogue.sources_file, tmp_path / "ola.xlsx")
    confirm(dialogue, Type_uttalelse="referat")
    fill(tmp_path / "ola.xlsx", "Innspill", lambda one: one.put(one.row(STORVIKA), Type_uttalelse="innstilling"))
    assert rules(dialogue.take_in(tmp_path / "ola.xlsx", by="Ola N.", keep_mine=True)) == []
    assert dialogue.source("storvika").status == "proposal"
    assert dialogue.take_in(tmp_path / "ola.xlsx", by="Ola N.").result.events == ()


def test_two_people_who_decide_differently_whether_a_source_counts_are_told(dialogue, tmp_path):
    shutil.copy(dialogue.sources_file, tmp_path / "ola.xlsx")
    confirm(dialogue)

    def aside(sheet):
        sheet.put(sheet.row(STORVIKA), Sett_til_side="ja", Grunn_til_å_sette_til_side="Oppdiktet grunn")

    fill(tmp_path / "ola.xlsx", "Innspill", aside)
    taken = dialogue.take_in(tmp_path / "ola.xlsx", by="Ola N.")
    assert len(taken.conflicts) == 1
    assert dialogue.source("storvika").state is SourceState.REGISTERED


# Meetings


def test_a_new_meeting_can_be_used_on_a_source_in_the_same_file(dialogue):
    def meeting(sheet):
        sheet.put(3, Organ="Fylkesstyret i Vestmark", Møtedato="12/9-2017")
        sheet.put_at(3, "Til stede (antall)", 12.0)
        sheet.sheet.cell(3, 6).value = "x"

    fill(dialogue.sources_file, "Møter", meeting)
    taken = confirm(dialogue, Møte="2017-09-12 Fylkesstyret i Vestmark")
    assert rules(taken) == []
    (held,) = dialogue.workspace.judgements.meetings_in("91")
    assert (held.body_code, held.date, held.attendance) == ("organ:fylkesstyret-vestmark", "2017-09-12", 12)
    assert (held.arena, held.questions) == ("county_board", ("p1",))
    assert dialogue.source("storvika").meeting_id == held.meeting_id
    assert dialogue.take_in(dialogue.sources_file).result.events == ()
    dialogue.write()
    fill(dialogue.sources_file, "Møter", lambda one: one.put_at(2, "Innkalt (antall)", "15"))
    dialogue.take_in(dialogue.sources_file)
    (held,) = dialogue.workspace.judgements.meetings_in("91")
    assert (held.invited, held.attendance) == (15, 12)


def test_a_meeting_without_a_date_is_told(dialogue):
    fill(dialogue.sources_file, "Møter", lambda one: one.put(2, Organ="Fylkesstyret i Vestmark"))
    assert rules(dialogue.take_in(dialogue.sources_file)) == ["sheet_row_incomplete"]


# Statements


def test_codes_of_a_row_are_the_coders_coding(dialogue):
    taken = code(
        dialogue,
        Tema_1="Bibliotek og litteratur",
        Tema_2="museum ",
        Krav_1="staten bør styrke bibliotekene",
        Standpunkt_1="For",
        Svarer_på_spørsmål_1="p1",
        Kan_utsagnet_siteres="nei",
        Notat="Se sak – «oppdiktet»\nto linjer",
    )
    assert rules(taken) == []
    coding = dialogue.coding(LIBRARY)
    assert coding.themes == ("bibliotek", "museum")
    assert [(claim.claim_id, claim.position) for claim in coding.claims] == [("k-bibliotek", "for")]
    assert (coding.questions, coding.quotable, coding.memo) == (("p1",), False, "Se sak – «oppdiktet»\nto linjer")
    assert coding.text == dialogue.passage(LIBRARY).text


def test_emptied_codes_take_the_coding_back(dialogue):
    code(dialogue, Tema_1="Museum")
    dialogue.write(coder="Kari K.")
    (event,) = code(dialogue, Tema_1=None).result.events
    assert isinstance(event, CodingRemoved)
    assert dialogue.coding(LIBRARY) is None
    assert code(dialogue).result.events == ()


def test_a_sheet_never_touches_another_coders_codings(dialogue):
    code(dialogue, Tema_1="Museum", by="Ola N.")
    code(dialogue, Tema_1="Bibliotek og litteratur", by="Kari K.")
    assert dialogue.coding(LIBRARY, "Ola N.").themes == ("museum",)
    assert dialogue.coding(LIBRARY, "Kari K.").themes == ("bibliotek",)


def test_a_sheet_written_for_one_coder_is_not_taken_in_for_another(dialogue):
    dialogue.write(coder="Ola N.")
    taken = code(dialogue, Tema_1="Museum", by="Kari K.")
    assert rules(taken) == ["sheet_other_coder"]
    assert taken.result.events == ()


def test_the_same_name_in_other_letters_is_the_same_coder(dialogue):
    code(dialogue, Tema_1="Museum", by="Kari K.")
    code(dialogue, SCHOOL, Tema_1="Museum", by="kari k.")
    assert {by for _, by in dialogue.workspace.judgements.codings} == {"Kari K."}


def test_a_coding_changed_in_both_places_is_a_conflict(dialogue, tmp_path):
    code(dialogue, Tema_1="Museum")
    dialogue.write(coder="Kari K.")
    other = shutil.copy(dialogue.codes_file, tmp_path / "hjemme.xlsx")
    code(dialogue, Tema_1="Kulturplanlegging")
    fill(other, "Utsagn", lambda one: one.put(one.row(LIBRARY), Tema_1="Bibliotek og litteratur", Notat="Mitt notat"))
    taken = dialogue.take_in(other)
    (conflict,) = taken.conflicts
    for text in ("«Museum»", "«Bibliotek og litteratur»", "«Kulturplanlegging»", "Kari K."):
        assert text in conflict.what.text()
    assert (dialogue.coding(LIBRARY).themes, dialogue.coding(LIBRARY).memo) == (("kulturplanlegging",), "Mitt notat")


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"Krav_1": "Staten bør styrke bibliotekene."}, "sheet_position_missing"),
        ({"Standpunkt_1": "for"}, "sheet_claim_missing"),
        ({"Krav_1": "k-bibliotek", "Standpunkt_1": "for", "Krav_2": "k-bibliotek", "Standpunkt_2": "mot"}, "sheet_two_positions"),
        ({"Krav_1": "Staten bør gi alle et museum", "Standpunkt_1": "for"}, "sheet_value"),
    ],
)  # fmt: skip
def test_a_pair_that_is_not_whole_is_told_and_the_rest_of_the_row_is_taken_in(dialogue, values, rule):
    taken = code(dialogue, Tema_1="Museum", **values)
    assert rules(taken) == [rule]
    assert dialogue.coding(LIBRARY).themes == ("museum",)
    assert dialogue.coding(LIBRARY).claims == ()


def test_a_new_claim_can_be_used_in_the_same_file(dialogue):
    def claim(sheet):
        sheet.put_at(2, "Nytt krav (bokmål)", "KS bør lage en oppdiktet veileder.")
        sheet.put_at(2, "Hvem kravet er rettet til", "KS")
        sheet.put_at(2, "Tema 1", "Bibliotek og litteratur")

    fill(dialogue.codes_file, "Nye krav", claim)
    taken = code(dialogue, Krav_1="KS bør lage en oppdiktet veileder", Standpunkt_1="mot")
    assert rules(taken) == []
    (written,) = dialogue.workspace.judgements.claims.values()
    assert (written.addressee, written.themes) == ("ks", ("bibliotek",))
    assert [claim.claim_id for claim in dialogue.coding(LIBRARY).claims] == [written.claim_id]
    assert dialogue.take_in(dialogue.codes_file).result.events == ()
    assert next(file for file in dialogue.log() if "/claims/" in file).startswith("judgements/national/")


def test_a_claim_that_is_there_already_is_not_written_again(dialogue):
    def claim(sheet):
        sheet.put_at(2, "Nytt krav (nynorsk)", "Staten bør styrkje biblioteka.")
        sheet.put_at(2, "Hvem kravet er rettet til", "staten")
        sheet.put_at(2, "Tema 1", "Museum")

    fill(dialogue.codes_file, "Nye krav", claim)
    taken = dialogue.take_in(dialogue.codes_file)
    assert (rules(taken), taken.result.events) == (["sheet_claim_exists"], ())


def test_a_kind_put_right_is_a_correction_and_the_row_moves_to_the_other_sheet(dialogue):
    (event,) = code(dialogue, Slag="bakgrunn").result.events
    assert isinstance(event, CorrectionMade)
    assert dialogue.passage(LIBRARY).kind is Kind.BACKGROUND
    assert code(dialogue).result.events == ()
    dialogue.write()
    fill(dialogue.codes_file, "Andre tekststeder", lambda one: one.put(one.row(LIBRARY), Slag="syn"))
    dialogue.take_in(dialogue.codes_file)
    assert dialogue.passage(LIBRARY).kind is Kind.VIEW


def test_what_is_no_statement_is_not_coded(dialogue):
    taken = code(dialogue, Slag="bakgrunn", Tema_1="Museum")
    assert rules(taken) == ["sheet_not_a_statement"]
    assert not [event for event in taken.result.events if isinstance(event, CodingSet)]


def test_a_text_that_changed_since_is_an_orphan_and_what_was_chosen_is_kept_in_the_file(dialogue):
    confirm(dialogue)
    dialogue.write()
    original = dialogue.data.root / "inputs" / "91" / "storvika-vedtak.txt"
    original.write_text(original.read_text(encoding="utf-8").replace("får bedre rammer", "får mer"), encoding="utf-8")
    taken = code(dialogue, Tema_1="Museum")
    assert rules(taken) == ["sheet_orphan"]
    assert taken.to_look_at[0].found.startswith(LIBRARY)
    marked = read(taken.marked_copy, "Utsagn")
    assert marked.get(marked.row(LIBRARY), "Tema 1") == "Museum"


# What happens to sheets


def test_moved_inserted_and_renamed_things_are_understood(dialogue):
    workbook = openpyxl.load_workbook(dialogue.codes_file)
    sheet = workbook["Utsagn"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    theme = rows[0].index("Tema 1")
    row = next(row for row in rows if str(row[0]).startswith(LIBRARY))
    row[theme] = "Museum"
    rows[1:] = sorted(rows[1:], key=lambda one: str(one[0]), reverse=True)
    del workbook["Utsagn"]
    new = workbook.create_sheet("Mine koder", 0)
    new.append(["Tyrimark, uke 12"])
    new.append([])
    for number, old in enumerate(rows):
        new.append([*reversed(old), "Min egen kolonne" if number == 0 else "ja"])
    workbook.save(dialogue.codes_file)
    taken = dialogue.take_in(dialogue.codes_file)
    assert rules(taken) == []
    assert dialogue.coding(LIBRARY).themes == ("museum",)


def test_a_damaged_id_is_found_by_the_text_or_the_file(dialogue):
    def damage(sheet):
        row = sheet.row(LIBRARY)
        sheet.put_at(row, "Utsagns-id (ikke rør)", "7")
        sheet.put(row, Tema_1="Museum")

    fill(dialogue.codes_file, "Utsagn", damage)
    taken = dialogue.take_in(dialogue.codes_file)
    assert rules(taken) == ["sheet_rows_gone"]
    assert dialogue.coding(LIBRARY).themes == ("museum",)
    fill(dialogue.sources_file, "Innspill", lambda one: one.put_at(one.row(STORVIKA), "Innspills-id (ikke rør)", None))
    assert confirm(dialogue).result.newly_confirmed == 1


def test_an_id_with_a_dash_that_the_program_put_in_is_the_same_id(dialogue):
    def dash(sheet):
        row = sheet.row(LIBRARY)
        sheet.put_at(row, "Utsagns-id (ikke rør)", sheet.get(row, "Utsagns-id (ikke rør)").replace("-", "–") + " ")
        sheet.put(row, Tema_1="Museum")

    fill(dialogue.codes_file, "Utsagn", dash)
    assert rules(dialogue.take_in(dialogue.codes_file)) == []
    assert dialogue.coding(LIBRARY).themes == ("museum",)


def test_deleted_rows_delete_nothing_and_are_told(dialogue):
    code(dialogue, Tema_1="Museum")
    dialogue.write(coder="Kari K.")
    fill(dialogue.codes_file, "Utsagn", lambda one: one.sheet.delete_rows(one.row(LIBRARY)))
    taken = dialogue.take_in(dialogue.codes_file)
    assert (rules(taken), taken.result.events) == (["sheet_rows_gone"], ())
    assert dialogue.coding(LIBRARY).themes == ("museum",)


def test_an_added_row_is_told_as_not_understood(dialogue):
    fill(dialogue.sources_file, "Innspill", lambda one: one.sheet.append(["91/nytt.docx", "ja"]))
    taken = dialogue.take_in(dialogue.sources_file)
    assert rules(taken) == ["sheet_row_unknown"]
    assert taken.to_look_at[0].found == "91/nytt.docx"


def test_a_row_copied_with_other_values_is_told_and_neither_is_taken_in(dialogue):
    def copy_row(sheet):
        row = sheet.row(LIBRARY)
        values = [cell.value for cell in sheet.sheet[row]]
        sheet.put(row, Tema_1="Museum")
        values[sheet.column("Tema 1") - 1] = "Kulturplanlegging"
        sheet.sheet.append(values)

    fill(dialogue.codes_file, "Utsagn", copy_row)
    taken = dialogue.take_in(dialogue.codes_file)
    assert rules(taken) == ["sheet_row_twice", "sheet_row_twice"]
    assert dialogue.coding(LIBRARY) is None


def test_merged_cells_are_told_with_their_area_and_not_taken_in(dialogue):
    def merge(sheet):
        row, column = sheet.row(SCHOOL), sheet.column("Tema 1")
        sheet.sheet.cell(row, column).value = "Museum"
        sheet.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)

    fill(dialogue.codes_file, "Utsagn", merge)
    taken = dialogue.take_in(dialogue.codes_file)
    assert set(rules(taken)) == {"sheet_merged"}
    assert taken.result.events == ()


def test_a_sheet_without_its_hidden_base_asks_instead_of_overwriting(dialogue):
    code(dialogue, Tema_1="Museum")
    dialogue.write(coder="Kari K.")
    workbook = openpyxl.load_workbook(dialogue.codes_file)
    del workbook["_grunnlag_statements"]
    workbook.save(dialogue.codes_file)
    fill(dialogue.codes_file, "Utsagn", lambda one: one.put(one.row(SCHOOL), Tema_1="Kulturplanlegging"))
    taken = code(dialogue, Tema_1="Bibliotek og litteratur")
    assert rules(taken) == ["sheet_base_gone", "sheet_conflict"]
    assert dialogue.coding(LIBRARY).themes == ("museum",)
    assert dialogue.coding(SCHOOL).themes == ("kulturplanlegging",)


def test_a_column_that_was_deleted_changes_nothing(dialogue):
    code(dialogue, Tema_1="Museum", Notat="Viktig")
    dialogue.write(coder="Kari K.")
    fill(dialogue.codes_file, "Utsagn", lambda one: one.sheet.delete_cols(one.column("Notat")))
    taken = dialogue.take_in(dialogue.codes_file)
    assert (rules(taken), taken.result.events) == (["sheet_column_gone"], ())
    assert dialogue.coding(LIBRARY).memo == "Viktig"


def test_the_marked_copy_can_be_put_right_and_taken_in(dialogue):
    marked = confirm(dialogue, Type_uttalelse="vedtakk").marked_copy
    assert marked == dialogue.folder / "innspill-merknader.xlsx"
    workbook = openpyxl.load_workbook(marked)
    sheet = read(marked, "Innspill")
    cell = workbook["Innspill"].cell(sheet.row(STORVIKA), sheet.column("Type uttalelse"))
    assert "vedtakk" in cell.comment.text
    fill(marked, "Innspill", lambda one: one.put(one.row(STORVIKA), Type_uttalelse="innstilling"))
    assert rules(dialogue.take_in(marked)) == []
    assert dialogue.source("storvika").status == "proposal"


def test_a_marked_copy_that_somebody_worked_in_is_not_overwritten(dialogue):
    marked = confirm(dialogue, Type_uttalelse="vedtakk").marked_copy
    fill(marked, "Innspill", lambda one: one.put(one.row(STORVIKA), Arena="Konferanse"))
    before = marked.read_bytes()
    again = confirm(dialogue, Type_uttalelse="vedtaket").marked_copy
    assert again != marked
    assert marked.read_bytes() == before


# Files


@pytest.mark.parametrize(
    ("name", "content"),
    [("tom.xlsx", b""), ("tull.xlsx", b"PK\x03\x04 tull"), ("tekst.xlsx", b"bare tekst"), ("tekst.csv", b"Innspill;Bekreftet\n1;ja\n")],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_told_and_the_others_are_taken_in(dialogue, tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row(STORVIKA), Bekreftet="ja"))
    from medlemsdialog.exchange.sheets_in import take_in_files

    first, second = take_in_files(
        dialogue.workspace, [tmp_path / name, dialogue.sources_file], by="Kari K.", county="91"
    )
    assert len(first.to_look_at) == 1
    assert first.to_look_at[0].to_do.text()
    assert second.result.newly_confirmed == 1


def test_a_workbook_of_another_kind_is_told(dialogue, tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Budsjett", 2018])
    workbook.save(tmp_path / "budsjett.xlsx")
    assert rules(dialogue.take_in(tmp_path / "budsjett.xlsx", county="91")) == ["sheet_not_ours"]


def test_a_sheet_of_another_county_is_told(dialogue):
    assert rules(dialogue.take_in(dialogue.sources_file, county="92")) == ["sheet_other_area"]


def test_a_file_that_is_not_there_is_wrong_use(dialogue, tmp_path):
    with pytest.raises(UsageError, match="Fant ikke filen"):
        dialogue.take_in(tmp_path / "borte.xlsx")


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_sheets_saved_by_libreoffice_say_the_same(dialogue, tmp_path, ending):
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row(STORVIKA), Bekreftet="ja", Dato="12.03.2018"))
    fill(dialogue.codes_file, "Utsagn", lambda one: one.put(one.row(LIBRARY), Tema_1="Museum", Notat="=ikke formel"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    for file in (dialogue.sources_file, dialogue.codes_file):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(tmp_path / "lo"),
            str(file),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
    taken = [dialogue.take_in(tmp_path / "lo" / f"{name}.{ending}") for name in ("innspill", "kodeark")]
    assert [rules(one) for one in taken] == [[], []]
    assert (dialogue.source("storvika").date, dialogue.source("storvika").state) == (
        "2018-03-12",
        SourceState.REGISTERED,
    )
    assert dialogue.coding(LIBRARY).themes == ("museum",)
    assert all(len(one.result.events) == 1 for one in taken)
    assert [dialogue.take_in(file).result.events for file in (dialogue.sources_file, dialogue.codes_file)] == [(), ()]
