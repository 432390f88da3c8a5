"""What each area rests on: SHA-256 of every file that can change its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog import paths
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.judgements.events import (
    LOG_KINDS,
    CodingSet,
    CommentReceived,
    FindingWritten,
    SampleDrawn,
    parse_event,
)
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.program import file_sha256, files_below, program_sha256
from medlemsdialog.register.models import Register

PROGRAM = "medlemsdialog/lib"
LOCK = "requirements.lock"
RELEASES = "releases/"


@dataclass(frozen=True)
class Fingerprints:
    """SHA-256 by relative path. `common` belongs to all areas; originals and judgement logs stand by area code.

    `releases` are the files of all releases: the next report tells what has changed since the latest. `documents` are the
    dialogue's own templates of the national documents: they change how these look, and nothing that is counted.
    `cross_coders` holds, by area code, the areas whose advisers code its statements in a sample.
    """

    common: Mapping[str, str]
    originals: Mapping[str, Mapping[str, str]]
    judgements: Mapping[str, Mapping[str, str]]
    county_workbook: Mapping[str, str]
    national_workbook: Mapping[str, str]
    cross_coders: Mapping[str, frozenset[str]] = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> dict[str, str]:
        """All files that any part of a run rests on."""
        by_area = (*self.originals.values(), *self.judgements.values())
        workbooks = (self.county_workbook, self.national_workbook)
        return _sorted(self.common, *workbooks, *by_area, self.releases, self.documents)

    def of_county(self, county_code: str) -> dict[str, str]:
        """Return what a county rests on: its own originals and judgements, those of no county, and the common files.

        Originals outside the counties' folders count for every county, since any row of theirs may be routed to it, and so
        do the codings of counties that code its statements in a sample. Findings, and comments on the national report, are the nation's
        alone.
        """
        cross = {
            name: digest
            for code in self.cross_coders.get(county_code, frozenset())
            for name, digest in self.judgements.get(code, {}).items()
            if f"/{CodingSet.log}/" in name
        }
        return _sorted(
            self.common,
            self.county_workbook,
            cross,
            *(
                {name: digest for name, digest in files[code].items() if not _is_of_nation(name)}
                for files in (self.originals, self.judgements)
                for code in (county_code, NATIONAL)
                if code in files
            ),
            {
                name: digest
                for name, digest in self.releases.items()
                if name.endswith(("/release.json", f"/summaries/{county_code}.json"))
            },
        )

    def of_nation(self, summaries: Mapping[str, str]) -> dict[str, str]:
        """Return what the national document rests on: `summaries`, the judgements of no county, and the common files."""
        return _sorted(self.common, self.national_workbook, self.judgements.get(NATIONAL, {}), self.releases, summaries)


def _is_of_nation(name: str) -> bool:
    """Whether a file holds findings, or comments on the national report: neither is in any county's reports."""
    if not name.startswith("judgements/"):
        return False
    return f"/{FindingWritten.log}/" in name or f"/{NATIONAL}/{CommentReceived.log}/" in name


def is_counted_alike(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Return whether results that rest on `before` say what they would say of `now`.

    A release makes the reports tell of changes since it, and readers' comments stand in the work reports. They change no
    number, so that what was counted still stands.
    """
    return _leave_out_uncounted(before) == _leave_out_uncounted(now)


def _leave_out_uncounted(inputs: Mapping[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in inputs.items() if not (name.startswith(RELEASES) or _is_comments(name))}


def _is_comments(name: str) -> bool:
    return name.startswith("judgements/") and f"/{CommentReceived.log}/" in name


def read_fingerprints(data: DataFolder, register: Register) -> Fingerprints:
    """Read every input once and return its fingerprint, ordered by area."""
    codes = frozenset(county.county_code for county in register.counties)
    originals: dict[str, dict[str, str]] = {}
    for source, file in (*data.originals(), *data.form_mappings()):
        folder = find_folder(source, register)
        area_code = folder.county_code if folder.kind == "county" else NATIONAL
        originals.setdefault(area_code, {})[file.relative_to(data.root).as_posix()] = file_sha256(file)
    judgements: dict[str, dict[str, str]] = {}
    for kind in LOG_KINDS:
        for area_code, file in data.judgement_logs(kind):
            # A claim or a theme belongs to the whole dialogue, whoever wrote it.
            known = area_code if area_code in codes and kind not in {"claims", "codebook"} else NATIONAL
            judgements.setdefault(known, {})[file.relative_to(data.root).as_posix()] = file_sha256(file)
    for file in data.recognised_texts():
        area_code = file.parent.parent.name
        known = area_code if area_code in codes else NATIONAL
        judgements.setdefault(known, {})[file.relative_to(data.root).as_posix()] = file_sha256(file)
    return Fingerprints(
        common=_common_files(data),
        originals=originals,
        judgements=judgements,
        county_workbook=_hashes({"workbooks/county.ipynb": paths.workbook("county")}),
        national_workbook=_hashes({"workbooks/national.ipynb": paths.workbook("national")}),
        cross_coders=_read_cross_coders(data),
        releases=_hashes({file.relative_to(data.root).as_posix(): file for file in data.releases()}),
        documents=_hashes({file.relative_to(data.root).as_posix(): file for file in data.document_templates()}),
    )


def _read_cross_coders(data: DataFolder) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, file in data.judgement_logs(SampleDrawn.log):
        for line in file.read_bytes().splitlines():
            try:
                event = parse_event(line)
            except ValidationError:
                continue  # told of where the log is read
            for item in event.items if isinstance(event, SampleDrawn) else ():
                found.setdefault(item.area_code, set()).add(item.cross_area_code)
    return {area_code: frozenset(areas) for area_code, areas in found.items()}


def fingerprint_outputs(build: BuildFolder, files: Iterable[Path]) -> dict[str, str]:
    """Return SHA-256 of outputs by their path below the build folder."""
    return _sorted(_hashes({file.relative_to(build.root).as_posix(): file for file in files}))


def _common_files(data: DataFolder) -> dict[str, str]:
    own = [data.dialogue_file, data.codebook_file, data.claims_file, *sorted(data.reference.glob("*.csv"))]
    own += sorted(data.statistics.glob("*.csv"))
    own += data.model_files()
    named = {file.relative_to(data.root).as_posix(): file for file in own}
    return {**_hashes(named), **program_files()}


def program_files() -> dict[str, str]:
    """Return what of the program itself all areas rest on: the library, the templates and the lock."""
    templates = paths.shipped("templates")
    shipped = {f"templates/{file.relative_to(templates).as_posix()}": file for file in sorted(files_below(templates))}
    return {**_hashes({**shipped, LOCK: paths.shipped(LOCK)}), PROGRAM: program_sha256()}


def _hashes(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: file_sha256(file) for name, file in files.items() if file.is_file()}


def _sorted(*parts: Mapping[str, str]) -> dict[str, str]:
    merged = {name: digest for part in parts for name, digest in part.items()}
    return dict(sorted(merged.items()))
