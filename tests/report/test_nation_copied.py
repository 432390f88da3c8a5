"""Texts that several senders share stand with three counts and every place, and no words that may not be quoted."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog.models.national import CopiedStatement, CopiedText, NationalOverview
from medlemsdialog.models.vocabulary import Likeness, TextLanguage
from medlemsdialog.report import national
from medlemsdialog.report.evidence_tables import build_tables
from medlemsdialog.report.nation_copied import index_themes, list_shared, themes_of
from report import example

TEXT = "Eksempel – oppdiktet: Kulturskolen <b>bør</b> være gratis."


def overview(*, text: str | None = TEXT, members: int = 2) -> NationalOverview:
    built = example.overview()
    area = built.summaries[0]
    statements = tuple(
        CopiedStatement(area_code=area.area.code, statement_id=row.statement_id, likeness=likeness)
        for row, likeness in zip(area.statements, (None, Likeness.NEAR, Likeness.EQUAL), strict=False)
    )
    copied = CopiedText(
        text=text,
        language=TextLanguage.BOKMAL,
        statements=statements,
        distinct_wordings=2,
        members=members,
        bodies=0,
        other_senders=0,
        organisations=(),
    )
    return built.model_copy(update={"copied_texts": (copied,)})


def show(built: NationalOverview) -> BeautifulSoup:
    return BeautifulSoup(national.copied_texts(built, example.labels()).html, "html.parser")


def test_three_counts_stand_side_by_side() -> None:
    rows = show(overview()).select("tbody tr:not(.group)")
    cells = [[cell.get_text() for cell in row.find_all("td")] for row in rows]
    assert cells and all(one == ["lik og nesten lik", "3", "2", "2", "2", "Tyrimark"] for one in cells)


def test_a_text_stands_once_under_each_main_theme_that_it_touches() -> None:
    built, labels = overview(), example.labels()
    shown = [heading.get_text() for heading in show(built).select("th[scope=rowgroup]")]
    (text,) = list_shared(built)
    raised = themes_of(text, index_themes(built))
    assert raised and shown == [name for name in labels.main_themes.values() if name in map(labels.main_theme, raised)]
    assert len(show(built).select("h3")) == 1


def test_every_place_is_linked_and_the_text_escaped() -> None:
    soup = show(overview())
    assert soup.blockquote.get_text() == TEXT
    assert [link["href"][:1] for link in soup.select("ul.links a")] == ["#"] * 3


def test_words_that_may_not_be_quoted_are_withheld_in_page_and_table() -> None:
    built = overview(text=None)
    assert "Ordlyden er holdt tilbake" in show(built).get_text()
    table = next(table for table in build_tables(built, example.labels()) if table.name == "Like tekster")
    assert table.rows[0][0] is None and table.rows[0][2:6] == (3, 2, 2, 2)


def test_text_of_one_sender_alone_is_no_shared_text() -> None:
    assert "Ingen tekst er brukt av flere avsendere." in show(overview(members=1)).get_text()
