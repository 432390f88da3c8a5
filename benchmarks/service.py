"""The input page under load: answers a second, documents from many at once, and what a killed server has kept."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from medlemsdialog.exchange.submission_store import open_to_read
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service.keys import hash_secret

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.input_page import (
    Connection,
    Sent,
    Served,
    answer_body,
    begin_answers,
    form_key,
    send_answers,
    serve,
    upload_body,
    write_page_dialogue,
)

PER_SECOND, SECONDS = 200, 30
SENDERS, DOCUMENTS, DOCUMENT_BYTES = 50, 1000, 2 * 1024 * 1024
KILLED_AFTER = 5.0
MEMBER = "9101"


def measure() -> dict[str, Any]:
    """Return what was sent, acknowledged and found in the store, how long it took, and how busy the machine was beside it."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        texts = _measure_texts(Path(folder) / "texts")
        documents = _measure_documents(Path(folder) / "documents")
        killed = _measure_killed(Path(folder) / "killed")
    return {
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
        "texts": texts,
        "documents": documents,
        "killed": killed,
    }


def _measure_texts(folder: Path) -> dict[str, Any]:
    data = write_page_dialogue(folder)
    store = InputPageFolder(data.input_page)
    tokens = begin_answers(store, MEMBER, PER_SECOND * SECONDS)
    with serve(data) as served:
        used = _cpu_seconds(served)
        sent = asyncio.run(send_answers(served, tokens, per_second=PER_SECOND, connections=100, times=4))
        used = _cpu_seconds(served) - used
    return {
        "asked_per_second": PER_SECOND,
        "sent": len(tokens),
        "acknowledged": len(sent.acknowledged),
        "errors": len(sent.others),
        "lost": _count_lost(store, sent),
        "seconds": round(sent.lasted, 1),
        "per_second": round(len(sent.acknowledged) / sent.lasted, 1) if sent.lasted else 0,
        "server_cpu_seconds": round(used, 1),
        "ms": _spread(sent.seconds),
    }


def _measure_documents(folder: Path) -> dict[str, Any]:
    data = write_page_dialogue(folder)
    store = InputPageFolder(data.input_page)
    tokens = begin_answers(store, MEMBER, DOCUMENTS)
    with serve(data) as served:
        began = time.perf_counter()
        sent, hashes = asyncio.run(_send_documents(served, tokens))
        took = time.perf_counter() - began
    kept = sum(
        hashlib.sha256(store.attachment(sha256).read_bytes()).hexdigest() == sha256
        for sha256 in hashes
        if store.attachment(sha256).is_file()
    )
    return {
        "senders_at_once": SENDERS,
        "documents": DOCUMENTS,
        "acknowledged": len(sent.acknowledged),
        "errors": len(sent.others),
        "lost": _count_lost(store, sent) + len(sent.acknowledged) - kept,
        "seconds": round(took, 1),
        "ms": _spread(sent.seconds),
    }


async def _send_documents(served: Served, tokens: list[str]) -> tuple[Sent, set[str]]:
    key = form_key(served.store)
    sent, hashes, waiting = Sent([], [], []), set[str](), list(tokens)
    noise = random.Random(1).randbytes(DOCUMENT_BYTES)

    async def work() -> None:
        connection = Connection(served.host, served.port)
        while waiting:
            token = waiting.pop()
            content = b"%PDF-1.7\n" + token.encode() + noise[: DOCUMENT_BYTES - 100]
            began = time.perf_counter()
            try:
                body, kind = upload_body(key, token, "vedtak.pdf", content)
                first = await connection.post(f"/s/{token}/vedlegg", body, kind)
                last = await connection.post(f"/s/{token}/svar", answer_body(key, token))
            except OSError as error:
                sent.others.append(type(error).__name__)
                connection = Connection(served.host, served.port)
                continue
            sent.seconds.append(time.perf_counter() - began)
            if (first, last) == (303, 303):
                sent.acknowledged.append(token)
                hashes.add(hashlib.sha256(content).hexdigest())
            else:
                sent.others.append((first, last))

    await asyncio.gather(*(work() for _ in range(SENDERS)))
    return sent, hashes


def _measure_killed(folder: Path) -> dict[str, Any]:
    data = write_page_dialogue(folder)
    store = InputPageFolder(data.input_page)
    tokens = begin_answers(store, MEMBER, PER_SECOND * 10)
    with serve(data) as served:

        async def send_and_kill() -> Sent:
            sending = asyncio.create_task(send_answers(served, tokens, per_second=PER_SECOND, connections=100, times=4))
            await asyncio.sleep(KILLED_AFTER)
            served.kill()
            return await sending

        sent = asyncio.run(send_and_kill())
    return {"acknowledged": len(sent.acknowledged), "lost": _count_lost(store, sent)}


def _count_lost(store: InputPageFolder, sent: Sent) -> int:
    with open_to_read(store) as database:
        kept = {
            token_hash for (token_hash,) in database.execute("SELECT token_hash FROM version WHERE length(record) > 0")
        }
    return sum(hash_secret(token) not in kept for token in sent.acknowledged)


def _spread(seconds: list[float]) -> dict[str, int]:
    ordered = sorted(seconds) or [0.0]
    at = {"median": 0.5, "p95": 0.95, "p99": 0.99}
    return {
        **{name: round(1000 * ordered[int(len(ordered) * share)]) for name, share in at.items()},
        "max": round(1000 * ordered[-1]),
    }


def _cpu_seconds(served: Served) -> float:
    import psutil

    times = psutil.Process(served.process.pid).cpu_times()
    return float(times.user + times.system)
