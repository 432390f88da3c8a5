"""Kommentarer: readers' comments at their paragraph, taken in from a file that is picked, answered and settled."""

from __future__ import annotations

import json

import pytest

from medlemsdialog.coding.samples import is_unsettled_sample
from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.judgements.coding_events import SampleDrawn, SampleItem
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs import comments as judged
from medlemsdialog.writing import write_text_atomically
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue
from support.mini_nation import STORVIKA, reopen

PIA = "Pia Eksempel"
TOKEN = "abcdef0123"
CLAIM = "Staten bør gi tilskudd. Eksempel – oppdiktet"
PAGE = f"""<h1 id="nasjonalt-tittel">N</h1><main id="innhold"><section><h2 id="sporsmal-a">Hva ønsker de?</h2>
<p>Avsnittet foran.</p><p><span id="funn-f-a-setning-1"></span>Første setning. <span id="funn-f-a-setning-2"></span>Andre setning.</p>
<p>Avsnittet etter.</p><section id="krav-k1" class="item"><h3>{CLAIM}</h3></section></section>
<article id="c91" class="annex"><ol><li id="u-{STORVIKA}"><blockquote><p>Vi vil ha mer.</p></blockquote></li></ol></article></main>"""
COUNTY_PAGE = f"""<h1 id="c91-tittel">V</h1><main id="innhold"><section><h2 id="sporsmal-a">Hva ønsker de?</h2></section>
<ol><li id="u-{STORVIKA}"><blockquote><p>Vi vil ha mer.</p></blockquote></li></ol></main>"""


@pytest.fixture
def data(tmp_path):
    written = write_mini_dialogue(tmp_path / "dialog")
    publish(written)
    return written


def publish(data, page=PAGE):
    build = build_of(data)
    write_text_atomically(build.area(NATIONAL).index, page)
    write_text_atomically(build.area("91").report, COUNTY_PAGE)


def make_file(folder, *comments, author="Ola Leser", name="kommentarer.json"):
    """Write a file as the report makes it: (key, area, place, what stood there, comment)."""
    entries = [
        {"id": key * 32, "area": area, "place": place, "place_text": said, "text": text, "written": f"2026-11-2{at}"}
        for at, (key, area, place, said, text) in enumerate(comments)
    ]
    made = {"format": "medlemsdialog-kommentarer", "version": 1, "report": {"document_date": "2017-11-01"}}
    file = folder / name
    file.write_text(json.dumps({**made, "name": author, "organisation": "", "comments": entries}), encoding="utf-8")
    return file


SENTENCE = ("a", "nasjonalt", "funn-f-a-setning-2", "Andre setning.", "Stemmer dette?")
GONE = ("b", "nasjonalt", "krav-k9", "Et krav som er borte.", "Hvor ble det av?")
COUNTY = ("c", "c91", f"u-{STORVIKA}", "Vi vil ha mer.", "Hvem er vi?")


def open_session(data, area=NATIONAL, person=PIA):
    return Session(data, build_of(data), area_code=area, person=person)


def ask(session, action, *files, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload}, files)


def upload(session, file, part=200):
    content, answer = file.read_bytes(), {}
    for at in range(0, max(len(content), 1), part):
        last = at + part >= len(content)
        answer = ask(session, "comments.upload", content[at : at + part], name=file.name, token=TOKEN, at=at, last=last)
    return answer


def rows(session):
    return ask(session, "comments.list")["data"]["rows"]


def test_a_file_is_taken_in_in_parts_and_each_comment_stands_at_its_place_now(data, tmp_path):
    session = open_session(data)
    told = upload(session, make_file(tmp_path, SENTENCE, GONE))["data"]
    assert told["state"] == "taken" and "Nye kommentarer: 2." in told["told"]
    assert [(one["placing"], one["state"], one["author"]) for one in rows(session)] == [
        ("here", "open", "Ola Leser"),
        ("orphaned", "open", "Ola Leser"),
    ]
    shown = ask(session, "comments.describe", id="kaaaaaaaaaa")["data"]
    assert shown["now"] == {
        "heading": "Hva ønsker de?",
        "before": "Avsnittet foran.",
        "paragraph": "Første setning. Andre setning.",
        "words": "Andre setning.",
        "after": "Avsnittet etter.",
    }
    assert (shown["date"], shown["document_date"], shown["said_then"]) == (
        "20.\xa0november 2026",
        "1.\xa0november 2017",
        "",
    )
    lost = ask(session, "comments.describe", id="kbbbbbbbbbb")["data"]
    assert (lost["now"], lost["said_then"]) == (None, "Et krav som er borte.")
    again = upload(session, make_file(tmp_path, SENTENCE, GONE))["data"]["told"]
    assert "Kjent fra før: 2." in again and len(rows(session)) == 2
    assert not list(session.workspace.build.uploads.iterdir())


def test_a_report_made_anew_is_read_anew(data, tmp_path):
    session = open_session(data)
    upload(session, make_file(tmp_path, SENTENCE))
    publish(data, PAGE.replace("Andre setning.", "En annen setning."))
    (row,) = rows(session)
    assert row["placing"] == "changed"
    shown = ask(session, "comments.describe", id=row["id"])["data"]
    assert (shown["said_then"], shown["now"]["words"]) == ("Andre setning.", "En annen setning.")
    build_of(data).area(NATIONAL).index.unlink()
    assert rows(session)[0]["placing_word"] == "rapporten er ikke laget ennå"


def test_a_county_sees_its_own_comments_and_is_told_of_the_others(data, tmp_path):
    county = open_session(data, "91")
    told = upload(county, make_file(tmp_path, SENTENCE, COUNTY))["data"]
    assert "1 av dem gjelder andre rapporter" in told["told"] and told["first"] == "kcccccccccc"
    assert [one["report"] for one in rows(county)] == ["Rapporten fra Vestmark"]
    assert "tatt bort" in ask(county, "comments.describe", id="kaaaaaaaaaa")["error"]
    assert {one["report"] for one in rows(open_session(data))} == {"Rapporten fra Vestmark", "Den nasjonale rapporten"}


def test_answers_are_ones_own_and_settling_tells_what_was_done(data, tmp_path):
    session, other = open_session(data), open_session(data, person="Bo Eksempel")
    upload(session, make_file(tmp_path, SENTENCE))
    ask(other, "comments.answer", id="kaaaaaaaaaa", text="Ja, her.")
    shown = ask(session, "comments.answer", id="kaaaaaaaaaa", text="Takk.")["data"]
    assert [(one["by"], one["mine"]) for one in shown["answers"]] == [("Bo Eksempel", False), (PIA, True)]
    assert shown["state"] == "answered"
    shown = ask(session, "comments.answer", id="kaaaaaaaaaa", text=" ")["data"]
    assert [one["by"] for one in shown["answers"]] == ["Bo Eksempel"]
    shown = ask(session, "comments.settle", id="kaaaaaaaaaa", reason="rettet")["data"]
    assert (shown["state"], shown["settled"]["reason"], shown["settled"]["by"]) == ("settled", "rettet", PIA)
    assert ask(session, "comments.settle", id="kaaaaaaaaaa", settled=False)["data"]["state"] == "answered"
    assert "for langt" in ask(session, "comments.answer", id="kaaaaaaaaaa", text="x" * 10_001)["error"]
    assert "Skriv hvorfor" in ask(session, "comments.remove", id="kaaaaaaaaaa", reason=" ")["error"]
    assert ask(session, "comments.remove", id="kaaaaaaaaaa", reason="feil fil")["data"]["rows"] == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tull.json", b"{}", "«tull.json» er ikke en fil med kommentarer"),
        ("tull.docx", b"PK\x03\x04tull", "«tull.docx» kan ikke leses som et Word-dokument"),
        ("tom.json", b"", "«tom.json» er ikke en fil med kommentarer"),
        ("../../kodebok.exe", b"MZ", "ikke en fil med kommentarer"),
    ],
)
def test_what_is_no_file_of_comments_is_refused_in_plain_words(data, tmp_path, name, content, told):
    session = open_session(data)
    answer = ask(session, "comments.upload", content, name=name, token=TOKEN, at=0, last=True)
    assert told in answer["error"] and "Ingenting er tatt inn" in answer["error"]
    assert rows(session) == [] and not list(session.workspace.build.uploads.iterdir())


def test_a_comment_at_what_one_codes_blind_is_kept_back_until_it_is_coded(data, tmp_path):
    session = open_session(data, "91")
    upload(session, make_file(tmp_path, COUNTY))
    assert rows(session)[0]["short"] == "Hvem er vi?"
    item = SampleItem(statement_id=STORVIKA, area_code="91", cross_area_code="92")
    append_events(data, NATIONAL, [SampleDrawn(by="Kari", client="t", sample_id="s1", seed=1, items=(item,))])
    session.refresh()
    assert is_unsettled_sample(session.workspace.judgements, STORVIKA)
    assert "uten å se andres valg" in rows(session)[0]["short"]
    assert "Hvem er vi" not in json.dumps(ask(session, "comments.describe", id="kcccccccccc"))


@pytest.mark.browser
def test_a_comment_is_taken_in_answered_and_settled_by_the_keys_alone(data, tmp_path, chromium_path):
    file = make_file(tmp_path, SENTENCE, ("d", "nasjonalt", "krav-k1", CLAIM, "<img src=x onerror=window.hit=1>"), GONE)
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL, person=PIA) as (page, session):
        page.get_by_role("tab", name="Kommentarer").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Ingen har kommentert ennå").wait_for()
        assert find_axe_faults(page) == []
        page.set_input_files("input[type=file]", [file])
        page.get_by_text("Nye kommentarer: 3.").wait_for()
        page.get_by_role("heading", name="Kommentar fra Ola Leser").wait_for()
        assert page.locator("mark").inner_text() == "Andre setning."
        assert find_axe_faults(page) == []
        page.locator(".mld-source").focus()
        page.keyboard.press("s")
        page.keyboard.type("Ja, det gjør det.")
        # Somebody else answers meanwhile: what is being written stays where it was.
        judged.answer_comment(reopen(data), "kaaaaaaaaaa", "Nei.", by="Bo Eksempel")
        session.refresh()
        page.evaluate("window.tell({ event: 'changed' })")
        page.get_by_text("Nei.", exact=True).wait_for()
        page.keyboard.type(" Alltid.")
        page.keyboard.press("Control+Enter")
        page.get_by_text("Svaret er lagret kl.").wait_for()
        (comment,) = [one for one in read_judgements(data)[0].comments.values() if one.answers]
        assert [one.text for one in comment.answers] == ["Nei.", "Ja, det gjør det. Alltid."]
        page.keyboard.press("f")
        page.get_by_label("Hva ble gjort, eller hvorfor ikke?").fill("Kilden er lagt til.")
        page.keyboard.press("Enter")
        page.get_by_text("Kommentaren er ferdig behandlet kl.").wait_for()
        assert find_axe_faults(page) == []
        page.keyboard.press("j")
        page.get_by_text("onerror").first.wait_for()
        page.keyboard.press("j")
        page.get_by_text("Da kommentaren ble skrevet, sto det: «Et krav som er borte.»").wait_for()
        page.get_by_label("Vis").select_option("lost")
        page.get_by_text("Viser 1 av 3 kommentarer. 2 er ikke ferdige.").wait_for()
        assert page.evaluate("window.hit") is None


@pytest.mark.browser
def test_a_begun_answer_outlives_the_tab_and_settling_on_a_narrow_page_in_nynorsk(data, tmp_path, chromium_path):
    upload(open_session(data), make_file(tmp_path, SENTENCE, GONE))
    with open_desk_page(data, build_of(data), chromium_path, area_code=NATIONAL, person=PIA) as (page, _):
        page.set_viewport_size({"width": 400, "height": 900})
        page.get_by_label("Målform", exact=True).select_option("nn")
        page.get_by_role("tab", name="Kommentarar").click()
        page.get_by_role("textbox", name="Skriv eit svar").fill("Ikkje ferdig")
        page.get_by_role("tab", name="Krav", exact=True).click()
        page.get_by_role("tab", name="Kommentarar").click()
        page.get_by_role("textbox", name="Skriv eit svar").wait_for()
        assert page.get_by_role("textbox", name="Skriv eit svar").input_value() == "Ikkje ferdig"
        page.get_by_role("button", name="Ferdig …").click()
        page.get_by_role("dialog").get_by_role("button", name="Ferdig").click()
        page.get_by_text("Kommentaren er ferdig behandla kl.").wait_for()
        assert page.get_by_role("textbox", name="Skriv eit svar").input_value() == "Ikkje ferdig", (
            "settling saved no answer"
        )
        assert find_axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
