"""Copies of the small dialogue that two counties' advisers work in, and the national folder that receives them."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from medlemsdialog.evidence import Workspace, open_workspace, read_even_if_broken
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import judging
from medlemsdialog.runs.handing_in import HandIn, hand_in
from medlemsdialog.runs.receiving import Received, receive_hand_ins
from support.mini_dialogue import build_of, write_mini_dialogue

Change = Callable[[dict[str, bytes]], dict[str, bytes] | None]


def opened(data: DataFolder) -> Workspace:
    return open_workspace(data, build_of(data))


def write_national(folder: Path) -> DataFolder:
    """Write the dialogue as policy staff have it before anything is handed in: no input at all."""
    data = write_mini_dialogue(folder)
    for area in ("91", "92"):
        shutil.rmtree(data.root / "inputs" / area)
        (data.root / "inputs" / area).mkdir()
    return data


def judge_all(data: DataFolder, area_code: str, by: str) -> None:
    """Confirm every proposal of the area and code its first statement."""
    workspace = opened(data)
    found = judging.find_proposals(workspace, area_code)
    judging.register_sources(workspace, area_code, found, by=by, registration=judging.Registration())
    code_one(data, area_code, by)


def code_one(data: DataFolder, area_code: str, by: str, *, number: int = 0, theme: int = 0) -> None:
    workspace = opened(data)
    statements = [one for one in read_even_if_broken(workspace, area_code).passages if one.is_statement]
    themes = [workspace.codebook.themes[theme].code]
    judging.code_statement(workspace, statements[number].statement_id, themes=themes, claims={}, by=by)


def deliver(data: DataFolder, area_code: str = "91", by: str = "Rådgiver Ås") -> HandIn:
    return hand_in(opened(data), area_code, by=by)


def receive(data: DataFolder, *files: Path, dry_run: bool = False) -> tuple[Received, ...]:
    return receive_hand_ins(opened(data), files, by="Nasjonal", dry_run=dry_run)


def changed(file: Path, to: Path, change: Change, *, manifest: bool = True) -> Path:
    """Write a hand-in again after `change` of its files; with `manifest` its list is brought in line, as a forger would."""
    import hashlib

    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content = change(content) or content
    if manifest and "manifest.json" in content:
        told = json.loads(content["manifest.json"])
        told["files"] = {
            name: hashlib.sha256(data).hexdigest()
            for name, data in content.items()
            if name not in {"manifest.json", "LES-MEG.txt"}
        }
        content["manifest.json"] = json.dumps(told).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            member = zipfile.ZipInfo()
            member.filename = name  # as it stands: ZipInfo's own constructor would mend it
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    to.write_bytes(target.getvalue())
    return to


def tree(folder: Path, *parts: str) -> dict[str, bytes]:
    """Return all files of a dialogue but what is derived, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for part in (parts or ("inputs", "judgements"))
        for file in sorted((folder / part).rglob("*"))
        if file.is_file()
    }
