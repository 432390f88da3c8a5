"""Pages to members after the national work: what they hold, in which form, and what they leave out."""

from __future__ import annotations

import re
import shutil

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import build_labels, open_workspace, read_national
from medlemsdialog.paths import DataFolder
from medlemsdialog.report.member_page import build_member_page
from medlemsdialog.runs.member_pages import write_member_pages
from support.mini_dialogue import build_of
from support.released_dialogue import WORDS, code, run, storvika_statement, write_released_dialogue


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = write_released_dialogue(tmp_path_factory.mktemp("tilbake") / "dialog")
    run(data)
    return data


@pytest.fixture(scope="module")
def pages(data):
    build = build_of(data)
    write_member_pages(open_workspace(data, build))
    return {file.stem: file.read_text(encoding="utf-8") for file in build.feedback_pages.glob("*.html")}


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).split())


def test_a_member_sees_its_words_how_they_were_read_and_the_finding_they_went_into(pages):
    page = words(pages["9101"])
    assert WORDS in page and "Punkt 1: vedtak" in page and "punkt 1" in page
    assert "Tema: " in page and "En av dem ber om" in page and "2 andre medlemmer" in page
    assert "Gi beskjed til KS" in page and "Eksempel – oppdiktet" in page


def test_a_member_is_written_to_in_its_own_form(pages):
    assert '<html lang="nn">' in pages["9201"] and "Kva vart det av innspelet?" in words(pages["9201"])


def test_a_member_is_told_of_the_attachment_that_never_came(data):
    workspace = open_workspace(data, build_of(data))
    overview = read_national(workspace)
    area = next(one for one in overview.summaries if one.area.code == "91")
    lacking = tuple(one.model_copy(update={"attachment_missing": True}) for one in area.sources)
    page = build_member_page(
        overview, area.model_copy(update={"sources": lacking}), "9101", build_labels(workspace, "nb")
    )
    assert any("et vedlegg som vi ikke har fått" in block.text for block in page.blocks)


def test_no_other_members_words_stand_in_a_page_and_nothing_is_fetched(pages):
    assert "sterkere bibliotek" not in pages["9101"] and "Frivillige lag" not in pages["9101"]
    assert not re.search(r'(?:src|href)="(?!#)', pages["9101"])


def test_a_silent_member_gets_no_page(data, pages):
    assert set(pages) == {"9101", "9102", "9201"}
    assert run_command(["feedback", "--member", "9103", "--data", str(data.root)]) == 2


def test_the_word_document_is_made_beside_and_the_same_again_gives_the_same_bytes(data, pages):
    build = build_of(data)
    before = {file.name: file.read_bytes() for file in build.feedback_pages.iterdir()}
    assert {f"{code}.docx" for code in pages} < set(before)
    write_member_pages(open_workspace(data, build))
    assert {file.name: file.read_bytes() for file in build.feedback_pages.iterdir()} == before


def test_what_was_sent_in_confidence_is_not_in_the_members_own_page(data, tmp_path):
    shutil.copytree(data.root, tmp_path / "dialog")
    copy = DataFolder(tmp_path / "dialog")
    confirm = ["confirm", "91/storvika-vedtak.txt", "--openness", "fortrolig", "--by", "Kari", "--data", str(copy.root)]
    assert run_command(confirm) == 0
    run(copy)
    write_member_pages(open_workspace(copy, build_of(copy)), sender_code="9101")
    page = words(build_of(copy).feedback("9101", "html").read_text(encoding="utf-8"))
    assert WORDS not in page and "sendt i fortrolighet" in page and "storvika-vedtak" not in page


def test_the_next_report_tells_what_was_put_otherwise_since_the_release(data, tmp_path):
    shutil.copytree(data.root, tmp_path / "dialog")
    copy = DataFolder(tmp_path / "dialog")
    code(copy, storvika_statement(copy), open_workspace(copy, build_of(copy)).codebook.themes[1].code)
    run(copy)
    nation = words(build_of(copy).area("national").index.read_text(encoding="utf-8"))
    assert "siden utgaven «interim-2017-11»" in nation and "Før: godkjent. Nå: grunnlaget er endret." in nation
    county = words(build_of(copy).area("91").report.read_text(encoding="utf-8"))
    assert "Endringer i fylket siden «interim-2017-11»" in county
