"""The base document asks a member what it is asked, in its own language, and shows nobody's figures but its own beside others'."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.evidence import open_workspace
from medlemsdialog.pack.base_document import build_base_document
from medlemsdialog.pack.base_files import build_base_html
from medlemsdialog.pack.blocks import Heading, Paragraph, Table, change_texts, drop_marks
from medlemsdialog.pack.gathering import Gatherer
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import BuildFolder
from support.axe_parts import look_at_parts, open_browser, open_page
from support.returned_documents import EXAMPLE


@cache
def gatherer(language: Any = None) -> Gatherer:
    return Gatherer(open_workspace(EXAMPLE, BuildFolder(Path("build"))), language=language)


def request_of(code: str, language: Any = None) -> PackageRequest:
    workspace = open_workspace(EXAMPLE, BuildFolder(Path("build")))
    member = workspace.register.member(code)
    assert member
    return gatherer(language).request_member(workspace.county(member.county_code), member)


def blocks_of(request: PackageRequest) -> list[Any]:
    return [change_texts(block, drop_marks) for block in build_base_document(request).blocks]


def test_county_council_is_not_asked_what_only_municipalities_are_and_numbers_stay() -> None:
    def asked(code: str) -> list[str]:
        return [block.text for block in blocks_of(request_of(code)) if isinstance(block, Heading) and block.level == 3]

    municipality, council = asked("6104"), asked("6100")
    assert [text.partition(".")[0] for text in municipality] == [str(number) for number in range(1, 11)]
    assert [one for one in municipality if one not in council] == [one for one in municipality if one.startswith("8.")]


def test_every_question_has_two_or_three_prompts_in_all_languages() -> None:
    for question in request_of("6104").dialogue.questions:
        assert 2 <= len(question.prompts) <= 3
        assert all(prompt.nn and prompt.en and prompt.nn != prompt.en for prompt in question.prompts)


def test_those_who_are_asked_read_an_invitation_where_there_is_one() -> None:
    request = request_of("6104")
    texts = [block.text for block in blocks_of(request) if isinstance(block, Paragraph)]
    invitation, background = request.dialogue.package.background, request.dialogue.background
    assert invitation and invitation.nb in texts and background.nb not in texts
    own = request.dialogue.package.model_copy(update={"background": None})
    assert request.dialogue.model_copy(update={"package": own}).invitation == background


def test_members_form_decides_then_the_countys_then_the_dialogues() -> None:
    workspace = open_workspace(EXAMPLE, BuildFolder(Path("build")))
    found = set()
    for county in workspace.register.counties:
        for member in workspace.register.members_in(county.county_code):
            language = gatherer().request_member(county, member).language
            known = {"bokmål": "nb", "nynorsk": "nn"}
            wanted = known.get(member.language_form or "") or known.get(county.language_form or "") or "nb"
            assert language == wanted, member.code
            found.add((language == known.get(county.language_form or "", "nb"), language))
    # There are members whose form is another than their county's.
    assert (False, "nn") in found or (False, "nb") in found


def test_own_figures_stand_beside_the_county_and_the_country_and_no_other_municipality() -> None:
    tables = [block for block in blocks_of(request_of("6104")) if isinstance(block, Table)]
    kept = [table for table in tables if table.columns[0] == "Område"]
    assert kept
    for table in kept:
        assert [row[0] for row in table.rows] == ["Hele landet", "Tyrimark (fylket)", "Gaupestrand"]


@pytest.mark.parametrize("code", ["6104", "6100"])
def test_each_table_is_followed_by_its_source(code: str) -> None:
    blocks = blocks_of(request_of(code))
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            until = next(
                (n for n, one in enumerate(blocks[at + 1 :], at + 1) if isinstance(one, Table | Heading)), None
            )
            told = [one.text for one in blocks[at + 1 : until] if isinstance(one, Paragraph)]
            assert any(text.startswith("Kilde: ") for text in told), block.caption


def test_unknown_figure_is_unknown_and_no_sum_is_made_of_the_rest() -> None:
    request = request_of("6104")
    assert request.surroundings.inhabitants is None  # one municipality of the example is unknown
    table = next(block for block in blocks_of(request) if isinstance(block, Table))
    assert table.rows[0][-1] == "ukjent"


def test_hostile_address_is_no_link() -> None:
    request = request_of("6104")
    dialogue = request.dialogue
    page = dialogue.input_page.model_copy(update={"address": "javascript:alert(1)"})
    html = build_base_html(request.model_copy(update={"dialogue": dialogue.model_copy(update={"input_page": page})}))
    assert b"javascript:alert(1)" in html and b'href="javascript' not in html
    assert b"<script" not in html and b"default-src 'none'" in html


@pytest.mark.parametrize(
    ("language", "forbidden"), [("nn", r"\b(ikke|hvordan|spørsmålene)\b"), ("en", r"\b(ikke|svarer|fylket)\b")]
)
def test_document_is_all_in_its_language(language: str, forbidden: str) -> None:
    html = build_base_html(request_of("6104", language)).decode()
    assert f'<html lang="{language}">' in html
    text = re.sub(r"<style.*?</style>|<span lang=.*?</span>|<[^>]+>", " ", html, flags=re.DOTALL).casefold()
    # The source's own words, as it wrote them.
    text = text.replace("tallene finnes ikke i noen statistikk", "")
    assert re.findall(forbidden, text) == []


@pytest.mark.browser
def test_axe_finds_nothing(chromium_path: str, tmp_path: Path) -> None:
    file = tmp_path / "grunnlagsdokument.html"
    file.write_bytes(build_base_html(request_of("6104")))
    faults = []
    with open_browser(chromium_path) as browser:
        for mode in ("light", "narrow"):
            with open_page(browser, file, mode) as page:  # type: ignore[arg-type]
                faults += [fault for part in look_at_parts(page) for fault in part.faults]
    assert faults == []
