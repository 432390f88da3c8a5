from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from subprocess import run

import pytest

from medlemsdialog.intake.document import Role
from medlemsdialog.intake.reading import read_document

LONG = "Kommunen mener at kulturskolen skal ha en tydelig plass i lovverket, og at kommune-"


def test_lines_are_put_together_and_line_end_hyphens_undone(pdf: Callable[..., bytes]) -> None:
    pages = [[(70, 100, LONG), (70, 114, "størrelse ikke skal avgjøre."), (70, 140, "Nytt avsnitt.")]]
    texts = [block.text for block in read_document("sak.pdf", pdf(pages)).blocks]
    assert texts == [LONG[:-1] + "størrelse ikke skal avgjøre.", "Nytt avsnitt."]


def test_running_heads_and_page_numbers_are_kept_apart_from_the_text(pdf: Callable[..., bytes]) -> None:
    pages = [
        [(70, 40, "Eksempel kommune"), (70, 100, f"Side {n} har denne teksten."), (500, 810, f"Side {n} av 3")]
        for n in (1, 2, 3)
    ]
    blocks = read_document("sak.pdf", pdf(pages)).blocks
    assert [block.text for block in blocks if block.role is Role.FURNITURE].count("Eksempel kommune") == 3
    assert [(block.anchor.page, block.anchor.paragraph) for block in blocks if block.role is Role.PARAGRAPH] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]


def test_run_in_heading_and_printed_numbers_become_the_anchor(pdf: Callable[..., bytes]) -> None:
    pages = [
        [
            (70, 100, "Rådmannens innstilling: 1) Kommunen støtter planen."),
            (70, 125, "2) KS bør:"),
            (70, 150, "– hjelpe"),
        ]
    ]
    found = {block.text: block.anchor.label() for block in read_document("sak.pdf", pdf(pages)).blocks}
    assert found["Kommunen støtter planen."] == "side 1, «Rådmannens innstilling», punkt 1"
    assert found["hjelpe"] == "side 1, «Rådmannens innstilling», punkt 2, strekpunkt 1"


def test_table_of_bodies_and_dates_becomes_cells(pdf: Callable[..., bytes]) -> None:
    pages = [
        [
            (70, 100, "Utvalg"),
            (250, 100, "Møtedato"),
            (70, 114, "Bystyret"),
            (250, 114, "19.06.2017"),
            (70, 160, "Tekst."),
        ]
    ]
    cells = [block for block in read_document("sak.pdf", pdf(pages)).blocks if block.role is Role.CELL]
    assert [(cell.text, cell.anchor.row, cell.anchor.column) for cell in cells] == [
        ("Utvalg", 1, 1),
        ("Møtedato", 1, 2),
        ("Bystyret", 2, 1),
        ("19.06.2017", 2, 2),
    ]


@pytest.mark.browser
def test_justified_text_in_two_columns_keeps_its_paragraphs(tmp_path: Path, chromium_path: str) -> None:
    words, chance = "kultur skolen biblioteket i hele kommunen for innbyggerne og regionale museer".split(), Random(2)  # noqa: SIM905
    paragraphs = [f"Avsnitt{n} " + " ".join(chance.choices(words, k=70)) + "." for n in range(8)]
    page = tmp_path / "side.html"
    page.write_text(
        "<meta charset=utf-8><style>@page{size:A4;margin:25mm}body{font:11pt/1.4 serif;text-align:justify}"
        ".c{column-count:2}</style>"
        + f"<p>{paragraphs[0]}</p><div class=c><p>"
        + "</p><p>".join(paragraphs[1:])
        + "</p></div>",
        encoding="utf-8",
    )
    target = tmp_path / "side.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}"]
    run([chromium_path, *options, page.as_uri()], check=True, capture_output=True, timeout=120)
    texts = [block.text for block in read_document("side.pdf", target.read_bytes()).blocks]
    assert texts == paragraphs
