"""A release made: the present results kept under a name, as they may be shared, and never overwritten."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from datetime import UTC, datetime
from typing import Any

import medlemsdialog
from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.errors import ReleaseError, UsageError
from medlemsdialog.evidence import Workspace, build_labels, read_national
from medlemsdialog.evidence.finding_text import resolve_finding
from medlemsdialog.judgements.authorship import require_person
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.release import PrintedFinding, PrintedSentence, Release, ReleasedFinding, ReleasedFindings
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.paths import ReleaseFolder, slug_name
from medlemsdialog.runs.deletion import raise_if_deleted
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.status import Board, build_board
from medlemsdialog.writing import write_bytes_atomically

_LONGEST_NAME = 60
_NAME = re.compile(r"[a-z0-9æøå]+(-[a-z0-9æøå]+)*")
# What Windows keeps for itself, whatever the ending.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def make_release(workspace: Workspace, name: str, *, by: str, note: str = "") -> Release:
    """Keep the present results as a release, and return what was kept.

    Raises:
        UsageError: The name cannot be one, is taken, or nobody says who makes it.
        ReleaseError: There are no results, or they are out of date.
    """
    person = require_person(by)
    require_name(name)
    raise_if_deleted(workspace.judgements)
    folder = workspace.data.release(name)
    with locked(workspace.build):
        _require_free(workspace, folder, name)
        _require_results(build_board(workspace))
        overview = read_national(workspace)
        files = _collect_files(workspace, overview, folder)
        release = Release(
            name=name,
            by=person,
            at=datetime.now(UTC),
            note=note.strip(),
            dialogue=workspace.dialogue.id,
            edition=workspace.dialogue.edition,
            document_date=workspace.dialogue.document_date.isoformat(),
            program=medlemsdialog.__version__,
            failed=tuple(row.code for row in overview.counties if row.status == "failed"),
            files={file: hashlib.sha256(content).hexdigest() for file, content in sorted(files.items())},
        )
        # What was cut off before the record was written is no release; nothing of it may be left among the files.
        shutil.rmtree(folder.root, ignore_errors=True)
        for file, content in files.items():
            write_bytes_atomically(folder.root.joinpath(*file.split("/")), content)
        write_record(folder, release)
    return release


def write_record(folder: ReleaseFolder, release: Release) -> None:
    """Write what a release is; with it the folder is one."""
    write_bytes_atomically(folder.record, _as_json(release.model_dump(mode="json")))


def _collect_files(workspace: Workspace, overview: NationalOverview, folder: ReleaseFolder) -> dict[str, bytes]:
    """Return the content of each file by its path below the release; the same results give the same bytes."""
    contents: dict[str, Any] = {
        folder.name_of(folder.summary(summary.area.code)): _share(summary)
        for summary in (*overview.summaries, overview.without_county)
    }
    # The summaries have files of their own.
    contents[folder.name_of(folder.overview)] = overview.model_dump(
        mode="json", exclude={"summaries", "without_county"}
    )
    findings = ReleasedFindings(findings=print_findings(workspace, overview))
    contents[folder.name_of(folder.findings)] = findings.model_dump(mode="json")
    return {name: _as_json(content) for name, content in contents.items()}


def print_findings(workspace: Workspace, overview: NationalOverview) -> tuple[ReleasedFinding, ...]:
    """Return the findings with their sentences as they are printed, in each language they are written in."""
    printed: dict[str, dict[Language, PrintedFinding]] = {one.finding_id: {} for one in overview.findings}
    for language in LANGUAGES:
        labels = build_labels(workspace, language)
        for finding in overview.findings:
            if not _is_written_in(finding, language):
                continue
            resolved = resolve_finding(finding, overview, labels)
            printed[finding.finding_id][language] = PrintedFinding(
                heading=resolved.heading,
                sentences=tuple(
                    PrintedSentence(number=one.number, bookmark=one.bookmark, printed=one.printed, cited=one.cited)
                    for one in resolved.sentences
                ),
            )
    return tuple(ReleasedFinding(finding=one, printed=printed[one.finding_id]) for one in overview.findings)


def _is_written_in(finding: Finding, language: Language) -> bool:
    return language == "nb" or bool(getattr(finding.text, language) or getattr(finding.heading, language))


def _share(summary: SharedSummary) -> dict[str, Any]:
    content = summary.model_dump(mode="json")
    for source in content["sources"]:
        # The path of a file that is not public may tell who sent it.
        source["source"] = source["printed_name"] or source["source_id"]
    return content


def _as_json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def require_name(name: str) -> None:
    """Raise unless a release may have the name: one that is a folder's on any machine, and no other release's.

    Raises:
        UsageError: It may not; the text has one that may.
    """
    if _NAME.fullmatch(name) and not _RESERVED.fullmatch(name) and len(name) <= _LONGEST_NAME:
        return
    suggested = slug_name(name)[:_LONGEST_NAME].strip("-")
    raise UsageError(
        Message(
            "En utgave kan ikke hete «{name}». Bruk små bokstaver, tall og bindestrek, høyst {most} tegn, for eksempel {example}.",
            name=name,
            most=_LONGEST_NAME,
            example="interim-2017-11" if _RESERVED.fullmatch(suggested) or suggested == "ukjent" else suggested,
        )
    )


def _require_free(workspace: Workspace, folder: ReleaseFolder, name: str) -> None:
    if folder.record.is_file():
        raise UsageError(
            Message(
                "Utgaven «{name}» finnes allerede. En utgave blir aldri skrevet over. Velg et annet navn; disse er brukt: {used}.",
                name=name,
                used=", ".join(one.root.name for one in workspace.data.release_folders()),
            )
        )


def _require_results(board: Board) -> None:
    """Raise unless the national results are there, and say what the originals and the judgements say now."""
    if board.national_status is None:
        raise ReleaseError(
            Message("Det er ingen resultater å lage en utgave av. Kjør «medlemsdialog run» for hele landet først.")
        )
    if board.national_status == "failed":
        raise ReleaseError(
            Message(
                "Den nasjonale rapporten kunne ikke lages sist, så det er ingenting å lage en utgave av. "
                "Se hva som er galt med «medlemsdialog status», og kjør «medlemsdialog run» igjen."
            )
        )
    if not board.national_numbers_up_to_date:
        behind = [f"{row.county_code} {row.name}" for row in board.counties if not row.numbers_up_to_date]
        if behind:
            raise ReleaseError(
                Message(
                    "Noe er endret siden rapportene ble laget. Det gjelder {counties}. Kjør «medlemsdialog run», og lag "
                    "utgaven etterpå.",
                    counties=", ".join(behind),
                )
            )
        raise ReleaseError(
            Message(
                "Noe er endret siden den nasjonale rapporten ble laget. Kjør «medlemsdialog run», og lag utgaven etterpå."
            )
        )
