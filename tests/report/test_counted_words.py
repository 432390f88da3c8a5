"""Numbers in sentences lead to what they count."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import example as of_hypothesis
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog import report
from medlemsdialog.catalogue import Language
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.vocabulary import Position, Strength
from medlemsdialog.report import national, places
from medlemsdialog.report.counted_words import link_counts
from medlemsdialog.report.definitions import DEFINITIONS
from report import example
from report.finding_example import overview_with_findings

KEYS = {places.definition_id(one.key) for one in DEFINITIONS}
COUNTY_KEYS = {places.definition_id(one.key) for one in DEFINITIONS if not one.only_national}


def unlinked(html: str) -> list[str]:
    """Return the texts outside links and quotation marks that still hold a number."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        link.decompose()
    return [text for text in soup.stripped_strings if re.search(r"\d", re.sub("«[^»]*»", "", text))]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_number_of_the_nation_in_short_leads_to_its_definition(language: Language) -> None:
    html = national.in_short(example.overview(), example.labels(language)).html
    assert unlinked(html) == []
    assert {link["href"].removeprefix("#") for link in BeautifulSoup(html, "html.parser").select("a")} <= KEYS


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_county_in_short_leads_only_to_definitions_that_its_page_has(language: Language) -> None:
    html = report.in_short(example.county_summary("61"), example.labels(language)).html
    links = {link["href"].removeprefix("#") for link in BeautifulSoup(html, "html.parser").select("a")}
    assert unlinked(html) == [] and links and links <= COUNTY_KEYS


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("strength", [None, *Strength])
def test_every_number_of_a_strength_leads_to_its_definition(language: Language, strength: Strength | None) -> None:
    overview, labels = overview_with_findings(), example.labels(language)
    for claim in overview.claims:
        told = tell_strength(strength, [claim], labels, overview)
        linked = link_counts(told, labels, otherwise="styrke")
        assert unlinked(linked) == [] and linked.striptags() == " ".join(told.split())


def test_a_number_is_linked_with_the_words_that_say_what_it_counts() -> None:
    linked = link_counts("1\u00a0186 mulige medlemmer; 13 mot, 2 fra 14 fylker.", example.labels(), otherwise="hort")
    links = {link.get_text(): link["href"] for link in BeautifulSoup(linked, "html.parser").select("a")}
    assert links == {
        "1\u00a0186 mulige medlemmer": "#ord-medlem",
        "13 mot": "#ord-standpunkt",
        "2": "#ord-hort",
        "14 fylker": "#ord-fylke",
    }


def test_numbers_in_the_words_of_others_and_in_names_are_left() -> None:
    text = "«Staten bør gi 3 organer 20 år» og K18, 4.5 og § 12a"
    assert link_counts(text, example.labels()) == text


@given(st.text(alphabet="0123456789 ,.<&«»amedlr\u00a0"))
@of_hypothesis("  ")
def test_no_word_is_lost_and_nothing_gets_through_unescaped(text: str) -> None:
    linked = link_counts(text, example.labels(), otherwise="styrke")
    # Elsewhere the parser makes one of several spaces.
    soup = BeautifulSoup(f"<pre>{linked}</pre>", "html.parser")
    assert soup.get_text() == text
    assert {tag.name for tag in soup.find_all()} <= {"pre", "a"}


def test_a_neutral_position_has_its_own_definition() -> None:
    assert 'href="#ord-noytral"' in link_counts(f"2 {example.labels().word(Position.NEUTRAL)}", example.labels())
