"""The pages and documents that readers get, written from what the workbooks left behind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace, build_labels, read_national
from medlemsdialog.evidence.folded_areas import has_many_areas
from medlemsdialog.judgements.comment_fold import comments_on
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.annex_files import lay_out_annexes, remove_annexes
from medlemsdialog.report.long_texts import LongTexts
from medlemsdialog.report.publish import (
    render_annex,
    write_county_report,
    write_national_report,
    write_report_docx,
    write_work_report,
)
from medlemsdialog.runs.documents import WrittenDocument, write_documents
from medlemsdialog.runs.evidence_package import write_evidence, write_run, write_translated_evidence

# A workbook that takes a gigabyte to make reports of.
_LARGE_BYTES = 20_000_000
NationalPart = Literal["documents", "evidence", "pages"]
NATIONAL_PARTS: frozenset[NationalPart] = frozenset({"documents", "evidence", "pages"})


def write_county_reports(workspace: Workspace, county_code: str) -> None:
    """Write a county's page, Word document and internal work report from its kept workbook, in the county's own form."""
    area, language = workspace.build.area(county_code), workspace.language(county_code)
    # The renderer and pandoc make the Word document while the pages are rendered here; of a large area, before that.
    with ThreadPoolExecutor(max_workers=1) as documents:
        written = documents.submit(write_report_docx, area.workbook, area, language)
        if area.workbook.stat().st_size > _LARGE_BYTES:
            written.result()
        write_county_report(area.workbook, area, language)
        write_work_report(
            area.workbook, area, language, comments=comments_on(workspace.judgements.comments, county_code)
        )
    written.result()


def write_county_translation(workspace: Workspace, county_code: str, workbook: Path, language: Language) -> None:
    """Write the page and the Word document of a workbook that was executed in another language beside the first."""
    area = workspace.build.area(county_code)
    write_county_report(workbook, area, language, file=in_language(area.report, language))
    write_report_docx(workbook, area, language, file=in_language(area.report_docx, language))


def write_national_reports(
    workspace: Workspace,
    overview: NationalOverview,
    county_workbooks: Mapping[str, Path],
    *,
    only: Collection[NationalPart] = NATIONAL_PARTS,
    is_last: bool = True,
) -> tuple[WrittenDocument, ...]:
    """Write the national page with the counties as annexes, the work report, the tables and the documents; tell of these.

    `only` names the parts that are to be written; what is told of the run is written after the last of them.
    """
    area, language = workspace.build.area(NATIONAL), workspace.language(NATIONAL)
    # Pandoc and typst make the documents while the pages are rendered here.
    with ThreadPoolExecutor(max_workers=1) as documents:
        written = documents.submit(write_documents, workspace, overview, language) if "documents" in only else None
        labels = build_labels(workspace, language)
        if "evidence" in only:
            write_evidence(workspace, overview, labels)
        if "pages" in only:
            write_work_report(
                area.workbook, area, language, comments=comments_on(workspace.judgements.comments, NATIONAL)
            )
            _write_index(workspace, overview, area.workbook, county_workbooks)
    documented = written.result() if written else ()
    if is_last:
        write_run(workspace, overview, labels)
    return documented


def write_national_translation(
    workspace: Workspace, workbook: Path, county_workbooks: Mapping[str, Path], language: Language
) -> Path:
    """Write the national page of a workbook that was executed in another language, and the documents, beside the first."""
    area = workspace.build.area(NATIONAL)
    overview = read_national(workspace)
    write_documents(workspace, overview, language, translated=True)
    labels = build_labels(workspace, language)
    write_translated_evidence(workspace, overview, labels, in_language(area.evidence_workbook, language))
    return _write_index(workspace, overview, workbook, county_workbooks, language)


def in_language(file: Path, language: Language) -> Path:
    """Return where the same document goes in another language: `report.nn.html`."""
    return file.with_name(f"{file.stem}.{language}{file.suffix}")


def _write_index(
    workspace: Workspace,
    overview: NationalOverview,
    workbook: Path,
    county_workbooks: Mapping[str, Path],
    translated: Language | None = None,
) -> Path:
    """Write the national page: with the counties' reports in it, or where they are too many, with links to their files."""
    area, language = workspace.build.area(NATIONAL), translated or workspace.language(NATIONAL)
    file = in_language(area.index, translated) if translated else area.index
    if not has_many_areas(overview):
        if not translated:
            remove_annexes(area)
        long_texts = LongTexts()
        annexes = _annexes(workspace, county_workbooks, long_texts)
        return write_national_report(workbook, annexes, area, language, file=file, long_texts=long_texts)

    def name_file(code: str) -> str:
        plain = Path(f"{code}.html")
        return (in_language(plain, translated) if translated else plain).name

    if not translated:
        remove_annexes(area)
    files = lay_out_annexes(
        area, _list_reports(workspace, county_workbooks, translated), overview.summaries, name_file=name_file
    )
    return write_national_report(workbook, (), area, language, file=file, annex_files=files)


def _list_reports(
    workspace: Workspace, county_workbooks: Mapping[str, Path], translated: Language | None
) -> Iterator[tuple[str, str, Path]]:
    """Yield code, name and report of each county; in the county's own form where it was not made in another."""
    for code in sorted(county_workbooks):
        report = workspace.build.area(code).report
        if translated and in_language(report, translated).is_file():
            report = in_language(report, translated)
        if report.is_file():
            yield code, workspace.county(code).name, report


def _annexes(
    workspace: Workspace, county_workbooks: Mapping[str, Path], long_texts: LongTexts
) -> list[tuple[str, str, str]]:
    """Return the counties' reports, each in the language its workbook was executed in."""
    return [
        (code, workspace.county(code).name, render_annex(workbook, county_code=code, long_texts=long_texts))
        for code, workbook in sorted(county_workbooks.items())
    ]
