"""ZIPs: folders that were sent. Every file in them is an original of its own, and nothing in them is lost in silence."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.limits import MAX_PACKED_ORIGINALS
from medlemsdialog.intake.readers.archive import read_archive
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.register_of_sources import read_all, read_area
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.judgements.events import SourceRegistered
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Level, SourceState, Status
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.models import Register

HORTEN = b"Horten kommune\n\nKommunen krever at staten betaler for kulturskolen i alle kommuner.\n"
LARVIK = b"Larvik kommune\n\nKommunen ber KS om hjelp til museene.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
Reader = Callable[..., dict[str, Intake]]


def rules_of(intake: Intake) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for problem in intake.problems:
        found.setdefault(problem.source, set()).add(problem.rule)
    return found


def names(content: bytes) -> list[str]:
    return [one.name for one in read_archive("pakke.zip", content)]


def broken(content: bytes) -> str:
    with pytest.raises(BrokenOriginalError) as caught:
        list(read_archive("pakke.zip", content))
    return caught.value.rule


def test_each_document_in_a_zip_is_a_source_of_its_own_sender(
    received: Reader, zipped: Callable[..., bytes], docx: Callable[..., bytes]
) -> None:
    content = zipped({"a/horten.txt": HORTEN, "b/larvik.docx": docx(LARVIK.decode()), "gammel.doc": OLE})
    intake = received({"07/fra postmottak.zip": content})["07"]
    assert {(one.source, one.sender_code, one.readable) for one in intake.sources} == {
        ("07/fra postmottak.zip/a/horten.txt", "0701", True),
        ("07/fra postmottak.zip/b/larvik.docx", "0709", True),
        ("07/fra postmottak.zip/gammel.doc", "", False),
    }
    assert "old_word" in rules_of(intake)["07/fra postmottak.zip/gammel.doc"]
    assert len({passage.statement_id for passage in intake.passages}) == len(intake.passages)


def test_file_in_a_zip_reads_as_if_it_lay_in_a_folder_of_that_name(
    received: Reader, zipped: Callable[..., bytes], tmp_path: Path, dialogue: Dialogue, register: Register
) -> None:
    packed = received({"07/pakke.zip": zipped({"svar.txt": HORTEN})})["07"]
    (tmp_path / "inputs/07/pakke.zip").unlink()
    unpacked = received({"07/pakke.zip/svar.txt": HORTEN})["07"]
    assert packed == unpacked


def test_zip_named_by_its_sender_tells_for_the_files_that_do_not(
    received: Reader, zipped: Callable[..., bytes]
) -> None:
    content = zipped({"vedlegg 1.txt": b"Vi vil ha mer kultur.\n", "larvik.txt": LARVIK})
    intake = received({"07/Horten kommune.zip": content})["07"]
    assert [one.sender_code for one in intake.sources] == ["0709", "0701"]


def test_form_export_in_a_zip_is_read_row_by_row(
    received: Reader, zipped: Callable[..., bytes], xlsx: Callable[..., bytes]
) -> None:
    rows = [["Svar-ID", "Kommune", "Hva bør KS gjøre for kulturen?"], ["1", "Horten", "KS bør hjelpe kommunene."]]
    intake = received({"07/svar.zip": zipped({"skjema.xlsx": xlsx({"Svar": rows})})})["07"]
    assert [one.source for one in intake.sources] == ["07/svar.zip/skjema.xlsx#1"]


def test_what_machines_add_is_left_out_without_a_word(received: Reader, zipped: Callable[..., bytes]) -> None:
    rubbish = {
        "__MACOSX/._svar.txt": b"\0\5\x16\7",
        ".DS_Store": b"\0\0\0\1Bud1",
        "mappe/Thumbs.db": OLE,
        "desktop.ini": b"[x]",
        "~$svar.docx": b"\1",
        "mappe/": b"",
    }
    intake = received({"07/p.zip": zipped({"svar.txt": HORTEN, **rubbish})})["07"]
    assert [one.source for one in intake.sources] == ["07/p.zip/svar.txt"]
    assert broken(zipped(rubbish)) == "empty_archive"


def test_paths_never_lead_out_and_are_distinct(zipped: Callable[..., bytes]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("../../a.txt", "/a.txt", "C:\\a.txt", "a.txt", "x/../a.txt", "b\n\x07.txt", "l" * 400 + ".txt"):
            archive.writestr(name, b"tekst")
    found = names(buffer.getvalue())
    assert len(set(found)) == len(found) == 7
    assert not [name for name in found if ".." in name or name.startswith("/") or "\\" in name or "\n" in name]
    assert {"a.txt", "(2) a.txt", "b.txt", "C/a.txt", "x/a.txt"} <= set(found)
    assert all(name.endswith(".txt") and len(name) <= 124 for name in found)


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp865"])
def test_norwegian_names_are_right_however_they_were_written(encoding: str) -> None:
    name = "Ås høringssvar blå.txt"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("X" * len(name.encode(encoding)), b"tekst")
    content = buffer.getvalue().replace(b"X" * len(name.encode(encoding)), name.encode(encoding))
    assert names(content) == [name]
    mac = io.BytesIO()
    with zipfile.ZipFile(mac, "w") as archive:
        archive.writestr("A\u030as.txt", b"tekst")
    assert names(mac.getvalue()) == ["Ås.txt"]


def test_zip_in_a_zip_is_opened_to_the_limit(received: Reader, zipped: Callable[..., bytes]) -> None:
    content = zipped({"svar.txt": HORTEN})
    for level in range(3):
        content = zipped({f"{level}.zip": content})
    intake = received({"07/ytterst.zip": content, "07/to.zip": zipped({"indre.zip": zipped({"svar.txt": LARVIK})})})[
        "07"
    ]
    assert [one.source for one in intake.sources] == [
        "07/to.zip/indre.zip/svar.txt",
        "07/ytterst.zip/2.zip/1.zip/0.zip",
    ]
    assert "too_deep" in rules_of(intake)["07/ytterst.zip/2.zip/1.zip/0.zip"]


def test_locked_member_is_named_and_the_others_are_read(received: Reader, zipped: Callable[..., bytes]) -> None:
    content = bytearray(zipped({"aapen.txt": HORTEN, "laast.txt": LARVIK}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = content.rfind(mark, 0, content.rfind(mark) + 4)
        content[place + offset] |= 1
    intake = received({"07/p.zip": bytes(content)})["07"]
    assert {one.source: one.readable for one in intake.sources} == {
        "07/p.zip/aapen.txt": True,
        "07/p.zip/laast.txt": False,
    }
    assert "password" in rules_of(intake)["07/p.zip/laast.txt"]


def test_damaged_member_is_named_and_the_others_are_read(zipped: Callable[..., bytes]) -> None:
    content = bytearray(zipped({"god.txt": HORTEN, "skadet.txt": LARVIK * 20}))
    place = content.find(b"skadet.txt") + 20
    content[place : place + 20] = b"\xff" * 20
    found = {one.name: one.error.rule if one.error else "" for one in read_archive("p.zip", bytes(content))}
    assert found == {"god.txt": "", "skadet.txt": "unpacking_failed"}


def test_method_that_cannot_be_unpacked_is_told_of(zipped: Callable[..., bytes]) -> None:
    content = bytearray(zipped({"svar.txt": HORTEN}))
    for mark, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        struct.pack_into("<H", content, content.find(mark) + offset, 9)
    assert [one.error and one.error.rule for one in read_archive("p.zip", bytes(content))] == ["unpacking_failed"]


def test_whole_zip_that_cannot_be_opened_stays_visible(received: Reader, zipped: Callable[..., bytes]) -> None:
    whole = zipped({"svar.txt": HORTEN})
    originals = {
        "07/avkuttet.zip": whole[:-30],
        "07/tom.zip": zipped({}),
        "07/mange.zip": zipped({f"{number}.txt": b"x" for number in range(MAX_PACKED_ORIGINALS + 1)}),
        "07/bombe.zip": zipped({"svar.txt": b"0" * 60_000_000}),
        "07/annet.7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 40,
        "07/annet.rar": b"Rar!\x1a\x07\x01\0" + b"\0" * 40,
    }
    found = rules_of(received(originals)["07"])
    expected = ["truncated", "empty_archive", "too_many_files", "unpacks_too_large", "other_archive", "other_archive"]
    assert all(rule in found[source] for source, rule in zip(originals, expected, strict=True)), found


def test_nested_zips_share_one_budget(zipped: Callable[..., bytes]) -> None:
    inner = zipped({f"{number}.txt": b"x" for number in range(400)})
    content = zipped({"a.zip": inner, "b.zip": inner, "c.zip": inner})
    found = {one.name: one.error.rule for one in read_archive("p.zip", content) if one.error}
    assert found == {"c.zip": "too_many_files"}


def test_document_that_is_a_zip_is_no_folder(docx: Callable[..., bytes], zipped: Callable[..., bytes]) -> None:
    assert [note.rule for note in read_document("svar.zip", docx("Kommunen vil.")).notes] == ["mislabelled"]
    with pytest.raises(BrokenOriginalError) as caught:
        read_document("halv.docx", zipped({"[Content_Types].xml": b"<x/>", "word/styles.xml": b"<x/>"}))
    assert caught.value.rule == "truncated"


def test_county_read_alone_knows_what_lies_in_the_zips_of_others(
    received: Reader, zipped: Callable[..., bytes], tmp_path: Path, dialogue: Dialogue, register: Register
) -> None:
    source = received({"07/svar.txt": HORTEN})["07"].sources[0]
    event = SourceRegistered(
        by="Kari Eksempel", client="test", source_id=source.source_id, source=source.source, sender_code="0701",
        content_sha256=source.content_sha256, level=Level.MUNICIPALITY, status=Status.DECISION,
    )  # fmt: skip
    judged = fold_events([AreaEvent(area_code="07", event=event)])
    (tmp_path / "inputs/07/svar.txt").unlink()
    every = received({"12/p.zip": zipped({"svar.txt": HORTEN})}, judged)
    assert every["12"].sources[0].state is SourceState.REGISTERED
    assert "original_missing" not in {problem.rule for problem in every["07"].problems}
    for code in ("07", "12"):
        assert read_area(DataFolder(tmp_path), dialogue, register, judged, code) == every[code]
    assert read_all(DataFolder(tmp_path), dialogue, register, Judgements())


def test_registered_file_in_the_zip_of_another_county_has_not_moved(
    received: Reader, zipped: Callable[..., bytes], tmp_path: Path, dialogue: Dialogue, register: Register
) -> None:
    source = received({"12/p.zip": zipped({"svar.txt": HORTEN})})["12"].sources[0]
    event = SourceRegistered(
        by="Kari Eksempel", client="test", source_id=source.source_id, source=source.source, sender_code="0701",
        content_sha256=source.content_sha256, level=Level.MUNICIPALITY, status=Status.DECISION,
    )  # fmt: skip
    judged = fold_events([AreaEvent(area_code="12", event=event)])
    every = received({"07/kopi.txt": HORTEN}, judged)
    assert every["07"].sources[0].state is SourceState.PROPOSED
    assert read_area(DataFolder(tmp_path), dialogue, register, judged, "07") == every["07"]
