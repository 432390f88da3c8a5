"""The tab «Kommentarer»: what readers wrote at the reports, each at its paragraph, taken in, answered and settled."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.blind_coding import codes_blind
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.session import Session
from medlemsdialog.desk.uploads import gather_part
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.models.comments import CommentPlacing
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import wording
from medlemsdialog.report.comment_placing import PlacedComment, Surroundings
from medlemsdialog.report.received_comments import name_author, tell_placing, tell_state
from medlemsdialog.runs import comments as judged
from medlemsdialog.runs.comment_pages import ReportPlaces

_LONGEST = 10_000
_SHORT = 200


def list_comments(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a row for each comment on the area's report, and on all reports where one works on the whole country."""
    session.refresh()
    pages = ReportPlaces(session.workspace)
    rows = [_row(session, pages.place_comment(one)) for one in _own(session)]
    return {"rows": rows, "areas": sorted({(row["area"], row["report"]) for row in rows})}


def describe_comment(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return all that is to be seen of one comment: its words, its place in the report as it is now, and its answers."""
    comment = _find(session, payload)
    pages = ReportPlaces(session.workspace)
    placed, page = pages.place_comment(comment), pages.of(comment.area_code)
    around = page.look_around(placed.place) if page and placed.place else None
    received, language = comment.received, session.language
    is_changed = placed.placing in {CommentPlacing.CHANGED, CommentPlacing.ORPHANED, CommentPlacing.UNKNOWN}
    return {
        **_row(session, placed),
        "text": _tell_text(session, comment),
        "place": received.place,
        "said_then": received.place_text if is_changed else "",
        "quoted": received.quoted,
        "reply_to": _tell_answered(session, comment),
        "now": _show_around(around, placed) if around else None,
        "answers": [
            {
                "by": one.by,
                "text": one.text,
                "mine": one.by == session.person,
                "date": f"{one.at.astimezone():%d.%m.%Y}",
            }
            for one in comment.answers
        ],
        "settled": _tell_settled(comment),
        "file": received.report,
        "document_date": wording.date(received.document_date, language) if received.document_date else "",
    }


def upload_comments(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take one part of a file of comments; with the last part take the comments in, and tell what came of it.

    Raises:
        UsageError: A part is missing, the name cannot be used, or the file holds no comments; the text says why.
    """
    name, part = gather_part(session, payload, files, most_bytes=MAX_FILE_BYTES)
    if part is None:
        return {"state": "more", "name": name}
    folder = session.workspace.build.uploads / f"kommentarer-{part.name}"
    try:
        imported = _take_in(session, part, folder / name)
    finally:
        part.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    if imported.faults:
        raise UsageError(imported.faults[0])
    session.refresh()
    mine = {one.comment_id for one in _own(session)}
    fresh = [event.comment_id for event in (*imported.new, *imported.changed)]
    elsewhere = sum(one not in mine for one in fresh)
    told = [*judged.describe_import(imported)]
    if elsewhere:
        told.append(Message("{number} av dem gjelder andre rapporter, og vises ikke her.", number=elsewhere))
    return {
        "state": "taken",
        "name": name,
        "told": " ".join(one.text(session.language) for one in told),
        "first": next((one for one in fresh if one in mine), ""),
    }


def answer_comment(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save the person's answer to a comment; an empty text takes it back.

    Raises:
        UsageError: It is longer than anybody reads.
    """
    text = str(payload.get("text", "")).strip()
    if len(text) > _LONGEST:
        raise UsageError(Message("Svaret er for langt. Skriv høyst {most} tegn.", most=_LONGEST))
    comment = _find(session, payload)
    judged.answer_comment(session.workspace, comment.comment_id, text, by=session.require_person())
    return describe_comment(_refreshed(session), payload, files)


def settle_comment(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Say that no more is to be done about a comment, for a `reason`; with `settled` false it is taken up again."""
    comment = _find(session, payload)
    judged.settle_comment(
        session.workspace,
        comment.comment_id,
        by=session.require_person(),
        reason=str(payload.get("reason", ""))[:_LONGEST],
        settled=bool(payload.get("settled", True)),
    )
    return describe_comment(_refreshed(session), payload, files)


def remove_comment(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Take a comment away that does not belong here, for a `reason`, and return the others.

    Raises:
        UsageError: No reason is given.
    """
    reason = str(payload.get("reason", "")).strip()
    if not reason:
        raise UsageError(Message("Skriv hvorfor kommentaren ikke hører hjemme her."))
    comment = _find(session, payload)
    judged.remove_comment(session.workspace, comment.comment_id, by=session.require_person(), reason=reason[:_LONGEST])
    return list_comments(session, payload, files)


def _own(session: Session) -> list[Comment]:
    area_code = session.require_area()
    comments = session.workspace.judgements.comments.values()
    return [one for one in comments if area_code in {NATIONAL, one.area_code}]


def _find(session: Session, payload: Payload) -> Comment:
    """Return the comment of an id, as it is now, if it is one of those shown here."""
    # What others did just now is taken in with this; the page is told of it as of all else.
    session.has_news |= bool(session.refresh())
    comment_id = str(payload.get("id", ""))
    found = next((one for one in _own(session) if one.comment_id == comment_id), None)
    if found is None:
        raise UsageError(Message("Kommentaren er tatt bort. Velg en annen i listen."))
    return found


def _refreshed(session: Session) -> Session:
    session.refresh()
    return session


def _take_in(session: Session, part: Path, file: Path) -> judged.Imported:
    shutil.rmtree(file.parent, ignore_errors=True)
    file.parent.mkdir(parents=True)
    part.replace(file)
    area_code = session.require_area()
    return judged.import_comments(
        session.workspace,
        [file],
        by=session.require_person(),
        area_code=None if area_code == NATIONAL else area_code,
    )


def _row(session: Session, placed: PlacedComment) -> dict[str, Any]:
    comment, language = placed.comment, session.language
    received, text = comment.received, _tell_text(session, placed.comment)
    state = "settled" if comment.settled else "answered" if comment.answers else "open"
    return {
        "id": comment.comment_id,
        "area": comment.area_code,
        "report": _name_report(session, comment.area_code),
        "author": name_author(comment).text(language),
        "date": wording.date(received.written[:10], language) if received.written else "",
        "short": text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…",
        "at": placed.place.text if placed.place else received.place_text,
        "placing": placed.placing.value,
        "placing_word": tell_placing(placed).text(language),
        "state": state,
        "state_word": tell_state(comment).text(language),
    }


def _name_report(session: Session, area_code: str) -> str:
    if area_code == NATIONAL:
        return Message("Den nasjonale rapporten").text(session.language)
    county = session.workspace.county(area_code)
    return Message("Rapporten fra {county}", county=county.name).text(session.language)


def _tell_text(session: Session, comment: Comment) -> str:
    """Return a comment's words, but not where they might give away what others chose for what the person codes blind."""
    received = comment.received
    if received.statement_id and codes_blind(session, received.statement_id):
        told = Message("Kommentaren gjelder et utsagn du koder uten å se andres valg. Den vises når du har kodet det.")
        return told.text(session.language)
    return received.text or Message("Ordene er tatt ut fordi innspillet er trukket.").text(session.language)


def _tell_answered(session: Session, comment: Comment) -> str:
    """Return who wrote the comment that this one answers, and the beginning of it; empty where it answers none."""
    answered = session.workspace.judgements.comments.get(comment.received.reply_to)
    if answered is None:
        return ""
    text = _tell_text(session, answered)
    said = text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
    return Message("{author}: «{text}»", author=name_author(answered), text=said).text(session.language)


def _show_around(around: Surroundings, placed: PlacedComment) -> dict[str, str]:
    words = placed.place.text if placed.place and placed.place.text != around.paragraph else ""
    return {
        "heading": around.heading,
        "before": around.before,
        "paragraph": around.paragraph,
        "words": words,
        "after": around.after,
    }


def _tell_settled(comment: Comment) -> dict[str, str] | None:
    settled = comment.settled
    if settled is None:
        return None
    return {"by": settled.by, "reason": settled.reason, "date": f"{settled.at.astimezone():%d.%m.%Y}"}


ACTIONS: Mapping[str, Action] = {
    "comments.list": list_comments,
    "comments.describe": describe_comment,
    "comments.upload": upload_comments,
    "comments.answer": answer_comment,
    "comments.settle": settle_comment,
    "comments.remove": remove_comment,
}
