"""Releases: what is kept, what is refused, and what goes out of them when a source is taken back."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.cli.app import run_command
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import ReleaseError, UsageError
from medlemsdialog.evidence import open_workspace
from medlemsdialog.evidence.releases import (
    find_latest_release,
    list_releases,
    read_released_findings,
    read_released_summary,
)
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.paths import NATIONAL, DataFolder
from medlemsdialog.report.comment_places import list_places
from medlemsdialog.runs.comments import import_comments, list_comments
from medlemsdialog.runs.findings import approve_finding, find_finding, write_finding
from medlemsdialog.runs.releasing import make_release, require_name
from medlemsdialog.runs.status import build_board
from support.mini_dialogue import build_of, write_mini_dialogue
from support.released_dialogue import RELEASE, WORDS, code, run, storvika_statement, write_released_dialogue

STORVIKA = "91/storvika-vedtak.txt"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return write_released_dialogue(tmp_path_factory.mktemp("utgitt") / "dialog")


@pytest.fixture
def data(released, tmp_path):
    shutil.copytree(released.root, tmp_path / "dialog")
    return DataFolder(tmp_path / "dialog")


def workspace_of(data):
    return open_workspace(data, build_of(data))


def kept_files(data):
    return {data.release(RELEASE).name_of(file): file.read_bytes() for file in data.release(RELEASE).files()}


def test_a_release_keeps_what_may_be_shared_and_says_what_it_is(data):
    release = find_latest_release(data)
    assert (release.name, release.by, release.note) == (RELEASE, "Kari Redaktør", "Til møtet")
    assert release.files == {name: hashlib.sha256(content).hexdigest() for name, content in kept_files(data).items()}
    summary = read_released_summary(data, release, "91")
    assert isinstance(summary, SharedSummary) and summary.area.code == "91"
    paths = [source.source for source in summary.sources]
    assert paths and not [path for path in paths if "/" in path]


def test_the_findings_are_kept_with_their_sentences_in_each_language_and_their_numbers_counted(data):
    (one,) = read_released_findings(data, find_latest_release(data))
    assert set(one.printed) == {"nb", "nn"}
    bokmål, nynorsk = one.printed["nb"].sentences, one.printed["nn"].sentences
    assert bokmål[0].printed.startswith("3 ") and "{tall" not in bokmål[0].printed
    assert WORDS in bokmål[1].printed and bokmål[1].cited == (storvika_statement(data),)
    assert nynorsk[1].printed.startswith("Ein av dei")
    assert one.finding.evidence.themes[0].members == ("9101", "9102", "9201")


def test_the_same_results_give_the_same_bytes_but_for_who_and_when(data):
    first = kept_files(data)
    shutil.rmtree(data.release(RELEASE).root)
    assert run_command(["run", "--data", str(data.root)]) == 0
    make_release(workspace_of(data), RELEASE, by="En Annen")
    assert kept_files(data) == first


def test_a_release_is_never_overwritten(data):
    before = kept_files(data)
    with pytest.raises(UsageError, match="aldri skrevet over"):
        make_release(workspace_of(data), RELEASE, by="Kari")
    assert kept_files(data) == before


def test_results_that_are_out_of_date_are_not_released(data):
    code(data, storvika_statement(data), workspace_of(data).codebook.themes[1].code)
    with pytest.raises(ReleaseError, match="91 Vestmark"):
        make_release(workspace_of(data), "neste", by="Kari")
    assert [release.name for release in list_releases(data)] == [RELEASE]


def test_a_release_makes_no_number_old_so_that_findings_are_approved_and_pages_sent_after_it(data):
    assert run_command(["run", "--data", str(data.root)]) == 0
    make_release(workspace_of(data), "neste", by="Kari")
    board = build_board(workspace_of(data))
    # The reports do not yet tell what has changed since the release.
    assert not board.national_up_to_date and board.national_numbers_up_to_date
    assert [(row.up_to_date, row.numbers_up_to_date) for row in board.counties] == [(False, True), (False, True)]
    assert approve_finding(workspace_of(data), "f-eksempel", by="Kari") is not None
    assert run_command(["feedback", "--data", str(data.root), "--member", "9101"]) == 0


def test_two_releases_may_be_made_of_the_same_results(data):
    make_release(workspace_of(data), "hovedstyret", by="Kari")
    assert find_latest_release(data).name == "hovedstyret"


def test_without_results_there_is_nothing_to_release(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    with pytest.raises(ReleaseError, match="medlemsdialog run"):
        make_release(workspace_of(data), "neste", by="Kari")


def test_what_was_cut_off_before_the_record_was_written_is_no_release(data):
    data.release(RELEASE).record.unlink()
    assert list_releases(data) == ()
    (data.release(RELEASE).root / "rest.json").write_text("{}")
    assert run_command(["run", "--data", str(data.root)]) == 0
    make_release(workspace_of(data), RELEASE, by="Kari")
    assert "rest.json" not in kept_files(data)


@given(st.text(max_size=80) | st.text(alphabet="abcæø019-_./ ", max_size=20))
def test_no_name_leads_out_of_the_folder_or_is_two_releases_at_once(name):
    try:
        require_name(name)
    except UsageError:
        return
    root = DataFolder(Path("dialog")).release(name).root
    assert root.name == name and root.parent == Path("dialog/releases") and name == name.lower()


_opened = {}


def workspace_cache(data):
    if data.root not in _opened:
        _opened[data.root] = workspace_of(data)
    return _opened[data.root]


@pytest.mark.parametrize("name", ["", "Interim", "../ut", "a/b", "con", "a--b", "-a", "a b", "x" * 61])
def test_a_name_that_cannot_be_one_is_refused_with_one_that_can(released, name):
    with pytest.raises(UsageError, match="kan ikke hete"):
        make_release(workspace_cache(released), name, by="Kari")


def test_a_release_that_was_changed_by_hand_is_not_believed(data):
    file = data.release(RELEASE).summary("91")
    file.write_text(file.read_text(encoding="utf-8").replace("Storvika", "Lillevika"), encoding="utf-8")
    with pytest.raises(ReleaseError, match="endret etter at utgaven"):
        read_released_summary(data, find_latest_release(data), "91")


def holds(folder, words):
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    "command",
    [
        ("withdraw", STORVIKA, "--reason", "ba om det", "--delete-original", "--by", "Rådgiver"),
        ("delete-personal-data", "--yes", "--by", "Rådgiver"),
    ],
)
def test_no_byte_of_the_words_stays_in_what_is_kept_of_sources(data, command):
    folder = data.release(RELEASE).root
    assert {"61.json"} - set(holds(folder, WORDS)) and "91.json" in holds(folder, WORDS)
    assert run_command([*command, "--data", str(data.root)]) == 0
    left = holds(folder, WORDS)
    # What KS itself printed stays when all originals are deleted, as the reports do.
    assert sorted(left) == ([] if command[0] == "withdraw" else ["findings.json", "overview.json"])
    overview = json.loads((folder / "overview.json").read_text(encoding="utf-8"))
    assert WORDS not in json.dumps(overview | {"findings": []}, ensure_ascii=False)
    release = find_latest_release(data)
    assert release.taken_out and release.files == {
        name: hashlib.sha256(content).hexdigest() for name, content in kept_files(data).items()
    }


def test_a_withdrawn_source_leaves_its_numbers_and_a_tombstone_in_the_release(data):
    before = read_released_summary(data, find_latest_release(data), "91")
    statement = storvika_statement(data)
    run_command(
        [
            "withdraw",
            STORVIKA,
            "--reason",
            "ba om det",
            "--delete-original",
            "--by",
            "Rådgiver",
            "--data",
            str(data.root),
        ]
    )
    release = find_latest_release(data)
    assert [one.source_id for one in release.taken_out] == [statement.partition("-")[0]]
    after = read_released_summary(data, release, "91")
    assert after.themes == before.themes and after.members == before.members
    (row,) = (row for row in after.statements if row.statement_id == statement)
    assert row.text is None and row.anchor.headings == () and row.wording_key == ""
    (finding,) = read_released_findings(data, release)
    assert finding.printed["nb"].sentences[1].printed.startswith("En av dem ber om «[…]»")
    assert finding.finding.quotes[0].text == ""


def test_taking_words_out_again_changes_nothing(data):
    withdraw = [
        "withdraw",
        STORVIKA,
        "--reason",
        "x",
        "--delete-original",
        "--by",
        "Rådgiver",
        "--data",
        str(data.root),
    ]
    run_command(withdraw)
    before = {file: file.read_bytes() for file in data.releases()}
    assert run_command(["withdraw", "--data", str(data.root)]) == 0
    assert {file: file.read_bytes() for file in data.releases()} == before


def test_words_of_others_stay_where_one_withdraws(data):
    run_command(
        ["withdraw", STORVIKA, "--reason", "x", "--delete-original", "--by", "Rådgiver", "--data", str(data.root)]
    )
    assert holds(data.release(RELEASE).root, "Frivillige lag treng lokale")


def test_the_releases_are_listed(data, capsys):
    assert run_command(["release", "--list", "--data", str(data.root), "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert listed["name"] == RELEASE


def test_readers_comments_on_a_release_are_found_again_in_the_next_or_said_to_be_changed_moved_or_gone(data, tmp_path):
    build = build_of(data)
    places = {one.address: one for one in list_places(build.area(NATIONAL).index.read_text(encoding="utf-8"))}
    statement, theme = storvika_statement(data), workspace_of(data).codebook.themes[0].code
    sentences = [place for address, place in places.items() if "f-eksempel-setning" in address]
    assert len(sentences) == 3
    county_places = list_places(build.area("91").report.read_text(encoding="utf-8"))
    said = next(one for one in county_places if one.address == f"u-{statement}")
    commented = [*sentences, places[f"tema-{theme}"], said]
    entries = [
        {
            "id": f"{number + 1}" * 32,
            "area": place.area,
            "place": place.address,
            "place_text": place.text,
            "text": f"Nr. {number}",
        }
        for number, place in enumerate(commented)
    ]
    file = tmp_path / "kommentarer.json"
    file.write_text(json.dumps({"format": "medlemsdialog-kommentarer", "version": 1, "comments": entries}))
    assert import_comments(workspace_of(data), [file], by="Pia").faults == []
    assert [placing for _, placing in _placings(data)] == ["here"] * 5
    # The next release: one sentence is put before the others, the second is said otherwise, the third is left out.
    written = find_finding(workspace_of(data), "f-eksempel").current
    first, second, _ = re.split(r"(?<=\.) (?=[A-ZI])", written.text.nb)
    changed = f"Dette er nytt. {first} {second.replace('En av dem ber om', 'Et medlem ønsker seg')}"
    text = Text(nb=changed, nn=written.text.nn)
    write_finding(workspace_of(data), finding_id="f-eksempel", by="Kari", **(written_fields(written) | {"text": text}))
    approve_finding(workspace_of(data), "f-eksempel", by="Kari")
    run(data)
    told = dict(_placings(data))
    assert told["Nr. 0"] == "moved" and told["Nr. 1"] == "changed" and told["Nr. 2"] in {"changed", "orphaned"}
    assert (told["Nr. 3"], told["Nr. 4"]) == ("here", "here")
    work = build.area(NATIONAL).work_report.read_text(encoding="utf-8")
    assert "teksten er flyttet siden kommentaren ble skrevet" in work and "teksten er endret" in work
    assert "Nr. 4" in build.area("91").work_report.read_text(encoding="utf-8")
    shared = [build.area(NATIONAL).index, build.area("91").report]
    assert not [one for one in shared if "Nr. 4" in one.read_text(encoding="utf-8")]


def written_fields(event):
    names = (
        "heading",
        "text",
        "claims",
        "themes",
        "statements",
        "quotes",
        "strength",
        "basis",
        "section",
        "documents",
        "place",
    )
    return {name: getattr(event, name) for name in names}


def _placings(data):
    return [(one.comment.received.text, str(one.placing)) for one in list_comments(workspace_of(data))]
