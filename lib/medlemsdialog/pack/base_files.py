"""The base document's three files."""

from __future__ import annotations

from medlemsdialog.pack.base_document import build_base_document
from medlemsdialog.pack.page import write_html
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.pack.written import write_docx, write_pdf


def build_base_docx(request: PackageRequest) -> bytes:
    """Return the base document as DOCX."""
    return write_docx(build_base_document(request))


def build_base_pdf(request: PackageRequest) -> bytes:
    """Return the base document as PDF."""
    return write_pdf(build_base_document(request))


def build_base_html(request: PackageRequest) -> bytes:
    """Return the base document as a page."""
    return write_html(build_base_document(request), request.labels, is_example=request.dialogue.example)
