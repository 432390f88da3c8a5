"""A page before axe in a browser: as a reader has it, whole, and a part at a time where the whole page is very long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Nine tenths of the time goes to this rule.
CONTRAST = "color-contrast"
# Nobody presses a link on paper, where wide tables are set small.
TARGETS = "target-size"
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")

Mode = Literal["light", "dark", "narrow", "print"]
_CONTEXTS: dict[Mode, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "print": {},
}

# Every section is a part, and every annex; what stands around them comes with the first. What is not in the part is taken out
# of the page: axe's time grows faster than the page.
_SHOW_PART = """number => {
    if (!window.parts) {
        const around = [...document.querySelectorAll('nav.contents, .finder, footer > *')];
        const [first, ...others] = document.querySelectorAll('main > section, article.annex');
        window.parts = [first ? [first, ...around] : [], ...others.map(one => [one])].map(
            part => part.map(one => [one, document.createComment('out')]));
    }
    window.parts.forEach((part, at) => part.forEach(([one, mark]) => {
        if (at === number && mark.isConnected) mark.replaceWith(one);
        if (at !== number && one.isConnected) one.replaceWith(mark);
    }));
    return window.parts.length;
}"""
_RUN = """async ({rules, without}) => {
    const options = { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'], rules: {} };
    for (const rule of without) options.rules[rule] = { enabled: false };
    const found = await axe.run(document, options);
    return {
        version: found.testEngine.version,
        faults: found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${one.help}: ${node.html.slice(0, 160)}`)),
    };
}"""


@dataclass(frozen=True)
class Looked:
    """What axe said of a page or a part of it: its version, the elements that were shown, the faults."""

    version: str
    elements: int
    faults: list[str]


@contextmanager
def open_browser(chromium_path: str) -> Iterator[Any]:
    """Yield a Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Any, file: Path, mode: Mode = "light") -> Iterator[Any]:
    """Yield a page with all that is folded unfolded. The tester's own script is let through the page's policy."""
    context = browser.new_context(bypass_csp=True, **_CONTEXTS[mode])
    page = context.new_page()
    if mode == "print":
        page.emulate_media(media="print")
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    yield page
    context.close()


def look_at_parts(page: Any, *, at_most: int | None = None, contrast_in: int | None = None) -> Iterator[Looked]:
    """Yield what axe says, a part at a time: of the first `at_most` parts, contrast in the first `contrast_in`; else of all."""
    import axe_playwright_python

    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    on_paper = page.evaluate("matchMedia('print').matches")
    parts = page.evaluate(_SHOW_PART, 0)
    for number in range(parts if at_most is None else min(at_most, parts)):
        page.evaluate(_SHOW_PART, number)
        without = [CONTRAST] if contrast_in is not None and number >= contrast_in else []
        without += [TARGETS] if on_paper else []
        elements = page.evaluate("[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()).length")
        said = page.evaluate(_RUN, {"rules": RULES, "without": without})
        yield Looked(said["version"], elements, said["faults"])
