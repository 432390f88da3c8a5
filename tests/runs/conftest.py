from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from medlemsdialog.paths import BuildFolder, DataFolder

WriteWorkbook = Callable[..., Path]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[DataFolder, BuildFolder]:
    """An empty data and build folder; the names would break a program that joins or fills in paths carelessly."""
    data, build = tmp_path / "data: {mappe}", tmp_path / "bygg: {mappe} æ"
    data.mkdir()
    build.mkdir()
    return DataFolder(data), BuildFolder(build)


@pytest.fixture
def write_workbook(tmp_path: Path) -> WriteWorkbook:
    """Return a function that writes a workbook of a `parameters` cell and the given code cells."""

    def write(*cells: str, parameters: str | None = 'county_code = "61"', name: str = "prøve") -> Path:
        notebook = nbformat.v4.new_notebook()
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.cells.append(nbformat.v4.new_markdown_cell("# Prøve"))
        if parameters is not None:
            notebook.cells.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
        notebook.cells.extend(nbformat.v4.new_code_cell(cell) for cell in cells)
        file = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook, file)
        return file

    return write
