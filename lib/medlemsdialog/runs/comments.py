"""Readers' comments on the reports: taken in from files, placed in the reports as they are, answered and settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medlemsdialog.catalogue import SOURCE_LANGUAGE, Message, translate
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.comment_file import CommentFileError, parse_comment_file
from medlemsdialog.exchange.comment_word import read_word_comments
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.comment_events import CommentAnswered, CommentReceived, CommentRemoved, CommentSettled
from medlemsdialog.judgements.comment_fold import Comment
from medlemsdialog.judgements.log import append_events, read_events
from medlemsdialog.models.comments import CommentFile, ReaderComment
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import places
from medlemsdialog.report.comment_alignment import AlignedParagraphs
from medlemsdialog.report.comment_places import normalise_words
from medlemsdialog.report.comment_placing import PlacedComment, canonical_address
from medlemsdialog.runs.comment_pages import ReportPlaces

_ID_DIGITS = 10
_STATEMENT = "u-"
# What a Word file begins with, and no text.
_ZIP = b"PK\x03\x04"


@dataclass
class Imported:
    """What taking in files led to: comments that are new, said anew, and known; `done` were marked as resolved in Word.

    `faults` tells of files that were not taken in.
    """

    new: list[CommentReceived] = field(default_factory=list)
    changed: list[CommentReceived] = field(default_factory=list)
    known: int = 0
    done: int = 0
    unusable: int = 0
    unplaced: int = 0
    faults: list[Message] = field(default_factory=list)


def import_comments(workspace: Workspace, files: Sequence[Path], *, by: str, area_code: str | None = None) -> Imported:
    """Append the comments of files to this person's logs, each in the log of the area whose report it stands in.

    `area_code` is the area of what tells none, as Word files; else it is the whole country. The same file again adds nothing.

    Raises:
        UsageError: No name is given.
    """
    person = require_person(by)
    imported = Imported()
    pages = ReportPlaces(workspace)
    # What was removed is known too: a file that is taken in again does not bring it back.
    events, _ = read_events(workspace.data)
    known: dict[str, CommentReceived] = {}
    for one in sorted(
        (placed.event for placed in events if isinstance(placed.event, CommentReceived)), key=lambda e: e.written
    ):
        known[one.comment_id] = one
    fresh: dict[str, list[CommentReceived | CommentSettled]] = {}
    settled = {placed.event.comment_id for placed in events if isinstance(placed.event, CommentSettled)}
    for file in files:
        try:
            read = _read_file(workspace, file)
        except CommentFileError as error:
            imported.faults.append(error.message)
            continue
        imported.unusable += read.unusable
        page = pages.of(area_code or NATIONAL)
        aligned = AlignedParagraphs(read.paragraphs, page) if page and read.paragraphs else None
        for comment in read.comments:
            code, event = _receive(workspace, comment, aligned, person, area_code)
            # Once only: somebody may have taken it up again.
            if comment.is_done and event.comment_id not in settled:
                settled.add(event.comment_id)
                imported.done += 1
                fresh.setdefault(code, []).append(_settle_as_done(event))
            before = known.get(event.comment_id)
            if before is not None and (before.text == event.text or before.written > event.written):
                imported.known += 1
                continue
            (imported.new if before is None else imported.changed).append(event)
            imported.unplaced += not event.place
            known[event.comment_id] = event
            fresh.setdefault(code, []).append(event)
    for code, own in fresh.items():
        append_events(workspace.data, code, own)
    return imported


def describe_import(imported: Imported) -> tuple[Message, ...]:
    """Return in sentences what taking in files led to; what is wrong with a file stands in its `faults`."""
    told = [
        Message(
            "Nye kommentarer: {new}. Endret av den som skrev dem: {changed}. Kjent fra før: {known}.",
            new=len(imported.new),
            changed=len(imported.changed),
            known=imported.known,
        )
    ]
    if imported.done:
        told.append(Message("Ferdige fordi de er merket som løst i Word: {number}.", number=imported.done))
    if imported.unusable:
        told.append(
            Message(
                "Oppføringer i filene som ikke er kommentarer, og ikke er tatt med: {number}.", number=imported.unusable
            )
        )
    if imported.unplaced:
        told.append(
            Message(
                "Tatt inn uten at stedet i rapporten er funnet: {number}. De står samlet i arbeidsrapporten.",
                number=imported.unplaced,
            )
        )
    return tuple(told)


def list_comments(workspace: Workspace) -> tuple[PlacedComment, ...]:
    """Return all comments, oldest first, each with its place in the reports as they were last made."""
    pages = ReportPlaces(workspace)
    return tuple(pages.place_comment(comment) for comment in workspace.judgements.comments.values())


def answer_comment(workspace: Workspace, comment_id: str, text: str, *, by: str) -> CommentAnswered:
    """Append this person's answer to a comment; it takes the place of the person's earlier one, an empty text takes it back."""
    comment = require_comment(workspace, comment_id)
    event = CommentAnswered(
        by=require_person(by), client=client_name(), comment_id=comment.comment_id, text=text.strip()
    )
    append_events(workspace.data, comment.area_code, [event])
    return event


def settle_comment(
    workspace: Workspace, comment_id: str, *, by: str, reason: str = "", settled: bool = True
) -> CommentSettled:
    """Append that no more is to be done about a comment, or that it is taken up again."""
    comment = require_comment(workspace, comment_id)
    event = CommentSettled(
        by=require_person(by),
        client=client_name(),
        comment_id=comment.comment_id,
        settled=settled,
        reason=reason.strip(),
    )
    append_events(workspace.data, comment.area_code, [event])
    return event


def remove_comment(workspace: Workspace, comment_id: str, *, by: str, reason: str = "") -> CommentRemoved:
    """Append that a comment is none of ours; what was written is kept in the log."""
    comment = require_comment(workspace, comment_id)
    event = CommentRemoved(
        by=require_person(by), client=client_name(), comment_id=comment.comment_id, reason=reason.strip()
    )
    append_events(workspace.data, comment.area_code, [event])
    return event


def require_comment(workspace: Workspace, comment_id: str) -> Comment:
    """Return a comment by its id or the beginning of it.

    Raises:
        UsageError: There is no such comment, or several; the text names them.
    """
    comments = workspace.judgements.comments
    found = [one for known, one in comments.items() if known == comment_id] or [
        one for known, one in comments.items() if comment_id and known.startswith(comment_id)
    ]
    if len(found) == 1:
        return found[0]
    raise UsageError(
        Message(
            "«{id}» peker ikke ut én kommentar. Kommentarene er: {known}.",
            id=comment_id,
            known=", ".join(one.comment_id for one in found) or ", ".join(comments) or "–",
        )
    )


def _read_file(workspace: Workspace, file: Path) -> CommentFile:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommentFileError(
            Message("Finner ikke eller kan ikke lese filen «{file}». Ingenting er tatt inn fra den.", file=str(file))
        ) from error
    if content.startswith(_ZIP) or file.suffix.casefold() == ".docx":
        return read_word_comments(file.name, content, workspace.judgements.findings)
    return parse_comment_file(file.name, content)


def _receive(
    workspace: Workspace,
    comment: ReaderComment,
    aligned: AlignedParagraphs | None,
    person: str,
    area_code: str | None,
) -> tuple[str, CommentReceived]:
    prefixes = {places.area_prefix(code): code for code in workspace.county_codes}
    place, place_text, area, quoted = comment.place, comment.place_text, comment.area, ""
    found = aligned.place(comment.number, comment.place_text) if aligned else None
    if found is not None:
        place, area, quoted = found.place.address, found.place.area, comment.place_text
        is_said = found.is_near or normalise_words(quoted) in found.place.text
        # What Word says otherwise than the report is kept: then it is told that the text has changed.
        place_text = found.place.text if is_said else quoted
    elif not place_text:
        place_text = comment.paragraph
    code = prefixes.get(area) or (NATIONAL if area else area_code or NATIONAL)
    base = place.partition("/")[0]
    event = CommentReceived(
        by=person,
        client=client_name(),
        comment_id=_comment_id(comment.key),
        place=canonical_address(area, place),
        place_text=place_text,
        text=comment.text,
        author=comment.author,
        organisation=comment.organisation,
        written=comment.written,
        report=comment.report,
        document_date=comment.document_date,
        statement_id=base.removeprefix(_STATEMENT) if base.startswith(_STATEMENT) else "",
        quoted="" if normalise_words(quoted) == normalise_words(place_text) else quoted,
        reply_to=_comment_id(comment.reply_to) if comment.reply_to else "",
    )
    return code, event


def _settle_as_done(event: CommentReceived) -> CommentSettled:
    reason = translate("Merket som løst i Word", SOURCE_LANGUAGE)
    return CommentSettled(by=event.by, client=event.client, comment_id=event.comment_id, reason=reason)


def _comment_id(key: str) -> str:
    return f"k{key[:_ID_DIGITS]}"
