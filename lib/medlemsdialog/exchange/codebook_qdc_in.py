"""A codebook from any program that writes REFI-QDA: its codes with what lies above them, read without trusting the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.codebook_fields import CODE, DEFINITION, NAME, CodebookFile, Note, Record, find_field
from medlemsdialog.intake.rules import BrokenOriginalError

MAX_QDC_BYTES = 20 * 1024 * 1024
MAX_CODES = 5_000
_HEADING = re.compile(r"^\[([^\[\]\n]{1,60})\]\s*$")
_ESCAPED = re.compile(r"^\\(\\*\[)")
_FORMAT = "QDC (REFI-QDA)"


def read_codebook_qdc(name: str, content: bytes) -> CodebookFile:
    """Return the codes of a QDC or of a project's QDE, whatever version of the namespace it is in.

    Entities are never expanded, nothing outside the file is read, and a file with a document type is refused.

    Raises:
        BrokenOriginalError: It is no codebook in XML, is larger than the limits, or has a document type.
    """
    if len(content) > MAX_QDC_BYTES:
        raise BrokenOriginalError("unreadable", name, format=_FORMAT)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenOriginalError("unreadable", name, format=_FORMAT) from error
    if root.getroottree().docinfo.doctype:
        raise BrokenOriginalError("unreadable", name, format=_FORMAT)
    book = next((one for one in root.iter() if _tag(one) == "CodeBook"), None)
    if book is None:
        raise BrokenOriginalError("unreadable", name, format=_FORMAT)
    found = _Found()
    for codes in _children(book, "Codes"):
        _read_codes(codes, (), found)
    if len(found.records) > MAX_CODES:
        raise BrokenOriginalError("unreadable", name, format=_FORMAT)
    notes = [_tell_set(one) for sets in _children(book, "Sets") for one in _children(sets, "Set")]
    if found.coloured:
        text = Message(
            "Farger er ikke tatt inn: Kodeboken har ingen. Koder med farge: {number}.", number=found.coloured
        )
        notes.append(Note(text))
    if found.without_guid:
        text = Message(
            "Koder uten kjennemerke (guid): {number}. De kan bare kjennes igjen på navnet.", number=found.without_guid
        )
        notes.append(Note(text, is_left=False))
    return CodebookFile(records=tuple(found.records), notes=tuple(notes), fields=frozenset(found.fields))


@dataclass
class _Found:
    records: list[Record] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    coloured: int = 0
    without_guid: int = 0


def _read_codes(element: etree._Element, above: tuple[str, ...], found: _Found) -> None:
    for code in _children(element, "Code"):
        label = " ".join((code.get("name") or "").split())
        guid = (code.get("guid") or "").strip().strip("{}").upper()
        described = "\n".join("".join(one.itertext()) for one in _children(code, "Description"))
        values = {NAME: label, **_split_description(described)}
        if values.get(CODE) == label:
            del values[NAME]  # we write the code where a theme has no name
        key = str(len(found.records))
        place = Message("kode «{name}», linje {line}", name=label or "–", line=code.sourceline or 0)
        found.records.append(Record(key=key, place=place, values=values, above=above, guid=guid))
        found.fields |= values.keys()
        found.coloured += bool(code.get("color"))
        found.without_guid += not guid
        _read_codes(code, (*above, key), found)


def _split_description(text: str) -> dict[str, str]:
    """Return the fields of a description: what we wrote into it by its headings, what others wrote as the definition."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts: dict[str, list[str]] = {DEFINITION: []}
    key = DEFINITION
    for line in lines:
        heading = _HEADING.match(line.strip())
        named = find_field(heading[1]) if heading else None
        if named is not None and named.key != NAME and (named.key not in parts or named.key == DEFINITION):
            key = named.key
            parts.setdefault(key, [])
        else:
            parts[key].append(line)
    ours = len(parts) > 1
    texts = {
        key: "\n".join(_ESCAPED.sub(r"\1", line.strip()) if ours else line for line in held).strip()
        for key, held in parts.items()
    }
    return {key: held for key, held in texts.items() if held or key == CODE}


def _tell_set(element: etree._Element) -> Note:
    return Note(
        Message("Gruppen er ikke tatt inn: Kodeboken har hovedtemaer, ikke grupper av koder."),
        Message("gruppe «{name}»", name=element.get("name") or "–"),
    )


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if _tag(child) == name]


def _tag(element: etree._Element) -> str:
    # Programs write the namespace in several ways («1.0», «1:0», «0:4», none).
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
