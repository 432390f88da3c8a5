"""What a page carries made small: drawings, styles and scripts without what changes nothing in them.

A county's page is to be sent as an attachment, and a third of it was these.
"""

from __future__ import annotations

import re
from itertools import groupby

# What Vega writes for scripts and readers that our page has other means for; a third of the size.
_SUPERFLUOUS = re.compile(
    r' (?:aria-[a-z]+|role|class|pointer-events|xmlns:xlink|version)="[^"]*"| opacity="1"| font-family="sans-serif"'
)
_EMPTY_PART = re.compile(r'<path[^>]* d=""[^>]*/>|<path d="M0,0h[\d.]+v[\d.]+h-?[\d.]+Z"/>')
_TAG = re.compile(r"<[^>]+>")
_LONG_DECIMAL = re.compile(r"(\.\d\d)\d+")
FONT_SIZE = ' font-size="12px"'
# What holds anyway: the defaults, and the size of letters that the whole drawing has.
_DEFAULT = re.compile(
    r' (?:transform="translate\(0,0\)"|stroke-width="1"|[xy][12]="0"|text-anchor="start"|font-weight="normal")'
    rf"|{FONT_SIZE}"
)
# A text of several lines places each of them itself.
_PLACED_TEXT = re.compile(r'(<text\b[^>]*?) transform="translate\(([-\d.]+),([-\d.]+)\)"([^>]*>[^<]*</text>)')
_LEAF = re.compile(r"<(?:path|line|rect|circle)\b[^>]*/>|<text\b[^>]*>(?:[^<]|</?tspan\b[^>]*>)*</text>")
_NEIGHBOURS = re.compile(rf"(?:{_LEAF.pattern}){{2,}}")
# Handed on from a group to what is in it. A fill is the bar's own, and is not looked for in shapes.
_SHARED_BY_SHAPES = re.compile(r' (?:stroke|stroke-width|stroke-opacity)="[^"]*"')
_SHARED_BY_TEXTS = re.compile(r' (?:text-anchor|fill|font-weight)="[^"]*"')
_GROUP_LENGTH = len("<g></g>")
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_STYLE_SPACE = re.compile(r"\s*([{};,])\s*")
# A selector has no space after its colon, a declaration does.
_AFTER_NAME = re.compile(r"(?<=[\w-]):\s+")
_INDENTATION = re.compile(r"^[ \t]+|^\n", re.MULTILINE)
_COMMENT_LINE = re.compile(r"^//[^\n]*\n", re.MULTILINE)
# After other ends of lines than these, the line break may be what ends a statement.
_NEEDLESS_BREAK = re.compile(r"(?<=[;{,])\n")


def slim_drawing(svg: str) -> str:
    """Return a drawing without defaults, decimals beyond what is seen and groups that say nothing; it looks the same."""
    return _NEIGHBOURS.sub(_share_attributes, _PLACED_TEXT.sub(r'\1 x="\2" y="\3"\4', _drop_superfluous(svg)))


def slim_style(style: str) -> str:
    """Return a style sheet of ours, whose strings hold no signs of the language, without comments and needless space."""
    return _AFTER_NAME.sub(":", _STYLE_SPACE.sub(r"\1", _BLOCK_COMMENT.sub("", style))).replace(";}", "}").strip()


def slim_script(script: str) -> str:
    """Return a script of ours, in which no string goes over several lines, without comments, indentation and needless breaks."""
    bare = _INDENTATION.sub("", _BLOCK_COMMENT.sub("", script))
    return _NEEDLESS_BREAK.sub("", _COMMENT_LINE.sub("", bare)).strip()


def _drop_superfluous(svg: str) -> str:
    kept: list[bool] = []

    def shorten(found: re.Match[str]) -> str:
        tag = _DEFAULT.sub("", _LONG_DECIMAL.sub(r"\1", found[0]))
        if tag.startswith(("<g>", "<g ")):
            kept.append(tag != "<g>")
            return tag if kept[-1] else ""
        if tag == "</g>":
            return tag if kept.pop() else ""
        return tag

    return _TAG.sub(shorten, _EMPTY_PART.sub("", _SUPERFLUOUS.sub("", svg)))


def _share_attributes(neighbours: re.Match[str]) -> str:
    parts = []
    for shared, alike in groupby(_LEAF.findall(neighbours[0]), key=_shared_attributes):
        leaves = list(alike)
        if (len(leaves) - 1) * len(shared) > _GROUP_LENGTH:
            parts += [
                f"<g{shared}>",
                *(_pattern(leaf).sub("", leaf, count=shared.count("=")) for leaf in leaves),
                "</g>",
            ]
        else:
            parts += leaves
    return "".join(parts)


def _shared_attributes(leaf: str) -> str:
    return "".join(_pattern(leaf).findall(leaf.partition(">")[0]))


def _pattern(leaf: str) -> re.Pattern[str]:
    return _SHARED_BY_TEXTS if leaf.startswith("<text") else _SHARED_BY_SHAPES
