from __future__ import annotations

import csv
import http.client
import re
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace
from medlemsdialog.exchange.submission_store import open_to_read
from medlemsdialog.paths import BuildFolder, DataFolder, InputPageFolder
from medlemsdialog.runs.deletion import delete_personal_data, plan_deletion
from medlemsdialog.service.keys import hash_secret
from medlemsdialog.standing import describe_state
from support.input_page import begin_answers, serve, write_page_dialogue

ADDRESS = "https://innspill.example/kultur"
PAGE = f"access: codes\naddress: {ADDRESS}"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return write_page_dialogue(tmp_path / "data", PAGE)


def codes_out(data: DataFolder, file: Path, *options: str) -> int:
    return run_command(["codes", "out", str(file), "--data", str(data.root), *options])


def read_codes(file: Path) -> dict[str, tuple[str, str]]:
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))[1:]
    return {row[0]: (row[3], row[4]) for row in rows}


def test_codes_are_written_once_and_kept_as_hashes(data: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "koder.csv"
    assert codes_out(data, file) == 0
    codes = read_codes(file)
    assert set(codes) == {"9100", "9101", "9102", "9103", "9200", "9201", "9202"}
    assert all(link == f"{ADDRESS}/kode/{code}" for code, link in codes.values())
    assert file.stat().st_mode & 0o077 == 0
    store = b"".join(one.read_bytes() for one in InputPageFolder(data.input_page).files())
    assert not any(code.encode() in store for code, _ in codes.values())
    # The sheet is never overwritten, and who has a code keeps it.
    assert codes_out(data, file) == 2
    assert codes_out(data, tmp_path / "igjen.csv") == 0 and not (tmp_path / "igjen.csv").exists()
    again = tmp_path / "ny.xlsx"
    assert codes_out(data, again, "--member", "9101", "--renew") == 0
    rows = list(load_workbook(again).active.values)
    assert len(rows) == 2 and rows[1][0] == "9101" and rows[1][3] != codes["9101"][0]
    with open_to_read(InputPageFolder(data.input_page)) as database:
        hashes = {one for (one,) in database.execute("SELECT hash FROM code")}
    assert hash_secret(codes["9101"][0]) not in hashes and hash_secret(rows[1][3]) in hashes


def test_codes_need_an_address_and_known_members(data: DataFolder, tmp_path: Path) -> None:
    assert codes_out(data, tmp_path / "a.csv", "--member", "0301") == 2
    assert codes_out(data, tmp_path / "a.txt") == 2
    data.dialogue_file.write_text(
        data.dialogue_file.read_text(encoding="utf-8").replace(ADDRESS, '""'), encoding="utf-8"
    )
    assert codes_out(data, tmp_path / "a.csv") == 2 and not (tmp_path / "a.csv").exists()


def test_only_the_right_code_lets_a_member_in(data: DataFolder, tmp_path: Path) -> None:
    codes_out(data, tmp_path / "koder.csv")
    codes = {member: code for member, (code, _) in read_codes(tmp_path / "koder.csv").items()}
    with serve(data) as served:
        connection = http.client.HTTPConnection(served.host, served.port, timeout=30)

        def ask(method: str, path: str, body: str | None = None, cookie: str = "") -> http.client.HTTPResponse:
            headers = {"Cookie": cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if body else {})
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.text = response.read().decode()  # type: ignore[attr-defined]
            return response

        page = ask("GET", f"/kode/{codes['9101']}")
        assert "Svar for Storvika kommune" in page.text
        cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
        mark = re.search(r'name="merke" value="([^"]+)"', page.text)[1]

        def begin(member: str, code: str, with_cookie: str = cookie) -> http.client.HTTPResponse:
            return ask("POST", f"/medlem/{member}/begynn", urlencode({"merke": mark, "kode": code}), with_cookie)

        for member, code in (("9101", ""), ("9101", "feil"), ("9102", codes["9101"])):
            refused = begin(member, code)
            assert refused.status == 422 and '<a href="#kode">' in refused.text
        assert begin("9101", codes["9101"], "nettleser=" + "x" * 32).status == 403
        first = begin("9101", codes["9101"].lower().replace("-", " "))
        second = begin("9101", codes["9101"])
        assert first.status == second.status == 303 and first.headers["Location"] != second.headers["Location"]
        other = ask("GET", "/medlem/9101")
        mark = re.search(r'name="merke" value="([^"]+)"', other.text)[1]
        used = begin("9101", codes["9101"], (other.headers["Set-Cookie"] or "").partition(";")[0])
        assert used.status == 422 and "Koden er brukt" in used.text
        # Guessing ends soon.
        statuses = [ask("GET", "/kode/2222-2222-2222-2222").status for _ in range(25)]
        assert statuses[0] == 404 and statuses[-1] == 429
        assert not any(code in served.log.read_text() for code in codes.values())
        with open_to_read(served.store) as database:
            assert database.execute("SELECT count(*), count(DISTINCT reference) FROM token").fetchone() == (2, 1)
        workspace = open_workspace(data, BuildFolder(tmp_path / "b"))
        with pytest.raises(Exception, match="oppe"):
            delete_personal_data(workspace, plan_deletion(workspace), by="Kari")
        assert served.store.database.exists()


def test_store_is_no_part_of_what_runs_look_at_and_goes_with_the_rest(data: DataFolder, tmp_path: Path) -> None:
    build = BuildFolder(tmp_path / "b")
    before = describe_state(str(data.root), str(build.root), ())
    store = InputPageFolder(data.input_page)
    begin_answers(store, "9101", 3)
    content = store.attachment("a" * 64)
    content.parent.mkdir(parents=True)
    content.write_bytes(b"Eksempel")
    assert describe_state(str(data.root), str(build.root), ()) == before
    assert not any("input-page" in source for source, _ in data.originals())
    subprocess.run(["git", "init", "-q", data.root], check=True)
    untracked = subprocess.run(
        ["git", "status", "--short", "-uall"], check=True, cwd=data.root, capture_output=True, text=True
    )
    assert "dialogue.yaml" in untracked.stdout and "input-page" not in untracked.stdout
    workspace = open_workspace(data, build)
    plan = plan_deletion(workspace)
    assert {store.database, content} <= set(plan.sent)
    delete_personal_data(workspace, plan, by="Kari")
    assert set(store.files()) <= {store.lock}


def test_page_that_is_deleted_is_not_served_again(data: DataFolder, tmp_path: Path) -> None:
    workspace = open_workspace(data, BuildFolder(tmp_path / "b"))
    delete_personal_data(workspace, plan_deletion(workspace), by="Kari")
    assert run_command(["serve", "--data", str(data.root), "--port", "0"]) == 2
