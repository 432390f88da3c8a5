"""The ministry's questions get the dialogue's own themes and claims through the crosswalk."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup

from medlemsdialog.report import national
from report import example


def test_every_question_of_the_ministry_is_there_and_marked_as_paraphrased():
    page = BeautifulSoup(national.ministry(example.overview(), example.labels()).html, "html.parser")
    questions = example.workspace().dialogue.ministry_questions
    headings = [heading.get_text() for heading in page.find_all("h3")]
    assert headings == [question.text.nb for question in questions]
    assert page.get_text().count("ikke departementets ordlyd") == len(questions)


def test_a_theme_has_the_same_count_as_in_the_dialogues_own_frame():
    overview = example.overview()
    page = BeautifulSoup(national.ministry(overview, example.labels()).html, "html.parser")
    counts = {row.theme: row.members for row in overview.themes}
    shown = {
        row.a["href"].removeprefix("#tema-"): int(row.find_all("td")[0].get_text())
        for row in page.select("table[id$=-temaer] tbody tr")
        if row.a and row.a["href"].startswith("#tema-")
    }
    assert shown and all(counts[theme] == members for theme, members in shown.items())


def test_themes_that_nobody_raised_are_named():
    text = BeautifulSoup(national.ministry(example.overview(), example.labels()).html, "html.parser").get_text()
    assert "Ikke tatt opp:" in text


def test_every_national_table_stands_under_each_question_with_ids_of_its_own():
    page = BeautifulSoup(national.ministry(example.overview(), example.labels()).html, "html.parser")
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    tables = {element["id"].removeprefix("departement-m6") for element in page.select("#departement-m6 table")}
    assert {"-temaer", "-krav", "-tema-fylke", "-krav-fylke", "-svar"} <= tables


def test_what_no_question_of_the_ministry_covers_is_told_and_nothing_else_is_lost():
    overview, whole = example.overview(), example.labels()
    labels = replace(whole, dialogue=whole.dialogue.model_copy(update={"crosswalk": whole.dialogue.crosswalk[4:5]}))
    page = BeautifulSoup(national.ministry(overview, labels).html, "html.parser")
    assert page.find_all("h3")[-1].get_text() == "Ikke dekket av departementets spørsmål"
    shown = {link["href"] for link in page.select("table[id$=-temaer] a, table[id$=-krav] a")}
    assert {f"#tema-{row.theme}" for row in overview.themes} | {
        f"#krav-{row.claim_id}" for row in overview.claims
    } <= shown
    uncovered = {row["href"] for row in page.select("#departement-ikke-dekket-temaer tbody a")}
    covered = {theme for crossing in labels.dialogue.crosswalk for theme in crossing.themes}
    assert uncovered
    assert uncovered == {f"#tema-{row.theme}" for row in overview.themes if row.theme not in covered}


def test_the_matrices_stand_by_main_theme_and_lose_no_row():
    overview, labels = example.overview(), example.labels()
    page = BeautifulSoup(national.theme_matrix(overview, labels).html, "html.parser")
    groups = [heading.get_text() for heading in page.select("th[scope=rowgroup]")]
    assert groups and set(groups) <= set(labels.main_themes.values())
    rows = [link["href"] for link in page.select("tbody a")]
    assert sorted(rows) == sorted(f"#tema-{row.theme}" for row in overview.themes)
