"""The parts of an Excel file, their relations and types: a few are changed in place, all others stay byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Any

from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# What the sheets call relations, in the two dialects of the standard.
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# lxml else makes up a name for what the workbook itself has not named, unless openpyxl happens to have been imported.
etree.register_namespace("r", _TRANSITIONAL)
CONTENT_TYPES = "[Content_Types].xml"
# The earliest time that a ZIP can hold: the same bytes on every day.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# XML holds no control characters, and Excel reads `_x0041_` as «A».
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class WorkbookPackage:
    """An Excel file as named parts. Part names have no leading slash.

    `tree` gives a part as XML to be changed; `pack` packs all parts again, in the order of the original.
    """

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            self._parts = {member.filename.lstrip("/"): archive.read(member) for member in members}
        self._trees: dict[str, Any] = {}
        (self.workbook, *_) = self.find_related("", "/officeDocument")
        self.namespace = str(etree.QName(self.tree(self.workbook)).namespace)
        self.relations_namespace = _STRICT if self.namespace.startswith("http://purl.oclc.org/") else _TRANSITIONAL

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in their order."""
        return tuple(self._parts)

    def read(self, part: str) -> bytes:
        """Return a part's bytes as they will be written."""
        tree = self._trees.get(part)
        return self._parts[part] if tree is None else _DECLARATION + etree.tostring(tree, encoding="UTF-8")

    def replace(self, part: str, content: bytes) -> None:
        """Put other bytes in the place of a part, or add one."""
        self._trees.pop(part, None)
        self._parts[part] = content

    def tree(self, part: str) -> Any:
        """Return the root of a part as XML; changes to it are written."""
        if part not in self._trees:
            # Hostile originals: no entities, nothing fetched. Long cells are allowed.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            self._trees[part] = etree.fromstring(self._parts[part], parser)
        return self._trees[part]

    def find_related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the parts that `part` is related to by a relation whose type ends with `kind`."""
        return tuple(
            target
            for relation in self._relations(part)
            if relation.get("Type", "").endswith(kind)
            and relation.get("TargetMode") != "External"
            and (target := _resolve(part, relation.get("Target", ""))) in self._parts
        )

    def target(self, part: str, relation_id: str) -> str:
        """Return the part that a relation of `part` leads to.

        Raises:
            KeyError: There is none.
        """
        for relation in self._relations(part):
            if relation.get("Id") == relation_id:
                return _resolve(part, relation.get("Target", ""))
        raise KeyError(relation_id)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate `part` to `target` by a relation of `kind` («styles») and return the relation's id."""
        name = _relations_part(part)
        if name not in self._parts:
            self._parts[name] = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()
        root = self.tree(name)
        used = {relation.get("Id") for relation in root}
        number = next(number for number in range(1, len(used) + 2) if f"rIdM{number}" not in used)
        values = {"Id": f"rIdM{number}", "Type": f"{self.relations_namespace}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", values)
        return f"rIdM{number}"

    def add_part(self, stem: str, ending: str, content: bytes, content_type: str) -> str:
        """Add a part under the first free name `stem<number>.ending` and return its name."""
        number = next(n for n in range(1, len(self._parts) + 2) if f"{stem}{n}.{ending}" not in self._parts)
        name = f"{stem}{number}.{ending}"
        self._parts[name] = content
        self.set_content_type(name, content_type)
        return name

    def set_content_type(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        root = self.tree(CONTENT_TYPES)
        for override in root.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName") == f"/{part}":
                override.set("ContentType", content_type)
                return
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def remove(self, parts: set[str]) -> None:
        """Remove parts, their own relations, and all that points to them."""
        for part in [name for name in self._parts if name in parts or _owner(name) in parts]:
            del self._parts[part]
            self._trees.pop(part, None)
        for name in [name for name in self._parts if name.endswith(".rels")]:
            owner = _owner(name) or ""
            root = self.tree(name)
            for relation in list(root):
                if _resolve(owner, relation.get("Target", "")) in parts:
                    root.remove(relation)
        root = self.tree(CONTENT_TYPES)
        for override in root.findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").lstrip("/") in parts:
                root.remove(override)

    def pack(self) -> bytes:
        """Return the file; the same parts give the same bytes."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as out:
            for name in self._parts:
                info = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                out.writestr(info, self.read(name))
        return packed.getvalue()

    def _relations(self, part: str) -> Any:
        name = _relations_part(part)
        return self.tree(name) if name in self._parts else ()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _owner(relations_part: str) -> str | None:
    """Return the part whose relations these are; None for other parts, the empty text for the package's own."""
    folder, name = posixpath.split(relations_part)
    if posixpath.basename(folder) != "_rels" or not name.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _resolve(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def clean_text(text: str) -> str:
    """Return a text as an Excel file may hold it: signs that it cannot hold are replaced, none is read as an escape."""
    return _EXCEL_ESCAPE.sub("_x005F_", _NO_XML.sub("\ufffd", text))
