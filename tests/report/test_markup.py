"""The markup of a real run's pages: valid, and in order for those who hear it – headings, tables, links, languages, figures."""

from __future__ import annotations

import csv
import itertools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from medlemsdialog.report.checked import read_checked
from support.contrast import GROUNDS, SHEETS, TEXTS, read_tokens, reckon_contrast
from support.html_checker import check_markup
from support.real_pages import RealPages

SHARED = ("county", "silent", "county_nynorsk", "national", "national_nynorsk", "member")
REPORTS = (*SHARED, "county_work", "national_work")
_PARSED: dict[Path, BeautifulSoup] = {}


def read(pages: RealPages, name: str) -> BeautifulSoup:
    file: Path = getattr(pages, name)
    if file not in _PARSED:
        _PARSED[file] = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
    return _PARSED[file]


def words(element: Any) -> str:
    return " ".join(element.get_text(" ").split())


@pytest.mark.html_checker
def test_the_html_checker_finds_nothing(real_pages: RealPages) -> None:
    names = (*REPORTS, "county_slides", "national_slides")
    assert check_markup([getattr(real_pages, name) for name in names]) == []


@pytest.mark.parametrize("name", REPORTS)
def test_one_h1_and_no_level_of_heading_is_passed_over(real_pages: RealPages, name: str) -> None:
    levels = [int(heading.name[1]) for heading in read(real_pages, name).find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1 and levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_has_its_own_caption_and_heads_with_scope(real_pages: RealPages, name: str) -> None:
    for table in read(real_pages, name).find_all("table"):
        assert table.caption and words(table.caption)
        assert all(head.get("scope") in {"col", "row", "colgroup", "rowgroup"} for head in table.find_all("th"))
        assert table.find("th", scope="col"), words(table.caption)


@pytest.mark.parametrize("name", REPORTS)
def test_a_links_words_lead_to_one_place_only_and_every_place_is_there(real_pages: RealPages, name: str) -> None:
    page = read(real_pages, name)
    places: dict[str, set[str]] = defaultdict(set)
    for link in page.find_all("a", href=True):
        # What scripts fill is hidden until then. A number that leads to its definition is known by the words around it, § 2.4.4.
        if not link.find_parent(hidden=True) and not (
            re.fullmatch(r"[\d\s]+", words(link)) and "defined" in link.get("class", ())
        ):
            places[link.get("aria-label") or words(link)].add(link["href"])
    assert "" not in places
    assert {text: sorted(where)[:3] for text, where in places.items() if len(where) > 1} == {}
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    if name != "national_nynorsk":  # this one has a single annex
        assert {link["href"][1:] for link in page.select('a[href^="#"]')} - set(ids) == set()


@pytest.mark.parametrize("name", ("county", "county_nynorsk", "national", "national_nynorsk"))
def test_every_passage_stands_in_the_language_it_was_read_as(real_pages: RealPages, name: str) -> None:
    with (real_pages.build.root / "intake/statements.csv").open(encoding="utf-8-sig", newline="") as file:
        read_as = {row["statement_id"]: row["language"] for row in csv.DictReader(file)}
    page = read(real_pages, name)
    seen = set()
    for item in page.select(".statements > li[id]"):
        quote = item.find("blockquote")
        language = read_as.get(re.sub(r"^u-", "", item["id"]), "")
        if quote is None or language not in {"nb", "nn", "se"}:
            continue
        around = next(up["lang"] for up in (quote, *quote.parents) if up.get("lang"))
        assert around == language, item["id"]
        seen.add(language)
    assert seen >= ({"nb", "nn"} if name.startswith("national") else {"nn" if "nynorsk" in name else "nb"})


@pytest.mark.parametrize("name", ("county", "national"))
def test_every_figure_is_said_in_words_and_in_numbers(real_pages: RealPages, name: str) -> None:
    figures = [figure for figure in read(real_pages, name).select("figure.figure") if figure.find("svg")]
    assert figures
    for figure in figures:
        drawing = figure.find("svg")
        named = [figure.find(id=one) for one in drawing["aria-labelledby"].split()]
        assert drawing["role"] == "img" and all(one is not None and words(one) for one in named)
        assert words(figure.figcaption) and figure.find("p") and figure.find("table")


@pytest.mark.parametrize("name", SHARED)
def test_shared_page_ends_by_telling_how_it_was_checked(real_pages: RealPages, name: str) -> None:
    page = read(real_pages, name)
    told = page.select_one("footer section.checked")
    assert told is not None
    text = words(told)
    assert f"axe-core {read_checked().tools['axe-core']}" in text
    assert text.count("ikke prøvd ennå") + text.count("ikkje prøvd enno") == sum(
        not one.date for one in read_checked().by_hand
    )
    assert "erklæring" not in text.lower()


@pytest.mark.parametrize("name", ("county_work", "national_work"))
def test_internal_page_does_not_tell_it(real_pages: RealPages, name: str) -> None:
    assert read(real_pages, name).select_one("section.checked") is None


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_text_colour_can_be_read_on_every_ground_in_every_scheme(root: Path, sheet: str) -> None:
    schemes = read_tokens(root, sheet)
    assert {"light", "dark"} <= set(schemes)
    for scheme, tokens in schemes.items():
        for ground in (one for one in GROUNDS if one in tokens):
            for text in TEXTS:
                assert reckon_contrast(tokens[text], tokens[ground]) >= 4.5, (scheme, text, ground)
            # The ring around what has focus, and the edges of fields, § 1.4.11.
            assert reckon_contrast(tokens["focus"], tokens[ground]) >= 3, (scheme, "focus", ground)
        assert reckon_contrast(tokens["soft-ink"], tokens["paper"]) >= 3


def test_slides_have_the_tokens_of_the_reports(root: Path) -> None:
    of_reports, of_slides = (read_tokens(root, sheet) for sheet in SHEETS)
    for scheme in ("light", "dark"):
        assert of_slides[scheme].items() <= of_reports[scheme].items()


@pytest.mark.parametrize("sheet", SHEETS)
def test_colours_stand_in_the_tokens_only(root: Path, sheet: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", (root / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    rest = re.sub(r":root\s*\{[^}]*\}", "", css)
    named = r"white|black|red|green|blue|gr[ae]y|yellow|orange"
    assert re.findall(rf":[^;{{}}]*(?:#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|oklch)\(|\b(?:{named})\b)[^;}}]*", rest) == []


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert reckon_contrast("#000", "#ffffff") == pytest.approx(21)
    assert reckon_contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_the_letter_of_the_run_is_tagged_and_passes_the_machine_check(real_pages: RealPages) -> None:
    import outloud

    result = outloud.check(str(real_pages.letter))
    # The order of painting, which no reader follows, is another where there are notes at the foot of a page.
    assert [str(found) for found in result.findings if found.rule != "ORD-001"] == []
    content = real_pages.letter.read_bytes()
    assert b"/StructTreeRoot" in content and b"pdfuaid:part" in content and b"/MarkInfo" in content
