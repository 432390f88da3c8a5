"""Pages to members and bodies after the national work, written for all, for a county, or for one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Labels, Workspace, build_labels
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.report.feedback_senders import letter_language
from medlemsdialog.report.member_documents import write_member_docx, write_member_html
from medlemsdialog.report.member_page import MemberPage, build_member_page
from medlemsdialog.runs.findings import read_current_overview
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically


def write_member_pages(
    workspace: Workspace, *, county_code: str | None = None, sender_code: str | None = None
) -> tuple[Path, ...]:
    """Write a page (HTML and DOCX) for each member and body that has given input, and return the HTML files.

    Raises:
        SummaryError: Nothing has been run, or a summary is missing or broken.
        UsageError: The summaries are not up to date, or the county or the member is none that has given input.
    """
    if county_code is not None:
        workspace.county(county_code)
    overview = read_current_overview(workspace)
    areas = (*overview.summaries, *([] if county_code else [overview.without_county]))
    chosen = [
        (area, code)
        for area in areas
        if county_code in (None, area.area.code)
        for code in _list_senders(area)
        if sender_code in (None, code)
    ]
    if not chosen:
        raise UsageError(
            Message(
                "Fant ingen som har gitt innspill, for {chosen}. Se hvem som er hørt, med «medlemsdialog status».",
                chosen=sender_code or county_code or workspace.dialogue.id,
            )
        )
    labels: dict[Language, Labels] = {}
    pages = []
    for area, code in chosen:
        language = letter_language(workspace, area.area.code, code)
        labels.setdefault(language, build_labels(workspace, language))
        pages.append(build_member_page(overview, area, code, labels[language]))
    # The Word documents are made by a program beside ours, so that threads are enough.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return tuple(pool.map(lambda page: _write(workspace, page), pages))


def _list_senders(area: SharedSummary) -> Iterator[str]:
    yield from (member.code for member in area.members if member.state != "silent")
    yield from (body.code for body in area.bodies if body.heard)


def _write(workspace: Workspace, page: MemberPage) -> Path:
    file = workspace.build.feedback(page.code, "html")
    write_text_atomically(file, write_member_html(page))
    write_bytes_atomically(workspace.build.feedback(page.code, "docx"), write_member_docx(page))
    return file
