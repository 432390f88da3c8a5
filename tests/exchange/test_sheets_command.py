from __future__ import annotations

import json

import pytest

from medlemsdialog.cli.app import run_command
from support.filled_sheets import fill


@pytest.fixture
def cli(capsys, dialogue):
    """Return a function that runs one command on the small dialogue: (exit code, stdout, stderr)."""

    def run(*arguments):
        code = run_command([*map(str, arguments), "--data", str(dialogue.data.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize("command", [("sheets",), ("sheets", "out"), ("sheets", "in")])
def test_the_commands_explain_themselves_in_norwegian(command, capsys):
    assert run_command([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "Valg" in out
    assert "Options" not in out


def test_the_way_out_and_in_again_is_told_at_each_step(cli, dialogue, tmp_path):
    code, out, _ = cli("sheets", "out", "--county", "91", "--to", tmp_path / "mine")
    assert code == 0
    file = tmp_path / "mine" / "innspill.xlsx"
    assert f"Skrevet: {file}" in out
    assert "medlemsdialog sheets in FIL --county 91 --by NAVN" in out
    fill(file, "Innspill", lambda one: one.put(one.row("91/storvika"), Bekreftet="ja"))
    code, out, err = cli("sheets", "in", file, "--by", "Kari K.")
    assert (code, err) == (0, "")
    assert "Innspill bekreftet: 1" in out
    assert "medlemsdialog run" in out
    assert dialogue.source("storvika").registered_by == "Kari K."


def test_what_must_be_put_right_is_listed_with_its_cell_and_ends_in_1(cli, dialogue):
    def change(sheet):
        sheet.put(sheet.row("91/storvika"), Bekreftet="ja", Type_uttalelse="vedtakk")

    fill(dialogue.sources_file, "Innspill", change)
    code, out, _ = cli("sheets", "in", dialogue.sources_file, "--by", "Kari K.")
    assert code == 1
    assert "ark «Innspill», celle F" in out
    assert "Mente du «vedtak»?" in out
    assert "innspill-merknader.xlsx" in out
    code, out, _ = cli("sheets", "in", dialogue.sources_file, "--by", "Kari K.", "--json")
    (answer,) = json.loads(out)
    assert code == 1
    assert {"rule", "cell", "found", "allowed", "to_do"} <= set(answer["problems"][0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sheets", "in", "borte.xlsx", "--by", "Kari K."], "Fant ikke filen"),
        (["sheets", "out", "--county", "9"], "to sifre"),
        (["sheets", "in", "--by", "Kari K."], "FIL... må oppgis"),
    ],
)
def test_wrong_use_is_told_and_ends_in_2(cli, arguments, said):
    code, _, err = cli(*arguments)
    assert code == 2
    assert said in err
