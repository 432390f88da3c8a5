"""A reader's way through the national page in a real browser: from sentences to passages, from numbers to definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Clicks on what a reader sees and nothing else; every walk starts with all folded.
_FOLD = "() => document.querySelectorAll('details[open]').forEach(one => one.open = false)"
# What each sentence cites: the links between its own place and the next.
_SENTENCES = """() => [...document.querySelectorAll('.finding')].flatMap(finding => {
    const marks = [...finding.querySelectorAll('.prose span[id], .prose .citation a')];
    return marks.flatMap((mark, at) => {
        if (!mark.matches('span[id]')) return [];
        const next = marks.findIndex((one, place) => place > at && one.matches('span[id]'));
        const own = marks.slice(at + 1, next < 0 ? marks.length : next);
        return [[finding.id, mark.id, own.map(link => link.getAttribute('href'))]];
    });
})"""
# The numbers that lead nowhere. A table's number leads by the head of its column or by the caption, a figure's by its caption.
_LOST = """() => {
    const leads = one => !!one && [...one.querySelectorAll('a.defined')].some(
        link => link.checkVisibility() && document.getElementById(link.getAttribute('href').slice(1)));
    const said = one => one.textContent.replace(/«[^»]*»/g, '').trim();
    const lost = [];
    for (const table of document.querySelectorAll('main table')) {
        if (table.closest('.annex')) continue;
        table.closest('details')?.setAttribute('open', '');
        if (leads(table.caption)) continue;
        for (const head of table.tHead.rows[0].cells) {
            const cells = [...table.tBodies[0].rows].map(row => row.cells[head.cellIndex]);
            const counts = head.matches('.number') || cells.some(cell => cell && cell.matches('td.number'));
            if (counts && !leads(head)) lost.push(`${table.id}: ${head.textContent}`);
        }
    }
    const texts = document.querySelectorAll('.finding .prose, .finding dl.facts dd, .in-short li');
    for (const one of texts) {
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (/\\d/.test(said(node)) && !node.parentElement.closest('a, q, blockquote')) lost.push(said(node));
        }
    }
    return lost;
}"""


@dataclass(frozen=True)
class Walk:
    """The way from one sentence: how many clicks, and what stands where it ends."""

    sentence: str
    clicks: int
    passage: str
    place: str
    is_seen: bool


def walk_from_sentences(page: Any) -> list[Walk]:
    """Click from every sentence of every finding to a passage: its citation, or else the list of what the finding rests on."""
    walks = []
    for finding, sentence, cited in page.evaluate(_SENTENCES):
        page.evaluate(_FOLD)
        shown = page.locator(f"[id='{finding}']")
        clicks = 1
        if cited:
            shown.locator(f'.prose .citation a[href="{cited[0]}"]').first.click()
        else:
            shown.locator("summary").first.click()
            shown.locator('details ul.links a[href^="#u-"]').first.click()
            clicks = 2
        walks.append(_look(page, sentence, clicks))
    return walks


def find_lost_numbers(page: Any) -> list[str]:
    """Return the numbers of the findings, of the nation in short and of the national tables that lead to no definition."""
    lost: list[str] = page.evaluate(_LOST)
    return lost


def click_definitions(page: Any) -> int:
    """Click one link in sight to each definition that the page leads to; return how many.

    Each definition is seen after the one click.
    """
    page.evaluate(_FOLD)
    links = page.locator("main a.defined")
    shown = links.evaluate_all("all => all.map(one => one.checkVisibility() ? one.getAttribute('href') : '')")
    first: dict[str, int] = {}
    for place, href in enumerate(shown):
        if href:
            first.setdefault(href, place)
    for href, place in first.items():
        links.nth(place).click()
        target = page.locator(":target")
        assert target.get_attribute("id") == href.removeprefix("#") and _is_in_view(target), href
    return len(first)


def _look(page: Any, sentence: str, clicks: int) -> Walk:
    target = page.locator(":target")
    words = target.locator("blockquote, .withheld, .tick").first
    place = target.locator(".meta").first
    return Walk(sentence, clicks, words.inner_text(), place.inner_text(), _is_in_view(words))


def _is_in_view(target: Any) -> bool:
    return bool(
        target.evaluate(
            "one => { const box = one.getBoundingClientRect();"
            " return one.checkVisibility() && box.top < innerHeight && box.bottom > 0; }"
        )
    )
