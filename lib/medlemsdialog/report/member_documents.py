"""A member's page as one HTML file that needs no network, and as a Word document: the same words in both."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

from markupsafe import Markup

from medlemsdialog.catalogue import translate
from medlemsdialog.report import wording
from medlemsdialog.report.checked import render_checked
from medlemsdialog.report.documents import write_docx
from medlemsdialog.report.exporters import read_style
from medlemsdialog.report.feedback_documents import render_blocks
from medlemsdialog.report.fragment import environment
from medlemsdialog.report.member_page import MemberPage


def write_member_html(page: MemberPage) -> str:
    """Return the page as HTML; the same page gives the same text."""
    resources = SimpleNamespace(
        page=page,
        style=read_style(),
        checked=render_checked(page.language),
        t=partial(_translate, page),
        document_date=wording.date(page.date, page.language),
    )
    return environment().get_template("member.html.j2").render(resources=resources, content=render_blocks(page.blocks))


def write_member_docx(page: MemberPage) -> bytes:
    """Return the page as DOCX; the same page gives the same bytes."""
    head = [Markup("<p>{} – {}</p>").format(page.recipient, page.dialogue)]
    if page.example:
        head.append(Markup("<p><em>{}</em></p>").format(translate("Eksempel – oppdiktet", page.language)))
    html = str(Markup("\n").join([*head, render_blocks(page.blocks)]))
    return write_docx(html, title=page.title, language=page.language, date=page.date)


def _translate(page: MemberPage, msgid: str, /, **values: object) -> str:
    return translate(msgid, page.language, **values)
