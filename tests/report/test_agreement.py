"""Reports tell how alike the coders code in counts, then alpha, and never who coded. Eksempel – oppdiktet."""

from __future__ import annotations

from medlemsdialog import report
from medlemsdialog.models.coded import CoderView
from medlemsdialog.models.compared import ComparedStatement, IndependentCoding
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.summary import AreaSummary, ComparedRow
from medlemsdialog.report import national
from report import example


def compared_summary(*, alike: int, unlike: int, in_sample: bool = True) -> AreaSummary:
    theme = next(iter(example.labels().main_theme_of))
    raised, missing = (IndependentCoding(themes=themes, claims=()) for themes in ((theme,), ()))
    base = ComparedRow(statement_id="k1-1", in_sample=in_sample, settled=False, codings=(raised, raised))
    rows = [base] * (alike // 2) + [base.model_copy(update={"codings": (missing, missing)})] * (alike - alike // 2)
    rows += [base.model_copy(update={"codings": (raised, missing)})] * unlike
    return example.county_summary().model_copy(update={"compared": tuple(rows)})


def words(fragment: report.Fragment) -> str:
    return " ".join(fragment.html.striptags().split())


def view(coder: str, *themes: str) -> CoderView:
    return CoderView(coder=coder, themes=themes, claims=(), questions=(), memo="")


def statement(number: int, *views: CoderView, **changes: object) -> ComparedStatement:
    one = ComparedStatement(
        statement_id=f"k1-{number}",
        area_code="61",
        text="Eksempel – oppdiktet <b>utsagn</b>",
        anchor=Anchor(line=number),
        views=views,
    )
    return one.model_copy(update=changes)


def test_method_tells_counts_before_alpha_and_what_it_means():
    text = words(report.method(compared_summary(alike=20, unlike=2), example.labels()))
    assert "22 utsagn er kodet av to eller flere, hver for seg. 20 av dem har fått de samme" in text
    assert text.index("22 utsagn") < text.index("Krippendorffs alfa") < text.index("0,8")
    assert "trukket tilfeldig og kodet uten at koderne så hverandres valg" in text
    assert "%" not in text


def test_method_tells_when_there_are_too_few():
    text = words(report.method(compared_summary(alike=3, unlike=1, in_sample=False), example.labels()))
    assert "4 utsagn" in text and "Det er for få utsagn" in text and "Krippendorff" not in text
    assert "Ingen av dem er trukket tilfeldig" in text


def test_method_tells_when_nothing_is_compared():
    assert "Ingen utsagn er kodet av to eller flere ennå" in words(
        report.method(compared_summary(alike=0, unlike=0), example.labels())
    )


def test_method_is_told_in_both_forms_of_norwegian():
    text = words(report.method(compared_summary(alike=20, unlike=2), example.labels("nn")))
    assert "22 utsegner er koda av to eller fleire" in text and "utsagn er kodet" not in text


def test_national_page_tells_of_all_counties():
    assert "kodet av to eller flere" in words(national.agreement(example.overview(), example.labels()))


def test_differences_stand_side_by_side_with_names_and_the_open_ones_first():
    alike = statement(1, view("Kari", "museum"), view("Ola", "museum"))
    settled = statement(
        2, view("Kari", "museum"), view("Ola", "kor"), settled=view("Kari", "museum"), settled_with=("Ola",)
    )
    open_one = statement(3, view("Kari"), view("Ola", "kor"), sample_id="utvalg-1", cross_area_code="62")
    fragment = report.coding_differences([alike, settled, open_one], "61", example.labels())
    text = words(fragment)
    assert "1 av 3 utsagn som er kodet av flere, er kodet likt" in text
    assert text.index("k1-3") < text.index("k1-2") and "k1-1" not in text
    assert "Kari: ingen koder" in text and "ikke enige ennå" in text and "(Kari og Ola)" in text
    assert "<b>utsagn" not in fragment.html
