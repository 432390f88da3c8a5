"""The changes of the store, each made by the writer in one piece: beginning, drafts, sending, attachments, withdrawal."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.exchange.submission_store import tell_time
from medlemsdialog.models.submission import Attachment, Submission
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import limits
from medlemsdialog.service.answers import Written
from medlemsdialog.service.keys import make_reference


class NotKeptError(MedlemsdialogError):
    """What was asked for cannot be done, and nothing of it has been; the text is for the one who asked."""


class ChangedElsewhereError(MedlemsdialogError):
    """Somebody else has saved with the same link since the form was opened."""


@dataclass(frozen=True)
class KeptSubmission:
    """How one submission stands, found by its personal link. `latest` is the last version sent, if any."""

    reference: str
    member: str
    language: Language
    begun_at: datetime.datetime
    draft: Written | None
    draft_saved_at: datetime.datetime | None
    revision: int
    withdrawn_at: datetime.datetime | None
    latest: Submission | None
    versions: tuple[tuple[int, datetime.datetime], ...]
    attachments: tuple[Attachment, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it has been withdrawn."""
        return self.withdrawn_at is not None


def find_submission(database: sqlite3.Connection, token_hash: str) -> KeptSubmission | None:
    """Return how the submission behind a personal link stands; None where no link has that hash."""
    row = database.execute(
        "SELECT s.reference, s.member, s.language, s.begun_at, s.draft, s.draft_saved_at, s.revision, s.withdrawn_at"
        " FROM token t JOIN submission s ON s.reference = t.reference WHERE t.hash = ?",
        (token_hash,),
    ).fetchone()
    if row is None:
        return None
    reference, member, language, begun_at, draft, saved_at, revision, withdrawn_at = row
    versions = database.execute(
        "SELECT number, sent_at FROM version WHERE reference = ? ORDER BY number", (reference,)
    ).fetchall()
    latest = database.execute(
        "SELECT record FROM version WHERE reference = ? ORDER BY number DESC LIMIT 1", (reference,)
    ).fetchone()
    return KeptSubmission(
        reference=reference,
        member=member,
        language=language,
        begun_at=datetime.datetime.fromisoformat(begun_at),
        draft=Written.model_validate_json(draft) if draft else None,
        draft_saved_at=_read_time(saved_at),
        revision=revision,
        withdrawn_at=_read_time(withdrawn_at),
        latest=Submission.model_validate_json(latest[0]) if latest and latest[0] else None,
        versions=tuple((number, datetime.datetime.fromisoformat(sent_at)) for number, sent_at in versions),
        attachments=_list_attachments(database, reference),
    )


def begin(
    database: sqlite3.Connection,
    member: str,
    *,
    language: Language,
    prefix: str,
    token_hash: str,
    now: datetime.datetime,
) -> str:
    """Begin a submission with its first personal link, and return its reference."""
    while True:
        reference = make_reference(prefix)
        try:
            database.execute(
                "INSERT INTO submission (reference, member, language, begun_at) VALUES (?, ?, ?, ?)",
                (reference, member, language, tell_time(now)),
            )
            break
        except sqlite3.IntegrityError:
            continue  # drawn before
    _add_token(database, reference, token_hash, now)
    return reference


def use_code(
    database: sqlite3.Connection,
    code_hash: str,
    *,
    browser_hash: str,
    language: Language,
    prefix: str,
    token_hash: str,
    now: datetime.datetime,
) -> str:
    """Use a one-time code, and return the reference that the new personal link leads to.

    It leads to what the member has begun before, where that is not withdrawn: so a member that has lost its link gets a new
    code. The browser that used a code may use it again for some hours, for the answer may have been lost on the way.

    Raises:
        NotKeptError: There is no such code, or it has been used.
    """
    found = database.execute("SELECT member, used_at, browser_hash FROM code WHERE hash = ?", (code_hash,)).fetchone()
    if found is None:
        raise NotKeptError(Message("Koden finnes ikke. Se etter at alle tegnene er med, og prøv igjen."))
    member, used_at, used_by = found
    if used_at is not None:
        recent = now - datetime.datetime.fromisoformat(used_at) < datetime.timedelta(hours=limits.CODE_AGAIN_HOURS)
        if used_by != browser_hash or not recent:
            raise NotKeptError(
                Message(
                    "Koden er brukt. Bruk den personlige lenken som dere fikk da. Er den borte, må dere be om en ny kode."
                )
            )
    else:
        database.execute(
            "UPDATE code SET used_at = ?, browser_hash = ? WHERE hash = ?", (tell_time(now), browser_hash, code_hash)
        )
    begun = database.execute(
        "SELECT reference FROM submission WHERE member = ? AND withdrawn_at IS NULL ORDER BY begun_at LIMIT 1",
        (member,),
    ).fetchone()
    if begun is None:
        return begin(database, member, language=language, prefix=prefix, token_hash=token_hash, now=now)
    _add_token(database, begun[0], token_hash, now)
    return str(begun[0])


def save_draft(
    database: sqlite3.Connection,
    reference: str,
    written: Written,
    *,
    language: Language,
    revision: int | None,
    now: datetime.datetime,
) -> int:
    """Keep what is written and not sent, and return the draft's new number.

    Raises:
        ChangedElsewhereError: `revision`, on which it was written, is no longer the last; with None it is not asked.
        NotKeptError: It is withdrawn.
    """
    _require_revision(database, reference, revision)
    database.execute(
        "UPDATE submission SET draft = ?, draft_saved_at = ?, language = ?, revision = revision + 1 WHERE reference = ?",
        (written.model_dump_json(), tell_time(now), language, reference),
    )
    return int(database.execute("SELECT revision FROM submission WHERE reference = ?", (reference,)).fetchone()[0])


def send(
    database: sqlite3.Connection,
    submission: Submission,
    *,
    token_hash: str,
    revision: int | None,
    now: datetime.datetime,
) -> int:
    """Keep a new version, with the documents that lie there now, and return its number.

    What is equal to the last version is that version: a button may be pressed twice.

    Raises:
        ChangedElsewhereError: Somebody else has saved since.
        NotKeptError: It is withdrawn.
    """
    reference = submission.reference
    submission = submission.model_copy(update={"attachments": _list_attachments(database, reference)})
    last = database.execute(
        "SELECT number, record FROM version WHERE reference = ? ORDER BY number DESC LIMIT 1", (reference,)
    ).fetchone()
    if last is not None and last[1]:
        before = Submission.model_validate_json(last[1])
        if submission.model_copy(update={"version": before.version, "sent": before.sent}) == before:
            _require_revision(database, reference, None)
            _forget_draft(database, reference, submission.language)
            return int(last[0])
    _require_revision(database, reference, revision)
    number = (last[0] if last else 0) + 1
    record = submission.model_copy(update={"version": number})
    database.execute(
        "INSERT INTO version (reference, number, sent_at, token_hash, record) VALUES (?, ?, ?, ?, ?)",
        (reference, number, tell_time(now), token_hash, record.model_dump_json()),
    )
    _forget_draft(database, reference, submission.language)
    return int(number)


def add_attachment(
    database: sqlite3.Connection,
    reference: str,
    attachment: Attachment,
    *,
    folder: InputPageFolder,
    now: datetime.datetime,
) -> None:
    """Keep that a document belongs to what is written; its content lies in its place already.

    Raises:
        NotKeptError: There are too many, they are too large together, it is withdrawn, or the content is gone.
    """
    _require_revision(database, reference, None)
    others = [one for one in _list_attachments(database, reference) if one.sha256 != attachment.sha256]
    if len(others) >= limits.MOST_ATTACHMENTS:
        raise NotKeptError(
            Message(
                "«{name}» er ikke lagt ved: Det er ikke plass til flere enn {most} dokumenter. Ta bort et av de andre.",
                name=attachment.name,
                most=limits.MOST_ATTACHMENTS,
            )
        )
    ever = database.execute(
        "SELECT coalesce(sum(size), 0) FROM attachment WHERE reference = ? AND sha256 <> ?",
        (reference, attachment.sha256),
    ).fetchone()[0]
    if ever + attachment.size > limits.MOST_BYTES_TOGETHER:
        raise NotKeptError(
            Message(
                "«{name}» er ikke lagt ved: Dokumentene er til sammen for store. De kan være {most} MB. Ta bort et av de "
                "andre, eller send det på e-post.",
                name=attachment.name,
                most=limits.MOST_BYTES_TOGETHER // (1024 * 1024),
            )
        )
    if not folder.attachment(attachment.sha256).is_file():
        raise NotKeptError(Message("«{name}» ble ikke lagret. Prøv en gang til.", name=attachment.name))
    database.execute(
        "INSERT INTO attachment (reference, sha256, name, size, added_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET name = excluded.name, in_draft = 1",
        (reference, attachment.sha256, attachment.name, attachment.size, tell_time(now)),
    )


def remove_attachment(database: sqlite3.Connection, reference: str, sha256: str) -> None:
    """Take a document away from what is written. Where a version that was sent has it, it stays with that version."""
    _require_revision(database, reference, None)
    database.execute("UPDATE attachment SET in_draft = 0 WHERE reference = ? AND sha256 = ?", (reference, sha256))
    records = database.execute("SELECT record FROM version WHERE reference = ?", (reference,)).fetchall()
    if not any(sha256 in record for (record,) in records):
        database.execute("DELETE FROM attachment WHERE reference = ? AND sha256 = ?", (reference, sha256))


def withdraw(database: sqlite3.Connection, reference: str, *, now: datetime.datetime) -> list[str]:
    """Withdraw a submission: its texts go, in all versions, and so do its documents. Return their hashes."""
    if database.execute("SELECT withdrawn_at FROM submission WHERE reference = ?", (reference,)).fetchone()[0]:
        return []
    database.execute(
        "UPDATE submission SET withdrawn_at = ?, draft = '', draft_saved_at = NULL, revision = revision + 1"
        " WHERE reference = ?",
        (tell_time(now), reference),
    )
    database.execute("UPDATE version SET record = '' WHERE reference = ?", (reference,))
    gone = [sha256 for (sha256,) in database.execute("SELECT sha256 FROM attachment WHERE reference = ?", (reference,))]
    database.execute("DELETE FROM attachment WHERE reference = ?", (reference,))
    return gone


def sweep_contents(database: sqlite3.Connection, folder: InputPageFolder, hashes: list[str]) -> None:
    """Delete contents that no submission has any more; made by the writer after what took them away is committed."""
    for sha256 in hashes:
        if not database.execute("SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone():
            folder.attachment(sha256).unlink(missing_ok=True)


def _list_attachments(database: sqlite3.Connection, reference: str) -> tuple[Attachment, ...]:
    rows = database.execute(
        "SELECT name, sha256, size FROM attachment WHERE reference = ? AND in_draft ORDER BY added_at, name",
        (reference,),
    )
    return tuple(Attachment(name=name, sha256=sha256, size=size) for name, sha256, size in rows)


def _require_revision(database: sqlite3.Connection, reference: str, revision: int | None) -> None:
    now, withdrawn_at = database.execute(
        "SELECT revision, withdrawn_at FROM submission WHERE reference = ?", (reference,)
    ).fetchone()
    if withdrawn_at is not None:
        raise NotKeptError(Message("Innspillet er trukket, så det kan ikke endres."))
    if revision is not None and revision != now:
        raise ChangedElsewhereError(
            Message("Andre med den samme lenken har endret innspillet etter at dere åpnet skjemaet.")
        )


def _forget_draft(database: sqlite3.Connection, reference: str, language: Language) -> None:
    database.execute(
        "UPDATE submission SET draft = '', draft_saved_at = NULL, language = ?, revision = revision + 1 WHERE reference = ?",
        (language, reference),
    )


def _add_token(database: sqlite3.Connection, reference: str, token_hash: str, now: datetime.datetime) -> None:
    database.execute(
        "INSERT INTO token (hash, reference, made_at) VALUES (?, ?, ?)", (token_hash, reference, tell_time(now))
    )


def _read_time(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None
