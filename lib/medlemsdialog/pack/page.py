"""A package's document as a page: one file that needs no network and no script."""

from __future__ import annotations

from functools import cache, partial
from types import SimpleNamespace

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from medlemsdialog import paths
from medlemsdialog.catalogue import translate
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.pack.blocks import Heading, change_texts, drop_marks
from medlemsdialog.pack.written import PackDocument
from medlemsdialog.report import wording
from medlemsdialog.report.exporters import read_style
from medlemsdialog.report.slimming import slim_style
from medlemsdialog.report.written import mark_untranslated


def write_html(document: PackDocument, labels: Labels, *, is_example: bool) -> bytes:
    """Return the document as HTML; the same document gives the same bytes."""
    blocks = [change_texts(block, drop_marks) for block in document.blocks]
    html = (
        pack_environment()
        .get_template("document.html.j2")
        .render(
            resources=frame_page(labels),
            document=document,
            title=drop_marks(document.title),
            blocks=[(type(block).__name__.lower(), block) for block in blocks],
            headings=[block for block in blocks if isinstance(block, Heading) and block.level == 1],
            date=wording.date(document.date, document.language),
            is_example=is_example,
        )
    )
    return mark_untranslated(html, labels).encode()


def frame_page(labels: Labels) -> SimpleNamespace:
    """Return what the frame of a page of ours asks for."""
    return SimpleNamespace(
        page=SimpleNamespace(language=labels.language), style=_read_styles(), t=partial(_translate, labels)
    )


@cache
def pack_environment() -> Environment:
    """Return the environment of the packages' templates: autoescape on, an undefined name is an error."""
    templates = paths.shipped("templates")
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(templates / "pack"), FileSystemLoader(templates / "report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _read_styles() -> Markup:
    own = (paths.shipped("templates") / "pack" / "pack.css").read_text(encoding="utf-8")
    return read_style() + Markup(slim_style(own))  # noqa: S704 - a file of the program


def _translate(labels: Labels, msgid: str, /, **values: object) -> str:
    return translate(msgid, labels.language, **values)
