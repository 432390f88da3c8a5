"""The pages and documents on disk: each written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import local
from typing import Any

from medlemsdialog.catalogue import SOURCE_LANGUAGE, Language
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import places
from medlemsdialog.report.annex_files import AnnexFiles
from medlemsdialog.report.documents import prepare_docx
from medlemsdialog.report.exporters import CountyExporter, NationalExporter, ReportExporter, WorkExporter, build_annex
from medlemsdialog.report.long_texts import LongTexts
from medlemsdialog.report.received_comments import show_comments
from medlemsdialog.report.workbook_files import read_kept_workbook
from medlemsdialog.writing import write_bytes_atomically, written_atomically

Annex = tuple[str, str, str]
_own = local()


def write_county_report(
    workbook: Path, folder: AreaFolder, language: Language | None = None, *, file: Path | None = None
) -> Path:
    """Write the shareable report of an executed county workbook; `file` where it is not the area's `report.html`."""
    return _write(file or folder.report, _export(CountyExporter, workbook, language))


def write_work_report(
    workbook: Path,
    folder: AreaFolder,
    language: Language | None = None,
    *,
    file: Path | None = None,
    comments: Sequence[Comment] = (),
) -> Path:
    """Write the internal work report of an executed workbook, a county's or the national one, with readers' comments in it."""
    page = _export(WorkExporter, workbook, language)
    if comments:
        page = [show_comments("".join(page), comments, language or SOURCE_LANGUAGE)]
    return _write(file or folder.work_report, page)


def write_report_docx(
    workbook: Path, folder: AreaFolder, language: Language | None = None, *, file: Path | None = None
) -> Path:
    """Write the shareable report as a Word document with the same content."""
    prepared = prepare_docx(read_kept_workbook(workbook), language)
    write_bytes_atomically(file or folder.report_docx, prepared.write())
    return file or folder.report_docx


def render_annex(
    workbook: Path,
    language: Language | None = None,
    *,
    county_code: str | None = None,
    long_texts: LongTexts | None = None,
) -> str:
    """Return an executed county workbook as an annex of the national document.

    The county's code is that of the folder the workbook lies in, unless given. With `long_texts`, long parts are put there.
    """
    prefix = places.area_prefix(county_code or workbook.parent.name)
    return str(build_annex(read_kept_workbook(workbook), prefix=prefix, language=language, long_texts=long_texts))


def write_national_report(
    workbook: Path,
    annexes: Sequence[Annex],
    folder: AreaFolder,
    language: Language | None = None,
    *,
    file: Path | None = None,
    annex_files: AnnexFiles | None = None,
    long_texts: LongTexts | None = None,
) -> Path:
    """Write the national document with all annexes; an annex is (county code, name, html of `render_annex`).

    Where there are too many, `annex_files` tells where they lie instead. `long_texts` are those the annexes have marks for.
    """
    given = {"annexes": list(annexes), "annex_files": annex_files, "long_texts": long_texts}
    return _write(file or folder.index, _export(NationalExporter, workbook, language, **given))


def _write(file: Path, page: Iterable[str]) -> Path:
    with written_atomically(file) as temporary, temporary.open("wb") as stream:
        for piece in page:
            stream.write(piece.encode())
    return file


def _export(kind: type[ReportExporter], workbook: Path, language: Language | None, **resources: Any) -> Iterable[str]:
    exporter = _find_exporter(kind)
    page, _ = exporter.make_page(read_kept_workbook(workbook), {"language": language, **resources})
    return page


def _find_exporter(kind: type[ReportExporter]) -> ReportExporter:
    """Return this thread's one exporter of a kind: getting one ready takes a third as long as a page."""
    exporters: dict[str, ReportExporter] = _own.__dict__
    if kind.__name__ not in exporters:
        exporters[kind.__name__] = kind()
    return exporters[kind.__name__]
