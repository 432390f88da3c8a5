"""Minutes written in our template need no mapping: who, when and where, and each point under its question."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.models.vocabulary import Arena, Kind, Level, Status
from medlemsdialog.pack.minutes_template import build_minutes_template
from support.clerk_edits import WordEdit, save_through_libreoffice
from support.returned_documents import request_for, statements_of, take_in

ROWS = (
    ("Staten bør betale mer av kulturskolen. Eksempel – oppdiktet.", "Gaupestrand kommune", "Alle enige"),
    ("Ingen liker egenandeler. Eksempel – oppdiktet.", "Ungdomsrådet", "Delte meninger"),
    ("For få lokaler", "Kulturskolen", "De fleste"),
)
NN_ROWS = (
    ("Staten bør betale meir av kulturskulen. Eksempel – oppdikta.", "Fylkesrådmannen", "Alle einige"),
    ("Biblioteka treng fleire folk. Eksempel – oppdikta.", "Biblioteket", "Berre den som sa det"),
)


def template(code: str = "", language: str = "nb", area: str = "") -> WordEdit:
    return WordEdit(build_minutes_template(request_for(code, language, area=area)))


def filled() -> WordEdit:
    minutes = template("6104")
    minutes.write_after("Utvalg:", "Hovedutvalg for oppvekst og kultur")
    minutes.write_after("Møtedato:", "12.05.2017")
    minutes.write_after("Invitert:", "14")
    minutes.fill_rows("Spørsmål 9:", ROWS)
    return minutes


def test_template_sent_back_untouched_says_nothing(tmp_path: Path) -> None:
    for code, language in (("6104", "nb"), ("6104", "nn"), ("", "nb"), ("", "nn")):
        content = template(code, language, "61").save()
        intake = take_in(tmp_path / f"{code}{language}", {"61/mal.docx": content}, "61")
        assert statements_of(intake) == [], (code, language)


def test_members_minutes_tell_sender_date_and_type_themselves(tmp_path: Path) -> None:
    source = take_in(tmp_path, {"61/møtet vårt.docx": filled().save()}, "61").sources[0]
    assert (source.sender_code, source.level) == ("6104", Level.MUNICIPALITY)
    assert (source.status, source.date) == (Status.MINUTES, "2017-05-12")


def test_each_point_stands_under_its_question_and_says_whether_the_meeting_agreed(tmp_path: Path) -> None:
    found = statements_of(take_in(tmp_path, {"61/mal.docx": filled().save()}, "61"))
    assert [(one.question, one.text, one.kind, one.status) for one in found] == [
        ("p9", ROWS[0][0], Kind.VIEW, None),
        ("p9", ROWS[1][0], Kind.REPORTED_VIEW, Status.INDIVIDUAL),
        # Short, but the row says that it is a point.
        ("p9", ROWS[2][0], Kind.VIEW, None),
    ]


def test_who_said_it_stands_in_the_same_row_and_is_no_statement(tmp_path: Path) -> None:
    intake = take_in(tmp_path, {"61/mal.docx": filled().save()}, "61")
    passages = intake.passages_of(intake.sources[0].source_id)
    point = next(one for one in passages if one.text == ROWS[1][0])
    row = [one for one in passages if (one.anchor.table, one.anchor.row) == (point.anchor.table, point.anchor.row)]
    assert [one.text for one in row] == list(ROWS[1])
    assert [one.kind for one in row[1:]] == [Kind.BACKGROUND, Kind.BACKGROUND]


@pytest.mark.parametrize(
    ("sender", "code", "arena"),
    [
        ("Fylkesstyret i Lunderike", "organ:fylkesstyret-lunderike", Arena.COUNTY_BOARD),
        ("Rådmannsutvalget i Lunderike", "organ:radmannsutvalget-lunderike", Arena.CHIEF_EXECUTIVES),
        ("Kulturnettverket i eksempelet", "organ:kulturnettverket-eksempel", Arena.NETWORK),
        ("Nettverk for bibliotek", "", Arena.NETWORK),
    ],
)
def test_bodys_minutes_tell_the_body_and_the_arena(tmp_path: Path, sender: str, code: str, arena: Arena) -> None:
    minutes = template(area="62")
    minutes.write_after("Avsender:", sender)
    minutes.write_after("Møtedato:", "3. mai 2017")
    minutes.fill_rows("Spørsmål 1:", [("Staten bør betale mer. Eksempel – oppdiktet.", "To kommuner", "")])
    intake = take_in(tmp_path, {"62/møte.docx": minutes.save()}, "62")
    source = intake.sources[0]
    assert (source.sender_code, source.level, source.arena) == (code, Level.BODY, arena)
    assert source.sender_name == sender
    assert (source.status, source.date) == (Status.MINUTES, "2017-05-03")
    assert [one.question for one in statements_of(intake)] == ["p1"]


def test_what_all_stood_behind_is_the_meetings_and_a_minoritys_remark_is_not(tmp_path: Path) -> None:
    minutes = filled()
    minutes.write_below("Dette samlet møtet seg om", "Kommunene må få bestemme selv. Eksempel – oppdiktet.")
    minutes.write_below("Særmerknader", "Staten bør sette en makspris. Eksempel – oppdiktet.")
    shared, dissent = statements_of(take_in(tmp_path, {"61/mal.docx": minutes.save()}, "61"))[-2:]
    assert (shared.kind, shared.status) == (Kind.VIEW, None)
    assert (dissent.kind, dissent.status) == (Kind.REPORTED_VIEW, Status.INDIVIDUAL)


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_nynorsk_minutes_saved_by_another_program_are_read_the_same(tmp_path: Path, ending: str) -> None:
    minutes = template("6100", "nn")
    minutes.write_after("Møtedato:", "12.05.2017")
    minutes.fill_rows("Spørsmål 9:", NN_ROWS)
    saved = save_through_libreoffice(minutes.save(), tmp_path, ending)
    intake = take_in(tmp_path, {f"61/referat.{ending}": saved}, "61")
    source, found = intake.sources[0], statements_of(intake)
    assert (source.sender_code, source.status, source.date) == ("6100", Status.MINUTES, "2017-05-12")
    assert [(one.question, one.kind) for one in found] == [("p9", Kind.VIEW), ("p9", Kind.REPORTED_VIEW)]
