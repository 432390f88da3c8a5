"""Comments (merknader in Excel's own sense) added to cells of a sheet; those that stand there are kept above ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from medlemsdialog.intake.workbook_package import WorkbookPackage, clean_text

AUTHOR = "medlemsdialog"
_CELL = re.compile(r"^([A-Z]{1,3})(\d+)$")
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
# What follows the boxes of the comments in a sheet, by the schema.
_AFTER_LEGACY_DRAWING = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    }
)  # fmt: skip
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY_BOXES = f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
_BOX_TYPE = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:5pt;width:260pt;height:130pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BOX_NUMBER = re.compile(rb"_x0000_s(\d+)")
_FIRST_BOX = 1025


def add_comments(package: WorkbookPackage, part: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """Add a comment to each cell of the sheet in `part`, below what stands in one that is there already.

    Returns the cells that were left as they were, because a threaded conversation stands there.
    """
    threaded = _threaded_cells(package, part)
    wanted = {cell: clean_text(text) for cell, text in texts.items() if cell not in threaded}
    if wanted:
        root = _comments_of(package, part)
        known = {comment.get("ref"): comment for comment in root.iterfind("{*}commentList/{*}comment")}
        author = _find_author(root)
        for cell, text in wanted.items():
            if cell in known:
                _append_text(known[cell], text)
            else:
                _add_comment(root, cell, text, author)
        _add_boxes(package, part, [cell for cell in wanted if cell not in known])
    return tuple(cell for cell in texts if cell in threaded)


def _threaded_cells(package: WorkbookPackage, part: str) -> frozenset[str]:
    return frozenset(
        comment.get("ref")
        for found in package.find_related(part, "/threadedComment")
        for comment in package.tree(found).iterfind("{*}threadedComment")
    )


def _comments_of(package: WorkbookPackage, part: str) -> Any:
    found = package.find_related(part, "/comments")
    if found:
        return package.tree(found[0])
    empty = f'<comments xmlns="{package.namespace}"><authors/><commentList/></comments>'.encode()
    made = package.add_part("xl/comments", "xml", empty, _COMMENTS_TYPE)
    package.relate(part, "comments", made)
    return package.tree(made)


def _find_author(root: Any) -> str:
    authors = root.find("{*}authors")
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, authors.tag.replace("}authors", "}author")).text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _add_comment(root: Any, cell: str, text: str, author: str) -> None:
    comments = root.find("{*}commentList")
    space = etree.QName(root).namespace
    comment = etree.SubElement(comments, f"{{{space}}}comment", ref=cell, authorId=author)
    _append_run(etree.SubElement(comment, f"{{{space}}}text"), text)


def _append_text(comment: Any, text: str) -> None:
    holder = comment.find("{*}text")
    plain = holder.find("{*}t")
    if plain is not None:
        # A text is either plain or a row of runs.
        run = etree.Element(plain.tag.removesuffix("}t") + "}r")
        holder.replace(plain, run)
        run.append(plain)
    _append_run(holder, f"\n\n{text}")


def _append_run(holder: Any, text: str) -> None:
    space = etree.QName(holder).namespace
    run = etree.Element(f"{{{space}}}r")
    line = etree.SubElement(run, f"{{{space}}}t")
    line.text = text
    line.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder.insert(sum(etree.QName(child).localname in {"t", "r"} for child in holder), run)


def _add_boxes(package: WorkbookPackage, part: str, cells: list[str]) -> None:
    """Add the box that each comment is shown in. The drawing is spliced as text: Excel writes it with unclosed tags."""
    if not cells:
        return
    drawing = _boxes_of(package, part)
    content = package.read(drawing)
    number = max([_FIRST_BOX - 1, *(int(found) for found in _BOX_NUMBER.findall(content))])
    boxes = [] if b'id="_x0000_t202"' in content else [_BOX_TYPE]
    for order, cell in enumerate(cells, start=1):
        letters, digits = _CELL.match(cell).groups()  # type: ignore[union-attr]
        column, row = -1, int(digits) - 1
        for letter in letters:
            column = (column + 1) * 26 + ord(letter) - 65
        place = {"left": column + 1, "top": max(row - 1, 0), "right": column + 5, "bottom": max(row - 1, 0) + 8}
        boxes.append(_BOX.format(spaces=_SPACES, number=number + order, order=order, row=row, column=column, **place))
    end = content.rindex(b"</xml>")
    package.replace(drawing, content[:end] + "".join(boxes).encode() + content[end:])


def _boxes_of(package: WorkbookPackage, part: str) -> str:
    sheet = package.tree(part)
    known = sheet.find("{*}legacyDrawing")
    if known is not None:
        return package.target(part, known.get(f"{{{package.relations_namespace}}}id"))
    drawing = package.add_part("xl/drawings/vmlDrawing", "vml", _EMPTY_BOXES.encode(), _VML_TYPE)
    made = etree.Element(f"{{{etree.QName(sheet).namespace}}}legacyDrawing")
    made.set(f"{{{package.relations_namespace}}}id", package.relate(part, "vmlDrawing", drawing))
    after = [child for child in sheet.iterchildren("{*}*") if etree.QName(child).localname in _AFTER_LEGACY_DRAWING]
    if after:
        after[0].addprevious(made)
    else:
        sheet.append(made)
    return drawing
