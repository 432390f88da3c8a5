"""What members have sent on the input page, brought into `inputs/`: what is new, changed and withdrawn, and what was done.

Nothing is remembered but by what lies there: an answer is known in `inputs/` by its reference and version, whatever its
file is called. So a pull may be killed at any moment and begun again. The files come first, the mark in the store last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, open_workspace
from medlemsdialog.exchange.submission_store import SentSubmission, StoreError, mark_pulled, read_sent
from medlemsdialog.intake.reading import read_outcome
from medlemsdialog.intake.submitted import Submitted
from medlemsdialog.models.submission import SUBMISSION_FORMAT
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder, InputPageFolder
from medlemsdialog.runs.inbox_files import complete_answer, put_answer
from medlemsdialog.runs.inbox_withdrawals import is_known, withdraw_answer

_WAIT_SECONDS = 600.0


class InboxState(StrEnum):
    """How an answer on the input page stands in `inputs/`."""

    NEW = "new"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    HERE = "here"
    GONE = "gone"
    TAKEN_BACK = "taken_back"
    FOREIGN = "foreign"


# What a pull does something about.
TO_DO = frozenset({InboxState.NEW, InboxState.AMENDED, InboxState.WITHDRAWN})


@dataclass(frozen=True)
class InboxEntry:
    """One answer on the input page. `source` is where it lies in `inputs/`, or will; `before` is the version that lies there.

    `missing` are the attachments that the store did not have, `notes` what a person should know besides.
    """

    reference: str
    state: InboxState
    sender_code: str
    sender_name: str
    area_code: str
    version: int
    sent: str
    source: str
    before: int = 0
    attachments: int = 0
    missing: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class FiledAnswer:
    """An answer that lies in `inputs/`."""

    source: str
    file: Path
    submitted: Submitted


def list_inbox(workspace: Workspace, store: InputPageFolder, *, again: bool = False) -> tuple[InboxEntry, ...]:
    """Return how every answer on the input page stands, by area and sender, without changing anything.

    What was fetched before and is no longer in `inputs/` is left away, as somebody has taken it away, unless `again`.

    Raises:
        StoreError: There is no store there, or it cannot be read.
    """
    filed = find_filed_answers(workspace.data)
    entries = [_judge(workspace, sent, filed.get(sent.reference, ()), again=again) for sent in read_sent(store)]
    return tuple(sorted(entries, key=_order))


def pull_inbox(workspace: Workspace, store: InputPageFolder, *, again: bool = False) -> tuple[InboxEntry, ...]:
    """Bring what is new, changed and withdrawn into `inputs/`, and return what was done; `again` as in `list_inbox`.

    May be repeated at any time, also while the page is served, and after it was cut off anywhere.

    Raises:
        StoreError: There is no store there, or it cannot be read.
        UsageError: Another pull has not ended after some minutes.
    """
    with _locked(workspace.build):
        filed = find_filed_answers(workspace.data)
        done: list[InboxEntry] = []
        unmarked: StoreError | None = None
        for sent in tuple(read_sent(store)):
            lying = filed.get(sent.reference, ())
            entry = _judge(workspace, sent, lying, again=again)
            if entry.state is InboxState.WITHDRAWN:
                # Judged anew: what the one before took away may be asked for again.
                workspace = open_workspace(workspace.data, workspace.build)
                entry = replace(entry, notes=withdraw_answer(workspace, sent, [one.file for one in lying]))
            elif entry.state in TO_DO:
                entry = _put(workspace, sent, entry, lying)
            elif entry.state is InboxState.HERE and entry.before == sent.version and not _is_marked(sent):
                missing = complete_answer(sent, lying[0].file)
                entry = replace(entry, missing=missing)
            done.append(entry)
            if entry.state is InboxState.FOREIGN or entry.missing or _is_marked(sent):
                continue
            try:
                mark_pulled(store, sent)
            except StoreError as error:
                unmarked = error
        if unmarked is not None:
            done = [replace(one, notes=(*one.notes, unmarked.message)) if one.state in TO_DO else one for one in done]
        return tuple(sorted(done, key=_order))


def find_filed_answers(data: DataFolder) -> Mapping[str, Sequence[FiledAnswer]]:
    """Return the answers in `inputs/` that have a reference, by it, the latest version first."""
    found: dict[str, list[FiledAnswer]] = {}
    for source, file in data.originals():
        if not file.name.lower().endswith(".json"):
            continue
        content = file.read_bytes()
        document = read_outcome(file.name, content).document if SUBMISSION_FORMAT.encode() in content else None
        if document is not None and document.submission is not None and document.submission.reference:
            found.setdefault(document.submission.reference, []).append(FiledAnswer(source, file, document.submission))
    return {
        reference: sorted(answers, key=lambda one: (-one.submitted.version, one.source))
        for reference, answers in found.items()
    }


def _judge(workspace: Workspace, sent: SentSubmission, lying: Sequence[FiledAnswer], *, again: bool) -> InboxEntry:
    member, body = workspace.register.member(sent.member), workspace.register.body(sent.member)
    known = member or body
    before = lying[0].submitted.version if lying else 0
    return InboxEntry(
        reference=sent.reference,
        state=_find_state(workspace, sent, before, again=again),
        sender_code=sent.member,
        sender_name=known.name if known else sent.member,
        area_code=(known.county_code if known else None) or NATIONAL,
        version=sent.version,
        sent=(sent.withdrawn_at or sent.sent_at).astimezone().date().isoformat(),
        source=lying[0].source if lying else "",
        before=before,
        attachments=len(sent.attachments),
    )


def _find_state(workspace: Workspace, sent: SentSubmission, before: int, *, again: bool) -> InboxState:
    if sent.submission is None:
        has_been_here = before or sent.pulled_version or is_known(workspace, sent.reference)
        return InboxState.WITHDRAWN if has_been_here and (before or not _is_marked(sent)) else InboxState.TAKEN_BACK
    if sent.submission.dialogue != workspace.dialogue.id:
        return InboxState.FOREIGN
    if before >= sent.version:
        return InboxState.HERE
    if before or 0 < sent.pulled_version < sent.version:
        return InboxState.AMENDED
    return InboxState.NEW if again or not sent.pulled_version else InboxState.GONE


def _is_marked(sent: SentSubmission) -> bool:
    return sent.pulled_version >= sent.version + (sent.withdrawn_at is not None)


def _put(workspace: Workspace, sent: SentSubmission, entry: InboxEntry, lying: Sequence[FiledAnswer]) -> InboxEntry:
    put = put_answer(workspace, sent, entry.area_code, entry.sender_name, lying[0].file if lying else None)
    return replace(entry, source=put.source, missing=put.missing, notes=put.notes)


@contextmanager
def _locked(build: BuildFolder) -> Iterator[None]:
    """Hold the inbox for one pull. Runs and the desk go on meanwhile."""
    build.cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(build.inbox_lock, timeout=_WAIT_SECONDS):
            yield
    except Timeout:
        raise UsageError(
            Message("En annen henting fra innspillssiden er ikke ferdig. Prøv igjen når den er det.")
        ) from None


def _order(entry: InboxEntry) -> tuple[str, str, str]:
    return entry.area_code, entry.sender_name, entry.reference
