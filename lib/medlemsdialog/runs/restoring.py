"""What held before a judgement: the event that says it again, and what cannot be said again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medlemsdialog.evidence import Workspace
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import (
    AnyEvent,
    AssessmentWritten,
    ClaimRetired,
    ClaimWritten,
    CodingRemoved,
    CodingSet,
    CommentAnswered,
    CommentEvent,
    CommentReceived,
    CommentRemoved,
    CommentSettled,
    CorrectionMade,
    CorrectionUndone,
    FateGiven,
    FindingApprovalWithdrawn,
    FindingApproved,
    FindingRemoved,
    FindingWritten,
    MeetingHeld,
    PersonalConfirmed,
    PersonalEvent,
    PersonalLifted,
    PersonalMarked,
    SignOffGiven,
    SignOffWithdrawn,
    SourceRegistered,
    SourceReopened,
    SourceSetAside,
    ThemeRetired,
    ThemeWritten,
)
from medlemsdialog.judgements.fold import AreaEvent, Judgements, fold_events


def thing_of(placed: AreaEvent) -> tuple[str, ...]:
    """Return what an event is on: events on other things have no part in what held before."""
    match placed.event:
        case CodingSet() | CodingRemoved() as event:
            return ("coding", event.statement_id, event.by)
        case SourceRegistered() | SourceSetAside() | SourceReopened() as event:
            return ("source", event.source_id)
        case MeetingHeld() as event:
            return ("meeting", event.meeting_id)
        case CorrectionMade() as event:
            return ("correction", event.id)
        case CorrectionUndone() as event:
            return ("correction", event.correction_id)
        case PersonalLifted() | PersonalConfirmed() | PersonalMarked() as event:
            return ("personal", event.finding_id)
        case ClaimWritten() | ClaimRetired() as event:
            return ("claim", event.claim_id)
        case ThemeWritten() as event:
            return ("theme", event.theme.code)
        case ThemeRetired() as event:
            return ("theme", event.theme_code)
        case AssessmentWritten() as event:
            return ("assessment", placed.area_code, event.about, event.about_id)
        case SignOffGiven() | SignOffWithdrawn():
            return ("sign-off", placed.area_code)
        case FindingWritten() | FindingRemoved() | FindingApproved() | FindingApprovalWithdrawn() as event:
            return ("finding", event.finding_id)
        case FateGiven() as event:
            return ("fate", event.kind, event.code)
        case _ as event:
            return _thing_of_comment(event) or ("other", event.id)


def _thing_of_comment(event: AnyEvent) -> tuple[str, ...]:
    if isinstance(event, CommentAnswered):
        return ("answer", event.comment_id, event.by)
    return ("comment", event.comment_id) if isinstance(event, CommentEvent) else ()


def restore(
    workspace: Workspace, last: AreaEvent, before: Judgements, in_order: Sequence[AreaEvent], person: str
) -> AnyEvent | None:
    """Return the event after which what held before `last` holds again, None if there is none."""
    undoes = last.event.id
    current = _current_ids(last, in_order)

    def anew(event: AnyEvent | None) -> AnyEvent | None:
        return None if event is None else _build_anew(event, person, undoes, current)

    def new(build: type[AnyEvent], **values: object) -> AnyEvent:
        seen = {"replaces": current} if "replaces" in build.model_fields else {}
        return build.model_validate({"by": person, "client": client_name(), "undoes": undoes, **seen, **values})

    match last.event:
        case CodingSet() | CodingRemoved() as event:
            earlier = before.codings.get((event.statement_id, event.by))
            return anew(earlier) or new(CodingRemoved, statement_id=event.statement_id)
        case SourceRegistered() | SourceSetAside() | SourceReopened() as event:
            return (
                anew(before.registrations.get(event.source_id))
                or anew(before.set_aside.get(event.source_id))
                or new(SourceReopened, source_id=event.source_id)
            )
        case MeetingHeld() as event:
            return anew(before.meetings[event.meeting_id][1]) if event.meeting_id in before.meetings else None
        case CorrectionMade() as event:
            return new(CorrectionUndone, correction_id=event.id, reason="")
        case CorrectionUndone() as event:
            made = next((one.event for one in in_order if one.event.id == event.correction_id), None)
            return anew(made) if isinstance(made, CorrectionMade) else None
        case PersonalLifted() | PersonalConfirmed() | PersonalMarked() as event:
            return anew(before.personal.get(event.finding_id)) or _take_back_personal(event, new)
        case ClaimWritten() | ClaimRetired() as event:
            return _restore_claim(workspace, event, before, new, anew)
        case ThemeWritten() | ThemeRetired() as event:
            return _restore_theme(workspace, event, before, new, anew)
        case AssessmentWritten() as event:
            earlier_text = before.assessments.get((last.area_code, event.about, event.about_id))
            empty = {"about": event.about, "about_id": event.about_id, "text": ""}
            return anew(earlier_text) or new(AssessmentWritten, **empty)
        case SignOffGiven():
            return new(SignOffWithdrawn)
        case SignOffWithdrawn():
            given = before.sign_offs.get(last.area_code)
            # Nobody signs in another's name.
            return anew(given) if given is not None and given.by == person else None
        case CommentReceived() | CommentAnswered() | CommentSettled() | CommentRemoved() as event:
            return _restore_comment(event, before, in_order, new, anew)
        case _ as event:
            return _restore_national(event, before, person, new, anew)


def _restore_claim(
    workspace: Workspace,
    event: ClaimWritten | ClaimRetired,
    before: Judgements,
    new: Callable[..., AnyEvent],
    anew: Callable[..., AnyEvent | None],
) -> AnyEvent:
    claim_id = event.claim_id
    if claim_id in before.retired_claims:
        return anew(before.retired_claims[claim_id]) or event
    if claim_id in before.claims:
        return anew(before.claims[claim_id]) or event
    filed = next((one for one in workspace.frame.claims if one.id == claim_id), None)
    if filed is None:
        return new(ClaimRetired, claim_id=claim_id)
    frame = filed.model_dump(include={"text", "addressee", "themes", "purpose", "question"})
    return new(ClaimWritten, claim_id=claim_id, **frame)


def _restore_theme(
    workspace: Workspace,
    event: ThemeWritten | ThemeRetired,
    before: Judgements,
    new: Callable[..., AnyEvent],
    anew: Callable[..., AnyEvent | None],
) -> AnyEvent:
    code = event.theme.code if isinstance(event, ThemeWritten) else event.theme_code
    if code in before.retired_themes:
        return anew(before.retired_themes[code]) or event
    if code in before.themes:
        return anew(before.themes[code]) or event
    filed = next((one for one in workspace.frame.codebook.themes if one.code == code), None)
    return new(ThemeRetired, theme_code=code) if filed is None else new(ThemeWritten, theme=filed)


def _restore_national(
    event: AnyEvent,
    before: Judgements,
    person: str,
    new: Callable[..., AnyEvent],
    anew: Callable[..., AnyEvent | None],
) -> AnyEvent | None:
    match event:
        case FindingWritten() | FindingRemoved():
            # One that was removed comes back as a draft: what it was approved on is to be looked at again.
            return anew(before.findings.get(event.finding_id)) or new(FindingRemoved, finding_id=event.finding_id)
        case FindingApproved() | FindingApprovalWithdrawn():
            approved = before.finding_approvals.get(event.finding_id)
            if approved is None:
                return new(FindingApprovalWithdrawn, finding_id=event.finding_id)
            # Nobody approves in another's name.
            return anew(approved) if approved.by == person else None
        case FateGiven():
            given = anew(before.fates.get((event.kind, event.code)))
            return given or new(FateGiven, kind=event.kind, code=event.code, fate=None)
        case _:
            return None


def _restore_comment(
    event: CommentEvent,
    before: Judgements,
    in_order: Sequence[AreaEvent],
    new: Callable[..., AnyEvent],
    anew: Callable[..., AnyEvent | None],
) -> AnyEvent | None:
    comment_id = event.comment_id
    comment = before.comments.get(comment_id)
    match event:
        case CommentAnswered():
            own = (one.event for one in in_order if isinstance(one.event, CommentAnswered))
            earlier = [one for one in own if (one.comment_id, one.by) == (comment_id, event.by)]
            at = [one.id for one in earlier].index(event.id)
            return new(CommentAnswered, comment_id=comment_id, text=earlier[at - 1].text if at else "")
        case CommentSettled():
            if comment is not None and comment.settled is not None:
                return anew(comment.settled)
            return new(CommentSettled, comment_id=comment_id, settled=False)
        case CommentReceived():
            # An earlier wording of the reader's does not come back: the file holds the later one.
            return new(CommentRemoved, comment_id=comment_id) if comment is None else None
        case CommentRemoved():
            return anew(comment.received) if comment is not None else None


def _take_back_personal(event: PersonalEvent, new: Callable[..., AnyEvent]) -> AnyEvent | None:
    found = {"finding_id": event.finding_id, "source_id": event.source_id, "kind": event.kind, "text": event.text}
    if isinstance(event, PersonalLifted):
        # Masked again, as it was.
        return new(PersonalConfirmed, **found)
    if isinstance(event, PersonalMarked):
        return new(PersonalLifted, reason=event.reason, **found)
    return None


def do_again(event: AnyEvent, undoing: AreaEvent, in_order: Sequence[AreaEvent], person: str) -> AnyEvent:
    """Return the event that does again what `undoing` took back."""
    return _build_anew(event, person, undoing.event.id, _current_ids(undoing, in_order))


def _current_ids(step: AreaEvent, in_order: Sequence[AreaEvent]) -> tuple[str, ...]:
    """Return all that was written of the same thing but what stands as a rival: that stays as it is."""
    thing = thing_of(step)
    written = [one for one in in_order if thing_of(one) == thing]
    rivals = {rival.id for group in fold_events(written).rivals.values() for rival in group}
    return tuple(one.event.id for one in written if one.event.id not in rivals)


def _build_anew(event: AnyEvent, person: str, undoes: str, current: tuple[str, ...]) -> AnyEvent:
    # Built anew, not copied: the time is to be the clock's, which a copy would say was given.
    values = event.model_dump(exclude={"id", "at"}) | {"by": person, "client": client_name(), "undoes": undoes}
    if "replaces" in values:
        values["replaces"] = tuple(dict.fromkeys((*current, event.id)))
    return type(event).model_validate(values)
