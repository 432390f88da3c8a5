"""One small invented county run in this process, so that what is forked from it has done everything once before.

Importing is not enough: templates are compiled, models built and tables folded the first time they are used, which takes
longer than a county does. The county is of a dialogue of its own, laid out among temporary files and gone afterwards: what
is remembered of it is remembered by its own paths and content, and reaches no other county.
"""

from __future__ import annotations

import ast
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import nbformat

from medlemsdialog import paths
from medlemsdialog.catalogue import LANGUAGES
from medlemsdialog.drawing import wait_for_renderer
from medlemsdialog.models.personal import MASKS
from medlemsdialog.paths import BUILD_VARIABLE, DATA_VARIABLE, BuildFolder, DataFolder

_WHO = "Eksempel – oppdiktet"
_TEXTS = {
    "bokmål": "Kommunen mener at staten bør gi øremerkede midler til kulturskolen.",
    "nynorsk": "Kommunen meiner at frivillige lag treng lokale utan leige.",
    "uenig": "Kommunen går imot øremerkede midler til kulturskolen.",
}
_CLAIMS = """\
schema_version: 1
claims:
  - id: k-oppvarming
    text: {{nb: Staten bør gi øremerkede midler til kulturskolen.}}
    addressee: state
    themes: [{theme}]
"""


def warm_up() -> None:
    """Run the invented county. Without a shared renderer nothing is done: a renderer of our own would not survive a fork."""
    if not wait_for_renderer():
        return
    with tempfile.TemporaryDirectory(prefix="oppvarming-", ignore_cleanup_errors=True) as folder:
        data, build = DataFolder(Path(folder) / "data"), BuildFolder(Path(folder) / "build")
        # In a fork, since reading originals starts a process that is to end with it.
        child = os.fork()
        if child == 0:
            status = 1
            try:
                lay_out_dialogue(data, build)
                status = 0
            finally:
                os._exit(status)
        if os.waitpid(child, 0)[1] != 0:
            logging.getLogger(__name__).warning("The county to warm up with could not be laid out")
            return
        for prepare in list_preparations():
            prepare()
        with _surroundings(data, build):
            _run_cells(paths.workbook("county"), {"county_code": laid_out_county(data)})


def list_preparations() -> list[Callable[[], object]]:
    """Return what is done once in a process, by the first who needs it, each part a small one: done here, no fork need do it."""
    from medlemsdialog.evidence.summary import compile_check
    from medlemsdialog.report.fragment import environment

    templates = environment().list_templates(filter_func=lambda name: name.startswith("fragments/"))
    # The words of masks are asked for in all languages, and each catalogue takes as long to read as a small county.
    words = [partial(mask.text, language) for mask in MASKS.values() for language in LANGUAGES]
    return [
        partial(nbformat.validate, nbformat.v4.new_notebook()),
        compile_check,
        *(partial(environment().get_template, name) for name in templates),
        *words,
    ]


def lay_out_dialogue(data: DataFolder, build: BuildFolder) -> None:
    """Write the dialogue: one county with three sources that are registered and coded, and read once."""
    from medlemsdialog.evidence import open_workspace, read_received
    from medlemsdialog.intake.reading_process import reading_process
    from medlemsdialog.models.vocabulary import Arena, Level, Status
    from medlemsdialog.runs.judging import Registration, code_statement, register_sources
    from medlemsdialog.runs.new import create_dialogue

    create_dialogue(data.root)
    code = laid_out_county(data)
    workspace = open_workspace(data, build)
    theme = workspace.codebook.themes[0].code
    data.claims_file.write_text(_CLAIMS.format(theme=theme), encoding="utf-8")
    for name, text in _TEXTS.items():
        (data.input_folder(code) / f"{name}.txt").write_text(f"{_WHO}\n\n{text}\n\nVedtak\n\n1. {text}\n", "utf-8")
    workspace = open_workspace(data, build)
    members = workspace.register.members_in(code)
    for source, member in zip(read_received(workspace, code).sources, members, strict=False):
        registration = Registration(
            sender=member.code,
            level=Level(member.level),
            status=Status.DECISION,
            arena=Arena.WRITTEN,
            date="2017-06-01",
        )
        register_sources(workspace, code, [source], by=_WHO, registration=registration)
    workspace = open_workspace(data, build)
    for number, passage in enumerate(read_received(workspace, code).passages):
        if passage.is_statement:
            position = "against" if number % 2 else "for"
            code_statement(workspace, passage.statement_id, themes=[theme], claims={"k-oppvarming": position}, by=_WHO)
    read_received(open_workspace(data, build), code)
    reading_process().stop()


def laid_out_county(data: DataFolder) -> str:
    """Return the code of the county that has the sources."""
    from medlemsdialog.dialogue import read_dialogue
    from medlemsdialog.register.editions import read_register

    dialogue = read_dialogue(data.dialogue_file)
    return read_register(data.reference, dialogue.edition, area=dialogue.area).counties[0].county_code


@contextmanager
def _surroundings(data: DataFolder, build: BuildFolder) -> Iterator[None]:
    before = dict(os.environ)
    os.environ |= {DATA_VARIABLE: str(data.root), BUILD_VARIABLE: str(build.root)}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _run_cells(workbook: Path, parameters: dict[str, str]) -> None:
    """Run a workbook's cells and ask for what they would show."""
    names: dict[str, object] = {}
    for cell in nbformat.read(workbook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *steps, last = ast.parse(cell.source).body
        shown = last if isinstance(last, ast.Expr) else None
        rest = steps if shown else [*steps, last]
        exec(compile(ast.Module(rest, []), "<oppvarming>", "exec"), names)  # noqa: S102 - our own workbook
        if "parameters" in cell.metadata.get("tags", ()):
            names |= parameters
        if shown:
            value = eval(compile(ast.Expression(shown.value), "<oppvarming>", "eval"), names)  # noqa: S307
            show = getattr(value, "_repr_mimebundle_", None)
            if show:
                show()
