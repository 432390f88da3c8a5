"""The status board: how far each county has come, in units that are never added across kinds."""

from __future__ import annotations

from typing import Any

from medlemsdialog.errors import SummaryError
from medlemsdialog.evidence import Workspace, judge_sign_off, read_even_if_broken, read_summary
from medlemsdialog.evidence.sign_off import ChangedPart, find_changed_parts
from medlemsdialog.models.base import Record
from medlemsdialog.models.manifest import AreaRun, RunStatus
from medlemsdialog.models.summary import AreaSummary, SignOffState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.program import file_sha256
from medlemsdialog.runs.fingerprints import is_counted_alike, read_fingerprints
from medlemsdialog.runs.handing_in import is_changed_since
from medlemsdialog.runs.manifest import read_manifest, summary_fingerprints


class BoardRow(Record):
    """One county. Counts are None where it has not run, or failed. `status` is None where it has not run.

    `problems` are all that its sources and logs have; `coded_share` (0–1) is of statements. `hand_in` is the number of the
    last hand-in, None where there is none, made on the day `handed_in` (ISO) and taken in here on `received`, empty where it
    was made here and not received. `lapsed` tells what has changed since the sign-off, where that has lapsed. Where the
    numbers are up to date and the rest is not, the reports lack only what has changed since a release.
    """

    county_code: str
    name: str
    status: RunStatus | None
    reason: str
    up_to_date: bool
    numbers_up_to_date: bool
    sources: int | None
    sources_registered: int | None
    members: int
    members_heard: int | None
    bodies: int
    bodies_heard: int | None
    problems: int | None
    statements: int | None
    coded_statements: int | None
    coded_share: float | None
    hand_in: int | None = None
    handed_in: str = ""
    received: str = ""
    changed_since_hand_in: bool = False
    sign_off: SignOffState | None = None
    lapsed: tuple[ChangedPart, ...] = ()


class Board(Record):
    """All counties of the edition, and whether the national report still says what they say."""

    dialogue: str
    edition: str
    counties: tuple[BoardRow, ...]
    national_status: RunStatus | None
    national_up_to_date: bool
    national_numbers_up_to_date: bool


def build_board(workspace: Workspace) -> Board:
    """Return the board of the last run, held against the inputs as they are now."""
    manifest = read_manifest(workspace.build)
    runs = manifest.counties if manifest and manifest.edition == workspace.dialogue.edition else {}
    fingerprints = read_fingerprints(workspace.data, workspace.register)
    rows = []
    for county in workspace.register.counties:
        run = runs.get(county.county_code)
        now = fingerprints.of_county(county.county_code)
        counted = run is not None and is_counted_alike(run.inputs, now) and _stands(workspace, run)
        current = counted and run is not None and run.inputs == now
        rows.append(
            _row(workspace, county.county_code, county.name, run, up_to_date=current, numbers_up_to_date=counted)
        )
    national = manifest.national if manifest and runs else None
    of_nation = fingerprints.of_nation(summary_fingerprints(runs))
    nation_counted = (
        national is not None and is_counted_alike(national.inputs, of_nation) and _stands(workspace, national)
    )
    return Board(
        dialogue=workspace.dialogue.id,
        edition=workspace.dialogue.edition,
        counties=tuple(rows),
        national_status=national.status if national else None,
        national_up_to_date=nation_counted
        and national is not None
        and national.inputs == of_nation
        and all(row.up_to_date for row in rows),
        national_numbers_up_to_date=nation_counted and all(row.numbers_up_to_date for row in rows),
    )


def _row(
    workspace: Workspace, code: str, name: str, run: AreaRun | None, *, up_to_date: bool, numbers_up_to_date: bool
) -> BoardRow:
    summary = _read_summary(workspace, code) if run and run.status != "failed" else None
    return BoardRow(
        county_code=code,
        name=name,
        status=run.status if run else None,
        reason=run.reason if run else "",
        up_to_date=up_to_date,
        numbers_up_to_date=numbers_up_to_date,
        sources=len(summary.sources) if summary else None,
        sources_registered=summary.passages.sources_registered if summary else None,
        members=len(workspace.register.members_in(code)),
        members_heard=len(summary.heard_members) if summary else None,
        bodies=len(workspace.register.bodies_in(code)),
        bodies_heard=sum(body.heard for body in summary.bodies) if summary else None,
        problems=sum(summary.problems.values()) if summary else None,
        statements=len(summary.statements) if summary else None,
        coded_statements=sum(1 for statement in summary.statements if statement.coders) if summary else None,
        coded_share=summary.coded_share if summary else None,
        **read_hand_in_fields(workspace, code),
        **_sign_off(workspace, code, summary, up_to_date=numbers_up_to_date),
    )


def _sign_off(workspace: Workspace, code: str, summary: AreaSummary | None, *, up_to_date: bool) -> dict[str, Any]:
    if summary is None:
        return {}
    if up_to_date and summary.sign_off != "lapsed":
        return {"sign_off": summary.sign_off}
    received = read_even_if_broken(workspace, code)
    state = judge_sign_off(workspace, received)
    return {"sign_off": state, "lapsed": find_changed_parts(workspace, received) if state == "lapsed" else ()}


def read_hand_in_fields(workspace: Workspace, code: str) -> dict[str, Any]:
    """Return `hand_in`, `handed_in`, `received` and `changed_since_hand_in` of a row, as `BoardRow` has them."""
    made = workspace.judgements.hand_ins.get(code, ())
    if not made:
        return {}
    last = made[-1]
    received = workspace.judgements.received_hand_ins.get(last.hand_in_id, ())
    return {
        "hand_in": last.number,
        "handed_in": last.at.date().isoformat(),
        "received": received[-1].at.date().isoformat() if received else "",
        "changed_since_hand_in": is_changed_since(workspace, code),
    }


def _read_summary(workspace: Workspace, area_code: str = NATIONAL) -> AreaSummary | None:
    try:
        return read_summary(workspace.build.area(area_code).summary)
    except SummaryError:
        return None


def _stands(workspace: Workspace, run: AreaRun | None) -> bool:
    """Whether everything the run wrote is there as it was written."""
    files = {workspace.build.root / name: digest for name, digest in run.outputs.items()} if run else {}
    return all(file.is_file() and file_sha256(file) == digest for file, digest in files.items())
