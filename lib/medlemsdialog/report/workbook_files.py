"""Workbook files given to `jupyter nbconvert`: what is none of ours, or was never run, is told in a sentence and not a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.templateexporter import TemplateExporter
from pydantic_core import from_json
from traitlets import List

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.report.fragment import HTML, MARK


class NoWorkbookError(MedlemsdialogError):
    """A file holds no executed workbook of the program."""


class WorkbookFileExporter(TemplateExporter):  # type: ignore[misc]
    """What our exporters have in common on the command line; the program itself hands them workbooks, not files.

    They read the workbook as it was executed: none of nbconvert's preprocessors is used, after each of which the whole workbook
    would be held against its schema.
    """

    default_preprocessors = List().tag(config=True)

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a workbook in a file.

        Raises:
            SystemExit: The file is none that a page can be made of; its text is the only thing nbconvert then prints.
        """
        try:
            workbook = read_workbook(file_stream)
            made: tuple[str, dict[str, Any]] = self.from_notebook_node(workbook, resources=resources, **kw)
        except MedlemsdialogError as error:
            raise SystemExit(error.text()) from None
        return made


def read_kept_workbook(file: Path) -> nbformat.NotebookNode:
    """Return a workbook that a run has kept; it was held against its schema then."""
    # Not read as one text first: a large one takes a quarter of a gigabyte.
    return nbformat.v4.to_notebook_json(from_json(file.read_bytes(), cache_strings="none"))


def read_workbook(file_stream: Any) -> nbformat.NotebookNode:
    """Return the executed workbook in a file.

    Raises:
        NoWorkbookError: It is no notebook, is none of ours, or has not been run.
    """
    try:
        workbook = nbformat.read(file_stream, as_version=4)
    except (ValueError, AttributeError, KeyError, nbformat.ValidationError) as error:
        raise NoWorkbookError(Message("Filen er ikke en arbeidsbok. {next}", next=_tell_next())) from error
    marks = (
        output.get("metadata", {}).get(HTML)
        for cell in workbook.cells
        for output in cell.get("outputs", ())
        if isinstance(output.get("metadata"), dict)
    )
    if not any(isinstance(mark, dict) and mark.get(MARK) for mark in marks):
        raise NoWorkbookError(
            Message("Arbeidsboken er ikke kjørt av medlemsdialog, og har ingen resultater. {next}", next=_tell_next())
        )
    return workbook


def _tell_next() -> Message:
    return Message(
        "Kjør «medlemsdialog run», og bruk workbook.ipynb i mappen til fylket under build/counties, eller i build/national."
    )
