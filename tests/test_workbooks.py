"""The workbooks stay thin: they name the steps, and the library does them."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
WORKBOOKS = sorted((ROOT / "workbooks").glob("*.ipynb"))
MOST_LINES = 12
FORBIDDEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.Try,
    ast.With,
    ast.If,
    ast.AugAssign,
    ast.Global,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
FILE_PATH = re.compile(r"[/\\]|\.(json|ipynb|csv|xlsx|html|docx|yaml)$")

workbook = pytest.mark.parametrize("file", WORKBOOKS, ids=lambda file: file.stem)


def cells(file: Path, kind: str = "code") -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == kind]


def tree(cell: nbformat.NotebookNode) -> ast.Module:
    return ast.parse(cell.source.rstrip().rstrip(";"))


def test_there_are_workbooks() -> None:
    assert {"county", "national"} <= {file.stem for file in WORKBOOKS}


@workbook
def test_workbook_follows_the_format(file: Path) -> None:
    notebook = json.loads(file.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "widgets" not in notebook["metadata"]


@workbook
def test_cells_have_no_outputs_and_no_counts(file: Path) -> None:
    assert all(not cell.outputs and cell.execution_count is None for cell in cells(file))


@workbook
def test_cell_ids_go_by_position(file: Path) -> None:
    ids = [cell.id for cell in nbformat.read(file, as_version=4).cells]
    assert ids == [f"cell-{position:03d}" for position in range(1, len(ids) + 1)]


@workbook
def test_tags_are_known_and_one_cell_holds_the_parameters(file: Path) -> None:
    tags = Counter(tag for cell in nbformat.read(file, as_version=4).cells for tag in cell.metadata.get("tags", ()))
    assert tags["parameters"] == 1
    assert set(tags) <= {"parameters", "internal"}


@workbook
def test_parameters_are_plain_literals(file: Path) -> None:
    cell = next(cell for cell in cells(file) if "parameters" in cell.metadata.get("tags", ()))
    for statement in tree(cell).body:
        assert isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)


@workbook
def test_code_cells_are_short(file: Path) -> None:
    assert all(len(cell.source.splitlines()) <= MOST_LINES for cell in cells(file))


@workbook
def test_workbook_holds_no_logic(file: Path) -> None:
    found = [
        type(node).__name__ for cell in cells(file) for node in ast.walk(tree(cell)) if isinstance(node, FORBIDDEN)
    ]
    assert found == []


@workbook
def test_no_name_is_given_twice(file: Path) -> None:
    names = Counter(
        node.id
        for cell in cells(file)
        for node in ast.walk(tree(cell))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    assert [name for name, times in names.items() if times > 1] == []


@workbook
def test_workbook_names_no_files(file: Path) -> None:
    texts = [
        node.value
        for cell in cells(file)
        for node in ast.walk(tree(cell))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if FILE_PATH.search(text)] == []


@workbook
def test_no_magic_and_no_shell(file: Path) -> None:
    assert not any(line.lstrip().startswith(("%", "!")) for cell in cells(file) for line in cell.source.splitlines())


@workbook
def test_a_question_stands_above_every_step(file: Path) -> None:
    asked = False
    for cell in nbformat.read(file, as_version=4).cells:
        if cell.cell_type == "markdown":
            asked = True
            if cell.source.startswith("## "):
                assert cell.source.splitlines()[0].endswith("?")
        else:
            assert asked


@workbook
def test_every_question_is_asked_once(file: Path) -> None:
    headings = [cell.source.splitlines()[0] for cell in cells(file, "markdown")]
    assert len(set(headings)) == len(headings)
