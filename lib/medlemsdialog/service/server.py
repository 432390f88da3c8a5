"""The server: one process to a store, patient with senders up to a point, and silent about what they send."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from filelock import FileLock, Timeout
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service.app import build_app
from medlemsdialog.service.opening import Clock
from medlemsdialog.service.site import build_site

# So long, and so much, before a request's head must be whole.
HEAD_SECONDS = 8
MOST_HEAD_BYTES = 32 * 1024
_WAITING = 2048
_MOST_AT_ONCE = 1000


class PatientProtocol(HttpToolsProtocol):
    """Cuts connections whose head comes too slowly or is too large: uvicorn alone would wait, and keep, for ever."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_head = True

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is whole."""
        if self._in_head:
            if self._head_timer is None:
                self._wait_for_head()
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self.transport.abort()

    def on_headers_complete(self) -> None:
        """Go on to the body, which its readers limit."""
        self._in_head = False
        self._stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Be ready for the next head."""
        super().on_message_complete()
        self._in_head, self._head_bytes = True, 0

    def _wait_for_head(self) -> None:
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None


def serve_page(
    workspace: Workspace,
    folder: InputPageFolder,
    *,
    clock: Clock,
    host: str,
    port: int,
    root_path: str = "",
    trusted_proxies: str = "127.0.0.1",
    tell: Callable[[str], None],
) -> None:
    """Serve the input page until the process is told to stop; `tell` gets the address once it can be reached.

    No request is logged: a personal link is in its path.

    Raises:
        UsageError: The store is served already, or the port is taken.
        StoreError: The store cannot be used.
    """
    folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(folder.lock)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise UsageError(
            Message("Siden i {folder} kjører allerede. Stopp den, eller bruk et annet lager.", folder=str(folder.root))
        ) from None
    try:
        with _listen(host, port) as listener:
            site = build_site(workspace, folder, clock=clock, host=host)
            try:
                config = uvicorn.Config(
                    build_app(site),
                    http=PatientProtocol,
                    loop="asyncio",
                    ws="none",
                    lifespan="off",
                    access_log=False,
                    server_header=False,
                    log_level="warning",
                    root_path=root_path.rstrip("/"),
                    proxy_headers=True,
                    forwarded_allow_ips=trusted_proxies,
                    backlog=_WAITING,
                    limit_concurrency=_MOST_AT_ONCE,
                    timeout_keep_alive=15,
                    timeout_graceful_shutdown=30,
                )
                shown = f"[{host}]" if ":" in host else host
                tell(f"http://{shown}:{listener.getsockname()[1]}{root_path.rstrip('/')}/")
                uvicorn.Server(config).run(sockets=[listener])
            finally:
                site.close()
    finally:
        lock.release()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise UsageError(
            Message(
                "Kan ikke lytte på {host}:{port} ({fault}). Velg en annen port med --port.",
                host=host,
                port=port,
                fault=error.strerror or str(error),
            )
        ) from None
