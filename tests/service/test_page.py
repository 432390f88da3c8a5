"""The page in a browser: by keyboard and without scripts, on a phone and in the dark, before axe in every state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.exchange.submission_store import read_sent
from support.axe_parts import RULES, open_browser
from support.input_page import Served, serve, write_page_dialogue

pytestmark = pytest.mark.browser

_AXE = """async rules => {
    const options = { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] };
    const found = await axe.run(document, options);
    return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`));
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    page = "access: open\ncontroller: {nb: KS}\npurpose: {nb: Eksempel – oppdiktet.}"
    with serve(write_page_dialogue(tmp_path_factory.mktemp("page"), page)) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    with open_browser(chromium_path) as opened:
        yield opened


def look(page: Any) -> None:
    """Hold what is shown to axe and to its width; the tester's own script is let through the page's policy."""
    import axe_playwright_python

    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate(_AXE, RULES) == [], page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.title()


def press_to(page: Any, name: str) -> None:
    """Go with the Tab key to what is called `name`, as one without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if name in page.evaluate(
            "document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || ''"
        ):
            return
    raise AssertionError(name)


@pytest.mark.parametrize(
    "look_of",
    [{"viewport": {"width": 320, "height": 640}}, {"color_scheme": "dark"}],
    ids=["phone", "dark"],
)
def test_every_page_and_state_passes_axe(served: Served, browser: Any, look_of: dict[str, Any]) -> None:
    context = browser.new_context(bypass_csp=True, **look_of)
    page = context.new_page()
    for path in ("/?sok=vika", "/?sok=Storvka", "/?sok=qqqq", "/personvern", "/finnes-ikke"):
        page.goto(served.address + path)
        look(page)
    page.goto(served.address + "/medlem/9101")
    look(page)
    page.get_by_role("button", name="Begynn å svare").click()
    look(page)
    page.get_by_role("link", name="Gå til spørsmålene").click()
    look(page)
    page.get_by_role("button", name="Send innspillet").click()
    page.wait_for_function("document.activeElement.className === 'faults'")
    look(page)
    page.locator("textarea[name=svar-p2]").fill("x" * 20_001)
    page.locator("textarea[name=kommentar-k-gratis-lokaler]").evaluate("one => { one.closest('details').open = true; }")
    page.locator("textarea[name=kommentar-k-gratis-lokaler]").fill("Uten kryss.")
    page.get_by_role("button", name="Send innspillet").click()
    look(page)
    page.locator(".faults a").nth(1).click()
    page.wait_for_function("document.activeElement.id === 'pastand-k-gratis-lokaler-agree'")
    page.keyboard.press("Space")
    page.locator("textarea[name=svar-p2]").fill("Kort.")
    page.get_by_role("button", name="Legg ved dokumenter").click()
    files = [{"name": name, "mimeType": "", "buffer": "Eksempel – oppdiktet".encode()} for name in ("a.txt", "b.exe")]
    page.set_input_files("#fil", files)
    page.get_by_role("button", name="Legg ved").last.click()
    look(page)
    page.get_by_role("link", name="Tilbake til svarene").first.click()
    page.get_by_role("button", name="Lagre utkast").last.click()
    look(page)
    for language, button in (("nn", "Nynorsk"), ("en", "English"), ("nb", "Bokmål")):
        page.get_by_role("button", name=button).click()
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("textarea[name=svar-p2]").input_value() == "Kort."
    page.get_by_role("button", name="Send innspillet").click()
    assert page.locator(".reference").inner_text().startswith("KF-")
    look(page)
    page.get_by_role("link", name="Trekk innspillet fra dialogen").click()
    page.get_by_role("button", name="Trekk innspillet").click()
    look(page)
    page.get_by_label("Ja, trekk innspillet").check()
    page.get_by_role("button", name="Trekk innspillet").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Innspillet er trukket"
    look(page)
    context.close()


def test_member_answers_by_keyboard_and_without_scripts(served: Served, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(served.address)
    page.locator("#sok").focus()
    page.keyboard.type("lillevika")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Lillevika kommune").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begynn å svare").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Gå til spørsmålene").focus()
    page.keyboard.press("Enter")
    page.locator("#svar-p1").focus()
    page.keyboard.type("Vi vil ha et bibliotek.")
    page.keyboard.press("Enter")
    page.keyboard.type("Eksempel – oppdiktet.")
    # Enter on a choice presses the harmless button: the draft is saved, and nothing is sent.
    page.get_by_label("Delvis enig").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"lagret=1$"))
    assert "Utkastet er lagret" in page.locator(".saved").inner_text()
    assert page.get_by_label("Delvis enig").is_checked()
    page.get_by_role("button", name="Send innspillet").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/kvittering$"))
    reference = page.locator(".reference").inner_text()
    (sent,) = [one for one in read_sent(served.store) if one.reference == reference]
    assert sent.submission is not None
    assert sent.submission.answers == {"p1": "Vi vil ha et bibliotek.\nEksempel – oppdiktet."}
    assert [one.tick for one in sent.submission.propositions] == ["partly_agree"]
    context.close()


def test_all_of_the_form_is_reached_with_the_tab_key(served: Served, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.address + "/medlem/9103")
    for name, place in (("Begynn å svare", r"/s/[\w-]{32}$"), ("Gå til spørsmålene", "/svar$")):
        press_to(page, name)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(place))
    for name in ("1. ", "Svarer ikke", "Noe mer dere vil si", "Legg ved dokumenter", "Ikke oppgitt", "Send innspillet"):
        press_to(page, name)
    context.close()
