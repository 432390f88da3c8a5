"""What a sheet carries unseen: what it was written from, so that it can be compared with what is there later."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Language
from medlemsdialog.exchange.choices import Choices, fold_text
from medlemsdialog.exchange.columns import ID, FilledSheet

ABOUT_SHEET, LISTS_SHEET, BASE_PREFIX = "_om", "_lister", "_grunnlag_"
_SCHEMA = "1"
_LONGEST = 32_000


@dataclass(frozen=True)
class About:
    """What a file is: of which dialogue and area, which of the two, whose codings are filled in."""

    kind: str
    dialogue_id: str
    area_code: str
    language: Language
    coder: str = ""


def about_rows(about: About) -> list[tuple[str, str]]:
    """Return what the hidden sheet says of the file. Values are JSON: no spreadsheet makes «07» a number."""
    return [
        ("schema", _SCHEMA),
        *((name, json.dumps(value, ensure_ascii=False)) for name, value in vars(about).items()),
    ]


def read_about(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return what a file says of itself; nothing where the sheet is gone or damaged."""
    return {row[0]: _plain(row[1]) for row in rows if len(row) > 1 and row[0]}


def base_rows(sheet: FilledSheet) -> list[list[str]]:
    """Return the values that a sheet was written with, by id and column; the headings are the columns' keys."""
    keys = [column.key for column in sheet.form.editable]
    rows = [[ID, *keys]]
    for row in sheet.rows:
        values = (row.get(key, "") for key in keys)
        rows.append([row[ID], *(json.dumps(value[:_LONGEST], ensure_ascii=False) if value else "" for value in values)])
    return rows


def read_bases(rows: Sequence[Sequence[str]], needed: Collection[str]) -> dict[str, dict[str, str] | None] | None:
    """Return the values that a sheet was written with, by id and column.

    A row that somebody has written in is None: what it was written with is not known. So is the whole, where one of
    the `needed` columns is gone.
    """
    keys = rows[0] if rows else ()
    if not set(needed) <= set(keys[1:]):
        return None
    return {row[0]: _read_base(keys[1:], row[1:]) for row in rows[1:] if row and row[0]}


def _read_base(keys: Sequence[str], stored: Sequence[str]) -> dict[str, str] | None:
    values: dict[str, str] = {}
    for key, text in zip(keys, stored, strict=False):
        try:
            value = json.loads(text) if text else ""
        except ValueError:
            return None
        if not isinstance(value, str):
            return None
        if key:
            values[key] = value
    return values


def list_columns(lists: Iterable[Choices]) -> list[tuple[str, list[str]]]:
    """Return the columns of the hidden lists: each list's labels under its name, and its codes beside."""
    columns: list[tuple[str, list[str]]] = []
    for choices in lists:
        columns.append((choices.name, list(choices.labels.values())))
        columns.append((f"{choices.name}#", [json.dumps(code, ensure_ascii=False) for code in choices.labels]))
    return columns


def read_lists(rows: Sequence[Sequence[str]]) -> Mapping[str, Mapping[str, str]]:
    """Return each list as the file was written with it: folded label → code."""
    if not rows:
        return {}
    place = {name: number for number, name in enumerate(rows[0]) if name}
    lists: dict[str, dict[str, str]] = {}
    for name, labels in place.items():
        codes = place.get(f"{name}#")
        if codes is None:
            continue
        lists[name] = {
            fold_text(row[labels]): _plain(row[codes])
            for row in rows[1:]
            if len(row) > max(labels, codes) and row[labels] and row[codes]
        }
    return lists


def _plain(stored: str) -> str:
    try:
        value = json.loads(stored)
    except ValueError:
        return stored
    return value if isinstance(value, str) else stored
