"""The project's own form: one list of dependencies, no addresses, no machine paths, a README that tells the truth."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(root: Path) -> dict[str, str]:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines)
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match}


def test_lock_satisfies_every_dependency(root: Path, project: dict):
    versions = locked(root)
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    missing = []
    for requirement in map(Requirement, wanted):
        version = versions.get(requirement.name.lower().replace("_", "-"))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            missing.append(f"{requirement} (lock: {version})")
    assert missing == []


def test_lock_has_hashes_and_no_addresses(root: Path):
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(index|extra|find)", text)
    assert text.count("--hash=sha256:") > len(locked(root))


def test_environment_yml_agrees_with_pyproject(root: Path, project: dict):
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    plain = [entry for entry in environment["dependencies"] if isinstance(entry, str)]
    python = next(entry.partition("=")[2] for entry in plain if entry.startswith("python="))
    assert SpecifierSet(project["requires-python"]).contains(python)
    assert environment["name"] == project["name"]
    pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert pip == ["-r requirements.lock"]


def test_makefile_has_the_targets_readme_names(root: Path):
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert {"national", "test", "check", "bench", "fuzz", "lab", "clean"} <= targets
    assert set(re.findall(r"`?make ([a-z]+)", readme)) <= targets


def test_readme_shows_both_commands_on_its_first_screen(root: Path):
    first_screen = (root / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any("make national" in line for line in first_screen)
    assert any("make test" in line for line in first_screen)


def test_continuous_integration_calls_the_readmes_test_command(root: Path):
    assert re.search(r"^make test$", (root / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)


def test_no_machine_paths_are_committed(root: Path):
    pattern = r"/(work|root|home/[a-z]+|Users/[a-z]+)/"
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern, "--", ".", ":!*.lock", ":!tests/test_project.py"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""


def test_ignored_paths_hide_no_part_of_the_product(root: Path):
    patterns = [
        line for line in (root / ".gitignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    assert not {"lib/", "data/", "lib", "data", "build/"} & set(patterns)


GUIDES = {"radgiver.md", "sentralt.md", "leser.md", "drift.md", "tilgjengelighet.md"}


def test_guides_stand_in_both_forms_with_their_pictures_and_only_commands_that_are_there(root: Path):
    guides = {
        form: {file.name: file.read_text(encoding="utf-8") for file in (root / "docs" / form).glob("*.md")}
        for form in ("nb", "nn")
    }
    assert guides["nb"].keys() == guides["nn"].keys() == GUIDES
    readme = (root / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\.venv/bin/medlemsdialog ([a-z-]+)", readme))
    for form, texts in guides.items():
        for name, text in texts.items():
            headings = [
                len(re.findall(rf"^{mark} ", guides[other][name], re.MULTILINE))
                for other in guides
                for mark in ("#", "##")
            ]
            assert headings[:2] == headings[2:], name
            assert set(re.findall(r"\.venv/bin/medlemsdialog ([a-z-]+)", text)) <= named
            for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
                assert (root / "docs" / form / picture).is_file(), f"{form}/{name}: {picture}"
    for guide in re.findall(r"\((docs/[^)]+)\)", readme):
        assert (root / guide).is_file(), guide
