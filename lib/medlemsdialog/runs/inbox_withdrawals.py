"""An answer that its sender withdrew on the input page, withdrawn here as a person would: a tombstone, and no words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace, open_workspace, read_even_if_broken
from medlemsdialog.exchange.submission_store import SentSubmission
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.reading import read_outcome
from medlemsdialog.judgements.events import SourceWithdrawn
from medlemsdialog.models.sources import Source
from medlemsdialog.paths import NATIONAL
from medlemsdialog.paths.submissions import unfinished_files
from medlemsdialog.runs.inbox_files import INPUT_PAGE
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.withdrawing import forget_withdrawn, plan_withdrawal, sweep_withdrawn, withdraw_source


def withdraw_answer(workspace: Workspace, sent: SentSubmission, answers: Sequence[Path]) -> tuple[Message, ...]:
    """Withdraw the answer and what it attached, delete their files, and return what a person must still do.

    The answer goes last: it tells which files belong to it, also to a withdrawal that goes on after one was cut off.
    """
    originals = {file.resolve(): source for source, file in workspace.data.originals()}
    notes: list[Message] = []
    for file in (*_find_attached(answers), *answers):
        source = originals.get(file.resolve(), "")
        for area_code, found in _find_sources(workspace, source, sent.member):
            if found.source_id not in workspace.judgements.withdrawn:
                notes += _withdraw(workspace, area_code, found)
        file.unlink(missing_ok=True)
    for answer in answers:
        for left in unfinished_files(answer):
            left.unlink(missing_ok=True)
    workspace = open_workspace(workspace.data, workspace.build)
    for area_code, lost in _find_lost(workspace, sent.reference):
        notes += _withdraw(workspace, area_code, lost)
    _finish(open_workspace(workspace.data, workspace.build), sent.reference)
    return tuple(dict.fromkeys(notes))


def is_known(workspace: Workspace, reference: str) -> bool:
    """Whether the logs know an answer, or what it attached, by the path it had."""
    judgements = workspace.judgements
    paths = chain(
        (event.source for event in judgements.registrations.values()),
        (event.source for event in judgements.set_aside.values()),
        (event.source for event in judgements.withdrawn.values()),
    )
    return any(f"-{reference}" in path for path in paths)


def _find_attached(answers: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that lie beside an answer and have the content of what it attached."""
    for answer in answers:
        document = read_outcome(answer.name, answer.read_bytes()).document
        named = {one.sha256 for one in document.submission.attachments} if document and document.submission else set()
        for file in sorted(answer.parent.iterdir()) if named else ():
            if file.is_file() and file != answer and hashlib.sha256(file.read_bytes()).hexdigest() in named:
                yield file


def _find_sources(workspace: Workspace, path: str, sender_code: str) -> Iterator[tuple[str, Source]]:
    """Yield the sources that a file is, with their area: itself, its rows, or the files in it."""
    if not path:
        return
    member = workspace.register.member(sender_code)
    folder = find_folder(path, workspace.register).county_code or NATIONAL
    for area_code in dict.fromkeys((folder, member.county_code if member else NATIONAL, NATIONAL)):
        sources = read_even_if_broken(workspace, area_code).sources
        found = [one for one in sources if one.source == path or one.source.startswith((f"{path}#", f"{path}/"))]
        yield from ((area_code, source) for source in found)
        if found:
            return


def _find_lost(workspace: Workspace, reference: str) -> Iterator[tuple[str, Source]]:
    """Yield registered sources of the answer whose files are gone: their words stand in the logs all the same."""
    there = {source for source, _ in workspace.data.originals()}
    for event in workspace.judgements.registrations.values():
        name = event.source.rpartition("/")[2].partition("#")[0]
        if event.source_id in workspace.judgements.withdrawn or event.source.partition("#")[0] in there:
            continue
        if f"-{reference}." in name or f"-{reference}-vedlegg-" in name:
            area_code = find_folder(event.source, workspace.register).county_code or NATIONAL
            yield (
                area_code,
                Source(
                    source=event.source,
                    source_id=event.source_id,
                    content_sha256=event.content_sha256,
                    media_type="",
                    county_code="" if area_code == NATIONAL else area_code,
                    sender_code=event.sender_code,
                    level=event.level,
                ),
            )


def _withdraw(workspace: Workspace, area_code: str, source: Source) -> list[Message]:
    plan = plan_withdrawal(workspace, area_code, source)
    reason = Message("Avsenderen trakk innspillet på innspillssiden.").text(workspace.working_language(area_code))
    withdraw_source(workspace, plan, by=INPUT_PAGE, reason=reason, delete_original=True)
    return [
        *(
            Message("Samme innhold ligger også i {source}. Det leses heller ikke mer. Slett det.", source=copy)
            for copy in plan.copies
        ),
        *(
            Message("Arket {file} kan ha teksten. Ta det inn hvis du har fylt det ut, og slett det.", file=sheet)
            for sheet in plan.sheets
        ),
        *(
            Message(
                "Utgaven {name} bygger på innspillet. Ordene er slettet fra den, tallene står. Avgjør om den må trekkes.",
                name=release.name,
            )
            for release in plan.releases
        ),
    ]


def _finish(workspace: Workspace, reference: str) -> None:
    """Take away what a withdrawal that was cut off has left of words in logs and results."""
    judgements = workspace.judgements
    by_area: dict[str, list[SourceWithdrawn]] = {}
    for event in judgements.withdrawn.values():
        if f"-{reference}" in event.source:
            by_area.setdefault(judgements.withdrawn_areas.get(event.source_id, NATIONAL), []).append(event)
    sweep_withdrawn(workspace)
    with locked(workspace.build):
        for area_code, events in by_area.items():
            forget_withdrawn(workspace, area_code, events)
