"""The documents of a submission in the store: laid by it within the limits, taken away, and deleted where nobody has them."""

from __future__ import annotations

import datetime
import sqlite3

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.submission_store import tell_time
from medlemsdialog.models.submission import Attachment
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import limits
from medlemsdialog.service.keeping import NotKeptError, list_attachments, require_unchanged


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
    require_unchanged(database, reference, None)
    others = [one for one in list_attachments(database, reference) if one.sha256 != attachment.sha256]
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
    require_unchanged(database, reference, None)
    database.execute("UPDATE attachment SET in_draft = 0 WHERE reference = ? AND sha256 = ?", (reference, sha256))
    records = database.execute("SELECT record FROM version WHERE reference = ?", (reference,)).fetchall()
    if not any(sha256 in record for (record,) in records):
        database.execute("DELETE FROM attachment WHERE reference = ? AND sha256 = ?", (reference, sha256))


def sweep_contents(database: sqlite3.Connection, folder: InputPageFolder, hashes: list[str]) -> None:
    """Delete contents that no submission has any more; made by the writer after what took them away is committed."""
    for sha256 in hashes:
        if not database.execute("SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone():
            folder.attachment(sha256).unlink(missing_ok=True)
