"""The manifest: what ran on what, with what result; no times, so that equal runs give equal bytes."""

from __future__ import annotations

from typing import Any, Literal

from medlemsdialog.models.base import Record

RunStatus = Literal["ok", "no_input", "failed"]


class AreaRun(Record):
    """One area's run. Paths are relative: inputs to the dialogue folder or the program, outputs to the build folder.

    `cause` tells who must act when it failed: the data, or the program.
    """

    status: RunStatus
    reason: str = ""
    cause: Literal["", "data", "program"] = ""
    inputs: dict[str, str]
    outputs: dict[str, str]


class Manifest(Record):
    """All areas of the edition, and the national document.

    In the file, `common` holds the inputs that all counties share, and their own `inputs` do not repeat them: with ten
    thousand areas the file would be ten times as large. Where it has been read, each has all its inputs. Version 1 had no
    `common`.
    """

    schema_version: Literal[1, 2] = 2
    dialogue: str
    edition: str
    program: str
    common: dict[str, str] = {}
    counties: dict[str, AreaRun]
    national: AreaRun | None = None
    outputs: dict[str, str] = {}

    def failed(self) -> tuple[str, ...]:
        """Return the codes of the counties that failed."""
        return tuple(code for code, run in self.counties.items() if run.status == "failed")


def manifest_schema() -> dict[str, Any]:
    """Return the published JSON Schema of `manifest.json`."""
    return Manifest.model_json_schema()
