"""Statistics are fetched from a StatBank on this machine: what it answers is kept, and every fault is told."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.register.statistics_files import KeptStatisticsError, read_kept_tables
from medlemsdialog.runs.checks import check_areas
from medlemsdialog.runs.run import run_dialogue
from medlemsdialog.runs.statistics import (
    FetchedTable,
    UnreadTable,
    fetch_statistics,
    list_statistics,
    plan_fetch,
)
from medlemsdialog.runs.statistics_http import Limits, StatBank, check_address
from support.mini_dialogue import build_of, write_mini_dialogue
from support.stat_bank import REGION, Bank, Reply, dataset, described, problem, reply, serve_bank

TODAY, LATER = datetime.date(2018, 6, 28), datetime.date(2019, 6, 17)
TABLE = {
    "id": "12060",
    "contents": ["Utgifter til kultur per innbygger (kr)"],
    "periods": ["2015", "2016"],
    "regions": {"country": "EAK", "county": "EKA{code}"},
}


@pytest.fixture
def bank() -> Iterator[Bank]:
    with serve_bank() as served:
        yield served


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def write_dialogue(folder: Path, address: str, *tables: dict[str, Any]) -> Workspace:
    data = write_mini_dialogue(folder)
    content = yaml.safe_load(data.dialogue_file.read_text(encoding="utf-8"))
    content |= {"example": False, "statistics_address": address, "statistics_tables": list(tables)}
    data.dialogue_file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return open_workspace(data, build_of(data))


@pytest.fixture
def workspace(tmp_path: Path, bank: Bank) -> Workspace:
    return write_dialogue(tmp_path / "dialog", bank.address, TABLE)


def fetch(workspace: Workspace, bank: Bank, clock: Clock, day: datetime.date = TODAY, **limits: Any):
    told: list[Message] = []
    service = StatBank(bank.address, Limits(**limits), clock=clock, sleep=clock.sleep, tell=told.append)
    (found,) = fetch_statistics(workspace, today=day, bank=service)
    return found


def refusal(workspace: Workspace, bank: Bank, clock: Clock, answer: Reply, **limits: Any) -> UnreadTable:
    bank.data = answer
    found = fetch(workspace, bank, clock, **limits)
    assert isinstance(found, UnreadTable)
    assert not (workspace.data.statistics / "12060.csv").exists()
    assert not [file for file in workspace.data.statistics.glob("*") if file.name.startswith(".")]
    return found


def test_the_table_is_kept_and_the_answers_beside_it(workspace: Workspace, bank: Bank, clock: Clock):
    found = fetch(workspace, bank, clock)
    assert isinstance(found, FetchedTable)
    (kept,) = read_kept_tables(workspace.data.statistics)
    assert kept == found.table
    assert kept.contents[0].unit == "kr" and kept.contents[0].retrieved == TODAY
    raw = json.loads((workspace.data.statistics / "12060.json").read_text(encoding="utf-8"))
    assert raw["retrieved"] == "2018-06-28"
    assert [
        urlsplit(one["query"].split()[1])._replace(scheme="", netloc="").geturl() for one in raw["answers"]
    ] == bank.asked
    assert json.loads(raw["answers"][1]["body"]) == dataset()


def test_only_what_dialogue_yaml_names_is_asked_for(workspace: Workspace, bank: Bank, clock: Clock):
    fetch(workspace, bank, clock)
    assert bank.chosen() == {REGION: ["EAK", "EKA??", "????"], "ContentsCode": ["KOSper0000"], "Tid": ["2015", "2016"]}
    assert all("[" not in path and "outputFormat=json-stat2" in path for path in bank.asked if "/data" in path)


def test_a_revision_is_told_and_the_replaced_answer_is_kept(workspace: Workspace, bank: Bank, clock: Clock):
    fetch(workspace, bank, clock)
    values = dataset()["value"]
    bank.data = reply(dataset(value=[99, *values[1:]]))
    found = fetch(workspace, bank, clock, LATER)
    assert isinstance(found, FetchedTable) and len(found.changes.revised) == 1
    (kept,) = read_kept_tables(workspace.data.statistics)
    revised = [value for value in kept.values if value.revised]
    assert [(str(one.value), str(one.previous_value), one.revised) for one in revised] == [("99", "0.5", LATER)]
    earlier = json.loads((workspace.data.statistics / "12060.2018-06-28.json").read_text(encoding="utf-8"))
    assert json.loads(earlier["answers"][1]["body"]) == dataset()


def test_the_same_answer_on_the_same_day_writes_the_same_bytes(workspace: Workspace, bank: Bank, clock: Clock):
    fetch(workspace, bank, clock)
    before = {file.name: file.read_bytes() for file in workspace.data.statistics.iterdir()}
    fetch(workspace, bank, clock)
    assert {file.name: file.read_bytes() for file in workspace.data.statistics.iterdir()} == before


def test_two_tables_are_listed_and_one_that_fails_leaves_the_other_alone(tmp_path: Path, bank: Bank, clock: Clock):
    workspace = write_dialogue(
        tmp_path / "to", bank.address, TABLE, {**TABLE, "id": "99999", "contents": ["Finnes ikke"]}
    )
    service = StatBank(bank.address, clock=clock, sleep=clock.sleep)
    good, bad = fetch_statistics(workspace, today=TODAY, bank=service)
    assert isinstance(good, FetchedTable) and isinstance(bad, UnreadTable)
    assert "Fant «Finnes ikke»" in str(bad.fault)
    overview = list_statistics(workspace)
    assert [one.content.table for one in overview.kept] == ["12060"] and overview.not_fetched == ("99999",)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (problem(400, "Non-existent value", "Value KOSper is unknown"), "Non-existent value. Value KOSper is unknown"),
        (problem(403, "Forbidden"), "nektet oss svar (403): Forbidden"),
        (problem(404, "Non-existent table"), "har ikke denne tabellen (404): Non-existent table"),
        (problem(500, "Internal error"), "en feil hos seg (500): Internal error"),
        (reply("<html>Feil</html>", status=502, kind="text/html"), "en feil hos seg (502): Bad Gateway"),
        (reply("<html>Vedlikehold</html>", kind="text/html; charset=utf-8"), "svarte med en nettside (HTML)"),
        (reply("a;b\n1;2\n", kind="text/csv"), "svarte med text/csv"),
        (reply(""), "ikke gyldig JSON"),
        (reply(json.dumps(dataset())[:-50]), "ikke gyldig JSON"),
        (reply(b"\xff\xfe\x00", kind="application/json"), "ikke gyldig JSON"),
        (reply({"class": "collection"}), "følger ikke formatet JSON-stat 2.0"),
        (reply(dataset(value=[1, 2])), "kan være avkortet"),
        (reply(dataset(), Content_Length="999999"), "Svaret ble avbrutt"),
    ],
)
def test_every_fault_is_told_and_what_came_is_kept(
    workspace: Workspace, bank: Bank, clock: Clock, answer: Reply, said: str
):
    found = refusal(workspace, bank, clock, answer, timeout=5)
    assert said in str(found.fault)
    assert found.raw is not None
    raw = json.loads(found.raw.read_text(encoding="utf-8"))
    assert raw["answers"][-1]["status"] == answer[0] and {"body", "body_base64"} & set(raw["answers"][-1])


def test_a_failed_fetch_leaves_what_was_kept_and_a_good_one_clears_the_failed(
    workspace: Workspace, bank: Bank, clock: Clock
):
    fetch(workspace, bank, clock)
    before = read_kept_tables(workspace.data.statistics)
    bank.data = problem(500, "Internal error")
    failed = fetch(workspace, bank, clock, LATER)
    assert isinstance(failed, UnreadTable) and failed.raw.is_file()
    assert read_kept_tables(workspace.data.statistics) == before
    bank.data = reply(dataset())
    fetch(workspace, bank, clock, LATER)
    assert not failed.raw.exists()


def test_an_answer_larger_than_we_take_is_not_read_to_the_end(workspace: Workspace, bank: Bank, clock: Clock):
    found = refusal(workspace, bank, clock, reply(" " * 300_000), most_bytes=100_000)
    assert "større enn 100000 byte" in str(found.fault)


def test_a_silent_service_is_given_up(workspace: Workspace, bank: Bank, clock: Clock):
    bank.handle = lambda _: time.sleep(1)
    found = fetch(workspace, bank, clock, timeout=0.1)
    assert isinstance(found, UnreadTable) and "svarte ikke innen" in str(found.fault) and found.raw is None


def test_a_dripping_answer_is_given_up(workspace: Workspace, bank: Bank):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    bank.handle = drip
    service = StatBank(bank.address, Limits(timeout=5, whole_answer=0.2))
    (found,) = fetch_statistics(workspace, today=TODAY, bank=service)
    assert isinstance(found, UnreadTable) and "svarte ikke innen" in str(found.fault)


def test_a_truncated_chunked_answer_is_told(workspace: Workspace, bank: Bank, clock: Clock):
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"ff\r\n{")
        handler.close_connection = True

    bank.handle = cut
    found = fetch(workspace, bank, clock)
    assert isinstance(found, UnreadTable) and "Svaret ble avbrutt" in str(found.fault) and found.raw is not None


def test_nobody_at_the_address_is_told(workspace: Workspace, clock: Clock):
    service = StatBank("http://127.0.0.1:1/api", clock=clock, sleep=clock.sleep)
    (found,) = fetch_statistics(workspace, today=TODAY, bank=service)
    assert isinstance(found, UnreadTable) and "Fikk ikke kontakt med 127.0.0.1:1" in str(found.fault)


def test_another_host_is_never_followed_to(workspace: Workspace, bank: Bank, clock: Clock):
    with serve_bank() as other:
        found = refusal(workspace, bank, clock, reply("", status=302, Location=f"{other.address}/tables"))
        assert other.asked == []
    assert "sender oss videre" in str(found.fault)


def test_a_redirect_on_the_same_host_is_followed_and_a_circle_is_not(workspace: Workspace, bank: Bank, clock: Clock):
    answers = iter([reply("", status=307, Location="/api/v2/annet/data?x=1"), reply(dataset())])
    bank.data = lambda: next(answers)
    assert isinstance(fetch(workspace, bank, clock), FetchedTable)
    bank.data = reply("", status=301, Location="/api/v2/annet/data?x=1")
    found = fetch(workspace, bank, clock)
    assert isinstance(found, UnreadTable) and "uten ende" in str(found.fault)


def test_too_many_questions_waits_as_long_as_it_is_told_and_asks_again(workspace: Workspace, bank: Bank, clock: Clock):
    answers = iter([problem(429, "Too many", Retry_After="7"), problem(503, "Busy", Retry_After="2"), reply(dataset())])
    bank.data = lambda: next(answers)
    assert isinstance(fetch(workspace, bank, clock), FetchedTable)
    assert clock.slept == [7, 2]


def test_a_long_wait_or_one_without_end_is_given_up(workspace: Workspace, bank: Bank, clock: Clock):
    found = refusal(workspace, bank, clock, problem(429, "Too many", Retry_After="86400"))
    assert clock.slept == [] and "for mange spørringer (429)" in str(found.fault)
    refusal(workspace, bank, clock, problem(429, "Too many", Retry_After="Sun, 22 Nov 2009 21:00:00 GMT"))
    assert clock.slept == [0, 0, 0]


def test_no_more_than_thirty_questions_are_asked_in_a_minute(bank: Bank, clock: Clock):
    service = StatBank(bank.address, clock=clock, sleep=clock.sleep)
    for _ in range(31):
        service.get("tables/12060/metadata")
    assert clock.slept == [60]


@pytest.mark.parametrize(
    "address",
    ["", "statbank.example", "ftp://statbank.example", "file:///etc/passwd", "http://statbank.example/api",
     "https://ola:hemmelig@statbank.example", "https://statbank.example/?a=b", "https://statbank.example:port/", "https://[::1"],
)  # fmt: skip
def test_an_address_that_is_no_encrypted_service_is_refused(address: str):
    with pytest.raises(UsageError, match="begynne med https"):
        check_address(address)


def test_the_address_may_end_in_a_slash():
    assert check_address(" https://statbank.example/api/v2/ ") == "https://statbank.example/api/v2"


def test_nothing_is_asked_by_a_plan_and_nothing_written(workspace: Workspace, bank: Bank):
    (plan,) = plan_fetch(workspace)
    assert plan.queries[0] == f"{bank.address}/tables/12060/metadata?lang=no"
    assert bank.asked == [] and not workspace.data.statistics.exists()


def test_the_examples_places_are_not_in_the_statbank(root: Path, bank: Bank, tmp_path: Path):
    data = write_mini_dialogue(tmp_path / "eksempel")
    with pytest.raises(UsageError, match="finnes ikke i Statistikkbanken"):
        fetch_statistics(open_workspace(data, build_of(data)), address=bank.address)
    assert bank.asked == []


def test_wrong_use_is_told(tmp_path: Path, workspace: Workspace):
    with pytest.raises(UsageError, match="Velg en av disse: 12060"):
        plan_fetch(workspace, ["07459"])
    with pytest.raises(UsageError, match="nevner ingen tabeller"):
        plan_fetch(write_dialogue(tmp_path / "uten", "https://statbank.example"))
    with pytest.raises(UsageError, match="Adressen til Statistikkbanken mangler"):
        plan_fetch(write_dialogue(tmp_path / "adresse", "", TABLE))


def test_kept_tables_that_cannot_be_read_stop_the_fetch_before_anything_is_asked(
    workspace: Workspace, bank: Bank, clock: Clock
):
    fetch(workspace, bank, clock)
    asked = len(bank.asked)
    file = workspace.data.statistics / "12060.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",0.5,", ",null komma fem,"), encoding="utf-8")
    with pytest.raises(KeptStatisticsError, match=r"12060\.csv, rad 2, kolonne «value»: Fant «null komma fem»"):
        fetch(workspace, bank, clock)
    assert len(bank.asked) == asked


def test_a_kept_table_that_cannot_be_read_is_told_before_any_county_runs(
    workspace: Workspace, bank: Bank, clock: Clock
):
    fetch(workspace, bank, clock)
    (workspace.data.statistics / "12060.csv").unlink()
    for use in (run_dialogue, check_areas):
        with pytest.raises(KeptStatisticsError, match="har ingen fil med tall"):
            use(workspace)
    assert not workspace.build.root.exists()


def test_labels_that_a_spreadsheet_would_run_come_back_as_they_were(workspace: Workspace, bank: Bank, clock: Clock):
    hostile = '=HYPERLINK("http://ond.example")'
    content = dataset(source=hostile, regions={"EAK": hostile, "9101": "-1"})
    bank.metadata, bank.data = reply(described(regions={"EAK": "x", "9101": "y"})), reply(content)
    found = fetch(workspace, bank, clock)
    assert isinstance(found, FetchedTable)
    assert read_kept_tables(workspace.data.statistics)[0] == found.table
    assert ",=" not in (workspace.data.statistics / "12060.csv").read_text(encoding="utf-8")


def test_only_one_module_opens_connections(root: Path):
    named = ("urllib.request", "http.client", "import requests", "import httpx", "import aiohttp")
    found = {
        file.name
        for file in (root / "lib").rglob("*.py")
        if any(name in file.read_text(encoding="utf-8") for name in named)
    }
    assert found == {"statistics_http.py"}
