"""What the client asks of workers, and what they answer: an order for the whole run, a commit for each area that is made."""

from __future__ import annotations

import hashlib
import json
from typing import Literal

from medlemsdialog import paths
from medlemsdialog.models.base import Record
from medlemsdialog.models.manifest import RunStatus
from medlemsdialog.program import file_sha256, read_environment
from medlemsdialog.runs.fingerprints import program_files

# Below the build folder's cache: safe to delete whenever no run is at work.
STAGING = ".cache/cluster"


class Order(Record):
    """What all areas of a run have in common. `files` are hashes of a dialogue in a store; empty where it is a shared folder."""

    run: str
    data: str
    files: dict[str, str]
    program: str
    environment: str
    engine: Literal["warm", "stock"]
    cell_seconds: int
    county_seconds: int


class StagedFile(Record):
    """One file of an area: where it goes below the build folder, and what it must hold."""

    name: str
    sha256: str


class AreaCommit(Record):
    """An area that is made. One is written per area and run, by the attempt that was first; `log` are lines for the run log."""

    area_code: str
    attempt: str
    worker: str
    status: RunStatus
    files: tuple[StagedFile, ...] = ()
    log: tuple[str, ...] = ()

    def staged(self, run: str, file: StagedFile) -> str:
        """Return where a file of this attempt lies."""
        return f"{attempt_folder(run, self.area_code, self.attempt)}/{file.name}"


def order_name(run: str) -> str:
    """Return where a run's order lies."""
    return f"{STAGING}/{run}/order.json"


def commit_name(run: str, area_code: str) -> str:
    """Return where an area's commit lies."""
    return f"{STAGING}/{run}/areas/{area_code}/commit.json"


def attempt_folder(run: str, area_code: str, attempt: str) -> str:
    """Return the folder of one attempt at an area; no two attempts write the same name."""
    return f"{STAGING}/{run}/areas/{area_code}/{attempt}"


def describe_program() -> tuple[str, str]:
    """Return the hash of this program, its templates and workbooks, and that of Python with the installed libraries.

    Equal bytes come of equal programs alone.
    """
    files = {
        **program_files(),
        **{f"workbooks/{name}": file_sha256(paths.workbook(name)) for name in ("county", "national")},
    }
    return hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest(), read_environment()
