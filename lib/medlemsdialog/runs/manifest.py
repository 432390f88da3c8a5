"""The manifest file: what ran on what, with what result; equal runs give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping

import medlemsdialog
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import BuildFolder
from medlemsdialog.writing import write_text_atomically


def read_manifest(build: BuildFolder) -> Manifest | None:
    """Return the manifest of the last run; None where nothing has run, or where another version of the program wrote it."""
    try:
        manifest = Manifest.model_validate_json(build.manifest.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    counties = {
        code: run.model_copy(update={"inputs": dict(sorted((manifest.common | run.inputs).items()))})
        for code, run in manifest.counties.items()
    }
    return manifest.model_copy(update={"common": {}, "counties": counties, "schema_version": 2})


def build_manifest(
    dialogue: Dialogue,
    counties: dict[str, AreaRun],
    *,
    national: AreaRun | None = None,
    outputs: dict[str, str] | None = None,
) -> Manifest:
    """Return the manifest of a run, counties in order of code."""
    return Manifest(
        dialogue=dialogue.id,
        edition=dialogue.edition,
        program=medlemsdialog.__version__,
        counties=dict(sorted(counties.items())),
        national=national,
        outputs=outputs or {},
    )


def write_manifest(manifest: Manifest, build: BuildFolder) -> None:
    """Write the manifest, whole or not at all."""
    shared = [run.inputs.items() for run in manifest.counties.values()]
    common = dict(sorted(set(shared[0]).intersection(*shared))) if len(shared) > 1 else {}
    content = json.loads(manifest.model_dump_json())
    content["common"] = common
    for run in content["counties"].values():
        run["inputs"] = {name: digest for name, digest in run["inputs"].items() if name not in common}
    write_text_atomically(build.manifest, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def summary_fingerprints(runs: Mapping[str, AreaRun]) -> dict[str, str]:
    """Return what the national document reads of the counties: each summary that a run left, and which run failed."""
    prints: dict[str, str] = {
        f"status/{code}": run.status for code, run in sorted(runs.items()) if run.status == "failed"
    }
    for run in runs.values():
        prints |= {f"build/{name}": digest for name, digest in run.outputs.items() if name.endswith("/summary.json")}
    return prints
