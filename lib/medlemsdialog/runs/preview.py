"""A preview of the pages in the build folder, served to this machine alone and loaded anew when they change."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Labels, Workspace, build_labels
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.preview_page import ShownPage, list_pages, read_reload_script, render_list

LOOPBACK = "127.0.0.1"
VERSION_ADDRESS = "/-/version"
_NAMES = (LOOPBACK, "localhost")
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
_BODY_END = re.compile(r"</body>\s*</html>\s*\Z")


class Preview:
    """The pages that may be seen now, and the server that shows them. Every request looks in the folder anew."""

    def __init__(self, workspace: Workspace, *, port: int = 0, internal: bool = False) -> None:
        """Take a port on the loopback address; 0 is one that is free.

        Raises:
            UsageError: The port is in use.
        """
        self.workspace = workspace
        self.internal = internal
        self.labels: Labels = build_labels(workspace, workspace.language(NATIONAL))
        self._script = read_reload_script()
        try:
            self._server = ThreadingHTTPServer((LOOPBACK, port), _handle_with(self))
        except OSError:
            raise UsageError(
                Message("Port {port} er opptatt. Velg en annen, eller utelat --port.", port=port)
            ) from None
        # A reader that holds a connection open must not hold the program.
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """Where the list of pages is."""
        return f"http://{LOOPBACK}:{self.port}/"

    def serve(self) -> None:
        """Serve until `stop` is called or the process is interrupted."""
        try:
            self._server.serve_forever(poll_interval=0.1)
        finally:
            self._server.server_close()

    def stop(self) -> None:
        """End `serve` from another thread."""
        self._server.shutdown()

    def is_own_host(self, host: str) -> bool:
        """Whether a request asks for this machine by its own name; a foreign name that leads here is no reader's doing."""
        return host in {f"{name}:{self.port}" for name in _NAMES}

    def read_page(self, address: str) -> str | None:
        """Return a page as it is served; None where there is none that may be shown."""
        if address == "/":
            groups = list_pages(self.workspace.build, self.labels, internal=self.internal)
            return self._with_script(render_list(groups, self.labels, internal=self.internal))
        page = self._find(address)
        try:
            return self._with_script(page.file.read_text(encoding="utf-8")) if page else None
        except (OSError, UnicodeDecodeError):
            return None  # a run is at work on it

    def read_version(self, address: str) -> str | None:
        """Return what changes when a page changes; None where there is none."""
        pages = self._list()
        if address != "/":
            pages = [page for page in pages if f"/{page.address}" == address]
        stamps = []
        for page in pages:
            try:
                stat = page.file.stat()
            except OSError:
                continue
            stamps.append(f"{page.address} {stat.st_mtime_ns} {stat.st_size}")
        if not stamps and address != "/":
            return None
        return hashlib.sha256("\n".join(stamps).encode()).hexdigest()

    def _list(self) -> list[ShownPage]:
        groups = list_pages(self.workspace.build, self.labels, internal=self.internal)
        return [page for group in groups for page in group.pages]

    def _find(self, address: str) -> ShownPage | None:
        """Return the page of an address. Only what is listed is served, so that no address leads anywhere else."""
        return next((page for page in self._list() if f"/{page.address}" == address), None)

    def _with_script(self, html: str) -> str:
        digest = base64.b64encode(hashlib.sha256(self._script.encode()).digest()).decode()
        allowed = _POLICY.sub(lambda found: found[1] + _allow(found[2], f"'sha256-{digest}'") + found[3], html, count=1)
        return _BODY_END.sub(lambda end: f"<script>{self._script}</script>\n{end[0]}", allowed, count=1)


def _allow(policy: str, script: str) -> str:
    """Return a page's policy that lets one more script run and ask this server."""
    directives = [part.strip() for part in policy.split(";") if part.strip()]
    if not any(part.startswith("script-src ") for part in directives):
        directives.append("script-src")
    directives = [f"{part} {script}" if part.split()[0] == "script-src" else part for part in directives]
    return "; ".join([*(part for part in directives if part.split()[0] != "connect-src"), "connect-src 'self'"])


def _handle_with(preview: Preview) -> Callable[..., BaseHTTPRequestHandler]:
    """Return the handler of one preview's requests."""

    class Handler(BaseHTTPRequestHandler):
        # Says nothing of what made it.
        server_version, sys_version = "preview", ""
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            if not preview.is_own_host(self.headers.get("Host", "")):
                self._send(HTTPStatus.FORBIDDEN, "", "text/plain", with_body=with_body)
                return
            asked = urlsplit(self.path)
            if asked.path == VERSION_ADDRESS:
                page = parse_qs(asked.query).get("page", ["/"])[0]
                content, kind = preview.read_version(page), "text/plain"
            else:
                content, kind = preview.read_page(asked.path), "text/html"
            status = HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND
            self._send(status, content or "", kind, with_body=with_body)

        def _send(self, status: HTTPStatus, content: str, kind: str, *, with_body: bool) -> None:
            body = content.encode()
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("Content-Security-Policy", "frame-ancestors 'none'")
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
            return

    return Handler
