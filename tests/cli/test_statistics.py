"""`statistics fetch` and `statistics list` from the command line, against a StatBank on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
import yaml

from medlemsdialog.paths import DataFolder
from support.stat_bank import Bank, dataset, problem, reply, serve_bank


@pytest.fixture
def bank(data: DataFolder) -> Iterator[Bank]:
    with serve_bank() as served:
        content = yaml.safe_load(data.dialogue_file.read_text(encoding="utf-8"))
        table = {
            "id": "12060",
            "contents": ["KOSdel0000"],
            "periods": [2015, 2016, 2017],
            "regions": {"country": "EAK", "county": "EKA{code}"},
        }
        content |= {"example": False, "statistics_address": served.address, "statistics_tables": [table]}
        data.dialogue_file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        yield served


def test_a_fetch_tells_source_days_counts_and_where(cli: Callable, bank: Bank, data: DataFolder):
    code, out, err = cli("statistics", "fetch")
    assert code == 0
    assert "Kilde: Statistisk sentralbyrå, oppdatert 2018-06-28" in out
    assert "Nye tall: 14. Uendret: 0. Revidert: 0. Ukjent hos kilden: 0." in out
    assert str(data.statistics / "12060.csv") in out and "medlemsdialog run" in out
    assert "har ingen tall for 2017. Den siste perioden er 2016." in err


def test_a_revision_is_told_with_both_figures(cli: Callable, bank: Bank):
    cli("statistics", "fetch")
    values = dataset()["value"]
    bank.data = reply(dataset(value=[*values[:2], None, *values[3:]], status={"2": ".."}))
    _, out, _ = cli("statistics", "fetch")
    assert "Landet 2015, KOSdel0000: 2,5 → ukjent (..)" in out
    _, out, _ = cli("statistics", "list", "--json")
    (kept,) = json.loads(out)
    assert (kept["known"], kept["unknown"], kept["revised"], kept["unit"]) == (13, 1, 1, "prosent")


def test_a_failure_ends_in_1_with_what_to_do_and_where_the_answer_is(cli: Callable, bank: Bank, data: DataFolder):
    bank.data = problem(404, "Non-existent table")
    code, _, err = cli("statistics", "fetch")
    assert code == 1
    assert "Tabell 12060 er ikke hentet." in err and "Se etter at tabellnummeret" in err
    assert str(data.statistics / "12060.unread.json") in err
    code, out, _ = cli("statistics", "fetch", "--json")
    assert code == 1 and "Non-existent table" in json.loads(out)[0]["fault"]


def test_a_dry_run_asks_nobody_and_writes_nothing(cli: Callable, bank: Bank, data: DataFolder):
    code, out, _ = cli("statistics", "fetch", "--dry-run", "--table", "12060")
    assert code == 0 and f"GET {bank.address}/tables/12060/metadata" in out and "Innhold: KOSdel0000" in out
    assert bank.asked == [] and not data.statistics.exists()


def test_the_address_may_be_given(cli: Callable, bank: Bank):
    with serve_bank() as other:
        assert cli("statistics", "fetch", "--address", other.address)[0] == 0
        assert other.asked and not bank.asked


def test_wrong_use_ends_in_2(cli: Callable, bank: Bank):
    assert cli("statistics", "fetch", "--table", "99999")[0] == 2
    assert cli("statistics", "fetch", "--address", "http://statbank.example")[0] == 2


def test_the_example_says_that_its_places_are_not_in_the_statbank(cli: Callable):
    code, _, err = cli("statistics", "fetch")
    assert code == 2 and "finnes ikke i Statistikkbanken" in err


def test_what_is_named_and_not_fetched_is_listed_with_the_command(cli: Callable, bank: Bank):
    code, out, _ = cli("statistics", "list")
    assert code == 0 and "ikke hentet: 12060" in out and "medlemsdialog statistics fetch" in out
    assert bank.asked == []
