"""How the sheets look: what a person fills in is white, what is locked is grey, what the computer suggests is blue and slanted."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

from medlemsdialog.exchange.columns import Column, Input

FONT = "Calibri"
_DARK_BLUE, _DARK_GREY, _DARK_VIOLET, _WHITE = "FF1F3864", "FF595959", "FF4B3F72", "FFFFFFFF"
_LOCKED_FILL, _SUGGESTION_FILL, _DONE_FILL, _WAITING_FILL = "FFF2F2F2", "FFEFECF8", "FFDDEFD9", "FFFFF4CC"
_LINE = Side(style="thin", color="FFD0D0D0")

BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TOP = Alignment(wrap_text=True, vertical="top")
HEADING_ALIGNMENT = Alignment(wrap_text=True, vertical="center")
LOCKED, OPEN = Protection(locked=True), Protection(locked=False)
TITLE_FONT = Font(name=FONT, size=18, bold=True, color=_DARK_BLUE)
SUBTITLE_FONT = Font(name=FONT, size=13, bold=True, color=_DARK_BLUE)
PLAIN_FONT = Font(name=FONT, size=11)
HEADING_FONT = Font(name=FONT, size=11, bold=True, color=_WHITE)
_LOCKED_FONT = Font(name=FONT, size=11, color=_DARK_GREY)
_SUGGESTION_FONT = Font(name=FONT, size=11, italic=True, color=_DARK_VIOLET)
_FORMATS = {Input.DATE: "dd.mm.yyyy", Input.NUMBER: "0"}


def heading_fill(column: Column) -> PatternFill:
    """Return the colour of a column's heading: dark blue where a person fills in."""
    colour = _DARK_BLUE if column.is_editable else _DARK_VIOLET if column.input is Input.SUGGESTION else _DARK_GREY
    return solid(colour)


def cell_fill(column: Column) -> PatternFill | None:
    """Return the colour of a column's cells; none where a person fills in."""
    fills = {Input.LOCKED: _LOCKED_FILL, Input.SUGGESTION: _SUGGESTION_FILL}
    return solid(fills[column.input]) if column.input in fills else None


def cell_font(column: Column) -> Font:
    """Return the letters of a column's cells. Texts to read stand in black, ids and the like in grey."""
    if column.input is Input.SUGGESTION:
        return _SUGGESTION_FONT
    return PLAIN_FONT if column.is_editable or column.key in {"text", "source", "problems"} else _LOCKED_FONT


def number_format(column: Column) -> str:
    """Return how values are shown; text stays text whatever a person types."""
    return _FORMATS.get(column.input, "@")


def mark_confirmed(yes: str, no: str) -> tuple[Rule, Rule]:
    """Return the rules that colour what is confirmed green and what waits yellow."""
    return _mark(yes, _DONE_FILL), _mark(no, _WAITING_FILL)


def solid(colour: str) -> PatternFill:
    """Return a plain background."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def _mark(text: str, colour: str) -> Rule:
    fill = PatternFill("solid", bgColor=colour)
    return Rule(type="cellIs", operator="equal", formula=[f'"{text}"'], dxf=DifferentialStyle(fill=fill))
