"""A form's mapping: guessed, corrected by a person, used exactly, and held against the sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_mapping import FormMapping, MappedColumns, MappedQuestion, MappedTicks, read_form_mapping
from medlemsdialog.intake.form_mapping_guess import guess_mapping
from medlemsdialog.intake.form_mapping_text import write_mapping_text
from medlemsdialog.intake.form_sources import find_questions, read_answers
from medlemsdialog.intake.forms import Form, find_form, read_form_rows
from medlemsdialog.intake.mapped_form import build_form, find_mapping_faults
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Kind, Position, Severity

HEAD = ["Nr", "Hvem", "Kommune", "Hva synes dere?", "Hvorfor?", "Ansvar", "Sitat"]
ROWS = (
    ("Eksempel – oppdiktet",),
    tuple(HEAD),
    ("1", "Kulturkontoret", "Horten", "Javisst", "Fordi", "Staten", "greit"),
    ("2", "", "Re", "Tja", "Se vedlegg", "KS", "helst ikke"),
    ("Testsvar", "", "Larvik", "Javisst", "", "", ""),
)
MAPPING = """\
schema_version: 1
confirmed: ja
sheet: Svar
header_row: 2
columns: {key: A, municipality: c, quotable: G}
questions:
  - {question: p9, proposition: k-tilskudd, title: "Hva synes dere?", tick: D, comment: E}
ticks: {for: [Javisst], neutral: [Tja]}
openness: {public: [greit], internal: [helst ikke]}
skip_columns: [B, F]
skip_rows: [Testsvar]
headers: {A: Nr, D: "Hva synes dere?"}
"""
Given = Callable[..., tuple[dict[str, Intake], list[Problem]]]


@pytest.fixture
def given_mapping(received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]) -> Given:
    """Read the form with a mapping beside it, and return the intake and the problems of the whole file."""

    def read(text: str, *, name: str = "svar.form.yaml") -> tuple[dict[str, Intake], list[Problem]]:
        intakes = received(
            {"nasjonalt/svar.xlsx": xlsx({"Svar": ROWS, "Annet": [["x"]]}), f"nasjonalt/{name}": text.encode()}
        )
        return intakes, [p for intake in intakes.values() for p in intake.problems if "#" not in p.source]

    return read


@pytest.mark.parametrize("name", ["svar.form.yaml", "svar.xlsx.form.yaml", "svar.form.yml"])
def test_mapping_is_used_exactly(given_mapping: Given, name: str) -> None:
    intakes, problems = given_mapping(MAPPING, name=name)
    first, second = intakes["07"].sources
    assert [(s.source, s.sender_code, s.openness.value, s.quotable) for s in (first, second)] == [
        ("nasjonalt/svar.xlsx#1", "0701", "public", True),
        ("nasjonalt/svar.xlsx#2", "0716", "internal", False),
    ]
    passages = [(p.text, p.question, p.proposition, p.tick, p.ticked, p.kind) for p in intakes["07"].passages]
    assert passages == [
        ("Javisst", "p9", "k-tilskudd", True, Position.FOR, Kind.VIEW),
        ("Fordi", "p9", "k-tilskudd", False, None, Kind.VIEW),
        ("Tja", "p9", "k-tilskudd", True, Position.NEUTRAL, Kind.VIEW),
        ("Se vedlegg", "p9", "k-tilskudd", False, None, Kind.PROCEDURE),
    ]
    assert [(p.rule, p.found) for p in problems if p.severity is not Severity.NOTICE] == []
    assert "form_note_rows" in {p.rule for p in problems}, "what a mapping leaves out is told"


def test_mapping_is_no_original(given_mapping: Given) -> None:
    intakes, _ = given_mapping(MAPPING)
    assert not [s for intake in intakes.values() for s in intake.sources if "yaml" in s.source]


def test_unconfirmed_mapping_is_used_and_told(given_mapping: Given) -> None:
    intakes, problems = given_mapping(MAPPING.replace("confirmed: ja", "confirmed: nei"))
    assert intakes["07"].passages[0].ticked is Position.FOR
    assert [p.rule for p in problems if "unconfirmed" in p.rule] == ["form_mapping_unconfirmed"]


@pytest.mark.parametrize(
    ("change", "rule", "found"),
    [
        (("tick: D", "tick: Z"), "form_mapping_no_column", "Z"),
        (("skip_columns: [B, F]", "skip_columns: [B, F, D]"), "form_mapping_column_twice", "D"),
        (("question: p9", "question: p99"), "form_mapping_unknown_question", "p99"),
        (("sheet: Svar", "sheet: Ark1"), "form_mapping_no_sheet", "Ark1"),
        (("header_row: 2", "header_row: 90"), "form_mapping_no_header_row", "90"),
        (("A: Nr", "A: Nummer"), "form_mapping_header_changed", "Nr"),
        (("municipality: c, ", ""), "form_mapping_no_sender", ""),
        (("tick: D, comment: E", ""), "form_mapping_empty_question", "Hva synes dere?"),
        (("header_row: 2", ""), "form_mapping_field_missing", ""),
        (("ticks:", "kryss:"), "form_mapping_field_unknown", "kryss"),
        (("header_row: 2", "header_row: to"), "form_mapping_field_wrong", "to"),
        (("tick: D", "tick: 4"), "form_mapping_field_wrong", "4"),
        (("columns: {", "columns: ["), "form_mapping_unreadable", ""),
        (("sheet: Svar", "sheet: Svar\nsheet: Annet"), "form_mapping_unreadable", ""),
    ],
)
def test_what_does_not_hold_is_an_error_in_plain_words(
    given_mapping: Given, change: tuple[str, str], rule: str, found: str
) -> None:
    assert change[0] in MAPPING
    intakes, problems = given_mapping(MAPPING.replace(*change, 1))
    (problem,) = [p for p in problems if p.rule == rule]
    assert (problem.severity, problem.source, problem.found) == (Severity.ERROR, "nasjonalt/svar.xlsx", found)
    for language in ("nb", "nn"):
        told = " ".join(text.text(language) for text in (problem.what, problem.allowed, problem.to_do))
        assert "svar.form.yaml" in told and "{" not in told
    assert [i for i in intakes.values() for _ in i.passages], "nothing is lost meanwhile"


def test_changed_heading_is_told_at_its_cell(given_mapping: Given) -> None:
    _, problems = given_mapping(MAPPING.replace("A: Nr", "A: Nummer"))
    (problem,) = [p for p in problems if p.rule == "form_mapping_header_changed"]
    assert (problem.anchor.cell, problem.allowed.text()) == ("A2", "Nummer")


def test_all_faults_are_told_at_once(given_mapping: Given) -> None:
    _, problems = given_mapping(MAPPING.replace("question: p9", "question: p99").replace("A: Nr", "A: Nummer"))
    assert {"form_mapping_unknown_question", "form_mapping_header_changed"} <= {p.rule for p in problems}


def test_column_that_nobody_named_is_read_as_a_comment_and_told(given_mapping: Given) -> None:
    intakes, problems = given_mapping(MAPPING.replace("[B, F]", "[B]"))
    assert "Staten" in {passage.text for passage in intakes["07"].passages}
    assert [(p.anchor.cell, p.found) for p in problems if p.rule == "form_mapping_unnamed_column"] == [("F2", "Ansvar")]


def test_tick_that_the_mapping_does_not_know_is_a_comment_and_told_at_its_cell(given_mapping: Given) -> None:
    intakes, _ = given_mapping(MAPPING.replace(", neutral: [Tja]", ""))
    told = [p for p in intakes["07"].problems if p.rule == "unknown_tick"]
    assert [(p.anchor.cell, p.found) for p in told] == [("D4", "Tja")]
    assert [p.tick for p in intakes["07"].passages if p.text == "Tja"] == [False]


def test_mapping_without_its_form_is_told(received: Callable[..., dict[str, Intake]]) -> None:
    intakes = received({"07/borte.form.yaml": MAPPING.encode()})
    assert [(p.rule, p.source) for p in intakes["07"].problems] == [("form_mapping_unused", "07/borte.form.yaml")]
    assert intakes["07"].sources == ()


def test_form_without_a_mapping_says_how_to_make_one(received: Callable[..., dict[str, Intake]]) -> None:
    text = "Svar-ID;Kommune;p1\n1;Horten;Ja\n"
    intakes = received({"nasjonalt/a.csv": text.encode()})
    (problem,) = [p for p in intakes["national"].problems if p.rule == "form_guessed"]
    assert "medlemsdialog form-mapping nasjonalt/a.csv" in problem.to_do.text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_a_mapping_or_faults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "svar.form.yaml"
    file.write_bytes(content)
    read = read_form_mapping(file)
    assert (read.mapping is None) == bool(read.faults)


def test_bombs_and_deep_nesting_are_faults(tmp_path: Path) -> None:
    file = tmp_path / "svar.form.yaml"
    for text in ("[" * 5000, "a: " * 3000, "x" * 2_000_000, "? " * 3000):
        file.write_text(text, encoding="utf-8")
        assert read_form_mapping(file).faults


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_written_mapping_is_read_as_the_same(language: str, tmp_path: Path, dialogue: Dialogue) -> None:
    form = find_form(Sheet(name="NO", rows=FORM))
    assert form is not None
    guessed = guess_mapping(form, dialogue)
    text = write_mapping_text(guessed, "nasjonalt/svar.xlsx", dialogue, (), language=language)
    file = tmp_path / "svar.form.yaml"
    file.write_text(text, encoding="utf-8")
    assert read_form_mapping(file).mapping == guessed
    told = {"nb": "øverst i Excel", "nn": "øvst i Excel"}
    assert told[language] in text
    assert all(f"#   {question.id}:" in text for question in dialogue.questions)
    assert set(yaml.safe_load(text)) == set(FormMapping.model_fields)


FORM = (
    ("Skjema – Eksempel – oppdiktet",),
    ("Svar-ID", "Levert", "Kommune", "E-post", "p1 Hva vil dere?", "Staten bør gi mer", "Staten bør gi mer – kommentar",
     "Hvor? - Ute", "Hvor? - Inne", "Kan siteres"),
    ("1", "1.9.2017", "Horten", "a@b.invalid", "Vi vil mye", "Enig", "Fordi", "1", "0", "Ja"),
    ("2", "2.9.2017", "Re", "", "-", "Vet ikke", "", "", "1", "Nei"),
    ("Totalt", "", "", "", "2"),
)  # fmt: skip


def _answers(form: Form, dialogue: Dialogue) -> list[object]:
    questions = find_questions(form, dialogue)
    return [(row.key, row.number, read_answers(row, questions)) for row in read_form_rows(form)[0]]


_CELLS = st.sampled_from(
    ["", "Ja", "Nei", "Vet ikke", "Enig", "-", "Vi vil mye mer", "1", "0", "Staten;KS", "Se vedlegg"]
)


@settings(max_examples=150)
@given(rows=st.lists(st.lists(_CELLS, min_size=6, max_size=6), min_size=1, max_size=12))
def test_guess_and_its_mapping_give_the_same_answers(rows: list[list[str]], dialogue: Dialogue) -> None:
    # What is written is no alternative of another question: it differs from cell to cell.
    body = tuple(
        (
            str(n),
            "1.9.2017",
            "Horten",
            "a@b.invalid",
            *(f"{cell} {n}{c}" if " mer" in cell else cell for c, cell in enumerate(row)),
        )
        for n, row in enumerate(rows, start=1)
    )
    sheet = Sheet(name="Svar", rows=(*FORM[:2], *body, FORM[-1]))
    guessed = find_form(sheet)
    assert guessed is not None
    mapping = guess_mapping(guessed, dialogue)
    assert find_mapping_faults(mapping, [sheet], dialogue) == []
    assert _answers(build_form(mapping, sheet), dialogue) == _answers(guessed, dialogue)


@given(text=st.text(max_size=40))
@example(text="\x7f\x85\u2028\ufeff\ufffe\uffff")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mapping_is_read_as_it_was_written_whatever_signs_its_form_holds(
    tmp_path: Path, dialogue: Dialogue, text: str
) -> None:
    mapping = FormMapping(
        header_row=1,
        columns=MappedColumns(sender="A"),
        questions=(MappedQuestion(title=text, tick=("B",)),),
        ticks=MappedTicks(supporting=(text,)),
        skip_rows=(3, text),
        headers={"B": text},
    )
    question = dialogue.questions[0]
    asked = question.model_copy(update={"text": question.text.model_copy(update={"nb": "Første linje\nandre: linje"})})
    two_lines = dialogue.model_copy(update={"questions": (asked,)})
    file = tmp_path / "svar.form.yaml"
    file.write_bytes(write_mapping_text(mapping, "svar.xlsx", two_lines, ()).encode())
    read = read_form_mapping(file)
    assert (read.mapping, read.faults) == (mapping, ())
