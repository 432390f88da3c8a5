"""Markdown of our own templates as paragraphs of a Word file: headings, lists, tables, strong words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from medlemsdialog.pack.word_parts import Run, bullet, heading, numbered, paragraph, table

_NARROW, _WIDE = 2, 9
_SHORT_CELL = 24


def write_markdown(text: str) -> tuple[str, str]:
    """Return the title (the heading of the first level) and the body as XML, the title first; it has one numbered list."""
    tokens = _read_parser().parse(text)
    at = next(index for index, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h1")
    title = "".join(run.text for run in _read_runs(tokens[at + 1]))
    return title, "".join(_write_blocks(tokens))


def _write_blocks(tokens: Sequence[Token]) -> Iterator[str]:
    lists: list[str] = []
    rows: list[list[list[Run]]] = []
    opened = ""
    for token in tokens:
        if token.type in {"heading_open", "paragraph_open", "th_open", "td_open"}:
            opened = token.tag
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token.tag)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield _write_table(rows)
            rows = []
        elif token.type == "inline":
            runs = _read_runs(token)
            if opened in {"th", "td"}:
                rows[-1].append(runs)
            elif opened == "h1":
                yield paragraph(runs, "Title")
            elif opened.startswith("h"):
                yield heading(runs, int(opened[1:]) - 1)
            elif lists:
                yield bullet(runs) if lists[-1] == "ul" else numbered(runs)
            else:
                yield paragraph(runs)


def _write_table(rows: Sequence[Sequence[Sequence[Run]]]) -> str:
    """Return a table that stands on one page, with columns as wide as what stands in them needs."""
    longest = [max(sum(len(run.text) for run in row[column]) for row in rows) for column in range(len(rows[0]))]
    widths = [max(_NARROW, min(_WIDE, round(length / _SHORT_CELL * 2))) for length in longest]
    styles = ["CellHead", *["CellKept"] * (len(rows) - 2), "Cell"]
    cells = [[paragraph(cell, style) for cell in row] for row, style in zip(rows, styles, strict=False)]
    return table(cells, widths) + paragraph("", "Cell")


def _read_runs(inline: Token) -> list[Run]:
    runs: list[Run] = []
    strong = False
    for token in inline.children or ():
        if token.type in {"strong_open", "strong_close"}:
            strong = token.type == "strong_open"
        elif token.type in {"text", "text_special"} and token.content:
            runs.append(Run(token.content, strong=strong))
        elif token.type == "softbreak":
            runs.append(Run(" ", strong=strong))
    return runs


@cache
def _read_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
