"""The reports in English: every word of ours is English, and what stands in Norwegian says so."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import nbformat
import pytest

from catalogue_texts import read_catalogue
from medlemsdialog import report
from medlemsdialog.models.vocabulary import FindingState
from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import national, publish
from medlemsdialog.report.fragment import environment
from medlemsdialog.report.page_tree import Element, read_tree
from medlemsdialog.report.slide_deck import build_deck
from medlemsdialog.report.written import mark_untranslated, marks_for
from report import example, findings
from report.conftest import county_workbook, national_workbook

_VALUES = {None: "", "number": "[0-9,.]+"}
_READ_ALOUD = ("aria-label", "title", "alt", "placeholder")


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    """The county's page and the nation's with one annex, in English."""
    root = tmp_path_factory.mktemp("english")
    area = AreaFolder(root)
    for name, workbook in (
        ("county", county_workbook("61", language="en")),
        ("nation", national_workbook(language="en")),
    ):
        nbformat.write(workbook, root / f"{name}.ipynb")
    publish.write_county_report(root / "county.ipynb", area, "en")
    annexes = [("61", "Tyrimark", publish.render_annex(root / "county.ipynb", county_code="61"))]
    publish.write_national_report(root / "nation.ipynb", annexes, area, "en")
    return {name: read_tree(file.read_text()) for name, file in (("county", area.report), ("nation", area.index))}


@pytest.fixture(scope="module")
def decks():
    """The slides of the county and of the nation, in English."""
    summary, labels = example.county_summary("61"), example.labels("en")
    overview = findings.overview(findings.finding(), findings.finding("f-gammelt", state=FindingState.STALE))
    shown = (report.slides(summary, labels), national.slides(overview, labels))
    return [read_tree(build_deck(example.executed(("## Hva vises på lysbilder?", one, ())))) for one in shown]


def texts_in(root: Element, language: str) -> set[str]:
    """Return what a page says in one language: its texts, and the attributes that are read aloud."""
    found: set[str] = set()
    for one in root.within():
        if one.name in {"script", "style"} or language_of(one) != language:
            continue
        found |= {" ".join(child.split()) for child in one.children if isinstance(child, str) and child.strip()}
        found |= {
            " ".join(value.split())
            for name, value in one.attributes.items()
            if value and (name in _READ_ALOUD or name.startswith("data-"))
        }
    return found


def language_of(one: Element) -> str:
    return next((above.attributes["lang"] for above in one.above() if "lang" in above.attributes), "")


def norwegian_patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return what a text of the catalogue looks like in bokmål, with the longest words in it, where English differs."""
    patterns = []
    for message in read_catalogue("en"):
        ours, theirs = ([one] if isinstance(one, str) else list(one) for one in (message.id, message.string))
        for norwegian in set(ours) - set(theirs) - {""}:
            parts = list(string.Formatter().parse(" ".join(norwegian.split())))
            longest = max((literal for literal, *_ in parts), key=len).strip()
            # «mot» and «for» alone, or a name in marks, tell nothing.
            if sum(letter.isalpha() for letter in longest) > 4:
                fitted = "".join(re.escape(text) + _VALUES.get(name, ".+") for text, name, *_ in parts)
                patterns.append((longest, re.compile(fitted)))
    return patterns


def find_bokmål(said: set[str]) -> list[str]:
    return [
        text
        for longest, pattern in norwegian_patterns()
        for text in said
        if longest in text and pattern.fullmatch(text)
    ]


@pytest.mark.parametrize("page", ["county", "nation"])
def test_no_text_of_ours_is_in_bokmål(english, page):
    said = texts_in(english[page], "en")
    assert len(said) > 200
    assert find_bokmål(said) == []


@pytest.mark.parametrize("page", ["county", "nation"])
def test_page_is_in_english_and_what_members_said_is_not(english, page):
    assert next(one for one in english[page].within() if one.name == "html").attributes["lang"] == "en"
    quotes = [one for one in english[page].within() if one.name == "blockquote"]
    assert {language_of(quote) for quote in quotes} >= {"nb", "nn", "se"}
    assert "en" not in {language_of(quote) for quote in quotes}


def test_slides_in_english_have_only_the_words_of_others_in_norwegian(decks):
    for deck in decks:
        said = texts_in(deck, "en")
        assert len(said) > 30 and find_bokmål(said) == []
        assert texts_in(deck, "nb") | texts_in(deck, "nn")
    heading = next(one for one in decks[1].within() if one.name == "h2" and "lang" in one.attributes)
    assert heading.attributes["lang"] == "nb" and language_of(heading.parent) == "en"


def test_finding_and_assessment_that_are_written_in_norwegian_say_so(english):
    prose = [one for page in english.values() for one in page.within() if "prose" in one.classes]
    assert len(prose) > 2 and {language_of(one) for one in prose} <= {"nb", "nn"}
    headings = [one for one in english["nation"].within() if one.name == "h4" and "finding" in one.parent.classes]
    assert headings and all([child.attributes["lang"] for child in one.elements] == ["nb"] for one in headings)


def test_names_of_parts_of_originals_are_marked_within_an_english_place():
    place = "page 2, “Rådmannens vurdering & mer”, paragraph 1"
    shown = _show("{{ quoted_names(place, 'nb') }}", place=place)
    assert shown == 'page 2, “<span lang="nb">Rådmannens vurdering &amp; mer</span>”, paragraph 1'
    assert _show("{{ quoted_names(place, '') }}", place="“A”") == "“A”"


def test_marked_value_in_a_text_is_neither_escaped_twice_nor_let_through():
    shown = _show("{{ t('Om temaet «{theme}»', theme=written('<b>', 'nb')) }}")
    assert shown == 'On the theme “<span lang="nb">&lt;b&gt;</span>”'
    assert _show("{{ t('Om temaet «{theme}»', theme='<b>') }}") == "On the theme “&lt;b&gt;”"


def test_texts_of_the_dialogue_that_are_not_in_english_stand_in_bokmål_and_say_so():
    labels = replace(example.labels("en"), untranslated=frozenset({"Kultur & natur.", "Kultur", "Scene"}))
    page = (
        '<p title="Kultur">On Kultur &amp; natur, Kultur.</p><svg><text>Kultur</text></svg><title>Kultur</title>'
        "<p>Kulturskole, Scene</p>"
    )
    assert mark_untranslated(page, labels) == (
        '<p title="Kultur">On <span lang="nb">Kultur &amp; natur</span>, <span lang="nb">Kultur</span>.</p>'
        "<svg><text>Kultur</text></svg><title>Kultur</title>"
        '<p>Kulturskole, <span lang="nb">Scene</span></p>'
    )


def test_dialogue_that_is_written_in_english_has_nothing_to_mark():
    assert example.labels("en").untranslated == frozenset()


def _show(template: str, **values: object) -> str:
    return environment().from_string(template).render({**marks_for(example.labels("en")), **values})
