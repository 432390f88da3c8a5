"""An adviser works with files: sees which numbers can be put in, takes the text out and in, and is warned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.evidence import open_workspace
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs.assessing import find_assessment, write_assessment
from support.mini_dialogue import build_of

Cli = Callable[..., tuple[int, str, str]]
TEXT = "Eksempel – oppdiktet: Vi har hørt {tall:medlemmer-horte} medlemmer."


def write(data: DataFolder, text: str, by: str, replaces: tuple[str, ...] | None) -> str:
    workspace = open_workspace(data, build_of(data))
    return write_assessment(workspace, "91", about="area", about_id="", text=text, by=by, replaces=replaces).id


def save(cli: Cli, file: Path, text: str, *options: str) -> tuple[int, str, str]:
    file.write_text(text, encoding="utf-8")
    return cli("assess", file, "--county", "91", "--by", "Rådgiver", *options)


def test_fields_are_listed_with_their_numbers_and_nothing_is_written(cli: Cli, data: DataFolder) -> None:
    code, out, _ = cli("assess", "--fields", "--county", "91")
    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0 and not data.judgements.exists()
    assert ["4", "medlemmer", "medlemmer i alt, de som kunne gi innspill", "{tall:medlemmer-mulige}"] in rows


def test_fields_of_a_theme_come_first(cli: Cli) -> None:
    _, out, _ = cli("assess", "--fields", "--county", "91", "--theme", "bibliotek")
    assert "{tall:medlemmer-som-tar-opp:bibliotek}" in out.splitlines()[1]


def test_what_is_saved_keeps_the_statements_it_cites(
    cli: Cli, data: DataFolder, tmp_path: Path, statement_id: Callable[[str, str], str]
) -> None:
    cited = statement_id("91", "øremerkede midler")
    assert save(cli, tmp_path / "v.md", f"Storvika er for [@{cited}].")[0] == 0
    (event,) = read_judgements(data)[0].assessments.values()
    assert event.cited == (cited,)


def test_warnings_are_told_after_the_text_is_saved(cli: Cli, data: DataFolder, tmp_path: Path) -> None:
    code, out, _ = save(cli, tmp_path / "v.md", "Eksempel – oppdiktet.\nTolv kommuner er for [@k0-00000000], {tall:x}.")
    assert code == 0 and len(read_judgements(data)[0].assessments) == 1
    assert "ikke satt inn som felt" in out and "finnes ikke lenger" in out and "som heter «x»" in out
    assert "linje 2" in out


def test_text_is_taken_out_as_it_was_written_and_no_file_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    save(cli, tmp_path / "inn.md", TEXT)
    assert cli("assess", "--export", tmp_path / "ut.md", "--county", "91")[0] == 0
    assert (tmp_path / "ut.md").read_text(encoding="utf-8").strip() == TEXT
    code, _, err = cli("assess", "--export", tmp_path / "ut.md", "--county", "91")
    assert code == 2 and "ikke overskrevet" in err


def test_taking_the_place_of_another_persons_text_is_told(cli: Cli, data: DataFolder, tmp_path: Path) -> None:
    write(data, "Eksempel – oppdiktet: A", "Anne", None)
    assert "som Anne skrev" in save(cli, tmp_path / "v.md", TEXT)[1]
    assert "tar plassen" not in save(cli, tmp_path / "v.md", TEXT)[1]


@pytest.mark.parametrize("options", [("--export", "ut.md"), ("--export", "ut.md", "--theme", "bibliotek")])
def test_nothing_written_gives_no_file(cli: Cli, tmp_path: Path, options: tuple[str, ...]) -> None:
    named = [str(tmp_path / option) if option == "ut.md" else option for option in options]
    code, _, err = cli("assess", *named, "--county", "91")
    assert code == 2 and "ikke skrevet noen vurdering" in err and not (tmp_path / "ut.md").exists()


def test_what_two_wrote_at_once_is_shown_and_taken_out_until_one_settles_it(
    cli: Cli, data: DataFolder, tmp_path: Path
) -> None:
    write(data, "Eksempel – oppdiktet: Anne skrev dette.", "Anne", ())
    write(data, "Eksempel – oppdiktet: Bo skrev dette.", "Bo", ())
    _, out, _ = cli("assess", "--county", "91")
    assert "Skrevet av Bo" in out and "Også skrevet av Anne samtidig" in out and "Anne skrev dette." in out
    cli("assess", "--export", tmp_path / "ut.md", "--county", "91")
    assert "Anne skrev dette." in (tmp_path / "ut-samtidig-1.md").read_text(encoding="utf-8")
    _, out, _ = save(cli, tmp_path / "begge.md", TEXT)
    assert "Også skrevet av Anne samtidig" in out  # told once more as it is settled
    assert "samtidig" not in cli("assess", "--county", "91")[1]
    logs = (data.judgements / "91" / "assessments").glob("*.jsonl")
    assert "Anne skrev dette." in "".join(log.read_text(encoding="utf-8") for log in logs)


def test_who_was_shown_everything_settles_it(data: DataFolder) -> None:
    write(data, "Eksempel – oppdiktet: A", "Anne", ())
    write(data, "Eksempel – oppdiktet: B", "Bo", ())
    shown = find_assessment(open_workspace(data, build_of(data)), "91", about="area", about_id="")
    assert len(shown.seen) == 2
    write(data, "Eksempel – oppdiktet: C", "Anne", shown.seen)
    settled = find_assessment(open_workspace(data, build_of(data)), "91", about="area", about_id="")
    assert settled.current is not None and settled.current.text.endswith("C") and settled.rivals == ()


def test_file_fields_and_export_are_one_at_a_time_and_saving_takes_a_name(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "v.md"
    file.write_text(TEXT, encoding="utf-8")
    assert cli("assess", file, "--fields", "--county", "91")[0] == 2
    code, _, err = cli("assess", file, "--county", "91")
    assert code == 2 and "--by" in err
