from __future__ import annotations

import tracemalloc
from pathlib import Path

import nbformat

from medlemsdialog.runs.notebook_writing import write_notebook


def _notebook(html: str) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("# Æ\n\nto linjer"), nbformat.v4.new_code_cell("report.show()")]
    notebook.cells[1].outputs = [
        nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": "en\nto\n"}),
        nbformat.v4.new_output("stream", text="en\nto\n"),
    ]
    return notebook


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    notebook = _notebook('<p>«Ja» – \u2028 \\ "nei"</p>\n<p>🎻</p>')
    write_notebook(notebook, tmp_path / "workbook.ipynb")
    assert nbformat.read(tmp_path / "workbook.ipynb", as_version=4) == notebook
    assert (tmp_path / "workbook.ipynb").read_bytes().endswith(b"}\n")


def test_large_output_is_written_as_it_goes(tmp_path: Path) -> None:
    notebook = _notebook("<p>Vi trenger øvingslokaler.</p>\n" * 200_000)
    tracemalloc.start()
    try:
        write_notebook(notebook, tmp_path / "workbook.ipynb")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * (tmp_path / "workbook.ipynb").stat().st_size
