"""Charts drawn as SVG and SVG as pictures, by a renderer that a whole run shares where there is one.

Starting vl-convert takes half a second, more than a county's charts do. While a `SharedRenderer` lasts, every process that
has its environment asks one process for drawings; others, and those whose renderer is gone, draw themselves. The bytes are
the same either way, and the same as those kept from an earlier run.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any

from medlemsdialog.drawing_cache import DrawingCache

RENDERER_VARIABLE = "MEDLEMSDIALOG_RENDERER"
_REMEMBERED = 512
_END_SECONDS, _POLL_SECONDS = 5.0, 0.02


def draw_svg(specification: dict[str, Any], format_locale: dict[str, Any]) -> str:
    """Return a Vega-Lite specification drawn as SVG."""
    request = json.dumps(["svg", specification, format_locale], ensure_ascii=False).encode()
    return (_ask_renderer(request) or _draw(request)).decode()


def draw_png(svg: str, scale: float) -> bytes:
    """Return an SVG as a PNG picture, `scale` pixels to a unit."""
    request = json.dumps(["png", svg, scale], ensure_ascii=False).encode()
    return _ask_renderer(request) or _draw(request)


class SharedRenderer:
    """One renderer for this process and those it starts, from `start` until the end; with `cache` drawings are kept there.

    Where this process has been given a renderer, that one is used.
    """

    def __init__(self, cache: Path | None = None) -> None:
        """Start nothing yet."""
        self._cache = cache
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._key = ""

    def start(self) -> None:
        """Start it, and let all processes that are started from now on know where it is going to be."""
        if RENDERER_VARIABLE in os.environ:
            return
        self._folder = tempfile.TemporaryDirectory(prefix="medlemsdialog-")
        # Without an address of ours, Windows makes a named pipe.
        address = str(Path(self._folder.name) / "renderer") if os.name == "posix" else ""
        self._key = secrets.token_hex(32)
        given = [address, self._key, str(self._cache or "")]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "medlemsdialog.drawing"],
            env=os.environ | {RENDERER_VARIABLE: json.dumps(given)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if address:
            os.environ[RENDERER_VARIABLE] = json.dumps([address, self._key])

    def wait(self) -> None:
        """Wait until it can be asked: who asks before that draws alone."""
        if self._process is None or self._process.stdout is None:
            return
        ready = self._process.stdout.readline().decode().strip()
        if ready:
            os.environ[RENDERER_VARIABLE] = json.dumps([ready, self._key])
        else:
            os.environ.pop(RENDERER_VARIABLE, None)

    def end(self) -> None:
        """End it, if it was started here."""
        if self._process is not None:
            os.environ.pop(RENDERER_VARIABLE, None)
            _end(self._process)
            self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> SharedRenderer:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()


@contextmanager
def shared_renderer() -> Iterator[None]:
    """Keep one renderer up, for this process and those it starts; drawings are not kept."""
    with SharedRenderer() as renderer:
        renderer.wait()
        yield


def wait_for_renderer(seconds: float = 10.0) -> bool:
    """Return whether there is a shared renderer that can be asked, or comes to be one within so many seconds."""
    given = os.environ.get(RENDERER_VARIABLE)
    if not given:
        return False
    address = Path(json.loads(given)[0])
    until = time.monotonic() + seconds
    while os.name == "posix" and not address.exists():
        if time.monotonic() > until:
            return False
        time.sleep(_POLL_SECONDS)
    # It listens the moment after its address is there.
    time.sleep(_POLL_SECONDS)
    return True


def _ask_renderer(request: bytes) -> bytes | None:
    """Return what the shared renderer draws; None where there is none, or it could not."""
    given = os.environ.get(RENDERER_VARIABLE)
    if not given:
        return None
    try:
        address, key = json.loads(given)
        with Client(address, authkey=key.encode()) as connection:
            connection.send_bytes(request)
            return connection.recv_bytes() or None
    except (OSError, EOFError, ValueError, AuthenticationError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _draw(request: bytes) -> bytes:
    import vl_convert

    kind, drawing, option = json.loads(request)
    if kind == "svg":
        return vl_convert.vegalite_to_svg(drawing, format_locale=option).encode()
    return vl_convert.svg_to_png(drawing, scale=option)


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _serve() -> None:
    """Draw for whoever has the key, until the process that started us closes our standard input."""
    Thread(target=_end_with_parent, daemon=True).start()
    address, key, folder = json.loads(os.environ.pop(RENDERER_VARIABLE))
    cache = DrawingCache(Path(folder)) if folder else None
    with Listener(address or None, backlog=64, authkey=key.encode()) as listener:
        print(listener.address, flush=True)
        # Also where drawings are kept: what has changed is drawn anew, and somebody would wait for it.
        _warm_up()
        if cache:
            cache.prune()
        while True:
            with suppress(OSError, EOFError, AuthenticationError), listener.accept() as connection:
                _answer(connection, cache)


def _warm_up() -> None:
    """Draw something, so that the first who asks need not wait for all that the renderer imports."""
    empty = {"mark": "point", "data": {"values": []}}
    with suppress(Exception):
        _draw(json.dumps(["svg", empty, {}]).encode())


def _answer(connection: Connection, cache: DrawingCache | None) -> None:
    request = connection.recv_bytes()
    drawn = cache.find(request) if cache else None
    if drawn is None:
        try:
            drawn = _draw(request)
        except Exception:  # noqa: BLE001 - the one who asked draws it itself, and meets the error there
            drawn = b""
        if drawn and cache:
            cache.keep(request, drawn)
    connection.send_bytes(drawn)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve()
