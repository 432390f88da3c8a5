"""Every national table stands in both frames, or says why it has none; a new table fails here until it does."""

from __future__ import annotations

import re
from dataclasses import replace
from inspect import signature

import pytest
from bs4 import BeautifulSoup

from medlemsdialog.catalogue import Language
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.shared import WithheldCount
from medlemsdialog.report import national, places
from report import example
from report.finding_example import overview_with_findings

# Each table by main theme, and the one that stands under each of the ministry's questions.
IN_BOTH = {
    "nasjonalt-temaer": "temaer",
    "nasjonalt-tema-fylke": "tema-fylke",
    "nasjonalt-krav-hovedtema": "krav",
    "nasjonalt-krav-fylke": "krav-fylke",
    "nasjonalt-like-tekster": "like-tekster",
    "nasjonalt-krav-videre": "krav-videre",
    "nasjonalt-temaer-videre": "temaer-videre",
    "nasjonalt-sporsmal-fylke": "sporsmal-fylke",
    "nasjonalt-deltakelse-level-sporsmal": "svar-gruppe",
    "nasjonalt-deltakelse-size-sporsmal": "svar-gruppe",
    "nasjonalt-deltakelse-language-form-sporsmal": "svar-gruppe",
    "nasjonalt-deltakelse-region-sporsmal": "svar-gruppe",
    "nasjonalt-fig-sporsmal-tabell": "svar",
    "nasjonalt-ikke-vist": "ikke-vist",
}
# The same rows as another table has by main theme, in the order of a figure.
BEHIND_FIGURES = {
    "nasjonalt-fig-tema-tabell": "nasjonalt-temaer",
    "nasjonalt-fig-krav-tabell": "nasjonalt-krav-hovedtema",
    "nasjonalt-fig-sporsmal-tabell": "nasjonalt-sporsmal-fylke",
}
# These hold no theme, claim or question of the dialogue, or are one of them.
NO_FRAME = {
    r"krav-.*-tall": "one claim's own numbers",
    r"funn-.*": "one finding's own numbers",
    r"nasjonalt-tegn": "what signs mean",
    r"nasjonalt-fig-(medlemmer|kart|arena|slag|tid)-tabell": "who was heard, or what was read, and when",
    r"nasjonalt-deltakelse-(level|size|language-form|region|county)": "who was heard, whatever was said",
    r"nasjonalt-(fylker|organer|arenaer)": "who was heard, whatever was said",
    r"nasjonalt-(tekststeder|innspill|historie.*)": "what was read",
    r"uten-fylke-.*": "senders without a county, in tables of their own",
}
# A medium of its own that shows some of the tables again.
SLIDES = "slides"
# What takes more than the overview: official figures, changes since a release, and what is internal.
OTHERS = {"agreement", "changes", "context", "findings_review", "legend", "overlooked"}


@pytest.fixture(scope="module")
def overview() -> NationalOverview:
    told = WithheldCount(kind="theme", code="bibliotek", senders=6)
    return overview_with_findings().model_copy(update={"withheld_counts": (told,)})


def show(overview: NationalOverview, language: Language = "nb") -> dict[str, BeautifulSoup]:
    names = [
        name
        for name in national.__all__
        if tuple(signature(getattr(national, name)).parameters) == ("overview", "labels")
    ]
    assert set(national.__all__) - set(names) <= OTHERS
    names.remove(SLIDES)
    return {
        name: BeautifulSoup(getattr(national, name)(overview, example.labels(language)).html, "html.parser")
        for name in names
    }


def list_tables(page: BeautifulSoup) -> set[str]:
    return {table.get("id") or table.caption["id"] for table in page.find_all("table")}


def links_of(table: BeautifulSoup) -> set[str]:
    return {link["href"] for link in table.select('tbody a[href^="#tema-"], tbody a[href^="#krav-"]')}


def test_every_table_has_both_frames_or_a_reason_for_none(overview: NationalOverview) -> None:
    pages = show(overview)
    found = set[str]().union(*(list_tables(page) for name, page in pages.items() if name != "ministry"))
    known = IN_BOTH.keys() | BEHIND_FIGURES.keys()
    without = {table for table in found - known if not any(re.fullmatch(one, table) for one in NO_FRAME)}
    assert without == set()
    assert known - found == set()
    framed = {re.sub(r"departement-(m\d+|ikke-dekket)-", "", table) for table in list_tables(pages["ministry"])}
    assert framed == set(IN_BOTH.values())


def test_every_table_of_a_frame_stands_by_main_theme(overview: NationalOverview) -> None:
    labels = example.labels()
    names = {*labels.main_themes.values(), labels.t("Uten hovedtema")}
    pages = show(overview)
    for page in pages.values():
        for table in page.find_all("table"):
            if table.get("id") in IN_BOTH:
                groups = [heading.get_text() for heading in table.select("th[scope=rowgroup]")]
                assert groups and set(groups) <= names, table["id"]
                assert all(body.select_one("th[scope=rowgroup]") for body in table.find_all("tbody"))


def test_both_frames_lead_to_the_same_themes_and_claims(overview: NationalOverview) -> None:
    pages = show(overview)
    for own, theirs in IN_BOTH.items():
        tables = [table for page in pages.values() for table in page.find_all("table", id=own)]
        shown = set[str]().union(*map(links_of, tables))
        framed = set[str]().union(*(links_of(table) for table in pages["ministry"].select(f"table[id$=-{theirs}]")))
        assert framed == shown, own


def test_the_states_of_a_question_are_the_same_in_both_frames(overview: NationalOverview) -> None:
    pages = show(overview)
    own = {
        row["id"]: [cell.get_text(" ") for cell in row.find_all("td")]
        for row in pages["question_matrix"].select("tr[id]")
    }
    assert own.keys() == {f"sporsmal-{row.question}" for row in overview.questions}
    seen = set()
    for row in pages["ministry"].select("table[id$=-sporsmal-fylke] tbody tr"):
        question = row.a["href"].removeprefix("#")
        seen.add(question)
        assert [cell.get_text(" ") for cell in row.find_all("td")] == own[question]
    assert seen == own.keys()


def test_the_groups_of_a_question_are_the_same_in_both_frames(overview: NationalOverview) -> None:
    """A ministry's table has the groups down and its questions across, the dialogue's own the other way round."""
    pages = show(overview)
    own: dict[tuple[str, str], set[str]] = {}
    for table in pages["participation"].select("table[id$=-sporsmal]"):
        groups = [heading.get_text() for heading in table.select("thead th")[1:]]
        for row in table.select("tbody tr:not(.group)"):
            for group, cell in zip(groups, row.find_all("td"), strict=True):
                own.setdefault((row.th.get_text(), group), set()).add(cell.get_text(" "))
    compared = 0
    for table in pages["ministry"].select("table[id$=-svar-gruppe]"):
        questions = [heading.get_text() for heading in table.select("thead th")[1:]]
        for row in table.select("tbody tr:not(.group)"):
            for question, cell in zip(questions, row.find_all("td"), strict=True):
                assert cell.get_text(" ") in own[question, row.th.get_text()]
                compared += 1
    assert compared


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_links_lead_both_ways_between_the_frames(overview: NationalOverview, language: Language) -> None:
    pages = show(overview, language)
    ids = {element["id"] for page in pages.values() for element in page.find_all(id=True)}
    back = {link["href"].removeprefix("#") for link in pages["ministry"].select("a") if "ord-" not in link["href"]}
    assert back - ids <= {"nasjonalt-tegn"}
    for name, section in (("themes", "section"), ("claims", "section"), ("copied_texts", "section")):
        for item in pages[name].select(section):
            there = {link["href"].removeprefix("#") for link in item.select("p.meta a")}
            assert there and there <= ids, item
    crossed = {link["href"] for link in pages["question_matrix"].select("ul.links a")}
    groups = [crossing.ministry_question for crossing in example.labels().dialogue.crosswalk if crossing.questions]
    assert {f"#{places.ministry_question_id(group)}" for group in groups} <= crossed


def test_ids_are_unique_over_both_frames(overview: NationalOverview) -> None:
    ids = [element["id"] for page in show(overview).values() for element in page.find_all(id=True)]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_without_questions_of_the_ministry_nothing_leads_there() -> None:
    whole = example.labels()
    dialogue = whole.dialogue.model_copy(update={"ministry_questions": (), "crosswalk": ()})
    labels = replace(whole, dialogue=dialogue)
    for name in ("themes", "claims", "copied_texts", "question_matrix"):
        assert "departement" not in getattr(national, name)(example.overview(), labels).html
