"""A real server of the input page on loopback, and members that send to it. Eksempel – oppdiktet."""

from __future__ import annotations

import asyncio
import datetime
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from medlemsdialog.exchange.submission_store import open_to_write
from medlemsdialog.paths import DataFolder, InputPageFolder
from medlemsdialog.service.keeping import begin
from medlemsdialog.service.keys import FormKey, hash_secret, make_token, read_form_key
from support.mini_dialogue import write_mini_dialogue

TODAY = "2017-06-01"
CLAIMS = """\
schema_version: 1
claims:
  - id: k-gratis-lokaler
    text: {nb: Kommunene bør la frivillige lag låne lokaler gratis., en: Premises should be free of charge for voluntary groups.}
    addressee: municipalities
    themes: [frivillighet]
    purpose: e
    question: p5
    origin: proposition
"""


def write_page_dialogue(folder: Path, page: str = "access: open") -> DataFolder:
    """Write a small dialogue with an input page; `page` is what dialogue.yaml says of it."""
    data = write_mini_dialogue(folder)
    text = re.sub(r"^input_page:\n(?:[ ].*\n)*", "", data.dialogue_file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = "".join(f"  {line}\n" for line in page.splitlines())
    data.dialogue_file.write_text(f"{text}\ninput_page:\n{lines}", encoding="utf-8")
    data.claims_file.write_text(CLAIMS, encoding="utf-8")
    return data


@dataclass
class Served:
    """A server that runs. `log` is all it has printed."""

    address: str
    data: DataFolder
    process: subprocess.Popen[str]
    log: Path
    store: InputPageFolder
    started: float = field(default_factory=time.monotonic)

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    def kill(self) -> None:
        """End it as the system does when it must: at once."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serve(data: DataFolder, *options: str, today: str | None = TODAY) -> Iterator[Served]:
    """Yield a server in a process of its own, at the address it tells."""
    log = data.root / f"server-{time.monotonic_ns()}.log"
    arguments = [sys.executable, "-c", "from medlemsdialog.gate import main; main()"]
    arguments += ["serve", "--data", str(data.root), "--port", "0", *options, *(["--today", today] if today else [])]
    with log.open("w") as stream:
        process = subprocess.Popen(
            arguments, stdout=stream, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
    try:
        address = _await_address(process, log)
        yield Served(address, data, process, log, InputPageFolder(data.input_page))
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=40)


def _await_address(process: subprocess.Popen[str], log: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"http://\S+?(?=/?\. )", log.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')}")


def begin_answers(store: InputPageFolder, member: str, number: int) -> list[str]:
    """Begin so many answers in a store that is not served yet, and return their personal tokens."""
    tokens = [make_token() for _ in range(number)]
    now = datetime.datetime.now(datetime.UTC)
    with open_to_write(store) as database, database:
        for token in tokens:
            begin(database, member, language="nb", prefix="KF", token_hash=hash_secret(token), now=now)
    return tokens


def form_key(store: InputPageFolder) -> FormKey:
    """Return what forms are signed with, as the server has it."""
    return read_form_key(store.form_key)


def answer_body(key: FormKey, token: str, *, words: str = "Vi trenger flere øvingslokaler.", times: int = 1) -> bytes:
    """Return a form as a browser posts it: `words`, repeated, in each of several answers."""
    fields = {
        "merke": key.sign(hash_secret(token)),
        "utgave": "0",
        "handling": "send",
        **{f"svar-p{number}": f"{words} Eksempel – oppdiktet. " * times for number in range(1, 8)},
        "merknad": "",
        "behandling": "administration",
        "sitat": "ja",
    }
    return urlencode(fields).encode()


def upload_body(key: FormKey, token: str, name: str, content: bytes) -> tuple[bytes, str]:
    """Return an upload as a browser posts it, and its type."""
    edge = "----eksempel7MA4YWxkTrZu0gW"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="merke"\r\n\r\n{key.sign(hash_secret(token))}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="fil"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


class Connection:
    """One connection that is kept: small enough not to take the server's share of the machine."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> int:
        """Return the status of a posted body.

        Raises:
            OSError: The server has gone, or did not answer.
        """
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        assert self._reader is not None
        self._writer.write(
            f"POST {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        self._writer.write(body)
        await self._writer.drain()
        try:
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", head)
            if length:
                await self._reader.readexactly(int(length[1]))
        except asyncio.IncompleteReadError:
            raise ConnectionResetError from None
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


@dataclass
class Sent:
    """What became of what was sent: tokens that were acknowledged, how long each took, what else was answered, and how long all took."""

    acknowledged: list[str]
    seconds: list[float]
    others: list[object]
    lasted: float = 0.0


async def send_answers(
    served: Served, tokens: Sequence[str], *, per_second: float | None, connections: int, times: int = 1
) -> Sent:
    """Send one answer with each token: `per_second` of them begun a second whatever the server does, or as fast as it goes."""
    key = form_key(served.store)
    bodies = {token: answer_body(key, token, times=times) for token in tokens}
    sent = Sent([], [], [])
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(connections):
        free.put_nowait(Connection(served.host, served.port))
    began = time.perf_counter()

    async def send(number: int, token: str) -> None:
        due = began + number / per_second if per_second else time.perf_counter()
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        connection = await free.get()
        try:
            status = await connection.post(f"/s/{token}/svar", bodies[token])
        except OSError as error:
            sent.others.append(type(error).__name__)
            return
        else:
            free.put_nowait(connection)
        answered = time.perf_counter()
        sent.seconds.append(answered - due)
        sent.lasted = answered - began
        (sent.acknowledged if status == 303 else sent.others).append(token if status == 303 else status)

    pending = [asyncio.create_task(send(number, token)) for number, token in enumerate(tokens)]
    # A server that is gone leaves nobody to wait for.
    while pending and not all(task.done() for task in pending):
        await asyncio.wait(pending, timeout=0.5)
        if served.process.poll() is not None:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            break
    return sent
