from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest
import typer

from medlemsdialog.cli.app import app, run_command
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.judgements.coding_events import CodingSet, SampleItem
from medlemsdialog.judgements.events import SampleDrawn
from medlemsdialog.judgements.log import append_events, read_judgements
from support.mini_dialogue import build_of, write_mini_dialogue


def _name_commands(command, name=""):
    """Yield every command that does something, with the group it stands in."""
    for own, below in getattr(command, "commands", {}).items():
        yield from _name_commands(below, f"{name} {own}".strip())
    # A group may do something of its own: `documents` writes them, `documents templates` is beside it.
    if not getattr(command, "commands", None) or command.invoke_without_command:
        yield name


COMMANDS = tuple(_name_commands(typer.main.get_command(app)))


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


@pytest.fixture
def cli(capsys, data):
    """Return a function that runs one command on the small dialogue: (exit code, stdout, stderr)."""

    def run(*arguments):
        code = run_command([*map(str, arguments), "--data", str(data.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_norwegian(command, capsys):
    assert run_command([*command.split(), "--help"]) == 0
    out = capsys.readouterr().out
    assert "Valg" in out
    assert "Options" not in out


def test_readme_names_every_command_and_only_options_that_are_there(root, capsys):
    readme = (root / "README.md").read_text(encoding="utf-8")
    named = set()
    for line in re.findall(r"\.venv/bin/medlemsdialog ([a-z][^`\n]*)", readme):
        command = next(c for c in sorted(COMMANDS, key=len, reverse=True) if line.startswith(c))
        named.add(command)
        assert run_command([*command.split(), "--help"]) == 0
        known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
        assert set(re.findall(r"--[a-z][a-z-]*", line)) <= known, line
    assert named == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kjør"], "Kommandoen kjør finnes ikke"),
        (["run", "--fylke", "07"], "Valget --fylke finnes ikke"),
        (["run", "--jobs", "to"], "skriv et helt tall"),
        (["run", "--jobs", "0"], "tallet er for lite"),
        (["run", "--language", "de"], "velg en av disse: 'nb', 'nn', 'en'"),
        (["show"], "TEKSTSTED må oppgis"),
        (["status", "--data", "finnes-ikke"], "inneholder ingen dialog"),
    ],
)
def test_wrong_use_is_told_in_one_norwegian_sentence_and_ends_in_2(arguments, said, capsys):
    assert run_command(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_a_repairable_county_code_is_named(cli):
    code, _, err = cli("run", "--county", "9")
    assert code == 2
    assert "«9»" in err
    code, _, err = cli("run", "--county", "93")
    assert (code, "91 Vestmark" in err) == (2, True)


def test_a_new_dialogue_says_what_to_do_next(tmp_path, capsys):
    folder = tmp_path / "ny"
    assert run_command(["new", str(folder), "--edition", "2018"]) == 0
    out = capsys.readouterr().out
    assert f"medlemsdialog check --data {folder}" in out
    assert run_command(["new", str(folder)]) == 0
    assert "ingenting mangler" in capsys.readouterr().out


def test_check_tells_where_what_and_what_to_do(cli, data):
    (data.root / "inputs" / "92" / "tom.docx").write_bytes(b"")
    code, out, _ = cli("check")
    assert code == 0
    assert "92/tom.docx" in out
    assert "Gjør dette:" in out
    assert "Neste steg:" in out
    assert "\x1b[" not in out
    code, out, _ = cli("check", "--json", "--county", "92")
    answer = json.loads(out)
    assert {problem["county_code"] for problem in answer["problems"]} == {"92"}
    assert set(answer["problems"][0]) >= {"source", "where", "found", "allowed", "to_do"}


def test_a_county_with_only_broken_originals_can_be_checked(cli, data):
    for file in (data.root / "inputs" / "92").iterdir():
        file.write_bytes(os.urandom(4000))
    code, out, _ = cli("check", "--county", "92")
    assert code == 0
    assert "92/storlia-vedtak.txt" in out


def test_proposals_are_listed_and_confirmed(cli, data):
    code, out, _ = cli("confirm", "--county", "91")
    assert code == 0
    assert "91/storvika-vedtak.txt" in out
    assert json.loads(cli("confirm", "--county", "91", "--json")[1])[0]["state"] == "proposed"
    code, out, err = cli("confirm", "storvika-vedtak.txt", "--county", "91", "--by", "Kari K.", "--status", "decision")
    assert (code, err) == (0, "")
    assert "9101 Storvika" in out
    assert "storvika-vedtak" not in cli("confirm", "--county", "91")[1]
    (event,) = read_judgements(data)[0].registrations.values()
    assert (event.sender_code, event.status, event.by) == ("9101", "decision", "Kari K.")
    assert event.client.startswith("terminal-")


def test_all_with_a_sender_are_confirmed_at_once(cli, data):
    code, _, _ = cli("confirm", "--county", "91", "--all", "--by", "Kari K.")
    assert code == 0
    senders = {event.sender_code for event in read_judgements(data)[0].registrations.values()}
    assert {"9101", "9102"} <= senders
    assert "" not in senders


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["storvika-vedtak.txt"], "Oppgi navnet ditt med --by"),
        (["annet.txt", "--by", "K"], "«annet.txt» peker ikke ut ett innspill"),
        (["storvika-vedtak.txt", "--by", "K", "--sender", "Ukjentvika"], "9101 Storvika"),
        (["storvika-vedtak.txt", "--by", " "], "--by"),
        (["storvika-vedtak.txt", "--by", "K", "--date", "i sommer"], "er ikke en dato"),
        (["storvika-vedtak.txt", "liste.xlsx", "--by", "K", "--sender", "9101"], "ett om gangen"),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused_and_nothing_is_written(cli, data, arguments, said):
    code, _, err = cli("confirm", "--county", "91", *arguments)
    assert code == 2
    assert said in err
    assert not data.judgements.exists()


def test_a_source_is_set_aside_with_a_reason(cli, data):
    arguments = ("set-aside", "storvika-vedtak.txt", "--county", "91", "--reason", "Utkast", "--by", "Kari K.")
    code, out, _ = cli(*arguments)
    assert (code, "Utkast" in out) == (0, True)
    (event,) = read_judgements(data)[0].set_aside.values()
    assert (event.source, event.reason) == ("91/storvika-vedtak.txt", "Utkast")


def test_a_passage_is_shown_in_its_place_and_coded(cli, data):
    found = _statement_id(data, "øremerkede midler")
    code, out, _ = cli("show", found)
    assert code == 0
    assert "→ " in out
    assert "91/storvika-vedtak.txt" in out
    assert "biblioteket" in out
    assert json.loads(cli("show", found, "--json")[1])["passage"]["statement_id"] == found
    code, out, err = cli("code", found, "--theme", "statlige-tilskudd", "--by", "Kari K.")
    assert (code, err) == (0, "")
    (event,) = read_judgements(data)[0].codings.values()
    assert event.themes == ("statlige-tilskudd",)
    assert "øremerkede" in event.text


def test_a_passage_of_a_sample_does_not_tell_the_second_coder_what_the_first_chose(cli, data):
    found = _statement_id(data, "øremerkede midler")
    item = SampleItem(statement_id=found, area_code="91", cross_area_code="92")
    append_events(data, "national", [SampleDrawn(by="KS", client="x", sample_id="u1", seed=1, items=(item,))])
    cli("code", found, "--theme", "statlige-tilskudd", "--by", "Kari K.")
    out = cli("show", found)[1]
    assert "kodes blindt" in out
    assert "Kari K." not in out and "Kodeforslag" not in out
    assert json.loads(cli("show", found, "--json")[1])["coded"] is None
    cli("code", found, "--theme", "statlige-tilskudd", "--by", "Bo B.")
    assert "Kodet av Kari K.:" in cli("show", found)[1]


def test_shown_passage_tells_its_place_its_codings_and_its_neighbours(cli, data):
    found = _statement_id(data, "øremerkede midler")
    assert "ingen har kodet utsagnet" in cli("show", found)[1]
    cli("code", found, "--theme", "statlige-tilskudd", "--by", "Kari K.")
    out = cli("show", found, "--around", "1")[1]
    assert "Kodet av Kari K.:" in out
    assert out.count("[") == 3
    shown = json.loads(cli("show", found, "--json")[1])
    assert shown["coded"]["views"][0]["coder"] == "Kari K."
    assert all(one["anchor_label"] for one in (*shown["before"], *shown["after"]))
    code, _, err = cli("show", found[:-8] + "00000000")
    assert (code, "91/storvika-vedtak.txt" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--theme", "fiske"], "Ukjent kode for temaet: «fiske». Tillatt: "),
        (["--claim", "k-finnes-ikke=for"], "Ukjent kode for kravet"),
        (["--claim", "k-finnes-ikke=Nøytral"], "Ukjent kode for kravet"),
        (["--claim", "k-a"], "mangler standpunkt"),
        (["--claim", "k-a=kanskje"], "Velg en av disse: for, mot, delt, nøytral"),
        ([], "minst ett tema"),
    ],
)
def test_unknown_codes_are_refused_with_the_allowed_ones(cli, data, arguments, said):
    code, _, err = cli("code", _statement_id(data, "øremerkede midler"), "--by", "K", *arguments)
    assert code == 2
    assert said in err
    assert not data.judgements.exists()


def test_codes_chosen_anew_leave_what_else_the_coder_said_of_the_statement(cli, data):
    found = _statement_id(data, "øremerkede midler")
    cli("code", found, "--theme", "statlige-tilskudd", "--by", "Kari K.")
    coded = read_judgements(data)[0].codings[found, "Kari K."]
    own = coded.model_dump(include={"by", "client", "statement_id", "text", "anchor"})
    append_events(data, "91", [CodingSet(**own, questions=("p1",), memo="Se også vedlegget.")])
    assert cli("code", found, "--theme", "kulturskole-okonomi", "--by", "Kari K.")[0] == 0
    coded = read_judgements(data)[0].codings[found, "Kari K."]
    assert (coded.themes, coded.questions, coded.memo) == (("kulturskole-okonomi",), ("p1",), "Se også vedlegget.")


def test_a_passage_that_is_no_statement_cannot_be_coded(cli, data):
    workspace = open_workspace(data, build_of(data))
    passages = read_even_if_broken(workspace, "91").passages
    other = next(passage.statement_id for passage in passages if not passage.is_statement)
    theme = min(workspace.codebook.codes)
    code, _, err = cli("code", other, "--theme", theme, "--by", "Rådgiver")
    assert code == 2 and "ikke som utsagn" in err
    assert read_judgements(data)[0].codings == {}


def test_assessment_and_sign_off_are_kept_and_the_sign_off_lapses(cli, data, tmp_path):
    file = tmp_path / "vurdering.md"
    file.write_text("Eksempel – oppdiktet: Fylket er delt.", encoding="utf-8")
    assert cli("assess", file, "--county", "91", "--by", "Rådgiver")[0] == 0
    assert cli("sign-off", "--county", "91", "--by", "Rådgiver")[0] == 0
    judgements, _ = read_judgements(data)
    assert [event.text for event in judgements.assessments.values()] == ["Eksempel – oppdiktet: Fylket er delt."]
    assert set(judgements.sign_offs) == {"91"}
    code, _, err = cli("sign-off", "--county", "92", "--by", "Rådgiver", "--withdraw", "feil")
    assert code == 2 and "ikke godkjent" in err
    assert cli("sign-off", "--county", "91", "--by", "Rådgiver", "--withdraw", "Nytt innspill")[0] == 0
    assert read_judgements(data)[0].sign_offs == {}


def test_assessment_of_an_unknown_theme_is_refused(cli, tmp_path):
    file = tmp_path / "vurdering.md"
    file.write_text("Eksempel – oppdiktet", encoding="utf-8")
    code, _, err = cli("assess", file, "--county", "91", "--theme", "finnes-ikke", "--by", "Rådgiver")
    assert code == 2 and "Tillatt:" in err


def test_assessment_that_is_no_text_is_refused(cli, tmp_path):
    file = tmp_path / "vurdering.docx"
    file.write_bytes(bytes(range(256)))
    code, _, err = cli("assess", file, "--county", "91", "--by", "Rådgiver")
    assert code == 2 and "ren tekst" in err


def test_unknown_statement_is_told(cli):
    code, _, err = cli("show", "k0-finnes-ikke")
    assert (code, "Fant ikke tekststedet" in err) == (2, True)


def test_status_before_and_after_a_run(cli, data):
    code, out, _ = cli("status")
    assert (code, out.count("ikke kjørt")) == (0, 2)
    for file in (data.root / "inputs" / "92").iterdir():
        file.write_bytes(os.urandom(4000))
    code, out, _ = cli("run")
    assert code == 1
    assert "Ferdig (1): 91 Vestmark" in out
    assert "Stoppet på grunn av innspillene (1):" in out
    assert "92 Austmark:" in out
    assert f"Den nasjonale rapporten: {build_of(data).area('national').index}" in out
    board = json.loads(cli("status", "--json")[1])
    assert [row["status"] for row in board["counties"]] == ["ok", "failed"]
    assert [row["up_to_date"] for row in board["counties"]] == [True, True]
    code, out, _ = cli("run", "--county", "91", "--jobs", "1")
    assert (code, "Ingenting er endret" in out, "ikke oppdatert" in out) == (0, True, False)
    (data.root / "inputs" / "91" / "nytt.txt").write_text(
        "Eksempel – oppdiktet. Vi trenger et bibliotek.", encoding="utf-8"
    )
    code, out, _ = cli("run", "--county", "91", "--jobs", "1")
    assert (code, "ikke oppdatert" in out) == (0, True)


def test_a_broken_original_can_be_set_aside_where_nothing_can_be_opened(cli, data):
    (data.root / "inputs" / "92" / "storlia-vedtak.txt").write_bytes(os.urandom(4000))
    arguments = ("set-aside", "storlia-vedtak.txt", "--county", "92", "--reason", "Ødelagt", "--by", "K")
    assert cli(*arguments)[0] == 0


@pytest.mark.parametrize(("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_run_that_is_stopped_leaves_no_process(data, number, exit_code):
    # Its workbooks never end by themselves: on a busy machine the run could be over before the signal is sent.
    endless = (
        "from medlemsdialog.runs import execution; execution._has_ended = lambda *_: False; "
        "from medlemsdialog.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", endless, "run", "--data", str(data.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # Workbooks are under way, with their processes and kernels.
    _wait(lambda: list(build_of(data).work.glob("*/request.json")))
    _wait(lambda: len(psutil.Process(process.pid).children(recursive=True)) >= 3)
    family = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == exit_code
    assert ("Avbrutt" in err) == (number == signal.SIGINT)
    _wait(lambda: not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE])


def _wait(holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _statement_id(data, text):
    from medlemsdialog.evidence import open_workspace, read_received

    received = read_received(open_workspace(data, build_of(data)), "91")
    return next(passage.statement_id for passage in received.passages if text in passage.text)
