"""The codebook as REFI-QDA codebook exchange (QDC): written so that other programs and people can read it."""

from __future__ import annotations

import re
import uuid

from lxml import etree

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.codebook_fields import CODE, DEFINITION, NAME, PARENT, list_fields, theme_values
from medlemsdialog.models.themes import Theme

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_OURS = uuid.UUID("6d9f3f0c-8f1e-5b0a-9a37-3f1f4c2b7a51")
_BRACKET = re.compile(r"^(\\*\[)", re.MULTILINE)


def build_codebook_qdc(codebook: Codebook, dialogue: Dialogue) -> bytes:
    """Return the codebook as QDC: main themes as codes that cannot be used for coding, themes nested below them.

    The format has a name and a description for each code. The description begins with the definition; the fields that
    the format lacks follow, each after its heading in square brackets.
    """
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin="medlemsdialog")
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    for main in dialogue.main_themes:
        element = _add(codes, main_guid(dialogue, main.code), main.label.nb, is_codable=False)
        _add_themes(element, main.code, codebook, dialogue)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def theme_guid(dialogue: Dialogue, code: str) -> str:
    """Return the identifier of a theme: the same for the same theme of the same dialogue, always."""
    return str(uuid.uuid5(_OURS, f"{dialogue.id}/theme/{code}")).upper()


def main_guid(dialogue: Dialogue, code: str) -> str:
    """Return the identifier of a main theme."""
    return str(uuid.uuid5(_OURS, f"{dialogue.id}/main/{code}")).upper()


def describe_theme(theme: Theme) -> str:
    """Return all that the format has no field for, after the definition."""
    values = theme_values(theme)
    parts = [_escape(values[DEFINITION])] if values[DEFINITION] else []
    for field in list_fields():
        if field.key not in {CODE, PARENT, NAME, DEFINITION} and values[field.key]:
            parts.append(f"[{field.heading}]\n{_escape(values[field.key])}")
    code = next(field for field in list_fields() if field.key == CODE)
    return "\n\n".join([*parts, f"[{code.heading}]\n{theme.code}"])


def _add_themes(above: etree._Element, parent: str, codebook: Codebook, dialogue: Dialogue) -> None:
    for theme in codebook.themes:
        if theme.parent == parent:
            values = theme_values(theme)
            name = values[NAME] or theme.code
            element = _add(above, theme_guid(dialogue, theme.code), name, is_codable=True)
            etree.SubElement(element, f"{{{NAMESPACE}}}Description").text = describe_theme(theme)
            _add_themes(element, theme.code, codebook, dialogue)


def _add(above: etree._Element, guid: str, name: str, *, is_codable: bool) -> etree._Element:
    codable = "true" if is_codable else "false"
    return etree.SubElement(above, f"{{{NAMESPACE}}}Code", guid=guid, name=name, isCodable=codable)


def _escape(text: str) -> str:
    """Return a text in which no line can be taken for a heading."""
    return _BRACKET.sub(r"\\\1", text)
