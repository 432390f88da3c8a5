"""Charts drawn as SVG and SVG as pictures, by a renderer that a whole run shares where there is one.

Starting vl-convert takes half a second, more than a county's charts do. While `shared_renderer` lasts, every process that
has its environment asks one process for drawings; others, and those whose renderer is gone, draw themselves. The bytes are
the same either way.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from threading import Thread
from typing import Any

RENDERER_VARIABLE = "MEDLEMSDIALOG_RENDERER"
_REMEMBERED = 512
_END_SECONDS = 5.0


def draw_svg(specification: dict[str, Any], format_locale: dict[str, Any]) -> str:
    """Return a Vega-Lite specification drawn as SVG."""
    request = json.dumps(["svg", specification, format_locale], ensure_ascii=False).encode()
    return (_ask_renderer(request) or _draw(request)).decode()


def draw_png(svg: str, scale: float) -> bytes:
    """Return an SVG as a PNG picture, `scale` pixels to a unit."""
    request = json.dumps(["png", svg, scale], ensure_ascii=False).encode()
    return _ask_renderer(request) or _draw(request)


@contextmanager
def shared_renderer() -> Iterator[None]:
    """Keep one renderer up, for this process and those it starts."""
    if RENDERER_VARIABLE in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="medlemsdialog-") as folder:
        # Without an address of ours, Windows makes a named pipe.
        address = str(Path(folder) / "renderer") if os.name == "posix" else ""
        key = secrets.token_hex(32)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "medlemsdialog.report.drawing"],
            env=os.environ | {RENDERER_VARIABLE: json.dumps([address, key])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            ready = process.stdout.readline().decode().strip() if process.stdout else ""
            if ready:
                os.environ[RENDERER_VARIABLE] = json.dumps([ready, key])
            yield
        finally:
            os.environ.pop(RENDERER_VARIABLE, None)
            _end(process)


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
    address, key = json.loads(os.environ.pop(RENDERER_VARIABLE))
    with Listener(address or None, backlog=64, authkey=key.encode()) as listener:
        print(listener.address, flush=True)
        _warm_up()
        while True:
            with suppress(OSError, EOFError, AuthenticationError), listener.accept() as connection:
                _answer(connection)


def _warm_up() -> None:
    """Draw something, so that the first who asks need not wait for all that the renderer imports."""
    empty = {"mark": "point", "data": {"values": []}}
    with suppress(Exception):
        _draw(json.dumps(["svg", empty, {}]).encode())


def _answer(connection: Connection) -> None:
    request = connection.recv_bytes()
    try:
        drawn = _draw(request)
    except Exception:  # noqa: BLE001 - the one who asked draws it itself, and meets the error there
        drawn = b""
    connection.send_bytes(drawn)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve()
