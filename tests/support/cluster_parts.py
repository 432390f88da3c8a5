"""A Dask scheduler, its workers and an object store as processes of this machine, each ended by its own id."""

from __future__ import annotations

import http.client
import http.server
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_START_SECONDS = 60


@dataclass
class ObjectStore:
    """moto's S3 server. `environment` leads programs to it, with a key that opens nothing anywhere."""

    port: int
    process: subprocess.Popen[bytes]
    buckets: int = 0

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": "eksempel",
            "AWS_SECRET_ACCESS_KEY": "eksempel-hemmelig",
            "AWS_DEFAULT_REGION": "eu-north-1",
        }

    def new_bucket(self) -> str:
        """Make a bucket and return its URL."""
        self.buckets += 1
        name = f"dialog-{self.buckets}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{name}",
            method="PUT",
            headers={
                "Authorization": "AWS4-HMAC-SHA256 Credential=eksempel/20170101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
            },
        )
        urllib.request.urlopen(request).read()
        return f"s3://{name}"


@dataclass
class Cluster:
    """A scheduler and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    folder: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start one more worker process, without a nanny: one that is killed stays away."""
        worker = _start(
            [
                "dask",
                "worker",
                self.address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
                "--host",
                "127.0.0.1",
                "--local-directory",
                str(self.folder),
                "--death-timeout",
                "30",
            ],
            self.environment | (environment or {}),
        )
        self.workers.append(worker)
        return worker


@contextmanager
def start_store() -> Iterator[ObjectStore]:
    port = find_port()
    process = _start(["moto.server", "-H", "127.0.0.1", "-p", str(port)], {})
    try:
        _wait_for(port, process)
        yield ObjectStore(port, process)
    finally:
        end_process(process)


@contextmanager
def start_cluster(folder: Path, *, workers: int, environment: dict[str, str] | None = None) -> Iterator[Cluster]:
    port = find_port()
    scheduler = _start(
        ["dask", "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"],
        environment or {},
    )
    cluster = Cluster(f"tcp://127.0.0.1:{port}", scheduler, folder, environment or {})
    try:
        _wait_for(port, scheduler)
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        for process in (*cluster.workers, scheduler):
            end_process(process)


def end_process(process: subprocess.Popen[bytes]) -> None:
    """End a process that we started, and what it started."""
    family: list[psutil.Process] = []
    with suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
    # Whatever they started ends by itself when they are gone, however they went.
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(family, timeout=10)
    for one in alive:
        with suppress(psutil.Error):
            one.kill()


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _start(module_and_arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *module_and_arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | environment,
    )


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, process.args
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(process.args)


@dataclass
class Fault:
    """What stands between programs and the store: as long as `status` is set, every answer (or every one to `method`) is that.

    Answers come after so many `seconds`; `asked` are the methods and paths that came through.
    """

    port: int
    status: int = 0
    method: str = ""
    remaining: int = -1
    refused: int = 0
    seconds: float = 0.0
    asked: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def stand_between(store: ObjectStore) -> Iterator[Fault]:
    """Yield a door in front of a store that may be shut."""
    fault = Fault(find_port())

    class Door(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault.asked.append((self.command, urllib.parse.unquote(self.path)))
            time.sleep(fault.seconds)
            if fault.status and fault.method in {"", self.command} and fault.remaining != 0:
                fault.remaining -= 1
                fault.refused += 1
                code = "AccessDenied" if fault.status == 403 else "InternalError"
                self._send(fault.status, f"<Error><Code>{code}</Code><Message>Eksempel</Message></Error>".encode(), {})
                return
            inner = http.client.HTTPConnection("127.0.0.1", store.port)
            inner.request(self.command, self.path, content, dict(self.headers))
            answer = inner.getresponse()
            self._send(answer.status, answer.read(), dict(answer.getheaders()))
            inner.close()

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

        def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in {"transfer-encoding", "connection", "date", "server", "content-length"}:
                    self.send_header(name, value)
            length = headers.get("Content-Length", "0") if self.command == "HEAD" else str(len(content))
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", fault.port), Door)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fault
    finally:
        server.shutdown()
        server.server_close()
