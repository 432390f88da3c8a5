"""The evidence on disk: the tables as a spreadsheet and as a data package, built once, and the run that made them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from medlemsdialog import paths
from medlemsdialog.evidence import Labels, Workspace, read_changes
from medlemsdialog.exchange.data_package import write_data_package
from medlemsdialog.exchange.run_crate import NamedFile, ToldRun, write_run_crate
from medlemsdialog.models.manifest import Manifest
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Openness
from medlemsdialog.paths import NATIONAL, AreaFolder
from medlemsdialog.program import file_sha256
from medlemsdialog.report.evidence_tables import build_evidence
from medlemsdialog.report.spreadsheet import write_evidence_sheets
from medlemsdialog.report.statement_views import names_its_sender
from medlemsdialog.runs.fingerprints import LOCK, PROGRAM
from medlemsdialog.runs.manifest import read_manifest
from medlemsdialog.runs.stale import remove_outputs

# What the numbers rest on and everybody may know of; originals stand apart, and what people judged is internal.
_SHARED_INPUTS = ("dialogue.yaml", "codebook.yaml", "claims.yaml")
_SHARED_FOLDER = "reference/"
_SHARED_OF_COUNTY = frozenset({"report.html", "report.docx"})


def write_evidence(workspace: Workspace, overview: NationalOverview, labels: Labels) -> None:
    """Write the spreadsheet and the data package of the same tables, which takes the place of an earlier one."""
    area = workspace.build.area(NATIONAL)
    tables = build_evidence(overview, labels, read_changes(workspace, overview, labels))
    write_evidence_sheets(tables, labels, area.evidence_workbook, date=overview.document_date)
    # Beside the earlier one until it is whole: the disk may be full.
    begun = area.evidence_package.with_name(f".{area.evidence_package.name}")
    remove_outputs(begun)
    write_data_package(tables, overview, labels, begun)
    remove_outputs(area.evidence_package)
    begun.replace(area.evidence_package)


def write_translated_evidence(workspace: Workspace, overview: NationalOverview, labels: Labels, file: Path) -> None:
    """Write the spreadsheet in another language; the package has codes, and one language is enough."""
    tables = build_evidence(overview, labels, read_changes(workspace, overview, labels))
    write_evidence_sheets(tables, labels, file, date=overview.document_date)


def write_run(workspace: Workspace, overview: NationalOverview, labels: Labels) -> None:
    """Write what may be told of the run into the package; the manifest must name the counties."""
    manifest = read_manifest(workspace.build)
    if manifest is None:
        return
    area = workspace.build.area(NATIONAL)
    inputs = {name: sha for run in manifest.counties.values() for name, sha in run.inputs.items()}
    run = ToldRun(
        county_workbook=paths.workbook("county"),
        national_workbook=paths.workbook("national"),
        inputs=_list_inputs(workspace, overview, inputs),
        county_outputs=_list_county_outputs(manifest),
        national_outputs=[
            NamedFile(file.relative_to(workspace.build.root).as_posix(), file_sha256(file))
            for file in find_shared(area)
        ],
        program_sha256=inputs.get(PROGRAM, ""),
        lock_sha256=inputs.get(LOCK, ""),
    )
    write_run_crate(run, overview, labels, area.evidence_package)


def _list_inputs(workspace: Workspace, overview: NationalOverview, inputs: Mapping[str, str]) -> list[NamedFile]:
    """Return the definitions and the originals that may be named, each content once."""
    named = {
        sha: NamedFile(name, sha)
        for name, sha in sorted(inputs.items())
        if name in _SHARED_INPUTS or name.startswith(_SHARED_FOLDER)
    }
    originals = {
        source: inputs.get(file.relative_to(workspace.data.root).as_posix(), "")
        for source, file in workspace.data.originals()
    }
    for summary in (*overview.summaries, overview.without_county):
        told = {row.source_id for row in summary.statements}
        for source in summary.sources:
            # A form's rows have several senders; its file differs with what one of them sent in confidence.
            sha = originals.get(source.source, "")
            is_public = source.openness is Openness.PUBLIC and names_its_sender(source)
            if sha and source.printed_name and is_public and source.source_id in told:
                named.setdefault(sha, NamedFile(source.printed_name, sha))
    return list(named.values())


def _list_county_outputs(manifest: Manifest) -> list[NamedFile]:
    return [
        NamedFile(name, sha)
        for run in manifest.counties.values()
        for name, sha in run.outputs.items()
        if name.rpartition("/")[2] in _SHARED_OF_COUNTY
    ]


def find_shared(area: AreaFolder) -> list[Path]:
    """Return the national documents that are shared and lie there, but for the package itself."""
    documents = [area.document(name, ending) for name, ending in _DOCUMENTS]
    return [file for file in (area.index, area.evidence_workbook, *documents) if file.is_file()]


_DOCUMENTS = (("input", "docx"), ("input", "pdf"), ("final-report", "docx"), ("board-case", "docx"))
