"""A county handed in and received: what is new comes in, what is there stays, and again changes nothing."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import read_even_if_broken
from medlemsdialog.exchange.hand_in import HandInError
from medlemsdialog.judgements.events import ClaimWritten, CodingSet, SampleDrawn, SampleItem, parse_event
from medlemsdialog.judgements.locking import lock_log
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import assessing
from medlemsdialog.runs.handing_in import hand_in, is_changed_since
from medlemsdialog.runs.receiving import describe_new
from medlemsdialog.runs.status import build_board
from medlemsdialog.runs.withdrawing import find_source_anywhere, plan_withdrawal, withdraw_source
from support.handed_in import (
    changed,
    code_one,
    deliver,
    judge_all,
    opened,
    receive,
    tree,
    write_national,
)
from support.mini_dialogue import write_mini_dialogue

STORVIKA = "91/storvika-vedtak.txt"
WORDS = "øremerkede midler til kulturskolen"


@pytest.fixture
def county(tmp_path: Path) -> DataFolder:
    data = write_mini_dialogue(tmp_path / "fylke")
    judge_all(data, "91", "Rådgiver Ås")
    return data


@pytest.fixture
def national(tmp_path: Path) -> DataFolder:
    return write_national(tmp_path / "nasjonalt")


def copy_of(data: DataFolder, name: str) -> DataFolder:
    shutil.copytree(data.root, data.root.parent / name)
    return DataFolder(data.root.parent / name)


def holds(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_all_that_the_county_has_comes_in_byte_for_byte(county, national):
    (result,) = receive(national, deliver(county).file)
    assert result.refused is None and result.notes == ()
    there = tree(national.root)
    for name, content in tree(county.root).items():
        if "/92/" not in name:
            assert there[name] == content
    sources = read_even_if_broken(opened(national), "91").sources
    assert sum(source.counts for source in sources) == result.new["sources"]


def test_what_is_new_is_told_in_numbers_per_kind(county, national):
    receive(national, deliver(county).file)
    code_one(county, "91", "Rådgiver Ås", number=1)
    code_one(county, "91", "Rådgiver Ås", number=2)
    assessing.write_assessment(opened(county), "91", about="area", about_id="", text="Oppdiktet.", by="Rådgiver Ås")
    (county.root / "inputs/91/nytt.txt").write_text("Lillevika kommune\nEksempel – oppdiktet\n", encoding="utf-8")
    (result,) = receive(national, deliver(county).file)
    assert dict(result.new) == {"originals": 1, "codings": 2, "assessments": 1}
    assert describe_new(result.new, "nb") == "1 ny fil med innspill, 2 nye kodinger, 1 ny vurdering"


def test_a_log_that_somebody_appends_to_is_waited_for(county, national):
    handed_in = deliver(county).file
    (own,) = (file for area, file in county.judgement_logs("codings") if area == "91")
    log = national.root / own.relative_to(county.root)
    taking = threading.Thread(target=receive, args=(national, handed_in))
    with lock_log(log):
        taking.start()
        taking.join(1.5)
        assert taking.is_alive()
        assert not log.exists()
    taking.join()
    assert log.read_bytes() == own.read_bytes()


def test_the_same_file_again_changes_nothing_and_says_so(county, national):
    file = deliver(county).file
    receive(national, file)
    before = tree(national.root)
    again, and_again = receive(national, file, file)
    assert again.again and and_again.again and not again.is_new
    assert tree(national.root) == before


def test_an_older_hand_in_after_a_newer_one_takes_nothing_back(county, national):
    first = deliver(county).file
    code_one(county, "91", "Rådgiver Ås", number=1)
    second = deliver(county).file
    receive(national, second)
    before = tree(national.root, "judgements/91/codings", "inputs")
    (result,) = receive(national, first)
    assert not result.is_new and tree(national.root, "judgements/91/codings", "inputs") == before


def test_a_dry_run_tells_the_same_and_writes_nothing(county, national):
    file = deliver(county).file
    before = tree(national.root)
    (planned,) = receive(national, file, dry_run=True)
    assert tree(national.root) == before
    (done,) = receive(national, file)
    assert planned.new == done.new


def test_hand_ins_of_the_same_content_have_the_same_bytes_but_for_the_event(county):
    twin = copy_of(county, "tvilling")
    packed = [zipfile.ZipFile(deliver(data).file) for data in (county, twin)]
    names = [archive.namelist() for archive in packed]
    assert names[0] == names[1]
    differing = {name for name in names[0] if packed[0].read(name) != packed[1].read(name)}
    assert all("hand-ins" in name or name == "manifest.json" for name in differing)
    ids = [json.loads(archive.read("manifest.json"))["hand_in_id"] for archive in packed]
    assert ids[0] == ids[1]


def test_two_counties_from_separate_copies_come_together(tmp_path, county, national):
    other = write_mini_dialogue(tmp_path / "fylke-92")
    judge_all(other, "92", "Rådgivar Li")
    first, second = receive(national, deliver(county).file, deliver(other, "92", "Rådgivar Li").file)
    assert first.is_new and second.is_new
    workspace = opened(national)
    assert {coding.by for coding in workspace.judgements.codings.values()} == {"Rådgiver Ås", "Rådgivar Li"}
    assert [row.hand_in for row in build_board(workspace).counties] == [1, 1]


def test_two_advisers_of_one_county_from_two_copies_lose_nothing(county, national):
    twin = copy_of(county, "tvilling")
    code_one(county, "91", "Rådgiver Ås", number=1)
    code_one(twin, "91", "Rådgiver Bø", number=1, theme=1)
    receive(national, deliver(county).file, deliver(twin, by="Rådgiver Bø").file)
    codings = opened(national).judgements.codings
    assert sorted(by for _, by in codings) == ["Rådgiver Bø", "Rådgiver Ås", "Rådgiver Ås"]
    assert opened(national).judgements.rivals == {}
    assert not is_changed_since(opened(national), "91")


def test_existing_lines_are_never_rewritten(county, national):
    receive(national, deliver(county).file)
    logs = tree(national.root, "judgements")
    code_one(county, "91", "Rådgiver Ås", number=1)
    receive(national, deliver(county).file)
    after = tree(national.root, "judgements")
    assert all(after[name].startswith(content) for name, content in logs.items())


def test_an_original_that_differs_is_kept_beside_the_one_there(county, national):
    receive(national, deliver(county).file)
    changed_text = (county.root / "inputs" / STORVIKA).read_text(encoding="utf-8") + "\n3. Et nytt punkt.\n"
    (county.root / "inputs" / STORVIKA).write_text(changed_text, encoding="utf-8")
    file = deliver(county).file
    before = (national.root / "inputs" / STORVIKA).read_bytes()
    (result,) = receive(national, file)
    (note,) = result.notes
    assert "Begge er beholdt" in note.text()
    assert (national.root / "inputs" / STORVIKA).read_bytes() == before
    (beside,) = (national.root / "inputs/91").glob("storvika-vedtak (annen versjon *).txt")
    assert beside.read_text(encoding="utf-8") == changed_text
    assert receive(national, file)[0].again


def test_an_original_that_was_moved_nationally_does_not_come_twice(county, national):
    file = deliver(county).file
    receive(national, file)
    (national.root / "inputs/91/mappe").mkdir()
    (national.root / "inputs" / STORVIKA).rename(national.root / "inputs/91/mappe/vedtak.txt")
    (result,) = receive(national, file)
    assert result.again and not (national.root / "inputs" / STORVIKA).exists()


def test_what_was_withdrawn_nationally_stays_withdrawn(county, national):
    file = deliver(county).file
    receive(national, file)
    workspace = opened(national)
    area, source = find_source_anywhere(workspace, STORVIKA, None)
    plan = plan_withdrawal(workspace, area, source)
    withdraw_source(workspace, plan, by="Nasjonal", reason="ba om det", delete_original=True)
    assert holds(national.root, WORDS) == []
    code_one(county, "91", "Rådgiver Bø", number=0)
    newer = deliver(county).file
    for one in (file, newer):
        (result,) = receive(national, one)
        assert result.refused is None
        assert any("har trukket" in note.text() for note in result.notes)
        assert holds(national.root, WORDS) == []


def test_a_withdrawal_in_the_county_reaches_the_national_folder(county, national):
    receive(national, deliver(county).file)
    workspace = opened(county)
    area, source = find_source_anywhere(workspace, STORVIKA, None)
    plan = plan_withdrawal(workspace, area, source)
    withdraw_source(workspace, plan, by="Rådgiver Ås", reason="ba om det", delete_original=True)
    newer = deliver(county)
    with zipfile.ZipFile(newer.file) as archive:
        assert not [name for name in archive.namelist() if WORDS.encode() in archive.read(name)]
    (result,) = receive(national, newer.file)
    assert any("Slett filen" in note.text() for note in result.notes)
    assert holds(national.root / "judgements", WORDS) == []
    assert source.source_id in opened(national).judgements.withdrawn


def test_a_packed_file_that_holds_what_was_withdrawn_stays_out(county, national):
    file = deliver(county).file
    receive(national, file)
    text = (national.root / "inputs" / STORVIKA).read_bytes()
    workspace = opened(national)
    area, source = find_source_anywhere(workspace, STORVIKA, None)
    withdraw_source(
        workspace, plan_withdrawal(workspace, area, source), by="Nasjonal", reason="ba", delete_original=True
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("storvika.txt", text)
    (county.root / "inputs/91/pakket.zip").write_bytes(packed.getvalue())
    (result,) = receive(national, deliver(county).file)
    assert any("pakket.zip" in note.text() for note in result.notes)
    assert not (national.root / "inputs/91/pakket.zip").exists()


def test_what_is_withdrawn_in_the_county_is_in_no_hand_in(county):
    (packed := county.root / "inputs/91/pakket.zip").parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(county.root / "inputs" / STORVIKA, "storvika.txt")
    workspace = opened(county)
    area, source = find_source_anywhere(workspace, STORVIKA, None)
    plan = plan_withdrawal(workspace, area, source)
    withdraw_source(workspace, plan, by="Rådgiver Ås", reason="ba om det", delete_original=False)
    made = deliver(county)
    with zipfile.ZipFile(made.file) as archive:
        assert not {f"inputs/{STORVIKA}", "inputs/91/pakket.zip"} & set(archive.namelist())
    assert [note.text().partition("»")[0] for note in made.notes] == ["«91/pakket.zip", f"«{STORVIKA}"]


def test_a_county_that_has_deleted_its_texts_deletes_nothing_nationally(county, national):
    file = deliver(county).file
    line = b'{"schema_version":1,"id":"slettet","at":"2018-01-01T00:00:00Z","by":"x","client":"y",'
    line += b'"type":"dialogue.personal_data_deleted","originals":3}\n'

    def add(content: dict[str, bytes]) -> None:
        content["judgements/91/sources/x-y.jsonl"] = line

    (result,) = receive(national, changed(file, file.with_name("x.zip"), add))
    assert result.refused is None and opened(national).judgements.deleted is None
    assert "gjelder ikke denne mappen" in result.notes[0].text()


def test_a_line_with_a_known_id_and_other_words_does_not_replace_it(county, national):
    file = deliver(county).file
    receive(national, file)

    def alter(content: dict[str, bytes]) -> None:
        name = next(name for name in content if "/codings/" in name)
        event = json.loads(content[name].splitlines()[0])
        content[name] = json.dumps(event | {"themes": ["museum"]}).encode() + b"\n"

    before = opened(national).judgements.codings
    (result,) = receive(national, changed(file, file.with_name("x.zip"), alter))
    assert "er endret siden den ble skrevet" in result.notes[0].text()
    assert opened(national).judgements.codings == before


def test_lines_of_a_later_version_are_told_and_the_rest_comes_in(county, national):
    file = deliver(county).file

    def add(content: dict[str, bytes]) -> None:
        name = next(name for name in content if "/codings/" in name)
        content[name] += b'{"type":"coding.dreamt","id":"1"}\n{"type":"coding.set"'

    (result,) = receive(national, changed(file, file.with_name("x.zip"), add))
    assert result.new["codings"] == 1 and "kan ikke leses" in result.notes[0].text()


def test_claims_and_cross_coded_samples_come_with_the_county_and_other_work_elsewhere_does_not(county, national):
    theme = opened(county).codebook.themes[0].code
    who = {"by": "Rådgiver Ås", "client": "pc"}
    claim = ClaimWritten(**who, claim_id="k1", text={"nb": "Oppdiktet krav."}, addressee="ks", themes=(theme,))
    append_events(county, "national", [claim])
    append_events(county, "national", [claim.model_copy(update={"id": "b", "claim_id": "k2", "by": "En annen"})])
    item = SampleItem(statement_id="kx-1", area_code="92", cross_area_code="91")
    append_events(county, "national", [SampleDrawn(by="Nasjonal", client="pc", sample_id="s", seed=1, items=(item,))])
    crossed = CodingSet(**who, statement_id="kx-1", text="", anchor=Anchor(line=1), themes=(theme,), sample_id="s")
    append_events(
        county, "92", [crossed, crossed.model_copy(update={"id": "c", "statement_id": "kx-2", "sample_id": ""})]
    )
    with zipfile.ZipFile(deliver(county).file) as archive:
        logs = {name: archive.read(name).splitlines() for name in archive.namelist() if name.endswith(".jsonl")}
    elsewhere = [parse_event(line) for name, lines in logs.items() if "/91/" not in name for line in lines]
    assert {event.id for event in elsewhere} == {claim.id, crossed.id}


def test_a_name_that_cannot_be_written_on_windows_stops_the_hand_in_where_it_can_be_mended(county):
    (county.root / "inputs/91/hva mener vi?.txt").write_text("Eksempel – oppdiktet", encoding="utf-8")
    with pytest.raises(HandInError, match="hva mener vi"):
        deliver(county)


def test_nothing_to_hand_in_is_told(national):
    with pytest.raises(UsageError, match="ingenting å levere"):
        hand_in(opened(national), "91", by="Rådgiver Ås")


def test_the_board_tells_what_changed_since_the_hand_in(county, national):
    receive(national, deliver(county).file)

    def row(data):
        return build_board(opened(data)).counties[0]

    assert (row(county).hand_in, row(county).changed_since_hand_in, row(county).received) == (1, False, "")
    assert row(national).received and not row(national).changed_since_hand_in
    code_one(county, "91", "Rådgiver Ås", number=1)
    assert row(county).changed_since_hand_in and not row(national).changed_since_hand_in
    code_one(national, "91", "Nasjonal", number=1)
    assert row(national).changed_since_hand_in


def test_a_hand_in_with_nothing_new_says_so(county):
    assert deliver(county).changed
    again = deliver(county)
    assert not again.changed and again.event.number == 2


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from medlemsdialog.paths import DataFolder
from support.handed_in import receive
left = [{after}]
real = os.{call}
def once(*arguments, **named):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return real(*arguments, **named)
os.{call} = once
receive(DataFolder(Path({root!r})), Path({file!r}))
"""


@pytest.mark.parametrize(("call", "after"), [("replace", 1), ("fsync", 0), ("fsync", 1)])
def test_a_receiving_that_is_killed_is_made_whole_by_the_next(tmp_path, county, national, call, after):
    file = deliver(county).file
    whole = copy_of(national, "hel")
    receive(whole, file)
    program = _KILLED.format(
        tests=str(Path(__file__).parents[1]), root=str(national.root), file=str(file), call=call, after=after
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={**os.environ}, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert not opened(national).judgements.received_hand_ins
    (result,) = receive(national, file)
    assert result.refused is None and opened(national).judgements.received_hand_ins
    assert without_receipts(national) == without_receipts(whole)


def without_receipts(data: DataFolder) -> dict[str, bytes]:
    return {
        name: content
        for name, content in tree(data.root).items()
        if "/hand-ins/nasjonal" not in name and not Path(name).name.startswith(".")
    }


@pytest.mark.parametrize("cut", [2, 300])
def test_a_line_cut_off_in_the_middle_is_completed(county, national, cut):
    file = deliver(county).file
    whole = copy_of(national, "hel")
    receive(whole, file)
    receive(national, file)
    for log in (national.root / "judgements").rglob("*.jsonl"):
        if log.parent.name in {"sources", "codings"}:
            log.write_bytes(log.read_bytes()[:-cut])
    receive(national, file)
    assert without_receipts(national) == without_receipts(whole)
    assert opened(national).log_problems == ()


def test_messages_have_no_empty_parts(county, national):
    (result,) = receive(national, deliver(county).file)
    assert all(isinstance(note, Message) and note.text().strip() for note in result.notes)
