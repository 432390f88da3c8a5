"""Presentations: titles, lists, tables, diagrams and speaker's notes of every slide in order, hidden slides told of."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from medlemsdialog.intake.document import Document, Role
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.intake import Intake

MARKDOWN = """
## Kulturskolen

- Staten bør betale.
- Kommunen **bør** styre.

1. Først dette.
2. Så dette.

::: notes
Husk å si at vi krever mer.

Og takk for oss.
:::

## Tall

| År | Kroner |
|----|--------|
| 2017 | 100 |

## Kulturskolen

Samme tittel igjen.
"""
Deck = Callable[..., bytes]


@pytest.fixture(scope="module")
def deck(docx: Callable[..., bytes]) -> Deck:
    """A presentation from Markdown; `change` may rewrite its parts."""

    def make(markdown: str = MARKDOWN, change: Callable[[str, str], str] = lambda _, xml: xml) -> bytes:
        source, buffer = zipfile.ZipFile(io.BytesIO(docx(markdown, "pptx"))), io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name.endswith((".xml", ".rels")):
                    content = change(name, content.decode()).encode()
                target.writestr(name, content)
        return buffer.getvalue()

    return make


def found(document: Document) -> list[tuple[str, str]]:
    return [(block.text, block.anchor.label()) for block in document.blocks]


def test_every_slide_gives_its_title_lists_tables_and_notes(deck: Deck) -> None:
    document = read_document("foredrag.pptx", deck())
    assert found(document) == [
        ("Kulturskolen", "lysbilde 1, «Kulturskolen»"),
        ("Staten bør betale.", "lysbilde 1, «Kulturskolen», avsnitt 1"),
        ("Kommunen bør styre.", "lysbilde 1, «Kulturskolen», avsnitt 2"),
        ("Først dette.", "lysbilde 1, «Kulturskolen», avsnitt 3"),
        ("Så dette.", "lysbilde 1, «Kulturskolen», avsnitt 4"),
        ("Husk å si at vi krever mer.", "lysbilde 1, «Kulturskolen › Notat», avsnitt 5"),
        ("Og takk for oss.", "lysbilde 1, «Kulturskolen › Notat», avsnitt 6"),
        ("Tall", "lysbilde 2, «Tall»"),
        ("År", "lysbilde 2, «Tall», tabell 1, rad 1, kolonne 1"),
        ("Kroner", "lysbilde 2, «Tall», tabell 1, rad 1, kolonne 2"),
        ("2017", "lysbilde 2, «Tall», tabell 1, rad 2, kolonne 1"),
        ("100", "lysbilde 2, «Tall», tabell 1, rad 2, kolonne 2"),
        ("Kulturskolen", "lysbilde 3, «Kulturskolen (2)»"),
        ("Samme tittel igjen.", "lysbilde 3, «Kulturskolen (2)», avsnitt 1"),
    ]
    assert [block.text for block in document.blocks if block.role is Role.NOTE] == [
        "Husk å si at vi krever mer.",
        "Og takk for oss.",
    ]
    assert len({block.anchor for block in document.blocks}) == len(document.blocks)


def test_hidden_slide_is_read_and_told_of(deck: Deck, received: Callable[..., dict[str, Intake]]) -> None:
    def hide(name: str, xml: str) -> str:
        return re.sub(r"<p:sld ", '<p:sld show="0" ', xml, count=1) if name.endswith("slides/slide2.xml") else xml

    content = deck(change=hide)
    assert "Tall" in [block.text for block in read_document("f.pptx", content).blocks]
    told = [one for one in received({"07/f.pptx": content})["07"].problems if one.rule == "hidden_slide"]
    assert [one.anchor.label() for one in told] == ["lysbilde 2"]


def test_slide_without_a_title_does_not_stand_under_the_one_before(deck: Deck) -> None:
    def untitle(name: str, xml: str) -> str:
        return xml.replace('type="title"', 'type="body"') if name.endswith("slides/slide3.xml") else xml

    places = dict(found(read_document("f.pptx", deck(change=untitle))))
    assert places["Samme tittel igjen."] == "lysbilde 3, avsnitt 2"


def test_slides_come_in_the_order_they_are_shown(deck: Deck) -> None:
    def turn(name: str, xml: str) -> str:
        if name != "ppt/presentation.xml":
            return xml
        listed = re.findall(r"<p:sldId [^>]*/>", xml)
        return xml.replace("".join(listed), "".join(reversed(listed)))

    texts = [block.text for block in read_document("f.pptx", deck(change=turn)).blocks]
    assert texts.index("Tall") < texts.index("Staten bør betale.")


def test_grouped_shapes_are_read_and_alternatives_once(deck: Deck) -> None:
    def group(name: str, xml: str) -> str:
        if not name.endswith("slides/slide3.xml"):
            return xml
        shape = re.findall(r"<p:sp>.*?</p:sp>", xml, re.DOTALL)[-1]
        kept = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        twice = f"<mc:AlternateContent {kept}><mc:Choice>{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
        return xml.replace(shape, f"<p:grpSp>{twice}</p:grpSp>")

    texts = [block.text for block in read_document("f.pptx", deck(change=group)).blocks]
    assert texts.count("Samme tittel igjen.") == 1


def test_entities_are_refused(deck: Deck) -> None:
    def declare(name: str, xml: str) -> str:
        return f'<!DOCTYPE x [<!ENTITY a "b">]>{xml}' if name.endswith("slides/slide1.xml") else xml

    with pytest.raises(BrokenOriginalError):
        read_document("f.pptx", deck(change=declare))


def test_entities_are_refused_in_every_encoding(deck: Deck) -> None:
    source, buffer = zipfile.ZipFile(io.BytesIO(deck())), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("slides/slide1.xml"):
                slide = re.sub(r"^<\?xml.*?\?>", "", content.decode(), count=1)
                text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>{slide}'
                content = text.encode("utf-16")
            target.writestr(name, content)
    with pytest.raises(BrokenOriginalError):
        read_document("f.pptx", buffer.getvalue())
