from __future__ import annotations

import re

import pytest
from lxml import etree

from medlemsdialog.errors import OriginalError
from medlemsdialog.exchange.codebook_qdc import NAMESPACE, build_codebook_qdc
from medlemsdialog.exchange.codebook_qdc_in import read_codebook_qdc
from support.codebooks import codebook, compare, example_codebook, example_dialogue, texts, theme

BOOK = codebook(theme("dans"), theme("ballett", "dans"))
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def qdc(codes, *, attributes=f'xmlns="{NAMESPACE}"', after="", head='<?xml version="1.0" encoding="utf-8"?>'):
    text = f"{head}<CodeBook {attributes}><Codes>{codes}</Codes>{after}</CodeBook>"
    return read_codebook_qdc("bok.qdc", text.encode())


def tags(element):
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def test_what_is_written_follows_the_published_structure():
    root = etree.fromstring(build_codebook_qdc(example_codebook(), example_dialogue()))
    assert root.tag == f"{{{NAMESPACE}}}CodeBook"
    assert set(root.attrib) <= {"origin"}
    assert tags(root) == ["Codes"]
    (codes,) = root
    assert len(codes)
    assert not codes.attrib
    guids = []
    for code in codes.iter(f"{{{NAMESPACE}}}Code"):
        assert {"guid", "name", "isCodable"} <= set(code.attrib) <= {"guid", "name", "isCodable", "color"}
        assert GUID.fullmatch(code.get("guid"))
        assert code.get("isCodable") in {"true", "false"}
        assert code.get("name")
        # A description, if any, comes before the codes below.
        assert re.fullmatch(r"(Description )?(Code )*", "".join(f"{tag} " for tag in tags(code)))
        guids.append(code.get("guid"))
    assert len(guids) == len(set(guids)) == len(example_codebook().themes) + len(example_dialogue().main_themes)
    for described in codes.iter(f"{{{NAMESPACE}}}Description"):
        assert not described.attrib
        assert not len(described)


def test_main_themes_hold_the_themes_and_cannot_be_coded_with():
    root = etree.fromstring(build_codebook_qdc(BOOK, example_dialogue()))
    top = list(root[0])
    assert [code.get("name") for code in top] == [main.label.nb for main in example_dialogue().main_themes]
    assert {code.get("isCodable") for code in top} == {"false"}
    dance = next(code for code in root.iter(f"{{{NAMESPACE}}}Code") if code.get("name") == "Dans")
    assert dance.getparent() is top[[main.code for main in example_dialogue().main_themes].index("inkludering")]
    assert dance.get("isCodable") == "true"
    assert dance[1].get("name") == "Ballett"


def test_identifiers_are_the_same_for_the_same_theme_of_the_same_dialogue():
    renamed = codebook(theme("dans", label=BOOK.theme("ballett").label), theme("ballett", "dans"))

    def guids(book, dialogue):
        root = etree.fromstring(build_codebook_qdc(book, dialogue))
        return [code.get("guid") for code in root.iter(f"{{{NAMESPACE}}}Code")]

    dialogue = example_dialogue()
    assert guids(BOOK, dialogue) == guids(renamed, dialogue)
    assert not set(guids(BOOK, dialogue)) & set(guids(BOOK, dialogue.model_copy(update={"id": "en-annen"})))


def test_a_person_can_read_the_description_and_its_edits_come_back():
    content = build_codebook_qdc(BOOK, example_dialogue()).decode()
    assert "[Eksempel (nynorsk)]\nEksempel – oppdikta: dans" in content
    edited = content.replace("[Eksempel (nynorsk)]\nEksempel – oppdikta: dans", "[Eksempel (nynorsk)]\nNy setning.")
    comparison = compare(read_codebook_qdc("bok.qdc", edited.encode()), BOOK)
    assert comparison.changed == {"dans"}
    assert comparison.themes[0].example.nn == "Ny setning."


def test_a_theme_renamed_in_another_program_is_the_same_theme():
    content = build_codebook_qdc(BOOK, example_dialogue()).decode().replace('name="Dans"', 'name="Dans og ballett"')
    (changed,) = [
        one for one in compare(read_codebook_qdc("b.qdc", content.encode()), BOOK).themes if one.code == "dans"
    ]
    assert changed.label.nb == "Dans og ballett"


@pytest.mark.parametrize(
    "attributes",
    [
        'xmlns="urn:QDA-XML:codebook:1.0" origin="QualCoder"',
        'xmlns="urn:QDA-XML:codebook:1:0" origin="NVivo"',
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:QDA-XML:codebook:0:4 Codebook.xsd" origin="ATLAS.ti" xmlns="urn:QDA-XML:codebook:0:4"',
        'origin="MAXQDA"',
    ],
)
def test_other_programs_write_the_namespace_in_their_own_ways(attributes):
    file = qdc(
        '<Code guid="{2a08bddf-4c35-4250-bf77-7de37b50c930}" name="Dans" isCodable="true"/>', attributes=attributes
    )
    assert [record.values["label.nb"] for record in file.records] == ["Dans"]
    assert file.records[0].guid == "2A08BDDF-4C35-4250-BF77-7DE37B50C930"


def test_a_prefix_and_a_project_around_the_codes_do_no_harm():
    content = (
        '<p:Project xmlns:p="urn:QDA-XML:project:1.0"><p:CodeBook><p:Codes><p:Code name="Dans"/></p:Codes></p:CodeBook>'
        "</p:Project>"
    )
    assert len(read_codebook_qdc("p.qde", content.encode()).records) == 1


def test_codes_without_identifier_description_or_with_odd_names_are_taken():
    file = qdc(
        '<Code name="Inkludering" isCodable="false">'
        '<Code name="Språk/mål  &amp; &#xE5;"><Code name="Nivå to"><Code name="Nivå tre"><Code name="Nivå fire"/></Code></Code>'
        '</Code><Code name="Dans" color="#ff0000"><Description>Om dans.</Description></Code></Code>'
    )
    comparison = compare(file, BOOK)
    made = {one.code: one for one in comparison.themes if one.code in comparison.changed}
    assert made["sprak-mal-a"].label.nb == "Språk/mål & å"
    assert {made[code].parent for code in ("niva-to", "niva-tre", "niva-fire")} == {"sprak-mal-a"}
    assert made["dans"].definition.nb == "Om dans."
    told = texts(comparison)
    assert "dypere enn to nivåer" in told
    assert "Farger er ikke tatt inn" in told
    assert "uten kjennemerke" in told


def test_sets_are_told_of_one_by_one():
    file = qdc('<Code name="Dans"/>', after='<Sets><Set guid="x" name="Scene"><MemberCode guid="y"/></Set></Sets>')
    assert "gruppe «Scene»" in texts(compare(file, BOOK))


def test_a_code_without_a_name_is_told_of():
    assert "verken navn eller kode" in texts(compare(qdc('<Code guid="a"/>'), BOOK))


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "{file}">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<!DOCTYPE CodeBook SYSTEM "http://127.0.0.1:9/x.dtd">'])
def test_a_document_type_is_refused_and_nothing_outside_is_read(head, tmp_path):
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("hemmelig")
    with pytest.raises(OriginalError) as refused:
        qdc('<Code name="&a;"/>' if "ENTITY" in head else '<Code name="a"/>', head=head.format(file=secret.as_uri()))
    assert "hemmelig" not in str(refused.value).replace("hemmelig.txt", "")


@pytest.mark.parametrize(
    "content", [b"", b"<", b"PK\x03\x04", b"<CodeBook>", b"<html/>", b"\xff\xfe\x00", b"<a>" * 5000]
)
def test_what_is_no_codebook_is_told_as_such(content):
    with pytest.raises(OriginalError) as refused:
        read_codebook_qdc("bok.qdc", content)
    assert "bok.qdc" in str(refused.value)


def test_codes_nested_as_deep_as_the_parser_allows_are_lifted():
    file = qdc('<Code name="Inkludering">' + "".join(f'<Code name="n{n}">' for n in range(200)) + "</Code>" * 201)
    comparison = compare(file, BOOK)
    assert {one.parent for one in comparison.themes if one.code.startswith("n")} == {"inkludering", "n0"}
