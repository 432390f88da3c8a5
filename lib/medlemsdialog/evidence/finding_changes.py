"""What differs between the evidence a finding was approved on and that which stands now, exactly and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.finding_lineage import RETIRED, TAKEN_OVER
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.national_fields import label_national_field
from medlemsdialog.models.findings import (
    ClaimEvidence,
    EvidenceChange,
    EvidenceKind,
    EvidenceState,
    FieldEvidence,
    StatementEvidence,
    ThemeEvidence,
)
from medlemsdialog.models.vocabulary import Position

_T = TypeVar("_T", bound=ClaimEvidence | ThemeEvidence | StatementEvidence | FieldEvidence)


def compare_evidence(
    before: EvidenceState, after: EvidenceState, *, apart: Collection[tuple[EvidenceKind, str]] = ()
) -> tuple[EvidenceChange, ...]:
    """Return every difference: claims first, then themes, statements and fields, each in the order of their codes.

    None, exactly where the two are the same. `apart` are claims and themes that are not to be held against each other.
    """
    return (
        *_compare(before.claims, after.claims, lambda one: one.claim_id, _compare_claims, _of("claim", apart)),
        *_compare(before.themes, after.themes, lambda one: one.theme, _compare_themes, _of("theme", apart)),
        *_compare(before.statements, after.statements, lambda one: one.statement_id, _compare_statements),
        *_compare(before.fields, after.fields, lambda one: one.field, _compare_fields),
    )


def _of(kind: EvidenceKind, apart: Collection[tuple[EvidenceKind, str]]) -> frozenset[str]:
    return frozenset(code for of_kind, code in apart if of_kind == kind)


def _compare(
    before: Sequence[_T],
    after: Sequence[_T],
    code_of: Callable[[_T], str],
    compare: Callable[[str, _T | None, _T | None], Iterable[EvidenceChange]],
    apart: Collection[str] = (),
) -> Iterable[EvidenceChange]:
    then, now = {code_of(one): one for one in before}, {code_of(one): one for one in after}
    for code in sorted(then.keys() | now.keys()):
        if code not in apart and then.get(code) != now.get(code):
            yield from compare(code, then.get(code), now.get(code))


def _compare_claims(code: str, before: ClaimEvidence | None, after: ClaimEvidence | None) -> Iterable[EvidenceChange]:
    if before is not None and after is None:
        yield _gone("claim", code, before.statements, [*before.members.values(), *before.bodies.values()])
        return
    then, now = before or ClaimEvidence(claim_id=code), after or ClaimEvidence(claim_id=code)
    for unit, was, stands in (("members", then.members, now.members), ("bodies", then.bodies, now.bodies)):
        for position in Position:
            yield from _codes("claim", code, f"{unit}:{position}", was.get(position, ()), stands.get(position, ()))
    yield from _value("claim", code, "other_senders", then.other_senders, now.other_senders)
    yield from _codes("claim", code, "statements", then.statements, now.statements)


def _compare_themes(code: str, before: ThemeEvidence | None, after: ThemeEvidence | None) -> Iterable[EvidenceChange]:
    if before is not None and after is None:
        yield _gone("theme", code, before.statements, [before.members, before.bodies])
        return
    then, now = before or ThemeEvidence(theme=code), after or ThemeEvidence(theme=code)
    yield from _codes("theme", code, "members", then.members, now.members)
    yield from _codes("theme", code, "bodies", then.bodies, now.bodies)
    yield from _value("theme", code, "other_senders", then.other_senders, now.other_senders)
    yield from _codes("theme", code, "statements", then.statements, now.statements)


def _compare_statements(
    code: str, before: StatementEvidence | None, after: StatementEvidence | None
) -> Iterable[EvidenceChange]:
    if before is None or after is None:
        yield EvidenceChange(kind="statement", code=code, what="gone" if after is None else "came")
        return
    yield from _value("statement", code, "text", before.text_sha256, after.text_sha256)
    yield from _value("statement", code, "quotable", int(before.quotable), int(after.quotable))
    yield from _value("statement", code, "themes", ", ".join(before.themes), ", ".join(after.themes))
    yield from _value("statement", code, "claims", _positions(before), _positions(after))
    yield from _value("statement", code, "coders", before.coders, after.coders)


def _compare_fields(code: str, before: FieldEvidence | None, after: FieldEvidence | None) -> Iterable[EvidenceChange]:
    if before is None or after is None:
        what = "gone" if after is None else "came"
        yield EvidenceChange(
            kind="field",
            code=code,
            what=what,
            before=before.value if before else None,
            after=after.value if after else None,
        )
        return
    yield from _value("field", code, "value", before.value, after.value)


def _codes(
    kind: EvidenceKind, code: str, what: str, before: Collection[str], after: Collection[str]
) -> Iterable[EvidenceChange]:
    if set(before) != set(after):
        yield EvidenceChange(
            kind=kind,
            code=code,
            what=what,
            before=len(before),
            after=len(after),
            added=tuple(sorted(set(after) - set(before))),
            removed=tuple(sorted(set(before) - set(after))),
        )


def _value(
    kind: EvidenceKind, code: str, what: str, before: int | str | None, after: int | str | None
) -> Iterable[EvidenceChange]:
    if before != after:
        yield EvidenceChange(kind=kind, code=code, what=what, before=before, after=after)


def _gone(
    kind: EvidenceKind, code: str, statements: Collection[str], senders: Iterable[Collection[str]]
) -> EvidenceChange:
    codes = tuple(sorted({sender for group in senders for sender in group}))
    return EvidenceChange(kind=kind, code=code, what="gone", before=len(statements), after=0, removed=codes)


def _positions(one: StatementEvidence) -> str:
    return ", ".join(f"{taken.claim_id}: {taken.position}" for taken in one.claims)


_MEMBERS: Mapping[str, Message] = {
    Position.FOR: Message("Medlemmer for kravet «{name}»"),
    Position.AGAINST: Message("Medlemmer mot kravet «{name}»"),
    Position.MIXED: Message("Medlemmer med delt syn på kravet «{name}»"),
    Position.NEUTRAL: Message("Medlemmer som er nøytrale til kravet «{name}»"),
}
_BODIES: Mapping[str, Message] = {
    Position.FOR: Message("Organer for kravet «{name}»"),
    Position.AGAINST: Message("Organer mot kravet «{name}»"),
    Position.MIXED: Message("Organer med delt syn på kravet «{name}»"),
    Position.NEUTRAL: Message("Organer som er nøytrale til kravet «{name}»"),
}
_WHAT: Mapping[tuple[EvidenceKind, str], Message] = {
    **{("claim", f"members:{position}"): message for position, message in _MEMBERS.items()},
    **{("claim", f"bodies:{position}"): message for position, message in _BODIES.items()},
    ("claim", "other_senders"): Message("Andre avsendere med standpunkt til kravet «{name}»"),
    ("claim", "statements"): Message("Utsagn om kravet «{name}»"),
    ("theme", "members"): Message("Medlemmer som tar opp «{name}»"),
    ("theme", "bodies"): Message("Organer som tar opp «{name}»"),
    ("theme", "other_senders"): Message("Andre avsendere som tar opp «{name}»"),
    ("theme", "statements"): Message("Utsagn om «{name}»"),
    ("field", "value"): Message("Tallet i teksten, {name}"),
    ("statement", "themes"): Message("Temaene til utsagnet {name}"),
    ("statement", "claims"): Message("Standpunktene i utsagnet {name}"),
    ("statement", "coders"): Message("Personer som har kodet utsagnet {name}"),
}
_SENTENCES: Mapping[tuple[EvidenceKind, str], Message] = {
    ("claim", TAKEN_OVER): Message("Kravet «{name}» er ikke lenger i bruk. I stedet er: {heirs}"),
    ("theme", TAKEN_OVER): Message("Temaet «{name}» er ikke lenger i bruk. I stedet er: {heirs}"),
    ("claim", RETIRED): Message("Kravet «{name}» er tatt ut av bruk, uten noe i stedet"),
    ("theme", RETIRED): Message("Temaet «{name}» er tatt ut av bruk, uten noe i stedet"),
    ("claim", "gone"): Message("Ingen har lenger noe standpunkt til kravet «{name}»"),
    ("theme", "gone"): Message("Ingen tar lenger opp «{name}»"),
    ("statement", "gone"): Message("Utsagnet {name} er borte: trukket, satt til side, endret eller holdt tilbake"),
    ("statement", "came"): Message("Utsagnet {name} er kommet til"),
    ("statement", "text"): Message("Teksten i utsagnet {name} er endret"),
    ("field", "gone"): Message("Tallet er ikke lenger i teksten: {name}"),
    ("field", "came"): Message("Tallet er kommet til i teksten: {name}"),
}


def describe_change(change: EvidenceChange, labels: Labels) -> str:
    """Return one difference in plain words, in the language of `labels`, without a full stop."""
    name = _name(change.kind, change.code, labels)
    return _describe(change, name, labels).text(labels.language)


def _describe(change: EvidenceChange, name: str | Message, labels: Labels) -> Message:
    if change.kind == "statement" and change.what == "quotable":
        if change.after:
            return Message("Utsagnet {name} kan nå siteres", name=name)
        return Message("Utsagnet {name} kan ikke lenger siteres", name=name)
    if change.kind == "statement" and change.what == "coders" and not change.after:
        return Message("Ingen person har lenger kodet utsagnet {name}", name=name)
    if sentence := _SENTENCES.get((change.kind, change.what)):
        heirs = ", ".join(
            labels.t("«{name}»", name=_name(change.kind, heir, labels)) for heir in str(change.after or "").split(", ")
        )
        told = Message(sentence.msgid, name=name, heirs=heirs)
        return _with_codes(told, change, labels)
    what = _WHAT.get((change.kind, change.what))
    counted = Message(what.msgid, name=name) if what else Message("{name}: {what}", name=name, what=change.what)
    values = {
        "before": _value_in_words(change.before, change, labels),
        "after": _value_in_words(change.after, change, labels),
    }
    return _with_codes(Message("{counted}: {before} → {after}", counted=counted, **values), change, labels)


def _with_codes(told: Message, change: EvidenceChange, labels: Labels) -> Message:
    """Return a sentence with who or what came and went, in brackets."""
    is_statement = change.what == "statements"
    came, went = (
        ", ".join(codes if is_statement else map(labels.sender, codes)) for codes in (change.added, change.removed)
    )
    if came and went:
        return Message("{told} ({came} er kommet til, {went} er ikke lenger med)", told=told, came=came, went=went)
    if came:
        return Message("{told} ({came} er kommet til)", told=told, came=came)
    if went:
        return Message("{told} ({went} er ikke lenger med)", told=told, went=went)
    return told


def _name(kind: EvidenceKind, code: str, labels: Labels) -> str:
    match kind:
        case "claim":
            return labels.claim(code)
        case "theme":
            return labels.theme(code)
        case "field":
            return label_national_field(code, labels)
        case "statement":
            return code


def _value_in_words(value: int | str | None, change: EvidenceChange, labels: Labels) -> str | Message:
    if value is None:
        return Message("ukjent")
    if isinstance(value, int):
        return str(value)
    if not value:
        return Message("ingen")
    if change.what == "themes":
        return ", ".join(labels.theme(code) for code in value.split(", "))
    taken = (one.partition(": ") for one in value.split(", "))
    return ", ".join(
        labels.t("«{claim}»: {position}", claim=labels.claim(code), position=labels.word(Position(position)))
        for code, _, position in taken
    )
