"""A store of the input page with answers in it, as the page itself keeps them. Eksempel – oppdiktet."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.submission_store import open_to_write
from medlemsdialog.models.submission import Attachment, Submission
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import documents, keeping

NOW = datetime.datetime(2017, 9, 1, 10, 0, tzinfo=datetime.UTC)


def send_answer(
    store: InputPageFolder,
    dialogue: Dialogue,
    member: str,
    *,
    reference: str = "",
    attachments: Mapping[str, bytes] | None = None,
    **told: Any,
) -> str:
    """Send an answer, or a further version of the one with the reference, and return the reference."""
    with open_to_write(store) as database, database:
        if not reference:
            token = hashlib.sha256(f"{member}{told}".encode()).hexdigest()
            reference = keeping.begin(database, member, language="nb", prefix="KF", token_hash=token, now=NOW)
        database.execute("UPDATE attachment SET in_draft = 0 WHERE reference = ?", (reference,))
        for name, content in (attachments or {}).items():
            digest = hashlib.sha256(content).hexdigest()
            file = store.attachment(digest)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            one = Attachment(name=name, sha256=digest, size=len(content))
            documents.add_attachment(database, reference, one, folder=store, now=NOW)
        submission = Submission(
            dialogue=dialogue.id,
            edition=dialogue.edition,
            sender=member,
            sender_name="",
            language="nb",
            sent=NOW.date(),
            reference=reference,
            **told,
        )
        keeping.send(database, submission, token_hash="0" * 64, revision=None, now=NOW)
    return reference


def withdraw_answer(store: InputPageFolder, reference: str) -> None:
    """Withdraw an answer, and let its attachments go."""
    with open_to_write(store) as database, database:
        hashes = keeping.withdraw(database, reference, now=NOW)
        documents.sweep_contents(database, store, hashes)


def pulled_version(store: InputPageFolder, reference: str) -> int:
    """Return the version that is marked as fetched."""
    with open_to_write(store) as database:
        row = database.execute("SELECT pulled_version FROM submission WHERE reference = ?", (reference,)).fetchone()
    return int(row[0])
