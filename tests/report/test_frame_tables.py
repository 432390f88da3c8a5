"""The ministry's frame as a sheet: the same numbers, under every question they belong to, and nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from medlemsdialog.report.evidence_tables import build_tables
from medlemsdialog.report.frame_tables import tabulate_main_themes, tabulate_ministry
from medlemsdialog.report.nation_copied import list_shared
from medlemsdialog.report.view_tables import tabulate_claims
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
    things = (overview.themes, overview.claims, overview.questions, list_shared(overview))
    assert len(rows) == sum(map(len, things))


def test_a_claim_has_each_position_of_members_and_of_bodies_apart():
    overview, labels = example.overview(), example.labels()
    table = tabulate_ministry(overview, labels)
    names = [field.name for field in table.fields]
    main = {row[0]: row for row in tabulate_claims(overview, labels).rows}
    heads = [field.name for field in tabulate_claims(overview, labels).fields]
    shown = [dict(zip(names, row, strict=True)) for row in table.rows if row[2] == "claim"]
    assert {row["code"] for row in shown} == set(main)
    for row in shown:
        known = dict(zip(heads, main[row["code"]], strict=True))
        positions = [name for name in heads if name.startswith(("members_", "bodies_"))]
        assert len(positions) == 8
        assert {name: row[name] for name in positions} == {name: known[name] for name in positions}
        assert row["members"] == sum(row[name] for name in positions if name.startswith("members_"))
        claim = next(claim for claim in overview.claims if claim.claim_id == row["code"])
        assert 1 <= row["distinct_texts"] <= claim.statements
        assert row["counties"] <= len(claim.counties)


def test_a_county_counts_only_where_its_own_members_do():
    overview, labels = example.overview(), example.labels()
    names = [field.name for field in tabulate_ministry(overview, labels).fields]
    for row in tabulate_ministry(overview, labels).rows:
        cells = dict(zip(names, row, strict=True))
        if cells["kind"] in {"theme", "claim", "question"}:
            assert bool(cells["counties"]) == bool(cells["members"]) and cells["counties"] <= cells["members"]


def test_a_text_that_two_statements_share_counts_once_under_a_claim():
    overview, labels = example.overview(), example.labels()
    index = [field.name for field in tabulate_ministry(overview, labels).fields].index("distinct_texts")
    price = next(row for row in overview.claims if row.claim_id == example.PRICE)
    statements = [statement for county in price.counties for statement in county.statements]
    as_one = overview.copied_texts[0].model_copy(
        update={
            "statements": tuple(
                overview.copied_texts[0].statements[0].model_copy(update={"statement_id": statement})
                for statement in statements
            )
        }
    )
    shared = overview.model_copy(update={"copied_texts": (as_one,)})
    counted = {row[3]: row[index] for row in tabulate_main_themes(shared, labels).rows}
    assert len(statements) > 1 and counted[example.PRICE] == 1


def test_both_frames_hold_the_same_things_with_the_same_numbers():
    overview, labels = example.overview(), example.labels()
    frames = (tabulate_main_themes(overview, labels), tabulate_ministry(overview, labels))
    assert {row[2:] for row in frames[0].rows} == {row[2:] for row in frames[1].rows}
    for table in frames:
        assert len({row[:4] for row in table.rows}) == len(table.rows)


# The columns by which the rows of a table are found in the sheets of the frames.
KEYS = {"theme_code": "theme", "claim_id": "claim", "question_id": "question"}
# The tables without such a column, each with the reason why it has no frame.
NO_FRAME = {
    "counties": "who was heard, whatever was said",
    "participation": "who was heard, whatever was said",
    "bodies": "who was heard, whatever was said",
    "arenas": "who was heard, whatever was said",
    "sources": "what was received, whatever it says",
    "statements": "the statements' themes and claims have tables of their own, which have a frame",
    "findings": "what they rest on has a table of its own, which has a frame",
    "finding_sentences": "what they rest on has a table of its own, which has a frame",
    "history": "how codes became others, not what was said",
}
BY_CODE = {"fates", "finding_evidence", "withheld", "copied_texts"}
FRAMES = {"main_theme_frame", "ministry_frame"}


def test_every_sheet_has_a_frame_or_a_reason_for_none():
    tables = build_tables(example.overview(), example.labels())
    keyed = {table.id for table in tables if KEYS.keys() & {field.name for field in table.fields}}
    assert {table.id for table in tables} >= FRAMES
    assert {table.id for table in tables} - keyed - FRAMES - NO_FRAME.keys() - BY_CODE == set()
    assert not keyed & NO_FRAME.keys()


@pytest.mark.parametrize("build", [tabulate_main_themes, tabulate_ministry])
def test_every_row_of_a_sheet_is_found_in_both_frames(build):
    overview, labels = example.overview(), example.labels()
    framed = {(row[2], row[3]) for row in build(overview, labels).rows}
    for table in build_tables(overview, labels):
        for place, field in enumerate(table.fields):
            if field.name in KEYS and table.id not in FRAMES:
                codes = {row[place] for row in table.rows if row[place]}
                assert {(KEYS[field.name], code) for code in codes} <= framed, table.id
