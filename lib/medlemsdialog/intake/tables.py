"""The intake as tables: sources, statements and problems, and how they are written as CSV."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from medlemsdialog.catalogue import Language
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import word

SOURCES_COLUMNS = (
    "source", "source_id", "county_code", "sender_code", "sender_name", "level", "status", "arena", "date", "openness",
    "state", "passages", "problems",
)  # fmt: skip
STATEMENTS_COLUMNS = (
    "statement_id", "source", "county_code", "sender_code", "level", "status", "kind", "arena", "question", "anchor",
    "language", "duplicate_group", "quotable", "text",
)  # fmt: skip
PROBLEMS_COLUMNS = ("severity", "rule", "source", "where", "what", "found", "allowed", "to_do")
# What a spreadsheet would run as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Table(NamedTuple):
    """Rows of cells under their columns. The module csv writes it: pandas takes a second to import, in each run."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def sources_table(intakes: Iterable[Intake]) -> Table:
    """Return one row for each source, in reading order; `passages` and `problems` are counts."""
    rows: list[dict[str, object]] = []
    for intake in intakes:
        passages = Counter(passage.source_id for passage in intake.passages)
        problems = Counter(problem.source_id for problem in intake.problems)
        for source in intake.sources:
            row: dict[str, object] = {name: str(getattr(source, name)) for name in SOURCES_COLUMNS[:11]}
            row |= {"passages": passages[source.source_id], "problems": problems[source.source_id]}
            rows.append(row)
    return _tabulate(SOURCES_COLUMNS, rows)


def statements_table(intakes: Iterable[Intake], language: Language = "nb") -> Table:
    """Return one row for every passage whatever its kind; `status` is the passage's own, else its source's."""
    rows: list[dict[str, object]] = []
    for intake in intakes:
        sources = {source.source_id: source for source in intake.sources}
        for passage in intake.passages:
            source = sources[passage.source_id]
            rows.append(
                {
                    "statement_id": passage.statement_id,
                    "source": source.source,
                    "county_code": source.county_code,
                    "sender_code": source.sender_code,
                    "level": str(source.level),
                    "status": str(passage.status or source.status),
                    "kind": str(passage.kind),
                    "arena": str(source.arena),
                    "question": passage.question,
                    "anchor": passage.anchor.label(language),
                    "language": str(passage.language),
                    "duplicate_group": passage.duplicate_group,
                    "quotable": str(source.quotable).lower(),
                    "text": passage.text,
                }
            )
    return _tabulate(STATEMENTS_COLUMNS, rows)


def problems_table(problems: Sequence[Problem], language: Language = "nb") -> Table:
    """Return one row for each problem, its texts in `language`."""
    rows: list[dict[str, object]] = [
        {
            "severity": word(problem.severity).text(language),
            "rule": problem.rule,
            "source": problem.source,
            "where": problem.anchor.label(language),
            "what": problem.what.text(language),
            "found": problem.found,
            "allowed": problem.allowed.text(language),
            "to_do": problem.to_do.text(language),
        }
        for problem in problems
    ]
    return _tabulate(PROBLEMS_COLUMNS, rows)


def write_csv(table: Table, file: Path) -> None:
    """Write a table as CSV: comma, UTF-8 with byte order mark, formulas made harmless."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(table.columns)
        writer.writerows([defuse_formula(cell) for cell in row] for row in table.rows)


def defuse_formula(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: a leading apostrophe where it would."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _tabulate(columns: tuple[str, ...], rows: Iterable[dict[str, object]]) -> Table:
    return Table(columns, tuple(tuple(row[name] for name in columns) for row in rows))
