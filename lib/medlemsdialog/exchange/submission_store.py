"""The store of the input page: its schema, and how what has been sent is read and marked as fetched.

    code(hash, member, made_at, used_at, browser_hash)      one-time codes; only their SHA-256
    submission(reference, member, language, begun_at,
               draft, draft_saved_at, revision,             what is written and not sent; JSON of `answers.Written`
               withdrawn_at, pulled_version, pulled_at)     `pulled_version` is 0 until it is fetched
    token(hash, reference, made_at)                         personal links; only their SHA-256
    version(reference, number, sent_at, token_hash, record) each version sent; `record` is the JSON of `models.submission`
    attachment(reference, sha256, name, size, added_at, in_draft)   the content lies in `attachments/<two signs>/<sha256>`

Times are UTC in ISO 8601. Of what is withdrawn only the numbers remain: its records are empty, its attachments gone.
The database is in WAL mode: it may be read, and marked, by others on the same machine while the page is served. On another
machine a copy is read, made by `sqlite3 input-page.sqlite ".backup copy.sqlite"` with `attachments/` copied after it.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.models.submission import Submission
from medlemsdialog.paths import InputPageFolder

SCHEMA_VERSION: Final = 1
# A writer beside the server waits so long for its turn.
_WAIT_SECONDS = 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS code (
    hash TEXT PRIMARY KEY, member TEXT NOT NULL, made_at TEXT NOT NULL, used_at TEXT, browser_hash TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS submission (
    reference TEXT PRIMARY KEY, member TEXT NOT NULL, language TEXT NOT NULL, begun_at TEXT NOT NULL,
    draft TEXT NOT NULL DEFAULT '', draft_saved_at TEXT, revision INTEGER NOT NULL DEFAULT 0,
    withdrawn_at TEXT, pulled_version INTEGER NOT NULL DEFAULT 0, pulled_at TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS submission_member ON submission (member);
CREATE TABLE IF NOT EXISTS token (
    hash TEXT PRIMARY KEY, reference TEXT NOT NULL REFERENCES submission, made_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (
    reference TEXT NOT NULL REFERENCES submission, number INTEGER NOT NULL, sent_at TEXT NOT NULL,
    token_hash TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (reference, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attachment (
    reference TEXT NOT NULL REFERENCES submission, sha256 TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    added_at TEXT NOT NULL, in_draft INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (reference, sha256)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS attachment_content ON attachment (sha256);
"""


class StoreError(MedlemsdialogError):
    """The store of the input page cannot be opened as it lies there."""


@dataclass(frozen=True)
class SentSubmission:
    """What stands of one submission: its latest version, or that it is withdrawn.

    `submission` is None where it is withdrawn; `attachments` are (file, as the record names it) of the latest version.
    `pulled_version` is the version that was fetched last, 0 where none was.
    """

    reference: str
    member: str
    version: int
    sent_at: datetime.datetime
    submission: Submission | None
    attachments: tuple[Path, ...] = ()
    withdrawn_at: datetime.datetime | None = None
    pulled_version: int = 0


def read_sent(folder: InputPageFolder, *, only_new: bool = False) -> Iterator[SentSubmission]:
    """Yield every submission that has been sent, once, by reference; drafts are not among them.

    `only_new` leaves out those whose latest version, or whose withdrawal, is marked as fetched. What is read is what stood
    when the reading began, also while the page is served.

    Raises:
        StoreError: There is no store there, or it is not ours.
    """
    with open_to_read(folder) as database:
        rows = database.execute(
            "SELECT s.reference, s.member, s.withdrawn_at, s.pulled_version, v.number, v.sent_at, v.record"
            " FROM submission s JOIN version v ON v.reference = s.reference"
            " WHERE v.number = (SELECT max(number) FROM version WHERE reference = s.reference)"
            " ORDER BY s.reference"
        )
        for reference, member, withdrawn_at, pulled, number, sent_at, record in rows:
            # The withdrawal of a version is fetched as the version after it.
            if only_new and pulled >= number + (withdrawn_at is not None):
                continue
            submission = Submission.model_validate_json(record) if record and withdrawn_at is None else None
            yield SentSubmission(
                reference=reference,
                member=member,
                version=number,
                sent_at=datetime.datetime.fromisoformat(sent_at),
                submission=submission,
                attachments=tuple(folder.attachment(one.sha256) for one in submission.attachments)
                if submission
                else (),
                withdrawn_at=datetime.datetime.fromisoformat(withdrawn_at) if withdrawn_at else None,
                pulled_version=pulled,
            )


def mark_pulled(folder: InputPageFolder, fetched: SentSubmission) -> None:
    """Mark what was read as fetched; a second time changes nothing, and an older mark never replaces a newer one.

    Raises:
        StoreError: The store cannot be opened, or only be read: then what was fetched is told by what lies in `inputs/`.
    """
    mark = fetched.version + (fetched.withdrawn_at is not None)
    with open_to_write(folder) as database, database:
        database.execute(
            "UPDATE submission SET pulled_version = ?, pulled_at = ? WHERE reference = ? AND pulled_version < ?",
            (mark, tell_time(datetime.datetime.now(datetime.UTC)), fetched.reference, mark),
        )


@contextmanager
def open_to_read(folder: InputPageFolder) -> Iterator[sqlite3.Connection]:
    """Yield the database as it stands now, for reading only.

    Raises:
        StoreError: There is no store there, or it is not ours.
    """
    if not folder.database.is_file():
        raise StoreError(
            Message(
                "Mappen {folder} har ikke noe lager for innspillssiden. Kontroller --store, eller start siden med "
                "«medlemsdialog serve».",
                folder=str(folder.root),
            )
        )
    try:
        with closing(sqlite3.connect(folder.database, timeout=_WAIT_SECONDS)) as database:
            database.execute("PRAGMA query_only = ON")
            _require_schema(folder, database)
            database.execute("BEGIN")
            yield database
    except sqlite3.Error as error:
        raise _unusable(folder, error) from error


@contextmanager
def open_to_write(folder: InputPageFolder) -> Iterator[sqlite3.Connection]:
    """Yield the database for writing; the store is made where there is none.

    Raises:
        StoreError: It cannot be made or written, or it is not ours.
    """
    try:
        # What is in it is for nobody else on the machine.
        folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(connect(folder)) as database:
            yield database
    except sqlite3.Error as error:
        raise _unusable(folder, error) from error


def connect(folder: InputPageFolder) -> sqlite3.Connection:
    """Return a connection that writes so that what is committed survives the process and the machine.

    `synchronous=FULL` makes every commit wait until the log is on the disk. With NORMAL a killed process would lose nothing
    either, but a machine that loses its power could: and a receipt has been given. The price is one wait for the disk each
    time, shared by all that are committed together. `secure_delete` overwrites what is deleted.

    Raises:
        sqlite3.Error: It cannot be opened.
        StoreError: It is not ours.
    """
    is_new = not folder.database.exists()
    database = sqlite3.connect(folder.database, timeout=_WAIT_SECONDS, check_same_thread=False)
    try:
        if is_new:
            folder.database.chmod(0o600)
            # A dialogue that is kept in git must never take what members have sent with it.
            (folder.root / ".gitignore").write_text("*\n", encoding="utf-8")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
            database.execute(f"PRAGMA {pragma}")
        if database.execute("PRAGMA user_version").fetchone()[0] == 0:
            database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        _require_schema(folder, database)
    except BaseException:
        database.close()
        raise
    return database


def tell_time(moment: datetime.datetime) -> str:
    """Return a time as it is kept."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def _require_schema(folder: InputPageFolder, database: sqlite3.Connection) -> None:
    found = database.execute("PRAGMA user_version").fetchone()[0]
    if found != SCHEMA_VERSION:
        raise StoreError(
            Message(
                "Lageret {file} er skrevet av en annen utgave av programmet (format {found}, her {known}). Bruk den utgaven.",
                file=str(folder.database),
                found=found,
                known=SCHEMA_VERSION,
            )
        )


def _unusable(folder: InputPageFolder, error: sqlite3.Error) -> StoreError:
    return StoreError(
        Message(
            "Lageret {file} kan ikke brukes ({fault}). Se etter at disken har plass, og at du har tilgang, eller hent filen "
            "fra sikkerhetskopien.",
            file=str(folder.database),
            fault=getattr(error, "sqlite_errorname", "") or type(error).__name__,
        )
    )
