"""The mapping of a form export, guessed and written beside it for the adviser to correct."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.form_mapping import FormMapping, read_form_mapping
from medlemsdialog.intake.form_mapping_guess import guess_mapping
from medlemsdialog.intake.form_mapping_text import write_mapping_text
from medlemsdialog.intake.forms import Form, find_form
from medlemsdialog.intake.guidance import is_untouched_guidance
from medlemsdialog.intake.members_in_rows import build_form_of_members, find_members_in_rows
from medlemsdialog.intake.parsed import read_originals
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import Register
from medlemsdialog.writing import write_bytes_atomically


@dataclass(frozen=True)
class MappingWritten:
    """A mapping as it was written, and what of it a person must say."""

    file: Path
    mapping: FormMapping
    rows: int
    questions_without_id: tuple[str, ...]
    others: tuple[str, ...]


def write_form_mapping(workspace: Workspace, name: str, *, overwrite: bool = False) -> MappingWritten:
    """Write the mapping of the form export called `name` beside it, and return it.

    Raises:
        UsageError: There is no such original, it holds no form, or it has a mapping already.
    """
    source, file = _find_original(workspace, name)
    there = workspace.data.form_mapping(file)
    if there is not None and not overwrite:
        raise UsageError(
            Message(
                "{file} har alt en kolonneoversikt: {mapping}. Rett den, eller lag den på nytt med --overwrite.",
                file=source,
                mapping=there.name,
            )
        )
    mapping, form, others = _guess(workspace, source, file)
    text = _write_text(workspace, source, mapping)
    target = there or workspace.data.new_form_mapping(file)
    write_bytes_atomically(target, text.encode())
    return MappingWritten(
        file=target,
        mapping=mapping,
        rows=len(form.answer_rows()),
        questions_without_id=tuple(
            f"{column_letters(column.number)} «{column.title}»"
            for column in form.questions()
            if not any(
                asked.question
                for asked in mapping.questions
                if column_letters(column.number) in (*asked.tick, *asked.comment)
            )
        ),
        others=others,
    )


def read_or_guess_mapping(workspace: Workspace, name: str) -> FormMapping:
    """Return what is said of the columns of the form export called `name`; where nothing is said that can be read, a guess.

    Raises:
        UsageError: There is no such original, or it holds no form.
    """
    source, file = _find_original(workspace, name)
    there = workspace.data.form_mapping(file)
    said = read_form_mapping(there).mapping if there else None
    return said or _guess(workspace, source, file)[0]


def save_form_mapping(workspace: Workspace, name: str, mapping: FormMapping) -> Path:
    """Write what a person says of the columns of the form export called `name` beside it, and return the file.

    Raises:
        UsageError: There is no such original, or what somebody wrote there cannot be read and would be lost.
    """
    source, file = _find_original(workspace, name)
    there = workspace.data.form_mapping(file)
    if there is not None and read_form_mapping(there).mapping is None:
        raise UsageError(
            Message(
                "Kolonneoversikten {file} kan ikke leses, og blir ikke skrevet over. Gi den et annet navn, og prøv igjen.",
                file=there.name,
            )
        )
    target = there or workspace.data.new_form_mapping(file)
    write_bytes_atomically(target, _write_text(workspace, source, mapping).encode())
    return target


def _guess(workspace: Workspace, source: str, file: Path) -> tuple[FormMapping, Form, tuple[str, ...]]:
    form, others = _find_form(source, file, workspace.register, find_folder(source, workspace.register).county_code)
    propositions = {
        label: (claim.id, claim.question)
        for label in {column.label or column.title for column in form.questions()}
        if (claim := workspace.propositions.get(proposition_key(label)))
    }
    return guess_mapping(form, workspace.dialogue, propositions=propositions), form, others


def _write_text(workspace: Workspace, source: str, mapping: FormMapping) -> str:
    language = workspace.working_language(find_folder(source, workspace.register).county_code or NATIONAL)
    return write_mapping_text(mapping, source, workspace.dialogue, workspace.claims, language=language)


def _find_original(workspace: Workspace, name: str) -> tuple[str, Path]:
    originals = dict(workspace.data.originals())
    if name in originals:
        return name, originals[name]
    given = Path(name).expanduser()
    if given.exists():
        for source, file in originals.items():
            if file.samefile(given):
                return source, file
    fitting = [source for source in originals if source.rpartition("/")[2] == name]
    if len(fitting) == 1:
        return fitting[0], originals[fitting[0]]
    sheets = [source for source in originals if source.lower().endswith((".xlsx", ".ods", ".csv", ".tsv"))]
    raise UsageError(
        Message(
            "«{name}» peker ikke ut én fil i mappen for innspill. Oppgi stien til et av regnearkene der: {allowed}.",
            name=name,
            allowed=", ".join(fitting or sheets) or "–",
        )
    )


def _find_form(source: str, file: Path, register: Register, county_code: str) -> tuple[Form, tuple[str, ...]]:
    original = next(iter(read_originals(source, file)), None)
    if original is None or original.document is None or original.source != source:
        raise UsageError(
            Message("{file} kan ikke leses som et regneark. Kjør «medlemsdialog check» for å se hvorfor.", file=source)
        )
    sheets = [sheet for sheet in original.document.sheets if not is_untouched_guidance(sheet)]
    forms = [form for sheet in sheets if (form := find_form(sheet)) is not None]
    if not forms and (found := find_members_in_rows(sheets, register, county_code)):
        forms = [form for form in [build_form_of_members(found)] if form is not None]
    if not forms:
        raise UsageError(
            Message(
                "{file} ser ikke ut til å være et svarskjema: Fant ingen rad med overskrifter der én er avsender eller "
                "kommune og resten er spørsmål. Er det et svarskjema, skriver du «Kommune» eller «Avsender» over kolonnen med "
                "avsenderne i filen, og prøver igjen.",
                file=source,
            )
        )
    # The sheet with the most answers; one file has one mapping.
    chosen = max(forms, key=lambda form: len(form.answer_rows()))
    return chosen, tuple(form.sheet.name for form in forms if form is not chosen)
