"""What is printed: texts that came from others are shown, never obeyed."""

from __future__ import annotations

import pytest

from medlemsdialog.catalogue import Message
from medlemsdialog.cli.screen import Screen

HOSTILE = "brev\x1b]0;overtatt\x07\x1b[2J.txt"


def test_names_of_files_give_a_terminal_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.say(Message("{file} er lest.", file=HOSTILE))
    screen.warn(Message("{file} er lest.", file=HOSTILE))
    screen.show_table([Message("Id")], [(HOSTILE,)], numbers=frozenset())
    printed = capsys.readouterr()
    assert "brev" in printed.out and "brev" in printed.err
    assert not {"\x1b", "\x07"} & set(printed.out + printed.err)


def test_a_row_to_a_pipe_is_one_line_with_a_tab_between_cells(capsys: pytest.CaptureFixture[str]) -> None:
    Screen().show_table([Message("Id"), Message("Tekst")], [("a", "to\nlinjer\tog en til")], numbers=frozenset())
    assert capsys.readouterr().out == "Id\tTekst\na\tto linjer og en til\n"
