"""`jupyter nbconvert --to medlemsdialog-…`: a page of an executed workbook in an empty folder, and plain words otherwise."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from medlemsdialog.report import slide_deck
from medlemsdialog.report.exporters import CountyExporter, NationalExporter, WorkExporter
from medlemsdialog.report.fragment import environment
from report import example

FOREIGN = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Fremmed <script>")])
NAMES = {
    "medlemsdialog-county": CountyExporter,
    "medlemsdialog-work": WorkExporter,
    "medlemsdialog-national": NationalExporter,
    "medlemsdialog-slides": slide_deck.SlidesExporter,
}


def convert(folder: Path, name: str, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbconvert", "--to", name, file.name]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_command_line_makes_a_page_in_an_empty_folder_and_tells_of_a_foreign_notebook(
    county: nbformat.NotebookNode, tmp_path: Path
) -> None:
    workbook, foreign = tmp_path / "fylke.ipynb", tmp_path / "fremmed.ipynb"
    nbformat.write(county, workbook)
    nbformat.write(FOREIGN, foreign)
    made = convert(tmp_path, "medlemsdialog-county", workbook)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "fylke.html").read_text(encoding="utf-8") == CountyExporter().from_notebook_node(county)[0]
    refused = convert(tmp_path, "medlemsdialog-county", foreign)
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "ikke kjørt av medlemsdialog" in refused.stderr and "Kjør «medlemsdialog run»" in refused.stderr
    assert not (tmp_path / "fremmed.html").exists()


@pytest.mark.parametrize("name", NAMES)
def test_each_name_gives_its_exporter_with_autoescape_and_refuses_what_is_none_of_ours(name: str) -> None:
    exporter = get_exporter(name)
    assert exporter is NAMES[name]
    assert exporter().environment.autoescape is True
    never_run = io.StringIO(nbformat.writes(nbformat.read("workbooks/county.ipynb", as_version=4)))
    for content in (io.StringIO(nbformat.writes(FOREIGN)), never_run, io.StringIO("tull"), io.StringIO("[1]")):
        with pytest.raises(SystemExit, match="Kjør «medlemsdialog run»"):
            exporter().from_file(content)


def test_templates_of_fragments_escape_too() -> None:
    assert environment().autoescape is True
    assert environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_nation_without_annexes_has_no_link_that_leads_nowhere(pages: Path) -> None:
    overview, labels = example.overview(), example.labels()
    from medlemsdialog.report import national

    workbook = example.executed(
        ("", national.heading(overview, labels), ()), ("## Tema?", national.themes(overview, labels), ())
    )
    html, _ = NationalExporter().from_notebook_node(workbook)
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= ids
    assert 'href="#c61"' in (pages / "index.html").read_text(encoding="utf-8")
