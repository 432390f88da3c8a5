"""The formats of an Excel file, to which new ones are added: those that stand there keep their numbers."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from medlemsdialog.intake.workbook_package import WorkbookPackage

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
# The groups a format refers to, in the order of the schema, each with what must stand first in it.
_GROUPS = {
    "numFmts": "",
    "fonts": "<font/>",
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border/>",
    "cellStyleXfs": "",
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
}
_NOT_OURS = frozenset({"b", "i", "strike", "color", "u"})


class WorkbookStyles:
    """The formats of one workbook; a cell names its format by number."""

    def __init__(self, package: WorkbookPackage) -> None:
        self._namespace = package.namespace
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}
        found = package.find_related(package.workbook, "/styles")
        if found:
            self._root = package.tree(found[0])
        else:
            empty = f'<styleSheet xmlns="{self._namespace}"/>'.encode()
            part = package.add_part("xl/styles", "xml", empty, _CONTENT_TYPE)
            package.relate(package.workbook, "styles", part)
            self._root = package.tree(part)
        for name, first in _GROUPS.items():
            if first:
                self._require(name, first)

    def add_filled(self, style: int, colour: str) -> int:
        """Return the number of a format that is like `style`, but filled with `colour` (ARGB)."""
        if (style, colour) not in self._made:
            formats = self._group("cellXfs")
            like = deepcopy(formats[style if style < len(formats) else 0])
            like.set("fillId", str(self._fill(colour)))
            like.set("applyFill", "1")
            self._made[style, colour] = _append(formats, like)
        return self._made[style, colour]

    def add_text(self, *, bold: bool = False, colour: str = "", wrapped: bool = True) -> int:
        """Return the number of a new format for text that starts at the top of its cell."""
        fonts = self._group("fonts")
        font = deepcopy(fonts[0])
        for child in [child for child in font if etree.QName(child).localname in _NOT_OURS]:
            font.remove(child)
        if bold:
            font.insert(0, self._element("b"))
        values = {"numFmtId": "0", "fontId": str(_append(fonts, font)), "fillId": "0", "borderId": "0"}
        style = self._element("xf", **values, applyFont="1", applyAlignment="1")
        if colour:
            style.set("fillId", str(self._fill(colour)))
            style.set("applyFill", "1")
        style.append(self._element("alignment", vertical="top", wrapText=str(int(wrapped))))
        return _append(self._group("cellXfs"), style)

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = self._element("fill")
            pattern = self._element("patternFill", patternType="solid")
            pattern.extend([self._element("fgColor", rgb=colour), self._element("bgColor", indexed="64")])
            fill.append(pattern)
            self._fills[colour] = _append(self._group("fills"), fill)
        return self._fills[colour]

    def _require(self, name: str, first: str) -> None:
        group = self._group(name)
        if group is None:
            before = list(_GROUPS)[: list(_GROUPS).index(name)]
            place = sum(etree.QName(child).localname in before for child in self._root.iterchildren("{*}*"))
            group = self._element(name)
            self._root.insert(place, group)
        if len(group) == 0:
            group.extend(etree.fromstring(f'<x xmlns="{self._namespace}">{first}</x>'))
            group.set("count", str(len(group)))

    def _group(self, name: str) -> Any:
        return self._root.find(f"{{{self._namespace}}}{name}")

    def _element(self, name: str, **values: str) -> Any:
        return etree.Element(f"{{{self._namespace}}}{name}", **values)


def _append(group: Any, element: Any) -> int:
    group.append(element)
    group.set("count", str(len(group)))
    return len(group) - 1
