"""A hand-in that is not what it says is refused as a whole, in a sentence that tells why; nothing is written then."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlemsdialog.exchange.hand_in import HandInError
from medlemsdialog.exchange.hand_in_check import open_hand_in
from medlemsdialog.exchange.hand_in_names import find_name_fault
from medlemsdialog.paths import DataFolder
from support.handed_in import changed, deliver, judge_all, opened, receive, tree, write_national
from support.mini_dialogue import write_mini_dialogue


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DataFolder]:
    """A hand-in of county 91, and the national folder; the tests here change neither."""
    folder = tmp_path_factory.mktemp("levering")
    county = write_mini_dialogue(folder / "fylke")
    judge_all(county, "91", "Rådgiver Ås")
    return deliver(county).file, write_national(folder / "nasjonalt")


def refusal(file: Path, national: DataFolder) -> str:
    before = tree(national.root)
    (result,) = receive(national, file)
    assert result.refused is not None and result.new is None
    assert tree(national.root) == before
    return result.refused.text()


def edited(key: str, value: object):
    def change(content: dict[str, bytes]) -> None:
        told = json.loads(content["manifest.json"])
        told[key] = value
        content["manifest.json"] = json.dumps(told).encode()

    return change


def test_a_whole_hand_in_opens(made):
    workspace = opened(made[1])
    with open_hand_in(made[0], workspace.dialogue, workspace.register) as hand_in:
        assert hand_in.manifest.county_code == "91" and "91/storvika-vedtak.txt" in hand_in.inputs


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("dialogue", "en-annen", "hører til dialogen «en-annen»"),
        ("edition", "2017", "kommuneinndelingen 2017"),
        ("county_code", "77", "Fylke «77» finnes ikke"),
        ("county_code", "92", "gjelder et annet fylke enn 92"),
        ("schema_version", 2, "format 2"),
        ("schema_version", None, "format None"),
        ("number", 0, "felt number"),
        ("number", "mange", "felt number"),
        ("nytt", 1, "felt nytt"),
    ],
)
def test_a_manifest_that_does_not_fit_is_told(made, tmp_path, key, value, told):
    file = changed(made[0], tmp_path / "x.zip", edited(key, value))
    assert told in refusal(file, made[1])


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../ute.txt",
        "inputs/91/../../ute.txt",
        "inputs\\91\\x.txt",
        "C:/x.txt",
        "inputs/91/C:x.txt",
        "inputs/91/con.txt",
        "inputs/91/LPT1",
        "inputs/91/x.txt.",
        "inputs/91/x .txt /a",
        "inputs/91//x.txt",
        "inputs/91/a\nb.txt",
        "inputs/91/uskyldig\u202etxt.exe",
        "inputs/91/hva?.txt",
        "inputs/91/" + "a" * 300 + ".txt",
        "inputs/91/.skjult",
        "inputs/91/desktop.ini",
        "inputs/92/storlia.txt",
        "inputs/nasjonalt/x.csv",
        "inputs/x.txt",
        "judgements/92/sign-offs/x.jsonl",
        "judgements/92/sources/x.jsonl",
        "judgements/national/hand-ins/x.jsonl",
        "judgements/91/models/x.jsonl",
        "judgements/55/codings/x.jsonl",
        "judgements/91/recognised/x.json",
        "judgements/92/recognised/" + "a" * 64 + ".json",
        "dialogue.yaml",
        "reference/counties.csv",
    ],
)
def test_a_file_that_may_not_be_there_is_refused(made, tmp_path, name):
    def add(content: dict[str, bytes]) -> None:
        content[name] = b"Eksempel - oppdiktet\n"

    assert "ingenting er endret" in refusal(changed(made[0], tmp_path / "x.zip", add), made[1])


def test_changed_bytes_are_told_with_the_file(made, tmp_path):
    def alter(content: dict[str, bytes]) -> None:
        content["inputs/91/storvika-vedtak.txt"] += b"og mer"

    told = refusal(changed(made[0], tmp_path / "x.zip", alter, manifest=False), made[1])
    assert "«inputs/91/storvika-vedtak.txt» er endret etter at leveringen ble laget" in told


def test_what_is_added_and_what_is_missing_is_told_at_once(made, tmp_path):
    def alter(content: dict[str, bytes]) -> None:
        del content["inputs/91/liste.xlsx"]
        content["inputs/91/nytt.txt"] = b"nytt"

    told = refusal(changed(made[0], tmp_path / "x.zip", alter, manifest=False), made[1])
    assert "«inputs/91/nytt.txt» er lagt inn" in told and "«inputs/91/liste.xlsx» mangler" in told


def test_two_names_that_are_one_on_windows_are_refused(made, tmp_path):
    def alter(content: dict[str, bytes]) -> None:
        content["inputs/91/LISTE.xlsx"] = b"x"

    assert "står to ganger" in refusal(changed(made[0], tmp_path / "x.zip", alter), made[1])


def test_a_symbolic_link_is_refused(made, tmp_path):
    file = tmp_path / "x.zip"
    file.write_bytes(made[0].read_bytes())
    with zipfile.ZipFile(file, "a") as archive:
        member = zipfile.ZipInfo("inputs/91/lenke.txt")
        member.create_system = 3
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    assert "er en lenke" in refusal(file, made[1])


def test_a_bomb_is_refused_without_being_unpacked(made, tmp_path):
    def add(content: dict[str, bytes]) -> None:
        content["inputs/91/bombe.txt"] = bytes(64 * 1024 * 1024)

    assert "blir 64 MB når den pakkes ut" in refusal(changed(made[0], tmp_path / "x.zip", add), made[1])


def test_a_truncated_file_no_zip_and_no_manifest_are_told(made, tmp_path):
    cut = tmp_path / "x.zip"
    cut.write_bytes(made[0].read_bytes()[:-200])
    assert "skadet" in refusal(cut, made[1])
    cut.write_bytes(b"")
    assert "skadet" in refusal(cut, made[1])
    other = changed(made[0], tmp_path / "y.zip", lambda content: content.pop("manifest.json") and None)
    assert "manifest.json mangler" in refusal(other, made[1])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_damage_is_refused_or_harmless(made, tmp_path, data):
    content = bytearray(made[0].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "skadet.zip"
    file.write_bytes(bytes(content))
    workspace = opened(made[1])
    try:
        with open_hand_in(file, workspace.dialogue, workspace.register) as hand_in:
            for name in hand_in.manifest.files:
                hand_in.read(name)
    except HandInError as error:
        assert error.text()


@given(st.text(max_size=40))
def test_a_name_without_fault_stays_within_its_folder(name):
    if find_name_fault(name) is None and name:
        target = (Path("/mappe/inputs") / name).resolve()
        assert target.is_relative_to("/mappe/inputs") and not set(name) & set('\\:*?"<>|')
