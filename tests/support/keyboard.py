"""Somebody who has a keyboard only: what Tab and Enter come to in a page, and whether it is seen where one is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Of what has focus: an outline of at least two pixels that differs from what is behind it, in sight and not covered.
_AT = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const style = getComputedStyle(one);
    const ring = one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
    const inside = boxes.some(box => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
    const uncovered = boxes.some(box => [0.1, 0.5, 0.9].some(share => {
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const on = document.elementFromPoint(box.left + box.width * share, (top + bottom) / 2);
        return on && (one.contains(on) || on.contains(one));
    }));
    window.stops ??= new Map();
    if (!window.stops.has(one)) window.stops.set(one, window.stops.size);
    return {
        number: window.stops.get(one),
        href: one.getAttribute('href') || '',
        html: one.outerHTML.slice(0, 120),
        seen: ring && inside && uncovered,
    };
}"""


@dataclass(frozen=True)
class Way:
    """The keys it took, the text that was come to, and the stops where it was not seen what had focus."""

    keys: int
    text: str
    unseen: list[str]


def count_keys_to_a_passage(browser: Any, file: Path, *, at_most: int = 400) -> Way:
    """Go from the top of the national page to a statement with its place in the original, with Tab and Enter alone.

    As somebody who knows that there is a link past the head of the page: Tab, Enter, and on to the first link to a statement.
    """
    page = browser.new_page()
    page.goto(file.as_uri())
    page.keyboard.press("Tab")
    unseen = [] if page.evaluate(_AT)["seen"] else ["the skip link"]
    assert page.evaluate(_AT)["href"] == "#innhold"
    page.keyboard.press("Enter")
    # The browser goes there in its own time; a person sees it before pressing on.
    page.wait_for_function("document.activeElement.id === 'innhold'")
    keys = 2
    while keys < at_most:
        page.keyboard.press("Tab")
        keys += 1
        at = page.evaluate(_AT)
        assert at is not None, "the keyboard came to the end of the page"
        if not at["seen"]:
            unseen.append(at["html"])
        if at["href"].startswith("#u-"):
            page.keyboard.press("Enter")
            keys += 1
            break
    page.wait_for_timeout(300)
    text = page.inner_text(":target")
    page.close()
    return Way(keys, text, unseen)


def walk_whole_page(browser: Any, file: Path) -> tuple[int, int, list[str]]:
    """Press Tab from the top until the page is left; return the stops, how many there should be, and the unseen ones."""
    page = browser.new_page()
    page.goto(file.as_uri())
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
            .filter(one => !one.disabled && one.checkVisibility({ visibilityProperty: true })).length"""
    )
    unseen = []
    numbers: list[int] = []
    for _ in range(2 * wanted):
        page.keyboard.press("Tab")
        at = page.evaluate(_AT)
        if at is None or at["number"] in numbers:
            break
        numbers.append(at["number"])
        if not at["seen"]:
            unseen.append(at["html"])
    page.close()
    return len(numbers), wanted, unseen
