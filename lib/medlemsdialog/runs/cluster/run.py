"""A run whose counties are made on a cluster, and finished here as any run is: the bytes are those of a run on one machine."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.manifest import RunStatus
from medlemsdialog.runs.cluster.orders import AreaCommit, Order, commit_name, describe_program, order_name
from medlemsdialog.runs.cluster.places import Places
from medlemsdialog.runs.cluster.scheduling import Dispatch, connect, require_workers
from medlemsdialog.runs.cluster.seeding import (
    clear_staging,
    find_changed_areas,
    find_commits,
    place_area,
    read_commit,
)
from medlemsdialog.runs.deletion import raise_if_deleted
from medlemsdialog.runs.execution import read_limits
from medlemsdialog.runs.fingerprints import read_fingerprints
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.parts import Ledger, forget_everything
from medlemsdialog.runs.progress import Progress, Silent
from medlemsdialog.runs.run import run_dialogue
from medlemsdialog.runs.run_result import RunResult
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.runs.workbook_process import EngineName
from medlemsdialog.runs.workshop import Workshop


def run_on_cluster(
    workspace: Workspace,
    places: Places,
    *,
    on: str,
    counties: Sequence[str] | None = None,
    jobs: int | None = None,
    force: bool = False,
    language: Language | None = None,
    engine: EngineName = "warm",
    progress: Progress | None = None,
) -> RunResult:
    """Let a cluster make the counties that have changed, then run here: what they made stands, and the rest is made.

    An area that the cluster could not make is made here.

    Raises:
        UsageError: As in a run on one machine, or Dask is not installed.
        ClusterError: The cluster cannot be used, or is lost; what it has made is used by the next run.
        StoreRefusedError: The store cannot be used.
        StoreAwayError: The store does not answer.
    """
    progress = progress or Silent()
    raise_if_deleted(workspace.judgements)
    chosen = tuple(dict.fromkeys(workspace.county(code).county_code for code in counties or workspace.county_codes))
    with Workshop(engine, workspace.build.drawings) as workshop:
        with locked(workspace.build, on_wait=progress.wait):
            if force:
                remove_outputs(workspace.build.parsed)
                forget_everything(workspace.build)
                clear_staging(places.build_store)
            made = _make_areas(workspace, places, chosen, workshop, progress, on=on, engine=engine)
        result = run_dialogue(
            workspace,
            counties=counties,
            jobs=jobs,
            language=language,
            engine=engine,
            workshop=workshop,
            progress=_Continued(progress, len(made)),
        )
    if made:
        told = tuple(
            Message("{text}: laget på klyngen.", text=f"{code} {workspace.county(code).name}") for code in sorted(made)
        )
        result = replace(result, made=result.made | made, explained=(*told, *result.explained))
    return result


def _make_areas(
    workspace: Workspace,
    places: Places,
    chosen: Sequence[str],
    workshop: Workshop,
    progress: Progress,
    *,
    on: str,
    engine: EngineName,
) -> frozenset[str]:
    """Let the cluster make the counties that have changed; return those that it has made, now or in a run that was cut off."""
    store, build = places.build_store, workspace.build
    fingerprints, ledger = read_fingerprints(workspace.data, workspace.register), Ledger(build)
    changed = find_changed_areas(fingerprints, ledger, chosen)
    made: set[str] = set()
    for earlier, commit in find_commits(store):
        if commit.area_code in changed and place_area(store, earlier, commit, build):
            _log(workspace, earlier, commit)
            if not find_changed_areas(fingerprints, Ledger(build), [commit.area_code]):
                made.add(commit.area_code)
    todo = [code for code in changed if code not in made]
    clear_staging(store)
    if not todo:
        return frozenset(made)
    run, limits = uuid.uuid4().hex[:12], read_limits()
    program, environment = describe_program()
    order = Order(
        run=run,
        data=places.data_store.shown,
        files=places.data_files,
        program=program,
        environment=environment,
        engine=engine,
        cell_seconds=limits.cell_seconds,
        county_seconds=limits.county_seconds,
    )
    progress.say(Message("Kobler til klyngen …"))
    with connect(on) as client:
        store.write(order_name(run), order.model_dump_json().encode())
        require_workers(client, order, on_wait=progress.wait)
        append_run_log(build, "cluster", run=run, counties=[*todo], workers=len(client.nthreads()))
        progress.expect(len(todo))
        dispatch = Dispatch(client, build=store.shown, run=run)
        begun: set[str] = set()

        def begin(code: str) -> None:
            # An area is begun again where a worker could not make it.
            if code not in begun:
                begun.add(code)
                progress.begin(code)

        # What is left to do here takes seconds to get ready for, and there is nothing else to do while the workers are at work.
        getting_ready = threading.Thread(target=_get_ready, args=[workshop])
        getting_ready.start()
        try:
            for code, fault in dispatch.make(todo, on_begin=begin):
                status = _take_in(workspace, places, run, code, fault)
                begin(code)
                progress.end(code, status)
                if fault:
                    progress.wait(
                        Message(
                            "Klyngen kunne ikke lage {area}. Det lages på denne maskinen i stedet.",
                            area=f"{code} {workspace.county(code).name}",
                        )
                    )
                if status != "failed":
                    made.add(code)
        finally:
            dispatch.call_off()
            getting_ready.join()
    clear_staging(store)
    return frozenset(made)


def _get_ready(workshop: Workshop) -> None:
    workshop.begin()
    for name in ("steps", "national_run"):
        import_module(f"medlemsdialog.runs.{name}")


def _take_in(workspace: Workspace, places: Places, run: str, code: str, fault: str) -> RunStatus:
    """Place what was committed of a county, and return how it went."""
    commit = None if fault else read_commit(places.build_store, commit_name(run, code))
    if commit is None or not place_area(places.build_store, run, commit, workspace.build):
        append_run_log(workspace.build, "cluster_fault", area=code, fault=fault or "no commit")
        return "failed"
    _log(workspace, run, commit)
    return commit.status


def _log(workspace: Workspace, run: str, commit: AreaCommit) -> None:
    append_run_log(
        workspace.build, "cluster_area", run=run, area=commit.area_code, worker=commit.worker, log=[*commit.log]
    )


class _Continued:
    """The progress of the run on this machine, after what the cluster has done."""

    def __init__(self, progress: Progress, done: int) -> None:
        self._progress, self._done = progress, done

    def say(self, message: Message) -> None:
        self._progress.say(message)

    def wait(self, message: Message) -> None:
        self._progress.wait(message)

    def expect(self, areas: int) -> None:
        self._progress.expect(areas + self._done)

    def begin(self, area_code: str) -> None:
        self._progress.begin(area_code)

    def end(self, area_code: str, status: RunStatus) -> None:
        self._progress.end(area_code, status)
