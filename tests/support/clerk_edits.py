"""Editing a Word file as a clerk does: writing over texts, adding and taking away paragraphs, filling in cells."""

from __future__ import annotations

import copy
import io
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class WordEdit:
    """A Word file that is being edited."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._document = etree.fromstring(self._parts["word/document.xml"])

    def save(self) -> bytes:
        """Return the file as edited."""
        self._parts["word/document.xml"] = etree.tostring(self._document, xml_declaration=True, encoding="UTF-8")
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                archive.writestr(name, part)
        return content.getvalue()

    def paragraphs(self) -> list[str]:
        """Return the texts of all paragraphs."""
        return [_text(one) for one in self._document.iter(f"{_W}p")]

    def write_below(self, heading: str, *texts: str) -> None:
        """Write over the first point below a heading; further texts become points like it."""
        after = self._find(heading).itersiblings(f"{_W}p")
        first = next(one for one in after if _style(one) in {"ListNumber", "ListBullet", "Placeholder"})
        for text in reversed(texts[1:]):
            added = copy.deepcopy(first)
            _write(added, text)
            first.addnext(added)
        _write(first, texts[0])

    def write_after(self, beginning: str, text: str) -> None:
        """Write in a field: what stands after its label."""
        paragraph = self._find(beginning)
        label = _text(paragraph).split("\t")[0]
        _write(paragraph, f"{label}\t{text}")

    def replace(self, beginning: str, text: str) -> None:
        """Write over a paragraph."""
        _write(self._find(beginning), text)

    def remove_question(self, heading: str) -> None:
        """Take a heading away with the point below it."""
        found = self._find(heading)
        after = next(found.itersiblings(f"{_W}p"))
        found.getparent().remove(after)
        found.getparent().remove(found)

    def add_at_end(self, lines: Sequence[tuple[str, str]]) -> None:
        """Add paragraphs of (style, text) at the end."""
        body = self._document.find(f"{_W}body")
        for style, text in lines:
            paragraph = etree.Element(f"{_W}p")
            properties = etree.SubElement(paragraph, f"{_W}pPr")
            etree.SubElement(properties, f"{_W}pStyle").set(f"{_W}val", style)
            _write(paragraph, text)
            body.insert(len(body) - 1, paragraph)

    def fill_rows(self, heading: str, rows: Sequence[Sequence[str]]) -> None:
        """Fill in the rows of the table below a heading, adding as many as are needed."""
        table = next(self._find(heading).itersiblings(f"{_W}tbl"))
        while len(table.findall(f"{_W}tr")) < len(rows) + 1:
            table.append(copy.deepcopy(table.findall(f"{_W}tr")[-1]))
        for row, texts in zip(table.findall(f"{_W}tr")[1:], rows, strict=False):
            for cell, text in zip(row.findall(f"{_W}tc"), texts, strict=True):
                _write(next(cell.iter(f"{_W}p")), text)

    def _find(self, beginning: str) -> Any:
        return next(one for one in self._document.iter(f"{_W}p") if _text(one).startswith(beginning))


def save_through_libreoffice(content: bytes, folder: Path, ending: str = "docx") -> bytes:
    """Return a Word file as LibreOffice saves it."""
    source = folder / "inn" / "fil.docx"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(folder / "ut"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "ut" / f"fil.{ending}").read_bytes()


def _text(paragraph: Any) -> str:
    signs = {
        f"{_W}t": lambda one: one.text or "",
        f"{_W}tab": lambda one: "\t" if one.getparent().tag == f"{_W}r" else "",
    }
    return "".join(signs[one.tag](one) for one in paragraph.iter(*signs))


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val")


def _write(paragraph: Any, text: str) -> None:
    for one in list(paragraph):
        if one.tag != f"{_W}pPr":
            paragraph.remove(one)
    run = etree.SubElement(paragraph, f"{_W}r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            etree.SubElement(run, f"{_W}tab")
        etree.SubElement(run, f"{_W}t").text = piece
