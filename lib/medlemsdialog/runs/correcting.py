"""Corrections at the command line: one value of a source or a passage put right, listed, or taken back."""

from __future__ import annotations

from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.intake.corrections import FIELD_WORDS, SOURCE_FIELDS, value_of
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import CorrectedField, CorrectionMade, CorrectionUndone
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.passages import Anchor, Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Arena, Kind, Level, Status
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.judging import find_sender_values, read_area_code, require_known
from medlemsdialog.runs.words import read_code, read_date, read_word

_CODES = {"kind": Kind, "level": Level, "status": Status, "arena": Arena}
_PASSAGE_FIELDS = frozenset({"kind", "question", "text", "status"})


@dataclass(frozen=True)
class Corrected:
    """What is corrected: a source, or one of its passages."""

    area_code: str
    source: Source
    passage: Passage | None = None


def find_corrected(workspace: Workspace, given: str, field: str, *, county: str | None = None) -> Corrected:
    """Return what `given` names: a passage by its id, or a source by path, file name or id.

    What only a source has (sender, level, arena, date) is corrected in the passage's source.

    Raises:
        UsageError: Nothing has that name, or several have.
    """
    codes = [read_area_code(workspace, county)] if county else [*workspace.county_codes, NATIONAL]
    sources: list[Corrected] = []
    for code in codes:
        received = read_even_if_broken(workspace, code)
        for passage in received.passages:
            if passage.statement_id == given:
                source = received.source(passage.source_id)
                return Corrected(code, source, passage if field in _PASSAGE_FIELDS else None)
        sources += [Corrected(code, source) for source in received.sources if _is_named(source, given)]
    exact = [one for one in sources if given in {one.source.source, one.source.source_id}] or sources
    if len(exact) == 1 and field in SOURCE_FIELDS:
        return exact[0]
    if len(exact) == 1:
        raise UsageError(
            Message(
                "{field} rettes ett tekststed om gangen. Oppgi koden for tekststedet; den står i arbeidsrapporten.",
                field=FIELD_WORDS[field].text().capitalize(),
            )
        )
    raise UsageError(
        Message(
            "«{given}» peker ikke ut ett innspill eller tekststed. Oppgi hele stien til innspillet, eller koden for "
            "tekststedet. {several}",
            given=given,
            several=Message("Flere heter det: {names}.", names=", ".join(one.source.source for one in exact))
            if exact
            else Message(""),
        )
    )


def correct_value(
    workspace: Workspace, given: str, *, field: str, value: str, reason: str, by: str, county: str | None = None
) -> CorrectionMade:
    """Append to this person's log that a value is put right, and return the event.

    Raises:
        UsageError: The place, the field or the value cannot be, or the value is that already; nothing has been written.
    """
    key: CorrectedField = read_word(FIELD_WORDS, field)  # type: ignore[assignment]
    person = require_person(by)
    if not reason.strip():
        raise UsageError(Message("Skriv hvorfor du retter, med --reason."))
    place = find_corrected(workspace, given, key, county=county)
    target = place.passage or place.source
    if key == "text":
        _require_correctable_text(place)
    becomes = _read_value(workspace, place, key, value)
    expected = value_of(target, key)
    if becomes == expected:
        raise UsageError(
            Message(
                "{field} er alt «{value}». Ingenting er endret.",
                field=FIELD_WORDS[key].text().capitalize(),
                value=value,
            )
        )
    event = CorrectionMade(
        by=person,
        client=client_name(),
        source_id=place.source.source_id,
        source=place.source.source,
        statement_id=place.passage.statement_id if place.passage else "",
        anchor=place.passage.anchor if place.passage else Anchor(),
        field=key,
        expected=expected,
        value=becomes,
        reason=reason.strip(),
    )
    append_events(workspace.data, place.area_code, [event])
    return event


def list_corrections(workspace: Workspace, county: str | None = None) -> tuple[CorrectionMade, ...]:
    """Return the corrections that hold, in the order they were made, of one area or of all."""
    area_code = read_area_code(workspace, county) if county else None
    judged = workspace.judgements
    return tuple(one for one in judged.corrections if area_code in {None, judged.correction_areas[one.id]})


def undo_correction(workspace: Workspace, given: str, *, by: str, reason: str = "") -> CorrectionMade:
    """Append to this person's log that a correction is taken back, and return the correction.

    Raises:
        UsageError: No correction, or several, have an id that begins so.
    """
    fitting = [one for one in workspace.judgements.corrections if given.strip() and one.id.startswith(given.strip())]
    if len(fitting) != 1:
        raise UsageError(
            Message(
                "«{given}» er ikke koden for én retting. Se rettingene med «medlemsdialog correct --list».", given=given
            )
        )
    (correction,) = fitting
    event = CorrectionUndone(
        by=require_person(by), client=client_name(), correction_id=correction.id, reason=reason.strip()
    )
    append_events(workspace.data, workspace.judgements.correction_areas[correction.id], [event])
    return correction


def _read_value(workspace: Workspace, place: Corrected, field: str, given: str) -> str:
    if field in _CODES:
        return read_code(_CODES[field], given).value
    if field == "date":
        return read_date(given) if given.strip() else ""
    if field == "sender_code":
        return find_sender_values(workspace, place.area_code, given)["sender_code"]
    if field == "question":
        number = given.strip()
        if number:
            require_known(number, [question.id for question in workspace.dialogue.questions], Message("spørsmålet"))
        return number
    if not given.strip():
        raise UsageError(Message("Skriv teksten slik den skal være, med --value."))
    return " ".join(given.split())


def _require_correctable_text(place: Corrected) -> None:
    """What was recognised by a machine or typed into a form may be put right; what someone wrote is quoted as it stands."""
    passage = place.passage
    if passage is None or passage.recognised or passage.anchor.cell:
        return
    raise UsageError(
        Message(
            "Teksten står slik avsenderen skrev den og kan ikke rettes. Bare maskinelt gjenkjent tekst (OCR) og svar i "
            "skjema kan rettes. Be avsenderen om en ny fil, og sett den gamle til side."
        )
    )


def _is_named(source: Source, given: str) -> bool:
    return given in {source.source, source.source_id, source.source.rpartition("/")[2]}
