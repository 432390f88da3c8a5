"""The day on which originals and texts are to be deleted: announced as it comes near, carried out on command."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.intake.personal import find_in_name, find_personal_data, mask_text
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import PersonalDataDeleted
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import append_events
from medlemsdialog.judgements.purge import Purge, find_texts, purge_texts
from medlemsdialog.paths import NATIONAL, BuildFolder, InputPageFolder
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.release_purge import ReleasePurge, purge_releases
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.writing import write_text_atomically

# So long before the day the commands begin to tell of it.
DAYS_OF_NOTICE = 30
# What is shared and what is counted: built without personal data, and kept.
_KEPT_RESULTS = (
    *("summary.json", "report.html", "report.??.html", "report.docx", "report.??.docx", "index.html", "index.??.html"),
    *("input.*", "final-report*", "board-case*", "evidence.xlsx", "evidence"),
)


@dataclass(frozen=True)
class Deletion:
    """What is to be deleted, or was. `log_lines` counts lines of the event logs that hold words of sources.

    `sent` are the files of the input page's store: answers, documents, codes and personal links.
    """

    originals: tuple[Path, ...]
    recognised: tuple[Path, ...]
    log_lines: int
    derived: tuple[Path, ...]
    kept: tuple[Path, ...]
    releases: tuple[Path, ...]
    sent: tuple[Path, ...] = ()
    store: InputPageFolder | None = None


def describe_deletion(dialogue: Dialogue, judgements: Judgements, today: datetime.date, command: str) -> Message | None:
    """Return what is to be told of the deletion today: that it is done, near or past; None where there is nothing."""
    if judgements.deleted is not None:
        return Message(
            "Originalene og tekstene i dialogen ble slettet {date}. Resultatene ligger slik de var.",
            date=judgements.deleted.at.date().isoformat(),
        )
    day = dialogue.delete_after
    if day is None or (day - today).days > DAYS_OF_NOTICE:
        return None
    if today > day:
        return Message(
            "Fristen for å slette originaler og tekster var {date}. Se hva som blir slettet, med «{command}».",
            date=day.isoformat(),
            command=command,
        )
    return Message(
        "Originaler og tekster skal slettes etter {date}. Se hva som blir slettet, med «{command}».",
        date=day.isoformat(),
        command=command,
    )


def raise_if_deleted(judgements: Judgements) -> None:
    """Raise where the originals are deleted: a new run would put empty results in the place of those that are kept.

    Raises:
        UsageError: The originals are deleted.
    """
    if judgements.deleted is not None:
        raise UsageError(
            Message(
                "Originalene i dialogen ble slettet {date}, så rapportene kan ikke lages på nytt. Resultatene ligger slik de var.",
                date=judgements.deleted.at.date().isoformat(),
            )
        )


def plan_deletion(workspace: Workspace, store: InputPageFolder | None = None) -> Deletion:
    """Return what the deletion takes and what it leaves, without doing it; `store` where the input page's is elsewhere."""
    kept, derived = _split_results(workspace)
    store = store or InputPageFolder(workspace.data.input_page)
    return Deletion(
        originals=tuple(dict.fromkeys(file for _, file in workspace.data.originals())),
        recognised=tuple(workspace.data.recognised_texts()),
        log_lines=sum(log.lines for log in find_texts(workspace.data, _purge())),
        derived=derived,
        kept=kept,
        releases=tuple(workspace.data.releases()),
        sent=tuple(file for file in store.files() if file != store.lock),
        store=store,
    )


def delete_personal_data(workspace: Workspace, deletion: Deletion, *, by: str) -> PersonalDataDeleted:
    """Delete originals, texts in the logs, caches and internal results; tombstones and what is shared and counted stay.

    A second time it deletes what has come back since, as with another adviser's copy.

    Raises:
        UsageError: The name of the person is empty, or the input page is being served.
    """
    person = require_person(by)
    event = workspace.judgements.deleted or PersonalDataDeleted(
        by=person, client=client_name(), originals=len(deletion.originals)
    )
    with locked(workspace.build), _stopped_page(deletion.store):
        if workspace.judgements.deleted is None:
            # First: a run that comes between must not take the loss of the originals for an empty dialogue.
            append_events(workspace.data, NATIONAL, [event])
        for file in (*deletion.originals, *deletion.recognised, *deletion.sent):
            file.unlink(missing_ok=True)
        purge_texts(workspace.data, _purge())
        purge_releases(workspace.data, ReleasePurge(None, mask_words=_purge().mask_words))
        for file in deletion.kept:
            if file.name == "summary.json":
                _scrub_summary(file)
        remove_outputs(*deletion.derived)
    return event


@contextmanager
def _stopped_page(store: InputPageFolder | None) -> Iterator[None]:
    """Hold the input page's store: a server that ran on would take answers into files that are gone."""
    if store is None or not store.root.is_dir():
        yield
        return
    lock = FileLock(store.lock)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise UsageError(
            Message("Innspillssiden i {folder} er oppe. Stopp den, og prøv igjen.", folder=str(store.root))
        ) from None
    try:
        yield
    finally:
        lock.release()


def _purge() -> Purge:
    return Purge(
        source_ids=None,
        may_keep_path=lambda path: not find_in_name(path.rpartition("/")[2]),
        mask_words=lambda words: mask_text(words, find_personal_data(words), "nb"),
    )


def _split_results(workspace: Workspace) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    build = workspace.build
    kept: list[Path] = []
    caches = (build.parsed, build.translated, build.parts, build.standing, build.work)
    everywhere = (*caches, build.lab, build.feedback_pages, build.sources_csv, build.statements_csv)
    derived = [entry for entry in everywhere if entry.exists()]
    derived += workspace.data.model_files()
    for area in _area_folders(build, workspace):
        for entry in sorted(area.glob("*")):
            (kept if any(entry.match(pattern) for pattern in _KEPT_RESULTS) else derived).append(entry)
    return tuple(kept), tuple(derived)


def _area_folders(build: BuildFolder, workspace: Workspace) -> Iterator[Path]:
    for code in (*workspace.county_codes, NATIONAL):
        if (folder := build.area(code).root).is_dir():
            yield folder


def _scrub_summary(file: Path) -> None:
    """Write a summary without the names of files that were not public: they may tell who sent them."""
    content = json.loads(file.read_text(encoding="utf-8"))
    for source in content.get("sources", ()):
        source["source"] = source.get("printed_name") or source["source_id"]
    write_text_atomically(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
