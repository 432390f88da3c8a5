"""The parts of a run: what each rested on when it was last made, what it wrote, and why it must be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.models.base import Record
from medlemsdialog.models.manifest import RunStatus
from medlemsdialog.paths import BuildFolder
from medlemsdialog.program import file_sha256
from medlemsdialog.runs.changed_inputs import describe_change
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.writing import write_bytes_atomically

FORCED = Message("--force er valgt")


@dataclass(frozen=True)
class Part:
    """One part of a run. `inputs` are hashes, by the path of a file or the name of something that was read."""

    name: str
    inputs: Mapping[str, str]


class MadePart(Record):
    """A part as it was made: `outputs` are hashes by path below the build folder, `told` what was to be told of it."""

    name: str
    inputs: dict[str, str]
    outputs: dict[str, str]
    status: RunStatus = "ok"
    told: tuple[JsonValue, ...] = ()


class Ledger:
    """What was made, kept in the build folder's cache, one file to a part, each with its own hash.

    A part is written down when all its outputs are there. What is not written down, or reads otherwise than it was
    written, is made again: a run that was cut off leaves nothing behind that the next one would believe.
    """

    def __init__(self, build: BuildFolder) -> None:
        """Read nothing yet."""
        self._build = build
        self._made: dict[str, MadePart | None] = {}

    def find(self, name: str) -> MadePart | None:
        """Return a part as it was last made; None where it was not, or the record is broken."""
        if name not in self._made:
            self._made[name] = _read_record(record_file(self._build, name))
        return self._made[name]

    def find_reason(self, part: Part) -> Message | None:
        """Return why a part must be made; None where it stands as it would be made now."""
        made = self.find(part.name)
        if made is None:
            return Message("Ikke laget før")
        if made.inputs != part.inputs:
            return describe_change(made.inputs, part.inputs)
        return self._find_lost(made)

    def keep(
        self, part: Part, files: Iterable[Path], *, status: RunStatus = "ok", told: Iterable[JsonValue] = ()
    ) -> None:
        """Write down that a part is made, and that these files are its outputs."""
        root = self._build.root
        outputs = {file.relative_to(root).as_posix(): file_sha256(file) for file in sorted(files)}
        made = MadePart(name=part.name, inputs=dict(part.inputs), outputs=outputs, status=status, told=tuple(told))
        content = made.model_dump_json().encode()
        write_bytes_atomically(record_file(self._build, part.name), _digest(content) + b"\n" + content)
        self._made[part.name] = made

    def forget(self, name: str) -> None:
        """Let a part be made again next time."""
        self._made[name] = None
        remove_outputs(record_file(self._build, name))

    def forget_resting_on(self, changed: Set[str]) -> None:
        """Let all parts be made again that rest on a file that changed while they were made.

        What was read of it once, and told by its hash, is seen to be another by the next run itself.
        """
        for file in self._build.parts.glob("*.json"):
            made = _read_record(file)
            if made is None or changed & made.inputs.keys():
                self._made.pop(made.name if made else "", None)
                remove_outputs(file)

    def forget_others(self, names: Iterable[str]) -> None:
        """Remove the records of all parts but these, so that the cache does not grow with parts that are no more."""
        kept = {record_file(self._build, name).name for name in names}
        remove_outputs(*(file for file in self._build.parts.glob("*") if file.name not in kept))

    def list_runs(self) -> Iterator[str]:
        """Yield the names of whole runs that were written down, those of each set of options."""
        for file in self._build.parts.glob("run.*.json"):
            if made := _read_record(file):
                yield made.name

    def _find_lost(self, made: MadePart) -> Message | None:
        for name, digest in made.outputs.items():
            file = self._build.root / name
            if not file.is_file():
                return Message("Filen {file} er borte", file=name)
            if file_sha256(file) != digest:
                return Message("Filen {file} er endret utenom programmet", file=name)
        return None


def record_file(build: BuildFolder, name: str) -> Path:
    """Return where it is written down how a part was made; no code of an area has a full stop."""
    return build.parts / f"{name.replace('/', '.')}.json"


def forget_everything(build: BuildFolder) -> None:
    """Remove all that the cache holds of earlier runs, but for parsed originals and what is at work now."""
    remove_outputs(build.parts, build.translated, build.standing, build.drawings)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _read_record(file: Path) -> MadePart | None:
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
        return MadePart.model_validate_json(content) if digest == _digest(content) else None
    except (OSError, ValidationError, ValueError):
        return None
