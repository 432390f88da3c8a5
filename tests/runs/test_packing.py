"""The command `pack`: every member its own package, unchanged ones left as they are, and what people edited never lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog import gate
from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.packing import write_packages
from support.axe_parts import look_at_parts, open_browser, open_page
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    data = write_mini_dialogue(tmp_path_factory.mktemp("pakker") / "dialog")
    write_packages(open_workspace(data, build_of(data)))
    return data


@pytest.fixture
def data(packed: DataFolder, tmp_path: Path) -> DataFolder:
    """A copy to be changed, with the times of its files."""
    shutil.copytree(packed.root, tmp_path / "dialog")
    return DataFolder((tmp_path / "dialog").resolve())


def pack(data: DataFolder, *options: str) -> int:
    return run_command(["pack", "--data", str(data.root), *options])


def files_below(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_member_county_and_all_get_a_package(packed: DataFolder) -> None:
    build, workspace = build_of(packed), open_workspace(packed)
    for member in workspace.register.members:
        package = build.package(member.county_code, member.code)
        for file in (*map(package.base_document, ("docx", "html", "pdf")), package.council_case, package.form("html")):
            assert file.stat().st_size > 1000, file
    for code in ("91", "92", NATIONAL):
        package = build.package(code)
        assert package.presentation("pptx").read_bytes()[:2] == b"PK"
        assert b"Reveal" in package.presentation("html").read_bytes()
        # A council's case is a member's own.
        assert not package.council_case.exists()


def test_presentation_is_the_countys_in_the_members_language(packed: DataFolder) -> None:
    build = build_of(packed)
    county, member = build.package("91"), build.package("91", "9101")
    assert member.presentation("pptx").read_bytes() == county.presentation("pptx").read_bytes()
    # Austmark's own form is nynorsk.
    assert b'<html lang="nn">' in build.package("92").presentation("html").read_bytes()


def test_packing_again_makes_nothing_and_touches_nothing(data: DataFolder, capsys: Any) -> None:
    build = build_of(data)
    assert pack(data) == 0
    before = {file: file.stat().st_mtime_ns for file in build.packages.rglob("*")}
    capsys.readouterr()
    assert pack(data, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["made"], told["edited"]) == (0, [])
    assert {file: file.stat().st_mtime_ns for file in build.packages.rglob("*")} == before


def test_same_dialogue_gives_the_same_bytes_in_another_folder(data: DataFolder, tmp_path: Path) -> None:
    assert pack(data, "--build", str(tmp_path / "andre"), "--county", "91") == 0
    first, second = build_of(data).packages / "91", BuildFolder(tmp_path / "andre").packages / "91"
    assert files_below(first) == files_below(second)


def test_file_that_was_edited_or_lost_is_kept_or_made_again(data: DataFolder, capsys: Any) -> None:
    package = build_of(data).package("91", "9101")
    package.council_case.write_bytes(b"endret for oppdiktet Storvika")
    package.base_document("pdf").unlink()
    assert pack(data, "--member", "9101") == 0
    assert package.council_case.read_bytes() == b"endret for oppdiktet Storvika"
    assert package.base_document("pdf").is_file()
    assert "91/9101/saksframlegg.docx" in capsys.readouterr().err
    assert pack(data, "--member", "9101") == 0
    assert package.council_case.read_bytes() == b"endret for oppdiktet Storvika"
    assert pack(data, "--member", "9101", "--force") == 0
    assert package.council_case.read_bytes()[:2] == b"PK"


def test_new_name_reaches_the_package_and_a_member_that_is_no_more_has_none(data: DataFolder) -> None:
    table = data.reference / "municipalities.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    assert any(",9102," in row for row in rows)
    table.write_text(
        "\n".join(row for row in rows if ",9102," not in row).replace("Storvika", "Nyvika") + "\n", encoding="utf-8"
    )
    assert pack(data) == 0
    build = build_of(data)
    assert "Nyvika" in build.package("91", "9101").base_document("html").read_text(encoding="utf-8")
    assert not build.package("91", "9102").base_document("html").exists()
    assert "Lillevika" not in (build.packages / "index.html").read_text(encoding="utf-8")


def test_language_that_is_asked_for_is_used_for_one_and_all(data: DataFolder) -> None:
    assert pack(data, "--member", "9101", "--language", "en") == 0
    html = build_of(data).package("91", "9101").base_document("html").read_text(encoding="utf-8")
    assert '<html lang="en">' in html and "How to answer" in html


@pytest.mark.parametrize("options", [("--member", "4711"), ("--member", "9101", "--county", "92"), ("--county", "77")])
def test_unknown_member_or_county_is_told_and_nothing_is_written(data: DataFolder, options: tuple[str, ...]) -> None:
    before = files_below(build_of(data).packages)
    assert pack(data, *options) == 2
    assert files_below(build_of(data).packages) == before


def test_broken_record_of_packages_is_as_good_as_none(data: DataFolder) -> None:
    build = build_of(data)
    build.packages_made.write_text('{"91": 3}', encoding="utf-8")
    assert pack(data, "--member", "9101") == 0
    assert json.loads(build.packages_made.read_text(encoding="utf-8")).keys() == {"91/9101"}


@pytest.mark.browser
def test_overview_lists_all_with_links_that_lead_somewhere(packed: DataFolder, chromium_path: str) -> None:
    file = build_of(packed).packages / "index.html"
    with open_browser(chromium_path) as browser, open_page(browser, file, "light") as page:
        links = page.eval_on_selector_all("main td a", "all => all.map(one => one.getAttribute('href'))")
        faults = [fault for part in look_at_parts(page) for fault in part.faults]
    assert faults == []
    assert all((file.parent / link).is_file() for link in links)
    listed = {os.path.dirname(link) for link in links}  # noqa: PTH120
    assert len(listed) == 3 + len(open_workspace(packed).register.members)


def test_unchanged_packages_are_seen_before_anything_is_imported_and_no_change_is_overlooked(
    data: DataFolder, capsys: Any
) -> None:
    asked = ["pack", "--data", str(data.root)]
    assert gate._find_unchanged(asked) is None
    assert pack(data) == pack(data) == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    told = gate._find_unchanged(asked)
    assert told is not None and told.splitlines() == last
    assert gate._find_unchanged([*asked, "--county", "91"]) is None
    assert gate._find_unchanged([*asked, "--force"]) is None
    edited = build_of(data).package("92", "9201").minutes_template
    content = edited.read_bytes()
    edited.write_bytes(content + b"!")
    assert gate._find_unchanged(asked) is None
    edited.write_bytes(content)
    assert pack(data) == 0 and gate._find_unchanged(asked) == told
    (data.reference / "bodies.csv").write_bytes((data.reference / "bodies.csv").read_bytes() + b"\n")
    assert gate._find_unchanged(asked) is None
