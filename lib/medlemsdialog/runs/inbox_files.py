"""One answer from the input page put into `inputs/`, with what it attaches: each file whole or not at all, the answer last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.submission_store import SentSubmission
from medlemsdialog.intake.reading import read_outcome
from medlemsdialog.models.submission import Submission
from medlemsdialog.paths.submissions import attachment_file, attachment_files, submission_file, unfinished_files
from medlemsdialog.runs.judging import set_source_aside
from medlemsdialog.writing import write_bytes_atomically

# Who stands as the one that did it, where nobody but the sender has asked for it.
INPUT_PAGE = "innspillssiden"


@dataclass(frozen=True)
class PutAnswer:
    """Where the answer lies, the attachments that the store did not have, and what a person should know."""

    source: str
    missing: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


def put_answer(
    workspace: Workspace, sent: SentSubmission, area_code: str, sender_name: str, lying: Path | None
) -> PutAnswer:
    """Write a new answer, or put it in the place of the version that lies there, and return where it is.

    Attachments that lie there already stay as they are; those that the new version is without go, before it is written: so
    the earlier version still tells of them if the writing is cut off.
    """
    answer = sent.submission
    if answer is None:
        raise ValueError(f"{sent.reference} is withdrawn")
    file = lying or _free_file(workspace, area_code, sender_name, sent.reference)
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in unfinished_files(file):
        left.unlink(missing_ok=True)
    notes = _remove_attachments(workspace, area_code, file, answer) if lying else ()
    missing = _put_attachments(file, answer, sent.attachments)
    kept = answer.model_copy(update={"reference": sent.reference, "version": sent.version})
    write_bytes_atomically(file, kept.model_dump_json(indent=1).encode() + b"\n")
    return PutAnswer(_source_of(workspace, file), missing, notes)


def complete_answer(sent: SentSubmission, file: Path) -> tuple[str, ...]:
    """Write what an answer attaches and does not have yet, and return the names of those that the store does not have whole."""
    return _put_attachments(file, sent.submission, sent.attachments) if sent.submission else ()


def _free_file(workspace: Workspace, area_code: str, sender_name: str, reference: str) -> Path:
    """Return where a new answer goes: never where something else lies, or where an answer lay that somebody withdrew."""
    folder = workspace.data.input_folder(area_code)
    taken = {event.source for event in workspace.judgements.withdrawn.values()}
    number = 1
    while True:
        file = submission_file(folder, sender_name, reference, number=number)
        if _source_of(workspace, file) not in taken and not _holds_another(file, reference):
            return file
        number += 1


def _holds_another(file: Path, reference: str) -> bool:
    if not file.exists():
        return False
    document = read_outcome(file.name, file.read_bytes()).document
    submitted = document.submission if document else None
    return submitted is None or submitted.reference != reference


def _put_attachments(file: Path, answer: Submission, contents: tuple[Path, ...]) -> tuple[str, ...]:
    """Write the attachments that do not lie there yet, and return the names of those that the store does not have whole."""
    lying = {_digest(one.read_bytes()) for one in attachment_files(file)}
    missing = []
    number = 1
    for named, content_file in zip(answer.attachments, contents, strict=True):
        if named.sha256 in lying:
            continue
        content = _read_content(content_file)
        if content is None or _digest(content) != named.sha256:
            missing.append(named.name)
            continue
        used = {one.name for one in attachment_files(file)}
        while any(name.startswith(attachment_file(file, number, "x").name[:-1]) for name in used):
            number += 1
        write_bytes_atomically(attachment_file(file, number, named.name), content)
        lying.add(named.sha256)
    return tuple(missing)


def _remove_attachments(workspace: Workspace, area_code: str, file: Path, answer: Submission) -> tuple[Message, ...]:
    """Remove what the version that lies there attached and the new one does not; what counted is set aside."""
    document = read_outcome(file.name, file.read_bytes()).document
    before = document.submission if document else None
    dropped = {one.sha256 for one in before.attachments if one.sha256} if before else set()
    dropped -= {one.sha256 for one in answer.attachments}
    reason = Message("Avsenderen tok bort vedlegget i en senere versjon.").text(workspace.working_language(area_code))
    notes = []
    for attached in attachment_files(file) if dropped else ():
        if _digest(attached.read_bytes()) not in dropped:
            continue
        source = _source_of(workspace, attached)
        for event in workspace.judgements.registrations.values():
            if event.source.partition("#")[0] == source:
                set_source_aside(workspace, area_code, event, by=INPUT_PAGE, reason=reason)
        attached.unlink()
        notes.append(Message("Avsenderen har tatt bort vedlegget {file}. Det er slettet.", file=source))
    return tuple(notes)


def _read_content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _source_of(workspace: Workspace, file: Path) -> str:
    """Return the path of a file below its folder of inputs."""
    roots = (*workspace.data.input_roots, file.parent.parent)
    root = next(root for root in roots if file.is_relative_to(root))
    return file.relative_to(root).as_posix()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
