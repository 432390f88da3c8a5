"""Sammenlign koding: coded blind in the coder's own log, shown side by side afterwards, settled with all names."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.other_areas import read_area
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import open_workspace
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs import judging
from medlemsdialog.runs.comparing import draw_sample
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE, OLA = "Anne Eksempel", "Ola Eksempel"
OWN, CROSS = "91", "92"
FIRST, SECOND = "kulturskole-okonomi", "lokalt-selvstyre"


@pytest.fixture
def unsampled(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    for area in (OWN, CROSS):
        workspace = open_workspace(data, build_of(data))
        found = judging.find_proposals(workspace, area)
        judging.register_sources(workspace, area, found, by="Rådgiver", registration=judging.Registration())
    return data


@pytest.fixture
def data(unsampled):
    draw_sample(open_workspace(unsampled, build_of(unsampled)), by="Politikk", size=4)
    return unsampled


def desk(data, area=OWN, person=ANNE):
    return Session(data, build_of(data), area_code=area, person=person)


def ask(session, action, **payload):
    session.refresh()
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def get(session, action, **payload):
    told = ask(session, action, **payload)
    assert "error" not in told, told
    return told["data"]


def tasks(session):
    return get(session, "comparison.tasks")["rows"]


def judged(data):
    judgements, problems = read_judgements(data)
    assert problems == ()
    return judgements


def code_differently(data):
    """Let both code one statement of county 91, and return its id and both desks."""
    anne, ola = desk(data), desk(data, CROSS, OLA)
    statement = next(row["id"] for row in tasks(anne) if not row["cross"])
    get(anne, "comparison.code", id=statement, themes=[FIRST])
    get(ola, "comparison.code", id=statement, themes=[FIRST, SECOND])
    return statement, anne, ola


def pair_of(session):
    return next(pair for pair in get(session, "comparison.overview")["pairs"] if pair["area"] == OWN)


def differences(session):
    pair = pair_of(session)
    return get(session, "comparison.differences", **{name: pair[name] for name in ("sample", "area", "cross")})["rows"]


def test_each_county_is_told_of_its_own_statements_and_those_of_the_other(data):
    todo = get(desk(data), "comparison.overview")["todo"]
    assert (todo["all"], todo["covered"], todo["mine"]) == (4, 0, 0)
    assert todo["cross"] == [{"area": "Austmark", "number": sum(row["cross"] for row in tasks(desk(data)))}]
    assert {row["area"] for row in tasks(desk(data, CROSS, OLA))} == {"Vestmark", "Austmark"}


def test_a_statement_of_the_sample_comes_in_its_context_without_suggestions_or_others_codes(data):
    statement, *_ = code_differently(data)
    third = desk(data, OWN, "Kari Eksempel")
    row = next(row for row in tasks(third) if row["id"] == statement)
    assert row["mine"] is None
    assert row["before"] or row["after"]
    told = json.dumps(row, ensure_ascii=False)
    assert "sugg" not in told
    assert FIRST not in told
    assert OLA not in told
    own = get(third, "coding.statement", id=statement)
    assert (own["suggestions"], own["suggested_claims"], own["others"]) == ([], [], [])
    assert third.coded[statement].suggestions, "the computer has a suggestion to hide"


def test_a_blind_coding_goes_to_the_coders_own_log_and_names_the_sample(data):
    statement, *_ = code_differently(data)
    judgements = judged(data)
    (sample,) = judgements.samples
    assert judgements.coding_areas[statement, ANNE] == OWN
    assert judgements.coding_areas[statement, OLA] == CROSS
    assert {judgements.codings[statement, person].sample_id for person in (ANNE, OLA)} == {sample}


def test_what_differs_is_said_in_words_for_each_coder(data):
    statement, anne, _ = code_differently(data)
    assert pair_of(anne)["headline"] == "0 av 1 likt – se det ene ulike"
    (row,) = differences(anne)
    assert row["id"] == statement
    own, other = row["views"]
    assert (own["coder"], own["me"], [theme["mark"] for theme in own["themes"]]) == (ANNE, True, ["same"])
    assert [theme["mark"] for theme in other["themes"]] == ["same", "only"]
    assert own["missing"] == [other["themes"][1]["label"]]


def test_nobody_sees_a_difference_before_having_coded_the_statement(data):
    code_differently(data)
    third = desk(data, OWN, "Kari Eksempel")
    assert pair_of(third)["hidden"] == 1
    assert differences(third) == []


def test_a_blind_coding_may_be_finished_at_the_desk_it_was_begun_at(data):
    statement, anne, _ = code_differently(data)
    get(anne, "comparison.code", id=statement, themes=[FIRST, "bibliotek"])
    assert judged(data).independent[statement, ANNE].themes == (FIRST, "bibliotek")


def test_once_the_difference_is_shown_nothing_is_coded_blind_any_more(data):
    statement, anne, _ = code_differently(data)
    differences(anne)
    assert statement not in {row["id"] for row in tasks(anne)}
    assert "blindt" in ask(anne, "comparison.code", id=statement, themes=[SECOND])["error"]
    get(anne, "coding.save", id=statement, themes=[SECOND])
    judgements = judged(data)
    assert judgements.codings[statement, ANNE].themes == (SECOND,)
    assert judgements.independent[statement, ANNE].themes == (FIRST,)


def test_a_press_in_the_sample_is_taken_back(data):
    anne = desk(data)
    statement = tasks(anne)[0]["id"]
    get(anne, "comparison.code", id=statement, themes=[FIRST])
    get(anne, "comparison.code", id=statement, themes=[FIRST, SECOND])
    row = get(anne, "comparison.code", id=statement, undo=True)["row"]
    assert (tuple(row["mine"]["themes"]), row["done"]) == ((FIRST,), True)
    assert get(anne, "comparison.code", id=statement, undo=True)["row"]["mine"] is None
    assert (statement, ANNE) not in judged(data).codings


def test_settling_carries_both_names_and_undoing_brings_back_what_was_coded_blind(data):
    statement, anne, _ = code_differently(data)
    differences(anne)
    row = get(anne, "comparison.settle", id=statement, coder=OLA)["row"]
    assert (row["settled_by"], row["open"], row["can_undo"]) == ([ANNE, OLA], False, True)
    settled = judged(data).codings[statement, ANNE]
    assert (settled.settles, settled.settled_with, settled.themes) == (True, (OLA,), (FIRST, SECOND))
    assert judged(data).coding_areas[statement, ANNE] == OWN
    assert get(anne, "comparison.undo", id=statement)["row"]["open"]
    back = judged(data).codings[statement, ANNE]
    assert (back.settles, back.themes, bool(back.sample_id)) == (False, (FIRST,), True)


def test_only_the_one_who_settled_can_undo_it(data):
    statement, anne, ola = code_differently(data)
    get(anne, "comparison.settle", id=statement, themes=[SECOND], claims=[])
    assert "den som lagra semja" in ask(ola, "comparison.undo", id=statement)["error"]
    assert get(ola, "comparison.settle", id=statement, coder=ANNE)["row"]["settled_by"] == [OLA, ANNE]


def test_another_countys_originals_are_read_once_and_again_when_something_came_in(data):
    anne = desk(data)
    tasks(anne)
    before = read_area(anne, CROSS)
    get(anne, "comparison.code", id=tasks(anne)[0]["id"], themes=[FIRST])
    assert read_area(anne, CROSS) is before
    (data.root / "inputs/92/vetlelia.txt").write_text("Vetlelia kommune\n\nKommunen meiner meir.", encoding="utf-8")
    anne.refresh()
    assert read_area(anne, CROSS) is not before


def test_the_plan_draws_nothing_and_is_what_is_drawn(unsampled):
    nation = desk(unsampled, NATIONAL, "Politikk")
    told = get(nation, "comparison.plan", size="4", seed="7")
    assert judged(unsampled).samples == {}
    assert {(row["area"], row["cross"]) for row in told["rows"]} == {("Vestmark", "Austmark"), ("Austmark", "Vestmark")}
    (sample,) = get(nation, "comparison.draw", size="4", seed="7")["samples"]
    assert (sample["number"], sample["seed"]) == (told["size"], 7)
    assert sum(row["drawn"] for row in told["rows"]) == told["size"]
    assert "tallet 7" in ask(nation, "comparison.plan", size="4", seed="7")["error"]


@pytest.mark.parametrize(("size", "seed"), [("", "1"), ("0", "1"), ("4", "to"), ("1", "1"), ("100000", "1")])
def test_numbers_that_will_not_do_are_told_and_nothing_is_drawn(unsampled, size, seed):
    nation = desk(unsampled, NATIONAL, "Politikk")
    assert ask(nation, "comparison.draw", size=size, seed=seed)["error"]
    assert judged(unsampled).samples == {}


def test_the_national_view_counts_and_names_no_coder(data):
    code_differently(data)
    told = get(desk(data, NATIONAL, "Politikk"), "comparison.nation")
    pair = next(pair for pair in told["pairs"] if pair["area"] == "Vestmark")
    assert (pair["own_coded"], pair["cross_coded"], pair["compared"], pair["open"]) == (1, 1, 1, 1)
    assert (told["agreement"]["statements"], told["agreement"]["from_samples"]) == (1, 1)
    assert told["agreement"]["themes"] == [], "too few statements for any number"
    assert ANNE not in json.dumps(told)


@pytest.mark.browser
def test_without_a_sample_the_county_is_told_who_draws_it(unsampled, chromium_path):
    with open_desk_page(unsampled, build_of(unsampled), chromium_path, area_code=OWN) as (page, _):
        page.get_by_role("tab", name="Sammenlign koding").click()
        page.get_by_text("KS sentralt trekker ett utvalg").wait_for()
        assert find_axe_faults(page) == []


@pytest.mark.browser
def test_the_sample_is_coded_and_the_difference_settled_with_the_keys_alone(data, chromium_path):
    ola = desk(data, CROSS, OLA)
    with open_desk_page(data, build_of(data), chromium_path, area_code=OWN, person=ANNE) as (page, session):
        page.get_by_role("tab", name="Sammenlign koding").click()
        page.get_by_role("button", name="Kod utvalget").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("k")
        page.locator(".mld-now").wait_for()
        first = tasks(session)[0]["id"]
        assert page.locator(".mld-suggestion").count() == 0
        page.keyboard.press("t")
        page.keyboard.type("selvstyre")
        page.keyboard.press("Enter")
        page.get_by_text("Lagret kl.").wait_for()
        assert judged(data).codings[first, ANNE].themes == (SECOND,)
        assert find_axe_faults(page) == []
        page.keyboard.press("Enter")
        page.keyboard.press("x")
        page.get_by_text("Du har kodet 2 av 4.").wait_for()

        get(ola, "comparison.code", id=first, themes=[FIRST])
        session.refresh()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Se 1 ulik").click()
        page.locator(".mld-views").wait_for()
        page.get_by_text("bare du").wait_for()
        page.get_by_text(f"bare {OLA}").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("2")
        page.get_by_text(f"Enige: {ANNE}, {OLA}").wait_for()
        assert judged(data).codings[first, ANNE].settled_with == (OLA,)
        page.keyboard.press("u")
        page.get_by_text("Hva blir dere enige om?").wait_for()
        page.keyboard.press("v")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Lagre det vi er enige om").click()
        page.get_by_text(f"Enige: {ANNE}, {OLA}").wait_for()
        assert judged(data).codings[first, ANNE].themes == ()
        page.keyboard.press("Escape")
        page.get_by_text("Dere er blitt enige om alle.").wait_for()
        assert page.evaluate("document.activeElement.id").startswith("mld-pair-")


@pytest.mark.browser
def test_the_sample_is_shown_before_it_is_drawn(unsampled, chromium_path):
    with open_desk_page(unsampled, build_of(unsampled), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Sammenlign koding").click()
        page.get_by_label("Antall utsagn").fill("4")
        page.get_by_role("button", name="Vis hvordan utvalget blir").click()
        page.get_by_text("Ingenting er trukket ennå.").wait_for()
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Trekk utvalget").click()
        page.get_by_role("dialog").get_by_role("button", name="Trekk utvalget").click()
        page.get_by_text("Hvor langt fylkene er kommet").wait_for()
        assert len(judged(unsampled).samples) == 1


@pytest.mark.browser
def test_a_plan_on_show_stands_while_others_code(data, chromium_path):
    anne = desk(data)
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, session):
        page.get_by_role("tab", name="Sammenlign koding").click()
        page.get_by_text("Ingen utsagn er kodet av to eller flere ennå").wait_for()
        page.get_by_text("Trekk et utvalg til").click()
        page.get_by_label("Antall utsagn").fill("3")
        row = next(row for row in tasks(anne) if not row["cross"])
        get(anne, "comparison.code", id=row["id"], themes=[FIRST])
        session.refresh()
        page.evaluate("window.tell({ event: 'changed' })")
        coded_at_home = page.get_by_role("row", name="Vestmark Austmark").get_by_role("cell").nth(2)
        expect(coded_at_home).to_have_text("1")
        assert page.get_by_label("Antall utsagn").input_value() == "3"


@pytest.mark.browser
def test_the_keys_still_work_after_a_press_with_the_mouse(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code=OWN, person=ANNE) as (page, _):
        page.get_by_role("tab", name="Sammenlign koding").click()
        page.get_by_role("button", name="Kod utvalget").click()
        page.locator(".mld-now").wait_for()
        page.keyboard.press("t")
        page.keyboard.type("selvstyre")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Fjern temaet").click()
        page.get_by_text("Ingen temaer", exact=True).wait_for()
        page.keyboard.press("j")
        page.get_by_text("Utsagn 2 av").wait_for()
