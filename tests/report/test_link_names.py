"""Links of the same words: told apart for those who hear a list of them, and left alone where they are one."""

from __future__ import annotations

from medlemsdialog.report.link_names import tell_links_apart

AREAS = {"c61": "Tyri & Mark", "uten-fylke": "uten fylke"}


def tell(html: str) -> str:
    return "".join(tell_links_apart([html], AREAS))


def hidden(words: str) -> str:
    return f'<span class="visually-hidden">{words}</span>'


def test_a_countys_link_names_the_county_where_the_nation_has_the_same_words() -> None:
    told = tell(
        '<a href="#tema-a">Bibliotek</a> <a href="#c61-tema-a">Bibliotek</a> <a href="#uten-fylke-tema-a">Bibliotek</a>'
    )
    assert told == (
        '<a href="#tema-a">Bibliotek</a> '
        f'<a href="#c61-tema-a">Bibliotek{hidden(", Tyri &amp; Mark")}</a> '
        f'<a href="#uten-fylke-tema-a">Bibliotek{hidden(", uten fylke")}</a>'
    )


def test_links_of_the_same_words_to_one_place_are_left_alone() -> None:
    html = '<a href="#c61-tema-a">Bibliotek</a> <a class="tag" href="#c61-tema-a"><b>Bibliotek</b></a>'
    assert tell(html) == html


def test_what_no_area_tells_apart_is_numbered_and_the_same_place_keeps_its_number() -> None:
    told = tell(
        '<a href="#u-1">punkt 1</a> <a href="#u-2">punkt 1</a> <a href="#u-1">punkt 1</a> <a href="#u-2">punkt 1</a>'
    )
    again = f'<a href="#u-2">punkt 1{hidden(" (2)")}</a>'
    assert told == f'<a href="#u-1">punkt 1</a> {again} <a href="#u-1">punkt 1</a> {again}'


def test_a_link_in_an_annex_is_of_the_annex() -> None:
    told = tell('<a href="#u-1">1</a><article id="c61" class="annex"><a href="#u-9">1</a></article>')
    assert f'<a href="#u-9">1{hidden(", Tyri &amp; Mark")}</a>' in told and '<a href="#u-1">1</a>' in told


def test_a_number_that_leads_to_its_definition_is_left_alone() -> None:
    html = '<a class="defined" href="#ord-hort">3</a> <a class="defined" href="#ord-medlem">3</a>'
    assert tell(html) == html
