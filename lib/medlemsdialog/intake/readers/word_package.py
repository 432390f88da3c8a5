"""The parts of a Word file as XML trees, whatever names and namespaces its program gave them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_SWITCHED_OFF = frozenset({"0", "false", "off", "none"})


class WordPackage:
    """An opened file; `part` finds parts by what the document says they are."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = set(self._archive.namelist())
        office = [target for kind, target in self._relations("") if kind == "officeDocument"]
        main = next((target for target in office if target in self._names), "word/document.xml")
        self.document = self._read(main)
        self._targets = list(self._relations(main))

    def part(self, kind: str) -> Any | None:
        """Return the first part of a kind («styles», «numbering», «footnotes» …), or None."""
        return next(iter(self.parts(kind)), None)

    def parts(self, kind: str) -> Iterator[Any]:
        """Yield the parts of a kind that can be read, in the order of their names."""
        for target in sorted(target for found, target in self._targets if found == kind and target in self._names):
            try:
                yield self._read(target)
            except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError):
                continue

    def _read(self, name: str) -> Any:
        # Entities are how small XML becomes huge; Word never declares any.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        return etree.fromstring(self._archive.read(name), parser)

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._names:
            return
        for relation in self._read(relations):
            target = relation.get("Target", "")
            kind = relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") != "External":
                yield kind, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; the empty text for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield the children of a name."""
    for one in element:
        if local_name(one) == name:
            yield one


def child(element: Any | None, name: str) -> Any | None:
    """Return the first child of a name, or None."""
    return None if element is None else next(children(element, name), None)


def value_of(element: Any, name: str) -> str:
    """Return an attribute's value whatever its namespace, or the empty text."""
    for key, value in element.attrib.items():
        if key == name or key.endswith(f"}}{name}"):
            return str(value)
    return ""


def is_on(properties: Any | None, name: str) -> bool | None:
    """Return whether a switch such as bold is on or off, or None where it is not mentioned."""
    switch = child(properties, name)
    return None if switch is None else value_of(switch, "val").casefold() not in _SWITCHED_OFF
