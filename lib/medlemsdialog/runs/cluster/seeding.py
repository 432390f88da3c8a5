"""What workers have committed, brought to its place in the build folder, as if a run on this machine had made it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog.paths import BuildFolder
from medlemsdialog.program import file_sha256, read_environment
from medlemsdialog.runs.cluster.orders import STAGING, AreaCommit
from medlemsdialog.runs.cluster.stores import Store
from medlemsdialog.runs.fingerprints import Fingerprints
from medlemsdialog.runs.parts import Ledger, record_file

_COMMIT = "commit.json"


def find_changed_areas(fingerprints: Fingerprints, ledger: Ledger, county_codes: Sequence[str]) -> tuple[str, ...]:
    """Return the counties that a cluster is to make, told from files alone; the run on this machine does what is left."""
    environment = read_environment()
    return tuple(
        code for code in county_codes if not _rests_on(ledger, fingerprints.of_county(code), environment, code)
    )


def _rests_on(ledger: Ledger, inputs: Mapping[str, str], environment: str, code: str) -> bool:
    """Whether a county stands as its files are now. New templates and comments change its pages alone."""
    made = ledger.find(f"county/{code}")
    if made is None or made.inputs.get("environment") != environment:
        return False
    files = {
        name: digest for name, digest in made.inputs.items() if name not in {"environment", "received", "elsewhere"}
    }
    if any(inputs.get(name) != digest for name, digest in files.items()):
        return False
    return all(name in files or name.startswith("templates/") or "/comments/" in name for name in inputs)


def find_commits(store: Store) -> Iterator[tuple[str, AreaCommit]]:
    """Yield what workers have committed to runs that did not come to their end: the run, and the commit."""
    for name in store.list_files(STAGING):
        parts = name.removeprefix(f"{STAGING}/").split("/")
        if len(parts) != 4 or parts[-1] != _COMMIT:
            continue
        commit = read_commit(store, name)
        if commit is not None and parts[2] == commit.area_code:
            yield parts[0], commit


def read_commit(store: Store, name: str) -> AreaCommit | None:
    """Return a commit; None where there is none that can be read."""
    try:
        return AreaCommit.model_validate_json(store.read(name) or b"")
    except ValidationError:
        return None


def place_area(store: Store, run: str, commit: AreaCommit, build: BuildFolder) -> bool:
    """Bring an area's files to their places, the records of them last; return whether all were there as they were written.

    Nothing is placed where anything is missing.
    """
    if not all(_belongs(file.name, commit, build) for file in commit.files):
        return False
    staging = build.root / STAGING
    staging.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=staging) as folder:
        for file in commit.files:
            fetched = Path(folder) / file.name
            if not store.fetch(commit.staged(run, file), fetched) or file_sha256(fetched) != file.sha256:
                return False
        names = [file.name for file in commit.files]
        for name in sorted(names, key=lambda name: name.startswith(".cache/parts/")):
            if name.startswith(".cache/intake/") and (build.root / name).is_file():
                continue
            (build.root / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).replace(build.root / name)
    return True


def clear_staging(store: Store) -> None:
    """Remove all that workers have left in the store."""
    store.remove(list(store.list_files(STAGING)))


def _belongs(name: str, commit: AreaCommit, build: BuildFolder) -> bool:
    code, file = commit.area_code, build.root / name
    folders = (build.area(code).root, build.parsed)
    return file.parent in folders or file in {record_file(build, f"{kind}/{code}") for kind in ("county", "pages")}
