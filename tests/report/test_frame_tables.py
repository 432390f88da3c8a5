"""The ministry's frame as a sheet: the same numbers, under every question they belong to, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

from medlemsdialog.report.evidence_tables import build_tables
from medlemsdialog.report.frame_tables import tabulate_ministry
from report import example


def test_a_theme_under_two_questions_stands_under_both_with_the_same_numbers():
    overview, labels = example.overview(), example.labels()
    crosswalk = tuple(
        crossing.model_copy(update={"themes": (*crossing.themes, "bibliotek")})
        if crossing.ministry_question == "m1"
        else crossing
        for crossing in labels.dialogue.crosswalk
    )
    twice = replace(labels, dialogue=labels.dialogue.model_copy(update={"crosswalk": crosswalk}))
    rows = [row for row in tabulate_ministry(overview, twice).rows if row[3] == "bibliotek"]
    assert [row[0] for row in rows] == ["m1", "m5"] and rows[0][3:] == rows[1][3:]


def test_what_is_under_no_question_stands_last_without_an_id():
    overview, labels = example.overview(), example.labels()
    none = replace(labels, dialogue=labels.dialogue.model_copy(update={"crosswalk": ()}))
    rows = tabulate_ministry(overview, none).rows
    assert {row[0] for row in rows} == {""}
    assert len(rows) == len(overview.themes) + len(overview.claims) + len(overview.questions)


def test_the_spreadsheet_has_the_ministrys_frame():
    assert "Departementets ramme" in {table.name for table in build_tables(example.overview(), example.labels())}
