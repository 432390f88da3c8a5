"""What a change of claims or themes would change, in words: the same at the command line and at the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.models.code_changes import ChangePreview, CodeCount, CodeEffect
from medlemsdialog.models.vocabulary import Position, word

_SHOWN_IDS = 12


class ToldLine(NamedTuple):
    """One sentence on a change. A `detail` belongs to the warning before it."""

    text: Message
    tone: Literal["plain", "warning", "detail"] = "plain"


class ToldEffect(NamedTuple):
    """What one claim or theme was and comes to. `state` tells that it is new or used no longer; None where neither."""

    state: Message | None
    before: Message
    after: Message


def tell_effect(effect: CodeEffect) -> ToldEffect:
    """Return what becomes of one claim or theme, in words."""
    state = None
    if not effect.in_use_before:
        state = Message("nytt")
    elif not effect.in_use_after:
        state = Message("tas ut av bruk")
    return ToldEffect(state, tell_count(effect.before), tell_count(effect.after))


def tell_count(count: CodeCount) -> Message:
    """Return who stands behind a claim or theme, unit by unit."""
    positions = [
        Message("{position}: {number}", position=word(position), number=count.positions[position])
        for position in Position
        if count.positions.get(position)
    ]
    members = Message("{number}", number=count.members)
    if positions:
        taken = positions[0]
        for one in positions[1:]:
            taken = Message("{one}, {two}", one=taken, two=one)
        members = Message("{number} ({positions})", number=count.members, positions=taken)
    return Message(
        "medlemmer {members}, organer {bodies}, utsagn {statements}",
        members=members,
        bodies=count.bodies,
        statements=count.statements,
    )


def tell_preview(
    preview: ChangePreview, language: Language, *, name: Callable[[str], str] = str
) -> tuple[ToldLine, ...]:
    """Return what a change does besides the numbers of the claims and themes themselves.

    `name` gives what an area, sender, claim or theme is called, by its code; without it the codes stand.
    """
    lines = [
        ToldLine(
            Message(
                "Utsagn som får andre koder: {statements} (kodinger: {codings}). Fylker: {areas}.",
                statements=len(preview.statements),
                codings=preview.codings,
                areas=_listed(preview.areas, name),
            )
        )
    ]
    if preview.lost:
        shown = ", ".join(preview.lost[:_SHOWN_IDS]) + (" …" if len(preview.lost) > _SHOWN_IDS else "")
        lost = Message(
            "Utsagn som mister koden uten å få en annen: {number} ({ids}).", number=len(preview.lost), ids=shown
        )
        lines.append(ToldLine(lost, "warning"))
    if preview.conflicts:
        members = preview.conflicting_members()
        told = Message("Medlemmer som har tatt ulike standpunkt til det som blir ett krav: {members}.", members=members)
        lines.append(ToldLine(told, "warning"))
    for conflict in preview.conflicts:
        before = ", ".join(f"{name(one.claim_id)}: {word(one.position).text(language)}" for one in conflict.before)
        told = Message(
            "{sender} ({before}) blir regnet som: {after}",
            sender=name(conflict.sender_code),
            before=before,
            after=word(conflict.after),
        )
        lines.append(ToldLine(told, "detail"))
    assessments = tuple(f"{name(one.area_code)} {name(one.about_id)}".strip() for one in preview.assessments)
    for opening, codes in (
        (Message("Krav som kommer under andre temaer:"), [name(code) for code in preview.claims]),
        (
            Message("Spørsmål fra departementet som blir knyttet til andre temaer:"),
            list(preview.ministry_questions),
        ),
        (Message("Godkjenninger som faller bort:"), [name(code) for code in preview.sign_offs]),
        (Message("Vurderinger å se over:"), list(assessments)),
    ):
        if codes:
            lines.append(ToldLine(Message("{opening} {codes}", opening=opening, codes=", ".join(codes))))
    return tuple(lines)


def _listed(codes: Sequence[str], name: Callable[[str], str]) -> str:
    return ", ".join(name(code) for code in codes) or "–"
