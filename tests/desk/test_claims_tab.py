"""Krav: what a change would change is shown before it is made, and it can be taken back."""

from __future__ import annotations

import pytest

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import read_even_if_broken
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.runs import judging
from support.desk_page import find_axe_faults, open_desk_page
from support.exchange_dialogue import CLAIMS
from support.handed_in import judge_all, opened
from support.mini_dialogue import build_of, write_mini_dialogue

PIA = "Pia Eksempel"
LIBRARY, SCHOOL = "k-bibliotek", "k-kulturskole"
FOR, AGAINST = Position.FOR, Position.AGAINST


@pytest.fixture
def data(tmp_path):
    """Storvika is for the library in one statement and against the school in another; Lillevika is for the library."""
    folder = write_mini_dialogue(tmp_path / "dialog")
    folder.claims_file.write_text(CLAIMS, encoding="utf-8")
    judge_all(folder, "91", "Rådgiver Ås")
    for words, claim, position in (
        ("øremerkede midler", SCHOOL, AGAINST),
        ("biblioteket får bedre", LIBRARY, FOR),
        ("sterkere bibliotek", LIBRARY, FOR),
    ):
        code(folder, statement_with(folder, words), claim, position)
    return folder


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="national", person=PIA)


def statement_with(data, words):
    passages = read_even_if_broken(opened(data), "91").passages
    return next(one.statement_id for one in passages if words in one.text)


def code(data, statement_id, claim, position, *, by="Rådgiver Ås", themes=("bibliotek",)):
    judging.code_statement(opened(data), statement_id, themes=list(themes), claims={claim: position}, by=by)


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def make(session, **change):
    told = ask(session, "claims.preview", change=change)
    assert "error" not in told, told
    answer = ask(session, "claims.apply", change=change, seen=told["data"]["seen"])
    assert "error" not in answer, answer
    return answer["data"]


def listed(session, kind="claims"):
    return {row["code"]: row for row in ask(session, "claims.list")["data"][kind]}


def claims_of(data):
    return {claim.id: claim.text.nb for claim in opened(data).claims}


def test_claims_stand_with_who_is_behind_them_counted_as_members(session):
    library, school = listed(session)[LIBRARY], listed(session)[SCHOOL]
    assert library["count"]["members"] == 2 and library["count"]["statements"] == 2
    assert library["count"]["positions"]["for"] == 2
    assert school["count"]["positions"]["against"] == 1
    assert library["count"]["areas"] == ["91"]
    assert listed(session, "themes")["bibliotek"]["count"]["members"] == 2


def test_a_preview_tells_before_and_after_and_who_was_on_both_sides_and_writes_nothing(session, data):
    change = {"kind": "merge_claims", "claims": [LIBRARY, SCHOOL], "into": LIBRARY}
    told = ask(session, "claims.preview", change=change)["data"]
    effect = next(one for one in told["effects"] if "bibliotekene" in one["label"])
    assert (effect["before"]["positions"]["for"], effect["after"]["positions"]["for"]) == (2, 1)
    assert effect["after"]["positions"]["mixed"] == 1
    detail = next(line["text"] for line in told["lines"] if line["tone"] == "detail")
    assert detail.startswith("Storvika (") and "øremerke midler" in detail
    assert any("Vestmark" in line["text"] for line in told["lines"])
    assert claims_of(data).keys() == {LIBRARY, SCHOOL}


def test_merging_is_told_in_lineage_and_history_and_can_be_taken_back(session, data):
    made = make(session, kind="merge_claims", claims=[LIBRARY, SCHOOL], into=LIBRARY, reason="samme sak")
    rows = {row["code"]: row for row in made["claims"]}
    assert not rows[SCHOOL]["in_use"] and "Gikk inn i" in rows[SCHOOL]["lineage"][0]
    assert "øremerke midler" in rows[LIBRARY]["lineage"][0]
    history = ask(session, "claims.describe", kind="claim", code=LIBRARY)["data"]["history"]
    assert history[-1]["by"] == PIA and history[-1]["reason"] == "samme sak"
    assert "gikk inn i «Staten bør styrke bibliotekene.»" in history[-1]["what"]
    assert "error" not in ask(session, "claims.undo", events=made["events"])
    assert claims_of(data).keys() == {LIBRARY, SCHOOL}
    assert listed(session)[SCHOOL]["count"]["positions"]["against"] == 1


def test_merging_into_a_new_wording_is_taken_back_whole(session, data):
    new = {"text": {"nb": "Staten bør styrke kulturen.", "nn": ""}, "addressee": None, "themes": ["bibliotek"]}
    made = make(session, kind="merge_claims", claims=[LIBRARY, SCHOOL], into="", new=new)
    assert len(made["events"]) == 3
    assert list(claims_of(data).values()) == ["Staten bør styrke kulturen."]
    ask(session, "claims.undo", events=made["events"])
    assert claims_of(data).keys() == {LIBRARY, SCHOOL}


def test_a_change_that_others_have_come_before_is_looked_at_again(session, data):
    change = {"kind": "retire_claim", "claim_id": LIBRARY}
    seen = ask(session, "claims.preview", change=change)["data"]["seen"]
    other = Session(data, build_of(data), area_code="national", person="Per Eksempel")
    make(other, kind="reword_claim", claim_id=LIBRARY, text={"nb": "Staten bør løfte bibliotekene."}, frame={})
    assert "én gang til" in ask(session, "claims.apply", change=change, seen=seen)["error"]
    assert claims_of(data)[LIBRARY] == "Staten bør løfte bibliotekene."


def test_only_ones_own_last_change_is_taken_back(session, data):
    first = make(session, kind="retire_claim", claim_id=SCHOOL)
    make(session, kind="reword_claim", claim_id=LIBRARY, text={"nb": "Staten bør løfte bibliotekene."}, frame={})
    assert "angres først" in ask(session, "claims.undo", events=first["events"])["error"]
    assert SCHOOL not in claims_of(data)


def test_splitting_sends_each_statement_where_it_is_said_to_go(session, data):
    moved = statement_with(data, "sterkere bibliotek")
    parts = [{"id": "ny-1", "text": {"nb": "Staten bør gi rammer."}}, {"id": "ny-2", "text": {"nb": "Alle bør lese."}}]
    made = make(session, kind="split_claim", claim_id=LIBRARY, parts=parts, assigned={moved: "ny-2"}, rest="ny-1")
    rows = {row["label"]: row for row in made["claims"]}
    assert rows["Staten bør gi rammer."]["count"]["statements"] == 1
    assert rows["Alle bør lese."]["count"]["statements"] == 1
    assert rows["Alle bør lese."]["lineage"] == ["Skilt ut fra: «Staten bør styrke bibliotekene.»"]
    (statement,) = ask(session, "claims.describe", kind="claim", code=rows["Alle bør lese."]["code"])["data"][
        "statements"
    ]
    assert statement["statement_id"] == moved


def test_claims_that_say_nearly_the_same_are_only_suggested(session, data):
    claim = {"text": {"nb": "Bibliotekene bør styrkes av staten."}, "addressee": "state", "themes": ["bibliotek"]}
    make(session, kind="write_claim", claim=claim)
    (alike,) = listed(session)[LIBRARY]["alike"]
    assert claims_of(data)[alike] == "Bibliotekene bør styrkes av staten."
    assert listed(session)[SCHOOL]["alike"] == []
    assert len(claims_of(data)) == 3


def test_what_is_out_of_use_can_be_used_again_with_its_codings(session):
    make(session, kind="retire_claim", claim_id=LIBRARY)
    row = listed(session)[LIBRARY]
    assert not row["in_use"]
    claim = {"id": LIBRARY} | {key: row[key] for key in ("text", "addressee", "themes", "purpose", "question")}
    make(session, kind="write_claim", claim=claim)
    assert listed(session)[LIBRARY]["count"]["members"] == 2


def test_themes_are_added_edited_split_merged_and_taken_out(session, data):
    themes = listed(session, "themes")
    library = themes["bibliotek"]["theme"]
    texts = {part: {"nb": "Noe."} for part in ("definition", "include", "exclude")} | {"example": {"nb": "", "nn": ""}}
    new = {"label": {"nb": "Ny ting"}, "parent": library["parent"], "search_words": {"nb": ["ny*"], "nn": []}, **texts}
    make(session, kind="add_theme", theme=new)
    make(session, kind="edit_theme", theme=library | {"label": {"nb": "Bibliotekene"}})
    make(session, kind="merge_themes", themes=["ny-ting", "bibliotek"], into="bibliotek")
    moved = statement_with(data, "sterkere bibliotek")
    parts = [{"code": "ny-1", "label": {"nb": "Bibliotek"}}, {"code": "ny-2", "label": {"nb": "Bøker"}}]
    make(session, kind="split_theme", theme_code="bibliotek", parts=parts, assigned={moved: ["ny-2"]}, rest="ny-1")
    rows = listed(session, "themes")
    assert rows["boker"]["count"]["statements"] == 1
    # The name has been a theme before: the new one is another.
    assert not rows["bibliotek"]["in_use"] and rows["bibliotek-2"]["in_use"]
    make(session, kind="retire_theme", theme_code="boker")
    assert not listed(session, "themes")["boker"]["in_use"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "write_claim", "claim": {"text": {"nb": "  "}}}, "kravet som én setning"),
        ({"kind": "split_claim", "claim_id": LIBRARY, "parts": [{"id": "ny-1", "text": {"nb": ""}}]}, "én setning"),
        ({"kind": "add_theme", "theme": {"label": {"nb": "Nytt"}, "parent": "x"}}, "hva temaet handler om"),
        ({"kind": "merge_claims", "claims": [LIBRARY], "into": LIBRARY}, "minst ett annet"),
        ({"kind": "finnes_ikke"}, "Se over feltene"),
        ({}, "Se over feltene"),
    ],
)
def test_what_is_missing_is_told(session, change, told):
    assert told in ask(session, "claims.preview", change=change)["error"]


def test_nobody_without_a_name_changes_anything(data):
    nobody = Session(data, build_of(data), area_code="national")
    change = {"kind": "retire_claim", "claim_id": LIBRARY}
    seen = ask(nobody, "claims.preview", change=change)["data"]["seen"]
    assert "Skriv navnet ditt" in ask(nobody, "claims.apply", change=change, seen=seen)["error"]
    assert read_judgements(data)[0].code_events == ()


@pytest.mark.browser
def test_two_claims_are_merged_by_keys_and_the_merging_is_taken_back(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="national", person=PIA) as (page, _):
        page.get_by_role("tab", name="Krav").click()
        page.get_by_role("heading", name="Staten bør styrke bibliotekene.").wait_for()
        page.get_by_text("sterkere bibliotek").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("m")
        page.get_by_text("Velg minst to med mellomrom først.").wait_for()
        page.get_by_role("listbox").focus()
        page.keyboard.press("Space")
        page.keyboard.press("j")
        page.get_by_role("heading", name="Staten bør øremerke midler").wait_for()
        page.keyboard.press("Space")
        page.get_by_text("2 er valgt.").wait_for()
        page.keyboard.press("m")
        page.get_by_role("heading", name="Slå sammen 2 krav").wait_for()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Gjør endringen").wait_for()
        assert page.get_by_text("Medlemmer som har tatt ulike standpunkt").is_visible()
        assert find_axe_faults(page) == []
        assert claims_of(data).keys() == {LIBRARY, SCHOOL}
        page.get_by_label("Hvorfor").fill("Samme sak")
        assert page.get_by_role("button", name="Gjør endringen").count() == 0, "what is changed is looked at again"
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Gjør endringen").click()
        page.get_by_text("Endringen er lagret.").wait_for()
        page.get_by_text("Hit er også ført: «Staten bør øremerke").wait_for()
        assert claims_of(data).keys() == {LIBRARY}
        page.keyboard.press("z")
        page.get_by_role("dialog").get_by_role("button", name="Angre").click()
        page.get_by_text("Endringen er angret kl.").wait_for()
        assert claims_of(data).keys() == {LIBRARY, SCHOOL}


@pytest.mark.browser
def test_a_claim_is_split_and_a_theme_edited_with_the_mouse(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="national", person=PIA) as (page, _):
        page.get_by_role("tab", name="Krav").click()
        page.get_by_text("sterkere bibliotek").wait_for()
        page.get_by_role("button", name="Del …").click()
        page.get_by_label("Nytt krav 1").fill("Staten bør gi rammer.")
        page.get_by_label("Nytt krav 2").fill("Alle bør lese.")
        page.get_by_label("Går til").last.select_option("Alle bør lese.")
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Vis hva som endres").click()
        page.get_by_role("button", name="Gjør endringen").click()
        page.get_by_text("Endringen er lagret.").wait_for()
        assert {"Staten bør gi rammer.", "Alle bør lese."} <= set(claims_of(data).values())
        page.get_by_role("button", name="Temaer").click()
        page.get_by_label("Søk", exact=True).fill("bibliotek")
        page.get_by_role("listbox", name="Krav og temaer").get_by_role("option").first.click()
        page.get_by_role("button", name="Rediger …").click()
        page.get_by_label("Navn", exact=True).fill("Bibliotek og bøker")
        page.get_by_role("button", name="Vis hva som endres").click()
        page.get_by_role("button", name="Gjør endringen").click()
        page.get_by_role("heading", name="Bibliotek og bøker").wait_for()
        assert opened(data).codebook.theme("bibliotek").label.nb == "Bibliotek og bøker"
        assert find_axe_faults(page) == []
