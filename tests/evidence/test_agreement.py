"""Agreement is measured of summaries alone, and withheld where it would rest on too little. Eksempel – oppdiktet."""

from __future__ import annotations

import pytest

from medlemsdialog.evidence import measure_agreement
from medlemsdialog.models.agreement import ThemeAgreement
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.compared import IndependentCoding
from medlemsdialog.models.summary import AreaSummary, ComparedRow
from medlemsdialog.models.vocabulary import Position
from report import example

THEMES = ["museum", "kor", "scene"]


def coding(*themes: str, **positions: Position) -> IndependentCoding:
    claims = tuple(ClaimPosition(claim_id=claim, position=position) for claim, position in positions.items())
    return IndependentCoding(themes=themes, claims=claims)


def rows(times: int, *codings: IndependentCoding, **changes: bool) -> list[ComparedRow]:
    row = ComparedRow(statement_id="k1-1", in_sample=False, settled=False, codings=codings)
    return [row.model_copy(update=changes)] * times


def summary(*compared: list[ComparedRow], code: str = "61") -> AreaSummary:
    return example.county_summary(code).model_copy(update={"compared": tuple(row for part in compared for row in part)})


def theme(summaries: list[AreaSummary], code: str) -> ThemeAgreement:
    return next(row for row in measure_agreement(summaries, THEMES).themes if row.theme == code)


def test_statements_are_counted_and_those_alike():
    measured = measure_agreement(
        [
            summary(rows(3, coding("museum"), coding("museum")), rows(1, coding("kor"), coding(), settled=True)),
            summary(rows(2, coding("kor"), coding("kor"), in_sample=True), code="72"),
        ],
        THEMES,
    )
    assert (measured.statements, measured.alike, measured.settled, measured.from_samples) == (6, 5, 1, 2)
    assert measured.areas == 2


def test_alpha_of_a_theme_rests_on_all_statements_that_several_coded():
    both, neither = rows(8, coding("museum"), coding("museum")), rows(12, coding(), coding())
    one = rows(2, coding("museum"), coding())
    row = theme([summary(both, one), summary(neither, code="72")], "museum")
    # By hand: 44 values, 18 of them raised; 2 of 22 pairs differ: 1 - 43 * 2 * 2 / (2 * 18 * 26).
    assert row.alpha.value == pytest.approx(1 - 43 * 2 / (18 * 26), abs=0.0001)
    assert row.alpha.low is not None and row.alpha.high is not None and row.alpha.low < row.alpha.value < row.alpha.high
    assert (row.raised_by_all, row.raised_by_some) == (8, 2)


def test_too_few_statements_give_no_alpha():
    row = theme([summary(rows(9, coding("museum"), coding("museum")), rows(10, coding(), coding()))], "museum")
    assert row.alpha.value is None and row.alpha.withheld == "few_statements"


def test_theme_that_is_hardly_used_gives_no_alpha():
    row = theme([summary(rows(4, coding("kor"), coding("kor")), rows(30, coding(), coding()))], "kor")
    assert row.alpha.value is None and row.alpha.withheld == "rarely_used"


def test_theme_that_hardly_ever_lacks_gives_no_alpha():
    row = theme([summary(rows(30, coding("kor"), coding("kor")), rows(4, coding(), coding()))], "kor")
    assert row.alpha.withheld == "rarely_used"


def test_theme_that_nobody_saw_is_left_out():
    assert [row.theme for row in measure_agreement([summary(rows(2, coding("kor"), coding()))], THEMES).themes] == [
        "kor"
    ]


def test_positions_are_compared_where_several_took_one():
    alike = rows(20, coding(krav=Position.FOR), coding(krav=Position.FOR))
    unlike = rows(5, coding(krav=Position.AGAINST), coding(krav=Position.MIXED))
    alone = rows(7, coding(krav=Position.FOR), coding())
    measured = measure_agreement([summary(alike, unlike, alone)], THEMES)
    assert (measured.positions, measured.positions_alike) == (25, 20)
    assert measured.positions_alpha.value is not None and 0 < measured.positions_alpha.value < 1


def test_three_coders_of_one_statement_are_all_compared():
    measured = measure_agreement([summary(rows(1, coding("kor"), coding("kor"), coding()))], THEMES)
    assert measured.alike == 0 and measured.themes[0].raised_by_some == 1


def test_nothing_compared_measures_nothing():
    measured = measure_agreement([summary()], THEMES)
    assert measured.statements == 0 and measured.themes == () and measured.positions_alpha.value is None
