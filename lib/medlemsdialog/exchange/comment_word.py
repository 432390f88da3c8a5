"""The comments that somebody wrote in Word, each with the sentence of a finding or the paragraph it stands at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.comment_file import MAX_COMMENTS, MAX_NAME, CommentFileError, clean_words
from medlemsdialog.exchange.edited_word import read_edited_word
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.comments import CommentFile, ReaderComment
from medlemsdialog.report import places


def read_word_comments(name: str, content: bytes, finding_ids: Iterable[str] = ()) -> CommentFile:
    """Return the comments of a Word file. Those at a bookmarked sentence have a place; the others tell their paragraph.

    Raises:
        CommentFileError: It is no Word document, is damaged or locked, or holds no comments.
    """
    try:
        edited = read_edited_word(name, content, finding_ids)
    except BrokenOriginalError as error:
        raise CommentFileError(
            Message(
                "«{file}» kan ikke leses som et Word-dokument. Ingenting er tatt inn. Åpne den i Word, lagre den på nytt som "
                "DOCX uten passord, og prøv igjen.",
                file=name,
            )
        ) from error
    found = [one for one in edited.comments if one.text.strip()]
    if not found:
        raise CommentFileError(Message("«{file}» har ingen kommentarer. Ingenting er tatt inn.", file=name))
    if len(found) > MAX_COMMENTS:
        raise CommentFileError(
            Message(
                "«{file}» har {found} kommentarer. En fil kan ha høyst {allowed}. Ingenting er tatt inn.",
                file=name,
                found=len(found),
                allowed=MAX_COMMENTS,
            )
        )
    comments = {}
    for one in found:
        at, paragraph = clean_words(one.at), clean_words(one.paragraph)
        told = "\n".join((one.author, one.written, one.text, paragraph))
        key = hashlib.sha256(told.encode("utf-8", "ignore")).hexdigest()[:32]
        comments[key] = ReaderComment(
            key=key,
            place=places.sentence_id(one.finding_id, one.sentence) if one.finding_id else "",
            place_text=at,
            paragraph=paragraph,
            text=clean_words(one.text),
            author=clean_words(one.author, MAX_NAME),
            written=one.written,
            report=name,
        )
    return CommentFile(name=name, comments=tuple(one for one in comments.values() if one.text))
