"""The desk's frame: who sits here, which county, tabs by keys, and faults told in a sentence."""

from __future__ import annotations

import pytest

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


@pytest.mark.browser
def test_the_desk_asks_who_sits_here_and_then_shows_the_tabs(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91", person="") as (page, session):
        page.get_by_label("Navnet ditt").fill("  Anne   Eksempel ")
        page.keyboard.press("Enter")
        page.get_by_role("tab", name="Innspill").wait_for()
        assert session.person == "Anne Eksempel"
        assert page.get_by_role("tab", selected=True).inner_text() == "Innspill"
        assert find_axe_faults(page) == []


@pytest.mark.browser
def test_the_desk_speaks_the_form_of_the_county_and_the_one_that_is_chosen(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="92") as (page, _):
        assert page.locator(".mld-desk").get_attribute("lang") == "nn"
        page.get_by_label("Målform").select_option("nb")
        page.get_by_role("heading", name="Rådgiverbordet").wait_for()
        assert page.locator(".mld-desk").get_attribute("lang") == "nb"


def test_a_wrong_request_is_answered_with_what_to_do(data):
    session = Session(data, build_of(data), area_code="91")
    told = answer_request(session, ACTIONS, {"id": 1, "action": "finnes.ikke"})
    assert told["id"] == 1
    assert told["error"].endswith("Last siden på nytt.")


def test_a_fault_of_the_program_is_logged_and_told_without_a_traceback(data):
    session = Session(data, build_of(data), area_code="91", person="Anne")

    def broken(*_):
        raise KeyError("hemmelig")

    told = answer_request(session, {"x": broken}, {"id": 1, "action": "x"})
    assert "Det du har lagret, er trygt" in told["error"]
    assert "hemmelig" not in told["error"]
    assert "KeyError: 'hemmelig'" in build_of(data).desk_faults.read_text(encoding="utf-8")


def test_a_fault_is_told_also_where_it_cannot_be_logged(data):
    build = build_of(data)
    session = Session(data, build, area_code="91", person="Anne")
    build.root.mkdir(parents=True, exist_ok=True)
    build.cache.write_text("Eksempel – oppdiktet: her skulle mappen vært", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device", "fil")

    assert "Se etter at disken har plass" in answer_request(session, {"x": full}, {"id": 1, "action": "x"})["error"]


def test_a_county_that_is_not_there_is_told_with_those_that_are(data):
    session = Session(data, build_of(data))
    told = answer_request(session, ACTIONS, {"id": 1, "action": "desk.area", "payload": {"area": "99"}})
    assert "91 Vestmark" in told["error"]


@pytest.mark.browser
def test_focus_stays_on_a_button_that_is_drawn_anew_and_enter_answers_a_question(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.locator(".mld-list-row").first.wait_for()
        meeting = page.get_by_role("button", name="Legg til møte")
        meeting.focus()
        page.evaluate("window.tell({ event: 'changed' })")
        page.wait_for_timeout(500)
        assert page.evaluate("document.activeElement.textContent") == "Legg til møte …"
        page.locator(".mld-source").focus()
        page.keyboard.press("s")
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("Skriv hvorfor").wait_for()
        page.keyboard.type("Gjelder en annen sak")
        page.keyboard.press("Enter")
        page.get_by_text("satt til side av Anne Eksempel").wait_for()
        assert page.evaluate("document.querySelector('.mld-desk').contains(document.activeElement)")
        assert len(session.workspace.judgements.set_aside) == 1


@pytest.mark.browser
def test_the_desk_says_that_it_works_when_an_answer_takes_more_than_a_second(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.locator(".mld-list-row").first.wait_for()
        page.evaluate(
            "const send = window.model.send; window.model.send = (...sent) => setTimeout(() => send(...sent), 1500); null"
        )
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.get_by_text("Arbeider …").wait_for(timeout=1400)
        page.locator(".mld-statement").wait_for()
        page.locator(".mld-busy:empty").wait_for(state="attached")


@pytest.mark.parametrize("code", [13, 28, 30, 5])
def test_what_the_operating_system_says_is_told_in_norwegian(data, code):
    session = Session(data, build_of(data), area_code="91", person="Anne")

    def refuse(*_):
        raise OSError(code, "Permission denied", "fil")

    told = answer_request(session, {"x": refuse}, {"id": 1, "action": "x"})["error"]
    assert "Permission" not in told and "prøv igjen" in told
