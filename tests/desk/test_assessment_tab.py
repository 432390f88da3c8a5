"""Vurdering: what is written is kept, whoever else writes; statements are cited and numbers put in, and never typed."""

from __future__ import annotations

import pytest

from medlemsdialog.coding.changes import MergeClaims
from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.area_summary import summarise
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.events import AssessmentWritten, SourceRegistered
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import append_events, read_events, read_judgements
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Status
from medlemsdialog.runs.code_changes import apply_change
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE, BO = "Anne Eksempel", "Bo Eksempel"


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def save(session, text, *replaces, about="area", **payload):
    payload = {"area": "91", "about": about, "text": text, "replaces": list(replaces)} | payload
    return ask(session, "assessment.save", **payload)["data"]


def opened(session, about="area", id=""):  # noqa: A002 - the name in the request
    return ask(session, "assessment.open", about=about, id=id)["data"]


@pytest.fixture
def data(tmp_path):
    """A county whose decision is registered, so that its statements count."""
    data = write_mini_dialogue(tmp_path / "dialog")
    source = next(
        one for one in Session(data, build_of(data), area_code="91").received.sources if one.sender_code == "9101"
    )
    registered = SourceRegistered(
        by=ANNE,
        client="test",
        source_id=source.source_id,
        source=source.source,
        content_sha256=source.content_sha256,
        sender_code="9101",
        level=Level.MUNICIPALITY,
        status=Status.DECISION,
        arena=Arena.WRITTEN,
        openness=Openness.PUBLIC,
    )
    append_events(data, "91", [registered])
    return data


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="91", person=ANNE)


def written(data) -> Judgements:
    judgements, problems = read_judgements(data)
    assert problems == ()
    return judgements


def test_a_text_is_one_event_and_an_unchanged_one_is_none(data, session):
    told = save(session, "Eksempel – oppdiktet. Fylket er samlet.")
    (event,) = told["events"]
    assert (event["by"], event["mine"]) == (ANNE, True)
    assert save(session, "Eksempel – oppdiktet. Fylket er samlet.\n", event["id"])["events"] == told["events"]
    events, _ = read_events(data)
    assert sum(isinstance(placed.event, AssessmentWritten) for placed in events) == 1


@pytest.mark.parametrize("remove", [False, True])
def test_a_text_for_an_area_that_is_not_there_is_saved_nowhere(data, session, remove):
    before = sorted(data.root.parent.rglob("*"))
    payload = {"area": "../../utenfor", "about": "area", "text": "Eksempel – oppdiktet.", "remove": remove}
    assert "../../utenfor" in ask(session, "assessment.save", **payload)["error"]
    assert sorted(data.root.parent.rglob("*")) == before


def test_what_another_wrote_unseen_stays_beside_until_a_stand_is_taken(data, session):
    other = Session(data, build_of(data), area_code="91", person=BO)
    first = save(session, "Annes første")["events"][0]["id"]
    assert other.refresh()
    theirs = save(other, "Bos tekst", first)["events"][0]["id"]
    told = save(session, "Annes andre", first)
    assert [(one["text"], one["mine"]) for one in told["events"]] == [("Annes andre", True), ("Bos tekst", False)]
    mine = told["events"][0]["id"]
    again = save(session, "Annes tredje", mine)
    assert [one["text"] for one in again["events"]] == ["Annes tredje", "Bos tekst"]
    settled = save(session, "Annes tredje", again["events"][0]["id"], theirs)
    assert [one["text"] for one in settled["events"]] == ["Annes tredje"]
    assert not written(data).rivals


def test_a_text_goes_to_the_county_it_was_written_for(data, session):
    ask(session, "desk.area", area="92")
    assert save(session, "Om Vestmark, eksempel", area="91") == {}
    assert [key[0] for key in written(data).assessments] == ["91"]


def test_an_empty_text_is_refused_and_one_taken_back_is_none(data, session):
    kept = save(session, "Eksempel")["events"][0]["id"]
    told = ask(session, "assessment.save", area="91", about="area", text="  ", replaces=[kept])
    assert "tom" in told["error"]
    assert written(data).assessments["91", "area", ""].text == "Eksempel"
    assert save(session, "", kept, remove=True)["events"] == []
    assert written(data).assessments == {}


def test_nothing_is_written_of_what_is_not_there(data, session):
    told = ask(session, "assessment.save", area="91", about="theme", id="finnes-ikke", text="x", replaces=[])
    assert "finnes-ikke" in told["error"]
    assert "error" in ask(session, "assessment.open", about="noe", id="")
    assert "error" in ask(session, "assessment.open", about="theme", id="finnes-ikke")


def test_a_text_about_a_claim_that_is_merged_is_shown_until_a_stand_is_taken_and_stays_settled(data, session):
    theme = session.workspace.codebook.themes[0].code
    old, new = (
        ask(session, "coding.claim", text=text, addressee="state", themes=[theme])["data"]["claim"]
        for text in ("Staten bør gi mer.", "Staten bør øke tilskuddet.")
    )
    save(session, "Om det gamle kravet", about="claim", id=old)
    apply_change(session.workspace, MergeClaims(claims=(old,), into=new), by=BO)
    session.refresh()
    told = opened(session, "claim", new)
    (taken,) = told["taken_over"]
    assert (taken["text"], taken["of"], told["events"]) == ("Om det gamle kravet", "Staten bør gi mer.", [])
    told = save(session, "Mitt nye", about="claim", id=new)
    assert [one["text"] for one in told["taken_over"]] == ["Om det gamle kravet"]
    told = save(session, "Mitt nye", told["events"][0]["id"], taken["id"], about="claim", id=new)
    assert told["taken_over"] == []
    told = save(session, "Mitt nye, og mer", told["events"][0]["id"], about="claim", id=new)
    assert told["taken_over"] == []


def test_the_summary_is_counted_anew_when_codings_change_and_not_when_a_text_is_saved(session):
    before = summarise(session)
    save(session, "Eksempel – oppdiktet")
    assert summarise(session) is before
    statement = ask(session, "assessment.statements")["data"]["statements"][0]["id"]
    theme = session.workspace.codebook.themes[0].code
    assert "error" not in ask(session, "coding.save", id=statement, themes=[theme])
    assert summarise(session) is not before
    things = ask(session, "assessment.list")["data"]["things"]
    assert ("theme", theme, "1 medlem") in [(one["about"], one["id"], one["detail"]) for one in things]
    fields = opened(session, "theme", theme)["fields"]
    own = {one["token"]: (one["value"], one["unit"], one["own"]) for one in fields}
    assert own["{tall:medlemmer-som-tar-opp:" + theme + "}"] == (1, "medlem", True)


def test_a_text_is_warned_of_and_shown_as_the_report_will(session):
    statement = ask(session, "assessment.statements")["data"]["statements"][0]
    text = f"Hele 12 kommuner <script>x</script> [@{statement['id']}] [@k-borte-1] {{tall:utsagn}} {{tall:tull}}"
    told = ask(session, "assessment.check", text=text)["data"]
    assert [one["rule"] for one in told["problems"]] == [
        "assessment_typed_number",
        "assessment_lost_citation",
        "assessment_lost_field",
    ]
    assert told["fields"]["{tall:tull}"]["value"] is None
    assert told["fields"]["{tall:utsagn}"]["value"] == 2
    page = ask(session, "assessment.preview", text=text)["data"]["html"]
    assert "<script>" not in page
    assert "Storvika kommune" in page
    assert "Content-Security-Policy" in page


def wait_until(holds, page):
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to hold")


def text_of(data, about="area", about_id=""):
    event = written(data).assessments.get(("91", about, about_id))
    return event.text if event else None


def write(page):
    page.get_by_role("tab", name="Vurdering").click()
    page.get_by_role("textbox", name="Vurdering").click()


@pytest.mark.browser
def test_a_text_is_written_with_a_citation_and_a_number_by_the_keys_alone(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        write(page)
        statement = ask(session, "assessment.statements")["data"]["statements"][0]
        page.keyboard.type("Storvika vil ha midler")
        page.keyboard.press("Alt+u")
        page.keyboard.type("øremerkede")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.type(". I alt ")
        page.keyboard.press("Alt+t")
        page.keyboard.type("utsagn i alt")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.type(".")
        page.keyboard.press("Control+s")
        page.get_by_text("Lagret kl.").first.wait_for()
        assert text_of(data) == f"Storvika vil ha midler[@{statement['id']}]. I alt {{tall:utsagn}}\u00a0utsagn."
        chips = page.locator(".mld-editor .mld-token")
        assert chips.all_inner_texts() == ["[1]", "2"]
        assert "Storvika kommune: «" in chips.first.get_attribute("aria-label")
        assert find_axe_faults(page) == []
        page.get_by_role("button", name="Forhåndsvis").click()
        frame = page.get_by_title("Slik blir teksten i rapporten")
        assert frame.get_attribute("sandbox") == ""
        assert find_axe_faults(page) == []


@pytest.mark.browser
def test_a_chip_goes_whole_and_comes_back_whole(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        write(page)
        page.keyboard.type("Før {tall:utsagn} etter")
        chip = page.locator(".mld-editor .mld-token")
        chip.wait_for()
        for _ in " etter":
            page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.keyboard.type("X")
        page.keyboard.press("ArrowRight")
        page.keyboard.type("Y")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Backspace")
        assert chip.count() == 0
        assert page.locator(".mld-editor").inner_text().strip() == "Før XY etter"
        page.keyboard.press("Control+z")
        chip.wait_for()
        page.keyboard.press("Control+s")
        wait_until(lambda: text_of(data) is not None, page)
        assert text_of(data) == "Før X{tall:utsagn}Y etter"


@pytest.mark.browser
def test_a_text_saves_itself_when_one_stops_and_when_one_leaves(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        write(page)
        page.keyboard.type("Først dette.")
        page.wait_for_timeout(300)
        assert text_of(data) is None
        wait_until(lambda: text_of(data) == "Først dette.", page)
        page.keyboard.type(" Så dette.")
        page.get_by_role("tab", name="Koding", exact=True).click()
        wait_until(lambda: text_of(data) == "Først dette. Så dette.", page)
        events, _ = read_events(data)
        assert sum(isinstance(placed.event, AssessmentWritten) for placed in events) == 2


@pytest.mark.browser
def test_a_text_that_cannot_be_saved_is_kept_and_saved_later(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        write(page)
        blocked = data.root / "judgements/91/assessments"
        blocked.parent.mkdir(parents=True, exist_ok=True)
        blocked.write_text("i veien", encoding="utf-8")
        page.keyboard.type("Må ikke bli borte.")
        page.keyboard.press("Control+s")
        page.get_by_text("Ikke lagret. Teksten er trygg her").wait_for()
        assert page.locator(".mld-alert").inner_text().startswith("Valget er ikke lagret: Kan ikke skrive")
        page.get_by_role("tab", name="Koding", exact=True).click()
        page.wait_for_timeout(300)
        page.get_by_role("tab", name="Vurdering").click()
        page.get_by_text("Må ikke bli borte.").wait_for()
        blocked.unlink()
        wait_until(lambda: text_of(data) == "Må ikke bli borte.", page)


@pytest.mark.browser
def test_another_persons_text_never_takes_the_place_of_what_is_being_typed(data, chromium_path):
    other = Session(data, build_of(data), area_code="91", person=BO)
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        write(page)
        page.keyboard.type("Annes tekst")
        save(other, "Bos **tekst**")
        session.refresh()
        page.evaluate("window.tell({ event: 'changed' })")
        page.get_by_text("Bo Eksempel har lagret en tekst om det samme").wait_for()
        assert page.locator(".mld-editor").inner_text().strip() == "Annes tekst"
        assert find_axe_faults(page) == []
        page.keyboard.type(" går videre")
        page.keyboard.press("Control+s")
        wait_until(lambda: text_of(data) == "Annes tekst går videre", page)
        assert [rival.text for (rival,) in written(data).rivals.values()] == ["Bos **tekst**"]
        page.get_by_role("button", name="Ta med: legg denne teksten til min").click()
        wait_until(lambda: text_of(data) == "Annes tekst går videre\n\nBos **tekst**", page)
        assert not written(data).rivals
        assert page.locator(".mld-other").count() == 0


@pytest.mark.browser
def test_a_stand_that_is_taken_while_the_text_is_being_saved_holds(data, chromium_path):
    other = Session(data, build_of(data), area_code="91", person=BO)
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        write(page)
        page.keyboard.type("Annes tekst")
        save(other, "Bos tekst")
        session.refresh()
        page.evaluate("window.tell({ event: 'changed' })")
        page.get_by_role("button", name="Behold min tekst, uten denne").wait_for()
        page.evaluate(
            "for (const one of ['.mld-assessment .mld-primary', '[aria-label^=\"Behold min\"]']) document.querySelector(one).click()"
        )
        wait_until(lambda: text_of(data) == "Annes tekst" and not written(data).rivals, page)
        assert page.locator(".mld-other").count() == 0


@pytest.mark.browser
def test_a_newer_text_by_another_is_shown_where_nobody_is_writing(data, chromium_path):
    other = Session(data, build_of(data), area_code="91", person=BO)
    first = save(other, "Første utgave")["events"][0]["id"]
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Vurdering").click()
        page.get_by_text("Første utgave").wait_for()
        save(other, "Andre utgave", first)
        session.refresh()
        page.evaluate("window.tell({ event: 'changed' })")
        page.get_by_text("Andre utgave").wait_for()
        assert page.locator(".mld-other").count() == 0


@pytest.mark.browser
def test_a_hostile_text_runs_nothing_in_the_editor_nor_beside_it(data, chromium_path):
    hostile = "<img src=x onerror=window.hit=1> <script>window.hit=1</script> [@k<b>x] {tall:<img src=x onerror=window.hit=1>}"
    save(Session(data, build_of(data), area_code="91", person=BO), hostile)
    save(Session(data, build_of(data), area_code="91", person="Cecilie Eksempel"), hostile + " og mer")
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.get_by_role("tab", name="Vurdering").click()
        page.locator(".mld-other").wait_for()
        page.get_by_role("button", name="Forhåndsvis").click()
        page.wait_for_timeout(300)
        assert page.evaluate("window.hit") is None
        assert page.locator(".mld-editor img, .mld-other img").count() == 0
