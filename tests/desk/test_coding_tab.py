"""Koding: each press is one saved judgement, and nothing is coded that nobody pressed for."""

from __future__ import annotations

import pytest

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.events import SampleDrawn, SampleItem
from medlemsdialog.judgements.log import append_events, read_judgements
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE = "Anne Eksempel"


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def own_codings(data):
    judgements, problems = read_judgements(data)
    assert problems == ()
    return {statement: coding for (statement, by), coding in judgements.codings.items() if by == ANNE}


def wait_until(holds, page):
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)


def rows(session):
    return ask(session, "coding.list")["data"]["rows"]


@pytest.mark.browser
def test_a_statement_is_coded_and_undone_with_the_keys_alone(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.locator(".mld-statement .mld-now").first.wait_for()
        first = next(row["id"] for row in rows(session))
        suggested = session.coded[first].suggestions
        assert suggested, "the first statement of the small dialogue has a suggestion"
        page.wait_for_selector(".mld-suggestion")
        page.keyboard.press("Enter")
        page.get_by_text("Lagret kl.").wait_for()
        assert own_codings(data)[first].themes == tuple(one.theme for one in suggested)
        page.keyboard.press("u")
        page.get_by_text("Ikke kodet av deg").last.wait_for()
        wait_until(lambda: own_codings(data) == {}, page)
        assert own_codings(data) == {}
        assert find_axe_faults(page) == []


@pytest.mark.browser
def test_no_key_is_lost_however_fast_they_come(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.locator(".mld-statement .mld-buttons").first.wait_for()
        page.evaluate(
            """for (let n = 0; n < 3; n += 1)
               document.querySelector(".mld-statement").dispatchEvent(new KeyboardEvent("keydown", {key: "x", bubbles: true}))"""
        )
        first_three = {row["id"] for row in rows(session)[:3]}
        wait_until(lambda: own_codings(data).keys() == first_three, page)
        assert own_codings(data).keys() == first_three


@pytest.mark.browser
def test_a_claim_is_picked_with_its_position(data, chromium_path):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    theme = session.workspace.codebook.themes[0].code
    told = ask(session, "coding.claim", text="Staten bør øke tilskuddet.", addressee="state", themes=[theme])["data"]
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.wait_for_selector(".mld-picker")
        page.keyboard.press("r")
        page.keyboard.type("tilskuddet")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("2")
        page.get_by_text("Lagret kl.").wait_for()
        (coding,) = own_codings(data).values()
        assert [(one.claim_id, one.position.value) for one in coding.claims] == [(told["claim"], "against")]


@pytest.mark.browser
def test_text_of_a_member_is_never_read_as_html(data, chromium_path):
    hostile = "Kommunen mener at <img src=x onerror=window.hit=1> bør styrkes, og {{ 7*7 }} likeså."
    (data.root / "inputs/91/storvika-vedtak.txt").write_text(hostile, encoding="utf-8")
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.get_by_text("<img src=x onerror=window.hit=1>").last.wait_for()
        assert page.evaluate("window.hit") is None


def test_going_on_from_a_statement_without_suggestions_codes_nothing(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    ask(session, "coding.statement", id=rows(session)[0]["id"])
    assert own_codings(data) == {}


def test_an_unknown_theme_is_refused_and_nothing_is_saved(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    told = ask(session, "coding.save", id=rows(session)[0]["id"], themes=["finnes-ikke"])
    assert "finnes-ikke" in told["error"]
    assert own_codings(data) == {}


def test_without_a_name_nothing_is_saved(data):
    session = Session(data, build_of(data), area_code="91")
    told = ask(session, "coding.save", id=rows(session)[0]["id"], themes=[])
    assert told["error"].startswith("Skriv navnet ditt")


def test_what_another_codes_is_there_at_the_next_look(data):
    mine = Session(data, build_of(data), area_code="91", person=ANNE)
    statement = rows(mine)[0]["id"]
    other = Session(data, build_of(data), area_code="91", person="Bo Eksempel")
    theme = mine.workspace.codebook.themes[0].code
    assert "error" not in ask(other, "coding.save", id=statement, themes=[theme])
    assert mine.refresh().judgements
    (view,) = ask(mine, "coding.statement", id=statement)["data"]["others"]
    assert (view["coder"], tuple(view["themes"])) == ("Bo Eksempel", (theme,))


def test_the_history_tells_who_chose_what_the_latest_first(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    statement, themes = rows(session)[0]["id"], session.workspace.codebook.themes
    ask(session, "coding.save", id=statement, themes=[themes[0].code])
    ask(session, "coding.save", id=statement, themes=[themes[1].code])
    lines = ask(session, "coding.history", id=statement)["data"]["lines"]
    assert [line["by"] for line in lines] == [ANNE, ANNE]
    assert themes[1].label.nb in lines[0]["what"]


def test_a_statement_of_a_sample_shows_nobody_what_others_chose(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    statement = rows(session)[0]["id"]
    item = SampleItem(statement_id=statement, area_code="91", cross_area_code="92")
    append_events(data, "national", [SampleDrawn(by="KS", client="x", sample_id="u1", seed=1, items=(item,))])
    other = Session(data, build_of(data), area_code="91", person="Bo Eksempel")
    theme = session.workspace.codebook.themes[0].code
    ask(other, "coding.save", id=statement, themes=[theme])
    session.refresh()
    ask(session, "coding.save", id=statement, themes=[])
    told = ask(session, "coding.statement", id=statement)["data"]
    assert (told["blind"], told["others"]) == (True, [])
    assert [line["by"] for line in ask(session, "coding.history", id=statement)["data"]["lines"]] == [ANNE]
    assert next(row for row in rows(session) if row["id"] == statement)["themes"] == ()


def test_a_passage_that_is_no_statement_leaves_the_list_and_may_come_back(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    statement = rows(session)[0]["id"]
    assert ask(session, "coding.kind", id=statement, kind="background")["data"]["row"] is None
    assert statement not in {row["id"] for row in rows(session)}
    correction = session.workspace.judgements.corrections[-1]
    assert (correction.expected, correction.value) == ("view", "background")


def test_what_the_session_shows_is_what_a_fresh_reading_gives(data):
    session = Session(data, build_of(data), area_code="91", person=ANNE)
    themes = [theme.code for theme in session.workspace.codebook.themes[:3]]
    for row, theme in zip(rows(session), themes, strict=False):
        ask(session, "coding.save", id=row["id"], themes=[theme])
    append_events(data, "91", [])
    assert session.coded == Session(data, build_of(data), area_code="91", person=ANNE).coded
