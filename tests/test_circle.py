"""The circle closed: from the package to the answers, the reports and the page back to the member, each statement traceable.

One county, real files and a real browser: a member answers on the input page with its code, another edits the draft of its
council's case, a third writes its minutes in the template; all is fetched, confirmed, coded, reported and told back.
"""

from __future__ import annotations

import csv
import html
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.models.passages import Passage
from medlemsdialog.paths import BuildFolder, DataFolder
from support.clerk_edits import WordEdit
from support.input_page import serve
from support.one_county import COUNTY, write_one_county

pytestmark = pytest.mark.browser

ON_PAGE, WITH_CASE, WITH_MINUTES = "6101", "6104", "6105"
CLAIM, THEME = "k-statlig-tilskudd-kulturskole", "kulturskole-okonomi"
PEOPLE = ["--by", "Rådgiver Eksempel"]
ANSWER = "Staten bør betale en fast del av hver plass i kulturskolen. Eksempel – oppdiktet."
COMMENT = "Uten tilskudd blir prisen for høy for mange. Eksempel – oppdiktet."
DECIDED = "Staten bør dekke halvparten av utgiftene til kulturskolen. Eksempel – oppdiktet."
PROPOSED = "Staten bør dekke en tredel av utgiftene til kulturskolen. Eksempel – oppdiktet."
SAID = "Kulturskolen bør være gratis for barn i familier med lav inntekt. Eksempel – oppdiktet."
ATTACHED = "Eksempel – oppdiktet\n\nTyrihavn kommune\n\nVedtak\n\n1. Kulturskolen bør få eget bygg.\n"
TODAY = "2017-06-01"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return write_one_county(tmp_path_factory.mktemp("runde") / "dialog")


@pytest.fixture
def command(data: DataFolder, capfd: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command of the program on the dialogue, and return what it prints."""

    def run(*words: str, own_process: bool = False) -> str:
        arguments = [*words, "--data", str(data.root)]
        if own_process:
            program = [sys.executable, "-c", "from medlemsdialog.gate import main; main()"]
            done = subprocess.run([*program, *arguments], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout
        capfd.readouterr()
        code = run_command(arguments)
        out, err = capfd.readouterr()
        assert code == 0, out + err
        return out

    return run


@pytest.fixture
def page(chromium_path: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


def test_what_is_asked_is_answered_analysed_and_told_back(
    data: DataFolder, command: Callable[..., str], page: Any, tmp_path: Path
) -> None:
    build = BuildFolder(data.root / "build")
    command("pack", "--county", COUNTY, own_process=True)
    with serve(data, today=TODAY) as served:
        answer_on_page(page, served.address, draw_code(command, tmp_path / "koder.csv"), tmp_path)
        edit_case(build, data)
        write_minutes(build, data)
        fetched = json.loads(command("inbox", "pull", "--json"))
    assert [(one["state"], one["sender_code"], one["attachments"]) for one in fetched] == [("new", ON_PAGE, 1)]
    command("confirm", "--county", COUNTY, "--all", *PEOPLE)
    found = find_statements(data, build)
    for text in (ANSWER, COMMENT, DECIDED, SAID):
        command("code", found[text].statement_id, "--theme", THEME, *PEOPLE)
    command("code", found[DECIDED].statement_id, "--theme", THEME, "--claim", f"{CLAIM}=for", *PEOPLE)
    write_finding(command, found, tmp_path / "funn.md")
    command("run", own_process=True)
    command("findings", "approve", "f-staten-ma-ta-sin-del", "--with-faults", "--by", "Leder Eksempel")
    command("run", own_process=True)
    command("feedback", "--county", COUNTY)
    report = build.area(COUNTY).report.read_text(encoding="utf-8")
    nation = build.area("national").index.read_text(encoding="utf-8")
    for text, member in ((ANSWER, ON_PAGE), (COMMENT, ON_PAGE), (DECIDED, WITH_CASE), (SAID, WITH_MINUTES)):
        told = html.unescape(build.feedback(member, "html").read_text(encoding="utf-8"))
        # Only the page asked whether it may be quoted: of the others the headings, which are their own words, stay here.
        anchor = found[text].anchor
        place = (anchor if member == ON_PAGE else anchor.without_words()).label()
        assert found[text].statement_id in report and found[text].statement_id in nation, text
        assert place in html.unescape(report) and place in told, (text, place)
    told = html.unescape(build.feedback(ON_PAGE, "html").read_text(encoding="utf-8"))
    # What the member said, what it ticked, and the finding that rests on it.
    assert ANSWER in told and "Staten bør innføre et øremerket tilskudd til kulturskolen." in told
    assert "Staten må ta sin del" in told and "Staten må ta sin del" in nation
    assert PROPOSED not in told


def draw_code(command: Callable[..., str], sheet: Path) -> str:
    command("codes", "out", str(sheet), "--member", ON_PAGE)
    (row,) = csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    return row["Kode"]


def answer_on_page(page: Any, address: str, code: str, folder: Path) -> None:
    attached = folder / "Vedtak i bystyret.txt"
    attached.write_text(ATTACHED, encoding="utf-8")
    page.goto(f"{address}/")
    page.fill("#sok", "tyrihavn")
    page.press("#sok", "Enter")
    page.click(f'a[href$="/medlem/{ON_PAGE}"]')
    page.fill("#kode", code)
    page.click("#begynn")
    page.click('a[href$="/svar"]')
    page.fill("#svar-p9", ANSWER)
    page.check(f"#pastand-{CLAIM}-agree")
    page.click(f"details:has(#kommentar-{CLAIM}) summary")
    page.fill(f"#kommentar-{CLAIM}", COMMENT)
    page.check("#behandling-administration")
    page.check("#sitat-ja")
    page.click('button[value="vedlegg"]')
    page.set_input_files("#fil", attached)
    page.click("form[enctype] button.main")
    page.click('a[href$="/svar#handling"]')
    page.click('button[value="send"].main')
    assert "Takk! Innspillet er mottatt" in page.inner_text("main")


def edit_case(build: BuildFolder, data: DataFolder) -> None:
    case = WordEdit(build.package(COUNTY, WITH_CASE).council_case.read_bytes())
    case.write_below("Spørsmål 9:", PROPOSED)
    case.write_after("Dato:", "02.05.2017")
    case.add_at_end(
        [
            ("Heading1", "Saksprotokoll i kommunestyret 24.05.2017, sak 45/17"),
            ("Heading2", "Vedtak"),
            ("ListNumber", DECIDED),
        ]
    )
    data.new_original(f"{COUNTY}/gaupestrand-sak-45-17.docx").write_bytes(case.save())


def write_minutes(build: BuildFolder, data: DataFolder) -> None:
    minutes = WordEdit(build.package(COUNTY, WITH_MINUTES).minutes_template.read_bytes())
    minutes.write_after("Møtedato:", "12.05.2017")
    minutes.fill_rows("Spørsmål 9:", [(SAID, "Kulturskolen", "Alle enige")])
    data.new_original(f"{COUNTY}/referat.docx").write_bytes(minutes.save())


def find_statements(data: DataFolder, build: BuildFolder) -> dict[str, Passage]:
    received = read_even_if_broken(open_workspace(data, build), COUNTY)
    senders = {source.source_id: source.sender_code for source in received.sources if source.counts}
    assert set(senders.values()) == {ON_PAGE, WITH_CASE, WITH_MINUTES}
    found = {passage.text: passage for passage in received.passages if passage.is_statement}
    assert [senders[found[text].source_id] for text in (ANSWER, DECIDED, SAID)] == [ON_PAGE, WITH_CASE, WITH_MINUTES]
    # Asked under the same question in the package, on the page and in the template.
    assert {found[text].question for text in (ANSWER, SAID)} == {"p9"}
    # The council decided something else than was proposed; what it decided counts.
    assert PROPOSED in {passage.text for passage in received.passages} and PROPOSED not in found
    return found


def write_finding(command: Callable[..., str], found: dict[str, Passage], file: Path) -> None:
    cited = [found[text].statement_id for text in (ANSWER, DECIDED)]
    file.write_text(
        f"---\noverskrift: Staten må ta sin del\nkrav: {CLAIM}\ntemaer: {THEME}\nutsagn: {', '.join(cited)}\n"
        "dokumenter: innspillet til departementet, sluttrapporten\n---\n"
        f"Kommuner ber staten ta en del av utgiftene [@{cited[0]}] [@{cited[1]}].\n",
        encoding="utf-8",
    )
    command("findings", "write", str(file), *PEOPLE)
