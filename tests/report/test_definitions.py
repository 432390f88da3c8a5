"""From any number to its definition in one click."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from medlemsdialog.report import places
from medlemsdialog.report.definition_words import UNIT_DEFINITIONS, find_definition
from medlemsdialog.report.definitions import DEFINITIONS, define_words
from report import example

SHARED = ["report.html", "index.html"]


def read(pages: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((pages / name).read_text(encoding="utf-8"), "html.parser")


def leads_to_definition(element: Tag | None, ids: set[str]) -> bool:
    links = element.select("a.defined") if element else []
    return bool(links) and all(link["href"].removeprefix("#") in ids for link in links)


@pytest.mark.parametrize("name", SHARED)
def test_every_number_in_a_table_leads_to_its_definition(pages: Path, name: str) -> None:
    soup = read(pages, name)
    ids = {term["id"] for term in soup.select("dt[id^=ord-]")}
    assert ids
    lost = []
    for table in soup.find_all("table"):
        heads = table.select("thead th.number")
        numbers = table.select("td.number") or table.select(".matrix td")
        caption = leads_to_definition(table.caption, ids)
        assert not numbers or heads or caption, table.caption.get_text()
        lost += [
            f"{table.caption.get_text()} – {head.get_text()}"
            for head in heads
            if not caption and not leads_to_definition(head, ids)
        ]
    assert lost == []


@pytest.mark.parametrize("name", SHARED)
def test_every_figure_and_matrix_leads_from_its_caption(pages: Path, name: str) -> None:
    soup = read(pages, name)
    ids = {term["id"] for term in soup.select("dt[id^=ord-]")}
    figures = [figure.figcaption for figure in soup.select("figure.figure")]
    matrices = [table.caption for table in soup.select(".matrix table")]
    assert figures
    assert [caption.get_text() for caption in (*figures, *matrices) if not leads_to_definition(caption, ids)] == []


def test_every_number_in_a_finding_leads_to_its_definition(pages: Path) -> None:
    soup = read(pages, "index.html")
    counted = soup.select(".finding .counted")
    ids = {places.definition_id(one.key) for one in DEFINITIONS}
    assert counted and all(leads_to_definition(number, ids) for number in counted)


@pytest.mark.parametrize("name", SHARED)
def test_links_of_the_same_words_lead_to_the_same_definition(pages: Path, name: str) -> None:
    targets = defaultdict(set)
    for link in read(pages, name).select("a.defined"):
        targets[link.get("aria-label") or link.get_text()].add(link["href"])
    assert {words: found for words, found in targets.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", [*SHARED, "work-report.html"])
def test_every_definition_stands_once_in_a_page(pages: Path, name: str) -> None:
    ids = [term["id"] for term in read(pages, name).select("dt[id^=ord-]")]
    assert ids and len(ids) == len(set(ids))


def test_every_word_and_unit_has_a_definition_in_both_forms() -> None:
    keys = {definition.key for definition in DEFINITIONS}
    assert set(UNIT_DEFINITIONS.values()) <= keys
    assert find_definition("Medlemmer", "nb") == "medlem" and find_definition("Utsegner", "nn") == "utsagn"
    for language in ("nb", "nn"):
        listed = BeautifulSoup(define_words(example.labels(language), national=True), "html.parser")
        assert len(listed.find_all("dt")) == len(DEFINITIONS)
        assert "{" not in listed.get_text()


def test_a_county_defines_no_words_that_only_the_nation_uses() -> None:
    listed = define_words(example.labels(), national=False)
    assert "ord-funn" not in listed and "ord-medlem" in listed
