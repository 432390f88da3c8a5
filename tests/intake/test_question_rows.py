"""One sender's form with the question in the first cell and the answer beside it."""

from __future__ import annotations

from collections.abc import Callable

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind

Received = Callable[..., dict[str, Intake]]


def told(intake: Intake) -> list[tuple[str, str, bool]]:
    return [(p.text, p.question, p.is_statement) for p in intake.passages if "trenger" in p.text or p.question]


def test_sheet_with_questions_in_the_first_column(
    received: Received, xlsx: Callable[..., bytes], dialogue: Dialogue
) -> None:
    rows = [
        ["Horten kommune – svar til KS", ""],
        ["Eksempel – oppdiktet", ""],
        [dialogue.questions[2].text.nb, "Vi trenger flere øvingsrom.\nOg en tekniker."],
        ["", "Spørsmål 9", "Vi trenger en tydelig lov."],
        ["p4", ""],
    ]
    intake = received({"07/horten.xlsx": xlsx({"Svar": rows})})["07"]
    assert [source.sender_code for source in intake.sources] == ["0701"]
    assert told(intake) == [
        (dialogue.questions[2].text.nb, "", False),
        ("Vi trenger flere øvingsrom.", "p3", True),
        ("Og en tekniker.", "p3", True),
        ("Vi trenger en tydelig lov.", "p9", True),
    ]
    asked = [passage for passage in intake.passages if passage.kind_reason == "spørsmål i skjemaet"]
    assert [passage.kind for passage in asked] == [Kind.BACKGROUND] * 2


def test_table_in_a_letter(received: Received, docx: Callable[..., bytes]) -> None:
    table = (
        "Horten kommune\n\nEksempel – oppdiktet\n\n| Spørsmål | Svar |\n|---|---|\n"
        "| Spørsmål 3 | Vi trenger flere øvingsrom. |\n| Annet | Vi trenger mer tid. |\n"
    )
    intake = received({"07/horten.docx": docx(table)})["07"]
    assert told(intake) == [("Vi trenger flere øvingsrom.", "p3", True), ("Vi trenger mer tid.", "", True)]
