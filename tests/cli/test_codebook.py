from __future__ import annotations

import json

import pytest

from medlemsdialog.cli.app import run_command


@pytest.mark.parametrize("command", [("codebook",), ("codebook", "check"), ("codebook", "out"), ("codebook", "in")])
def test_the_commands_explain_themselves_in_norwegian(command, capsys):
    assert run_command([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Valg" in out
    assert "Options" not in out


@pytest.mark.parametrize("ending", ["csv", "xlsx", "qdc"])
def test_out_and_in_again_says_that_nothing_changes(cli, data, tmp_path, ending):
    file = tmp_path / f"bok.{ending}"
    code, out, _ = cli("codebook", "out", file)
    assert code == 0
    assert f"Skrevet: {file}" in out
    code, out, err = cli("codebook", "in", file)
    assert (code, err) == (0, "")
    assert "Ingen endringer." in out
    assert "Temaer uten endringer: 40" in out


def test_a_change_is_shown_first_and_written_when_asked_for(cli, data, tmp_path):
    file = tmp_path / "bok.csv"
    file.write_text("Kode,Navn\nmuseum,Museer og samlinger\n", encoding="utf-8")
    before = data.codebook_file.read_bytes()
    code, out, _ = cli("codebook", "in", file)
    assert code == 0
    assert "Navn (bokmål): «Museum» → «Museer og samlinger»" in out
    assert f"medlemsdialog codebook in {file} --write --by NAVN" in out
    assert data.codebook_file.read_bytes() == before
    code, _, err = cli("codebook", "in", file, "--write")
    assert code == 2
    assert "--by" in err
    code, out, _ = cli("codebook", "in", file, "--write", "--by", "Kari K.")
    assert code == 0
    assert "versjon 1.1" in out
    assert (data.root / "codebook-1.0.yaml").read_bytes() == before
    code, out, _ = cli("codebook", "in", file)
    assert "Ingen endringer." in out


def test_the_report_can_be_had_as_json(cli, data, tmp_path):
    file = tmp_path / "bok.csv"
    file.write_text("Navn\nUteliv\n", encoding="utf-8")
    code, out, _ = cli("codebook", "in", file, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["changes"] is False
    assert {"outcome", "theme", "where", "what", "to_do"} == set(answer["lines"][0])


def test_check_tells_what_is_wrong_where_and_what_to_do(cli, data, statement_id):
    code, out, _ = cli("codebook", "check")
    assert code == 0
    assert "Ingen utsagn har fått tema ennå" in out
    assert cli("code", statement_id("91", "øremerkede midler"), "--theme", "museum", "--by", "Kari K.")[0] == 0
    code, out, _ = cli("codebook", "check")
    assert code == 0
    assert "Advarsel: Ingen utsagn i dialogen har fått temaet." in out
    assert "Gjør dette" in out
    assert "(museum)" not in out
    code, out, _ = cli("codebook", "check", "--json")
    assert {"rule", "where", "what", "found", "allowed", "to_do"} <= set(json.loads(out)["problems"][0])


def test_a_hostile_qdc_is_refused_in_one_sentence(cli, tmp_path):
    file = tmp_path / "bok.qdc"
    file.write_text('<!DOCTYPE a [<!ENTITY b "c">]><CodeBook><Codes><Code name="&b;"/></Codes></CodeBook>')
    code, out, err = cli("codebook", "in", file)
    assert (code, out) == (1, "")
    assert "bok.qdc" in err
    assert "Traceback" not in err
