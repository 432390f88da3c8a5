"""Changes of claims and themes as the page asks for them: what each would change, the change made, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.changes import Change
from medlemsdialog.coding.claims import name_claim, spell_plainly
from medlemsdialog.coding.theme_parts import build_theme_part
from medlemsdialog.desk.all_areas import read_areas
from medlemsdialog.desk.dispatch import Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.event import LogKind
from medlemsdialog.models.code_changes import CodeCount, CodeEffect
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.change_words import tell_effect, tell_preview
from medlemsdialog.runs.code_changes import apply_change, preview_change
from medlemsdialog.runs.judging import require_known
from medlemsdialog.runs.undoing import plan_undo

_CHANGE: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Field(discriminator="kind")])
_CODE_LOGS: tuple[LogKind, ...] = ("claims", "codebook")
_FIELDS = {
    "text": Message("kravet som én setning"),
    "label": Message("navnet på temaet"),
    "definition": Message("hva temaet handler om"),
    "include": Message("hva som skal tas med"),
    "exclude": Message("hva som ikke skal tas med"),
    "addressee": Message("hvem kravet er rettet til"),
    "parent": Message("hva temaet ligger under"),
}


def preview(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what `change` would change, and `seen`: the claims and themes it was held against.

    Raises:
        UsageError: The change cannot be made; the text says why.
    """
    if session.refresh():
        # The page may show what others have changed in the meantime: it is told.
        session.has_news = True
    told = preview_change(session.workspace, _read_change(session, payload), read_areas(session))
    lines = tell_preview(told, session.language, name=name_codes(session))
    return {
        "effects": [_effect(effect, session) for effect in told.effects],
        "lines": [{"text": line.text.text(session.language), "tone": line.tone} for line in lines],
        "seen": describe_seen(session),
    }


def apply(session: Session, payload: Payload) -> tuple[str, ...]:
    """Make a change that was previewed, and return the ids of the events that make it.

    Raises:
        UsageError: As `preview`, or somebody has changed claims or themes since.
    """
    session.refresh()
    if payload.get("seen") != describe_seen(session):
        raise UsageError(
            Message("Noen har endret krav eller temaer siden du så hva som endres. Se på det én gang til.")
        )
    events = apply_change(session.workspace, _read_change(session, payload), by=session.require_person())
    session.refresh()
    return tuple(event.id for event in events)


def undo(session: Session, payload: Payload) -> None:
    """Take back a change by the ids of its `events`, the last one first.

    Raises:
        UsageError: This person has changed something else since, or somebody else has.
    """
    session.refresh()
    waiting = [str(event_id) for event_id in payload.get("events", ())]
    while waiting:
        step = plan_undo(
            session.workspace, session.events, by=session.require_person(), kinds=_CODE_LOGS, area=NATIONAL
        )
        if step.taken_back.event.id not in waiting:
            raise UsageError(Message("Du har endret noe annet etterpå. Det må angres først."))
        waiting.remove(step.taken_back.event.id)
        session.append([step.event], area_code=NATIONAL)


def describe_seen(session: Session) -> str:
    """Return what tells whether claims and themes are as they were."""
    events = session.workspace.judgements.code_events
    return f"{len(events)}:{events[-1].id if events else ''}:{session.received_revision}"


def describe_count(counted: CodeCount) -> dict[str, Any]:
    """Return who stands behind a claim or theme as the page shows it."""
    positions = {position.value: counted.positions.get(position, 0) for position in Position}
    return {
        "statements": counted.statements,
        "members": counted.members,
        "positions": positions,
        "bodies": counted.bodies,
        "others": counted.other_senders,
        "areas": list(counted.areas),
    }


def name_codes(session: Session) -> Callable[[str], str]:
    """Return what tells what a county, sender, claim or theme is called, by its code; a code that is nothing stays."""
    workspace, language = session.workspace, session.language
    register = workspace.register
    names = {
        theme.code: theme.label.in_language(language)
        for theme in (*workspace.former_themes, *workspace.codebook.themes)
    }
    names |= {
        claim.id: f"«{claim.text.in_language(language)}»" for claim in (*workspace.former_claims, *workspace.claims)
    }
    names |= {member.code: member.name for member in register.members} | {
        body.code: body.name for body in register.bodies
    }
    names |= {county.county_code: county.name for county in register.counties}
    names[NATIONAL] = Message("uten fylke").text(language)
    return lambda code: names.get(code, code)


def _effect(effect: CodeEffect, session: Session) -> dict[str, Any]:
    state = tell_effect(effect).state
    return {
        "kind": effect.kind,
        "label": effect.label.in_language(session.language),
        "state": state.text(session.language) if state else "",
        "before": describe_count(effect.before),
        "after": describe_count(effect.after),
    }


def _read_change(session: Session, payload: Payload) -> Change:
    asked = _tidy(payload.get("change") or {})
    match asked.get("kind"):
        case "split_claim":
            _name_parts(asked, _read_claim_parts(asked))
        case "split_theme":
            _name_parts(asked, _read_theme_parts(session, asked))
        case "add_theme":
            theme = asked["theme"]
            theme["code"] = theme.get("code") or _name_theme(session, (theme.get("label") or {}).get("nb", ""))
    try:
        return _CHANGE.validate_python(asked)
    except ValidationError as fault:
        places = [str(part) for part in fault.errors()[0]["loc"]]
        what = next((_FIELDS[place] for place in reversed(places) if place in _FIELDS), None)
        if what is None:
            raise UsageError(Message("Noe mangler i endringen. Se over feltene og prøv igjen.")) from None
        raise UsageError(_missing(what)) from None


def _missing(what: Message) -> Message:
    return Message("Skriv {what}. Bokmål må være med.", what=what)


def _read_claim_parts(asked: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """Return the id and the part of each new claim, by what the page calls it."""
    parts = {}
    for part in asked.get("parts", ()):
        if not (part.get("text") or {}).get("nb"):
            raise UsageError(_missing(_FIELDS["text"]))
        claim_id = name_claim(Text(**part["text"]))
        parts[part["id"]] = (claim_id, part | {"id": claim_id})
    return parts


def _read_theme_parts(session: Session, asked: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    code = str(asked.get("theme_code"))
    require_known(code, sorted(session.workspace.codebook.codes), Message("temaet"))
    like = session.workspace.codebook.theme(code)
    parts = {}
    for part in asked.get("parts", ()):
        label = part.get("label") or {}
        if not label.get("nb"):
            raise UsageError(_missing(_FIELDS["label"]))
        new_code = _name_theme(session, label["nb"])
        parts[part["code"]] = (new_code, build_theme_part(like, new_code, Text(**label)))
    return parts


def _name_parts(asked: dict[str, Any], parts: dict[str, tuple[str, Any]]) -> None:
    """Put the codes of the parts where the page has its own words for them."""

    def named(code: Any) -> Any:
        if isinstance(code, list):
            return tuple(named(one) for one in code)
        return parts[code][0] if code in parts else code

    asked["parts"] = [part for _, part in parts.values()]
    asked["assigned"] = {place: named(code) for place, code in (asked.get("assigned") or {}).items()}
    asked["rest"] = named(asked.get("rest", ""))


def _name_theme(session: Session, label: str) -> str:
    """Return a code made of a theme's name that no theme has or had: one that is back from the past is asked for by its code."""
    workspace = session.workspace
    taken = workspace.codebook.codes | {theme.code for theme in workspace.former_themes}
    taken |= {theme.code for theme in workspace.dialogue.main_themes}
    plain = spell_plainly(label) or "tema"
    numbered = (f"{plain}-{number}" for number in count(2))
    return plain if plain not in taken else next(code for code in numbered if code not in taken)


def _tidy(value: Any) -> Any:
    """Return what came from the page with the blanks around texts taken away."""
    match value:
        case str():
            return " ".join(value.split())
        case dict():
            return {str(key): _tidy(one) for key, one in value.items()}
        case list() | tuple():
            return [_tidy(one) for one in value]
        case _:
            return value
