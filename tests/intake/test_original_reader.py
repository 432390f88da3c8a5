"""What originals hold is kept by all that decides it: nothing is classified twice, and nothing stale is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake import original_reader
from medlemsdialog.intake.form_mapping import MappingRead
from medlemsdialog.intake.original_reader import OriginalReader
from medlemsdialog.intake.parsed import Unread
from medlemsdialog.intake.received import Received
from medlemsdialog.register.models import Register

LETTER = Unread("07/brev.txt", "Horten kommune\n\nKommunen krever at staten øker rammen.\n".encode())
Read = Callable[..., tuple[Received, ...]]


@pytest.fixture
def classified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The originals that were classified, in order."""
    found: list[str] = []
    real = original_reader.read_received

    def count(original, *given, **named):  # type: ignore[no-untyped-def]
        found.append(original.source)
        return real(original, *given, **named)

    monkeypatch.setattr(original_reader, "read_received", count)
    return found


@pytest.fixture
def read(dialogue: Dialogue, register: Register, tmp_path: Path) -> Read:
    def make(
        one: Unread = LETTER,
        *,
        mapping: MappingRead | None = None,
        keep: bool = True,
        withdrawn: tuple[str, ...] = (),
        changed: Dialogue = dialogue,
    ) -> tuple[Received, ...]:
        reader = OriginalReader(changed, register, recognised={}, withdrawn=withdrawn, cache=tmp_path)
        return reader.read(one, mapping, keep=keep)

    return make


def test_what_was_read_before_is_the_same_and_is_not_classified_again(
    read: Read, classified: list[str], xlsx: Callable[..., bytes]
) -> None:
    sheet = xlsx({"Svar": [["Svar-ID", "Avsender", "Hva mener dere?"], ["1", "Hortn kommune", "Vi krever mer."]]})
    originals = [LETTER, Unread("07/skjema.xlsx", sheet), Unread("national/brev.txt", LETTER.content)]
    first = [read(one) for one in originals]
    assert classified == [one.source for one in originals]
    assert [read(one) for one in originals] == first
    assert len(classified) == len(originals)


def test_all_that_decides_it_has_a_say(
    read: Read, classified: list[str], dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    read()
    read(changed=dialogue.model_copy(update={"id": "another"}))
    read(mapping=MappingRead("brev.mapping.yaml", None))
    read(Unread(LETTER.source, LETTER.content + b"\nVi krever mer.\n"))
    monkeypatch.setattr(original_reader, "_describe_program", lambda: "another program")
    read()
    assert len(classified) == 5


def test_what_must_not_be_kept_or_cannot_be_read_is_looked_at_each_time(
    read: Read, classified: list[str], tmp_path: Path
) -> None:
    broken = Unread("07/avkuttet.pdf", b"%PDF-1.7\n1 0 obj <<")
    read(broken)
    read(broken)
    read(keep=False)
    assert len(classified) == 3
    assert not list(tmp_path.glob("intake/*-sources.json"))
    # Withdrawn since it was kept: its text is not taken from the cache.
    read()
    assert [one.passages for one in read(withdrawn=(LETTER.content_sha256,))] == [()]


def test_a_damaged_entry_is_made_anew(read: Read, classified: list[str], tmp_path: Path) -> None:
    first = read()
    (entry,) = tmp_path.glob("intake/*-sources.json")
    whole = entry.read_bytes()
    for damaged in (b"", b"{", whole[:-9], whole.replace(b"krever", b"takker")):
        entry.write_bytes(damaged)
        assert read() == first
        assert entry.read_bytes() == whole
    assert len(classified) == 5
