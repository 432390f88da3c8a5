"""Training and measuring suggestions at the command line, on a dialogue where people have coded too little or enough."""

from __future__ import annotations

import json

from medlemsdialog.evidence import code_statements, open_workspace, read_even_if_broken
from medlemsdialog.runs.fingerprints import read_fingerprints
from support.mini_dialogue import build_of


def test_training_on_too_little_says_what_it_takes_and_writes_nothing(cli, data):
    code, _, said = cli("coding", "train")
    assert code == 2 and "minst 5 utsagn fra minst 3 innspill" in said
    assert not list(data.model_files())


def test_damaged_pin_is_told_and_search_words_go_on(cli, data):
    workspace = open_workspace(data, build_of(data))
    area = workspace.county_codes[0]
    before = code_statements(workspace, read_even_if_broken(workspace, area))
    data.model_pin.parent.mkdir(parents=True)
    data.model_pin.write_text("{}")
    code, _, said = cli("status")
    assert code == 0 and "Kodeforslagene kommer bare fra søkeord" in said
    again = open_workspace(data, build_of(data))
    assert code_statements(again, read_even_if_broken(again, area)) == before


def test_what_was_learned_is_a_part_of_what_every_area_rests_on(data):
    register = open_workspace(data, build_of(data)).register
    before = read_fingerprints(data, register).common
    data.model_pin.parent.mkdir(parents=True)
    data.model_pin.write_text("{}")
    after = read_fingerprints(data, register).common
    assert set(after) - set(before) == {"judgements/national/models/pinned.json"}


def test_example_is_learned_from_and_measured_above_search_words(tmp_path, capsys):
    import shutil

    from medlemsdialog.cli.app import run_command
    from medlemsdialog.paths import data_folder

    folder = tmp_path / "dialog"
    shutil.copytree(data_folder().root, folder)
    assert run_command(["coding", "evaluate", "--json", "--data", str(folder)]) == 0
    measured = json.loads(capsys.readouterr().out)
    micro = measured["micro"]
    assert micro["learned"]["precision"] >= 0.75 > micro["search_words"]["precision"]
    assert micro["learned"]["f1"] > micro["search_words"]["f1"] > micro["majority"]["f1"]
    assert run_command(["coding", "train", "--json", "--data", str(folder)]) == 0
    trained = json.loads(capsys.readouterr().out)
    assert "kulturskole-okonomi" in trained["themes"] and "kultur-helse" in trained["too_few"]


def test_codings_teach_before_anybody_has_confirmed_who_sent_the_text(cli, data):
    workspace = open_workspace(data, build_of(data))
    theme = workspace.codebook.themes[0].code
    statements = [one for area in workspace.county_codes for one in read_even_if_broken(workspace, area).passages]
    coded = [one.statement_id for one in statements if one.is_statement]
    for statement_id in coded:
        assert cli("code", statement_id, "--theme", theme, "--by", "Anne Eksempel")[0] == 0
    _, out, said = cli("coding", "train")
    assert f"{len(coded)} kodede utsagn" in out + said
