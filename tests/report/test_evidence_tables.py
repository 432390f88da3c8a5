"""Every table and column is defined, from one list, and findings stand with all they rest on."""

from __future__ import annotations

import pytest

from medlemsdialog.models.changes import AreaChanges, Counted, FindingChange, NationChanges, SentenceChange
from medlemsdialog.models.vocabulary import FindingState
from medlemsdialog.report.definitions import DEFINITIONS
from medlemsdialog.report.evidence_tables import build_evidence, build_tables
from report import example
from report.finding_example import overview_with_findings


def tables(language="nb"):
    return {table.id: table for table in build_evidence(overview_with_findings(), example.labels(language))}


def records(table):
    return [dict(zip((field.name for field in table.fields), row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_table_and_column_is_defined_before_the_tables(language):
    built = tables(language)
    assert next(iter(built)) == "definitions"
    rows = records(built.pop("definitions"))
    told = {(row["table"], row["column"]): row for row in rows}
    for table in built.values():
        assert told[table.id, None]["meaning"] == table.meaning != ""
        for field in table.fields:
            row = told[table.id, field.name]
            assert row["term"] == field.heading and row["meaning"], (table.id, field.name)
            assert row["type"] == field.type
            assert all(code in row["allowed"] and word in row["allowed"] for code, word in field.choices)
            assert field.unit or field.type != "integer" or field.name in {"number", "row", "sentence"}
    words = {row["term"]: row["meaning"] for row in rows if row["kind"] == "word"}
    for one in DEFINITIONS:
        assert words[one.term.text(language)].startswith(one.meaning.text(language))


def test_columns_and_sheets_have_names_of_their_own_and_cells_only_allowed_codes():
    for table in tables().values():
        assert len(set(table.columns)) == len(table.columns) == len(table.fields)
        assert len(table.name) <= 31
        for place, field in enumerate(table.fields):
            codes = {code for code, _ in field.choices}
            cells = {row[place] for row in table.rows}
            assert not codes or cells <= codes | {None}, (table.id, field.name)
            assert len({word for _, word in field.choices}) == len(codes)


def test_codes_are_text_and_headings_follow_the_form_of_norwegian():
    assert {type(row["county_code"]) for row in records(tables()["counties"])} == {str}
    assert tables("nn")["claims_by_county"].columns != tables("nb")["claims_by_county"].columns


def test_findings_stand_with_text_strength_basis_and_state_and_drafts_do_not():
    grant, price = records(tables()["findings"])
    assert (grant["finding_id"], grant["state"], grant["strength"], grant["basis"]) == (
        "f-tilskudd",
        "approved",
        "divided",
        "good",
    )
    assert grant["basis_reason"] == "Vedtak fra flere fylker." and "{" not in grant["text"]
    assert price["state"] == "stale" and price["changes"]
    assert "Hemmelig" not in repr(tables())


def test_evidence_of_a_finding_is_claims_themes_citations_and_sound_quotes():
    rows = [row for row in records(tables()["finding_evidence"]) if row["finding_id"] == "f-tilskudd"]
    assert [row["kind"] for row in rows] == ["claim", "theme", "citation", "citation", "quote", "quote"]
    assert rows[0]["claim_id"] == example.GRANT and {row["sentence"] for row in rows[2:4]} == {1}
    assert "Dette har ingen sagt." not in repr(rows)
    assert [row["contrary"] for row in rows[4:]] == ["false", "true"]


def test_each_claim_and_theme_ends_in_one_fate():
    fates = {row["code"]: row for row in records(tables()["fates"])}
    assert fates[example.GRANT]["fate"] == "finding" and fates[example.GRANT]["finding_ids"] == "f-tilskudd"
    assert fates["bibliotek"]["fate"] == "set_aside" and fates["bibliotek"]["reason"]
    assert (fates["arenaer"]["fate"], fates["kulturlov"]["fate"]) == ("none", "draft")


def test_input_without_a_county_has_no_county_code():
    overview = example.overview()
    rows = records(next(one for one in build_tables(overview, example.labels()) if one.id == "statements"))
    own = {row.statement_id for row in overview.without_county.statements}
    assert {row["county_code"] for row in rows if row["statement_id"] in own} == {None}


def test_changes_since_a_release_are_tables_of_findings_and_counties():
    overview, labels = overview_with_findings(), example.labels()
    changes = changes_since_interim()
    found = {table.id: table for table in build_evidence(overview, labels, changes)}
    reworded, gone = records(found["finding_changes"])
    assert (reworded["finding_id"], reworded["sentence_before"], reworded["row"]) == ("f-tilskudd", "Det sto så.", 1)
    assert (gone["state_before"], gone["state_after"]) == ("approved", None)
    (county,) = records(found["county_changes"])
    assert (county["county_code"], county["members_heard_before"], county["members_heard_after"]) == ("61", 2, 3)
    assert (county["statements_before"], county["statements_after"]) == (None, None)
    assert "Funn, endringer" in repr(found["definitions"])
    other = changes.model_copy(update={"is_other_edition": True})
    assert "county_changes" not in {table.id for table in build_evidence(overview, labels, other)}
    assert "finding_changes" not in {table.id for table in build_evidence(overview, labels)}


def changes_since_interim():
    same = Counted(before=1, after=1)
    return NationChanges(
        release="interim-2017-11",
        date="2017-11-20",
        findings=(
            FindingChange(
                finding_id="f-tilskudd",
                heading="Delt syn på tilskudd",
                earlier_heading="Delt syn på tilskudd",
                state_before=FindingState.APPROVED,
                state_after=FindingState.APPROVED,
                sentences=(SentenceChange(before="Det sto så.", after="Det står slik."),),
            ),
            FindingChange(
                finding_id="f-borte",
                heading="Borte",
                earlier_heading="Borte",
                state_before=FindingState.APPROVED,
                state_after=None,
            ),
        ),
        areas=(
            AreaChanges(
                area_code="61",
                heard=Counted(before=2, after=3),
                waiting=same,
                silent=same,
                bodies_heard=same,
                statements=None,
            ),
        ),
    )
