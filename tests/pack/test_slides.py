"""The presentation has a slide to each question, and its notes share out the hour."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from medlemsdialog.evidence import open_workspace
from medlemsdialog.pack.slides import MINUTES, request_presentation, show_presentation
from medlemsdialog.paths import NATIONAL, BuildFolder
from support.returned_documents import EXAMPLE


def slides_of(area_code: str) -> list[BeautifulSoup]:
    workspace = open_workspace(EXAMPLE, BuildFolder(Path("build")))
    fragment = show_presentation(request_presentation(workspace, area_code))
    return BeautifulSoup(str(fragment.html), "html.parser").find_all("section")


def test_each_question_has_a_slide_with_its_prompts() -> None:
    for code in ("61", NATIONAL):
        asked = [slide for slide in slides_of(code) if re.match(r"\d+\. ", slide.h2.get_text() if slide.h2 else "")]
        assert [slide.h2.get_text().partition(".")[0] for slide in asked] == [str(n) for n in range(1, 11)]
        assert all(2 <= len(slide.find_all("li")) <= 3 for slide in asked)


def test_notes_follow_one_another_and_fill_no_more_than_the_hour() -> None:
    times = [
        re.match(r"Tid: (\d+) minutt(?:er)? \(fra (\d+) til (\d+)\)", slide.select_one(".notes p").get_text())
        for slide in slides_of("61")[1:]
    ]
    spans = [tuple(map(int, found.groups())) for found in times if found]
    assert len(spans) == len(times)
    assert all(minutes == end - start for minutes, start, end in spans)
    assert [start for _, start, _ in spans] == [0, *(end for _, _, end in spans[:-1])]
    assert MINUTES - 10 <= spans[-1][2] <= MINUTES


def test_unknown_figures_say_so() -> None:
    figures = slides_of("61")[2]
    assert "ukjent" in figures.get_text() and "Statistisk sentralbyrå" in figures.select_one(".notes").get_text()


def test_long_question_is_set_smaller_in_powerpoint_so_that_it_stays_in_its_box() -> None:
    from medlemsdialog.report.slide_presentation import _set_sizes

    def slide(title: str) -> str:
        text = f"<a:r><a:t>{title}</a:t></a:r>"
        return f'<p:ph type="title" /></p:nvPr><p:txBody>{text}</p:txBody><p:txBody>{text}</p:txBody>'

    assert 'sz="2000"' not in _set_sizes(slide("1. Kort spørsmål?"))
    assert _set_sizes(slide("1. " + "Langt spørsmål " * 7)).count('sz="2000"') == 1
