"""Funn: what is written rests on what was picked, keeps up with the counties, and nothing that was raised is overlooked."""

from __future__ import annotations

import time

import pytest

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.judgements.log import read_events, read_judgements
from medlemsdialog.paths import NATIONAL
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import NOTE, build_of, write_mini_dialogue
from support.mini_nation import GRANT, RIGHT, STORLIA, STORVIKA, code, write_mini_nation, write_run

ANNE, BO = "Anne Eksempel", "Bo Eksempel"
TEXT = f"{NOTE}. {{tall:medlemmer-med-standpunkt:{GRANT}:for}} er for [@{STORVIKA}]."


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def told(session, action, **payload):
    answer = ask(session, action, **payload)
    assert "error" not in answer, answer
    return answer["data"]


def content(heading="Delt syn på tilskudd", text=TEXT, **values):
    return {"heading": {"nb": heading}, "text": {"nb": text}, "claims": [GRANT]} | values


def save(session, *replaces, id="", **values):  # noqa: A002 - the name in the request
    return told(session, "findings.save", id=id, content=content(**values), replaces=list(replaces))


def approve(session, finding):
    event = told(session, "findings.open", id=finding)["events"][0]["id"]
    return told(session, "findings.approve", id=finding, event=event)["info"]


def states(session):
    return {row["id"]: row["state"] for row in told(session, "findings.list")["rows"]}


def code_of(session, code_):
    return next(one for one in told(session, "findings.list")["codes"] if one["code"] == code_)


def written(data):
    judgements, problems = read_judgements(data)
    assert problems == ()
    return judgements


@pytest.fixture
def data(tmp_path):
    """Two counties, coded and run, without findings."""
    data = write_mini_nation(tmp_path / "dialog")
    write_run(data)
    return data


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code=NATIONAL, person=ANNE)


def test_without_numbers_nothing_is_listed_and_the_way_to_them_is_told(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    session = Session(data, build_of(data), area_code=NATIONAL, person=ANNE)
    answer = told(session, "findings.list")
    assert answer["numbers"]["state"] == "none"
    assert "rows" not in answer


def test_the_numbers_are_old_when_something_is_coded_and_not_when_a_finding_is_written(data, session):
    assert told(session, "findings.list")["numbers"]["state"] == "ok"
    save(session)
    assert told(session, "findings.list")["numbers"]["state"] == "ok"
    code(data, STORLIA, ["kulturskole-okonomi"], {GRANT: "for"})
    numbers = told(session, "findings.list")["numbers"]
    assert (numbers["state"], numbers["areas"]) == ("old", ["Austmark"])
    write_run(data)
    assert told(session, "findings.list")["numbers"]["state"] == "ok"


def test_a_finding_is_one_event_and_an_unchanged_one_is_none(data, session):
    answer = save(session)
    assert answer["id"] == "f-delt-syn-pa-tilskudd"
    save(session, answer["events"][0]["id"], id=answer["id"], text=TEXT + "\n")
    events, _ = read_events(data)
    assert sum(isinstance(placed.event, FindingWritten) for placed in events) == 1
    assert states(session) == {"f-delt-syn-pa-tilskudd": "draft"}


@pytest.mark.parametrize("missing", [{"heading": " "}, {"text": ""}])
def test_a_finding_without_heading_or_text_in_bokmaal_is_not_saved(data, session, missing):
    answer = ask(session, "findings.save", id="", content=content(**missing), replaces=[])
    assert "bokmål" in answer["error"]
    assert written(data).findings == {}


def test_a_finding_on_a_claim_that_is_not_there_is_not_saved(data, session):
    answer = ask(session, "findings.save", id="", content=content(claims=["k-finnes-ikke"]), replaces=[])
    assert "k-finnes-ikke" in answer["error"]
    assert written(data).findings == {}


def test_what_is_known_is_told_of_a_finding_that_nobody_has_saved(session):
    answer = told(session, "findings.begin", claims=[GRANT])
    info = answer["info"]
    assert (answer["id"], info["state"]) == ("", "draft")
    assert [one["code"] for one in info["codes"]] == [GRANT]
    words = {one["value"]: bool(one["faults"]) for one in info["strength"]["words"]}
    assert words == {"unanimous": True, "broad": True, "divided": False, "single": False}
    assert [bool(one["facts"]) for one in info["basis"]["questions"]] == [True] * 4
    assert answer["content"]["basis"]["level"] is None


def test_an_approved_finding_turns_stale_when_a_coding_changes_and_can_be_approved_again(data, session):
    finding = save(session)["id"]
    assert approve(session, finding)["state"] == "approved"
    code(data, STORLIA, ["kulturskole-okonomi"])
    write_run(data)
    told(session, "findings.list")
    info = told(session, "findings.open", id=finding)["info"]
    assert info["state"] == "stale"
    assert any("Storlia" in change for change in info["changes"])
    assert not any(STORLIA in change for change in info["changes"])
    info = approve(session, finding)
    assert (info["state"], info["changes"]) == ("approved", [])
    assert told(session, "findings.withdraw", id=finding, reason="Prøve")["info"]["state"] == "draft"


def test_what_another_wrote_unseen_stays_beside_until_a_stand_is_taken(data, session):
    first = save(session)
    other = Session(data, build_of(data), area_code=NATIONAL, person=BO)
    seen = first["events"][0]["id"]
    theirs = save(other, seen, id=first["id"], heading="Bos overskrift")["events"][0]["id"]
    mine = save(session, seen, id=first["id"], heading="Annes overskrift")
    assert [one["content"]["heading"]["nb"] for one in mine["events"]] == ["Annes overskrift", "Bos overskrift"]
    assert [row["beside"] for row in mine["lists"]["rows"]] == [True]
    settled = save(session, mine["events"][0]["id"], theirs, id=first["id"], heading="Annes overskrift")
    assert len(settled["events"]) == 1
    assert not written(data).rivals


def test_a_finding_moves_among_those_of_its_section_and_stays_approved(session):
    ids = [save(session, heading=f"Funn {letter}")["id"] for letter in "abc"]
    approve(session, ids[2])
    told(session, "findings.move", id=ids[2], by=-1)
    rows = told(session, "findings.move", id=ids[2], by=-1)["rows"]
    assert [row["id"] for row in rows] == [ids[2], ids[0], ids[1]]
    assert states(session)[ids[2]] == "approved"
    assert [row["id"] for row in told(session, "findings.move", id=ids[2], by=-1)["rows"]] == [ids[2], ids[0], ids[1]]


def test_moving_a_finding_leaves_what_another_wrote_beside_it(data, session):
    first, second = (save(session, heading=f"Funn {letter}") for letter in "ab")
    other = Session(data, build_of(data), area_code=NATIONAL, person=BO)
    save(other, first["events"][0]["id"], id=first["id"], heading="Bos")
    save(session, first["events"][0]["id"], id=first["id"], heading="Annes")
    told(session, "findings.move", id=first["id"], by=1)
    assert len(told(session, "findings.open", id=first["id"])["events"]) == 2
    assert second["id"] != first["id"]


def test_a_finding_that_another_moved_is_no_other_text(data, session):
    first, second = (save(session, heading=f"Funn {letter}") for letter in "ab")
    other = Session(data, build_of(data), area_code=NATIONAL, person=BO)
    told(other, "findings.move", id=first["id"], by=1)
    answer = save(session, first["events"][0]["id"], id=first["id"], heading="Funn a, nytt")
    assert [one["content"]["heading"]["nb"] for one in answer["events"]] == ["Funn a, nytt"]
    assert [row["id"] for row in answer["lists"]["rows"]] == [second["id"], first["id"]]


def test_what_another_has_written_since_is_not_approved_unseen(data, session):
    first = save(session)
    seen = first["events"][0]["id"]
    other = Session(data, build_of(data), area_code=NATIONAL, person=BO)
    save(other, seen, id=first["id"], heading="Bos overskrift")
    refused = ask(session, "findings.approve", id=first["id"], event=seen)
    assert BO in refused["error"]
    assert not written(data).finding_approvals


def test_a_finding_that_takes_the_heading_of_a_removed_one_gets_an_id_of_its_own(session):
    first = save(session)["id"]
    told(session, "findings.remove", id=first, reason="Dobbelt")
    assert states(session) == {}
    assert save(session)["id"] != first


def test_a_claim_is_overlooked_until_a_finding_rests_on_it_or_a_person_says_why_not(session):
    assert code_of(session, GRANT)["overlooked"]
    save(session)
    assert code_of(session, GRANT)["findings"] == ("f-delt-syn-pa-tilskudd",)
    refused = ask(session, "findings.fate", kind="claim", code=RIGHT, fate="set_aside", reason=" ")
    assert "grunn" in refused["error"]
    told(session, "findings.fate", kind="claim", code=RIGHT, fate="set_aside", reason="Hører til en annen sak")
    aside = code_of(session, RIGHT)
    assert (aside["overlooked"], aside["reason"]) == (False, "Hører til en annen sak")
    told(session, "findings.fate", kind="claim", code=RIGHT, fate=None)
    assert code_of(session, RIGHT)["overlooked"]


def test_the_statements_behind_are_found_by_county_position_size_form_and_words(session):
    def found(**filters):
        answer = told(session, "findings.statements", content=content(), **filters)
        return [one["id"] for one in answer["statements"]]

    assert set(found()) == {STORVIKA, STORLIA}
    assert found(county="92") == found(position="against") == found(size="5000-20000", form="nynorsk") == [STORLIA]
    assert found(search="storvika ØREMERKEDE") == [STORVIKA]
    assert found(search="finnes ikke") == []
    assert len(found(scope="all")) == 5
    choices = told(session, "findings.statements", content=content())["choices"]
    assert choices["county"] == [["91", "Vestmark"], ["92", "Austmark"]]
    assert choices["position"] == [["for", "for"], ["against", "mot"]]


def test_tokens_are_told_and_numbers_on_the_finding_come_first(session):
    lost = "[@k0000000000-00000000]"
    tokens = [f"[@{STORVIKA}]", lost, f"{{tall:medlemmer-som-uttalte-seg:{GRANT}}}", "{tall:tull}"]
    answer = told(session, "findings.tokens", tokens=tokens)["tokens"]
    assert "Storvika kommune: «" in answer[tokens[0]]["told"]
    assert answer[lost]["lost"]
    assert answer[tokens[2]]["shown"] == "2"
    assert answer["{tall:tull}"]["lost"]
    fields = told(session, "findings.fields", content=content())["fields"]
    assert fields[0]["own"]
    assert GRANT in fields[0]["token"]
    assert any(not field["own"] for field in fields)


def test_only_words_of_the_statement_can_be_quoted(session):
    def fault(text, statement=STORVIKA):
        return told(session, "findings.excerpt", content=content(), statement=statement, text=text)["fault"]

    assert fault("staten bør gi øremerkede midler") == ""
    assert "ordrett" in fault("staten må gi øremerkede midler")
    assert fault("midler", "k0000000000-00000000")
    proposed = told(session, "findings.quotes", content=content())["candidates"]
    assert {one["id"] for one in proposed} == {STORVIKA, STORLIA}
    assert all(one["reasons"] for one in proposed)


def test_the_preview_counts_cites_and_runs_nothing(session):
    hostile = f"<script>x</script> {TEXT} <img src=x onerror=x>"
    page = told(session, "findings.preview", content=content(text=hostile, heading="<b>Overskrift</b>"))["html"]
    assert "<script>" not in page
    assert "<img" not in page
    assert "<b>Overskrift" not in page
    assert "<b>1</b>" in page
    assert "Storvika kommune" in page
    assert "Content-Security-Policy" in page


def test_the_numbers_are_made_at_the_desk(tmp_path):
    data = write_mini_nation(tmp_path / "dialog")
    session = Session(data, build_of(data), area_code=NATIONAL, person=ANNE)
    assert told(session, "findings.reckon")["run"]["state"] == "running"
    for _ in range(1200):
        numbers = told(session, "findings.numbers")
        if numbers["run"]["state"] != "running":
            break
        time.sleep(0.1)
    assert (numbers["run"]["state"], numbers["state"]) == ("idle", "ok")
    codes = {row["code"] for row in told(session, "findings.list")["codes"] if row["kind"] == "claim"}
    assert codes == {GRANT, RIGHT}


def wait_until(holds, page):
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


def tell_changed(page, session):
    session.refresh()
    page.evaluate("window.tell({ event: 'changed' })")


@pytest.mark.browser
def test_a_finding_is_picked_written_judged_approved_and_approved_again_by_the_keys_alone(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, session):
        page.get_by_role("tab", name="Funn").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Skriv et funn").wait_for()
        # From the claim that nobody has given a place.
        page.keyboard.press("v")
        page.keyboard.press("/")
        page.keyboard.type("gi tilskudd.")
        page.keyboard.press("ArrowDown")
        wait_until(lambda: "Staten bør gi tilskudd" in page.locator(".mld-fn-place h2").inner_text(), page)
        assert find_axe_faults(page) == []
        page.keyboard.press("l")
        page.get_by_role("textbox", name="Teksten i funnet, bokmål").wait_for()
        wait_until(lambda: page.evaluate("document.activeElement.classList.contains('mld-editor')"), page)
        page.keyboard.type("Medlemmene er delt: ")
        page.keyboard.press("Alt+t")
        page.get_by_role("option", name="medlemmer med standpunktet «for»").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.type(" for")
        page.keyboard.press("Alt+u")
        page.keyboard.type("Storvika")
        page.get_by_role("status").get_by_text("1 utsagn", exact=True).wait_for()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.type(".")
        page.keyboard.press("Control+s")
        page.get_by_text("Lagret kl.").first.wait_for()
        (event,) = written(data).findings.values()
        assert event.text.nb == (
            f"Medlemmene er delt: {{tall:medlemmer-med-standpunkt:{GRANT}:for}}\u00a0medlem for[@{STORVIKA}]."
        )
        assert (event.claims, event.section) == ((GRANT,), "kulturskole")
        assert find_axe_faults(page) == []
        # The word, and the basis.
        page.get_by_role("button", name="Styrke").focus()
        page.keyboard.press("Enter")
        assert page.locator("input[type=radio]:checked").get_attribute("value") == ""
        page.get_by_role("radio", name="delte meninger").focus()
        page.keyboard.press("Space")
        page.get_by_text("delte meninger blant medlemmene").wait_for()
        page.get_by_role("button", name="Grunnlag").focus()
        page.keyboard.press("Enter")
        assert page.locator("input[type=radio]:checked").count() == 0
        page.get_by_role("radio", name="tynt grunnlag").focus()
        page.keyboard.press("Space")
        page.get_by_label("Hvorfor?").focus()
        page.keyboard.type("Bare to har sagt noe.")
        page.keyboard.press("Control+s")
        wait_until(
            lambda: (found := written(data).findings[event.finding_id]).basis is not None and found.basis.reason, page
        )
        assert written(data).findings[event.finding_id].strength == "divided"
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Dokumenter").focus()
        page.keyboard.press("g")
        page.get_by_role("button", name="Godkjenn likevel").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("Enter")
        page.get_by_text("Funnet er godkjent").wait_for()
        assert states(session) == {event.finding_id: "approved"}
        # A county codes anew.
        code(data, STORLIA, ["kulturskole-okonomi"], {GRANT: "for"})
        tell_changed(page, session)
        page.get_by_text("Siden er noe endret: Austmark").wait_for()
        write_run(data)
        tell_changed(page, session)
        page.get_by_role("heading", name="Endret siden funnet ble godkjent").wait_for()
        assert "Storlia" in page.locator("section.mld-fn-stale").inner_text()
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Godkjenn på nytt").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Godkjenn likevel").click()
        wait_until(lambda: states(session) == {event.finding_id: "approved"}, page)
        # And what is left is set aside.
        page.get_by_role("listbox", name="Funn").focus()
        page.keyboard.press("v")
        page.get_by_role("listbox", name="Krav og temaer som er tatt opp").focus()
        page.keyboard.press("s")
        page.get_by_label("Hvorfor?").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("Enter")
        page.get_by_text("Skriv grunnen til at det settes til side.").first.wait_for()
        page.get_by_label("Hvorfor?").fill("Hører til en annen sak")
        page.keyboard.press("Enter")
        wait_until(lambda: len(written(data).fates) == 1, page)


@pytest.mark.browser
def test_a_quote_is_cut_out_of_the_statement_and_marked_as_contrary(data, chromium_path):
    finding = save(Session(data, build_of(data), area_code=NATIONAL, person=ANNE))["id"]
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("button", name="Sitater").click()
        page.get_by_role("button", name="Velg utdrag av utsagnet fra Storlia kommune").click()
        box = page.get_by_label("Merk ordene som skal stå i sitatet")
        assert find_axe_faults(page) == []
        words = "kulturskulen må bli verande"
        box.evaluate(
            "(box, words) => { const at = box.value.indexOf(words); box.setSelectionRange(at, at + words.length); }",
            words,
        )
        box.press("Shift")
        page.get_by_role("button", name="Bruk utdraget").click()
        wait_until(lambda: len(written(data).findings[finding].quotes) == 1, page)
        page.get_by_label("Motstemme: taler mot det funnet sier").wait_for()
        (quote,) = written(data).findings[finding].quotes
        assert (quote.statement_id, quote.text, quote.contrary) == (STORLIA, words, True)
        assert find_axe_faults(page) == []
        page.get_by_label("Motstemme: taler mot det funnet sier").uncheck()
        wait_until(lambda: not written(data).findings[finding].quotes[0].contrary, page)


@pytest.mark.browser
def test_another_persons_finding_never_takes_the_place_of_what_is_being_typed(data, chromium_path):
    other = Session(data, build_of(data), area_code=NATIONAL, person=BO)
    first = save(other)
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, session):
        page.get_by_role("tab", name="Funn").click()
        editor = page.get_by_role("textbox", name="Teksten i funnet, bokmål")
        editor.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" Annes setning")
        save(other, first["events"][0]["id"], id=first["id"], text="Bos **nye** tekst.", heading="Bos overskrift")
        tell_changed(page, session)
        page.get_by_text("Bo Eksempel har lagret en tekst om det samme").wait_for()
        assert editor.inner_text().endswith("Annes setning")
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Ta med: legg denne teksten og disse bevisene til mine").click()
        wait_until(
            lambda: written(data).findings[first["id"]].text.nb.endswith("Annes setning\n\nBos **nye** tekst."), page
        )
        assert not written(data).rivals
        assert page.locator(".mld-other").count() == 0


@pytest.mark.browser
def test_a_finding_moved_while_it_is_open_is_written_on_as_one(data, chromium_path):
    session = Session(data, build_of(data), area_code=NATIONAL, person=ANNE)
    first, second = (save(session, heading=f"Funn {letter}") for letter in "ab")
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Funn").click()
        listed = page.get_by_role("listbox", name="Funn")
        page.get_by_role("heading", name="Funn a").wait_for()
        listed.focus()
        page.keyboard.press("Alt+ArrowDown")
        page.get_by_text("Flyttet kl.").wait_for()
        assert [one.place for one in (written(data).findings[first["id"]], written(data).findings[second["id"]])] == [
            2,
            1,
        ]
        page.get_by_role("textbox", name="Teksten i funnet, bokmål").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" Mer.")
        page.keyboard.press("Control+s")
        wait_until(lambda: written(data).findings[first["id"]].text.nb.endswith("Mer."), page)
        assert not written(data).rivals
        assert page.locator(".mld-other").count() == 0


@pytest.mark.browser
def test_a_new_finding_is_seen_in_a_list_that_is_longer_than_the_page(data, chromium_path):
    session = Session(data, build_of(data), area_code=NATIONAL, person=ANNE)
    for number in range(12):
        save(session, heading=f"Funn {number}")
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("button", name="Nytt funn").click()
        page.get_by_label("Overskrift på bokmål").fill("Det nye funnet")
        page.get_by_role("textbox", name="Teksten i funnet, bokmål").click()
        page.keyboard.type(NOTE)
        page.keyboard.press("Control+s")
        row = page.get_by_role("option").filter(has_text="Det nye funnet")
        row.wait_for()
        seen, listed = row.bounding_box(), page.get_by_role("listbox", name="Funn").bounding_box()
        assert seen["y"] >= listed["y"] and seen["y"] + seen["height"] <= listed["y"] + listed["height"] + 1


@pytest.mark.browser
def test_what_is_typed_without_a_heading_is_there_again_after_another_tab(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("button", name="Skriv et funn").click()
        page.get_by_role("textbox", name="Teksten i funnet, bokmål").click()
        page.keyboard.type("Må ikke bli borte.")
        page.get_by_text("Ikke lagret ennå. Skriv overskrift").wait_for()
        page.get_by_role("tab", name="Krav", exact=True).click()
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("button", name="Skriv et funn").click()
        page.get_by_text("Må ikke bli borte.").wait_for()
        page.get_by_label("Overskrift på bokmål").fill("Nå med overskrift")
        page.keyboard.press("Control+s")
        wait_until(lambda: [one.text.nb for one in written(data).findings.values()] == ["Må ikke bli borte."], page)


@pytest.mark.browser
def test_a_finding_is_removed_for_a_reason_and_hostile_words_run_nothing(data, chromium_path):
    hostile = "<img src=x onerror=window.hit=1> <script>window.hit=1</script> [@k<b>x] {tall:<img src=x onerror=window.hit=1>}"
    save(Session(data, build_of(data), area_code=NATIONAL, person=BO), heading=hostile, text=hostile)
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("button", name="Forhåndsvis").click()
        page.wait_for_timeout(300)
        assert page.evaluate("window.hit") is None
        assert page.locator(".mld-fn-card img").count() == 0
        page.locator("dialog").get_by_role("button", name="Lukk").click()
        page.get_by_role("button", name="Fjern …").click()
        page.get_by_label("Hvorfor?").fill("Prøve")
        assert find_axe_faults(page) == []
        page.locator("dialog").get_by_role("button", name="Fjern").click()
        page.get_by_text("Ingen funn ennå").wait_for()
        assert written(data).findings == {}


@pytest.mark.browser
def test_the_tab_stands_on_a_narrow_page_and_in_nynorsk(data, chromium_path):
    save(Session(data, build_of(data), area_code=NATIONAL, person=ANNE))
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL) as (page, _):
        page.set_viewport_size({"width": 400, "height": 900})
        page.get_by_label("Målform", exact=True).select_option("nn")
        page.get_by_role("tab", name="Funn").click()
        page.get_by_role("textbox", name="Teksten i funnet, bokmål").wait_for()
        for part in ("Skriv", "Sitat", "Styrke", "Grunnlag", "Dokument"):
            page.get_by_role("button", name=part, exact=False).first.click()
            page.wait_for_timeout(300)
            assert find_axe_faults(page) == [], part
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), part
        page.get_by_role("button", name="Utan funn").click()
        assert find_axe_faults(page) == []
