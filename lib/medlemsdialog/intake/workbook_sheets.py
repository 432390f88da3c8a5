"""The sheets of an Excel file by name, and a new one put before them."""

from __future__ import annotations

import re

from lxml import etree

from medlemsdialog.intake.workbook_package import WorkbookPackage

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected="(?:1|true)"')


def find_sheets(package: WorkbookPackage) -> dict[str, str]:
    """Return the part of each sheet of cells by its name, in the order of the tabs; charts on sheets of their own are none."""
    worksheets = set(package.find_related(package.workbook, "/worksheet"))
    found: dict[str, str] = {}
    for sheet in package.tree(package.workbook).iterfind("{*}sheets/{*}sheet"):
        part = package.target(package.workbook, sheet.get(_relation_id(package)))
        if part in worksheets:
            found[sheet.get("name")] = part
    return found


def put_first(package: WorkbookPackage, name: str, content: bytes) -> None:
    """Put a new sheet before all others and let it be the only one that is open."""
    for relation in ("/worksheet", "/chartsheet", "/dialogsheet"):
        for part in package.find_related(package.workbook, relation):
            # Two open sheets are a group: what is typed in one is typed in both.
            if _SELECTED.search(package.read(part)):
                package.replace(part, _SELECTED.sub(rb"\1", package.read(part)))
    root = package.tree(package.workbook)
    sheets = root.find("{*}sheets")
    part = package.add_part("xl/worksheets/merknader", "xml", content, _CONTENT_TYPE)
    sheet = etree.Element(f"{{{package.namespace}}}sheet", name=name)
    sheet.set("sheetId", str(1 + max(int(other.get("sheetId")) for other in sheets)))
    sheet.set(_relation_id(package), package.relate(package.workbook, "worksheet", part))
    sheets.insert(0, sheet)
    # Names that belong to one sheet refer to it by its place.
    for defined in root.iterfind("{*}definedNames/{*}definedName"):
        if defined.get("localSheetId"):
            defined.set("localSheetId", str(int(defined.get("localSheetId")) + 1))
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        view.set("activeTab", "0")
        view.attrib.pop("firstSheet", None)


def _relation_id(package: WorkbookPackage) -> str:
    return f"{{{package.relations_namespace}}}id"
