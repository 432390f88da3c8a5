"""A source taken back by its sender, and originals deleted in time: what goes, what stays, and what is told."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import openpyxl
import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import build_summary, code_statements, open_workspace, read_even_if_broken, write_summary
from medlemsdialog.evidence.sign_off import judge_sign_off
from medlemsdialog.intake.recognised import RecognisedText
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.runs import assessing, judging
from medlemsdialog.runs.execution import work_folder
from medlemsdialog.writing import write_bytes_atomically
from support.mini_dialogue import build_of, write_mini_dialogue

STORVIKA = "91/storvika-vedtak.txt"
WORDS = "øremerkede midler til kulturskolen"


@pytest.fixture
def data(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    for area in ("91", "92"):
        workspace = open_workspace(data, build_of(data))
        found = judging.find_proposals(workspace, area)
        judging.register_sources(workspace, area, found, by="Rådgiver", registration=judging.Registration())
        received = read_even_if_broken(workspace, area)
        statements = [passage for passage in received.passages if passage.is_statement]
        statement = next((passage for passage in statements if WORDS in passage.text), statements[0])
        judging.code_statement(
            workspace, statement.statement_id, themes=[workspace.codebook.themes[0].code], claims={}, by="Koder"
        )
    return data


@pytest.fixture
def cli(capsys, data):
    def run(*arguments):
        code = run_command([*map(str, arguments), "--data", str(data.root)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def received(data, area="91"):
    return read_even_if_broken(open_workspace(data, build_of(data)), area)


def holds(folder, words):
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


def test_a_withdrawn_source_leaves_a_tombstone_and_no_words(data, cli):
    code, out, _ = cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver", "--delete-original")
    assert code == 0 and "Originalen er slettet" in out
    assert holds(data.root, WORDS) == []
    area = received(data)
    assert STORVIKA not in [source.source for source in area.sources]
    assert "withdrawn" in [problem.rule for problem in area.problems]
    assert not [problem for problem in area.problems if problem.rule in {"orphan-coding", "original_missing"}]


@pytest.mark.parametrize(
    "command",
    [
        ("withdraw", STORVIKA, "--reason", "ba om det", "--delete-original"),
        ("delete-personal-data", "--yes"),
    ],
)
def test_what_a_run_that_was_cut_off_left_goes_too(data, cli, command):
    left = work_folder(build_of(data), "91") / "executed.ipynb"
    left.parent.mkdir(parents=True)
    left.write_text(WORDS, encoding="utf-8")
    assert cli(*command, "--by", "Rådgiver")[0] == 0
    assert not left.exists() and holds(data.root, WORDS) == []


def test_without_a_clear_yes_the_original_stays_and_is_not_read(data, cli):
    code, out, _ = cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver")
    assert code == 0 and "Slett den" in out
    area = received(data)
    source = next(source for source in area.sources if source.source == STORVIKA)
    assert source.state is SourceState.REJECTED and area.passages_of(source.source_id) == ()
    assert "withdrawn_original" in [problem.rule for problem in area.problems]
    assert holds(build_of(data).root, WORDS) == []


def test_the_same_content_under_another_name_is_not_read_either(data, cli):
    original = data.root / "inputs" / STORVIKA
    shutil.copy(original, original.with_name("tilbake.txt"))
    _, out, _ = cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver", "--delete-original")
    assert "91/tilbake.txt" in out
    area = received(data)
    assert not any(WORDS in passage.text for passage in area.passages)


def test_a_sign_off_lapses_when_a_source_is_withdrawn(data, cli):
    workspace = open_workspace(data, build_of(data))
    assessing.sign_off(workspace, "91", by="Rådgiver")
    workspace = open_workspace(data, build_of(data))
    assert judge_sign_off(workspace, read_even_if_broken(workspace, "91")) == "standing"
    cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver", "--delete-original")
    workspace = open_workspace(data, build_of(data))
    assert judge_sign_off(workspace, read_even_if_broken(workspace, "91")) == "lapsed"


def _form(data):
    book = openpyxl.Workbook()
    book.active.append(("Svar-ID", "Levert", "Kategori", "Navn på avsender", "Kommune", "Hva bør staten gjøre?"))
    book.active.append(("1", "04.09.2017", "Kommune", "Storvika kommune", "Storvika", "Staten bør la korps få rammer."))
    book.active.append(("2", "04.09.2017", "Kommune", "Lillevika kommune", "Lillevika", "Staten bør la kor få rammer."))
    file = data.root / "inputs" / "national" / "skjema.xlsx"
    file.parent.mkdir(exist_ok=True)
    book.save(file)
    return file


def test_one_row_is_withdrawn_and_the_adviser_is_told_to_empty_it(data, cli):
    file = _form(data)
    assert any("korps" in passage.text for passage in received(data).passages)
    code, out, _ = cli("withdraw", "national/skjema.xlsx#1", "--reason", "ba om det", "--by", "Rådgiver")
    assert code == 0 and "Tøm cellene i raden" in out and file.is_file()
    area = received(data)
    assert not any("korps" in passage.text for passage in area.passages)
    assert any("kor få" in passage.text for passage in area.passages)
    assert "withdrawn_row" in [problem.rule for problem in area.problems]
    assert not any("korps" in problem.found for problem in area.problems)
    assert holds(build_of(data).root, "korps") == []


def test_a_file_in_a_zip_is_withdrawn_and_the_others_are_read(data, cli):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "midtvika-vedtak.txt", "Midtvika kommune\n\nVedtak\n\n1. Staten bør styrke korpsene i bygdene.\n"
        )
        archive.writestr(
            "lillevika-vedtak.txt", "Lillevika kommune\n\nVedtak\n\n1. Staten bør styrke korene i bygdene.\n"
        )
    (data.root / "inputs" / "91" / "pakke.zip").write_bytes(content.getvalue())
    code, out, _ = cli("withdraw", "91/pakke.zip/midtvika-vedtak.txt", "--reason", "ba om det", "--by", "Rådgiver")
    assert code == 0 and "ZIP" in out
    texts = [passage.text for passage in received(data).passages]
    assert not any("korpsene" in text for text in texts) and any("korene" in text for text in texts)


def test_words_that_came_back_with_a_copy_are_told_and_swept(data, cli):
    log = next(file for file in data.judgements.glob("91/codings/*.jsonl"))
    copy = log.read_bytes()
    cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver", "--delete-original")
    log.with_name("kopi.jsonl").write_bytes(copy)
    _, out, _ = cli("check")
    assert "tekst fra innspill som er trukket" in out
    assert "1 linje" in cli("withdraw")[1]
    assert holds(data.judgements, WORDS) == []


def test_an_unknown_source_is_told_in_one_sentence(cli):
    code, _, err = cli("withdraw", "finnes-ikke.docx", "--reason", "x", "--by", "Rådgiver")
    assert code == 2 and "Fant ikke innspillet" in err


@pytest.mark.parametrize(
    ("day", "said"),
    [("2017-12-31", "Fristen for å slette"), ("2999-12-31", ""), (None, "")],
)
def test_the_day_of_deletion_is_told_when_it_is_near_or_past(data, cli, day, said):
    if day:
        file = data.dialogue_file
        file.write_text(file.read_text(encoding="utf-8") + f"\ndelete_after: {day}\n", encoding="utf-8")
    for command in ("status", "check"):
        _, out, _ = cli(command)
        assert ("slette" in out) is bool(said) and said in out
    _, out, err = cli("status", "--json")
    json.loads(out)
    assert said in err


def test_a_dry_run_lists_what_goes_and_deletes_nothing(data, cli):
    before = sorted(data.root.rglob("*"))
    code, out, _ = cli("delete-personal-data", "--dry-run")
    assert code == 0 and "inputs/91/storvika-vedtak.txt" in out and "Ingenting er slettet" in out
    assert sorted(data.root.rglob("*")) == before
    code, _, err = cli("delete-personal-data", "--by", "Rådgiver")
    assert code == 2 and "--yes" in err
    assert sorted(data.root.rglob("*")) == before


def test_originals_texts_and_caches_go_and_what_was_counted_stays(data, cli):
    workspace = open_workspace(data, build_of(data))
    area = read_even_if_broken(workspace, "91")
    file = write_summary(build_summary(workspace, area, code_statements(workspace, area)), workspace)
    work_report = file.with_name("work-report.html")
    work_report.write_text(WORDS, encoding="utf-8")
    code, _, _ = cli("delete-personal-data", "--by", "Rådgiver", "--yes")
    assert code == 0
    assert list(data.originals()) == [] and not work_report.exists()
    assert holds(data.root, WORDS) == []
    summary = json.loads(file.read_text(encoding="utf-8"))
    assert len(summary["themes"]) == 1 and summary["passages"]["statements"] > 0
    assert open_workspace(data, build_of(data)).judgements.codings


def test_after_the_deletion_no_run_puts_empty_results_in_place_of_those_kept(data, cli):
    cli("delete-personal-data", "--by", "Rådgiver", "--yes")
    code, _, err = cli("run")
    assert code == 2 and "ble slettet" in err
    assert "ble slettet" in cli("status")[1]
    assert not [problem for problem in received(data).problems if problem.rule in {"original_missing", "orphan-coding"}]
    assert cli("delete-personal-data", "--by", "Rådgiver", "--yes")[0] == 0


def test_text_recognised_in_another_original_of_a_like_name_stays(data, cli):
    lay = (STORVIKA, f"{STORVIKA}.zip/skann.pdf", f"{STORVIKA} › vedlegg.pdf")
    for number, source in enumerate(lay):
        text = RecognisedText(
            content_sha256=f"{number:064}", source=source, media_type="image/png", program="t", languages=(), pages=()
        )
        write_bytes_atomically(data.recognised_text("91", text.content_sha256), text.model_dump_json().encode())
    assert cli("withdraw", STORVIKA, "--reason", "ba om det", "--by", "Rådgiver", "--delete-original")[0] == 0
    left = [json.loads(file.read_bytes())["source"] for file in data.recognised_texts()]
    assert left == [f"{STORVIKA}.zip/skann.pdf"]
