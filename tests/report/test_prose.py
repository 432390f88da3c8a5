from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from medlemsdialog.report.prose import render_prose


def test_html_in_markdown_is_text() -> None:
    assert "<script" not in render_prose("<script>alert(1)</script>")


def test_script_links_and_pictures_lose_their_target() -> None:
    html = render_prose("[x](javascript:alert(3)) ![y](http://ond.example/p.png) [z](data:text/html,a)")
    assert 'href="javascript' not in html and 'href="data' not in html
    assert "<img" not in html


def test_heading_never_breaks_the_page_outline() -> None:
    assert render_prose("# Vurdering") == '<p class="prose-heading">Vurdering</p>\n'


@given(st.text())
def test_no_markup_but_ours_comes_out(text: str) -> None:
    html = render_prose(text)
    assert "<script" not in html and "<img" not in html and "<iframe" not in html
