"""Status: every county as it is now, and a hand-in looked into before it is taken in."""

from __future__ import annotations

import pytest

from medlemsdialog.desk import status_tab
from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.all_areas import read_areas
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.runs.assessing import sign_off
from medlemsdialog.runs.lock import locked
from support.desk_page import find_axe_faults, open_desk_page
from support.handed_in import code_one, deliver, judge_all, opened, tree, write_national
from support.mini_dialogue import build_of, write_mini_dialogue

PIA = "Pia Eksempel"
TOKEN = "abcdef0123"


@pytest.fixture
def county(tmp_path):
    data = write_mini_dialogue(tmp_path / "fylke")
    judge_all(data, "91", "Rådgiver Ås")
    return data


@pytest.fixture
def national(tmp_path):
    return write_national(tmp_path / "nasjonalt")


@pytest.fixture
def session(national):
    return Session(national, build_of(national), area_code="national", person=PIA)


def ask(session, action, *files, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload}, files)


def upload(session, file, *, token=TOKEN, part=2000):
    content, answer = file.read_bytes(), {}
    for at in range(0, len(content), part):
        last = at + part >= len(content)
        answer = ask(session, "status.upload", content[at : at + part], name=file.name, token=token, at=at, last=last)
    return answer["data"]


def row(session, code="91"):
    return next(one for one in ask(session, "status.list")["data"]["rows"] if one["code"] == code)


def test_the_board_shows_each_county_as_it_is_now_without_a_run(county):
    session = Session(county, build_of(county), area_code="national", person=PIA)
    first = row(session)
    assert (first["sources"], first["confirmed"], first["unconfirmed"]) == (2, 2, 0)
    assert (first["coded"], first["sign_off"], first["hand_in"], first["done"]) == (1, "none", None, False)
    code_one(county, "91", "Rådgiver Ås", number=1)
    sign_off(opened(county), "91", by="Rådgiver Ås")
    assert (row(session)["coded"], row(session)["sign_off"]) == (2, "standing")
    code_one(county, "91", "Rådgiver Ås", theme=1)
    lapsed = row(session)
    assert lapsed["sign_off"] == "lapsed"
    assert "kodingene" in lapsed["lapse"]


def test_a_statement_coded_differently_by_two_stands_as_open(county):
    session = Session(county, build_of(county), area_code="national", person=PIA)
    assert row(session)["disputed"] == 0
    code_one(county, "91", "Bo Eksempel", theme=1)
    assert row(session)["disputed"] == 1


def test_originals_are_not_read_again_when_only_a_coding_is_new(county):
    session = Session(county, build_of(county), area_code="national", person=PIA)
    first = read_areas(session)["91"]
    code_one(county, "91", "Rådgiver Ås", number=1)
    session.refresh()
    again = read_areas(session)["91"]
    assert again.received is first.received
    assert sum(one.coders for one in again.coded) == sum(one.coders for one in first.coded) + 1
    (county.root / "inputs/91/nytt.txt").write_text(
        "Eksempel – oppdiktet\n\nVi mener dette er bra.\n", encoding="utf-8"
    )
    session.refresh()
    assert read_areas(session)["91"].received is not first.received


def test_a_hand_in_is_looked_into_before_anything_is_written(session, national, county):
    before = tree(national.root)
    told = upload(session, deliver(county).file)
    assert told["state"] == "new"
    assert "nye filer med innspill" in told["told"] and "Vestmark" in told["county"]
    assert tree(national.root) == before


def test_a_hand_in_is_taken_in_and_the_same_file_again_says_so(session, county):
    file = deliver(county).file
    key = upload(session, file)["key"]
    taken = ask(session, "status.receive", key=key)["data"]
    assert "er tatt imot" in taken["told"]
    received = next(one for one in taken["rows"] if one["code"] == "91")
    assert received["hand_in"] == 1 and received["received"] and not received["changed_since_hand_in"]
    again = upload(session, file)
    assert again["state"] == "again"
    assert "er tatt imot før" in again["told"]
    assert "ligger ikke her lenger" in ask(session, "status.receive", key=key.replace("a", "b"))["error"]


def test_a_hand_in_can_be_taken_in_once_the_run_that_holds_the_folder_is_done(session, county, monkeypatch):
    monkeypatch.setattr(status_tab, "_LONGEST_WAIT_SECONDS", 0.1)
    with locked(session.workspace.build):
        looked_into = upload(session, deliver(county, "91").file)
        assert looked_into["state"] == "new"
        assert "kjøring" in ask(session, "status.receive", key=looked_into["key"])["error"]
    assert ask(session, "status.receive", key=looked_into["key"])["data"]["state"] == "new"


def test_a_hand_in_without_anything_new_is_kept_as_come(session, county):
    ask(session, "status.receive", key=upload(session, deliver(county).file)["key"])
    told = upload(session, deliver(county).file)
    assert told["state"] == "same"
    ask(session, "status.receive", key=told["key"])
    assert (row(session)["hand_in"], row(session)["changed_since_hand_in"]) == (2, False)


def test_what_is_not_a_hand_in_is_refused_and_not_kept(session, national, tmp_path):
    file = tmp_path / "levering.zip"
    file.write_bytes(b"ikke en zip")
    told = upload(session, file)
    assert told["state"] == "refused" and "levering.zip" in told["told"]
    assert list(session.workspace.build.uploads.iterdir()) == []


def test_a_hand_in_that_is_left_is_not_kept(session, county):
    key = upload(session, deliver(county).file)["key"]
    assert list(session.workspace.build.uploads.iterdir())
    ask(session, "status.put_away", key=key)
    assert list(session.workspace.build.uploads.iterdir()) == []


def test_no_key_leads_out_of_the_folder(session, national):
    for action in ("status.put_away", "status.receive"):
        assert "ligger ikke her lenger" in ask(session, action, key="../../inputs")["error"]
    assert (national.root / "inputs").is_dir()


@pytest.mark.browser
def test_policy_staff_take_in_a_hand_in_and_open_the_county(national, county, chromium_path):
    file = deliver(county).file
    with open_desk_page(national, build_of(national), chromium_path, area_code="national", person=PIA) as (
        page,
        session,
    ):
        assert page.get_by_role("tab").first.inner_text() == "Status"
        page.get_by_role("row", name="91 Vestmark").get_by_text("ingen innspill").wait_for()
        page.set_input_files("input[type=file]", [file])
        page.get_by_text("levering 1 fra 91 har").wait_for()
        assert read_judgements(national)[0].hand_ins == {}
        assert find_axe_faults(page) == []
        page.keyboard.press("Enter")
        page.get_by_text("Leveringen er tatt imot kl.").wait_for()
        page.get_by_role("row", name="91 Vestmark").get_by_text("nr. 1").wait_for()
        assert read_judgements(national)[0].hand_ins["91"]
        page.get_by_role("tab", name="Status").focus()
        page.keyboard.press("f")
        assert page.get_by_label("Vis bare fylker som mangler noe").is_checked()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.get_by_role("tab", name="Vurdering").wait_for()
        assert session.area_code == "91"
