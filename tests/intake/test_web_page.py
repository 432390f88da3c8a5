"""Web pages: only the page's own text is text; what surrounds it is kept as furniture."""

from __future__ import annotations

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document

PAGE = """<!doctype html><html lang="no"><head><title>Uttalelse – Eksempel</title><script>var x = "skript";</script></head>
<body><a class="skip-link" href="#x">Til innholdet</a>
<header><a href="/">Eksempel kommune</a><nav><ul><li>Tjenester<li>Politikk</ul></nav></header>
<div id="cookie-banner"><p>Vi bruker informasjonskapsler.</p><button>Godta</button></div>
<main><article><header><h1>Uttalelse om kultur</h1></header>
<p>Første linje<br>andre linje.<br><br>Nytt avsnitt.</p>
<dl><dt>Kulturskole</dt><dd>Staten bør betale.</dd></dl>
<table><tr><td rowspan="2">Tiltak<td>2016<tr><td>120</table>
<p style="display:none">Skjult</p></article>
<aside><p>Les også dette.</p></aside></main>
<footer><p>Postboks 1</p></footer></body></html>"""


def read(page: str) -> Document:
    return read_document("side.html", page.encode())


def texts(document: Document, *, furniture: bool) -> list[str]:
    return [block.text for block in document.blocks if (block.role is Role.FURNITURE) is furniture]


def test_only_the_pages_own_text_is_read_as_text() -> None:
    assert texts(read(PAGE), furniture=False) == [
        "Uttalelse om kultur",
        "Første linje\nandre linje.",
        "Nytt avsnitt.",
        "Kulturskole",
        "Staten bør betale.",
        "Tiltak",
        "2016",
        "120",
    ]


def test_surroundings_are_kept_as_furniture() -> None:
    found = texts(read(PAGE), furniture=True)
    assert {"Eksempel kommune", "Tjenester", "Politikk", "Vi bruker informasjonskapsler.", "Les også dette."} <= set(
        found
    )
    assert {"Postboks 1", "Til innholdet", "Skjult"} <= set(found)
    assert not any("skript" in text or "Godta" in text for text in found)


def test_cell_beside_a_merged_one_keeps_its_column() -> None:
    last = read(PAGE).blocks
    assert next(block.anchor.column for block in last if block.text == "120") == 2


def test_page_that_is_all_menu_keeps_its_text() -> None:
    document = read("<html><body><nav><p>Vi vil ha mer kultur.</p></nav></body></html>")
    assert texts(document, furniture=False) == ["Vi vil ha mer kultur."]


def test_head_of_an_article_is_text() -> None:
    document = read("<html><body><article><header><p>Innspill fra oss.</p></header><p>Mer.</p></article></body></html>")
    assert texts(document, furniture=False) == ["Innspill fra oss.", "Mer."]
