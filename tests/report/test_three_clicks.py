"""The national page of a real run in a real browser: from any sentence to a passage, and from any number to its definition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.axe_parts import open_browser
from support.click_walk import click_definitions, find_lost_numbers, walk_from_sentences
from support.real_pages import RealPages

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
# The sentences of the example's findings; each is clicked, which takes most of a second on a page of this size.
FEWEST_SENTENCES = 25


@pytest.fixture(scope="module")
def page(chromium_path: str, real_pages: RealPages) -> Iterator[Any]:
    with open_browser(chromium_path) as browser:
        opened = browser.new_page()
        opened.goto(real_pages.national.as_uri())
        yield opened


def test_every_sentence_of_every_finding_leads_to_a_passage_in_three_clicks(page: Any) -> None:
    walks = walk_from_sentences(page)
    assert len(walks) >= FEWEST_SENTENCES
    assert [walk for walk in walks if walk.clicks > MOST_CLICKS or not walk.is_seen] == []
    # Who said it, as what, and where in the original.
    assert [walk for walk in walks if not walk.passage or walk.place.count(" · ") < 2] == []


def test_no_number_of_the_findings_and_the_national_tables_is_without_a_definition(page: Any) -> None:
    assert find_lost_numbers(page) == []


def test_each_definition_is_read_after_one_click(page: Any) -> None:
    assert click_definitions(page) > 15
