"""From a change that is asked for to the events that make it; all that is wrong with it is told before any is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.changes import (
    AddTheme,
    Change,
    ClaimFrame,
    EditTheme,
    MergeClaims,
    MergeThemes,
    NewClaim,
    RenameTheme,
    RetireClaim,
    RetireTheme,
    RewordClaim,
    SplitClaim,
    SplitTheme,
    WriteClaim,
)
from medlemsdialog.coding.changes_codes import Codes
from medlemsdialog.coding.claims import name_claim
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten, ThemeRetired, ThemeWritten
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.themes import Theme

CodeEvents = tuple[ClaimWritten | ClaimRetired | ThemeWritten | ThemeRetired, ...]


def plan_events(change: Change, codes: Codes, *, by: str, client: str) -> CodeEvents:
    """Return the events that make a change. They say what the person saw, so that nobody's wording is overwritten unseen.

    Raises:
        UsageError: A code is unknown or no longer used, a frame is not allowed, or there is nothing to change; the text
            names what is allowed.
    """
    who = {"by": by, "client": client, "reason": change.reason}
    match change:
        case WriteClaim():
            return (_write_new(change.claim, [], codes, who),)
        case RewordClaim():
            return (_reword(change, codes, who),)
        case MergeClaims():
            return _merge_claims(change, codes, who)
        case SplitClaim():
            return _split_claim(change, codes, who)
        case RetireClaim():
            return (ClaimRetired(claim_id=codes.claim(change.claim_id).id, **who),)
        case AddTheme():
            return (_write_theme(change.theme, (), codes, who),)
        case RenameTheme():
            theme = codes.theme(change.theme_code).model_copy(update={"label": change.label})
            return (_rewrite_theme(theme, codes, who),)
        case EditTheme():
            return (_rewrite_theme(change.theme, codes, who),)
        case MergeThemes():
            return _merge_themes(change, codes, who)
        case SplitTheme():
            return _split_theme(change, codes, who)
        case RetireTheme():
            return (ThemeRetired(theme_code=codes.theme(change.theme_code).code, **who),)


def _write_new(new: NewClaim, origins: list[Claim], codes: Codes, who: Mapping[str, Any]) -> ClaimWritten:
    claim_id = new.id.strip() or name_claim(new.text)
    if any(claim.id == claim_id for claim in codes.claims):
        raise UsageError(Message("Kravet «{claim}» finnes alt. Velg et annet, eller omformuler det.", claim=claim_id))
    frame = _frame_of(new, origins)
    if frame["addressee"] is None:
        raise UsageError(Message("Oppgi hvem kravet er rettet til."))
    if not frame["themes"]:
        raise UsageError(Message("Oppgi minst ett tema for kravet."))
    codes.require_claim_frame(frame["themes"], frame["purpose"], frame["question"])
    return ClaimWritten(
        claim_id=claim_id,
        text=new.text,
        came_from=tuple(claim.id for claim in origins),
        replaces=codes.seen_claim(claim_id),
        **frame,
        **who,
    )


def _frame_of(given: ClaimFrame, origins: list[Claim]) -> dict[str, Any]:
    """Return a claim's frame: what is given, else what all it comes from share, themes put together."""

    def shared(field: str) -> Any:
        said = {getattr(claim, field) for claim in origins}
        return said.pop() if len(said) == 1 else None

    themes = given.themes if given.themes is not None else _once(code for claim in origins for code in claim.themes)
    return {
        "addressee": given.addressee or shared("addressee"),
        "themes": tuple(themes),
        "purpose": given.purpose if given.purpose is not None else shared("purpose") or "",
        "question": given.question if given.question is not None else shared("question") or "",
    }


def _reword(change: RewordClaim, codes: Codes, who: Mapping[str, Any]) -> ClaimWritten:
    claim = codes.claim(change.claim_id)
    written = codes.judgements.claims.get(claim.id)
    event = ClaimWritten(
        claim_id=claim.id,
        text=change.text or claim.text,
        came_from=written.came_from if written else (),
        replaces=codes.seen_claim(claim.id),
        **_frame_of(change.frame, [claim]),
        **who,
    )
    codes.require_claim_frame(event.themes, event.purpose, event.question)
    same = all(getattr(event, field) == getattr(claim, field) for field in ("text", *ClaimFrame.model_fields))
    if same and not codes.judgements.rivals.get(written.id if written else ""):
        raise _nothing_to_change()
    return event


def _merge_claims(change: MergeClaims, codes: Codes, who: Mapping[str, Any]) -> CodeEvents:
    merged = [codes.claim(claim_id) for claim_id in _once(change.claims)]
    if bool(change.into) is (change.new is not None):
        raise UsageError(Message("Oppgi enten kravet de skal gå inn i, eller ordlyden til et nytt krav."))
    if change.new is not None:
        first = _write_new(change.new, merged, codes, who)
        heir, events = first.claim_id, [first]
    else:
        heir, events = codes.claim(change.into).id, []
    retired = [claim.id for claim in merged if claim.id != heir]
    if not retired:
        raise UsageError(Message("Oppgi minst ett annet krav som skal gå inn i «{code}».", code=heir))
    return (*events, *(ClaimRetired(claim_id=claim_id, into=heir, **who) for claim_id in retired))


def _split_claim(change: SplitClaim, codes: Codes, who: Mapping[str, Any]) -> CodeEvents:
    claim = codes.claim(change.claim_id)
    parts = [_write_new(part, [claim], codes, who) for part in change.parts]
    _require_different(part.claim_id for part in parts)
    written = {part.claim_id for part in parts}
    for heir in {*change.assigned.values(), change.rest} - {"", *written}:
        codes.claim(heir)
    _require_split(claim.id, {*change.assigned.values(), change.rest} - {""})
    retired = ClaimRetired(claim_id=claim.id, into=change.rest, moved=_in_order(change.assigned), **who)
    return (*parts, retired)


def _write_theme(theme: Theme, came_from: tuple[str, ...], codes: Codes, who: Mapping[str, Any]) -> ThemeWritten:
    if theme.code in codes.codebook.codes:
        raise UsageError(Message("Temaet «{theme}» finnes alt. Velg en annen kode.", theme=theme.code))
    codes.require_place(theme)
    return ThemeWritten(theme=theme, came_from=came_from, replaces=codes.seen_theme(theme.code), **who)


def _rewrite_theme(theme: Theme, codes: Codes, who: Mapping[str, Any]) -> ThemeWritten:
    if codes.theme(theme.code) == theme:
        raise _nothing_to_change()
    codes.require_place(theme)
    written = codes.judgements.themes.get(theme.code)
    came_from = written.came_from if written else ()
    return ThemeWritten(theme=theme, came_from=came_from, replaces=codes.seen_theme(theme.code), **who)


def _merge_themes(change: MergeThemes, codes: Codes, who: Mapping[str, Any]) -> CodeEvents:
    merged = [codes.theme(code).code for code in _once(change.themes)]
    if bool(change.into) is (change.new is not None):
        raise UsageError(Message("Oppgi enten temaet de skal gå inn i, eller et nytt tema."))
    new = [] if change.new is None else [_write_theme(change.new, tuple(merged), codes, who)]
    heir = new[0].theme.code if new else codes.theme(change.into).code
    retired = [code for code in merged if code != heir]
    if not retired:
        raise UsageError(Message("Oppgi minst ett annet tema som skal gå inn i «{code}».", code=heir))
    return (*new, *(ThemeRetired(theme_code=code, into=heir, **who) for code in retired))


def _split_theme(change: SplitTheme, codes: Codes, who: Mapping[str, Any]) -> CodeEvents:
    theme = codes.theme(change.theme_code)
    parts = [_write_theme(part, (theme.code,), codes, who) for part in change.parts]
    _require_different(part.theme.code for part in parts)
    heirs = {code for given in change.assigned.values() for code in given} | {change.rest} - {""}
    for heir in heirs - {part.theme.code for part in parts}:
        codes.theme(heir)
    _require_split(theme.code, heirs)
    retired = ThemeRetired(theme_code=theme.code, into=change.rest, moved=_in_order(change.assigned), **who)
    return (*parts, retired)


def _require_split(code: str, heirs: set[str]) -> None:
    if code in heirs:
        raise UsageError(
            Message(
                "«{code}» kan ikke deles inn i seg selv. Skriv et nytt som tar over for det som skal bli stående.",
                code=code,
            )
        )
    if not heirs:
        raise UsageError(Message("Oppgi hvilke utsagn som skal flyttes, eller hva resten skal telle for."))


def _require_different(codes: Iterable[str]) -> None:
    listed = list(codes)
    repeated = sorted({code for code in listed if listed.count(code) > 1})
    if repeated:
        raise UsageError(Message("Delene må ha ulike koder: {codes} står to ganger.", codes=", ".join(repeated)))


def _nothing_to_change() -> UsageError:
    return UsageError(Message("Det er alt slik. Ingenting ble endret."))


def _in_order(assigned: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(assigned.items()))


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
