"""What became of an original is kept: nothing is parsed twice, and no worker starts for what is known."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.intake.document import Outcome, Refusal
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.intake.parsed import Original, read_originals
from medlemsdialog.intake.reading_process import reading_process


@pytest.fixture
def read(tmp_path: Path) -> Callable[[dict[str, bytes]], list[Original]]:
    def make(files: dict[str, bytes]) -> list[Original]:
        found: list[Original] = []
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
            found += read_originals(f"07/{name}", tmp_path / name, cache=tmp_path / "cache")
        return found

    return make


def test_second_reading_starts_no_worker_whatever_became_of_the_first(
    read: Callable[[dict[str, bytes]], list[Original]], zipped: Callable[..., bytes], docx: Callable[..., bytes]
) -> None:
    files = {
        "brev.docx": docx("Kommunen krever mer."),
        "avkuttet.pdf": b"%PDF-1.7\n1 0 obj <<",
        "gammel.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "pakke.zip": zipped({"a.txt": b"Horten kommune\n", "b.xyz": b"?"}),
        "rart.zip": b"PK\x03\x04" + b"x" * 90,
    }
    first = read(files)
    reading_process().stop()
    before = reading_process().starts
    assert read(files) == first
    assert reading_process().starts == before


def test_what_a_busy_machine_could_not_read_is_tried_again_later(
    read: Callable[[dict[str, bytes]], list[Original]], tmp_path: Path
) -> None:
    files = {"brev.txt": b"Kommunen krever mer.\n"}
    read(files)
    (entry,) = (tmp_path / "cache/intake").iterdir()
    content = Outcome(refusal=Refusal(rule="too_slow", values={"seconds": 120})).model_dump_json().encode()
    entry.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    assert [one.refusal and one.refusal.rule for one in read(files)] == ["too_slow"]
    long_ago = entry.stat().st_mtime - 7200
    os.utime(entry, (long_ago, long_ago))
    assert [one.refusal for one in read(files)] == [None]


@pytest.mark.parametrize("damage", [(b"krever", b"kraver"), (b"{", b""), (b"\n", b"\n\n")])
def test_an_entry_that_is_damaged_is_made_again(
    damage: tuple[bytes, bytes], read: Callable[[dict[str, bytes]], list[Original]], tmp_path: Path
) -> None:
    files = {"brev.txt": b"Kommunen krever mer.\n"}
    first = read(files)
    (entry,) = (tmp_path / "cache/intake").iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole.replace(*damage))
    assert read(files) == first
    assert entry.read_bytes() == whole


def test_same_content_under_another_ending_is_read_anew(read: Callable[[dict[str, bytes]], list[Original]]) -> None:
    found = read({"a.csv": b"Kommune;Svar\nHorten;Mer\n", "a.txt": b"Kommune;Svar\nHorten;Mer\n"})
    assert [len(one.document.sheets) for one in found if one.document] == [1, 0]


def test_refusal_names_the_file_it_is_read_for(read: Callable[[dict[str, bytes]], list[Original]]) -> None:
    found = read({"en.xyz": b"tekst", "to.xyz": b"tekst"})
    assert [one.source for one in found] == ["07/en.xyz", "07/to.xyz"]
    assert [one.refusal and one.refusal.rule for one in found] == ["unknown_format"] * 2


def test_file_too_large_to_read_is_never_read(tmp_path: Path) -> None:
    file = tmp_path / "film.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    found = list(read_originals("07/film.txt", file))
    assert [one.refusal and one.refusal.rule for one in found] == ["too_large"]
    assert found[0].content == b""
