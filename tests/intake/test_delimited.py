"""Delimited files: every delimiter that programs write, line breaks in cells, and titles above the head."""

from __future__ import annotations

import pytest

from medlemsdialog.intake.reading import read_document


def cells(content: str, name: str = "svar.csv", encoding: str = "utf-8") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in read_document(name, content.encode(encoding)).blocks:
        found.setdefault(block.anchor.cell or "", []).append(block.text)
    return found


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_any_delimiter_is_found_and_the_others_stay_text(delimiter: str) -> None:
    rows = [["Kommune", "Svar"], ["Bø", '"Vi vil: a;b,c\td|e"'], ["Ås", '"Nei"']]
    found = cells("\n".join(delimiter.join(row) for row in rows))
    assert found["B2"] == ["Vi vil: a;b,c\td|e"]
    assert found["A3"] == ["Ås"]


def test_line_break_in_a_quoted_cell_does_not_end_the_row() -> None:
    found = cells(
        'Uttrekk 2017\n\nKommune|Svar|Kommentar\nBergvik|Ja|"Linje en\nLinje ""to"" | strek"\nFjordvik|Nei|\n'
    )
    assert found["C4"] == ["Linje en", 'Linje "to" | strek']
    assert (found["A1"], found["A5"], "C5" in found) == (["Uttrekk 2017"], ["Fjordvik"], False)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_of_office_programs_are_read(encoding: str) -> None:
    assert cells("Kommune;Svar\nBø;Økt ramme på Ås\n", encoding=encoding)["B2"] == ["Økt ramme på Ås"]


def test_excel_counts_from_the_line_below_the_declared_delimiter() -> None:
    assert cells("sep=|\nKommune|Svar\nBø|a;b;c;d\n")["B2"] == ["a;b;c;d"]
