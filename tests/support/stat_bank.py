"""A StatBank on this machine that replays answers written after the public format. Eksempel – oppdiktet."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

REGION, CONTENT, TIME = "KOKkommuneregion0000", "ContentsCode", "Tid"
# The country, two counties and municipalities of the small invented dialogue; one of them the table does not have.
REGIONS = {
    "EAK": "Landet",
    "EKA91": "Gjennomsnitt Vestmark",
    "EKA92": "Gjennomsnitt Austmark",
    "EKG01": "Kostragruppe 1",
    "9101": "Storvika",
    "9102": "Lillevika",
    "9201": "Storlia",
    "9202": "Vetlelia",
}
CONTENTS = {
    "KOSper0000": "Utgifter til kultur per innbygger (kr)",
    "KOSdel0000": "Utgifter til kultur, andel (prosent)",
}
NOTE = "Eksempel – oppdiktet"


def dataset(
    *,
    regions: Mapping[str, str] = REGIONS,
    contents: Mapping[str, str] = CONTENTS,
    periods: tuple[str, ...] = ("2015", "2016"),
    **changed: Any,
) -> dict[str, Any]:
    """Return an answer in JSON-stat 2.0; a cell's value is its position plus a half, and nothing is missing."""
    size = [len(regions), len(contents), len(periods)]
    units = {
        code: {"base": "kr" if "per" in code else "prosent", "decimals": 0 if "per" in code else 1} for code in contents
    }
    whole = {
        "version": "2.0",
        "class": "dataset",
        "label": "12060: Utvalgte nøkkeltall for kultur, etter region, statistikkvariabel og år",
        "source": "Statistisk sentralbyrå",
        "updated": "2018-06-28T06:00:00Z",
        "note": [NOTE],
        "role": {"time": [TIME], "metric": [CONTENT], "geo": [REGION]},
        "id": [REGION, CONTENT, TIME],
        "size": size,
        "dimension": {
            REGION: _dimension("region", regions),
            CONTENT: _dimension("statistikkvariabel", contents, unit=units),
            TIME: _dimension("år", {period: period for period in periods}),
        },
        "value": [place + 0.5 for place in range(size[0] * size[1] * size[2])],
    }
    return {**whole, **changed}


def described(**changed: Any) -> dict[str, Any]:
    """Return a table's own description: the same without figures."""
    return dataset(**{"value": [], **changed})


Reply = tuple[int, Mapping[str, str], bytes]


def reply(content: Any, *, status: int = 200, kind: str = "application/json", **headers: str) -> Reply:
    """Return one answer of the server: JSON of `content`, or `content` itself where it is text or bytes."""
    body = (
        content
        if isinstance(content, bytes)
        else content.encode()
        if isinstance(content, str)
        else json.dumps(content).encode()
    )
    return status, {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}, body


def problem(status: int, title: str, detail: str = "", **headers: str) -> Reply:
    """Return a problem description as RFC 9457 has it."""
    return reply(
        {"title": title, "detail": detail, "status": status}, status=status, kind="application/problem+json", **headers
    )


class Bank:
    """What the server is to answer, and what it was asked."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: list[str] = []
        self.metadata: Callable[[], Reply] | Reply = reply(described())
        self.data: Callable[[], Reply] | Reply = reply(dataset())
        self.handle: Callable[[BaseHTTPRequestHandler], None] | None = None

    def chosen(self) -> dict[str, list[str]]:
        """Return what the last question for figures chose, by variable."""
        query = parse_qs(urlsplit(next(path for path in reversed(self.asked) if "/data" in path)).query)
        return {name[11:-1]: codes[0].split(",") for name, codes in query.items() if name.startswith("valueCodes[")}


@contextmanager
def serve_bank() -> Iterator[Bank]:
    """Serve a bank on this machine for as long as the block lasts."""
    bank = Bank()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bank.asked.append(self.path)
            if bank.handle is not None:
                bank.handle(self)
                return
            answer = bank.metadata if "/metadata" in self.path else bank.data
            status, headers, body = answer() if callable(answer) else answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    bank.address = f"http://127.0.0.1:{server.server_port}/api/v2"
    try:
        yield bank
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _dimension(label: str, codes: Mapping[str, str], **more: Any) -> dict[str, Any]:
    category = {"index": {code: place for place, code in enumerate(codes)}, "label": dict(codes), **more}
    return {"label": label, "category": category, "extension": {"elimination": False}}
