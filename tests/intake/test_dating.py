"""A document is dated by its decision, its head or its title, never by a deadline, another's letter or the next meeting."""

from __future__ import annotations

import pytest

from medlemsdialog.intake.case import read_case
from medlemsdialog.intake.dating import propose_date
from medlemsdialog.intake.readers.text import read_lines
from medlemsdialog.models.vocabulary import Status

BODY = "Kommunen mener at kulturskolen må styrkes. Lærerne fikk nye avtaler 1. august 2015. Eksempel – oppdiktet."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"Lia kommune\n\nFormannskapet 11.12.2017, sak 98/17\n\n{BODY}", "2017-12-11"),
        (f"Lia kommune\n\nVedtatt av kommunestyret 2. november 2017\n\n{BODY}", "2017-11-02"),
        (f"Innspill, kommunestyret 2. november 2017\n\n{BODY}", "2017-11-02"),
        (f"Deres ref.: 17/1, brev av 01.03.2017\n\nDato: 30.10.2017\n\n{BODY}", "2017-10-30"),
        (f"Høring med frist 1. mai 2017\n\n{BODY}", ""),
        (f"Lia kommune\n\n{BODY}\n\nVedtatt i formannskapet 12.06.2017 sak 77/17.", "2017-06-12"),
        (f"Formannskapets vedtak 06.06.2017:\n\nVent.\n\nKommunestyrets vedtak 19.06.2017:\n\n{BODY}", "2017-06-19"),
        (f"Lia kommune\n\n{BODY}", ""),
    ],
)
def test_date_is_the_documents_own(text: str, date: str) -> None:
    blocks = read_lines(text)
    assert propose_date(blocks, [read_case(blocks)], "svar.txt", status=Status.UNKNOWN) == date


def test_minutes_are_not_dated_by_the_next_meeting() -> None:
    blocks = read_lines(f"Referat fra nettverksmøte\n\n{BODY}\n\nNeste møte: 23.11.2017\n")
    assert propose_date(blocks, [read_case(blocks)], "referat-2017-09-07.docx", status=Status.MINUTES) == "2017-09-07"
    assert propose_date(blocks, [read_case(blocks)], "referat.docx", status=Status.MINUTES) == ""
