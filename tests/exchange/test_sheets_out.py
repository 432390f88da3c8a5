from __future__ import annotations

import openpyxl
import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import read_even_if_broken
from medlemsdialog.exchange.sheets_out import UntakenSheetError, build_sheets
from support.filled_sheets import fill, read, rules


def test_every_source_has_one_row_with_the_proposal_filled_in(dialogue):
    sheet = read(dialogue.sources_file, "Innspill")
    received = read_even_if_broken(dialogue.workspace, "91")
    ids = [sheet.get(row, "Innspills-id (ikke rør)") for row in range(2, sheet.sheet.max_row + 1)]
    assert ids == [source.source_id for source in received.sources]
    row = sheet.row("91/storvika-vedtak.txt")
    assert sheet.get(row, "Avsender") == "9101 Storvika kommune"
    assert (sheet.get(row, "Bekreftet"), sheet.get(row, "Type uttalelse")) == ("nei", "vedtak")
    assert "ikke bekreftet" in sheet.get(row, "Merknader fra programmet")


def test_every_statement_has_one_row_and_every_other_passage_stands_on_its_own_sheet(dialogue):
    received = read_even_if_broken(dialogue.workspace, "91")
    for title, heading, wanted in (
        ("Utsagn", "Utsagns-id (ikke rør)", [p.statement_id for p in received.passages if p.is_statement]),
        ("Andre tekststeder", "Tekststeds-id (ikke rør)", [p.statement_id for p in received.passages if not p.is_statement]),
    ):  # fmt: skip
        sheet = read(dialogue.codes_file, title)
        assert [sheet.get(row, heading) for row in range(2, sheet.sheet.max_row + 1)] == wanted


def test_suggestions_stand_in_a_locked_column_and_never_in_a_theme_column(dialogue):
    sheet = read(dialogue.codes_file, "Utsagn")
    row = sheet.row("Kommunen ber KS arbeide for at biblioteket")
    cell = sheet.sheet.cell(row, sheet.column("Kodeforslag fra maskinen (ikke koding)"))
    assert "Bibliotek og litteratur" in cell.value
    assert cell.protection.locked
    assert [sheet.get(row, f"Tema {number}") for number in range(1, 5)] == [None] * 4


def test_ids_are_locked_without_password_and_what_a_person_fills_in_is_open(dialogue):
    for file, title, open_heading in (
        (dialogue.sources_file, "Innspill", "Bekreftet"),
        (dialogue.codes_file, "Utsagn", "Tema 1"),
    ):
        sheet = read(file, title)
        assert sheet.sheet.protection.sheet
        assert not sheet.sheet.protection.password
        last = sheet.sheet.cell(2, sheet.sheet.max_column)
        assert last.protection.locked
        assert not sheet.sheet.cell(2, sheet.column(open_heading)).protection.locked
        assert sheet.sheet.freeze_panes


def test_drop_downs_point_to_named_lists_on_a_hidden_sheet(dialogue):
    workbook = openpyxl.load_workbook(dialogue.codes_file)
    used = {rule.formula1 for rule in workbook["Utsagn"].data_validations.dataValidation if rule.type == "list"}
    assert {"=temaer", "=krav", "=standpunkter", "=slag"} <= used
    assert workbook["_lister"].sheet_state == "hidden"
    title, area = next(iter(workbook.defined_names["temaer"].destinations))
    themes = [cell.value for (cell,) in workbook[title][area]]
    assert "Bibliotek og litteratur" in themes
    assert len(themes) == len(dialogue.workspace.codebook.themes)


def test_a_hostile_text_is_text_in_every_cell(dialogue):
    hostile = (
        '=HYPERLINK("http://ond.eksempel.invalid";"klikk") er noe kommunen mener bør utredes. Eksempel – oppdiktet.'
    )
    text = f"Lillevika kommune\n\nVedtak\n\n1. Kommunen mener dette.\n2. {hostile}\n3. +47 og @alle og -1.\n"
    (dialogue.data.root / "inputs" / "91" / "=lillevika.txt").write_text(text, encoding="utf-8")
    dialogue.write()
    for file in (dialogue.sources_file, dialogue.codes_file):
        for sheet in openpyxl.load_workbook(file).worksheets:
            assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_same_dialogue_gives_the_same_bytes(dialogue):
    assert build_sheets(dialogue.workspace, "91") == build_sheets(dialogue.workspace, "91")


def test_a_nynorsk_county_gets_its_sheets_in_nynorsk_and_takes_them_in(dialogue, tmp_path):
    dialogue.write(area="92", to=tmp_path / "nn")
    file = tmp_path / "nn" / "innspill.xlsx"
    workbook = openpyxl.load_workbook(file)
    assert workbook.sheetnames[:3] == ["Slik gjer du", "Innspel", "Møte"]
    sheet = read(file, "Innspel")
    assert "Stadfesta" in [cell.value for cell in sheet.sheet[1]]
    fill(file, "Innspel", lambda one: one.put(one.row("92/storlia"), Stadfesta="ja"))
    assert len(dialogue.take_in(file).result.events) == 1
    assert dialogue.source("storlia", "92").registered_by == "Kari K."


def test_only_the_named_coders_codings_are_filled_in(dialogue, tmp_path):
    mark = "Kommunen ber KS arbeide"
    fill(dialogue.codes_file, "Utsagn", lambda one: one.put(one.row(mark), Tema_1="Museum"))
    dialogue.take_in(dialogue.codes_file, by="Ola N.")
    dialogue.write(coder="Kari K.", to=tmp_path / "kari")
    dialogue.write(coder="Ola N.", to=tmp_path / "ola")
    kari, ola = (read(tmp_path / name / "kodeark.xlsx", "Utsagn") for name in ("kari", "ola"))
    assert kari.get(kari.row(mark), "Tema 1") is None
    assert kari.get(kari.row(mark), "Kodet av") == "Ola N."
    assert ola.get(ola.row(mark), "Tema 1") == "Museum"


def test_a_file_with_something_not_taken_in_is_not_overwritten(dialogue):
    fill(dialogue.sources_file, "Innspill", lambda one: one.put(one.row("91/storvika"), Bekreftet="ja"))
    before = dialogue.sources_file.read_bytes()
    with pytest.raises(UntakenSheetError, match="ikke er tatt inn"):
        dialogue.write()
    assert dialogue.sources_file.read_bytes() == before
    assert rules(dialogue.take_in(dialogue.sources_file)) == []
    dialogue.write()
    sheet = read(dialogue.sources_file, "Innspill")
    assert sheet.get(sheet.row("91/storvika"), "Tilstand nå") == "registrert"


def test_sheets_are_never_written_among_the_originals(dialogue):
    with pytest.raises(UsageError, match="originaler"):
        dialogue.write(to=dialogue.data.root / "inputs" / "91")


def test_without_a_folder_the_sheets_lie_among_the_countys_results(dialogue):
    from medlemsdialog.exchange.sheets_out import write_sheets

    files = write_sheets(dialogue.workspace, "91")
    assert {file.parent for file in files} == {dialogue.data.root / "build" / "counties" / "91" / "ark"}
    originals = [source.source for source in read_even_if_broken(dialogue.workspace, "91").sources]
    assert originals == ["91/liste.xlsx", "91/storvika-vedtak.txt"]
