from __future__ import annotations

from pathlib import Path

import nbformat

from medlemsdialog.runs.normalise import add_error, has_error, normalise_notebook, shorten_text


def _notebook():
    notebook = nbformat.v4.new_notebook()
    notebook.metadata = nbformat.from_dict(
        {
            "papermill": {"output_path": "/srv/kari/x.ipynb", "duration": 1.2},
            "widgets": {},
            "kernelspec": {"name": "x"},
        }
    )
    notebook.cells = [
        nbformat.v4.new_markdown_cell("# Spørsmål"),
        nbformat.v4.new_code_cell(
            "1", metadata={"tags": ["parameters"], "papermill": {"start_time": "2017"}, "execution": {}}
        ),
        nbformat.v4.new_code_cell("2", metadata={"papermill": {"start_time": None}}),
    ]
    return notebook


def test_equal_runs_give_equal_notebooks():
    one, other = _notebook(), _notebook()
    assert one.cells[0].id != other.cells[0].id
    other.cells[1].metadata["papermill"]["start_time"] = "2018"
    other.metadata["papermill"]["duration"] = 3.4
    written = [nbformat.writes(normalise_notebook(notebook, known={})) for notebook in (one, other)]
    assert written[0] == written[1]
    assert "/srv/kari" not in written[0]
    kept = nbformat.reads(written[0], as_version=4)
    nbformat.validate(kept)
    assert kept.metadata.kernelspec.name == "python3"
    assert kept.cells[1].metadata == {"tags": ["parameters"]}


def test_what_streams_say_does_not_depend_on_how_they_were_cut():
    whole, cut = _notebook(), _notebook()
    whole.cells[1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="a\nb\n")]
    cut.cells[1].outputs = [nbformat.v4.new_output("stream", name="stdout", text=text) for text in ("a\n", "b\n")]
    assert normalise_notebook(whole, known={}) == normalise_notebook(cut, known={})


def test_widget_state_goes_and_figures_stay():
    notebook = _notebook()
    notebook.cells[1].outputs = [
        nbformat.v4.new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}),
        nbformat.v4.new_output("display_data", data={"text/html": "<figure></figure>"}),
    ]
    outputs = normalise_notebook(notebook, known={}).cells[1].outputs
    assert [output.data for output in outputs] == [{"text/html": "<figure></figure>"}]


def test_tracebacks_keep_the_error_and_lose_the_machine(tmp_path):
    package = Path(__import__("medlemsdialog").__file__).parent
    text = f"File {package}/evidence/summary.py:12, {tmp_path}/inputs/61/a.txt at 0x7f01a5e38400 in /tmp/ipykernel_12/3456.py"
    short = shorten_text(text, known={tmp_path: "data"})
    assert short == "File medlemsdialog/evidence/summary.py:12, data/inputs/61/a.txt at 0x… in <cell>"


def test_a_killed_workbook_shows_the_error_in_the_cell_at_work():
    marked = add_error(_notebook(), "timeout", "Brukte for lang tid.")
    assert has_error(marked)
    assert [len(cell.outputs) for cell in marked.cells[1:]] == [1, 0]
    assert not has_error(_notebook())
