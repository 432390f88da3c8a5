"""The small dialogue with sources registered, two claims, statements coded and findings written. Eksempel – oppdiktet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import (
    Workspace,
    build_national,
    build_summary,
    code_statements,
    open_workspace,
    read_even_if_broken,
    write_summary,
)
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import Openness
from medlemsdialog.paths import NATIONAL, DataFolder
from medlemsdialog.runs import findings, judging
from medlemsdialog.runs.fingerprints import read_fingerprints
from medlemsdialog.writing import write_text_atomically
from support.mini_dialogue import NOTE, build_of, write_mini_dialogue

GRANT, RIGHT, LATER = "k-tilskudd", "k-rett", "k-tilskudd-senere"
STORVIKA, STORVIKA_LIBRARY, LILLEVIKA, STORLIA, STORLIA_ROOMS = (
    "k7e095bf886-38134719",
    "k7e095bf886-3a83c5be",
    "kd4293eb677-401668ce",
    "kc5312cb7be-c2ea84c3",
    "kc5312cb7be-fdacda84",
)
LILLEVIKA_DECISION = """\
Lillevika kommune
Eksempel – oppdiktet

Kommunestyret 13.06.2017, sak 9/17

Vedtak

1. Lillevika kommune ønsker et sterkere bibliotek i distriktet.
"""
CLAIMS = f"""\
schema_version: 1
claims:
  - id: {GRANT}
    text: {{nb: "Staten bør gi tilskudd. {NOTE}", nn: "Staten bør gi tilskot. {NOTE}"}}
    addressee: state
    themes: [kulturskole-okonomi]
  - id: {LATER}
    text: {{nb: "Staten bør gi mer tilskudd senere. {NOTE}"}}
    addressee: state
    themes: [kulturskole-okonomi]
  - id: {RIGHT}
    text: {{nb: "KS bør arbeide for bedre rammer. {NOTE}"}}
    addressee: ks
    themes: [bibliotek]
    purpose: a
"""


def write_mini_nation(folder: Path) -> DataFolder:
    """Write the dialogue: Storvika is for the grant and speaks of libraries, Storlia against the grant; Lillevika of libraries."""
    data = write_mini_dialogue(folder)
    write_text_atomically(data.claims_file, CLAIMS)
    inputs = data.input_folder("91")
    (inputs / "liste.xlsx").unlink()
    write_text_atomically(inputs / "lillevika-vedtak.txt", LILLEVIKA_DECISION)
    for area in ("91", "92"):
        workspace = reopen(data)
        found = judging.find_proposals(workspace, area)
        public = judging.Registration(openness=Openness.PUBLIC, quotable=True)
        judging.register_sources(workspace, area, found, by="Rådgiver", registration=public)
    code(data, STORVIKA, ["kulturskole-okonomi"], {GRANT: "for"})
    code(data, STORVIKA_LIBRARY, ["bibliotek"], {RIGHT: "for"})
    code(data, LILLEVIKA, ["bibliotek"])
    code(data, STORLIA, ["kulturskole-okonomi"], {GRANT: "against"})
    code(data, STORLIA_ROOMS, ["arenaer"])
    return data


def reopen(data: DataFolder) -> Workspace:
    """Read the dialogue as it is now."""
    return open_workspace(data, build_of(data))


def code(
    data: DataFolder,
    statement_id: str,
    themes: Sequence[str],
    claims: Mapping[str, str] | None = None,
    *,
    by: str = "Koder",
) -> None:
    """Code one statement."""
    judging.code_statement(reopen(data), statement_id, themes=themes, claims=claims or {}, by=by)


def overview_of(data: DataFolder) -> NationalOverview:
    """Build the overview of the nation of what is judged now."""
    workspace = reopen(data)
    areas = {}
    for area in ("91", "92", NATIONAL):
        received = read_even_if_broken(workspace, area)
        areas[area] = build_summary(workspace, received, code_statements(workspace, received))
    runs = {area: AreaRun(status="ok", inputs={}, outputs={}) for area in ("91", "92")}
    return build_national(workspace, [areas["91"], areas["92"]], runs, areas[NATIONAL])


def write_run(data: DataFolder) -> None:
    """Write what a run leaves of its summaries, without the reports."""
    workspace = reopen(data)
    for area in ("91", "92", NATIONAL):
        received = read_even_if_broken(workspace, area)
        write_summary(build_summary(workspace, received, code_statements(workspace, received)), workspace)
    fingerprints = read_fingerprints(data, workspace.register)
    runs = {area: AreaRun(status="ok", inputs=fingerprints.of_county(area), outputs={}) for area in ("91", "92")}
    manifest = Manifest(dialogue=workspace.dialogue.id, edition=workspace.dialogue.edition, program="", counties=runs)
    write_text_atomically(build_of(data).manifest, manifest.model_dump_json())


def write(data: DataFolder, finding_id: str, text: str = NOTE, **values: Any) -> FindingWritten:
    """Write a finding."""
    values = {"heading": Text(nb=f"Overskrift. {NOTE}"), "by": "Kari", **values}
    return findings.write_finding(reopen(data), finding_id=finding_id, text=Text(nb=text), **values)


def approve(data: DataFolder, *finding_ids: str, by: str = "Kari") -> None:
    """Approve findings on what is judged now."""
    for finding_id in finding_ids:
        findings.approve_finding(reopen(data), finding_id, by=by, overview=overview_of(data))


def findings_of(data: DataFolder) -> dict[str, Finding]:
    """Return the findings as they stand now, by id."""
    return {finding.finding_id: finding for finding in overview_of(data).findings}
