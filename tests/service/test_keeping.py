from __future__ import annotations

import asyncio
import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from medlemsdialog.exchange.submission_store import StoreError, mark_pulled, open_to_read, open_to_write, read_sent
from medlemsdialog.models.submission import Attachment, Submission
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.service import documents, keeping, limits
from medlemsdialog.service.answers import Written
from medlemsdialog.service.keeping import ChangedElsewhereError, NotKeptError
from medlemsdialog.service.keys import hash_secret
from medlemsdialog.service.writing import Writer

NOW = datetime.datetime(2017, 6, 1, 12, tzinfo=datetime.UTC)
TOKEN = "hash-of-a-link"


@pytest.fixture
def folder(tmp_path: Path) -> InputPageFolder:
    return InputPageFolder(tmp_path / "input-page")


@pytest.fixture
def database(folder: InputPageFolder) -> Iterator[sqlite3.Connection]:
    with open_to_write(folder) as opened:
        opened.isolation_level = None
        yield opened


def submission(reference: str, **changed: object) -> Submission:
    return Submission(
        dialogue="d",
        edition="liten",
        sender="9101",
        sender_name="Storvika kommune",
        language="nb",
        sent=NOW.date(),
        reference=reference,
        answers={"p1": "Eksempel – oppdiktet."},
    ).model_copy(update=changed)


def begin(database: sqlite3.Connection, token: str = TOKEN) -> str:
    return keeping.begin(database, "9101", language="nb", prefix="KF", token_hash=hash_secret(token), now=NOW)


def send(database: sqlite3.Connection, reference: str, revision: int | None = None, **changed: object) -> int:
    return keeping.send(
        database, submission(reference, **changed), token_hash=hash_secret(TOKEN), revision=revision, now=NOW
    )


def put_content(folder: InputPageFolder, content: bytes = b"Eksempel") -> Attachment:
    import hashlib

    sha256 = hashlib.sha256(content).hexdigest()
    folder.attachment(sha256).parent.mkdir(parents=True, exist_ok=True)
    folder.attachment(sha256).write_bytes(content)
    return Attachment(name="vedtak.txt", sha256=sha256, size=len(content))


def test_every_version_is_kept_and_the_same_one_is_sent_once(database: sqlite3.Connection) -> None:
    reference = begin(database)
    assert [send(database, reference), send(database, reference)] == [1, 1]
    assert send(database, reference, answers={"p1": "Nytt."}) == 2
    kept = keeping.find_submission(database, hash_secret(TOKEN))
    assert kept is not None and [number for number, _ in kept.versions] == [1, 2]
    assert kept.latest is not None and (kept.latest.version, kept.latest.answers) == (2, {"p1": "Nytt."})


def test_draft_never_takes_the_place_of_what_others_have_saved_since(database: sqlite3.Connection) -> None:
    reference = begin(database)
    save = {"language": "nb", "now": NOW}
    first = keeping.save_draft(database, reference, Written(remarks="A"), revision=0, **save)
    with pytest.raises(ChangedElsewhereError):
        keeping.save_draft(database, reference, Written(remarks="B"), revision=0, **save)
    with pytest.raises(ChangedElsewhereError):
        send(database, reference, 0)
    assert send(database, reference, first) == 1
    kept = keeping.find_submission(database, hash_secret(TOKEN))
    assert kept is not None and kept.draft is None


def test_withdrawal_takes_texts_and_documents_and_leaves_the_numbers(
    database: sqlite3.Connection, folder: InputPageFolder
) -> None:
    reference, other = begin(database), begin(database, "another-link")
    own, shared = put_content(folder, b"mitt"), put_content(folder, b"felles")
    for owner, laid in ((reference, (own, shared)), (other, (shared,))):
        for one in laid:
            documents.add_attachment(database, owner, one, folder=folder, now=NOW)
    send(database, reference, remarks="Hemmelig tekst")
    send(database, reference, remarks="Hemmelig tekst igjen")
    gone = keeping.withdraw(database, reference, now=NOW)
    documents.sweep_contents(database, folder, gone)
    assert not folder.attachment(own.sha256).exists() and folder.attachment(shared.sha256).exists()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert all(b"Hemmelig" not in file.read_bytes() for file in folder.files())
    with pytest.raises(NotKeptError):
        send(database, reference)
    (row,) = [one for one in read_sent(folder) if one.reference == reference]
    assert (row.submission, row.version, row.withdrawn_at) == (None, 2, NOW)


def test_document_of_a_sent_version_stays_when_it_is_taken_from_the_draft(
    database: sqlite3.Connection, folder: InputPageFolder
) -> None:
    reference = begin(database)
    document = put_content(folder)
    documents.add_attachment(database, reference, document, folder=folder, now=NOW)
    send(database, reference)
    documents.remove_attachment(database, reference, document.sha256)
    documents.sweep_contents(database, folder, [document.sha256])
    assert folder.attachment(document.sha256).exists()
    assert send(database, reference) == 2
    (row,) = read_sent(folder)
    assert row.submission is not None and row.submission.attachments == ()


def test_documents_are_limited_in_number_and_together(
    database: sqlite3.Connection, folder: InputPageFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ATTACHMENTS", 2)
    monkeypatch.setattr(limits, "MOST_BYTES_TOGETHER", 10)
    reference = begin(database)

    def add(content: bytes) -> None:
        documents.add_attachment(database, reference, put_content(folder, content), folder=folder, now=NOW)

    add(b"1234")
    with pytest.raises(NotKeptError, match="for store"):
        add(b"1234567")
    add(b"12345")
    with pytest.raises(NotKeptError, match="ikke plass"):
        add(b"1")


def test_code_opens_its_member_once_and_again_for_the_browser_that_used_it(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO code (hash, member, made_at) VALUES (?, '9101', '')", (hash_secret("code"),))

    def use(token: str, browser: str, *, hours: int = 0) -> str:
        return keeping.use_code(
            database,
            hash_secret("code"),
            browser_hash=browser,
            language="nb",
            prefix="KF",
            token_hash=hash_secret(token),
            now=NOW + datetime.timedelta(hours=hours),
        )

    reference = use("a", "min")
    assert use("b", "min", hours=1) == reference
    for browser, hours in (("andres", 1), ("min", 25)):
        with pytest.raises(NotKeptError, match="brukt"):
            use("c", browser, hours=hours)
    # A new code leads to what is begun.
    database.execute("INSERT INTO code (hash, member, made_at) VALUES (?, '9101', '')", (hash_secret("ny"),))
    again = keeping.use_code(
        database, hash_secret("ny"), browser_hash="x", language="nb", prefix="KF", token_hash="t2", now=NOW
    )
    assert again == reference


def test_what_is_marked_as_fetched_is_left_out_until_it_changes(
    database: sqlite3.Connection, folder: InputPageFolder
) -> None:
    reference = begin(database)
    begin(database, "never-sent")
    send(database, reference)
    (first,) = read_sent(folder, only_new=True)
    mark_pulled(folder, first)
    mark_pulled(folder, first)
    assert list(read_sent(folder, only_new=True)) == [] and len(list(read_sent(folder))) == 1
    send(database, reference, remarks="Mer.")
    (second,) = read_sent(folder, only_new=True)
    mark_pulled(folder, second)
    mark_pulled(folder, first)
    assert list(read_sent(folder, only_new=True)) == []
    keeping.withdraw(database, reference, now=NOW)
    (third,) = read_sent(folder, only_new=True)
    assert third.withdrawn_at is not None
    mark_pulled(folder, third)
    assert list(read_sent(folder, only_new=True)) == []


def test_store_that_is_not_ours_is_told_of(folder: InputPageFolder) -> None:
    with pytest.raises(StoreError, match="ikke noe lager"), open_to_read(folder):
        pass
    folder.root.mkdir()
    folder.database.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match="kan ikke brukes"), open_to_write(folder):
        pass


def test_change_that_fails_takes_no_other_with_it(folder: InputPageFolder) -> None:
    folder.root.mkdir()

    async def write() -> list[object]:
        writer = Writer(folder)
        try:
            return await asyncio.gather(
                *(writer.write(change) for change in (begin, fail, lambda one: begin(one, "second"))),
                return_exceptions=True,
            )
        finally:
            writer.close()

    def fail(database: sqlite3.Connection) -> None:
        begin(database, "third")
        raise NotKeptError(keeping.Message("Nei"))

    outcomes = asyncio.run(write())
    assert isinstance(outcomes[1], NotKeptError)
    with open_to_read(folder) as database:
        kept = {reference for (reference,) in database.execute("SELECT reference FROM submission")}
    assert kept == {outcomes[0], outcomes[2]}
