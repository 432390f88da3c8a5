from __future__ import annotations

import re

import pytest
import typer

from medlemsdialog.catalogue import translate
from medlemsdialog.cli.app import app, run_command
from medlemsdialog.cli.help_pages import find_help_texts
from medlemsdialog.cli.norwegian import environment_language

ENGLISH = re.compile(
    r"\b(?:usage|options?|arguments?|commands?|show|message|exit|required|default|missing|error|try)\b", re.I
)


def all_commands(command: object = None, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", {})
    return [path, *(each for name, one in inner.items() for each in all_commands(one, (*path, name)))]


@pytest.mark.parametrize("path", all_commands(), ids=" ".join)
def test_every_help_page_is_norwegian_and_fits_80_columns(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run_command([*path, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Bruk: medlemsdialog {' '.join(path)}".strip())
    assert "Valg:" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    # Names of commands, options and code values are what they are.
    prose = re.sub(r"--?[\w/-]+|«[^»]*»|^  \w[\w-]*(?=  )", "", out.partition("\n")[2], flags=re.MULTILINE)
    assert not ENGLISH.search(prose), ENGLISH.search(prose)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Bruk: medlemsdialog KOMMANDO"),
        (["chekc"], "Kommandoen chekc finnes ikke. Mente du check?"),
        (["x'y"], "Kommandoen x'y finnes ikke."),
        (["check", "a", "b"], "Det er skrevet for mye: a b."),
        (["check", "--cuonty", "07"], "Mente du --county?"),
        (["set-aside", "x", "--by", "K"], "--reason må oppgis."),
        (["run", "--jobs"], "Valget --jobs er brukt feil"),
        (["run", "--jobs", "to"], "skriv et helt tall"),
    ],
)
def test_wrong_use_is_told_in_norwegian(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.out + captured.err
    assert not ENGLISH.search(re.sub(r"--?[\w-]+|«[^»]*»", "", captured.err))


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "nb"),
        ({"LANG": "en_US.UTF-8"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nn"),
        ({"LANG": "nn_NO.UTF-8", "LC_ALL": "nb_NO"}, "nb"),
        ({"LANG": "nb_NO", "MEDLEMSDIALOG_LANGUAGE": "nn"}, "nn"),
    ],
)
def test_help_and_errors_follow_the_machine_s_language_form(environment: dict[str, str], language: str) -> None:
    assert environment_language(environment) == language


def test_help_is_there_in_nynorsk(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLEMSDIALOG_LANGUAGE", "nn")
    assert run_command(["check", "--help"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    texts = list(find_help_texts(typer.main.get_command(app)))
    assert len(texts) > 50
    assert (
        translate("Se etter feil i innspillene: hva som er galt, hvor, hva som er tillatt, og hva du kan gjøre.", "nn")
        in out
    )
    assert "kva" in out
