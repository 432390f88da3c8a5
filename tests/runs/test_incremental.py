"""Only what has changed is made, and what lies there then is what a run of everything would have written."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from medlemsdialog import paths
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import open_workspace, read_received
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.judgements.log import append_events
from medlemsdialog.paths import NATIONAL, BuildFolder
from medlemsdialog.runs import judging, withdrawing
from medlemsdialog.runs.fingerprints import read_fingerprints
from medlemsdialog.runs.intake_outputs import ReceivedAreas
from medlemsdialog.runs.run import run_dialogue
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.runlog import read_run_log
from support.mini_dialogue import build_of, write_mini_dialogue

_CHANGING = ("run-log.jsonl", ".cache/")


def _open(data):
    return open_workspace(data, build_of(data))


def _files(build):
    found = {file.relative_to(build.root).as_posix(): file for file in build.root.rglob("*") if file.is_file()}
    return {name: file for name, file in found.items() if not name.startswith(_CHANGING)}


def _contents(build):
    return {name: file.read_bytes() for name, file in _files(build).items()}


def _executed(build):
    """Return the areas whose workbooks the last run executed."""
    log = read_run_log(build)
    began = max(number for number, line in enumerate(log) if line["event"] == "begin")
    return sorted(line["area"] for line in log[began:] if line["event"] == "workbook")


def _run_all_elsewhere(data, folder, **options):
    other = BuildFolder(folder)
    assert run_dialogue(replace(_open(data), build=other), force=True, **options).succeeded
    return _contents(other)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A dialogue that has been run in its own language and in nynorsk; county 91's sources are confirmed."""
    data = write_mini_dialogue(tmp_path_factory.mktemp("dialog") / "liten dialog æ")
    workspace = _open(data)
    found = judging.find_proposals(workspace, "91")
    judging.register_sources(workspace, "91", found, by="Kari K.", registration=judging.Registration())
    assert run_dialogue(_open(data), language="nn").succeeded
    return data


@pytest.fixture
def data(made, tmp_path):
    shutil.copytree(made.root, tmp_path / "dialog")
    return paths.DataFolder((tmp_path / "dialog").resolve())


def _add_point(data, name="91/storvika-vedtak.txt"):
    file = data.root / "inputs" / name
    file.write_text(file.read_text(encoding="utf-8") + "\n3. Nytt punkt. Eksempel.\n", encoding="utf-8")


def _code(data, area_code):
    workspace = _open(data)
    passage = next(one for one in read_received(workspace, area_code).passages if one.is_statement)
    theme = sorted(workspace.codebook.codes)[0]
    judging.code_statement(workspace, passage.statement_id, by="Kari K.", themes=(theme,), claims={})


def _text(words):
    return Text(nb=words, nn=words)


def _write_finding(data):
    event = FindingWritten(
        by="Ola N.", client="prøve", finding_id="f1", heading=_text("Oppdiktet funn"), text=_text("Oppdiktet.")
    )
    append_events(data, NATIONAL, [event])


def test_each_change_makes_what_rests_on_it_and_the_rest_is_left_as_a_whole_run_would_make_it(data, tmp_path):
    build = build_of(data)
    assert run_dialogue(_open(data)).made == frozenset()
    assert not [name for name in _files(build) if ".nn." in name], "nobody asked for nynorsk now"
    before = {name: file.stat() for name, file in _files(build).items() if name != "manifest.json"}
    assert run_dialogue(_open(data)).made == frozenset()
    assert {name: file.stat() for name, file in _files(build).items() if name in before} == before

    _add_point(data)
    result = run_dialogue(_open(data))
    assert result.made == {NATIONAL, "91"}
    assert _executed(build) == ["91", NATIONAL]
    told = [line.text() for line in result.explained]
    assert "92 Austmark: ingenting er endret." in told
    assert "91 Vestmark, arbeidsboken: lages på nytt. Innspillene er endret (inputs/91/storvika-vedtak.txt)." in told

    _code(data, "92")
    result = run_dialogue(_open(data))
    assert result.made == {NATIONAL, "92"}
    assert "Kodingen er endret (judgements/92/codings/kari-k-" in " ".join(line.text() for line in result.explained)

    _write_finding(data)
    result = run_dialogue(_open(data))
    assert result.made == {NATIONAL}
    assert _executed(build) == [NATIONAL]
    assert "Funnene er endret (judgements/national/findings/" in " ".join(line.text() for line in result.explained)
    assert _contents(build) == _run_all_elsewhere(data, tmp_path / "forfra")


def test_in_another_language_too_only_what_has_changed_is_made(data, tmp_path):
    build = build_of(data)
    assert run_dialogue(_open(data), language="nn").made == frozenset()
    assert _executed(build) == []
    _add_point(data)
    assert run_dialogue(_open(data), language="nn").made == {NATIONAL, "91"}
    assert _executed(build) == ["91", "91", NATIONAL, NATIONAL], "once in each language"
    assert {file.name for file in build.translated.iterdir()} == {"91.nn.ipynb", "92.nn.ipynb", "national.nn.ipynb"}
    assert _contents(build) == _run_all_elsewhere(data, tmp_path / "forfra", language="nn")


def test_new_templates_give_new_pages_and_no_workbook_is_run(data, tmp_path, monkeypatch):
    build = build_of(data)
    ordinary = paths.shipped
    shutil.copytree(ordinary("templates"), tmp_path / "templates")
    style = tmp_path / "templates" / "report" / "static" / "report.css"
    style.write_text(style.read_text(encoding="utf-8") + "\nbody { --oppdiktet: 1px; }\n", encoding="utf-8")
    monkeypatch.setattr(paths, "shipped", lambda name: tmp_path / name if name == "templates" else ordinary(name))
    result = run_dialogue(_open(data))
    assert result.made == {NATIONAL, "91", "92"}
    assert _executed(build) == []
    told = [line.text() for line in result.explained]
    assert "91 Vestmark, sidene: lages på nytt. Malene er endret (templates/report/static/report.css)." in told
    assert not any("dokumentene" in line for line in told)
    assert "--oppdiktet" in build.area(NATIONAL).index.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "is_rested_on"),
    [("report/_checked.html.j2", True), ("slides/slides.css", True), ("documents/input.nb.docx", False)],
)
def test_pages_rest_on_all_templates_that_they_tell_were_checked(name, is_rested_on, made):
    workspace = _open(made)
    before = read_fingerprints(workspace.data, workspace.register)
    after = replace(before, common={**before.common, f"templates/{name}": "0" * 64})
    workbook = build_of(made).area("91").workbook
    received = ReceivedAreas({}, {})
    pages = [RunParts(workspace, one, received, {}).pages("91", workbook).inputs for one in (before, after)]
    assert (pages[0] != pages[1]) == is_rested_on


def test_an_output_that_is_lost_or_altered_is_made_again(data):
    build = build_of(data)
    before = _contents(build)
    report, letter = build.area("91").report, build.area(NATIONAL).document("input", "docx")
    report.write_bytes(report.read_bytes().replace(b"Vestmark", b"Vestmork"))
    letter.unlink()
    result = run_dialogue(_open(data), language="nn")
    told = [line.text() for line in result.explained]
    assert _executed(build) == []
    assert "91 Vestmark, sidene: lages på nytt. Filen counties/91/report.html er endret utenom programmet." in told
    assert "Hele landet, dokumentene: lages på nytt. Filen national/input.docx er borte." in told
    assert _contents(build) == before


def test_one_county_alone_is_left_when_it_has_not_changed_and_the_nation_is_told_to_be_old(data):
    workbook = build_of(data).area("91").workbook
    lost = workbook.rename(workbook.with_name("flyttet"))
    assert not run_dialogue(_open(data), counties=["92"]).is_nation_current
    lost.rename(workbook)
    assert run_dialogue(_open(data), counties=["91"]).is_nation_current
    _add_point(data)
    result = run_dialogue(_open(data), counties=["92"])
    assert result.made <= {NATIONAL}, "the tables of all sources have changed, county 92 has not"
    assert _executed(build_of(data)) == []
    result = run_dialogue(_open(data), counties=["91"])
    assert "91" in result.made
    assert not result.is_nation_current


def test_a_file_that_is_the_same_again_is_no_change(data):
    file = data.root / "inputs" / "91" / "storvika-vedtak.txt"
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)
    assert run_dialogue(_open(data), language="nn").made == frozenset()


def test_what_changes_while_a_run_is_at_work_is_made_again(data):
    class Meddler:
        def __getattr__(self, _):
            return lambda *_: None

        def begin(self, area_code):
            if area_code == NATIONAL:
                _add_point(data)

    _add_point(data)
    run_dialogue(_open(data), progress=Meddler())
    assert run_dialogue(_open(data)).made == {NATIONAL, "91"}
    assert run_dialogue(_open(data)).made == frozenset()


def test_a_damaged_record_of_a_part_makes_the_part_again(data):
    build = build_of(data)
    before = _contents(build)
    for record in (build.parts / "county.91.json", build.parts / "run.+alle.nn.json"):
        record.write_bytes(record.read_bytes().replace(b"91", b"19", 1))
    run_dialogue(_open(data), language="nn")
    assert _executed(build) == ["91"]
    assert _contents(build) == before


def test_a_withdrawn_source_leaves_nothing_in_the_cache_and_comes_back_in_no_run(data):
    build = build_of(data)
    words = "øremerkede midler til kulturskolen".encode()
    cached = [file for file in build.cache.rglob("*") if file.is_file() and words in file.read_bytes()]
    assert {file.parent.name for file in cached} == {"intake", "translated"}
    workspace = _open(data)
    source = next(one for one in read_received(workspace, "91").sources if "storvika" in one.source)
    plan = withdrawing.plan_withdrawal(workspace, "91", source)
    withdrawing.withdraw_source(workspace, plan, by="Kari K.", reason="Oppdiktet", delete_original=False)
    assert not [file for file in build.cache.rglob("*") if file.is_file() and words in file.read_bytes()]
    assert run_dialogue(_open(data)).succeeded
    assert not [file for file in build.root.rglob("*") if file.is_file() and words in file.read_bytes()]


def test_what_is_kept_of_originals_that_are_gone_is_removed(data):
    build = build_of(data)
    words = "kulturskulen må bli verande".encode()
    (data.root / "inputs" / "92" / "storlia-vedtak.txt").unlink()
    assert run_dialogue(_open(data)).succeeded
    assert not [file for file in build.root.rglob("*") if file.is_file() and words in file.read_bytes()]


def test_force_makes_everything(data):
    result = run_dialogue(_open(data), force=True)
    assert result.made == {NATIONAL, "91", "92"}
    assert all("--force er valgt" in line.text() for line in result.explained)
    manifest = json.loads(build_of(data).manifest.read_text(encoding="utf-8"))
    assert not any(".nn." in name for name in manifest["counties"]["91"]["outputs"])
