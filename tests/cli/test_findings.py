"""Policy staff write findings at the command line: from a file and back, approved when a run knows what they rest on."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import findings as judged
from medlemsdialog.runs.finding_file import format_finding
from support.mini_nation import GRANT, STORLIA, STORVIKA, code, reopen, write, write_mini_nation, write_run

Cli = Callable[..., tuple[int, str, str]]
FILE = f"""\
---
overskrift: Delt syn på tilskudd
krav: {GRANT}
temaer: kulturskole-okonomi
styrke: delte meninger
grunnlag: tynt grunnlag
begrunnelse: bare to
sitat: {STORVIKA} «øremerkede midler»
motsitat: {STORLIA} «ei kommunal oppgåve»
---
Eksempel – oppdiktet: Av {{tall:medlemmer-som-uttalte-seg:{GRANT}}} medlemmer er
{{tall:medlemmer-med-standpunkt:{GRANT}:for}} for [@{STORVIKA}] og {{tall:medlemmer-med-standpunkt:{GRANT}:mot}} mot.
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_mini_nation(tmp_path_factory.mktemp("nation") / "dialog").root


@pytest.fixture
def data(written: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(written, tmp_path / "dialog")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "funn.md"
    file.write_text(FILE, encoding="utf-8")
    return file


def test_a_finding_is_written_shown_approved_made_stale_and_approved_again(
    cli: Cli, data: DataFolder, file: Path
) -> None:
    code_, out, _ = cli("findings", "write", file, "--by", "Kari")
    assert code_ == 0 and "Funnet f-delt-syn-pa-tilskudd er lagret" in out
    assert cli("findings", "show", "f-delt-syn-pa-tilskudd")[0] == 1
    write_run(data)
    code_, out, _ = cli("findings", "show", "f-delt-syn-pa-tilskudd")
    assert code_ == 0 and "utkast" in out and "Av 2 medlemmer er 1 for" in " ".join(out.split())
    assert "medlemmer mot 1, for 1" in out and "«øremerkede midler»" in out
    approve = ("findings", "approve", "f-delt-syn-pa-tilskudd", "--by", "Kari", "--with-faults")
    assert cli(*approve)[0] == 0
    code(data, STORVIKA, ["kulturskole-okonomi"], {GRANT: "against"})
    code_, _, err = cli(*approve)
    assert code_ == 2 and "Vestmark" in err
    write_run(data)
    _, out, _ = cli("findings", "show", "f-delt-syn-pa-tilskudd")
    assert "grunnlaget er endret" in out
    assert "Medlemmer for kravet «Staten bør gi tilskudd. Eksempel – oppdiktet»: 1 → 0 (Storvika kommune" in out
    assert cli(*approve)[0] == 0
    _, out, _ = cli("findings", "list", "--json")
    assert [(one["finding_id"], one["state"]) for one in json.loads(out)] == [("f-delt-syn-pa-tilskudd", "approved")]
    _, out, _ = cli("findings", "list")
    assert "godkjent" in out and "delte meninger" in out and "tynt grunnlag" in out


def test_faults_are_shown_and_a_person_chooses(cli: Cli, data: DataFolder) -> None:
    write(data, "f-x", "Alle 99 er for. Eksempel – oppdiktet", claims=[GRANT])
    write_run(data)
    code_, out, err = cli("findings", "approve", "f-x", "--by", "Kari")
    assert code_ == 2 and out.strip() and "godkjenn med --with-faults" in err
    assert reopen(data).judgements.finding_approvals == {}
    assert cli("findings", "approve", "f-x", "--by", "Kari", "--with-faults")[0] == 0
    assert cli("findings", "withdraw-approval", "f-x", "--by", "Kari", "--reason", "nye tall")[0] == 0
    assert cli("findings", "remove", "f-x", "--by", "Kari", "--reason", "feil")[0] == 0
    assert reopen(data).judgements.findings == {}


def test_a_finding_is_exported_edited_and_taken_in_again(
    cli: Cli, data: DataFolder, file: Path, tmp_path: Path
) -> None:
    cli("findings", "write", file, "--by", "Kari")
    out_file = tmp_path / "ut.md"
    assert cli("findings", "export", "f-delt-syn-pa-tilskudd", out_file)[0] == 0
    assert cli("findings", "export", "f-delt-syn-pa-tilskudd", out_file)[0] == 2
    before = format_finding(judged.require_finding(reopen(data), "f-delt-syn-pa-tilskudd"))
    assert out_file.read_text(encoding="utf-8") == before
    out_file.write_text(before.replace("bare to", "bare to av sju"), encoding="utf-8")
    assert cli("findings", "write", out_file, "--by", "Kari")[0] == 0
    (finding,) = reopen(data).judgements.findings.values()
    assert finding.basis is not None and finding.basis.reason == "bare to av sju"


def test_a_line_that_cannot_be_used_is_told_and_nothing_written(cli: Cli, data: DataFolder, file: Path) -> None:
    file.write_text(FILE.replace("delte meninger", "sterk"), encoding="utf-8")
    code_, _, err = cli("findings", "write", file, "--by", "Kari")
    assert code_ == 2 and "Linje 5: «sterk» kan ikke brukes her" in err
    assert cli("findings", "write", file.with_name("mangler.md"), "--by", "Kari")[0] == 2
    assert reopen(data).judgements.findings == {}


def test_what_nobody_has_placed_is_listed_until_somebody_does(cli: Cli, data: DataFolder) -> None:
    write_run(data)
    _, out, _ = cli("findings", "overlooked", "--json")
    codes = [(one["kind"], one["code"]) for one in json.loads(out)]
    assert ("claim", GRANT) in codes and ("theme", "arenaer") in codes
    assert cli("findings", "fate", "tema", "arenaer", "--set-aside", "--by", "Kari")[0] == 2
    assert cli("findings", "fate", "tema", "arenaer", "--by", "Kari")[0] == 2
    assert cli("findings", "fate", "tema", "arenaer", "--set-aside", "--reason", "dekket", "--by", "Kari")[0] == 0
    assert cli("findings", "fate", "krav", GRANT, "--background", "--by", "Kari")[0] == 0
    _, out, _ = cli("findings", "overlooked")
    assert GRANT not in out and "arenaer" not in out and re.search(r"tema\tbibliotek\t", out)
    assert cli("findings", "fate", "krav", GRANT, "--undecided", "--by", "Kari")[0] == 0
    assert GRANT in cli("findings", "overlooked")[1]


def test_without_a_run_the_findings_are_listed_and_what_is_missing_told(cli: Cli, data: DataFolder) -> None:
    write(data, "f-x")
    code_, out, err = cli("findings", "list")
    assert code_ == 0 and "f-x\tOverskrift. Eksempel – oppdiktet" in out and "Kjør «medlemsdialog run» først" in err
