"""The commands `claims` and `themes`: what would change is shown, and done only when somebody says who."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Position
from support.exchange_dialogue import CLAIMS

LIBRARY, SCHOOL = "k-bibliotek", "k-kulturskole"


@pytest.fixture
def coded(data, statement_id):
    """Two statements of county 91 with the claim on libraries, and the theme."""
    data.claims_file.write_text(CLAIMS, encoding="utf-8")
    places = [statement_id("91", text) for text in ("øremerkede midler", "biblioteket får bedre")]
    append_events(
        data,
        "91",
        [
            CodingSet(
                by="Kari K.",
                client="pc",
                statement_id=place,
                text="Eksempel – oppdiktet",
                anchor=Anchor(line=1),
                themes=("bibliotek",),
                claims=(ClaimPosition(claim_id=LIBRARY, position=Position.FOR),),
            )
            for place in places
        ],
    )
    return places


def logs(data) -> list[Path]:
    return sorted((data.judgements / "national").rglob("*.jsonl"))


def test_without_a_name_nothing_is_changed_and_with_dry_run_neither(cli, data, coded):
    for words in ((), ("--by", "Policy P.", "--dry-run")):
        code, out, _ = cli("claims", "merge", LIBRARY, "--into", SCHOOL, *words)
        assert code == 0 and "tas ut av bruk" in out and "Ingenting er endret" in out
        assert logs(data) == []


def test_merging_and_its_history(cli, data, coded):
    code, out, _ = cli("claims", "merge", LIBRARY, "--into", SCHOOL, "--by", "Policy P.", "--reason", "samme sak")
    assert code == 0 and "Endringen er lagret" in out and len(logs(data)) == 1
    _, listed, _ = cli("claims", "list", "--json")
    assert [claim["id"] for claim in json.loads(listed)] == [SCHOOL]
    _, history, _ = cli("claims", "history", LIBRARY)
    assert "gikk inn i k-kulturskole" in history and "samme sak" in history and "Policy P." in history
    code, _, told = cli("claims", "reword", LIBRARY, "Noe annet.", "--by", "Policy P.")
    assert code == 2 and SCHOOL in told


def test_writing_and_rewording_a_claim(cli, data, coded):
    words = ("--addressee", "staten", "--theme", "museum", "--by", "Policy P.")
    assert cli("claims", "write", "Staten bør bygge museer.", *words)[0] == 0
    _, listed, _ = cli("claims", "list", "--json")
    claim_id = next(claim["id"] for claim in json.loads(listed) if "museer" in claim["text"]["nb"])
    assert cli("claims", "reword", claim_id, "--theme", "bibliotek", "--by", "Policy P.")[0] == 0
    _, listed, _ = cli("claims", "list", "--json")
    claim = next(claim for claim in json.loads(listed) if claim["id"] == claim_id)
    assert claim["themes"] == ["bibliotek"] and claim["text"]["nb"] == "Staten bør bygge museer."


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_splitting_by_a_file_that_is_written_filled_and_taken_in(cli, data, coded, tmp_path, ending):
    file = tmp_path / f"deling.{ending}"
    assert cli("themes", "split", "bibliotek", "--to", file)[0] == 0
    if ending == "xlsx":
        book = load_workbook(file)
        sheet = book.worksheets[0]
        places = [sheet.cell(row, 1).value for row in (2, 3)]
        sheet.cell(2, 2).value = "folkebibliotek"
        book.save(file)
    else:
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        places = [row[0] for row in rows[1:]]
        rows[1][1] = "folkebibliotek"
        # As Excel in Norwegian saves it.
        file.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows), encoding="cp1252")
    assert set(places) == set(coded)
    words = ("themes", "split", "bibliotek", "--from", file, "--new", "folkebibliotek=Folkebibliotek")
    code, out, _ = cli(*words, "--by", "Policy P.")
    assert code == 0 and "mister koden" in out and places[1] in out
    _, shown, _ = cli("show", places[0])
    assert "Folkebibliotek" in shown


def test_splitting_by_moves_with_the_rest_somewhere(cli, data, coded):
    code, out, _ = cli(
        *("claims", "split", LIBRARY, "--new", "k-ny=Staten bør gjøre noe annet."),
        *("--move", f"{coded[0]}=k-ny", "--rest", SCHOOL, "--by", "Policy P."),
    )
    assert code == 0 and "mister koden" not in out
    _, shown, _ = cli("show", coded[1])
    assert "øremerke midler" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--move", "finnes-ikke=museum"), "finnes-ikke"),
        (("--move", "uten-kode"), "--move UTSAGN=KODE"),
        (("--new", "Ugyldig kode=Navn", "--rest", "museum"), "små bokstaver"),
        (("--from", "finnes-ikke.csv"), "Fant ikke filen"),
        (("--to", "deling.docx"), ".xlsx eller .csv"),
    ],
)
def test_splitting_wrongly_tells_what_to_write(cli, data, coded, words, told):
    code, _, said = cli("themes", "split", "bibliotek", *words, "--by", "Policy P.")
    assert code == 2 and told in said and logs(data) == []


def test_file_with_statements_that_do_not_have_the_code_is_refused_whole(cli, data, coded, tmp_path):
    file = tmp_path / "deling.csv"
    file.write_text(f"Utsagn-id,Ny kode\n{coded[0]},museum\nukjent-1,museum\n", encoding="utf-8")
    code, _, said = cli("themes", "split", "bibliotek", "--from", file, "--by", "Policy P.")
    assert code == 2 and "3: ukjent-1" in said and logs(data) == []


def test_themes_are_renamed_merged_and_retired(cli, data, coded):
    by = ("--by", "Policy P.")
    assert cli("themes", "rename", "museum", "Museer og samlinger", *by)[0] == 0
    assert cli("themes", "merge", "bibliotek", "--into", "museum", *by)[0] == 0
    _, shown, _ = cli("show", coded[0])
    assert "Museer og samlinger" in shown
    code, out, _ = cli("themes", "retire", "museum", "--json", *by)
    assert code == 0 and sorted(json.loads(out)["lost"]) == sorted(coded)
    _, shown, _ = cli("show", coded[0])
    assert "Tatt ut av bruk, teller ikke: Bibliotek og litteratur" in shown
    _, history, _ = cli("themes", "history", "museum")
    assert "tatt ut av bruk" in history
    _, checked, _ = cli("check", "--county", "91")
    assert "2 utsagn er kodet med" in checked
