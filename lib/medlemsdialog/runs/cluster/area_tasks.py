"""What a worker of the cluster does: it makes one area, and commits it unless another attempt was first."""

from __future__ import annotations

import os
import socket
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError, NoRoomError
from medlemsdialog.program import file_sha256
from medlemsdialog.runs.cluster.area_service import AreaService, lend_service
from medlemsdialog.runs.cluster.orders import (
    AreaCommit,
    Order,
    StagedFile,
    attempt_folder,
    commit_name,
    describe_program,
    order_name,
)
from medlemsdialog.runs.cluster.stores import Store, StoreAwayError, StoreRefusedError, open_store


@dataclass(frozen=True)
class TaskEnding:
    """How a task ended: its area is committed, or the worker can make none, and why."""

    ending: Literal["committed", "refused"]
    reason: Message | None = None


def topic_of(run: str) -> str:
    """Return the name under which workers tell what they begin."""
    return f"medlemsdialog-{run}"


def make_area(build: str, run: str, area_code: str) -> TaskEnding:
    """Make an area of a run and commit it; a fault that another attempt may not meet is an exception.

    What lies in the store afterwards is the work of one attempt, whole, or nothing.
    """
    worker, name = _tell_begin(run, area_code)
    try:
        store = _open(build)
        if store.read(commit_name(run, area_code)) is not None:
            return TaskEnding("committed")
        order = _read_order(store, run, name)
        _require_same_program(order, name)
        with lend_service(order, Path(worker.local_directory)) as service:
            answer = service.make(area_code)
            _commit(store, service, order, answer, name)
    except (StoreAwayError, NoRoomError):
        raise
    except MedlemsdialogError as error:
        return TaskEnding("refused", error.message)
    return TaskEnding("committed")


@cache
def _open(build: str) -> Store:
    """Return a store that all areas of this worker share: opening one takes a while."""
    return open_store(build)


def _commit(store: Store, service: AreaService, order: Order, answer: dict[str, Any], worker: str) -> None:
    """Put the area's files where no other attempt writes, then the commit, which only the first attempt can."""
    area_code, attempt = answer["area_code"], uuid.uuid4().hex[:12]
    folder = attempt_folder(order.run, area_code, attempt)
    staged = []
    for name in answer["files"] if answer["status"] != "failed" else ():
        store.put(service.build / name, f"{folder}/{name}")
        staged.append(StagedFile(name=name, sha256=file_sha256(service.build / name)))
    commit = AreaCommit(
        area_code=area_code,
        attempt=attempt,
        worker=worker,
        status=answer["status"],
        files=tuple(staged),
        log=tuple(answer["log"]),
    )
    if not store.create(commit_name(order.run, area_code), commit.model_dump_json().encode()):
        store.remove([f"{folder}/{file.name}" for file in staged])


def _read_order(store: Store, run: str, worker: str) -> Order:
    content = store.read(order_name(run))
    if content is None:
        raise StoreRefusedError(
            Message(
                "Arbeideren {worker} ser ikke mappen {place}. Bruk en mappe som alle maskinene deler, eller et lager (s3://…).",
                worker=worker,
                place=store.shown,
            )
        )
    return Order.model_validate_json(content)


def _require_same_program(order: Order, worker: str) -> None:
    program, environment = describe_program()
    if message := tell_difference(order, worker, program, environment):
        raise StoreRefusedError(message)


def tell_difference(order: Order, worker: str, program: str, environment: str) -> Message | None:
    """Return what to say where a worker's program is another than the client's; None where they are the same."""
    if program != order.program:
        return Message(
            "Arbeideren {worker} har en annen utgave av medlemsdialog enn denne maskinen. Installer den samme på begge, "
            "og start arbeiderne på nytt.",
            worker=worker,
        )
    if environment != order.environment:
        return Message(
            "Arbeideren {worker} har en annen Python eller andre biblioteker enn denne maskinen. Bruk det samme miljøet på begge, "
            "installert fra requirements.lock, så resultatet blir det samme.",
            worker=worker,
        )
    return None


def name_worker() -> str:
    """Return what this worker is called in messages and in the run log."""
    return f"{socket.gethostname()}/{os.getpid()}"


def _tell_begin(run: str, area_code: str) -> tuple[Any, str]:
    from distributed import get_worker

    worker = get_worker()
    name = name_worker()
    worker.log_event(topic_of(run), {"area": area_code, "worker": worker.address, "name": name})
    return worker, name
