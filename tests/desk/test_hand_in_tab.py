"""Levering: what is left, the report while one works on, letters followed until answered, sign-off, and a hand-in that can be received."""

from __future__ import annotations

import base64
import shutil
import time
from pathlib import Path

import pytest

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.log import read_judgements
from support.desk_page import find_axe_faults, open_desk_page
from support.handed_in import code_one, judge_all, receive, tree, write_national
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE = "Anne Eksempel"
REPLY = (
    "Storvika kommune\nEksempel – oppdiktet\n\nVedtak\n\n1. Storvika kommune mener at kulturskolen bør være gratis.\n"
)


@pytest.fixture
def data(tmp_path):
    made = write_mini_dialogue(tmp_path / "dialog")
    judge_all(made, "91", ANNE)
    return made


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="91", person=ANNE)


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def described(session):
    return ask(session, "hand_in.describe")["data"]


def letters(session):
    return {one["name"]: one for one in described(session)["letters"]}


def fetch(session, **asked):
    content, at, stamp = b"", 0, ""
    while True:
        told = ask(session, "hand_in.file", at=at, stamp=stamp, **asked)["data"]
        content += base64.b64decode(told["part"])
        at, stamp = told["next"], told["stamp"]
        if told["last"]:
            return content


def wait_for_report(session):
    for _ in range(1200):
        told = ask(session, "hand_in.report")
        if "error" in told or told["data"]["state"] != "running":
            return told
        time.sleep(0.1)
    pytest.fail("the report was not made")


@pytest.mark.browser
def test_letters_sign_off_and_hand_in_on_the_page_and_the_file_is_received_elsewhere(data, chromium_path, tmp_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Levering").click()
        page.get_by_role("button", name="Lag brev").click()
        page.get_by_text("2 brev er laget. Les dem før du sender dem.").wait_for()
        page.get_by_role("button", name="Les brevet til Storvika").click()
        page.get_by_role("heading", name="Brevet til Storvika kommune").wait_for()
        with page.expect_download() as letter:
            page.get_by_role("button", name="Last ned som Word").click()
        document = build_of(data).area("91").letter("9101", "docx")
        assert Path(letter.value.path()).read_bytes() == document.read_bytes()
        page.get_by_role("button", name="Kopier teksten til e-post").click()
        page.get_by_text("Teksten er kopiert.").wait_for()
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Merk som sendt", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Merk som sendt").click()
        page.get_by_text("Notert som sendt").wait_for()
        assert page.evaluate("document.activeElement.id") == "mld-step-letters", "focus stays in the same point"
        page.get_by_role("button", name="Godkjenn som Anne Eksempel").click()
        page.get_by_text("Godkjent av Anne Eksempel").wait_for()
        page.get_by_label("Beskjed til KS sentralt").fill("Første levering. Eksempel – oppdiktet.")
        page.get_by_role("button", name="Lever inn").click()
        page.get_by_text("Den inneholder 2 filer med innspill").wait_for()
        with page.expect_download() as handed_in:
            page.get_by_role("button", name="Last ned leveringen").click()
        assert find_axe_faults(page) == []
        file = tmp_path / handed_in.value.suggested_filename
        handed_in.value.save_as(file)
        (event,) = session.workspace.judgements.hand_ins["91"]
    assert (event.by, event.note) == (ANNE, "Første levering. Eksempel – oppdiktet.")
    national = write_national(tmp_path / "nasjonalt")
    (received,) = receive(national, file)
    assert received.refused is None and received.note == event.note
    assert tree(national.root, "inputs/91") == tree(data.root, "inputs/91")
    judgements, _ = read_judgements(national)
    assert judgements.sign_offs["91"].by == ANNE
    assert [sent.sender_name for _, sent in judgements.letters.values()] == ["Storvika"]


@pytest.mark.browser
def test_the_report_is_made_while_one_works_on_and_is_shown_without_reaching_the_page(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Levering").click()
        page.get_by_role("button", name="Lag rapporten").click()
        page.get_by_text("Lager rapporten …", exact=True).wait_for()
        began = time.monotonic()
        assert "data" in ask(session, "coding.list")
        assert time.monotonic() - began < 5, "others' requests are answered meanwhile"
        frame = page.locator("iframe.mld-report")
        frame.wait_for(timeout=120_000)
        assert frame.get_attribute("sandbox") == ""
        inside = page.frame_locator("iframe.mld-report")
        inside.get_by_role("heading", name="Vestmark").wait_for()
        inside.locator("nav a[href^='#']").nth(2).click()
        inside.get_by_role("heading", name="Vestmark").wait_for()
        assert find_axe_faults(page) == []
        with page.expect_download() as report:
            page.get_by_role("button", name="Last ned rapporten (Word)").click()
        assert report.value.suggested_filename == "fylkesrapport-91.docx"


@pytest.mark.browser
def test_the_tab_can_be_read_on_a_narrow_page_and_by_keys_alone(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.set_viewport_size({"width": 400, "height": 800})
        page.get_by_role("tab", name="Levering").click()
        page.get_by_role("heading", name="1. Hva gjenstår").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        page.keyboard.press("4")
        assert page.evaluate("document.activeElement.textContent") == "4. Godkjenning"
        page.get_by_role("button", name="Til Koding").press("Enter")
        assert page.get_by_role("tab", selected=True).inner_text() == "Koding"
        assert page.evaluate("document.activeElement !== document.body"), "focus is not lost"


def test_a_report_that_fails_tells_why_and_one_that_has_changed_says_so(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    assert described(session)["report"] == {"state": "none"}
    ask(session, "hand_in.make_report")
    assert wait_for_report(session)["data"]["state"] == "made"
    assert b"Vestmark" in fetch(session, what="report")
    code_one(data, "91", ANNE, number=1)
    session.refresh()
    assert not described(session)["report"]["up_to_date"]
    shutil.rmtree(data.root / "inputs/91")
    (data.root / "inputs/91").mkdir()
    (data.root / "inputs/91/vedtak.docx").write_bytes(bytes(range(256)) * 20)
    session.refresh()
    ask(session, "hand_in.make_report")
    told = wait_for_report(session)["data"]
    assert (told["state"], told["cause"]) == ("failed", "data"), told


def test_what_stops_a_run_before_it_begins_is_told_once(session, monkeypatch):
    monkeypatch.setenv("MEDLEMSDIALOG_CELL_SECONDS", "mange")
    ask(session, "hand_in.make_report")
    assert "MEDLEMSDIALOG_CELL_SECONDS" in wait_for_report(session)["error"]
    assert described(session)["report"] == {"state": "none"}


def test_a_letter_that_is_answered_by_a_source_is_told_as_answered(session, data):
    ask(session, "hand_in.letters", reply_by="1. desember 2099")
    assert {one["ready"] for one in letters(session).values()} == {True}
    ask(session, "hand_in.sent", keys=["9101"])
    assert (letters(session)["Storvika"]["state"], letters(session)["Lillevika"]["state"]) == ("sent", "not_sent")
    (data.root / "inputs/91/svar.txt").write_text(REPLY, encoding="utf-8")
    session.refresh()
    told = ask(session, "sources.list")["data"]
    ((letter, name),) = told["letters"]
    assert name.startswith("Storvika, ")
    row = next(row for row in told["rows"] if row["file"] == "svar.txt")
    said = {key: row[key] for key in ("id", "level", "status", "arena", "date", "openness", "quotable")}
    said |= {"sender": "9101", "seen": []}
    assert "finnes ikke lenger" in ask(session, "sources.confirm", **said, replies_to="brev-91-9102-7")["error"]
    ask(session, "sources.confirm", **said, replies_to=letter)
    assert (letters(session)["Storvika"]["state"], letters(session)["Storvika"]["answers"]) == (
        "answered",
        ["svar.txt"],
    )
    # Saved again by one who says nothing of letters, it is still the answer.
    seen = ask(session, "sources.describe", id=row["id"])["data"]["seen"]
    ask(session, "sources.confirm", **(said | {"seen": seen}))
    assert letters(session)["Storvika"]["state"] == "answered"


def test_a_letter_past_its_date_is_told(session):
    ask(session, "hand_in.letters", reply_by="01.11.2017")
    ask(session, "hand_in.sent", keys=["9101", "9102"])
    assert {one["state"] for one in letters(session).values()} == {"overdue"}


def test_a_letter_changed_by_hand_is_kept_until_one_asks_for_a_new(session, data):
    ask(session, "hand_in.letters", reply_by="01.12.2099")
    document = build_of(data).area("91").letter("9101", "docx")
    document.write_bytes(b"endret")
    made = ask(session, "hand_in.letters", reply_by="02.12.2099")["data"]
    assert (made["made"], made["kept"]) == (1, ["Storvika kommune"])
    assert letters(session)["Storvika"]["changed"] and document.read_bytes() == b"endret"
    ask(session, "hand_in.letters", reply_by="02.12.2099", key="9101", anew=True)
    assert not letters(session)["Storvika"]["changed"] and document.read_bytes() != b"endret"
    assert "ikke en dato" in ask(session, "hand_in.letters", reply_by="snart")["error"]


def test_a_letter_is_marked_as_sent_only_once(session):
    ask(session, "hand_in.letters", reply_by="01.12.2099")
    assert ask(session, "hand_in.sent", keys=["9101"])["data"]["sent"] == 1
    assert "allerede merket" in ask(session, "hand_in.sent", keys=["9101"])["error"]


def test_a_sign_off_stands_lapses_with_what_has_changed_and_is_withdrawn_with_a_reason(session, data):
    assert described(session)["sign_off"] == {"state": "none"}
    told = ask(session, "hand_in.sign_off")["data"]["sign_off"]
    assert (told["state"], told["by"]) == ("standing", ANNE)
    code_one(data, "91", "Bo Eksempel", number=1)
    session.refresh()
    told = described(session)
    assert told["sign_off"]["state"] == "lapsed" and "kodingene" in told["sign_off"]["lapse"]
    assert "lapsed" in {one["kind"] for one in told["left"]}
    assert "hvorfor" in ask(session, "hand_in.withdraw", reason=" ")["error"]
    assert ask(session, "hand_in.withdraw", reason="For tidlig")["data"]["sign_off"] == {"state": "none"}


def test_a_hand_in_is_listed_and_told_to_be_changed_since(session, data):
    made = ask(session, "hand_in.make", note="")["data"]["made"]
    assert (made["number"], made["name"], made["changed"]) == (1, "levering-91-1.zip", True)
    assert ask(session, "hand_in.make", note="")["data"]["made"]["changed"] is False
    code_one(data, "91", ANNE, number=1)
    session.refresh()
    assert [(one["number"], one["changed"]) for one in described(session)["hand_ins"]] == [(2, True), (1, False)]
    assert "for lang" in ask(session, "hand_in.make", note="x" * 3000)["error"]


def test_an_empty_county_is_told_where_to_begin_and_hands_nothing_in(data):
    shutil.rmtree(data.root / "inputs/92")
    session = Session(data, build_of(data), area_code="92", person=ANNE)
    told = described(session)
    assert (told["left"], told["received"], told["letters"]) == ([], 0, [])
    assert "ingenting å levere" in ask(session, "hand_in.make", note="")["error"]
    assert "ingenting å godkjenne" in ask(session, "hand_in.sign_off")["error"]


def test_a_file_comes_whole_in_parts_and_never_mixed_with_a_later_one(session, data):
    file = build_of(data).area("91").hand_in(3)
    file.parent.mkdir(parents=True)
    content = bytes(range(256)) * 10_000
    file.write_bytes(content)
    assert fetch(session, what="hand_in", number=3) == content
    first = ask(session, "hand_in.file", what="hand_in", number=3)["data"]
    file.write_bytes(content + b"nytt")
    told = ask(session, "hand_in.file", what="hand_in", number=3, at=first["next"], stamp=first["stamp"])
    assert "ble endret" in told["error"]


@pytest.mark.parametrize(
    "asked",
    [{"what": "docx", "key": "../../../dialogue"}, {"what": "../dialogue.yaml"}, {"what": "txt", "key": "9101"}, {}],
)
def test_only_files_that_the_desk_makes_are_handed_over(session, asked):
    assert "finnes ikke lenger" in ask(session, "hand_in.file", **asked)["error"]
