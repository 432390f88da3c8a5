"""The shared files are the same, byte for byte, whatever a sender in confidence or a private person is said to have said."""

from __future__ import annotations

from pathlib import Path

import pypandoc

from medlemsdialog.evidence import Workspace, open_workspace, read_even_if_broken
from medlemsdialog.judgements.events import AssessmentWritten, CodingSet, SourceRegistered
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import Level, Openness, Status
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs.run import run_dialogue
from support.mini_dialogue import build_of, write_mini_dialogue

SHARED = ("report*.html", "report*.docx", "index*.html", "evidence*.xlsx", "evidence/*", "evidence/workflow/*")
LETTER = """Eksempel – oppdiktet

## Vedtak

1. Kommunen mener at biblioteket bør styrkes i årene som kommer.
2. Kommunen mener at staten bør gi øremerkede midler til kulturskolen.
"""


def test_all_shared_files_are_the_same_whatever_protected_senders_are_coded_as(tmp_path: Path) -> None:
    data = write_mini_dialogue(tmp_path / "dialog")
    for name in ("fortrolig.docx", "privat.docx"):
        file = data.root / "inputs" / "91" / name
        pypandoc.convert_text(LETTER, "docx", format="markdown", outputfile=str(file))
    for area in ("91", "92"):
        _register(data, area)
    workspace = _open(data)
    themes = [theme.code for theme in workspace.codebook.themes]
    for area in ("91", "92"):
        for passage in read_even_if_broken(workspace, area).passages:
            if passage.is_statement:
                _code(workspace, area, passage, themes[0])
    append_events(
        workspace.data,
        "91",
        [AssessmentWritten(by="Kari", client="pc", text="Vi leste {tall:utsagn} utsagn. " + _cite(workspace))],
    )
    before = _run(data)
    assert any(name.endswith("evidence.xlsx") for name in before) and len(before) >= 6
    assert {"national/evidence/datapackage.json", "national/evidence/ro-crate-metadata.json"} <= before.keys()
    for passage in _protected(workspace):
        _code(_open(data), "91", passage, themes[5])
    work_report = _open(data).build.area("91").work_report
    internal = work_report.read_bytes()
    after = _run(data)
    assert {name for name in before if before[name] != after[name]} == set()
    assert work_report.read_bytes() != internal


def _open(data: DataFolder) -> Workspace:
    return open_workspace(data, build_of(data))


def _register(data: DataFolder, area: str) -> None:
    for source in read_even_if_broken(_open(data), area).sources:
        known = source.model_dump(include=set(SourceRegistered.model_fields))
        changes: dict[str, object] = {"openness": Openness.PUBLIC, "quotable": True, "status": Status.DECISION}
        if source.source.endswith("fortrolig.docx"):
            changes |= {"openness": Openness.CONFIDENTIAL, "level": Level.MUNICIPALITY, "sender_code": "9103"}
        elif source.source.endswith("privat.docx"):
            changes |= {"openness": Openness.INTERNAL, "level": Level.OTHER, "status": Status.INDIVIDUAL}
        event = SourceRegistered.model_validate({**known, **changes, "by": "Kari", "client": "pc"})
        append_events(data, area, [event])


def _protected(workspace: Workspace) -> list[Passage]:
    received = read_even_if_broken(workspace, "91")
    hidden = {one.source_id for one in received.sources if one.source.endswith(("fortrolig.docx", "privat.docx"))}
    return [passage for passage in received.passages if passage.source_id in hidden and passage.is_statement]


def _cite(workspace: Workspace) -> str:
    return f"[@{_protected(workspace)[0].statement_id}]"


def _code(workspace: Workspace, area: str, passage: Passage, theme: str) -> None:
    event = CodingSet(
        by="Kari",
        client="pc",
        statement_id=passage.statement_id,
        text=passage.text,
        anchor=passage.anchor,
        themes=(theme,),
    )
    append_events(workspace.data, area, [event])


def _run(data: DataFolder) -> dict[str, bytes]:
    assert run_dialogue(_open(data), language="nn").succeeded
    root = build_of(data).root
    files = [file for pattern in SHARED for file in root.rglob(pattern) if file.is_file()]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
