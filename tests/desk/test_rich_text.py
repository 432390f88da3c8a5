"""The editor's text: Markdown comes back sign for sign, reads in the report as in the editor, and pasted text is only text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from medlemsdialog.desk.assets import read_script, read_style
from medlemsdialog.evidence.assessment_text import CitationPart, TextPart, parse_assessment
from medlemsdialog.report.prose import render_prose
from support.desk_page import FLAGS

_SHOW = """
window.changes = 0;
const describe = (raw) => ({ shown: richCited(raw) ? "[1]" : "7", told: raw });
window.editor = richEditor({ label: "Tekst", describe, changed: () => { window.changes += 1; }, asked: () => {} });
const desk = document.createElement("div");
desk.className = "mld-desk";
desk.append(editor.toolbar, editor.node);
document.body.append(desk);
window.show = (text) => { editor.show(text); return editor.text(); };
window.anew = (text) => richWrite(richParse(text).map((block) => ({ ...block, from: null })));
window.cited = (text) => [...text.matchAll(RICH_TOKEN)].map((token) => [token[0], richCited(token[0])]);
window.paste = (types) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(types)) data.setData(type, text);
  editor.node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  return editor.text();
};
"""
# What people write, and what Markdown makes something of.
SIGNS = [
    "*",
    "**",
    "_",
    "***",
    "#",
    "\\",
    "`",
    "```",
    "]",
    "(",
    "!",
    ".",
    ",",
    "«",
    "»",
    "---",
    "===",
    "&amp;",
    "&",
    "<",
    "12",
]
BEGINNINGS = ["- ", "* ", "1. ", "2. ", "1) ", "# ", "## ", "> "]
SPACES = [" ", "  ", "\n", "\n\n", "\n\n\n", "\\\n", "  \n", "\t", "    ", "\u00a0", "\r\n"]
WHOLE = ["ord", "æøå", "[@k1-ab12]", "\\[@k1-ab12\\]", "{tall:utsagn}", "{tall:x:y}", "[a](b)", "http://x.no"]
PIECES = st.sampled_from([*SIGNS, *BEGINNINGS, *SPACES, *WHOLE])
MARKDOWN = st.lists(PIECES, max_size=16).map("".join)
WORDS = st.text("abæ *_#-+.>1)[]`\\&;<=~!«", min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.fixture(scope="module")
def page(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        page = browser.new_page()
        page.set_content("<!doctype html><title>Tekst</title><body></body>")
        page.add_style_tag(content=read_style())
        script = read_script().replace("export default { render };", _SHOW)
        page.add_script_tag(content=f"(() => {{{script}}})()")
        yield page
        browser.close()


@pytest.fixture
def editor(page):
    page.evaluate("window.show('')")
    page.locator(".mld-editor").click()
    return page


def text_of(page):
    return page.evaluate("editor.text()")


def words_of(markdown):
    """Return what a reader of the report sees of a text, tokens as one sign each."""
    parts = parse_assessment(markdown)
    html = str(render_prose("".join(part.raw if isinstance(part, TextPart) else "Ж" for part in parts)))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


pytestmark = pytest.mark.browser


@settings(max_examples=300)
@given(MARKDOWN)
def test_what_nobody_changes_comes_back_sign_for_sign(page, text):
    if text.strip():
        assert page.evaluate("window.show", text) == text


@settings(max_examples=200)
@given(st.text(max_size=60).filter(lambda text: text.strip() and text.isprintable()))
def test_any_text_comes_back_sign_for_sign(page, text):
    assert page.evaluate("window.show", text) == text


@settings(max_examples=300)
@given(MARKDOWN)
def test_what_is_written_anew_is_stable(page, text):
    once = page.evaluate("window.anew", text)
    assert page.evaluate("window.anew", once) == once


@settings(max_examples=200)
@given(MARKDOWN)
def test_tokens_are_read_as_the_report_reads_them(page, text):
    parts = [part for part in parse_assessment(text) if not isinstance(part, TextPart)]
    expected = [[part.raw, part.statement_id if isinstance(part, CitationPart) else ""] for part in parts]
    assert page.evaluate("window.cited", text) == expected


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_what_is_typed_stands_in_the_report_as_it_was_typed(page, lines):
    page.evaluate("window.show('')")
    page.locator(".mld-editor").click()
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    shown = (
        words_of(text_of(page)).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    )
    assert shown == re.sub(r"\s+", " ", " ".join(lines))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("**fet** og *kursiv* og ***begge***", "STRONG EM STRONG EM"),
        ("## Overskrift\nstraks en tekst\n- punkt\n- to", "H4 P UL LI LI"),
        ("3. tre\n4. fire", "OL LI LI"),
        ("- a\n\n- b", "UL LI LI"),
        ("linje\\\nto", "P BR"),
        ("[lenke](http://x.no)", "PRE"),
        ("> sitat", "PRE"),
        ("- a\n  - b", "PRE"),
        ("```\nkode\n\nmer\n```", "PRE"),
        ("3 * 4 * 5 og a_b_c", "P"),
    ],
)
def test_markdown_is_shown_as_what_it_means(page, text, tags):
    assert page.evaluate("window.show", text) == text
    shown = page.evaluate("[...editor.node.querySelectorAll('*')].map((node) => node.tagName).join(' ')")
    assert shown.removeprefix("P STRONG") == tags.removeprefix("STRONG") or shown == tags


def test_only_the_block_that_is_changed_is_written_anew(editor):
    editor.evaluate("window.show('* ett\\n* to\\n\\n\\n__Fet__ tekst\\nover to linjer\\n\\n1) a\\n1) b')")
    editor.evaluate("editor.focus()")
    editor.locator(".mld-editor p").click()
    editor.keyboard.press("End")
    editor.keyboard.type("!")
    assert text_of(editor) == "* ett\n* to\n\n**Fet** tekst over to linjer!\n\n1) a\n1) b"


def test_heading_bold_italic_and_lists_are_made_with_the_toolbar(editor):
    editor.keyboard.type("Tittel")
    editor.get_by_role("button", name="Overskrift").click()
    editor.keyboard.press("Enter")
    editor.keyboard.type("Vanlig ")
    editor.keyboard.press("Control+b")
    editor.keyboard.type("fet ")
    editor.keyboard.press("Control+b")
    editor.get_by_role("button", name="Kursiv").click()
    editor.keyboard.type("skrå")
    editor.get_by_role("button", name="Kursiv").click()
    editor.keyboard.press("Enter")
    editor.keyboard.type("ett")
    editor.get_by_role("button", name="Punktliste").click()
    editor.keyboard.press("Enter")
    editor.keyboard.type("to")
    editor.keyboard.press("Enter")
    editor.keyboard.press("Enter")
    editor.keyboard.type("først")
    editor.get_by_role("button", name="Nummerert liste").click()
    editor.keyboard.press("Shift+Enter")
    editor.keyboard.type("under")
    assert text_of(editor) == "## Tittel\n\nVanlig **fet** *skrå*\n\n- ett\n- to\n\n1. først\\\n   under"
    assert words_of(text_of(editor)) == "Tittel Vanlig fet skrå ett to først under"


def test_each_step_is_undone_and_done_again(editor):
    editor.keyboard.type("ett")
    editor.get_by_role("button", name="Punktliste").click()
    editor.evaluate("editor.insert('{tall:utsagn}', ' utsagn')")
    assert text_of(editor) == "- ett{tall:utsagn} utsagn"
    editor.keyboard.press("Control+z")
    assert text_of(editor) == "- ett"
    editor.get_by_role("button", name="Angre").click()
    assert text_of(editor) == "ett"
    editor.keyboard.press("Control+y")
    editor.keyboard.press("Control+y")
    assert text_of(editor) == "- ett{tall:utsagn} utsagn"
    editor.keyboard.type("!")
    assert text_of(editor) == "- ett{tall:utsagn} utsagn!"


def test_one_goes_on_writing_after_a_chip_at_the_end_and_before_one_at_the_beginning(editor):
    editor.evaluate("editor.insert('[@k1-ab12]')")
    editor.keyboard.type("a")
    editor.evaluate("editor.insert('[@k1-cd34]')")
    editor.keyboard.press("Home")
    editor.keyboard.type("b")
    editor.keyboard.press("End")
    editor.keyboard.press("Enter")
    editor.keyboard.type("c")
    assert text_of(editor) == "b[@k1-ab12]a[@k1-cd34]\n\nc"
    editor.keyboard.press("Backspace")
    editor.keyboard.press("Backspace")
    editor.keyboard.press("Backspace")
    assert text_of(editor) == "b[@k1-ab12]a"
    editor.keyboard.press("Home")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("Delete")
    assert text_of(editor) == "ba"


def test_all_is_taken_away_and_written_anew(editor):
    editor.keyboard.type("noe {tall:utsagn} og mer")
    editor.get_by_role("button", name="Nummerert liste").click()
    editor.keyboard.press("Control+a")
    editor.keyboard.press("Delete")
    assert text_of(editor).strip() in {"", "1."}
    editor.keyboard.type("nytt")
    assert text_of(editor).removeprefix("1. ") == "nytt"


WORD = """<html xmlns:o="urn:x"><head><style>p{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>Første</b> avsnitt<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0'><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>punkt ett</p>
<p class=MsoListParagraphCxSpLast><span>·<span>&nbsp;&nbsp; </span></span>punkt to</p>
<ol><li><p>nummer</p></li><li>andre</li></ol><img src=x onerror="window.hit=1"><script>window.hit=1</script>
<p onclick="window.hit=1"><a href="javascript:window.hit=1">Siste</a> {tall:utsagn} *ikke kursiv*</p><!--EndFragment--></body></html>"""


def test_text_from_word_is_pasted_as_paragraphs_and_lists_and_nothing_else(editor):
    pasted = editor.evaluate("window.paste", {"text/html": WORD, "text/plain": "noe annet"})
    expected = (
        "Første avsnitt\n\n- punkt ett\n- punkt to\n\n1. nummer\n2. andre\n\nSiste {tall:utsagn} \\*ikke kursiv\\*"
    )
    assert pasted == expected
    editor.wait_for_timeout(100)
    assert editor.evaluate("window.hit") is None
    assert (
        editor.evaluate("editor.node.querySelectorAll('img, script, a, b, style, [onclick], [class^=Mso]').length") == 0
    )
    editor.keyboard.press("Control+z")
    assert text_of(editor) == ""


def test_plain_text_goes_in_where_the_caret_stands(editor):
    editor.keyboard.type("før etter")
    for _ in " etter":
        editor.keyboard.press("ArrowLeft")
    assert editor.evaluate("window.paste", {"text/plain": " midt i"}) == "før midt i etter"
    pasted = editor.evaluate("window.paste", {"text/plain": "ny\r\n•\tett\r\n•\tto\r\nslutt"})
    assert pasted == "før midt i\n\nny\n\n- ett\n- to\n\nslutt\n\netter"


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.booleans())
def test_whatever_is_pasted_runs_nothing_and_can_be_read_again(page, text, as_html):
    page.evaluate("window.show('')")
    page.locator(".mld-editor").click()
    hostile = f"{text}<svg onload=window.hit=1><iframe srcdoc='<script>top.hit=1</script>'>{text}"
    pasted = page.evaluate("window.paste", {"text/html" if as_html else "text/plain": hostile})
    assert page.evaluate("window.hit") is None
    assert page.evaluate("editor.node.querySelectorAll('svg, iframe').length") == 0
    assert page.evaluate("window.show", pasted) == pasted


def test_what_is_copied_within_the_editor_keeps_its_chips_and_its_form(editor):
    editor.evaluate("window.show('**Fet** [@k1-ab12] {tall:utsagn}')")
    copied = editor.evaluate(
        """() => { editor.focus(); const range = document.createRange(); range.selectNodeContents(editor.node);
        document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        const data = new DataTransfer();
        editor.node.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true, bubbles: true }));
        return data.getData("text/x-medlemsdialog"); }"""
    )
    assert copied == "**Fet** [@k1-ab12] {tall:utsagn}"
    assert editor.evaluate("window.paste", {"text/x-medlemsdialog": copied}) == copied
