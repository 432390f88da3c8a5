"""The form in a real browser, without a network: filled in by keys alone, kept as a draft, saved as a member's own answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.models.submission import Submission, Tick, Treatment
from medlemsdialog.pack.form_page import build_form_page
from support.returned_documents import example_dialogue, request_for, statements_of, take_in

pytestmark = pytest.mark.browser

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
SAID = "Eksempel – oppdiktet: «Unge» trenger <et> sted & tid."
GRANT = "k-statlig-tilskudd-kulturskole"


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def form(tmp_path: Path) -> Callable[..., Path]:
    def write(code: str = "6104", language: Any = "nb", area: str = "") -> Path:
        file = tmp_path / "innspillsskjema.html"
        file.write_bytes(build_form_page(request_for(code, language, area=area)))
        return file

    return write


def press_tab_until(page: Any, selector: str, at_most: int = 150) -> None:
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert ring != "none", f"{selector} is not seen to have focus"
            return
    raise AssertionError(f"no key came to {selector}")


def save_file(page: Any) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_filled_in_by_keys_alone_it_gives_the_members_own_answer(
    browser: Any, form: Callable[..., Path], tmp_path: Path
) -> None:
    requests: list[str] = []
    faults: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    file = form()
    page.goto(file.as_uri())
    press_tab_until(page, "input[name=behandling]")
    page.keyboard.press("Space")
    press_tab_until(page, "#sporsmal-p1")
    page.keyboard.type(SAID)
    press_tab_until(page, f"input[name='kryss:{GRANT}']")
    page.keyboard.press("ArrowDown")
    press_tab_until(page, f"#hvorfor-{GRANT}")
    page.keyboard.type("Bare delvis.")
    press_tab_until(page, "input[name=sitat]")
    page.keyboard.press("Space")
    press_tab_until(page, "button[type=submit]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "oversikt"
    summary = page.inner_text("#oversikt")
    assert SAID in summary
    assert "Bare delvis." in summary
    press_tab_until(page, "#lagre-fil")
    name, content = save_file(page)
    submission = Submission.model_validate_json(content)
    assert name == "6104-gaupestrand.innspill.json"
    assert name in page.inner_text("#kvittering")
    assert (submission.sender, submission.edition) == ("6104", example_dialogue().edition)
    assert submission.answers == {"p1": SAID}
    assert [(one.claim, one.tick, one.comment) for one in submission.propositions] == [
        (GRANT, Tick.PARTLY_AGREE, "Bare delvis.")
    ]
    assert submission.propositions[0].wording == "Staten bør innføre et øremerket tilskudd til kulturskolen."
    assert (submission.treatment, submission.may_be_quoted) == (Treatment.POLITICAL_BODY, True)
    intake = take_in(tmp_path, {f"61/{name}": content}, "61")
    assert (intake.sources[0].sender_code, intake.sources[0].quotable) == ("6104", True)
    assert ("p1", SAID) in [(one.question, one.text) for one in statements_of(intake)]
    assert [url for url in requests if not url.startswith(("file:", "blob:"))] == []
    assert faults == []
    page.close()


def test_draft_is_there_again_and_gone_when_it_is_deleted(browser: Any, form: Callable[..., Path]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(form().as_uri())
    page.fill("#sporsmal-p1", SAID)
    page.check(f"input[name='kryss:{GRANT}'][value=disagree]")
    # Not waiting for the draft to be kept: leaving the page keeps it.
    page.reload()
    assert page.input_value("#sporsmal-p1") == SAID
    assert page.is_checked(f"input[name='kryss:{GRANT}'][value=disagree]")
    assert "utkastet ditt fra" in page.inner_text("#utkast-status")
    page.click("#slett-utkast")
    page.click("#slett-ja")
    assert page.input_value("#sporsmal-p1") == ""
    page.reload()
    assert page.input_value("#sporsmal-p1") == ""
    context.close()


def test_what_must_be_put_right_is_listed_first_and_leads_to_its_field(browser: Any, form: Callable[..., Path]) -> None:
    page = browser.new_context().new_page()
    page.goto(form().as_uri())
    page.click("button[type=submit]")
    assert page.evaluate("document.activeElement.id") == "feil"
    page.fill(f"#hvorfor-{GRANT}", "Vi er usikre.")
    page.click("button[type=submit]")
    assert page.locator("#feil li").count() == 1
    page.click("#feil a")
    assert page.evaluate("document.activeElement.id") == f"hvorfor-{GRANT}"
    described = page.get_attribute(f"#hvorfor-{GRANT}", "aria-describedby")
    assert "øremerket tilskudd" in page.inner_text(f"#{described}")
    page.check(f"input[name='kryss:{GRANT}'][value=do_not_know]")
    page.click("button[type=submit]")
    assert page.is_visible("#oversikt")
    page.context.close()


def test_member_chosen_in_an_areas_form_gets_its_own_questions(browser: Any, form: Callable[..., Path]) -> None:
    page = browser.new_context().new_page()
    page.goto(form("", area="61").as_uri())
    page.fill("#sporsmal-p8", "Plassene koster for mye. Eksempel – oppdiktet.")
    page.fill("#sporsmal-p1", SAID)
    page.select_option("#avsender", "6100")
    # The county council is not asked of places in the schools; what was written there is not sent for it.
    assert not page.is_visible("#sporsmal-p8")
    page.click("button[type=submit]")
    page.focus("#lagre-fil")
    name, content = save_file(page)
    submission = Submission.model_validate_json(content)
    assert (name, submission.sender) == ("6100-tyrimark-fylkeskommune.innspill.json", "6100")
    assert set(submission.answers) == {"p1"}
    page.context.close()


@pytest.mark.parametrize(("scheme", "language"), [("light", "nb"), ("dark", "nn")])
def test_axe_finds_nothing_at_any_step(browser: Any, form: Callable[..., Path], scheme: str, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(form("6104", language).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.click("#slett-utkast")
    page.click("button[type=submit]")
    for step in ("faults", "summary"):
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, f"{step}: {results.generate_report()}"
        if step == "faults":
            page.fill("#sporsmal-p1", SAID)
            page.click("button[type=submit]")
    context.close()


def test_without_scripts_it_says_what_to_do_and_can_be_printed(browser: Any, form: Callable[..., Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(form().as_uri())
    assert "innspillsskjema.xlsx" in page.inner_text("noscript")
    assert not page.is_visible("#slett-utkast")
    page.emulate_media(media="print")
    assert page.is_visible(".on-paper[data-of=sporsmal-p1]")
    assert not page.is_visible("#sporsmal-p1")
    context.close()


def test_printed_form_shows_all_of_a_long_answer(browser: Any, form: Callable[..., Path]) -> None:
    page = browser.new_context().new_page()
    page.goto(form().as_uri())
    long = "\n".join(f"Linje {number}. Eksempel – oppdiktet." for number in range(60))
    page.fill("#sporsmal-p1", long)
    page.emulate_media(media="print")
    assert page.inner_text(".on-paper[data-of=sporsmal-p1]") == long
    page.context.close()


def test_texts_from_the_dialogue_stay_texts(tmp_path: Path) -> None:
    request = request_for("6104")
    title = request.dialogue.title.model_copy(update={"nb": "</script><img src=x>"})
    hostile = request.model_copy(update={"dialogue": request.dialogue.model_copy(update={"title": title})})
    written = build_form_page(hostile).decode()
    assert "<img" not in written
    data = written.split('id="innspill-data">')[1].split("</script>")[0]
    assert json.loads(data)["skeleton"]["sender"] == "6104"
