"""Exports of the form services as they come: each is recognised by its shape and read by rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from medlemsdialog.intake.form_columns import Column
from medlemsdialog.intake.forms import Form, find_form
from medlemsdialog.intake.readers.delimited import read_delimited
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind, Position

NOTE = "Eksempel – oppdiktet"
Received = Callable[..., dict[str, Intake]]
Xlsx = Callable[..., bytes]


def form_of(text: str) -> Form:
    form = find_form(read_delimited("svar.csv", text.encode("utf-8-sig")).sheets[0])
    assert form is not None
    return form


def holds(form: Form) -> list[Column]:
    return [column.holds for column in form.columns]


def csv(rows: Sequence[Sequence[str]]) -> bytes:
    return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8-sig")


def answers(intake: Intake, number: int = 0) -> list[tuple[str, str, str, bool, Position | None]]:
    passages = intake.passages_of(intake.sources[number].source_id)
    return [(p.text, p.question, p.question_label, p.tick, p.ticked) for p in passages]


def test_nettskjema_with_codes_and_one_column_for_each_alternative(received: Received) -> None:
    rows = [
        [
            "$submission_id",
            "$created",
            "$answer_time_ms",
            "kommune",
            "p9",
            "p9_kommentar",
            "ansvar.stat",
            "ansvar.fylke",
        ],
        ["4711", "2017-09-14T08:52:33.000+0200", "81000", "Horten", "Ja", NOTE + ": Mer", "1", ""],
        ["4712", "2017-09-15T10:00:00.000+0200", "900", "Tønsberg", "Vet ikke", "", "0", "1"],
    ]
    intake = received({"nasjonalt/nettskjema.csv": csv(rows)})["07"]
    assert [(s.source, s.sender_code, s.date) for s in intake.sources] == [
        ("nasjonalt/nettskjema.csv#4711", "0701", "2017-09-14"),
        ("nasjonalt/nettskjema.csv#4712", "0704", "2017-09-15"),
    ]
    assert answers(intake) == [
        ("Ja", "p9", "p9", True, Position.FOR),
        (NOTE + ": Mer", "p9", "p9", False, None),
        ("1", "", "ansvar – stat", True, None),
    ]
    not_chosen, chosen = intake.passages_of(intake.sources[1].source_id)[1:]
    assert (not_chosen.kind, not_chosen.tick) == (Kind.BACKGROUND, False)
    assert (chosen.kind, chosen.tick, chosen.question_label) == (Kind.VIEW, True, "ansvar – fylke")


@pytest.mark.parametrize("norwegian", [True, False])
def test_microsoft_forms_with_several_choices_in_a_cell(norwegian: bool, received: Received, xlsx: Xlsx) -> None:
    head = (
        ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-post", "Navn"]
        if norwegian
        else ["ID", "Start time", "Completion time", "Email", "Name"]
    )
    asked = ["Hvilken kommune svarer du for?", "Hvem bør ha ansvaret?", "Hva vil dere si om dette?"]
    choices = ["Staten;", "Staten;Kommunen;", "Kommunen;", "Fylkeskommunen;Staten;", "Kommunen;", "Staten;Kommunen;"]
    places = ["Horten", "Tønsberg", "Sandefjord", "Larvik", "Færder", "Re"]
    rows = [
        [
            n,
            dt.datetime.fromisoformat("2017-09-01T08:00"),
            dt.datetime.fromisoformat(f"2017-09-0{1 + n}T09:30"),
            "x@y.invalid",
            "anonymous",
            place,
            choice,
            NOTE,
        ]
        for n, (place, choice) in enumerate(zip(places, choices, strict=True), start=1)
    ]
    intakes = received({"nasjonalt/forms.xlsx": xlsx({"Sheet1": [head + asked, *rows]})})
    intake = intakes["07"]
    assert [source.source.partition("#")[2] for source in intake.sources][:3] == ["1", "2", "3"]
    assert {source.date for source in intake.sources} >= {"2017-09-02", "2017-09-03"}
    assert answers(intake, 1)[0] == ("Staten;Kommunen;", "", "Hvem bør ha ansvaret?", True, None)
    assert "x@y.invalid" not in {passage.text for passage in intake.passages}


def test_google_forms_and_matrix_questions(received: Received) -> None:
    text = (
        "Tidsmerke,E-postadresse,Kommune,Hva mener dere? [Staten bør gi mer],Hva mener dere? [KS bør gjøre mer],Andre innspill?\n"
        "2017/09/01 9:00:00 AM,x@y.invalid,Horten,Enig,Uenig,Vi vil ha mer.\n"
    )
    form = form_of(text)
    assert received({"nasjonalt/google.csv": text.encode()})["07"].sources[0].date == "2017-09-01"
    assert holds(form) == [
        Column.DELIVERED, Column.PERSON, Column.MUNICIPALITY, Column.TICK, Column.TICK, Column.COMMENT,
    ]  # fmt: skip
    assert [column.label for column in form.questions()][:2] == ["Staten bør gi mer", "KS bør gjøre mer"]


def test_surveyxact_marks_in_words_are_choices() -> None:
    form = form_of(
        "respondentid;Kommune;Hvor holder dere til? - Kulturhus;Hvor holder dere til? - Skole;Kommentar\n"
        "1;Horten;Valgt;Ikke valgt;\n2;Re;Ikke valgt;Valgt;Fint\n"
    )
    assert [column.alternative for column in form.questions()][:2] == ["Kulturhus", "Skole"]


@pytest.mark.parametrize("sender_below", [True, False])
def test_two_header_rows_are_one(sender_below: bool, received: Received, xlsx: Xlsx) -> None:
    who = ["Svar-ID", "Kommune"]
    upper = (["", ""] if sender_below else who) + ["1. Struktur", "", "2. Pilarer", ""]
    lower = (who if sender_below else ["", ""]) + ["Svar", "Kommentar", "Svar", "Kommentar"]
    rows = [[NOTE], upper, lower, ["A", "Horten", "Ja", "Bra", "Nei", "Dårlig"]]
    intake = received({"nasjonalt/svar.xlsx": xlsx({"Svar": rows})})["07"]
    assert [(text, label, tick) for text, _, label, tick, _ in answers(intake)] == [
        ("Ja", "Struktur", True),
        ("Bra", "Struktur", False),
        ("Nei", "Pilarer", True),
        ("Dårlig", "Pilarer", False),
    ]


def test_totals_and_notes_below_are_told_and_are_no_answers(received: Received, xlsx: Xlsx) -> None:
    rows = [
        ["Svar-ID", "Kommune", "p1", "p9"],
        ["A", "Horten", "Vi vil ha mer", "Ja"],
        ["Antall svar", "", "1", "1"],
        [],
        ["Uttrekk 3. desember 2017 " + NOTE],
    ]
    intakes = received({"nasjonalt/svar.xlsx": xlsx({"Svar": rows})})
    notes = [p for p in intakes["national"].problems if p.rule == "form_note_rows"]
    assert [(p.anchor.cell, p.found) for p in notes] == [
        ("A3", "Antall svar · 1 · 1"),
        ("A5", "Uttrekk 3. desember 2017 " + NOTE),
    ]
    assert [s.source for i in intakes.values() for s in i.sources] == ["nasjonalt/svar.xlsx#A"]


def test_american_dates_and_days_as_numbers_are_read(received: Received) -> None:
    head = ["ID", "Completion time", "Kommune", "p1"]
    rows = [head, ["1", "9/4/17 8:52:33", "Horten", "A"], ["2", "9/14/17 8:52:33", "Re", "B"]]
    intake = received({"nasjonalt/a.csv": csv(rows)})["07"]
    assert [source.date for source in intake.sources] == ["2017-09-04", "2017-09-14"]
    rows = [["ID", "Levert", "Kommune", "p1"], ["1", "42992", "Horten", "C"], ["2", "i går", "Re", "D"]]
    intake = received({"nasjonalt/a.csv": csv(rows)})["07"]
    assert [source.date for source in intake.sources] == ["2017-09-14", ""]
    unreadable = [p for p in intake.problems if p.rule == "unreadable_date"]
    assert [(p.found, p.anchor.cell) for p in unreadable] == [("i går", "B3")]


def test_permission_to_quote_is_no_answer_and_decides_the_openness(received: Received, xlsx: Xlsx) -> None:
    head = ["Svar-ID", "Kommune", "p1", "Kan siteres?", "Merknad"]
    quotable = ["Ja", "Nei", "Fortrolig", "tja", ""]
    rows = [[f"R{n}", "Horten", f"Svar {n}", value, NOTE] for n, value in enumerate(quotable)]
    intake = received({"nasjonalt/svar.xlsx": xlsx({"Svar": [head, *rows]})})["07"]
    assert [(source.openness.value, source.quotable) for source in intake.sources] == [
        ("public", True), ("internal", False), ("confidential", False), ("internal", False), ("internal", False),
    ]  # fmt: skip
    assert not {"Ja", "Nei", "tja"} & {passage.text for passage in intake.passages}
    assert [p.anchor.cell for p in intake.problems if p.rule == "unknown_openness"] == ["D5"]


def test_a_tick_column_with_one_written_answer_still_holds_ticks(received: Received, xlsx: Xlsx) -> None:
    head = ["Svar-ID", "Kommune", "p1", "p1 – kommentar"]
    rows = [
        ["1", "Horten", "Ja", ""],
        ["2", "Re", "Nei", ""],
        ["3", "Larvik", "Ja, men først når pengene er på plass", ""],
    ]
    intake = received({"nasjonalt/svar.xlsx": xlsx({"Svar": [head, *rows]})})["07"]
    assert [passage.tick for passage in intake.passages] == [True, True, False]


def test_lists_that_are_no_forms_stay_documents(received: Received) -> None:
    rows = [["Nr", "Tema", "Innspill", "Til hvem"], ["1", "Bibliotek", "Staten bør gi mer", "Staten"]]
    intake = received({"07/liste.csv": csv(rows)})["07"]
    assert [source.source for source in intake.sources] == ["07/liste.csv"]
