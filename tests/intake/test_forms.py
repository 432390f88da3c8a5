from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest

from medlemsdialog.intake.forms import contradicts
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind, Level, Status

HEADER = ["Svar-ID", "Levert", "Avsender", "Avsenderkategori", "Kommune", "p3", "p3 – kommentar", "Andre tema"]
ROWS = [
    ["Eksempel – oppdiktet"],
    [],
    HEADER,
    ["R1", "2017-09-01", "Tromsø kommune", "Kommune", "Tromsø", "Ja", "men det er uklart", "[tomt felt]"],
    ["R2", "1.9.2017", "Fana kulturskole", "Kommune", "Bergen", "Nei", "Vi mener\nmye", ""],
    ["R3", "1.9.2017", "Kulturlandslaget", "Organisasjon", "", "", "", "=HYPERLINK(1)"],
    ["", "1.9.2017", "0821", "Kommune", "Bø", "Ja", "Vedtak: KS bør hjelpe.\nVurdering: Det haster.", ""],
    ["R1", "1.9.2017", "Bø kommune", "Kommune", "", "Ja", "", ""],
]


@pytest.fixture
def intakes(received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]) -> dict[str, Intake]:
    def as_text(workbook: openpyxl.Workbook) -> None:
        workbook["Svar"]["H6"].data_type = "s"

    return received({"national/svar.xlsx": xlsx({"Svar": ROWS}, as_text)})


def test_rows_are_routed_by_the_register(intakes: dict[str, Intake]) -> None:
    routed = {s.source.partition("#")[2]: (code, s.sender_code) for code, i in intakes.items() for s in i.sources}
    assert routed == {
        "R1": ("19", "1902"),
        "R2": ("12", ""),
        "R3": ("national", ""),
        "rad-7": ("08", "0821"),
        "R1-2": ("national", ""),
    }


def test_service_unit_that_answers_as_the_municipality_is_a_problem(intakes: dict[str, Intake]) -> None:
    source = intakes["12"].sources[0]
    assert source.level is Level.OTHER
    assert "not_a_member" in {problem.rule for problem in intakes["12"].problems}


def test_name_that_occurs_twice_stays_open_with_both_candidates(intakes: dict[str, Intake]) -> None:
    problem = next(problem for problem in intakes["national"].problems if problem.rule == "ambiguous_sender")
    assert "0821" in problem.what.text()
    assert "1867" in problem.what.text()


def test_cells_become_ticks_and_lines_with_question_and_anchor(intakes: dict[str, Intake]) -> None:
    tick, comment, empty = intakes["19"].passages
    assert (tick.text, tick.tick, tick.kind, tick.question, tick.anchor.cell) == ("Ja", True, Kind.VIEW, "p3", "F4")
    assert (comment.tick, comment.question, comment.anchor.label()) == (False, "p3", "ark «Svar», celle G4")
    assert (empty.kind, empty.question) == (Kind.PLACEHOLDER, "")
    assert [p.anchor.paragraph for p in intakes["12"].passages] == [None, 1, 2]


def test_tick_against_its_comment_is_noticed_and_title_rows_are_named(intakes: dict[str, Intake]) -> None:
    assert "tick_against_text" in {problem.rule for problem in intakes["19"].problems}
    titles = [problem.found for problem in intakes["national"].problems if problem.rule == "form_title_rows"]
    assert titles == ["Eksempel – oppdiktet"]


def test_decision_and_assessment_in_one_cell_have_their_own_status(intakes: dict[str, Intake]) -> None:
    assert intakes["08"].sources[0].status is Status.DECISION
    assert [passage.status for passage in intakes["08"].passages] == [None, None, Status.ADMINISTRATIVE]


def test_what_looks_like_a_formula_is_kept_verbatim(intakes: dict[str, Intake]) -> None:
    assert "=HYPERLINK(1)" in {passage.text for passage in intakes["national"].passages}


def test_cp1252_export_with_semicolons_in_a_county_folder_is_read_the_same_way(
    received: Callable[..., dict[str, Intake]],
) -> None:
    text = "Skjema\n\nSvar-ID;Levert;Avsender;Kategori;Spørsmål 1;Kommentar\n7;2.9.2017;Horten kommune;Kommune;Ja;Økt støtte\n"
    intake = received({"07/svar.csv": text.encode("cp1252")})["07"]
    assert [(source.source, source.sender_code) for source in intake.sources] == [("07/svar.csv#7", "0701")]
    assert [(p.text, p.question, p.anchor.cell) for p in intake.passages] == [
        ("Ja", "p1", "E4"),
        ("Økt støtte", "p1", "F4"),
    ]


@pytest.mark.parametrize(
    ("tick", "comment", "expected"),
    [
        ("Ja", "men det må endres", True),
        ("Ja", "Bra.", False),
        ("Nei", "Kommunen støtter dette.", True),
        ("Nei", "For dyrt.", False),
    ],
)
def test_contradiction_is_a_comment_that_points_another_way(tick: str, comment: str, expected: bool) -> None:
    assert contradicts(tick, comment) is expected


@pytest.mark.parametrize("title", ["Svar mottatt", "Innspill motteke", "Mottatt dato"])
def test_column_of_when_an_answer_came_is_its_date_and_no_answer(
    title: str, received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]
) -> None:
    rows = [
        ["Komm.nr", "Kommune", title, "Hva forventer dere av KS?"],
        ["0901", "Risør", "12.09.2017", "KS må kreve faste midler (eksempel – oppdiktet)."],
    ]
    intake = received({"09/svar.xlsx": xlsx({"Svar": rows})})["09"]
    assert [source.date for source in intake.sources if "#" in source.source] == ["2017-09-12"]
    assert [passage.text for passage in intake.passages] == ["KS må kreve faste midler (eksempel – oppdiktet)."]


@pytest.mark.parametrize("title", ["Hva er din rolle?", "Kva er stillinga di?", "Din rolle i kommunen"])
def test_role_of_who_answers_is_no_answer(
    title: str, received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]
) -> None:
    rows = [
        ["Svar-ID", "Levert", "Kommune", title, "Hva forventer dere av KS?", "Hva bør KS' rolle være?"],
        ["1", "12.09.2017", "Risør", "Kultursjef", "KS må kreve mer (eksempel).", "KS må være pådriver."],
    ]
    intake = received({"09/svar.xlsx": xlsx({"Svar": rows})})["09"]
    assert [passage.text for passage in intake.passages] == ["KS må kreve mer (eksempel).", "KS må være pådriver."]


def test_dates_of_microsoft_forms_in_english_have_the_month_first(
    received: Callable[..., dict[str, Intake]], xlsx: Callable[..., bytes]
) -> None:
    rows = [
        ["ID", "Start time", "Completion time", "Email", "Name", "Kommune", "Hva bør KS gjøre?"],
        ["1", "10/2/17 9:01:11", "10/2/17 9:14:03", "anonymous", "", "Risør", "KS bør hjelpe (eksempel – oppdiktet)."],
    ]
    intake = received({"09/svar.xlsx": xlsx({"Sheet1": rows})})["09"]
    assert [source.date for source in intake.sources if "#" in source.source] == ["2017-10-02"]
