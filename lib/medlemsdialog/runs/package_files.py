"""The files of packages written: what several share once, then each package's own, in several processes."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import nbformat

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, Message, speak_of_areas
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.drawing import shared_renderer
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.evidence import Workspace
from medlemsdialog.pack.contents import CONTENTS, Content, Scope
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import BuildFolder, PackageFolder
from medlemsdialog.report.slide_deck import build_deck
from medlemsdialog.report.slide_presentation import build_presentation
from medlemsdialog.runs.execution import Task, execute_workbooks, read_limits
from medlemsdialog.runs.package_jobs import PackageJob
from medlemsdialog.runs.packages_made import LeftFile, MadePackage, stamp_left
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.verdicts import judge_workbook, known_folders
from medlemsdialog.writing import write_bytes_atomically

PRESENTATION = "presentation"
# Fewer are made sooner here than processes get ready.
_FEW = 4


class PackingError(MedlemsdialogError):
    """A part of the packages could not be made."""


Edited = Mapping[str, Mapping[str, LeftFile]]
_Shared = tuple[Scope, str, Language]


def make_packages(
    workspace: Workspace, packages: Sequence[PackageJob], edited: Edited, *, jobs: int
) -> Iterator[dict[str, MadePackage]]:
    """Yield packages as they are made, some at a time. Files that are named as edited are left as they are.

    Raises:
        PackingError: The presentation's workbook broke.
    """
    if not packages:
        return
    build = workspace.build
    shutil.rmtree(build.shared_contents, ignore_errors=True)
    counties = workspace.dialogue.area is AreaKind.COUNTY
    try:
        with _open_processes(1 if len(packages) <= _FEW else jobs, counties=counties) as processes:
            waiting: list[Future[None]] = [
                processes.submit(_make_shared, build, scope, request)
                for (scope, _, _), request in _find_shared(packages).items()
            ]
            for request, workbook in _execute_presentations(workspace, packages, jobs):
                waiting.append(processes.submit(_make_presentation, build, request, workbook))
            for done in as_completed(waiting):
                done.result()
            made = [
                processes.submit(_make_area, build, part, {job.name: dict(edited.get(job.name, {})) for job in part})
                for part in _split(packages)
            ]
            for one in as_completed(made):
                yield one.result()
    finally:
        shutil.rmtree(build.shared_contents, ignore_errors=True)


def _request_of(job: PackageJob, scope: Scope) -> PackageRequest:
    return {Scope.MEMBER: job.request, Scope.AREA: job.area_request, Scope.DIALOGUE: job.all_request}[scope]


def _split(packages: Sequence[PackageJob]) -> Iterator[list[PackageJob]]:
    for _, group in groupby(packages, key=lambda job: job.request.area_code):
        yield list(group)


def _find_shared(packages: Sequence[PackageJob]) -> dict[_Shared, PackageRequest]:
    return {
        (scope, _request_of(job, scope).area_code, job.request.language): _request_of(job, scope)
        for scope in (Scope.AREA, Scope.DIALOGUE)
        if any(content.scope is scope for content in CONTENTS)
        for job in packages
    }


def _execute_presentations(
    workspace: Workspace, packages: Sequence[PackageJob], jobs: int
) -> Iterator[tuple[PackageRequest, bytes]]:
    """Yield what each presentation is made of, with its executed workbook."""
    wanted = {f"{job.area_request.area_code}-{job.request.language}": job.area_request for job in packages}
    tasks = [
        Task(name, paths.workbook(PRESENTATION), {"county_code": request.area_code, "language": request.language})
        for name, request in wanted.items()
    ]
    limits = read_limits()
    with open_pool(min(jobs, len(tasks)), "warm") as pool:
        for execution in execute_workbooks(tasks, workspace.data, workspace.build, jobs=jobs, limits=limits, pool=pool):
            failure = judge_workbook(execution, limits, known=known_folders(workspace))
            if failure or execution.executed is None:
                raise PackingError(
                    Message(
                        "Presentasjonen for {area} ble ikke laget. {fault}",
                        area=execution.task.area_code,
                        fault=failure.reason if failure else "–",
                    )
                )
            yield wanted[execution.task.area_code], execution.executed.read_bytes()


def _shared_folder(build: BuildFolder, request: PackageRequest) -> PackageFolder:
    """Return where what several packages share lies, by the area it is made of and the language."""
    return PackageFolder(build.shared_contents / f"{request.area_code}.{request.language}")


def _make_presentation(build: BuildFolder, request: PackageRequest, workbook: bytes) -> None:
    read = nbformat.reads(workbook.decode(), as_version=4)
    folder = _shared_folder(build, request)
    write_bytes_atomically(folder.presentation("html"), build_deck(read).encode())
    with shared_renderer():
        write_bytes_atomically(folder.presentation("pptx"), build_presentation(read))


def _make_shared(build: BuildFolder, scope: Scope, request: PackageRequest) -> None:
    folder = _shared_folder(build, request)
    for content in CONTENTS:
        if content.scope is scope and (made := content.build(request)) is not None:
            write_bytes_atomically(content.file(folder), made)


def _make_area(
    build: BuildFolder, packages: Sequence[PackageJob], edited: Mapping[str, Mapping[str, LeftFile]]
) -> dict[str, MadePackage]:
    return {job.name: _make_package(build, job, edited[job.name]) for job in packages}


def _make_package(build: BuildFolder, job: PackageJob, edited: Mapping[str, LeftFile]) -> MadePackage:
    request = job.request
    folder = build.package(request.area_code, request.member_code)
    left: dict[str, LeftFile] = {}
    for file, content in _list_files(build, job, folder):
        name = file.relative_to(build.packages).as_posix()
        if name in edited:
            left[name] = edited[name]
            continue
        write_bytes_atomically(file, content)
        left[name] = stamp_left(file, content)
    return MadePackage(
        area_code=request.area_code,
        member_code=request.member_code,
        language=request.language,
        inputs=job.inputs,
        files=left,
    )


def _list_files(build: BuildFolder, job: PackageJob, folder: PackageFolder) -> Iterator[tuple[Path, bytes]]:
    for content in CONTENTS:
        if (made := _build(build, job, content)) is not None:
            yield content.file(folder), made
    shared = _shared_folder(build, job.area_request)
    for ending in ("html", "pptx"):
        yield folder.presentation(ending), shared.presentation(ending).read_bytes()


def _build(build: BuildFolder, job: PackageJob, content: Content) -> bytes | None:
    if content.scope is Scope.MEMBER:
        return content.build(job.request)
    file = content.file(_shared_folder(build, _request_of(job, content.scope)))
    return file.read_bytes() if file.is_file() else None


@contextmanager
def _open_processes(jobs: int, *, counties: bool) -> Iterator[Executor]:
    # No forks: where this process has set a PDF before, typst's own threads are missing in them, and it waits for ever.
    with ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_speak, initargs=(counties,)
    ) as processes:
        yield processes


def _speak(counties: bool) -> None:
    speak_of_areas(counties=counties)
