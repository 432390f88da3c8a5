"""The form as an Excel file: a member's own, with its name in it and only the questions it is asked."""

from __future__ import annotations

from medlemsdialog.exchange.form_template import build_members_form
from medlemsdialog.pack.request import PackageRequest


def build_form_sheet(request: PackageRequest) -> bytes:
    """Return the form as XLSX, for the member or members that the package is for."""
    return build_members_form(
        request.dialogue, request.questions, request.claims, request.members, language=request.language
    )
