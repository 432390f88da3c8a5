"""Templates that people edit in Word: placeholders found however Word splits them, faults told, nothing executed."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlemsdialog.paths import shipped
from medlemsdialog.report.document_layout import read_layout
from medlemsdialog.report.document_nodes import plain_text
from medlemsdialog.report.document_templates import TemplateError, read_template
from report.findings import INPUT, built, document, finding

SHIPPED = sorted((shipped("templates") / "documents").glob("*.docx"))


def word_file(markdown: str) -> bytes:
    """A Word file as somebody could have written it."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown-implicit_header_references", "--to=docx", "--output=-"],
        input=markdown.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout


def with_part(content: bytes, name: str, change: object) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as written:
        for member in source.namelist():
            data = source.read(member)
            written.writestr(member, change(data.decode()).encode() if member == name else data)  # type: ignore[operator]
    return target.getvalue()


def said(template: bytes, *findings: object) -> str:
    return "\n".join(plain_text(block) for block in document(INPUT, *findings, template=template).blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["input", "final-report", "board-case"])
def test_shipped_templates_have_the_same_parts_in_both_language_forms(name: str) -> None:
    forms = [
        read_template((shipped("templates") / "documents" / f"{name}.{form}.docx").read_bytes())
        for form in ("nb", "nn")
    ]
    counts = [(len(one.placeholders), sum(block["t"] == "Header" for block in one.blocks)) for one in forms]
    assert counts[0] == counts[1] and counts[0][0] >= 7


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_shipped_templates_hold_no_times_and_no_names_of_machines(file: object) -> None:
    content = file.read_bytes()  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"/tmp/" in archive.read(name) or b"/root" in archive.read(name) for name in archive.namelist())


def test_placeholder_split_over_several_runs_is_found_and_keeps_the_look_of_its_first_sign() -> None:
    template = word_file("[[ti**tte**l]] fra [[d*a*t**o**]]\n\n[[**fu**nn]]")
    text = said(template, finding())
    assert "Kultur for framtida fra 1.\u00a0februar 2018" in text
    assert "1. Medlemmene er delt" in text and "[[" not in text


def test_unknown_placeholders_are_all_named_with_those_there_are() -> None:
    with pytest.raises(TemplateError) as told:
        built(INPUT, template=word_file("[[fun]] og [[tittel: x]] og [[funn: månen]]"))
    assert "[[fun]]" in str(told.value) and "[[tittel: x]]" in str(told.value) and "[[funn: månen]]" in str(told.value)
    assert "[[kilder]]" in str(told.value)


@pytest.mark.parametrize("torn", ["[[funn", "[[funn]", "[funn]]", "[[]]"])
def test_placeholder_that_lacks_a_bracket_is_told_and_not_printed(torn: str) -> None:
    with pytest.raises(TemplateError, match="ikke er hele"):
        built(INPUT, finding(), template=word_file(f"[[tittel]] og [adressen]\n\n{torn}"))


def test_placeholder_for_paragraphs_must_stand_alone() -> None:
    with pytest.raises(TemplateError, match="må stå alene"):
        built(INPUT, template=word_file("Her er [[funn]] i en setning."))


def test_findings_are_shared_by_addressee_and_by_main_theme_and_each_is_printed_once() -> None:
    template = word_file("# Til staten\n\n[[funn: staten]]\n\n# Til KS\n\n[[funn: KS]]\n\n# Resten\n\n[[funn: andre]]")
    to_ks = finding("f-ks", addressees=("ks", "state"), heading={"nb": "Til begge"})
    loose = finding("f-los", addressees=(), heading={"nb": "Løst"})
    text = said(template, to_ks, loose)
    assert text.count("Til begge") == 1 and "Ingen funn om dette." in text
    assert text.index("1. Til begge") < text.index("2. Løst")


def test_findings_that_a_template_has_no_room_for_are_told() -> None:
    made = built(INPUT, finding(), template=word_file("[[funn: KS]]\n\n[[dato]]"))
    assert made.left_out == ("Medlemmene er delt i synet på øremerking",)


def test_template_that_forgets_the_sources_gets_them_last() -> None:
    text = said(word_file("[[funn]]\n\nHilsen oss"), finding())
    assert text.index("Hilsen oss") < text.index("Kilder") < text.index("1\u00a0")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nei", b"%PDF-1.7", b"<html>[[funn]]</html>"])
def test_file_that_is_no_word_document_is_told(content: bytes) -> None:
    with pytest.raises(TemplateError, match="Word-dokument"):
        read_template(content)


def test_template_with_code_pictures_and_links_into_the_machine_gives_words_only() -> None:
    template = word_file(
        '[fil](file:///etc/passwd) `#read("/etc/passwd")`{=openxml} [nett](https://eksempel.example)\n\n[[funn]]'
    )
    blocks = str(document(INPUT, finding(), template=template).blocks)
    assert "file:" not in blocks and "Raw" not in blocks and "https://eksempel.example" in blocks


@pytest.mark.parametrize("target", ["http://ond.example/bilde.png", "file:///etc/passwd", "\\\\ond\\deling"])
def test_template_whose_head_fetches_something_from_outside_is_not_used(target: str) -> None:
    content = (shipped("templates") / "documents" / "input.nb.docx").read_bytes()
    target_file = io.BytesIO(content)
    with zipfile.ZipFile(target_file, "a") as archive:
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        archive.writestr(
            "word/_rels/header1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{base}" Target="{target}" TargetMode="External"/></Relationships>',
        )
    with pytest.raises(TemplateError, match="utenfor filen"):
        read_template(target_file.getvalue())


def test_broken_parts_of_a_template_are_told() -> None:
    content = (shipped("templates") / "documents" / "input.nb.docx").read_bytes()
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        with pytest.raises(TemplateError, match="Word-dokument"):
            built(INPUT, finding(), template=with_part(content, name, lambda text: text[: len(text) // 2]))


def test_page_of_the_template_is_the_page_of_the_pdf() -> None:
    layout = read_layout((shipped("templates") / "documents" / "input.nb.docx").read_bytes())
    assert (round(layout.width), round(layout.height), layout.type_size) == (595, 842, 10.5)
    assert list(layout.foot[0].pieces) == [
        ("text", "Side "),
        ("page", ""),
        ("text", " av "),
        ("pages", ""),
    ]


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=60))
def test_any_words_between_brackets_are_filled_or_told(words: str) -> None:
    from medlemsdialog.report.document_nodes import para
    from medlemsdialog.report.document_nodes import words as nodes
    from medlemsdialog.report.document_templates import Filling, Template, fill_template

    template = Template(content=b"", blocks=(para(*nodes(f"før [[{words}]] etter")),))
    blocks, _ = fill_template(template, lambda placeholder, level: Filling(inlines=nodes("FYLT")))
    text = plain_text(blocks)
    assert ("FYLT" in text) == bool(template.placeholders) and text.startswith("før")
