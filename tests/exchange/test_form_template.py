"""The form for collecting input: what its lists and limits let through, is read without errors."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.datavalidation import DataValidation

from medlemsdialog.catalogue import Language
from medlemsdialog.coding.claims import read_claims
from medlemsdialog.coding.codebook import read_codebook
from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.exchange.form_questions import write_sender
from medlemsdialog.exchange.form_template import build_form_template
from medlemsdialog.intake.register_of_sources import read_all
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Level, Position, Severity
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.lookup import find_sender

DATA = Path(__file__).resolve().parents[2] / "data"
DIALOGUE = read_dialogue(DATA / "dialogue.yaml")
CLAIMS = read_claims(DATA / "claims.yaml", dialogue=DIALOGUE, codebook=read_codebook(DATA / "codebook.yaml", DIALOGUE))
EXAMPLE = read_register(DATA / "reference", "eksempel")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60) | st.sampled_from(
    [
        "Kommunen vil ha flere plasser.",
        "-",
        "[tomt felt]",
        "Se vedlegg",
        "=1+1",
        "Vedtak: Ja.",
        "Ingen",
        "301",
        "Vet ikke",
    ]
)


def template(county_code: str | None = "61", language: Language = "nb") -> bytes:
    return build_form_template(DIALOGUE, EXAMPLE, CLAIMS, county_code=county_code, language=language)


def values_of(workbook: openpyxl.Workbook, rule: DataValidation) -> st.SearchStrategy[object]:
    """What one validation lets through, read out of the file itself."""
    if rule.type == "list":
        name, cells = rule.formula1.lstrip("=").rsplit("!", 1)
        rows = workbook[name.strip("'")][cells.replace("$", "")]
        return st.sampled_from([row[0].value for row in rows])
    if rule.type == "date":
        first, last = (dt.date(*map(int, re.findall(r"\d+", formula))) for formula in (rule.formula1, rule.formula2))
        return st.dates(first, last)
    assert rule.type == "textLength"
    return TEXTS


def columns_of(content: bytes) -> Iterator[tuple[int, st.SearchStrategy[object]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    for rule in workbook.worksheets[1].data_validations.dataValidation:
        for area in rule.sqref.ranges:
            yield area.min_col, st.none() | values_of(workbook, rule)


def fill(content: bytes, rows: list[dict[int, object]]) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook.worksheets[1]
    for number, row in enumerate(rows, start=2):
        for column, value in row.items():
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def check(folder: Path, content: bytes, name: str = "61/skjema.xlsx") -> dict[str, Intake]:
    file = folder / "inputs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return {intake.area_code: intake for intake in read_all(DataFolder(folder), DIALOGUE, EXAMPLE, Judgements())}


COLUMNS = {language: dict(columns_of(template(language=language))) for language in ("nb", "nn")}


@pytest.mark.parametrize("language", ["nb", "nn"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_what_the_lists_and_limits_let_through_gives_no_error(
    data: st.DataObject, language: Language, tmp_path: Path
) -> None:
    columns = COLUMNS[language]
    row = st.fixed_dictionaries(columns).filter(lambda values: any(str(v or "").strip() for v in values.values()))
    rows = data.draw(st.lists(row, min_size=1, max_size=5))
    intakes = check(tmp_path, fill(template(language=language), rows))
    errors = [p for intake in intakes.values() for p in intake.problems if p.severity is Severity.ERROR]
    assert [(p.rule, p.found) for p in errors] == []
    sources = {source.source for intake in intakes.values() for source in intake.sources}
    assert len(sources) == len(rows)


@pytest.mark.parametrize("edition", ["2017", "2020", "2024"])
def test_every_sender_of_the_list_is_itself_when_read(edition: str) -> None:
    register = read_register(shipped_editions_folder(), edition)
    for sender in (*register.members, *register.bodies):
        match = find_sender(register, write_sender(sender))
        found = match.member or match.body
        assert found == sender, write_sender(sender)


def test_a_filled_form_is_read_as_it_was_meant(tmp_path: Path) -> None:
    content = template("61")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    titles = {cell.value: cell.column for cell in sheet[1]}
    p1 = next(column for title, column in titles.items() if title.startswith("p1 "))
    claim = next(claim for claim in CLAIMS if claim.id == "k-statlig-tilskudd-kulturskole")
    tick = titles[claim.text.nb.rstrip(".")]
    member = EXAMPLE.members_in("61")[1]
    filled = fill(
        content,
        [
            {
                titles["Avsender"]: write_sender(member),
                titles["Levert"]: dt.date(2017, 9, 14),
                titles["Kan siteres"]: "Ja",
                p1: "Vi trenger flere lærere. Eksempel – oppdiktet.",
                tick: "Uenig",
                tick + 1: "Det finnes bedre måter. Eksempel – oppdiktet.",
            },
            {titles["Avsender"]: "Annen avsender", titles["Navn på annen avsender"]: "Korlaget", p1: "Syng mer."},
        ],
    )
    intake = check(tmp_path, filled)["61"]
    first, second = intake.sources
    assert (first.sender_code, first.date, first.openness.value, first.quotable) == (
        member.code, "2017-09-14", "public", True,
    )  # fmt: skip
    assert (second.sender_code, second.sender_name, second.level) == ("", "Korlaget", Level.OTHER)
    answers = [(p.question, p.tick, p.ticked, p.question_label) for p in intake.passages_of(first.source_id)]
    assert answers[0][:3] == ("p1", False, None)
    assert answers[1][1:] == (True, Position.AGAINST, claim.text.nb.rstrip("."))
    assert answers[2][1:] == (False, None, claim.text.nb.rstrip("."))
    # Our own guidance and lists are no input.
    assert {p.rule for p in intake.problems} & {"form_guessed", "form_title_rows", "form_without_rows"} == set()


def test_headings_are_locked_and_cells_below_are_text(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template())).worksheets[1]
    assert sheet.protection.sheet
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked for cell in sheet[2])
    assert {cell.number_format for cell in sheet[2]} == {"@", "dd.mm.yyyy"}


def test_guidance_that_somebody_wrote_in_is_input(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template()))
    workbook.worksheets[1].append([write_sender(EXAMPLE.members_in("61")[0])])
    workbook.worksheets[0]["C4"] = "Vi vil også si noe her."
    out = io.BytesIO()
    workbook.save(out)
    intake = check(tmp_path, out.getvalue())["61"]
    assert "Vi vil også si noe her." in {passage.text for passage in intake.passages}


def test_form_of_a_county_lets_only_its_own_senders_through_and_is_the_same_bytes_again() -> None:
    assert template("61") == template("61")
    lists = openpyxl.load_workbook(io.BytesIO(template("61"))).worksheets[2]
    offered = [row[0] for row in lists.iter_rows(min_row=2, values_only=True) if row[0]]
    own = {member.code for member in EXAMPLE.members_in("61")}
    assert own <= {text.split()[0] for text in offered}
    assert not any(member.code in text for text in offered for member in EXAMPLE.members_in("62"))
    assert len(EXAMPLE.members) < len(list(openpyxl.load_workbook(io.BytesIO(template(None))).worksheets[2].rows))


def test_nynorsk_form_asks_in_nynorsk() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template(language="nn")))
    titles = [cell.value for cell in workbook.worksheets[1][1]]
    assert any(str(title).startswith("p1 Kva blir") for title in titles)
    assert "Einig" in [row[1] for row in workbook.worksheets[2].iter_rows(min_row=2, values_only=True)]
