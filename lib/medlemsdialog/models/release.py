"""A release (utgave): a named, kept state of the results, as they may be shared, for the next report to be held against."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Finding


class PrintedSentence(Record):
    """A sentence as it was printed, its numbers counted; `cited` are the statements it cites."""

    number: int
    bookmark: str
    printed: str
    cited: tuple[str, ...] = ()


class PrintedFinding(Record):
    """A finding as it was printed in one language."""

    heading: str
    sentences: tuple[PrintedSentence, ...]


class ReleasedFinding(Record):
    """A finding as it stood, and as it was printed in each language it was written in."""

    finding: Finding
    printed: dict[Language, PrintedFinding]


class ReleasedFindings(Record):
    """All findings of a release, in the order they stood."""

    findings: tuple[ReleasedFinding, ...]


class TakenOut(Record):
    """A tombstone: words of a source that were taken out of a release after it was made. No source is all of them."""

    source_id: str = ""
    at: datetime


class Release(Record):
    """What was kept, by whom and when; who and the note are internal. `files` are SHA-256 by path below the release.

    `failed` names the counties whose run had failed, of which nothing is kept.
    """

    schema_version: Literal[1] = 1
    name: str
    by: str
    at: datetime
    note: str = ""
    dialogue: str
    edition: str
    document_date: str
    program: str
    failed: tuple[str, ...] = ()
    files: dict[str, str]
    taken_out: tuple[TakenOut, ...] = ()


def release_schema() -> dict[str, Any]:
    """Return the published JSON Schema of `release.json`."""
    return Release.model_json_schema()


def released_findings_schema() -> dict[str, Any]:
    """Return the published JSON Schema of a release's `findings.json`."""
    return ReleasedFindings.model_json_schema()
