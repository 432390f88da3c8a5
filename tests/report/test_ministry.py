"""The ministry's questions get the dialogue's own themes and claims through the crosswalk."""

from __future__ import annotations

from bs4 import BeautifulSoup

from medlemsdialog.report import national
from report import example


def test_every_question_of_the_ministry_is_there_and_marked_as_paraphrased():
    page = BeautifulSoup(national.ministry(example.overview(), example.labels()).html, "html.parser")
    questions = example.workspace().dialogue.ministry_questions
    assert [heading.get_text() for heading in page.find_all("h3")] == [question.text.nb for question in questions]
    assert page.get_text().count("ikke departementets ordlyd") == len(questions)


def test_a_theme_has_the_same_count_as_in_the_dialogues_own_frame():
    overview = example.overview()
    page = BeautifulSoup(national.ministry(overview, example.labels()).html, "html.parser")
    counts = {row.theme: row.members for row in overview.themes}
    shown = {
        row.a["href"].removeprefix("#tema-"): int(row.find_all("td")[0].get_text())
        for row in page.select("table[id$=-temaer] tbody tr, section table tbody tr")
        if row.a and row.a["href"].startswith("#tema-")
    }
    assert shown and all(counts[theme] == members for theme, members in shown.items())


def test_themes_that_nobody_raised_are_named():
    text = BeautifulSoup(national.ministry(example.overview(), example.labels()).html, "html.parser").get_text()
    assert "Ikke tatt opp:" in text
