"""The pages and documents on disk: each written whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import local
from typing import Any

from medlemsdialog.catalogue import SOURCE_LANGUAGE, Language
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import places
from medlemsdialog.report.annex_files import AnnexFiles
from medlemsdialog.report.documents import build_docx
from medlemsdialog.report.exporters import CountyExporter, NationalExporter, ReportExporter, WorkExporter, build_annex
from medlemsdialog.report.received_comments import show_comments
from medlemsdialog.report.workbook_files import read_kept_workbook
from medlemsdialog.writing import write_bytes_atomically

Annex = tuple[str, str, str]
_own = local()


def write_county_report(
    workbook: Path, folder: AreaFolder, language: Language | None = None, *, file: Path | None = None
) -> Path:
    """Write the shareable report of an executed county workbook; `file` where it is not the area's `report.html`."""
    return _write(file or folder.report, _export(CountyExporter, workbook, language).encode())


def write_work_report(
    workbook: Path,
    folder: AreaFolder,
    language: Language | None = None,
    *,
    file: Path | None = None,
    comments: Sequence[Comment] = (),
) -> Path:
    """Write the internal work report of an executed workbook, a county's or the national one, with readers' comments in it."""
    html = show_comments(_export(WorkExporter, workbook, language), comments, language or SOURCE_LANGUAGE)
    return _write(file or folder.work_report, html.encode())


def write_report_docx(
    workbook: Path, folder: AreaFolder, language: Language | None = None, *, file: Path | None = None
) -> Path:
    """Write the shareable report as a Word document with the same content."""
    return _write(file or folder.report_docx, build_docx(read_kept_workbook(workbook), language))


def render_annex(workbook: Path, language: Language | None = None, *, county_code: str | None = None) -> str:
    """Return an executed county workbook as an annex of the national document.

    The county's code is that of the folder the workbook lies in, unless given.
    """
    prefix = places.area_prefix(county_code or workbook.parent.name)
    return str(build_annex(read_kept_workbook(workbook), prefix=prefix, language=language))


def write_national_report(
    workbook: Path,
    annexes: Sequence[Annex],
    folder: AreaFolder,
    language: Language | None = None,
    *,
    file: Path | None = None,
    annex_files: AnnexFiles | None = None,
) -> Path:
    """Write the national document with all annexes; an annex is (county code, name, html of `render_annex`).

    Where there are too many, `annex_files` tells where they lie instead.
    """
    html = _export(NationalExporter, workbook, language, annexes=list(annexes), annex_files=annex_files)
    return _write(file or folder.index, html.encode())


def _write(file: Path, content: bytes) -> Path:
    write_bytes_atomically(file, content)
    return file


def _export(kind: type[ReportExporter], workbook: Path, language: Language | None, **resources: Any) -> str:
    exporter = _find_exporter(kind)
    html, _ = exporter.from_notebook_node(read_kept_workbook(workbook), {"language": language, **resources})
    return str(html)


def _find_exporter(kind: type[ReportExporter]) -> ReportExporter:
    """Return this thread's one exporter of a kind: getting one ready takes a third as long as a page."""
    exporters: dict[str, ReportExporter] = _own.__dict__
    if kind.__name__ not in exporters:
        exporters[kind.__name__] = kind()
    return exporters[kind.__name__]
