"""The list of personal data: confirmed, lifted, marked; masked until lifted, and never lost."""

from __future__ import annotations

import json

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import build_summary, code_statements, open_workspace, read_even_if_broken
from medlemsdialog.models.vocabulary import Openness
from medlemsdialog.runs import judging
from support.mini_dialogue import build_of, write_mini_dialogue

LETTER = """\
Midtvika kommune
Eksempel – oppdiktet

Kommunestyret 12.06.2017, sak 14/17
Saksbehandler: Xenia Prøvemann

Vedtak

1. Kommunen mener at staten bør støtte korpset til Kari Nordmann i Storgata 12.
2. Kommunen mener at Xenia Prøvemann bør lede Trollfjell barnekor i årene som kommer.
"""


@pytest.fixture
def data(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    (data.root / "inputs" / "91" / "midtvika-vedtak.txt").write_text(LETTER, encoding="utf-8")
    workspace = open_workspace(data, build_of(data))
    found = judging.find_sources(workspace, "91", ["midtvika-vedtak.txt"])
    open_to_all = judging.Registration(sender="9103", openness=Openness.PUBLIC, quotable=True)
    judging.register_sources(workspace, "91", found, by="Rådgiver", registration=open_to_all)
    return data


@pytest.fixture
def cli(capsys, data):
    def run(*arguments):
        code = run_command([*map(str, arguments), "--data", str(data.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def quotes(data):
    workspace = open_workspace(data, build_of(data))
    area = read_even_if_broken(workspace, "91")
    return [row.text for row in build_summary(workspace, area, code_statements(workspace, area)).statements if row.text]


def findings(cli):
    return {row["text"]: row for row in json.loads(cli("personal-data", "--county", "91", "--json")[1])}


def test_found_data_are_masked_and_a_name_found_once_is_masked_wherever_it_stands(data, cli):
    said = quotes(data)
    assert said[0] == "Kommunen mener at staten bør støtte korpset til [navn fjernet] i [adresse fjernet]."
    assert said[1].startswith("Kommunen mener at [navn fjernet] bør")
    rows = findings(cli)
    assert {row["state"] for row in rows.values()} == {"found"}
    assert rows["Xenia Prøvemann"]["in_statement"] and "saksbehandler" in rows["Xenia Prøvemann"]["reason"]


def test_statement_ids_do_not_change_with_masks(data):
    workspace = open_workspace(data, build_of(data))
    area = read_even_if_broken(workspace, "91")
    rows = build_summary(workspace, area, code_statements(workspace, area)).statements
    assert {row.statement_id for row in rows} <= {passage.statement_id for passage in area.passages}


def test_what_is_lifted_is_shown_and_what_is_confirmed_is_asked_of_no_more(data, cli):
    assert "personal_data" in [p.rule for p in read_even_if_broken(open_workspace(data, build_of(data)), "91").problems]
    rows = findings(cli)
    lift, keep = rows["Kari Nordmann"]["id"], [row["id"] for text, row in rows.items() if text != "Kari Nordmann"]
    confirm = [part for finding in keep for part in ("--confirm", finding)]
    code, out, _ = cli(
        "personal-data", "--county", "91", "--lift", lift, "--reason", "oppdiktet", *confirm, "--by", "R"
    )
    assert code == 0 and "Vises heretter: Kari Nordmann" in out
    assert "Kari Nordmann" in quotes(data)[0] and "[adresse fjernet]" in quotes(data)[0]
    assert [row["state"] for row in findings(cli).values()].count("confirmed") == len(keep)
    rules = [p.rule for p in read_even_if_broken(open_workspace(data, build_of(data)), "91").problems]
    assert "personal_data" not in rules


def test_saying_the_same_twice_writes_one_event(data, cli):
    finding = findings(cli)["Kari Nordmann"]["id"]
    for _ in range(2):
        cli("personal-data", "--county", "91", "--confirm", finding, "--by", "R")
    log = next(data.judgements.glob("91/corrections/*.jsonl"))
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1


def test_words_that_were_not_found_are_masked_when_marked_and_shown_when_that_is_lifted(data, cli):
    marked = ("--mask", "Trollfjell barnekor", "--source", "midtvika-vedtak.txt", "--by", "R")
    assert cli("personal-data", "--county", "91", *marked)[0] == 0
    assert "[personopplysning fjernet]" in quotes(data)[1]
    finding = findings(cli)["Trollfjell barnekor"]["id"]
    cli("personal-data", "--county", "91", "--lift", finding, "--reason", "et kor", "--by", "R")
    assert "Trollfjell barnekor" in quotes(data)[1]


def test_a_judgement_whose_words_are_gone_is_told_and_kept(data, cli):
    finding = findings(cli)["Kari Nordmann"]["id"]
    cli("personal-data", "--county", "91", "--lift", finding, "--reason", "oppdiktet", "--by", "R")
    file = data.root / "inputs" / "91" / "midtvika-vedtak.txt"
    file.write_text(LETTER.replace("Kari Nordmann", "bygda"), encoding="utf-8")
    area = read_even_if_broken(open_workspace(data, build_of(data)), "91")
    assert [p.found for p in area.problems if p.rule == "personal_judgement_orphan"] == ["Kari Nordmann"]
    assert open_workspace(data, build_of(data)).judgements.personal


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lift", "p00000000", "--reason", "x", "--by", "R"], "Fant ikke p00000000"),
        (["--mask", "står ikke der", "--source", "midtvika-vedtak.txt", "--by", "R"], "står ikke i"),
        (["--mask", "x", "--by", "R"], "--source"),
        (["--confirm", "p1"], "--by"),
    ],
)
def test_wrong_use_is_told(cli, arguments, said):
    code, _, err = cli("personal-data", "--county", "91", *arguments)
    assert code == 2 and said in err
