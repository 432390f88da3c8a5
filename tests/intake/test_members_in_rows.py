from __future__ import annotations

from collections.abc import Callable

import pytest

from medlemsdialog.intake.document import Sheet
from medlemsdialog.intake.form_columns import Column
from medlemsdialog.intake.members_in_rows import build_form_of_members, find_members_in_rows
from medlemsdialog.models.intake import Intake
from medlemsdialog.register.models import Register

Read = Callable[..., dict[str, Intake]]
HEADER = ("Nr", "Hvor fra", "Hva sa de?")


def sheet_of(*rows: tuple[str, ...]) -> Sheet:
    return Sheet(name="Svar", rows=(("Eksempel – oppdiktet",), HEADER, *rows))


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


@pytest.mark.parametrize(
    "cells", [("Horten", "Larvik kommune"), ("0701", "0709"), ("Horten kommune", "Rådmannen", "Larvik")]
)
def test_column_of_members_is_found_however_they_are_written(cells: tuple[str, ...], register: Register) -> None:
    sheet = sheet_of(*((str(number), cell, "KS bør hjelpe.") for number, cell in enumerate(cells, start=1)))
    found = find_members_in_rows([sheet], register, "07")
    assert found is not None
    assert (found.anchor.sheet, found.anchor.cell, found.names) == ("Svar", "B3", "Horten, Larvik")


@pytest.mark.parametrize(
    "cells",
    [
        ("Horten", "Horten kommune"),
        ("Horten", "Rådmannen"),
        ("2017", "2018"),
        ("0701", "0709", "1050"),
        ("1000", "1500"),
        ("Vi i Horten mener noe.", "Vi i Larvik mener noe annet."),
    ],
    ids=["one member", "one and a person", "years", "amounts", "round amounts", "prose"],
)
def test_other_columns_are_none_of_several_senders(cells: tuple[str, ...], register: Register) -> None:
    sheet = sheet_of(*((str(number), cell, "KS bør hjelpe.") for number, cell in enumerate(cells, start=1)))
    assert find_members_in_rows([sheet], register, "07") is None


def test_names_that_stand_alone_in_their_rows_are_no_answers(register: Register) -> None:
    assert find_members_in_rows([sheet_of(("Kopi til",), ("Horten",), ("Larvik",))], register, "07") is None


def test_at_most_five_names_are_shown(register: Register) -> None:
    members = [member.name for member in register.members_in("07")][:7]
    found = find_members_in_rows([sheet_of(*(("1", name, "Ja.") for name in members))], register, "07")
    assert found is not None and found.names.count(",") == 4 and found.names.endswith(" …")


@pytest.mark.parametrize(("cells", "holds"), [(("Horten", "Larvik"), Column.SENDER), (("0701", "0709"), Column.NUMBER)])
def test_sheet_is_a_form_with_the_members_as_senders(cells: tuple[str, str], holds: Column, register: Register) -> None:
    sheet = Sheet(rows=(("Navn", "Hvor fra", "Hva sa de?"), *(("Kari Eksempel", cell, "Ja visst.") for cell in cells)))
    found = find_members_in_rows([sheet], register, "07")
    form = found and build_form_of_members(found)
    assert form is not None and form.header_row == 1
    assert [column.holds for column in form.columns][:2] == [Column.PERSON, holds]
    bare = find_members_in_rows([sheet.model_copy(update={"rows": sheet.rows[1:]})], register, "07")
    assert bare is not None and build_form_of_members(bare) is None


def test_row_of_another_sender_above_the_first_member_is_no_header(register: Register) -> None:
    rows = [("1", "Korforbundet", "Ja."), ("2", "Horten", "Ja."), ("3", "Larvik", "Ja.")]
    found = find_members_in_rows([sheet_of(*rows)], register, "07")
    form = found and build_form_of_members(found)
    assert form is not None and form.header_row == 2 and len(form.answer_rows()) == 3


@pytest.mark.parametrize("folder", ["07", "nasjonalt"])
@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("members_in_rows", ("Nr;Hvor fra;Hva sa de?", "1;Horten kommune;KS bør hjelpe.", "2;Larvik;KS må svare.")),
        (
            "members_in_columns",
            ("Spørsmål;Horten kommune;Larvik kommune", "Hva bør KS gjøre?;KS bør hjelpe.;KS må ta ansvar."),
        ),
    ],
)
def test_sheet_of_several_senders_is_told_of_and_has_none(
    rule: str, rows: tuple[str, ...], folder: str, received: Read
) -> None:
    intakes = received({f"{folder}/a.csv": csv(*rows)})
    (source,) = [source for intake in intakes.values() for source in intake.sources]
    problems = [problem for intake in intakes.values() for problem in intake.problems]
    assert (source.sender_code, source.sender_name) == ("", "")
    (told,) = [problem for problem in problems if problem.rule == rule]
    assert told.found.replace(" kommune", "") == "Horten, Larvik" and told.anchor.cell in {"B1", "B2"}
    assert "unknown_sender" not in {problem.rule for problem in problems}
