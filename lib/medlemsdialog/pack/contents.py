"""What a package holds: one builder to a file, each made of the same request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from medlemsdialog.pack.base_files import build_base_docx, build_base_html, build_base_pdf
from medlemsdialog.pack.council_case import build_council_case
from medlemsdialog.pack.form_page import build_form_page
from medlemsdialog.pack.form_sheet import build_form_sheet
from medlemsdialog.pack.guide import build_guide
from medlemsdialog.pack.minutes_template import build_minutes_template
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import PackageFolder


class Scope(StrEnum):
    """Whom a file is the same for. What is the same for several is made once in each language, and copied."""

    DIALOGUE = "dialogue"
    AREA = "area"
    MEMBER = "member"


@dataclass(frozen=True)
class Content:
    """One file of a package.

    `build` returns the file's bytes, the same for equal requests, or None where such a package has no such file. What is
    made for each of several hundred members has a twentieth of a second. A builder of a wider scope gets the area's
    request, or that of all, in the language of those who get the file.
    """

    file: Callable[[PackageFolder], Path]
    build: Callable[[PackageRequest], bytes | None]
    scope: Scope = Scope.MEMBER


CONTENTS: tuple[Content, ...] = (
    Content(lambda folder: folder.base_document("docx"), build_base_docx),
    Content(lambda folder: folder.base_document("html"), build_base_html),
    Content(lambda folder: folder.base_document("pdf"), build_base_pdf),
    Content(lambda folder: folder.working_forms, build_guide, Scope.DIALOGUE),
    Content(lambda folder: folder.minutes_template, build_minutes_template),
    Content(lambda folder: folder.council_case, build_council_case),
    Content(lambda folder: folder.form("html"), build_form_page),
    Content(lambda folder: folder.form("xlsx"), build_form_sheet),
)
