"""Innspill: files in without loss, proposals confirmed by a person, and nothing that lies there overwritten."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.desk.uploads import create_whole
from medlemsdialog.judgements.log import read_judgements
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE = "Anne Eksempel"
LETTER = "Lillevika kommune\nEksempel – oppdiktet\n\nVedtak\n\n1. Lillevika kommune mener at biblioteket bør styrkes.\n"


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="91", person=ANNE)


def ask(session, action, *files, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload}, files)


def upload(session, name, content, *, token="abcdef0123", part=1 << 20):
    answer = {}
    for at in range(0, max(len(content), 1), part):
        piece = content[at : at + part]
        last = at + part >= len(content)
        answer = ask(session, "sources.upload", piece, name=name, token=token, at=at, last=last)
    return answer


def rows(session):
    return {row["file"]: row for row in ask(session, "sources.list")["data"]["rows"]}


def said(row, **changed):
    keys = ("id", "level", "status", "arena", "date", "openness", "quotable", "public_address")
    return {key: row[key] for key in keys} | {"sender": row["sender_code"], "seen": []} | changed


@pytest.mark.browser
def test_a_file_is_taken_in_and_confirmed_with_one_key(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.wait_for_selector(".mld-form")
        file = {"name": "brev fra Lillevika.txt", "mimeType": "text/plain", "buffer": LETTER.encode()}
        page.set_input_files("input[type=file]", [file])
        page.get_by_text("brev fra Lillevika.txt er lagt inn.").wait_for()
        assert (data.root / "inputs/91/brev fra Lillevika.txt").read_text(encoding="utf-8") == LETTER
        page.get_by_role("option").filter(has_text="brev fra Lillevika.txt").click()
        page.get_by_role("heading", name="brev fra Lillevika.txt").wait_for()
        page.keyboard.press("b")
        page.get_by_text("Bekreftet kl.").wait_for()
        (registered,) = read_judgements(data)[0].registrations.values()
        assert (registered.source, registered.sender_code) == ("91/brev fra Lillevika.txt", "9102")
        assert find_axe_faults(page) == []


def test_a_large_file_comes_in_parts_and_whole(session, data):
    content = bytes(range(256)) * 20_000
    assert upload(session, "stor.bin", content)["data"]["state"] == "new"
    assert (data.root / "inputs/91/stor.bin").read_bytes() == content


def test_a_file_of_the_same_name_is_kept_beside_and_the_same_file_not_twice(session, data):
    assert upload(session, "brev.txt", b"en")["data"] == {"state": "new", "name": "brev.txt"}
    assert upload(session, "brev.txt", b"en")["data"] == {"state": "same", "name": "brev.txt"}
    assert upload(session, "brev.txt", b"to")["data"] == {"state": "renamed", "name": "brev (2).txt"}
    assert (data.root / "inputs/91/brev.txt").read_bytes() == b"en"


def test_a_part_that_is_missing_stops_the_file(session, data):
    ask(session, "sources.upload", b"abc", name="brev.txt", token="abcdef0123", at=0, last=False)
    told = ask(session, "sources.upload", b"def", name="brev.txt", token="abcdef0123", at=5, last=True)
    assert "mangler" in told["error"]
    assert not (data.root / "inputs/91/brev.txt").exists()


def test_a_file_that_is_not_written_whole_is_not_left_among_the_originals(tmp_path):
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError):
            create_whole(tmp_path / "brev.txt", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_what_was_begun_and_left_is_removed_with_the_next_file(session):
    ask(session, "sources.upload", b"abc", name="brev.txt", token="abcdef0123", at=0, last=False)
    folder = session.workspace.build.uploads
    (folder / "levering-abcdef0123").mkdir()
    ask(session, "sources.upload", b"abc", name="brev.txt", token="fersk00001", at=0, last=False)
    for left in (folder / "abcdef0123", folder / "levering-abcdef0123"):
        os.utime(left, (0, 0))
    ask(session, "sources.upload", b"abc", name="brev.txt", token="ny00000001", at=0, last=False)
    assert {one.name for one in folder.iterdir()} == {"fersk00001", "ny00000001"}


@settings(max_examples=60)
@given(
    name=st.text(max_size=60)
    | st.sampled_from(["../ut.txt", "..\\ut.txt", "/etc/x", "CON.txt", "LES-MEG.md", ".skjult", "a/b/c.txt"])
)
def test_no_name_leads_out_of_the_folder(tmp_path_factory, name):
    data = write_mini_dialogue(tmp_path_factory.mktemp("d") / "dialog")
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    before = {file for file in data.root.rglob("*") if file.is_file()}
    answer = upload(session, name, b"x")
    new = {file for file in data.root.rglob("*") if file.is_file()} - before
    assert all(file.parent == data.root / "inputs/91" for file in new)
    assert ("error" in answer) == (not new)


def test_one_who_confirms_without_having_seen_the_other_overwrites_nothing(session, data):
    row = rows(session)["storvika-vedtak.txt"]
    other = Session(data, build_of(data), area_code="91", person="Bo Eksempel")
    assert "error" not in ask(session, "sources.confirm", **said(row, status="decision"))
    assert "error" not in ask(other, "sources.confirm", **said(row, status="minutes"))
    session.refresh()
    (rival,) = ask(session, "sources.describe", id=row["id"])["data"]["rivals"]
    assert rival["by"] == ANNE
    seen = ask(session, "sources.describe", id=row["id"])["data"]["seen"]
    ask(session, "sources.confirm", **said(row, status="decision", seen=seen))
    assert ask(session, "sources.describe", id=row["id"])["data"]["rivals"] == []


def test_a_municipality_must_be_one_and_an_organisation_may_be_any(session):
    row = rows(session)["storvika-vedtak.txt"]
    assert "Bygdelaget" in ask(session, "sources.confirm", **said(row, sender="Bygdelaget"))["error"]
    assert "error" not in ask(session, "sources.confirm", **said(row, sender="Bygdelaget", level="other"))
    assert rows(session)["storvika-vedtak.txt"]["sender"] == "Bygdelaget"


def test_setting_aside_needs_a_reason_and_can_be_confirmed_again(session):
    row = rows(session)["storvika-vedtak.txt"]
    assert "hvorfor" in ask(session, "sources.set_aside", id=row["id"], reason=" ")["error"]
    ask(session, "sources.set_aside", id=row["id"], reason="Gjelder en annen sak")
    assert rows(session)["storvika-vedtak.txt"]["state"] == "rejected"
    ask(session, "sources.confirm", **said(row))
    assert rows(session)["storvika-vedtak.txt"]["state"] == "registered"


def test_a_meeting_is_kept_with_what_was_put_and_changed_in_place(session, data):
    body, question = "organ:fylkesstyret-vestmark", session.workspace.dialogue.questions[0].id
    meeting = {"body": body, "date": "12. juni 2017", "attendance": "9", "invited": "", "questions": [question]}
    (told,) = ask(session, "sources.meeting", **meeting)["data"]["meetings"]
    assert (told["date"], told["attendance"], told["invited"], told["arena"]) == ("12.06.2017", 9, None, "county_board")
    ask(session, "sources.meeting", **(meeting | {"id": told["id"], "attendance": "11"}))
    assert [held.attendance for held in read_judgements(data)[0].meetings_in("91")] == [11]
    assert (
        "ikke et antall"
        in ask(session, "sources.meeting", **(meeting | {"id": told["id"], "attendance": "ni"}))["error"]
    )


def test_a_meeting_that_is_registered_is_not_registered_over(session, data):
    other = Session(data, build_of(data), area_code="92", person="Bo Eksempel")
    meeting = {"body": "organ:fylkesstyret-vestmark", "date": "12.06.2017", "questions": []}
    ask(session, "sources.meeting", **meeting, attendance="9")
    assert "«Endre»" in ask(session, "sources.meeting", **meeting, attendance="10")["error"]
    other.refresh()
    assert "error" not in ask(other, "sources.meeting", **meeting, attendance="11")
    judgements = read_judgements(data)[0]
    assert [[held.attendance for held in judgements.meetings_in(area)] for area in ("91", "92")] == [[9], [11]]
    (theirs,) = judgements.meetings_in("92")
    assert "error" in ask(session, "sources.meeting", **meeting, id=theirs.meeting_id)


def test_a_file_that_is_changed_after_it_was_confirmed_stands_out(session, data):
    row = rows(session)["storvika-vedtak.txt"]
    ask(session, "sources.confirm", **said(row))
    assert not rows(session)["storvika-vedtak.txt"]["changed"]
    file = data.root / "inputs/91/storvika-vedtak.txt"
    file.write_text(file.read_text(encoding="utf-8") + "\n3. Kommunen mener mer.\n", encoding="utf-8")
    session.refresh()
    changed = rows(session)["storvika-vedtak.txt"]
    assert (changed["state"], changed["changed"]) == ("registered", True)


def test_only_the_proposals_that_were_shown_are_confirmed_together(session, data):
    shown = [row["id"] for row in rows(session).values() if row["ready"]]
    (data.root / "inputs/91/senere.txt").write_text(LETTER, encoding="utf-8")
    session.refresh()
    assert rows(session)["senere.txt"]["ready"]
    assert ask(session, "sources.confirm_ready", ids=shown)["data"]["confirmed"] == len(shown) > 0
    assert rows(session)["senere.txt"]["state"] == "proposed"
