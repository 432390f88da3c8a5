"""How a page is made and answered with: its template, its language, and the cookies that go with it."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from medlemsdialog import paths
from medlemsdialog.catalogue import LANGUAGES, Language, Message, translate, translate_plural
from medlemsdialog.models.submission import LONGEST_ANSWER
from medlemsdialog.models.submission_words import TICK_WORDS, TREATMENT_WORDS
from medlemsdialog.report import wording
from medlemsdialog.service import limits
from medlemsdialog.service.keeping import KeptSubmission
from medlemsdialog.service.opening import NORWAY, Opening, last_day
from medlemsdialog.service.site import BROWSER_COOKIE, LANGUAGE_COOKIE, Site, root_path

LANGUAGE_NAMES: dict[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
_MEGABYTE = 1024 * 1024


@cache
def read_style() -> tuple[str, str]:
    """Return the style sheet and the name it is served under, which changes when it does."""
    style = (paths.shipped("templates") / "service" / "service.css").read_text(encoding="utf-8")
    return style, f"stil-{hashlib.sha256(style.encode()).hexdigest()[:12]}.css"


def show_page(
    site: Site,
    request: Request,
    template: str,
    *,
    language: Language,
    status: int = 200,
    kept: KeptSubmission | None = None,
    **values: Any,
) -> Response:
    """Return a page made of a template of `templates/service/`; everything in it is escaped."""
    root = root_path(request)
    now = site.clock()
    html = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            site=site,
            dialogue=site.dialogue,
            title=site.dialogue.title.in_language(language),
            language=language,
            languages=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            t=partial(_translate, language),
            plural=partial(_translate_plural, language),
            say=lambda message: message.text(language) if isinstance(message, Message) else str(message),
            text=lambda text: text.in_language(language) if text else "",
            day=lambda date: wording.date(date.isoformat(), language),
            moment=partial(tell_moment, language),
            size=partial(tell_size, language),
            root=root,
            style=f"{root}/{read_style()[1]}",
            here=f"{root}{request.scope.get('path', '/').removeprefix(root)}",
            opening=str(site.opening),
            Opening=Opening,
            last_day=last_day(site.dialogue),
            now=now,
            kept=kept,
            limits=limits,
            longest_answer=LONGEST_ANSWER,
            tick_words=TICK_WORDS,
            treatment_words=TREATMENT_WORDS,
            **values,
        )
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Language": language})
    if request.query_params.get("sprak") in LANGUAGES:
        set_language(response, request, language)
    return response


def lead_to(request: Request, path: str) -> RedirectResponse:
    """Return the answer that leads the browser to another page, to be got."""
    return RedirectResponse(root_path(request) + path, status_code=303)


def set_language(response: Response, request: Request, language: Language) -> None:
    """Let the browser remember the language."""
    _set_cookie(response, request, LANGUAGE_COOKIE, language)


def name_browser(response: Response, request: Request, browser: str) -> None:
    """Let the browser carry what the forms of the first pages are signed for."""
    if request.cookies.get(BROWSER_COOKIE) != browser:
        _set_cookie(response, request, BROWSER_COOKIE, browser)


def read_browser(request: Request) -> str:
    """Return what the browser carries, or a new one."""
    found = request.cookies.get(BROWSER_COOKIE, "")
    return found if len(found) == 32 and found.isascii() else secrets.token_urlsafe(24)


def tell_moment(language: Language, moment: datetime.datetime) -> str:
    """Return a time as it is in Norway: «1. februar 2018 kl. 14.05»."""
    local = moment.astimezone(NORWAY)
    return translate(
        "{date} kl. {time}",
        language,
        date=wording.date(local.date().isoformat(), language),
        time=f"{local:%H:%M}" if language == "en" else f"{local:%H.%M}",
    )


def tell_size(language: Language, size: int) -> str:
    """Return the size of a file: «1,4 MB»."""
    number = f"{size / _MEGABYTE:.1f}" if size >= _MEGABYTE else f"{max(1, round(size / 1024))}"
    return f"{number if language == 'en' else number.replace('.', ',')} {'MB' if size >= _MEGABYTE else 'kB'}"


def _set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        path=root_path(request) or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.shipped("templates") / "service"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _translate(language: Language, msgid: str, /, **values: Any) -> str:
    return translate(msgid, language, **values)


def _translate_plural(language: Language, singular: str, plural: str, number: int, /, **values: Any) -> str:
    return translate_plural(singular, plural, number, language, **values)
