"""The application: its addresses, and what every answer carries whoever asks for what."""

from __future__ import annotations

import errno
import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from medlemsdialog.catalogue import Message
from medlemsdialog.service import answer_pages, attachment_pages, start_pages
from medlemsdialog.service.opening import Opening
from medlemsdialog.service.refusals import refuse
from medlemsdialog.service.replies import read_style
from medlemsdialog.service.site import Site

_LOG = logging.getLogger("medlemsdialog.service")
# The personal link is a secret: no page of ours tells where the reader came from, and nothing is kept on the way.
_HEADERS = {
    b"content-security-policy": b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"x-robots-tag": b"noindex, nofollow",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cache-control": b"no-store",
}
_WRONG_ADDRESS = Message("Siden svarer ikke på denne adressen. Bruk adressen som dere fikk.")
# A host and a port, and no name before it: links are made of it where dialogue.yaml tells no address.
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_TWO_YEARS = b"max-age=63072000"
_Page = Callable[[Request], Awaitable[Response]]


def build_app(site: Site) -> ASGIApp:
    """Return the application that serves `site`."""
    own = "/s/{token}"
    app = Starlette(
        routes=[
            _route("/", start_pages.show_start),
            _route("/medlem/{member}", start_pages.show_member),
            _route("/medlem/{member}/begynn", start_pages.show_member, start_pages.begin_answer),
            _route("/kode/{code}", start_pages.show_code),
            _route("/personvern", start_pages.show_privacy),
            _route(own, answer_pages.show_link),
            _route(f"{own}/kvittering", answer_pages.show_link),
            _route(f"{own}/svar", answer_pages.show_form, answer_pages.take_form),
            _route(f"{own}/versjon/{{number:int}}", answer_pages.show_version),
            _route(f"{own}/trekk", answer_pages.show_withdrawal, answer_pages.take_withdrawal),
            _route(f"{own}/vedlegg", attachment_pages.show_attachments, attachment_pages.take_attachments),
            _route(f"{own}/vedlegg/{{sha256}}", attachment_pages.get_attachment),
            Route(f"/{read_style()[1]}", _show_style),
        ],
        exception_handlers={HTTPException: _refuse_unrouted, Exception: _tell_fault},
    )
    app.state.site = site
    return Guard(app, site)


class Guard:
    """Stands around all pages: asks for the right host, adds the headers, and lets no fault out but as a page."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        is_begun = False
        is_style = scope["path"].endswith(f"/{read_style()[1]}")

        async def send_with_headers(message: Event) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                message["headers"] = _add_headers(message["headers"], https=scope["scheme"] == "https", cached=is_style)
            await send(message)

        request = Request({**scope, "app": self._app}, receive)
        try:
            response = None if is_style else self._find_refusal(request)
            await (response or self._app)(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001 - nothing of what was sent may reach the log
            place = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("%s in %s:%s", type(error).__name__, place.filename.rpartition("/")[2], place.lineno)
            if not is_begun:
                await refuse(self._site, request, _status_of(error))(scope, receive, send_with_headers)

    def _find_refusal(self, request: Request) -> Response | None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]) or _host_of(f"//{hosts[0]}") not in self._site.hosts:
            return refuse(self._site, request, 400, reason=_WRONG_ADDRESS)
        if request.method == "POST" and _is_from_elsewhere(request, self._site):
            return refuse(self._site, request, 403)
        if self._site.opening is Opening.OVER:
            return refuse(self._site, request, 410)
        return None


def _is_from_elsewhere(request: Request, site: Site) -> bool:
    """Whether a browser says that another site's page sent this. Old browsers say nothing; their forms are signed too."""
    if (told := request.headers.get("sec-fetch-site")) is not None:
        return told not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and _host_of(origin) not in site.hosts


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _add_headers(headers: list[tuple[bytes, bytes]], *, https: bool, cached: bool) -> list[tuple[bytes, bytes]]:
    added = dict(_HEADERS)
    if https:
        added[b"strict-transport-security"] = _TWO_YEARS
    if cached:
        # Its name changes when it does.
        added[b"cache-control"] = b"public, max-age=31536000, immutable"
    kept = [(name, value) for name, value in headers if name.lower() not in added]
    return kept + list(added.items())


def _status_of(error: Exception) -> int:
    """Return what is answered to a fault: that the disk is full, or that something is wrong with us."""
    is_full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    return 507 if is_full or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL" else 500


def _route(path: str, show: _Page, take: _Page | None = None) -> Route:
    async def answer(request: Request) -> Response:
        return await (take if request.method == "POST" and take is not None else show)(request)

    return Route(path, answer, methods=["GET", "POST"] if take is not None else ["GET"])


async def _show_style(request: Request) -> Response:
    return Response(read_style()[0], media_type="text/css")


async def _tell_fault(request: Request, error: Exception) -> Response:
    return refuse(request.app.state.site, request, _status_of(error))


async def _refuse_unrouted(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    response = refuse(request.app.state.site, request, status if status in {404, 405} else 400)
    if isinstance(error, HTTPException):
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
    return response
