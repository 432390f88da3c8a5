"""The changes of the store, each made by the writer in one piece: beginning, drafts, sending, withdrawal."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.exchange.submission_store import tell_time
from medlemsdialog.models.submission import Attachment, Submission
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
        attachments=list_attachments(database, reference),
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
    require_unchanged(database, reference, revision)
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
    submission = submission.model_copy(update={"attachments": list_attachments(database, reference)})
    last = database.execute(
        "SELECT number, record FROM version WHERE reference = ? ORDER BY number DESC LIMIT 1", (reference,)
    ).fetchone()
    if last is not None and last[1]:
        before = Submission.model_validate_json(last[1])
        if submission.model_copy(update={"version": before.version, "sent": before.sent}) == before:
            require_unchanged(database, reference, None)
            _forget_draft(database, reference, submission.language)
            return int(last[0])
    require_unchanged(database, reference, revision)
    number = (last[0] if last else 0) + 1
    record = submission.model_copy(update={"version": number})
    database.execute(
        "INSERT INTO version (reference, number, sent_at, token_hash, record) VALUES (?, ?, ?, ?, ?)",
        (reference, number, tell_time(now), token_hash, record.model_dump_json()),
    )
    _forget_draft(database, reference, submission.language)
    return int(number)


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


def list_attachments(database: sqlite3.Connection, reference: str) -> tuple[Attachment, ...]:
    """Return the documents that belong to what is written now."""
    rows = database.execute(
        "SELECT name, sha256, size FROM attachment WHERE reference = ? AND in_draft ORDER BY added_at, name",
        (reference,),
    )
    return tuple(Attachment(name=name, sha256=sha256, size=size) for name, sha256, size in rows)


def require_unchanged(database: sqlite3.Connection, reference: str, revision: int | None) -> None:
    """Raise where a submission is withdrawn, or has been saved since `revision`.

    Raises:
        ChangedElsewhereError: Somebody else has saved since; with None it is not asked.
        NotKeptError: It is withdrawn.
    """
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
