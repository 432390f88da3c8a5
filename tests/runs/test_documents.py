"""The documents written in a build folder: own templates, their faults, warnings, translations and what is left of earlier runs."""

from __future__ import annotations

import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pypandoc
import pytest

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingDocument
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.report.document_files import count_pages
from medlemsdialog.runs.documents import WrittenDocument, copy_templates, log_documents, write_documents
from medlemsdialog.runs.runlog import read_run_log
from medlemsdialog.runs.stale import remove_results, remove_translations
from report import example
from report.findings import finding, overview

FILES = ["board-case.docx", "final-report.docx", "input.docx", "input.pdf"]


def _list_warnings(written):
    return [warning for document in written for warning in document.warnings]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return replace(example.workspace(), data=DataFolder(tmp_path / "data"), build=BuildFolder(tmp_path / "bygg æ"))


def names(workspace: Workspace) -> list[str]:
    return sorted(file.name for file in workspace.build.area(NATIONAL).root.iterdir())


def letter(written: tuple[WrittenDocument, ...]) -> WrittenDocument:
    return next(one for one in written if one.kind is FindingDocument.INPUT)


def nation(*findings: Finding) -> NationalOverview:
    return overview(*findings)


def word_file(markdown: str) -> bytes:
    arguments = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=docx", "--output=-"]
    return subprocess.run(arguments, input=markdown.encode(), capture_output=True, check=True).stdout


def plain(file: Path) -> str:
    arguments = [pypandoc.get_pandoc_path(), "--from=docx", "--to=plain", "--wrap=none", str(file)]
    return subprocess.run(arguments, capture_output=True, check=True).stdout.decode()


def test_all_documents_are_written_also_where_there_are_no_findings(workspace: Workspace) -> None:
    written = write_documents(workspace, nation(), "nb")
    assert names(workspace) == FILES
    assert not _list_warnings(written) and letter(written).pages == 1
    assert "Ingen funn er skrevet ennå." in plain(workspace.build.area(NATIONAL).document("input", "docx"))


def test_letter_over_three_pages_is_written_and_its_longest_finding_named(workspace: Workspace) -> None:
    long = finding("f-lang", "Dette er en svært lang setning om kultur. " * 700, heading=Text(nb="Det lange funnet"))
    written = write_documents(workspace, nation(finding(), long), "nb")
    (warning,) = _list_warnings(written)
    assert letter(written).pages == count_pages(workspace.build.area(NATIONAL).document("input", "pdf").read_bytes())
    assert "på høyst 3. Lengst er funnet «Det lange funnet»" in str(warning)
    log_documents(workspace, written)
    logged = [line for line in read_run_log(workspace.build) if line["event"] == "document"]
    assert any("Det lange funnet" in text for line in logged for text in line["warnings"])


def test_own_template_wins_over_the_shipped_one(workspace: Workspace) -> None:
    own = workspace.data.document_template("input", "nb")
    own.parent.mkdir(parents=True)
    own.write_bytes(word_file("# Vår egen mal\n\n[[funn]]"))
    assert not _list_warnings(write_documents(workspace, nation(finding()), "nb"))
    assert "Vår egen mal" in plain(workspace.build.area(NATIONAL).document("input", "docx"))
    assert "Vår egen mal" not in plain(workspace.build.area(NATIONAL).document("final-report", "docx"))


@pytest.mark.parametrize(
    "content",
    [b"ikke Word", word_file("[[fun]]"), word_file("her er [[funn]] midt i"), word_file("[[funn]]\n\n[[Funn]]")],
)
def test_fault_in_an_own_template_is_told_and_the_shipped_one_is_used(workspace: Workspace, content: bytes) -> None:
    own = workspace.data.document_template("input", "nb")
    own.parent.mkdir(parents=True)
    own.write_bytes(content)
    (warning,) = _list_warnings(write_documents(workspace, nation(finding()), "nb"))
    assert "Malen documents/input.nb.docx er ikke brukt." in str(warning)
    assert "Innspill fra medlemsdialogen" in plain(workspace.build.area(NATIONAL).document("input", "docx"))


def test_templates_are_copied_once_and_never_written_over(workspace: Workspace) -> None:
    first = copy_templates(workspace)
    assert len(first.copied) == 9 and not first.kept
    edited = workspace.data.document_template("board-case", "nn")
    edited.write_bytes(b"mitt")
    second = copy_templates(workspace)
    assert not second.copied and len(second.kept) == 9 and edited.read_bytes() == b"mitt"


def test_copied_templates_give_the_same_documents_as_those_that_ship(workspace: Workspace) -> None:
    write_documents(workspace, nation(finding()), "nb")
    root = workspace.build.area(NATIONAL).root
    before = {file.name: file.read_bytes() for file in root.iterdir()}
    copy_templates(workspace)
    write_documents(workspace, nation(finding()), "nb")
    assert {file.name: file.read_bytes() for file in root.iterdir()} == before


def test_translations_stand_beside_the_first_and_go_with_the_next_run(workspace: Workspace) -> None:
    write_documents(workspace, nation(finding()), "nb")
    write_documents(workspace, nation(finding()), "nn", translated=True)
    area = workspace.build.area(NATIONAL)
    assert names(workspace) == sorted(
        [*FILES, "board-case.nn.docx", "final-report.nn.docx", "input.nn.docx", "input.nn.pdf"]
    )
    assert "Kven har gitt innspel" in plain(area.document("input", "nn.docx"))
    remove_translations(area)
    assert names(workspace) == FILES
    remove_results(area)
    assert names(workspace) == []


def test_english_documents_are_english_and_mark_the_findings_that_are_not(workspace: Workspace) -> None:
    write_documents(workspace, nation(finding()), "en", translated=True)
    area = workspace.build.area(NATIONAL)
    for name, heading in (
        ("input", "What the members say"),
        ("final-report", "Words for strength"),
        ("board-case", "What we do not know"),
    ):
        file = area.document(name, "en.docx")
        assert heading in plain(file) and "Hvem har" not in plain(file) and "Side " not in plain(file)
        with zipfile.ZipFile(file) as archive:
            assert b'w:val="en-GB"' in archive.read("word/styles.xml")
    with zipfile.ZipFile(area.document("input", "en.docx")) as archive:
        assert b'<w:lang w:val="nb-NO"' in archive.read("word/document.xml")
