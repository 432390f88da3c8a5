"""The forms of a workbook: as its mapping says, else guessed from titles and values."""

from __future__ import annotations

from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import Document
from medlemsdialog.intake.form_mapping import FormMapping, MappingFault, MappingRead
from medlemsdialog.intake.forms import Form, find_form
from medlemsdialog.intake.guidance import is_untouched_guidance
from medlemsdialog.intake.mapped_form import build_form, find_mapped_sheet, find_mapping_faults, find_unnamed_columns
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.intake.row_senders import RowNote
from medlemsdialog.models.passages import Anchor

_MEANWHILE = Message("Inntil det er rettet, er kolonnene gjettet.")


class FormsFound(NamedTuple):
    """The forms of one workbook, and what is to be said of them as wholes."""

    forms: tuple[Form, ...]
    notes: tuple[RowNote, ...]


def find_forms(document: Document, read: MappingRead | None, dialogue: Dialogue) -> FormsFound:
    """Return the forms of a workbook. A mapping that does not hold is told of, and the columns are guessed meanwhile."""
    if read is None:
        forms = _guess(document)
        return FormsFound(forms, tuple(_guessed(form) for form in forms if not _is_own_template(document)))
    faults = read.faults
    if read.mapping is not None:
        faults = tuple(find_mapping_faults(read.mapping, document.sheets, dialogue))
        sheet = find_mapped_sheet(read.mapping, document.sheets)
        if not faults and sheet is not None:
            others = tuple(form for form in _guess(document) if form.sheet.name != sheet.name)
            form = build_form(read.mapping, sheet)
            notes = [*_notes_of(read.file, read.mapping, form), *(_guessed(other) for other in others)]
            return FormsFound((form, *others), tuple(notes))
    return FormsFound(_guess(document), tuple(_note(fault, read.file) for fault in faults))


def _guess(document: Document) -> tuple[Form, ...]:
    return tuple(form for sheet in document.sheets if (form := find_form(sheet)) is not None)


def _guessed(form: Form) -> RowNote:
    return RowNote("form_guessed", _header_anchor(form, form.columns[0].number if form.columns else 1), "", {})


def _notes_of(file: str, mapping: FormMapping, form: Form) -> list[RowNote]:
    notes = []
    if not mapping.confirmed:
        notes.append(RowNote("form_mapping_unconfirmed", Anchor(), file, {"mapping": file}))
    titles = {column.number: column.title for column in form.columns}
    for number in find_unnamed_columns(mapping, form.sheet):
        told: dict[str, str | Message] = {"mapping": file}
        notes.append(RowNote("form_mapping_unnamed_column", _header_anchor(form, number), titles.get(number, ""), told))
    return notes


def _is_own_template(document: Document) -> bool:
    return any(is_untouched_guidance(sheet) for sheet in document.sheets)


def _note(fault: MappingFault, file: str) -> RowNote:
    values = {**fault.values, "mapping": file, "meanwhile": _MEANWHILE}
    return RowNote(fault.rule, fault.anchor, fault.found, values)


def _header_anchor(form: Form, column: int) -> Anchor:
    return Anchor(sheet=form.sheet.name or None, cell=cell_name(form.header_row, column))
