"""The crate of a run can be read, its fingerprints are right, and nothing in it comes from the clock or the network."""

from __future__ import annotations

import hashlib
import json
import socket

import pytest
from rocrate.rocrate import ROCrate

import medlemsdialog
from medlemsdialog import paths
from medlemsdialog.exchange.data_package import write_data_package
from medlemsdialog.exchange.run_crate import NamedFile, ToldRun, write_run_crate
from medlemsdialog.report.evidence_tables import build_evidence
from report import example
from report.finding_example import overview_with_findings

SHA = "0123456789abcdef" * 4


def write(folder):
    overview, labels = overview_with_findings(), example.labels()
    write_data_package(build_evidence(overview, labels), overview, labels, folder)
    run = ToldRun(
        county_workbook=paths.workbook("county"),
        national_workbook=paths.workbook("national"),
        inputs=[NamedFile("dialogue.yaml", SHA), NamedFile("storvika-vedtak.txt", SHA[::-1])],
        county_outputs=[NamedFile("counties/61/report.html", SHA)],
        national_outputs=[NamedFile("national/index.html", SHA)],
        program_sha256=SHA,
        lock_sha256=SHA[::-1],
    )
    write_run_crate(run, overview, labels, folder)
    return folder


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "evidence")


def test_the_crate_tells_of_the_run_its_workbooks_inputs_and_results(folder, monkeypatch):
    def refuse(*_):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    crate = ROCrate(folder)
    assert crate.mainEntity.id == "workflow/national.ipynb" and "ComputationalWorkflow" in crate.mainEntity.type
    counties, nation = sorted(crate.get_by_type("CreateAction"), key=lambda one: one.id)
    assert counties["instrument"].id == "workflow/county.ipynb" and nation["instrument"].id == crate.mainEntity.id
    assert {one["name"] for one in nation["object"]} == {"dialogue.yaml", "storvika-vedtak.txt"}
    assert {"datapackage.json", "claims.csv", "#national/index.html"} <= {one.id for one in nation["result"]}
    program = crate.get("#medlemsdialog")
    assert program["version"] == medlemsdialog.__version__ and program["license"].id.endswith("/MIT")
    assert program["softwareRequirements"]["sha256"] == SHA[::-1]


def test_every_file_of_the_folder_is_told_of_with_its_own_fingerprint(folder):
    graph = {one["@id"]: one for one in json.loads((folder / "ro-crate-metadata.json").read_bytes())["@graph"]}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == files.keys() - {"ro-crate-metadata.json"}
    for name in files.keys() - {"ro-crate-metadata.json"}:
        assert graph[name]["sha256"] == hashlib.sha256(files[name].read_bytes()).hexdigest()


def test_dates_are_the_documents_and_two_runs_are_the_same(folder, tmp_path):
    again = write(tmp_path / "again")
    content = (folder / "ro-crate-metadata.json").read_bytes()
    assert content == (again / "ro-crate-metadata.json").read_bytes()
    root = next(one for one in json.loads(content)["@graph"] if one["@id"] == "./")
    assert root["datePublished"] == example.overview().document_date
