"""The whole day at the desk, in a real JupyterLab: from files in the post to a county that policy staff have received.

With `--update-pictures` the pictures of the guides in `docs/` are taken on the way.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from medlemsdialog.evidence import open_workspace
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.run import run_dialogue
from support.desk_lab import open_browser, open_tab, run_lab, start_desk
from support.desk_page import find_axe_faults

pytestmark = pytest.mark.browser

COUNTY = "61"
ANNE, BO, PIA = "Anne Eksempel", "Bo Eksempel", "Pia Eksempel"
COLOURS = 128
TakePicture = Callable[[Page, str], None]


@pytest.fixture
def take_picture(request, root, tmp_path) -> TakePicture:
    """Return what saves a picture of the page for the guides; without the flag it only takes it."""
    folder = root / "docs/bilder" if request.config.getoption("--update-pictures") else tmp_path / "bilder"

    def take(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.png"
        page.screenshot(path=str(file))
        with Image.open(file) as picture:
            picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS).save(file, optimize=True)

    return take


@pytest.fixture
def adviser(root, tmp_path) -> DataFolder:
    """The example as county 61's adviser has it the first morning: nothing in the county's folder, nothing judged."""
    folder = tmp_path / "rådgiver"
    shutil.copytree(root / "data", folder)
    for kind in ("inputs", "judgements"):
        for area in (folder / kind).iterdir():
            if area.is_dir() and area.name != "national":
                shutil.rmtree(area)
    shutil.rmtree(folder / "judgements/national/samples")
    return DataFolder(folder)


@pytest.fixture
def nation(root, tmp_path) -> DataFolder:
    """The example as policy staff have it before county 61 has handed in."""
    folder = tmp_path / "sentralt"
    shutil.copytree(root / "data", folder)
    for kind in ("inputs", "judgements"):
        shutil.rmtree(folder / kind / COUNTY)
    return DataFolder(folder)


def test_from_files_in_the_post_to_a_county_that_is_received(
    request, adviser, nation, root, tmp_path, chromium_path, take_picture
):
    post = sorted(file for file in (root / "data/inputs" / COUNTY).iterdir() if file.is_file())
    with (
        run_lab(adviser, BuildFolder(tmp_path / "b1"), area_code=COUNTY) as address,
        open_browser(chromium_path) as browser,
    ):
        first = browser.new_page()
        first.goto(address)
        first.locator(".mld-start-button").wait_for(timeout=120_000)
        take_picture(first, "start")
        first.close()
        page = start_desk(browser, address, person=ANNE)
        _register(page, post, take_picture)
        _look_at_problems(page, take_picture)
        _code(page, adviser, take_picture)
        _assess(page, adviser, take_picture)
        handed_in = _hand_in(page, tmp_path, take_picture)
        _see_what_another_does(page, adviser)
    judgements = read_judgements(adviser)[0]
    assert judgements.sign_offs[COUNTY].by == ANNE
    with (
        run_lab(nation, BuildFolder(tmp_path / "b2"), area_code="national") as address,
        open_browser(chromium_path) as browser,
    ):
        page = start_desk(browser, address, person=PIA)
        _receive(page, handed_in, take_picture)
        _merge_two_claims(page, nation, take_picture)
        _look_at_comparison(page, take_picture)
        if request.config.getoption("--update-pictures"):
            _show_national_document(nation, BuildFolder(tmp_path / "b2"), browser, take_picture)
    received = read_judgements(nation)[0]
    assert {key: coding.themes for key, coding in received.codings.items() if key[1] == ANNE} == {
        key: coding.themes for key, coding in judgements.codings.items() if key[1] == ANNE
    }


def _no_faults(page: Page) -> None:
    assert find_axe_faults(page, ".mld-desk") == []


def _saved(page: Page) -> None:
    page.locator(".mld-status").get_by_text("kl.").wait_for()


def _register(page: Page, post: list[Path], take_picture: TakePicture) -> None:
    """Drop the files, confirm all that is clear with one press and the others one by one, and add a meeting."""
    page.locator(".mld-drop input[type=file]").set_input_files(post)
    page.get_by_text(f"{post[-1].name} er lagt inn.").wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    take_picture(page, "innspill")
    page.get_by_role("button", name="som ikke må avklares").click()
    page.get_by_role("dialog").get_by_role("button", name="Bekreft", exact=True).click()
    page.get_by_text("bekreftet kl.").wait_for()
    page.get_by_role("button", name="Legg til møte …").click()
    page.get_by_role("dialog").get_by_label("Organ").select_option(index=1)
    page.get_by_role("dialog").get_by_label("Dato").fill("14. juni 2017")
    page.get_by_role("dialog").get_by_label("Til stede").fill("9")
    page.get_by_role("dialog").get_by_role("button", name="Lagre møtet").click()
    page.get_by_text("Møtet er lagret").wait_for()
    _no_faults(page)


def _look_at_problems(page: Page, take_picture: TakePicture) -> None:
    open_tab(page, "Merknader")
    page.get_by_role("listbox").first.wait_for()
    page.wait_for_timeout(500)
    take_picture(page, "merknader")
    _no_faults(page)


def _code(page: Page, data: DataFolder, take_picture: TakePicture) -> None:
    """Code by the keys alone: accept, reject, a theme by name, a new claim with a position."""
    open_tab(page, "Koding")
    page.locator(".mld-statement .mld-buttons").first.wait_for(timeout=60_000)
    for _ in range(8):
        page.wait_for_timeout(300)
        if page.locator(".mld-suggestion").count():
            break
        page.keyboard.press("j")
    take_picture(page, "koding")
    _no_faults(page)
    for _ in range(6):
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
    page.keyboard.press("t")
    page.keyboard.type("bibliotek")
    page.keyboard.press("Enter")
    _saved(page)
    page.keyboard.press("r")
    page.keyboard.type("Staten bør betale for bokbussen.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Rettet til").select_option("state")
    dialog.get_by_label("Tema", exact=True).select_option(index=1)
    dialog.get_by_role("button", name="Lagre kravet").click()
    page.get_by_text("Hva mener avsenderen om kravet?").wait_for()
    page.keyboard.press("1")
    page.get_by_role("dialog").wait_for(state="detached")
    _saved(page)
    page.keyboard.press("x")
    page.wait_for_timeout(1500)
    codings = [coding for key, coding in read_judgements(data)[0].codings.items() if key[1] == ANNE]
    assert len(codings) >= 4
    assert any("bokbuss" in one.claim_id for coding in codings for one in coding.claims)


def _assess(page: Page, data: DataFolder, take_picture: TakePicture) -> None:
    """Write the assessment with a statement cited and a number put in."""
    open_tab(page, "Vurdering")
    page.locator(".mld-editor").click()
    page.keyboard.type("Eksempel – oppdiktet. Kommunene i fylket er samlet om biblioteket")
    page.keyboard.press("Alt+u")
    page.keyboard.type("bibliotek")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type(". I alt er det kommet ")
    page.keyboard.press("Alt+t")
    page.keyboard.type("utsagn i alt")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type(".")
    page.keyboard.press("Control+s")
    page.get_by_text("Lagret kl.").first.wait_for()
    take_picture(page, "vurdering")
    _no_faults(page)
    (assessment,) = [one for key, one in read_judgements(data)[0].assessments.items() if key[0] == COUNTY]
    assert "{tall:utsagn}" in assessment.text and len(assessment.cited) == 1


def _hand_in(page: Page, tmp_path: Path, take_picture: TakePicture) -> Path:
    open_tab(page, "Levering")
    page.get_by_role("heading", name="1. Hva gjenstår").wait_for()
    page.wait_for_timeout(500)
    take_picture(page, "levering")
    page.get_by_role("button", name="Lag rapporten").click()
    page.locator("iframe.mld-report").wait_for(timeout=180_000)
    page.frame_locator("iframe.mld-report").get_by_role("heading", name="Tyrimark").first.wait_for()
    page.get_by_role("button", name="Lag brev").click()
    page.get_by_text("brev er laget").first.wait_for()
    page.get_by_role("button", name=f"Godkjenn som {ANNE}").click()
    page.get_by_text(f"Godkjent av {ANNE}").wait_for()
    page.get_by_role("button", name="Lever inn").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned leveringen").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    _no_faults(page)
    return file


def _see_what_another_does(page: Page, data: DataFolder) -> None:
    """A colleague codes the same statement from elsewhere; it shows here within seconds, without a press."""
    from medlemsdialog.runs.judging import code_statement

    open_tab(page, "Koding")
    page.locator(".mld-statement .mld-now").first.wait_for()
    page.wait_for_timeout(500)
    workspace = open_workspace(data, BuildFolder(data.root / "build"))
    (statement_id,) = [statement for (statement, by) in workspace.judgements.codings if by == ANNE][:1]
    row = page.locator(".mld-list-row").filter(has_text=workspace.judgements.codings[statement_id, ANNE].text[:40])
    row.first.click()
    code_statement(workspace, statement_id, themes=[workspace.codebook.themes[-1].code], claims={}, by=BO)
    page.get_by_text(BO).first.wait_for(timeout=10_000)


def _receive(page: Page, handed_in: Path, take_picture: TakePicture) -> None:
    page.get_by_role("row", name="61 Tyrimark").wait_for(timeout=60_000)
    page.locator(".mld-drop input[type=file]").set_input_files([handed_in])
    page.get_by_role("button", name="Ta imot").first.wait_for()
    take_picture(page, "status")
    _no_faults(page)
    page.get_by_role("button", name="Ta imot").first.click()
    page.get_by_text("Leveringen er tatt imot kl.").wait_for(timeout=60_000)
    page.get_by_role("row", name="61 Tyrimark").get_by_text("nr. 1").wait_for()


def _look_at_comparison(page: Page, take_picture: TakePicture) -> None:
    """Open a county of the drawn sample from the head of the page."""
    page.locator(".mld-desk").get_by_label("Fylke", exact=True).select_option("65")
    page.locator(".mld-desk").get_by_role("tab", name="Vurdering").wait_for()
    open_tab(page, "Sammenlign koding")
    page.get_by_text("hver for seg").or_(page.get_by_text("utvalget")).first.wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    take_picture(page, "sammenlign")
    _no_faults(page)


def _show_national_document(
    data: DataFolder, build: BuildFolder, browser: BrowserContext, take_picture: TakePicture
) -> None:
    """Make the national document as it stands now, for the readers' guide."""
    result = run_dialogue(open_workspace(data, build))
    assert result.national_report is not None
    page = browser.new_page()
    page.goto(result.national_report.as_uri())
    take_picture(page, "nasjonal")


def _merge_two_claims(page: Page, data: DataFolder, take_picture: TakePicture) -> None:
    before = len(open_workspace(data, BuildFolder(data.root / "build")).claims)
    open_tab(page, "Krav")
    page.get_by_role("listbox").first.wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    page.get_by_role("listbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    page.keyboard.press("Space")
    page.get_by_text("2 er valgt.").wait_for()
    page.keyboard.press("m")
    page.get_by_role("heading", name="Slå sammen 2 krav").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gjør endringen").wait_for()
    take_picture(page, "krav")
    _no_faults(page)
    page.get_by_role("button", name="Gjør endringen").click()
    page.get_by_text("Endringen er lagret.").wait_for()
    assert len(open_workspace(data, BuildFolder(data.root / "build")).claims) == before - 1
