"""What was checked of the pages' templates: the committed result that every shared page tells of at its end.

The tests make it (`tests/report/test_accessibility.py`, with `--update-accessibility-result`) on the pages of a real run. The
templates and style sheets it holds for are known by a fingerprint of all in them but the texts of the catalogue, so that a
better wording asks for no new check, and other elements, attributes, rules of style and scripts do.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache, cached_property, partial
from typing import Any, Literal

from markupsafe import Markup
from pydantic import PositiveInt

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, translate
from medlemsdialog.models.base import Record
from medlemsdialog.report import wording
from medlemsdialog.report.fragment import environment

_KINDS = {".j2", ".css", ".js"}
# Texts of the catalogue stand in calls of these; their first argument, and for plurals the second, is left out.
_TEXT = re.compile(r'\b(t|plural)\(\s*"(?:[^"\\]|\\.)*"(?:\s*,\s*"(?:[^"\\]|\\.)*")?')
_COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|^\s*//[^\n]*$", re.DOTALL | re.MULTILINE)

Way = Literal["keyboard", "zoom", "nvda", "voiceover"]


class ByHand(Record):
    """One script of `docs/`: when (ISO) and with what it was gone through; `date` is empty where nobody has yet."""

    way: Way
    date: str = ""
    done_with: Literal["", "chromium"] = ""


class Checked(Record):
    """The result: tool versions, what was looked at and how much, and what people went through by hand.

    There is no number of faults, for a result with any is not written; nor is one that looked at nothing or pressed no key.
    `keys` is how many the keyboard took from the top of the national page to a passage of an original; `contrast` the lowest
    ratio between a text and what it stands on.
    """

    templates: str
    date: str
    tools: dict[str, str]
    rules: tuple[str, ...]
    pages: dict[str, tuple[str, ...]]
    elements: PositiveInt
    keys: PositiveInt
    contrast: float
    by_hand: tuple[ByHand, ...]

    @cached_property
    def is_current(self) -> bool:
        """Whether the templates are those that were checked."""
        return self.templates == fingerprint_templates()


@cache
def render_checked(language: Language) -> Markup:
    """Return the part of a page that tells what was checked."""
    checked = read_checked()
    html = environment().get_template("_checked.html.j2")
    return Markup(  # noqa: S704 - our own template, in which all is escaped
        html.render(
            t=partial(_translate, language),
            checked=checked,
            contrast=wording.number(checked.contrast, language, decimals=1),
            date=partial(_date, language),
            listing=partial(_listing, language),
        )
    )


@cache
def read_checked() -> Checked:
    """Return the committed result."""
    file = paths.shipped("templates") / "report" / "checked.json"
    return Checked.model_validate(json.loads(file.read_text(encoding="utf-8")))


@cache
def fingerprint_templates() -> str:
    """Return the fingerprint of the templates of pages and slides and their static files, texts and comments left out."""
    folder = paths.shipped("templates")
    found = hashlib.sha256()
    for part in ("report", "slides"):
        for file in sorted(path for path in (folder / part).rglob("*") if path.suffix in _KINDS):
            bare = _TEXT.sub(r"\1(", _COMMENT.sub("", file.read_text(encoding="utf-8")))
            found.update(f"{file.relative_to(folder).as_posix()}\n{' '.join(bare.split())}\n".encode())
    return found.hexdigest()[:16]


def _translate(language: Language, msgid: str, /, **values: Any) -> str:
    return translate(msgid, language, **values)


def _date(language: Language, iso: str) -> str:
    return wording.date(iso, language)


def _listing(language: Language, items: Any) -> str:
    return wording.listing(list(items), language)
