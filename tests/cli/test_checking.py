from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from rich.console import Console

from medlemsdialog.cli.app import run_command
from medlemsdialog.cli.screen import Screen
from medlemsdialog.intake.rules import RULES
from medlemsdialog.paths import DataFolder

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def mixed(data: DataFolder) -> DataFolder:
    """A broken original, an unknown sender, and what is there already."""
    folder = data.root / "inputs" / "91"
    (folder / "tom.docx").write_bytes(b"")
    (folder / "ukjent.txt").write_text("Vi ønsker oss et bibliotek.\n", encoding="utf-8")
    return data


def test_gravest_sources_come_first_and_rules_are_counted_at_the_end(cli: Cli, mixed: DataFolder) -> None:
    code, out, _ = cli("check", "--county", "91")
    assert code == 0
    places = [out.index(name) for name in ("91/tom.docx", "91/ukjent.txt", "91/storvika-vedtak.txt")]
    assert places == sorted(places)
    summary = out[out.index("Merknadene samlet") :]
    assert "1  feil: Filen er tom." in summary
    assert "Neste steg: Rett feilene over" in summary
    assert "Storvika (9101), kommune, vedtak. Ikke bekreftet" in out


def test_one_source_is_shown_in_full(cli: Cli, mixed: DataFolder) -> None:
    code, out, _ = cli("check", "--source", "ukjent.txt")
    assert code == 0
    assert "91/ukjent.txt" in out and "91/tom.docx" not in out
    assert "Oppgi datoen når du bekrefter innspillet." in out
    assert {
        row["source"] for row in json.loads(cli("check", "--json", "--source", "91/ukjent.txt")[1])["problems"]
    } == {"91/ukjent.txt"}
    code, _, err = cli("check", "--source", "finnes-ikke.txt")
    assert code == 2 and "91/storvika-vedtak.txt" in err


def test_a_single_warning_is_told_in_the_singular(cli: Cli, mixed: DataFolder) -> None:
    counts = json.loads(cli("check", "--source", "ukjent.txt", "--json")[1])["counts"]
    assert counts["warning"] == 1
    assert ", 1 advarsel, " in cli("check", "--source", "ukjent.txt")[1]


def test_json_holds_counts_rules_and_problems(cli: Cli, mixed: DataFolder) -> None:
    answer = json.loads(cli("check", "--json")[1])
    assert set(answer) == {"counts", "by_rule", "unread", "problems"}
    assert answer["by_rule"]["empty"] == 1
    assert sum(answer["by_rule"].values()) == len(answer["problems"])
    assert answer["counts"]["error"] == sum(row["severity"] == "error" for row in answer["problems"])


def test_lines_of_a_terminal_are_broken_at_words_and_indented(
    cli: Cli, mixed: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, width=80, no_color=True, highlight=False, markup=False)
    original = Screen.__init__

    def narrow(self: Screen, *arguments: object) -> None:
        original(self, *arguments)  # type: ignore[arg-type]
        self._out = console

    monkeypatch.setattr(Screen, "__init__", narrow)
    cli("check")
    lines = written.getvalue().splitlines()
    assert lines and not [line for line in lines if len(line) > 80 and "Neste steg" not in line]
    assert any(line.startswith("    ") for line in lines)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_rules_are_listed_without_a_dialogue(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["check", "--rules", *(["--json"] if form == "json" else [])]) == 0
    out = capsys.readouterr().out
    if form == "json":
        assert {rule["rule"] for rule in json.loads(out)} == set(RULES)
        assert "{" not in "".join(rule["what"] + rule["to_do"] + rule["allowed"] for rule in json.loads(out))
    else:
        assert all(f"[{rule}]" in out for rule in RULES)


def test_a_rule_in_the_count_ends_in_one_full_stop(cli: Cli, data: DataFolder) -> None:
    (data.root / "inputs" / "91" / "ukjent.txt").write_text("Vi ønsker oss et bibliotek.\n", encoding="utf-8")
    counted = cli("check", "--county", "91")[1].partition("Merknadene samlet")[2]
    assert "Avsenderen er ikke funnet i kommuneinndelingen ….\n" in counted
