"""The pictures of the tabs «Funn» and «Kommentarer» in the guides: taken of the example, with `--update-pictures` only."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from medlemsdialog.evidence import open_workspace
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.runs.run import run_dialogue
from support.desk_page import find_axe_faults, open_desk_page

pytestmark = pytest.mark.browser

COLOURS = 128
PIA = "Pia Eksempel"
FINDING = "Øremerket tilskudd til kulturskolen deler medlemmene"
# What readers ask, at places of the example's own report. Eksempel – oppdiktet.
ASKED = (
    ("a", "funn-f-oremerket-tilskudd-setning-1", "Ola Leser", "Gjelder dette også fylkeskommunene?"),
    ("b", "krav-k-makspris-kulturskole", "Ola Leser", "Er det spurt om hva en makspris skal være?"),
    ("c", "funn-f-lokaler-setning-1", "Mari Leser", "Her bør det stå at idrettshallene er med."),
)


def test_pictures_of_findings_and_comments_show_the_example_without_faults(request, root, tmp_path, chromium_path):
    if not request.config.getoption("--update-pictures"):
        pytest.skip("the whole example is run for the pictures: only with --update-pictures")
    data = DataFolder(Path(shutil.copytree(root / "data", tmp_path / "dialog")))
    build = BuildFolder(tmp_path / "build")
    run_dialogue(open_workspace(data, build))
    with open_desk_page(data, build, chromium_path, area_code=NATIONAL, person=PIA) as (page, _):
        _open_tab(page, "Funn")
        page.get_by_role("option").filter(has_text=FINDING).click()
        page.get_by_role("heading", name=FINDING).first.wait_for()
        page.locator(".mld-fn-card .mld-editor").first.wait_for()
        _take(page, root / "docs/bilder/funn.png")
        _open_tab(page, "Kommentarer")
        page.locator("input[type=file]").first.set_input_files(_write_comments(tmp_path))
        page.get_by_role("heading", name="Kommentar fra").wait_for()
        _take(page, root / "docs/bilder/kommentarer.png")


def _open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def _write_comments(folder: Path) -> list[Path]:
    files = []
    for author in dict.fromkeys(one[2] for one in ASKED):
        comments = [
            {
                "id": key * 32,
                "area": "nasjonalt",
                "place": place,
                "place_text": "",
                "text": text,
                "written": "2018-02-05",
            }
            for key, place, by, text in ASKED
            if by == author
        ]
        made = {"format": "medlemsdialog-kommentarer", "version": 1, "report": {"document_date": "2018-02-01"}}
        file = folder / f"kommentarer-{author.split()[0].lower()}.json"
        file.write_text(
            json.dumps({**made, "name": author, "organisation": "", "comments": comments}), encoding="utf-8"
        )
        files.append(file)
    return files


def _take(page: Page, file: Path) -> None:
    page.wait_for_timeout(1500)
    assert find_axe_faults(page, ".mld-desk") == []
    page.screenshot(path=str(file))
    with Image.open(file) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(file, optimize=True)
