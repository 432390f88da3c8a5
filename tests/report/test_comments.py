"""Comments written in the report, in a real browser; and where they stand in a later report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.exchange.comment_file import parse_comment_file
from medlemsdialog.judgements.comment_events import CommentAnswered, CommentReceived, CommentSettled
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.report.comment_places import list_places, normalise_words
from medlemsdialog.report.comment_placing import read_page_places
from medlemsdialog.report.received_comments import show_comments
from report.test_browser import ARGUMENTS, RULES

MODE, SAVE = "[data-role=mode]", "[data-role=save]"
CLAIM = "krav-k-statlig-tilskudd-kulturskole"


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


def received(place: str, said: str, text: str = "Dette må med.", **values: Any) -> Comment:
    event = CommentReceived(
        by="Kari", client="test", comment_id="k1", place=place, place_text=said, text=text, author="Ola", **values
    )
    return Comment(area_code="national", received=event)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["report.html", "index.html"])
def test_browser_and_program_find_the_same_places(browser: Any, pages: Path, name: str) -> None:
    page = browser.new_page()
    page.goto((pages / name).as_uri())
    seen = [tuple(one) for one in page.evaluate("window.medlemsdialogPlaces()")]
    page.close()
    found = list_places((pages / name).read_text())
    assert [(area, place, normalise_words(text)) for area, place, text in seen] == [
        (one.area, one.address, one.text) for one in found
    ]
    addresses = [one.address for one in found]
    assert len(addresses) == len(set(addresses)) > 30


@pytest.mark.browser
def test_reader_writes_and_saves_comments_with_the_keyboard_alone(browser: Any, pages: Path, tmp_path: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((pages / "index.html").as_uri())
    page.locator('nav a[href="#kommentarer"]').press("Enter")
    page.focus(MODE)
    page.keyboard.press("Space")
    assert page.get_attribute(MODE, "aria-pressed") == "true"
    page.keyboard.press("Tab")
    page.keyboard.type("Åse Ødegård")
    page.keyboard.press("Tab")
    page.keyboard.type("Eksempel departement")
    page.focus("#funn-f-tilskudd .comment-spot >> nth=1 >> [data-role=write]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "textarea"
    page.keyboard.type("<b>Hva med</b> skolebibliotek?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "lagret i nettleseren" in page.inner_text("#kommentering [role=status]")
    assert page.evaluate("document.activeElement.dataset.role") == "write"
    assert page.locator("#funn-f-tilskudd .own-comment b").count() == 0
    # What was written is there when the page is opened again.
    page.reload()
    assert page.inner_text("#kommentering [data-role=number]") == "Du har skrevet én kommentar."
    page.focus(SAVE)
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    file = tmp_path / "k.json"
    caught.value.save_as(file)
    assert caught.value.suggested_filename.startswith("kommentarer-nasjonalt-20")
    context.close()
    assert not [url for url in requests if not url.startswith(("file:", "blob:"))]
    (comment,) = parse_comment_file("k.json", file.read_bytes()).comments
    assert (comment.author, comment.organisation) == ("Åse Ødegård", "Eksempel departement")
    assert comment.text == "<b>Hva med</b> skolebibliotek?"
    said = {one.address: one.text for one in list_places((pages / "index.html").read_text())}
    assert normalise_words(said[comment.place]) == comment.place_text
    assert comment.place == "funn-f-tilskudd/2"


@pytest.mark.browser
def test_half_written_comment_survives_closing_and_is_part_of_the_file(browser: Any, pages: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto((pages / "report.html").as_uri())
    page.click(MODE)
    page.locator("[data-role=write]:visible").first.click()
    page.fill("textarea", "Halvferdig")
    page.reload()
    assert page.input_value("textarea") == "Halvferdig"
    with page.expect_download() as caught:
        page.click(SAVE)
    made = json.loads(Path(caught.value.path()).read_text())
    context.close()
    assert [one["text"] for one in made["comments"]] == ["Halvferdig"]
    assert made["report"]["area"] == "c61"


@pytest.mark.browser
def test_reader_is_told_where_the_browser_keeps_nothing(browser: Any, pages: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('nei', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto((pages / "report.html").as_uri())
    assert page.is_visible("[data-role=unkept]")
    page.click(MODE)
    page.locator("[data-role=write]:visible").first.click()
    page.fill("textarea", "Likevel")
    page.click("[data-role=keep]")
    assert page.locator(".own-comment:visible").count() >= 1
    context.close()


@pytest.mark.browser
def test_without_scripts_a_note_tells_how_to_send_comments(browser: Any, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "report.html").as_uri())
    assert page.is_visible("text=send dem til den du fikk rapporten fra")
    assert not page.is_visible(MODE)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_writing_comments_is_accessible(browser: Any, pages: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto((pages / "index.html").as_uri())
    page.click(MODE)
    spot = page.locator("#funn-f-tilskudd .comment-spot").nth(1)
    spot.locator("[data-role=write]").click()
    page.fill("textarea", "En kommentar")
    page.click("[data-role=keep]")
    spot.locator("[data-role=write]").click()
    results = Axe().run(page, options=RULES)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.emulate_media(media="print")
    assert not page.locator(".comments, .comment-spot").locator("visible=true").count()
    context.close()
    assert results.violations_count == 0, results.generate_report()


def test_page_runs_the_script_it_names_and_no_other(pages: Path) -> None:
    import base64
    import hashlib
    import re

    for name in ("report.html", "index.html", "hostile.html"):
        html = (pages / name).read_text()
        (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}';" in html
        assert len(script) < 32_000
    assert "<script" not in (pages / "work-report.html").read_text()


PAGE = """<h1 id="nasjonalt-tittel">N</h1><main id="innhold"><section class="question"><h2 id="sporsmal-a">A?</h2>
<p>Første avsnitt om kultur.</p><p>Andre avsnitt om bibliotek og lesing.</p></section>
<section id="krav-k1" class="item"><h3>KS bør gjøre noe.</h3><p>Bygger på 3 utsagn.</p></section></main>"""


@pytest.mark.parametrize(
    ("place", "said", "placing", "at"),
    [
        ("sporsmal-a/3", "Andre avsnitt om bibliotek og lesing.", CommentPlacing.HERE, "sporsmal-a/3"),
        ("sporsmal-a/2", "Andre avsnitt om bibliotek og lesing.", CommentPlacing.MOVED, "sporsmal-a/3"),
        ("sporsmal-b/7", "Andre avsnitt om bibliotek og lesing.", CommentPlacing.MOVED, "sporsmal-a/3"),
        ("krav-k1", "KS bør gjøre noe annet.", CommentPlacing.CHANGED, "krav-k1"),
        ("krav-k1/2", "Bygger på 2 utsagn.", CommentPlacing.CHANGED, "krav-k1/2"),
        ("sporsmal-a/3", "Noe helt annet som er tatt ut.", CommentPlacing.ORPHANED, None),
        ("krav-k9", "Et krav som er borte.", CommentPlacing.ORPHANED, None),
        ("", "", CommentPlacing.ORPHANED, None),
    ],
)
def test_comment_is_found_again_or_said_to_be_lost(place: str, said: str, placing: str, at: str | None) -> None:
    placed = read_page_places(PAGE).place_comment(received(place, said))
    assert (placed.placing, placed.place.address if placed.place else None) == (placing, at)


def test_countys_own_page_and_its_annex_have_the_same_addresses(pages: Path) -> None:
    own = read_page_places((pages / "report.html").read_text())
    annex = {one.address: one.text for one in list_places((pages / "index.html").read_text()) if one.area == "c61"}
    shared = [one for one in own.places if one.address in annex]
    assert len(shared) > 0.9 * len(own.places) - 30
    assert all(annex[one.address] == one.text for one in shared)


def test_comments_stand_at_their_paragraph_in_the_work_report_with_answers(pages: Path) -> None:
    html = (pages / "national-work.html").read_text()
    place = next(one for one in list_places(html) if one.address == CLAIM)
    answered = received(CLAIM, place.text, "<script>alert(1)</script>").model_copy(
        update={
            "answers": (CommentAnswered(by="Per", client="t", comment_id="k1", text="Enig & takk."),),
            "settled": CommentSettled(by="Per", client="t", comment_id="k1", reason="Rettet."),
        }
    )
    lost = received("krav-borte", "Borte.", "Hva med dette?")
    shown = show_comments(html, [answered, lost], "nb")
    at = shown.index('class="received-comments"')
    assert f"<h4>{place.text}</h4>" in shown[at - 200 : at]
    assert "<script>alert" not in shown and "&lt;script&gt;alert(1)" in shown
    assert "Enig &amp; takk." in shown and "ferdig: Rettet." in shown
    assert "det som ble kommentert, står ikke i rapporten lenger" in shown and "Det sto: «Borte.»" in shown
    assert shown.count('href="#kommentarer-fra-lesere"') == 1
    assert show_comments(html, [], "nb") == html


@pytest.mark.browser
def test_work_report_with_comments_is_accessible(browser: Any, pages: Path, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    html = (pages / "national-work.html").read_text()
    places = [one for one in list_places(html) if one.text]
    comments = [received(one.address, one.text) for one in places[:: max(len(places) // 20, 1)]]
    file = tmp_path / "work.html"
    file.write_text(show_comments(html, [*comments, received("krav-borte", "Borte.")], "nb"))
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    results = Axe().run(page, options=RULES)
    context.close()
    assert results.violations_count == 0, results.generate_report()
