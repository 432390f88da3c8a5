"""What made the data package: the run as an RO-Crate, by the Workflow Run Crate profile, with nothing that may not be shared.

Written as JSON-LD and not through `rocrate`: that library dates what it makes by the clock and takes half a second to
import. The tests read the crate with it. Contexts and profiles are named by their addresses; nothing is fetched.

Inputs are named where readers may know of them: the definitions that the numbers rest on, and the originals that are public
and whose file names may be told. Of all other originals not even a fingerprint or a number stands here, nor of what people
judged: it would differ with what was sent in confidence. The run's own manifest, which is internal, has them all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import medlemsdialog
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

METADATA = "ro-crate-metadata.json"
_CONTEXT = ["https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"]
_CRATE, _WORKFLOW_CRATE = "https://w3id.org/ro/crate/1.1", "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
_PROFILES = ("https://w3id.org/ro/wfrun/process/0.5", "https://w3id.org/ro/wfrun/workflow/0.5", _WORKFLOW_CRATE)
_MIT = "https://spdx.org/licenses/MIT"
_PROGRAM, _LOCK, _RIGHTS, _NOTEBOOK = "#medlemsdialog", "#requirements.lock", "#rights", "#jupyter-notebook"
_FORMATS = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_Entity = dict[str, Any]


@dataclass(frozen=True)
class NamedFile:
    """A file outside the package: a name that may be shared, and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True)
class ToldRun:
    """What may be told of a run: its workbooks, what they read and what they left, as names and SHA-256.

    `program_sha256` is over the program's own files, `lock_sha256` over the list of what it was installed with.
    """

    county_workbook: Path
    national_workbook: Path
    inputs: Sequence[NamedFile]
    county_outputs: Sequence[NamedFile]
    national_outputs: Sequence[NamedFile]
    program_sha256: str
    lock_sha256: str


def write_run_crate(run: ToldRun, national: NationalOverview, labels: Labels, folder: Path) -> tuple[Path, ...]:
    """Write the crate into the folder of the data package, with the two workbooks, and return its files."""
    workbooks = []
    for source in (run.county_workbook, run.national_workbook):
        kept = folder / "workflow" / source.name
        write_bytes_atomically(kept, source.read_bytes())
        workbooks.append(kept)
    package = sorted(file for file in folder.iterdir() if file.is_file() and file.name != METADATA)
    described = {file.relative_to(folder).as_posix(): file.read_bytes() for file in (*package, *workbooks)}
    metadata = folder / METADATA
    crate = describe_run(run, described, national, labels)
    write_text_atomically(metadata, json.dumps(crate, ensure_ascii=False, indent=1) + "\n")
    return (metadata, *workbooks)


def describe_run(
    run: ToldRun, described: Mapping[str, bytes], national: NationalOverview, labels: Labels
) -> dict[str, Any]:
    """Return the crate's metadata; `described` are the files of the crate by their path in it."""
    t = labels.t
    county, nation = (f"workflow/{file.name}" for file in (run.county_workbook, run.national_workbook))
    # Two originals may have the same name, an output has a path of its own.
    inputs = [_tell_file(f"#inndata-{file.sha256[:16]}", file) for file in run.inputs]
    county_outputs = [_tell_file(f"#{file.name}", file) for file in run.county_outputs]
    outputs = [_tell_file(f"#{file.name}", file) for file in run.national_outputs]
    tables = [name for name in described if name not in {county, nation}]
    title = labels.dialogue.title.in_language(labels.language)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": _refer(_PROFILES),
        "name": title,
        "description": t(
            "Tabellene bak det nasjonale dokumentet, og kjøringen som laget dem. Bare innspill som er offentlige, og det "
            "tallene er laget etter, er nevnt som grunnlag."
        ),
        "datePublished": national.document_date,
        "license": {"@id": _RIGHTS},
        "mainEntity": {"@id": nation},
        "hasPart": _refer(described),
        "mentions": _refer(("#kjoring-fylker", "#kjoring-nasjonal")),
    }
    about = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": _refer((_CRATE, _WORKFLOW_CRATE)),
        "about": {"@id": "./"},
    }
    entities = [
        about,
        root,
        *(_tell_part(name, content, workbook=name in {county, nation}) for name, content in described.items()),
        _tell_action("#kjoring-fylker", t("Fylkesrapportene"), county, inputs, county_outputs),
        _tell_action("#kjoring-nasjonal", t("Den nasjonale rapporten"), nation, inputs, [*_refer(tables), *outputs]),
        *inputs,
        *county_outputs,
        *outputs,
        *_tell_program(run),
        {
            "@id": _RIGHTS,
            "@type": "CreativeWork",
            "name": t("Rettigheter"),
            "description": t(
                "Rettighetene til tekstene er ikke oppgitt. Spør den som eier dialogen, før de brukes til annet."
            ),
        },
        *({"@id": profile, "@type": "CreativeWork", "name": profile.rsplit("/", 2)[-2]} for profile in _PROFILES),
    ]
    return {"@context": _CONTEXT, "@graph": entities}


def _tell_part(name: str, content: bytes, *, workbook: bool) -> _Entity:
    part: _Entity = {
        "@id": name,
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"] if workbook else "File",
        "name": name,
        "encodingFormat": _format_of(name),
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    if workbook:
        part |= {
            "programmingLanguage": {"@id": _NOTEBOOK},
            "softwareRequirements": {"@id": _PROGRAM},
            "license": {"@id": _MIT},
        }
    return part


def _tell_action(
    action: str, name: str, workbook: str, inputs: Sequence[_Entity], outputs: Sequence[_Entity]
) -> _Entity:
    return {
        "@id": action,
        "@type": "CreateAction",
        "name": name,
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        "instrument": {"@id": workbook},
        "object": _refer(one["@id"] for one in inputs),
        "result": _refer(one["@id"] for one in outputs),
    }


def _tell_file(entity: str, file: NamedFile) -> _Entity:
    # Not part of the crate, so no data entity.
    return {
        "@id": entity,
        "@type": "CreativeWork",
        "name": file.name,
        "encodingFormat": _format_of(file.name),
        "sha256": file.sha256,
    }


def _tell_program(run: ToldRun) -> list[_Entity]:
    return [
        {
            "@id": _PROGRAM,
            "@type": "SoftwareApplication",
            "name": "medlemsdialog",
            "version": medlemsdialog.__version__,
            "softwareRequirements": {"@id": _LOCK},
            "license": {"@id": _MIT},
            "sha256": run.program_sha256,
        },
        {"@id": _LOCK, "@type": "CreativeWork", "name": "requirements.lock", "sha256": run.lock_sha256},
        {"@id": _NOTEBOOK, "@type": "ComputerLanguage", "name": "Jupyter Notebook", "url": "https://jupyter.org"},
        {"@id": _MIT, "@type": "CreativeWork", "name": "MIT License"},
    ]


def _refer(ids: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": one} for one in dict.fromkeys(ids)]


def _format_of(name: str) -> str:
    return _FORMATS.get(Path(name).suffix.lower(), "application/octet-stream")
