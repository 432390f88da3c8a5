"""A unit that answers in the municipality's name is told of; departments and bodies are the municipality."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.service_units import find_service_unit
from medlemsdialog.models.intake import Intake

BODY = "Eksempel – oppdiktet.\n\nKommunen mener at kulturskolen bør få flere lærere og en fast plass i skoletiden.\n"


@pytest.mark.parametrize(
    ("head", "end", "is_unit"),
    [
        ("Risør kommune", "Med vennlig hilsen\n\nRektor og lærerne ved Risør kulturskole", True),
        ("Risør kulturskole, Risør kommune", "Med hilsen\n\nKari Eksempel", True),
        ("Kulturskolen i Risør kommune", "", True),
        ("Risør kommune", "Med vennlig hilsen\n\nOla Eksempel\n\nbiblioteksjef", True),
        ("Risør kommune", "Venleg helsing\n\nfor Risør folkebibliotek", True),
        ("Risør kommune\n\nUttalelse fra Risør ungdomsråd til KS", "", True),
        ("Risør kommune\n\nInnspel frå eldrerådet", "", True),
        ("Risør kommune\n\nUttalelse fra formannskapet", "", False),
        ("Risør kommune\n\nKulturkontoret", "Med vennlig hilsen\n\nOla Eksempel\n\nkultursjef", False),
        ("Risør kommune", "Med vennlig hilsen\n\nOla Eksempel\n\nrådmann", False),
        ("Risør kommune\n\nKulturskolen mot 2030", "Med vennlig hilsen\n\nordfører", False),
    ],
)
def test_unit_is_known_by_head_or_signature(head: str, end: str, is_unit: bool) -> None:
    blocks = read_document("svar.txt", f"{head}\n\n{BODY}\n{end}\n".encode()).blocks
    assert (find_service_unit(blocks) is not None) is is_unit


def test_address_of_the_mail_shows_the_unit() -> None:
    blocks = read_document("svar.txt", BODY.encode()).blocks
    assert find_service_unit(blocks, "kulturskolen@risor.kommune.no") is not None
    assert find_service_unit(blocks, "postmottak@risor.kommune.no") is None


def test_unit_answering_as_the_municipality_is_a_warning(received: Callable[..., dict[str, Intake]]) -> None:
    letter = f"Risør kommune\n\n{BODY}\nMed hilsen\n\nRektor ved Risør kulturskole\n"
    case = f"Risør kommune\n\nVedtak:\n\n{BODY}\nMed hilsen\n\nRektor ved Risør kulturskole\n"
    intake = received({"09/risor-svar.txt": letter.encode(), "09/risor-vedtak.txt": case.encode()})["09"]
    warned = [problem for problem in intake.problems if problem.rule == "service_unit"]
    assert [problem.source for problem in warned] == ["09/risor-svar.txt"]
    assert warned[0].found == "Rektor ved Risør kulturskole"
