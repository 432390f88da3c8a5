from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog import paths
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue_text import Text
from medlemsdialog.exchange.codebook_yaml import change_codebook_text
from medlemsdialog.yaml_records import load_yaml
from support.codebooks import example_codebook, theme

TEXT = paths.shipped("data/codebook.yaml").read_text(encoding="utf-8")


def held(text):
    return Codebook.model_validate(load_yaml(text))


def test_what_is_not_changed_stays_to_the_letter():
    book = example_codebook()
    changed = book.themes[4].model_copy(update={"label": Text(nb="Et nytt navn: med «tegn»")})
    themes = [*book.themes[:4], changed, *book.themes[5:]]
    written = change_codebook_text(TEXT, "1.1", themes, {changed.code})
    assert written.comments_kept
    assert held(written.text).themes == tuple(themes)
    before, after = TEXT.splitlines(), written.text.splitlines()
    assert len([line for line in after if line not in before]) < 20
    assert [line for line in before if "#" in line] == [line for line in after if "#" in line]


def test_themes_come_and_go_and_the_headings_between_them_stay():
    book = example_codebook()
    themes = [theme("forst"), *book.themes[1:20], theme("midt-i"), *book.themes[20:-1]]
    written = change_codebook_text(TEXT, "1.1", themes, {"forst", "midt-i"})
    assert written.comments_kept
    assert held(written.text) == Codebook(schema_version=1, version="1.1", themes=tuple(themes))
    assert [line for line in TEXT.splitlines() if "──" in line] == [
        line for line in written.text.splitlines() if "──" in line
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{schema_version: 1, version: "1.0", themes: []} # en merknad',
        'themes: []\nschema_version: 1\nversion: "1.0"\n',
    ],
)
def test_a_layout_that_cannot_be_kept_is_written_anew(text):
    written = change_codebook_text(text, "1.1", [theme("dans")], {"dans"})
    assert written.comments_kept is ("#" not in text)
    assert held(written.text).codes == {"dans"}


def test_what_is_written_passes_the_published_schema():
    import json

    schema = json.loads(
        (paths.shipped("lib/medlemsdialog/schemas") / "codebook.schema.json").read_text(encoding="utf-8")
    )
    written = change_codebook_text(TEXT, "1.1", [*example_codebook().themes, theme("dans")], {"dans"})
    jsonschema.validate(load_yaml(written.text), schema)


def test_a_comment_inside_a_theme_that_changes_is_said_to_be_lost():
    text = TEXT.replace("parent: samfunnsutvikling\n", "parent: samfunnsutvikling  # fra 2016\n", 1)
    book = example_codebook()
    changed = book.themes[0].model_copy(update={"label": Text(nb="Annet")})
    assert not change_codebook_text(text, "1.1", [changed, *book.themes[1:]], {changed.code}).comments_kept
    other = book.themes[1].model_copy(update={"label": Text(nb="Annet")})
    assert change_codebook_text(text, "1.1", [book.themes[0], other, *book.themes[2:]], {other.code}).comments_kept


SHORT = "".join(TEXT.partition("  - code: stedsutvikling")[0])


@settings(max_examples=60)
@given(text=st.text(alphabet="ab: #'\"\n\t-*&!%@`[]{}>|,\x07æ\u2028", min_size=1, max_size=20))
def test_any_text_can_be_written_and_read_again(text):
    book = held(SHORT)
    changed = book.themes[0].model_copy(update={"definition": Text(nb=text, nn=text)})
    written = change_codebook_text(SHORT, "2", [changed, *book.themes[1:]], {changed.code})
    assert held(written.text).themes[0].definition.nb == text
