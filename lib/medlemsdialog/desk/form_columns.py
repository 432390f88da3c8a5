"""What the columns of a form hold, said at the desk: guessed by the program, put right and confirmed by a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.form_mapping import FormMapping, MappedColumns, MappedQuestion, read_form_mapping
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.form_mappings import read_or_guess_mapping, save_form_mapping

_FIELDS = {
    "key": Message("svar-ID"),
    "delivered": Message("når svaret ble levert"),
    "sender": Message("avsenderen"),
    "other_sender": Message("navnet på en annen avsender"),
    "level": Message("hva slags avsender det er"),
    "municipality": Message("kommunens navn"),
    "municipality_number": Message("kommunenummeret"),
    "county": Message("fylket"),
    "quotable": Message("om svaret kan siteres"),
}
_TICK, _COMMENT, _SKIP = "tick", "comment", "skip"
_ROLES = {
    **_FIELDS,
    _TICK: Message("kryss på et spørsmål"),
    _COMMENT: Message("svar i egne ord"),
    _SKIP: Message("leses ikke"),
}
_SENDERS = frozenset({"sender", "municipality", "municipality_number"})


def list_forms(session: Session) -> list[dict[str, Any]]:
    """Return the area's own forms, with the number of answers and whether somebody has confirmed what the columns hold."""
    area_code, data = session.require_area(), session.workspace.data
    originals = dict(data.originals())
    answers = _count_answers(session)
    listed = []
    for name, number in sorted(answers.items()):
        folder = find_folder(name, session.workspace.register)
        if name not in originals or (folder.county_code or NATIONAL) != area_code:
            continue
        there = data.form_mapping(originals[name])
        said = read_form_mapping(there).mapping if there else None
        listed.append({"source": name, "answers": number, "confirmed": said is not None and said.confirmed})
    return listed


def describe_columns(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a form's columns: letter, heading, an answer that stands there, and what each is said or guessed to hold."""
    workspace, language = session.workspace, session.language
    name = _own_form(session, payload)
    mapping = read_or_guess_mapping(workspace, name)
    samples = _read_samples(session, name)
    return {
        "columns": [
            {"letter": letter, "title": title, "sample": samples.get(letter, ""), **_find_role(mapping, letter)}
            for letter, title in mapping.headers.items()
        ],
        "roles": [[code, label.text(language)] for code, label in _ROLES.items()],
        "questions": [[one.id, one.text.in_language(language)] for one in workspace.dialogue.questions],
        "claims": [[claim.id, claim.text.in_language(language)] for claim in workspace.claims],
    }


def save_columns(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Write what a person says that a form's columns hold, as confirmed; the form is read anew by it.

    Raises:
        UsageError: Two columns hold the same, none tells who the sender is, or a code is unknown.
    """
    session.require_person()
    name = _own_form(session, payload)
    mapping = read_or_guess_mapping(session.workspace, name)
    said = {str(one["letter"]): one for one in payload.get("columns", ()) if str(one.get("letter")) in mapping.headers}
    roles = {letter: str(one.get("role")) for letter, one in said.items()}
    for role, label in _ROLES.items():
        held = [letter for letter, given in roles.items() if given == role]
        if role in _FIELDS and len(held) > 1:
            raise UsageError(
                Message(
                    "Kolonnene {letters} kan ikke alle være «{role}». Velg én.", letters=", ".join(held), role=label
                )
            )
    if not _SENDERS & set(roles.values()):
        raise UsageError(Message("Velg hvilken kolonne som sier hvem avsenderen er: avsender, kommune eller nummer."))
    questions = {one.id for one in session.workspace.dialogue.questions} | {""}
    claims = {claim.id for claim in session.workspace.claims} | {""}
    if any(
        str(one.get("question", "")) not in questions or str(one.get("claim", "")) not in claims
        for one in said.values()
    ):
        raise UsageError(Message("Et spørsmål eller krav er ikke lenger i bruk. Åpne kolonnene på nytt."))
    changed = mapping.model_copy(
        update={
            "confirmed": True,
            "columns": MappedColumns(**{role: letter for letter, role in roles.items() if role in _FIELDS}),
            "questions": _build_questions(mapping, said, roles),
            "skip_columns": tuple(letter for letter, role in roles.items() if role == _SKIP),
        }
    )
    save_form_mapping(session.workspace, name, changed)
    session.refresh()
    return {"forms": list_forms(session)}


def _build_questions(
    mapping: FormMapping, said: Mapping[str, Mapping[str, Any]], roles: Mapping[str, str]
) -> tuple[MappedQuestion, ...]:
    """Return the questions with their columns: those that belonged together stay so, as far as they still are of the kind."""
    built: list[MappedQuestion] = []
    placed: set[str] = set()
    for asked in mapping.questions:
        tick = tuple(letter for letter in asked.tick if roles.get(letter) == _TICK)
        comment = tuple(letter for letter in asked.comment if roles.get(letter) == _COMMENT)
        if tick or comment:
            built.append(_say(asked.model_copy(update={"tick": tick, "comment": comment}), said[(tick + comment)[0]]))
            placed |= {*tick, *comment}
    for letter, role in roles.items():
        if letter not in placed and role in {_TICK, _COMMENT}:
            built.append(_say(MappedQuestion(**{"title": mapping.headers[letter], role: (letter,)}), said[letter]))
    return tuple(sorted(built, key=lambda one: min((len(letter), letter) for letter in (*one.tick, *one.comment))))


def _say(asked: MappedQuestion, said: Mapping[str, Any]) -> MappedQuestion:
    claim = str(said.get("claim", "")) if asked.tick else asked.proposition
    return asked.model_copy(update={"question": str(said.get("question", "")), "proposition": claim})


def _find_role(mapping: FormMapping, letter: str) -> dict[str, str]:
    for field, held in mapping.columns.letters().items():
        if held == letter:
            return {"role": field, "question": "", "claim": ""}
    for asked in mapping.questions:
        for role, letters in ((_TICK, asked.tick), (_COMMENT, asked.comment)):
            if letter in letters:
                return {"role": role, "question": asked.question, "claim": asked.proposition}
    return {"role": _SKIP, "question": "", "claim": ""}


def _own_form(session: Session, payload: Payload) -> str:
    name = str(payload.get("source", ""))
    if name not in {form["source"] for form in list_forms(session)}:
        raise UsageError(Message("Skjemaet ligger ikke lenger i mappen. Se på listen på nytt."))
    return name


def _count_answers(session: Session) -> Counter[str]:
    return Counter(one.source.partition("#")[0] for one in session.received.sources if "#" in one.source)


def _read_samples(session: Session, name: str) -> dict[str, str]:
    """Return, by column, the first text that was read there."""
    own = {one.source_id for one in session.received.sources if one.source.partition("#")[0] == name}
    samples: dict[str, str] = {}
    for passage in session.received.passages:
        if passage.source_id in own and passage.anchor.cell:
            samples.setdefault(passage.anchor.cell.rstrip("0123456789"), passage.text)
    return samples


ACTIONS: Mapping[str, Action] = {"sources.columns": describe_columns, "sources.save_columns": save_columns}
