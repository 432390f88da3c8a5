"""Executed workbooks of the county and the nation that `report.example` builds by hand."""

from __future__ import annotations

import nbformat
import pytest

from medlemsdialog import report
from medlemsdialog.catalogue import Language
from medlemsdialog.models.intake import Intake
from medlemsdialog.report import national
from report import example
from report.finding_example import overview_with_findings


def county_workbook(code: str = "61", *, hostile: bool = False, language: Language = "nb") -> nbformat.NotebookNode:
    summary, labels = example.county_summary(code, hostile=hostile), example.labels(language)
    received = Intake(area_code=code, sources=(), passages=(), problems=())
    return example.executed(
        ("", report.heading(summary, labels), ()),
        ("## Hva sier fylket, kort fortalt?", report.in_short(summary, labels), ()),
        ("## Hvilke medlemmer er hørt?", report.heard(summary, labels), ()),
        ("## Hvilke organer er hørt?", report.bodies(summary, labels), ()),
        ("## Hvilke spørsmål er besvart?", report.questions(summary, labels), ()),
        ("## Hvilke krav stilles, og hvem er uenige?", report.claims(summary, labels), ()),
        ("## Hvilke temaer er tatt opp?", report.themes(summary, labels), ()),
        ("## Hva er sagt, ord for ord?", report.statements(summary, labels), ()),
        ("## Hvordan vurderer rådgiveren innspillene?", report.assessment(summary, labels), ()),
        ("## Hva sier offisielle tall om fylket?", report.context(summary, labels), ()),
        ("## Hva er lest, og hva er satt til side?", report.set_aside(summary, labels), ()),
        ("## Hvordan er tallene laget?", report.method(summary, labels), ()),
        ("## Hvem bør purres?", report.reminder_list(summary, labels), ("internal",)),
        ("## Hvilke merknader må noen se på?", report.problems(received, labels), ("internal",)),
        ("## Hvilke tekster er like?", report.copied_texts(received, labels), ("internal",)),
    )


def national_workbook(*, hostile: bool = False, language: Language = "nb") -> nbformat.NotebookNode:
    overview, labels = example.overview(hostile=hostile), example.labels(language)
    found = overview if hostile else overview_with_findings()
    return example.executed(
        ("", national.heading(overview, labels), ()),
        ("## Hva er funnene?", national.findings(found, labels), ()),
        ("## Hva sier medlemmene, kort fortalt?", national.in_short(overview, labels), ()),
        ("## Hvilke krav stilles, til hvem, og hvem er uenige?", national.claims(overview, labels), ()),
        ("## Hva betyr tegnene i tabellene?", national.legend(labels), ()),
        ("## Hvor stilles kravene?", national.claim_matrix(overview, labels), ()),
        ("## Hvilke temaer er tatt opp?", national.themes(overview, labels), ()),
        ("## Hvor er temaene tatt opp?", national.theme_matrix(overview, labels), ()),
        ("## Hva ble det av kravene og temaene?", national.fates(found, labels), ()),
        ("## Hvilke tekster har flere avsendere brukt?", national.copied_texts(overview, labels), ()),
        ("## Hva er svaret på departementets spørsmål?", national.ministry(found, labels), ()),
        ("## Hvor mange medlemmer er hørt?", national.heard(overview, labels), ()),
        ("## Hvem har gitt innspill, og hvem har ikke?", national.participation(overview, labels), ()),
        ("## Hvilke fylker er hørt, og hvordan?", national.counties(overview, labels), ()),
        ("## Hvilke spørsmål er besvart?", national.questions(overview, labels), ()),
        ("## Hvor er spørsmålene besvart?", national.question_matrix(overview, labels), ()),
        ("## Hvilke organer er hørt?", national.bodies(overview, labels), ()),
        ("## Hvor ble innspillene til?", national.arenas(overview, labels), ()),
        ("## Hvem uten fylke har gitt innspill?", national.without_county(overview, labels), ()),
        ("## Hva sier avsendere uten fylke?", national.statements_without_county(overview, labels), ()),
        ("## Hva sier offisielle tall om feltet?", national.context(labels), ()),
        ("## Hva er lest, og hva er satt til side?", national.set_aside(overview, labels), ()),
        ("## Hvordan er tallene laget?", national.method(overview, labels), ()),
        (
            "## Hva må noen se på i funnene?",
            national.findings_review(found, example.workspace(), labels),
            ("internal",),
        ),
        ("## Er noe oversett?", national.overlooked(found, labels), ("internal",)),
    )


@pytest.fixture(scope="session")
def county() -> nbformat.NotebookNode:
    return county_workbook()


@pytest.fixture(scope="session")
def hostile_county() -> nbformat.NotebookNode:
    return county_workbook(hostile=True)


@pytest.fixture(scope="session")
def nation() -> nbformat.NotebookNode:
    return national_workbook()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, county, nation, hostile_county):
    """The written pages: report.html, work-report.html, index.html, hostile.html, report.docx."""
    from medlemsdialog.paths import AreaFolder
    from medlemsdialog.report import publish

    root = tmp_path_factory.mktemp("pages")
    area = AreaFolder(root)
    annexes = []
    for code in ("61", "72"):
        kept = root / f"{code}.ipynb"
        nbformat.write(county_workbook(code), kept)
        annexes.append((code, example.workspace().county(code).name, publish.render_annex(kept, county_code=code)))
    for code in example.workspace().county_codes:
        if code not in {"61", "72", "63"}:
            empty = example.executed(("", report.heading(example.empty_summary(code), example.labels()), ()))
            nbformat.write(empty, root / f"{code}.ipynb")
            name = example.workspace().county(code).name
            annexes.append((code, name, publish.render_annex(root / f"{code}.ipynb", county_code=code)))
    for name, notebook in (("county", county), ("nation", nation), ("hostile", hostile_county)):
        nbformat.write(notebook, root / f"{name}.ipynb")
    publish.write_county_report(root / "county.ipynb", area, "nb")
    publish.write_work_report(root / "county.ipynb", area, "nb")
    publish.write_report_docx(root / "county.ipynb", area, "nb")
    publish.write_county_report(root / "hostile.ipynb", area, "nb", file=root / "hostile.html")
    publish.write_report_docx(root / "hostile.ipynb", area, "nb", file=root / "hostile.docx")
    publish.write_national_report(root / "nation.ipynb", sorted(annexes), area, "nb")
    publish.write_work_report(root / "nation.ipynb", area, "nb", file=root / "national-work.html")
    return root


@pytest.fixture(scope="session")
def real_pages(root, tmp_path_factory: pytest.TempPathFactory):
    """The pages of one run of the example: the real ones, as readers get them."""
    from support.real_pages import make_real_pages

    return make_real_pages(root, tmp_path_factory.mktemp("example"))
