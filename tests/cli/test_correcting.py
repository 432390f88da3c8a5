from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import DataFolder

Cli = Callable[..., tuple[int, str, str]]
WHY = ("--reason", "Feil i brevet", "--by", "Kari K.")


def test_a_source_is_corrected_with_norwegian_words_listed_and_taken_back(cli: Cli, data: DataFolder) -> None:
    code, out, err = cli("correct", "91/storvika-vedtak.txt", "--field", "type uttalelse", "--value", "Referat", *WHY)
    assert (code, err) == (0, "")
    assert "type uttalelse fra «vedtak» til «referat»" in out
    (event,) = read_judgements(data)[0].corrections
    assert (event.field, event.expected, event.value, event.source) == (
        "status",
        "decision",
        "minutes",
        "91/storvika-vedtak.txt",
    )
    code, out, _ = cli("correct", "--list")
    assert event.id[:8] in out and "Kari K.: Feil i brevet" in out
    assert json.loads(cli("correct", "--list", "--json")[1])[0]["value"] == "minutes"
    assert "Ingen rettinger" in cli("correct", "--list", "--county", "92")[1]
    assert cli("correct", "--undo", event.id[:8], "--by", "Kari K.")[0] == 0
    assert read_judgements(data)[0].corrections == ()
    assert "Ingen rettinger" in cli("correct", "--list")[1]


@pytest.mark.parametrize(("written", "iso"), [("14.06.2017", "2017-06-14"), ("14. juni 2017", "2017-06-14")])
def test_a_date_is_written_as_norwegians_write_it(cli: Cli, data: DataFolder, written: str, iso: str) -> None:
    assert cli("correct", "storvika-vedtak.txt", "--field", "dato", "--value", written, *WHY)[0] == 0
    (event,) = read_judgements(data)[0].corrections
    assert event.value == iso


def test_the_kind_of_a_passage_is_corrected_and_its_source_by_its_id(
    cli: Cli, data: DataFolder, statement_id: Callable[[str, str], str]
) -> None:
    place = statement_id("91", "øremerkede")
    assert cli("correct", place, "--field", "slag", "--value", "gjengitt syn", *WHY)[0] == 0
    assert "Slag: gjengitt syn" in cli("show", place)[1]
    assert cli("correct", place, "--field", "sender_code", "--value", "9102", *WHY)[0] == 0
    assert "Avsender: 9102 Lillevika" in cli("show", place)[1]


def test_the_text_of_a_form_cell_can_be_corrected_and_what_a_sender_wrote_cannot(
    cli: Cli, data: DataFolder, statement_id: Callable[[str, str], str]
) -> None:
    cell = statement_id("91", "øvingslokaler")
    assert cli("correct", cell, "--field", "tekst", "--value", "Vi trenger lokaler.", *WHY)[0] == 0
    assert "Vi trenger lokaler." in cli("show", cell)[1]
    code, _, err = cli("correct", statement_id("91", "øremerkede"), "--field", "tekst", "--value", "Noe", *WHY)
    assert code == 2 and "slik avsenderen skrev den" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["storvika-vedtak.txt", "--field", "farge", "--value", "rød", *WHY], "Velg en av disse: slag, avsender"),
        (["storvika-vedtak.txt", "--field", "dato", "--value", "snart", *WHY], "er ikke en dato"),
        (["storvika-vedtak.txt", "--field", "slag", "--value", "syn", *WHY], "rettes ett tekststed om gangen"),
        (["annet.txt", "--field", "dato", "--value", "1.1.2017", *WHY], "peker ikke ut"),
        (["storvika-vedtak.txt", "--field", "dato", "--value", "1.1.2017", "--by", "K"], "Skriv hvorfor"),
        (["storvika-vedtak.txt", "--field", "dato", "--value", "1.1.2017", "--reason", "r"], "Oppgi navnet ditt"),
        (["storvika-vedtak.txt", "--field", "type uttalelse", "--value", "vedtak", *WHY], "er alt «vedtak»"),
        (["storvika-vedtak.txt", "--field", "avsender", "--value", "Ukjentvika", *WHY], "9101 Storvika"),
        (["storvika-vedtak.txt", *WHY], "Oppgi hva som skal rettes"),
        (["--undo", "finnesikke", "--by", "K"], "ikke koden for én retting"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_written(
    cli: Cli, data: DataFolder, arguments: list[str], said: str
) -> None:
    code, out, err = cli("correct", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert not data.judgements.exists()


def test_a_correction_whose_original_is_repaired_stands_in_check(cli: Cli, data: DataFolder) -> None:
    assert cli("correct", "storvika-vedtak.txt", "--field", "type uttalelse", "--value", "referat", *WHY)[0] == 0
    assert "correction" not in cli("check", "--json", "--county", "91")[1]
    file = data.root / "inputs" / "91" / "storvika-vedtak.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("\nVedtak\n", "\nInnstilling\n"), encoding="utf-8")
    rows = json.loads(cli("check", "--json", "--county", "91")[1])["problems"]
    (problem,) = [row for row in rows if row["rule"] == "correction_not_applied"]
    assert "fra «vedtak» til «referat»" in problem["what"]
    assert "har nå «innstilling»" in problem["what"]
    assert problem["severity"] == "error"
