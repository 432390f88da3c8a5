"""What has changed in what a part rests on, in words that those who put it there know."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.catalogue import Message

_MOST_NAMED = 3
# The first that a name begins with tells what it is; more particular ones stand first.
_KINDS: tuple[tuple[str, Message], ...] = (
    ("inputs/", Message("Innspillene er endret")),
    ("innspill/", Message("Innspillene er endret")),
    ("reference/statistics/", Message("De offisielle tallene er endret")),
    ("reference/", Message("Registeret er endret")),
    ("dialogue.yaml", Message("Dialogen er endret")),
    ("codebook.yaml", Message("Kodeboken er endret")),
    ("claims.yaml", Message("Kravene er endret")),
    ("documents/", Message("Dialogens dokumentmaler er endret")),
    ("templates/", Message("Malene er endret")),
    ("workbooks/", Message("Arbeidsboken er endret")),
    ("releases/", Message("Utgavene er endret")),
    ("requirements.lock", Message("Programmets biblioteker er endret")),
    ("environment", Message("Python eller biblioteker er endret")),
    ("medlemsdialog/", Message("Programmet er endret")),
    ("build/", Message("Det den er laget av, er laget på nytt")),
    ("status/", Message("Hvilke fylker som stoppet, er endret")),
    ("comments", Message("Kommentarene er endret")),
    ("received", Message("Det som er lest, er endret")),
    ("elsewhere", Message("Det andre fylker har kodet eller trukket, er endret")),
)
_LOGS: Mapping[str, Message] = {
    "sources": Message("Innspillene er bekreftet eller endret"),
    "meetings": Message("Møtene er endret"),
    "corrections": Message("Rettingene er endret"),
    "codings": Message("Kodingen er endret"),
    "samples": Message("Utvalgene er endret"),
    "claims": Message("Kravene er endret"),
    "codebook": Message("Kodeboken er endret"),
    "assessments": Message("Vurderingen er endret"),
    "letters": Message("Brevene er endret"),
    "sign-offs": Message("Godkjenningen er endret"),
    "hand-ins": Message("Leveringen er endret"),
    "findings": Message("Funnene er endret"),
    "comments": Message("Kommentarene er endret"),
    "recognised": Message("Gjenkjent tekst er endret"),
    "models": Message("Det som er lært av kodingen, er endret"),
}
_OTHER = Message("Noe den bygger på, er endret")
# What is read of the files themselves changes with them; it is told only where no file is.
_FOLLOWING = ("received", "elsewhere", "comments", "build/")


def describe_change(before: Mapping[str, str], now: Mapping[str, str]) -> Message:
    """Return what has changed, kind by kind, with the first files of each by name."""
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    told = [name for name in changed if not name.startswith(_FOLLOWING)] or changed
    by_kind: dict[str, tuple[Message, list[str]]] = {}
    for name in told:
        kind = _kind_of(name)
        by_kind.setdefault(kind.msgid, (kind, []))[1].append(name)
    clauses = {f"change_{number}": _tell(*found) for number, found in enumerate(by_kind.values())}
    return Message(". ".join(f"{{{name}}}" for name in clauses), **clauses)


def _tell(kind: Message, names: list[str]) -> Message:
    files = [name for name in names if "/" in name or "." in name]
    if not files:
        return kind
    named = ", ".join(files[:_MOST_NAMED])
    if len(files) > _MOST_NAMED:
        return Message("{change} ({files} og {more} til)", change=kind, files=named, more=len(files) - _MOST_NAMED)
    return Message("{change} ({files})", change=kind, files=named)


def _kind_of(name: str) -> Message:
    parts = name.split("/")
    if parts[0] == "judgements" and len(parts) > 3:
        return _LOGS.get(parts[2], _OTHER)
    return next((words for beginning, words in _KINDS if name.startswith(beginning)), _OTHER)
