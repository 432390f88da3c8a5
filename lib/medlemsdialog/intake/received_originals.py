"""One original turned into its sources: a document is one source, a form export one for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.document import Refusal
from medlemsdialog.intake.document_sources import read_document_source
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.form_finding import find_forms
from medlemsdialog.intake.form_mapping import MappingRead
from medlemsdialog.intake.formats import media_type_of
from medlemsdialog.intake.noticed import describe, describe_row_note, find_folder_problems
from medlemsdialog.intake.parsed import Original
from medlemsdialog.intake.proposal import propose_sender_from_name
from medlemsdialog.intake.received import Received, Setting
from medlemsdialog.intake.row_sources import read_form_sources
from medlemsdialog.intake.submission_sources import read_submission_source
from medlemsdialog.register.models import Register


def read_received(
    original: Original, dialogue: Dialogue, register: Register, *, mapping: MappingRead | None = None
) -> Iterator[Received]:
    """Yield the sources of one original; one that cannot be read is a source too, and stays visible.

    `mapping` says what the columns of a form export hold; without it that is guessed.
    """
    setting = Setting(original, find_folder(original.source, register), dialogue, register)
    if original.document is None:
        yield _unreadable(setting)
        return
    if original.document.submission is not None:
        yield read_submission_source(setting, original.document, original.document.submission)
        return
    forms, notes = find_forms(original.document, mapping, dialogue)
    if forms:
        yield from read_form_sources(setting, original.document, forms, notes)
        return
    read = read_document_source(setting, original.document)
    told = tuple(describe_row_note(read.source, note) for note in notes)
    yield read._replace(problems=(*read.problems, *told))


def _unreadable(setting: Setting) -> Received:
    original, folder, _, register = setting
    proposed = propose_sender_from_name(original.source, register, folder.county_code)
    refusal = original.refusal or Refusal(rule="unreadable", values={"format": ""})
    source = setting.build_source(media_type_of(original.source)).model_copy(
        update={
            "sender_code": proposed.code,
            "sender_name": proposed.name,
            "level": proposed.level,
            "readable": False,
            "waiting": (refusal.rule,),
        }
    )
    values: dict[str, Any] = dict(refusal.values)
    problems = [describe(source, refusal.rule, found=refusal.found, **values)]
    problems += find_folder_problems(source, folder, register)
    return Received(source, (), tuple(problems), folder)
