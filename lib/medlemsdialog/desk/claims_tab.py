"""The tab «Krav»: the claims and themes of the whole dialogue, and how they are changed by policy staff."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.alike_claims import find_alike_claims
from medlemsdialog.coding.lineage import Descent
from medlemsdialog.desk.all_areas import read_areas
from medlemsdialog.desk.change_requests import (
    apply,
    describe_count,
    name_codes,
    preview,
    undo,
)
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence.change_effects import count_codes
from medlemsdialog.evidence.code_problems import find_code_problems
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.code_changes import CodeCount, CodeKind
from medlemsdialog.models.themes import Theme
from medlemsdialog.models.vocabulary import Addressee, Position, word
from medlemsdialog.runs.code_history import HistoryEntry, list_statements_with, read_history

Name = Callable[[str], str]
_NONE = CodeCount()
# The number of a municipality tells two of one name apart; the code of a body tells a person nothing.
_BODY_CODE = re.compile(r"^organ:\S+\s+")


def list_codes(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return every claim and theme, in use or not, with who stands behind it; and what a claim may say of itself."""
    session.refresh()
    workspace, language = session.workspace, session.language
    counts = count_codes(workspace, read_areas(session))
    name = name_codes(session)
    alike: dict[str, list[str]] = {}
    for pair in find_alike_claims(workspace.claims):
        alike.setdefault(pair.one, []).append(pair.other)
        alike.setdefault(pair.other, []).append(pair.one)
    dialogue = workspace.dialogue
    claims = [(claim, True) for claim in workspace.claims] + [(claim, False) for claim in workspace.former_claims]
    themes = [(theme, True) for theme in workspace.codebook.themes]
    themes += [(theme, False) for theme in workspace.former_themes]
    return {
        "claims": [
            _claim(session, claim, counts.get(("claim", claim.id), _NONE), name, in_use=in_use)
            | {"alike": alike.get(claim.id, [])}
            for claim, in_use in claims
        ],
        "themes": [
            _theme(session, theme, counts.get(("theme", theme.code), _NONE), name, in_use=in_use)
            for theme, in_use in themes
        ],
        "positions": [[one.value, word(one).text(language)] for one in Position],
        "addressees": [[one.value, word(one).text(language)] for one in Addressee],
        "purposes": [
            *([one.code, one.text.in_language(language)] for one in dialogue.purposes),
            ["none", Message("ingen av dialogens formål").text(language)],
        ],
        "questions": [[one.id, one.text.in_language(language)] for one in dialogue.questions],
        "main_themes": [[one.code, one.label.in_language(language)] for one in dialogue.main_themes],
        "areas": {county.county_code: county.name for county in workspace.register.counties},
        "problems": [
            " ".join(filter(None, (problem.what.text(language), problem.found, problem.to_do.text(language))))
            for problem in find_code_problems(workspace)
        ],
    }


def describe_code(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the statements of one claim or theme and its history. `kind` is claim or theme, `code` its id.

    Raises:
        UsageError: There is no such code and never was.
    """
    kind: CodeKind = "theme" if payload.get("kind") == "theme" else "claim"
    code, language, name = str(payload.get("code", "")), session.language, name_codes(session)
    entries = read_history(session.workspace, kind, code)
    rows = list_statements_with(session.workspace, kind, code, read_areas(session), language=language)
    return {
        "statements": [
            row._asdict() | {"area": name(row.area), "sender": _BODY_CODE.sub("", row.sender)} for row in rows
        ],
        "history": [_history(entry, session, name) for entry in entries],
    }


def make_change(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Make the `change` that was `seen`, and return the list as it is then with the ids of the `events` that made it."""
    events = apply(session, payload)
    return list_codes(session, payload, files) | {"events": events}


def take_back(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take back the change that `events` made, and return the list as it is then."""
    undo(session, payload)
    return list_codes(session, payload, files)


def _claim(session: Session, claim: Claim, count: CodeCount, name: Name, *, in_use: bool) -> dict[str, Any]:
    return {
        "code": claim.id,
        "label": claim.text.in_language(session.language),
        "text": claim.text.model_dump(),
        "addressee": claim.addressee.value,
        "group": word(claim.addressee).text(session.language),
        "themes": claim.themes,
        "purpose": claim.purpose,
        "question": claim.question,
        "put": claim.origin == "proposition",
        "in_use": in_use,
        "count": describe_count(count),
        "lineage": _tell_lineage(session, session.workspace.lineage.claims, claim.id, name),
    }


def _theme(session: Session, theme: Theme, count: CodeCount, name: Name, *, in_use: bool) -> dict[str, Any]:
    return {
        "code": theme.code,
        "label": theme.label.in_language(session.language),
        "theme": theme.model_dump(mode="json"),
        "in_use": in_use,
        "count": describe_count(count),
        "lineage": _tell_lineage(session, session.workspace.lineage.themes, theme.code, name),
    }


def _tell_lineage(session: Session, descent: Descent, code: str, name: Name) -> list[str]:
    """Return what a code came from and what became of it, a sentence each."""
    told: list[Message] = []
    merged = [old for old, heirs in descent.heirs.items() if heirs.all == (code,)]
    split = [old for old, heirs in descent.heirs.items() if code in heirs.all and old not in merged]
    if merged:
        told.append(Message("Hit er også ført: {codes}", codes="; ".join(map(name, merged))))
    if split:
        told.append(Message("Skilt ut fra: {codes}", codes="; ".join(map(name, split))))
    if heirs := descent.heirs.get(code):
        if len(heirs.all) > 1 or heirs.moved:
            told.append(Message("Delt i: {codes}", codes="; ".join(map(name, heirs.all))))
        elif heirs.all:
            told.append(Message("Gikk inn i: {codes}", codes=name(heirs.all[0])))
        else:
            told.append(Message("Tatt ut av bruk. Ingenting har tatt over."))
    return [message.text(session.language) for message in told]


def _history(entry: HistoryEntry, session: Session, name: Name) -> dict[str, str]:
    language = session.language
    values = {
        key: ", ".join(map(name, value.split(", "))) if isinstance(value, str) else value
        for key, value in entry.what.values.items()
    }
    return {
        "when": f"{entry.at.astimezone():%d.%m.%Y %H:%M}" if entry.at else "",
        "by": entry.by,
        "code": name(entry.code),
        "what": Message(entry.what.msgid, **values).text(language),
        "text": entry.text.in_language(language) if entry.text else "",
        "reason": entry.reason,
    }


ACTIONS: Mapping[str, Action] = {
    "claims.list": list_codes,
    "claims.describe": describe_code,
    "claims.preview": preview,
    "claims.apply": make_change,
    "claims.undo": take_back,
}
