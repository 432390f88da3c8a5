"""A fragment: one piece of a report, rendered from a template in which everything is escaped unless we made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from medlemsdialog import paths
from medlemsdialog.catalogue import Language
from medlemsdialog.compiled_files import template_cache
from medlemsdialog.report import wording
from medlemsdialog.report.definition_words import link_column_heads, link_to_definition, link_word
from medlemsdialog.report.written import mark_untranslated, marks_for

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

MARK = "medlemsdialog"
HTML = "text/html"
# What a fragment is for, where it is no part of a page.
SLIDES = "slides"
_PLAIN_LENGTH, _READ_AT_ONCE = 200, 20_000


@dataclass(frozen=True)
class Fragment:
    """Trusted HTML in one language. `title` and `date` (ISO) are set by the fragment that heads a page.

    `role` is set where the fragment is no part of a page: `SLIDES`.
    """

    html: Markup
    language: Language
    title: str = ""
    date: str = ""
    role: str = ""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """Return what a workbook keeps: the HTML, and the mark by which the exporters know it as ours."""
        mark = {MARK: "fragment", "language": self.language, "title": self.title, "date": self.date}
        mark["role"] = self.role
        return (
            {HTML: str(self.html), "text/plain": _begin_text(str(self.html))},
            {HTML: {key: value for key, value in mark.items() if value}},
        )


def _begin_text(html: str) -> str:
    """Return the first words of a fragment, without taking a long one apart to its end."""
    end = 0
    while True:
        # Up to the end of a tag: no tag, and no sign that is written as a name, is cut in two.
        end = html.find(">", end + _READ_AT_ONCE) + 1
        text = " ".join(Markup(html[:end] if end else html).striptags().split())  # noqa: S704 - only its words are used
        if not end or len(text) > _PLAIN_LENGTH:
            return text[:_PLAIN_LENGTH]


def render(template: str, labels: Labels, *, title: str = "", date: str = "", **values: Any) -> Fragment:
    """Render `fragments/<template>.html.j2` with `values` in the language of `labels`."""
    return Fragment(render_markup(template, labels, **values), labels.language, title, date)


def render_markup(template: str, labels: Labels, **values: Any) -> Markup:
    """Render a part of a fragment."""
    language = labels.language
    context = {
        **marks_for(labels),
        "labels": labels,
        "word": labels.word,
        "language": language,
        "number": partial(_number, language),
        "date": partial(_date, language),
        "plural": partial(_plural, language),
        "listing": partial(_listing, language),
        "defined": link_to_definition,
        "defined_word": partial(_defined_word, labels),
    }
    html = environment().get_template(f"fragments/{template}.html.j2").render(context | values)
    return link_column_heads(mark_untranslated(html, labels), labels)


@cache
def environment() -> Environment:
    """Return the one template environment: autoescape on, an undefined name is an error."""
    return Environment(
        loader=FileSystemLoader(paths.shipped("templates") / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=template_cache("report"),
    )


def _number(language: Language, value: float | None, decimals: int = 0) -> str:
    return wording.number(value, language, decimals=decimals)


def _date(language: Language, iso: str) -> str:
    return wording.date(iso, language)


def _plural(language: Language, one: str, many: str, how_many: int) -> str:
    return wording.plural(one, many, how_many, language)


def _defined_word(labels: Labels, words: str) -> Markup:
    return link_word(words, labels)


def _listing(language: Language, items: Sequence[str]) -> str:
    return wording.listing(items, language)
