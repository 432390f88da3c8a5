"""The comments that somebody wrote in Word, each with the sentence of a finding or the paragraph it stands at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.comment_file import MAX_COMMENTS, MAX_NAME, CommentFileError, clean_words, is_time
from medlemsdialog.exchange.edited_word import WordParagraph, read_edited_word
from medlemsdialog.intake.rules import BrokenOriginalError
from medlemsdialog.models.comments import CommentFile, FileParagraph, ReaderComment
from medlemsdialog.models.edited_document import WordComment
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
    keys = _tell_apart(edited.comments)
    by_place = dict(enumerate(keys))
    comments = tuple(
        ReaderComment(
            key=key,
            place=places.sentence_id(one.finding_id, one.sentence) if one.finding_id else "",
            place_text=clean_words(one.at),
            paragraph=clean_words(one.paragraph),
            number=one.number,
            reply_to=by_place.get(one.reply_to, ""),
            is_done=one.is_done,
            text=clean_words(one.text),
            author=clean_words(one.author, MAX_NAME),
            written=one.written if is_time(one.written) else "",
            report=name,
        )
        for one, key in zip(edited.comments, keys, strict=True)
        if clean_words(one.text)
    )
    return CommentFile(
        name=name, comments=comments, paragraphs=tuple(_tell_paragraph(one) for one in edited.paragraphs)
    )


def _tell_apart(comments: Sequence[WordComment]) -> list[str]:
    """Return a key for each comment: of who wrote what and when, so that it is known again when its paragraph is edited."""
    counted: Counter[tuple[str, str, str]] = Counter()
    keys = []
    for one in comments:
        said = (one.author, one.written, one.text)
        counted[said] += 1
        told = "\n".join((*said, str(counted[said])))
        keys.append(hashlib.sha256(told.encode("utf-8", "ignore")).hexdigest()[:32])
    return keys


def _tell_paragraph(paragraph: WordParagraph) -> FileParagraph:
    mark = next((mark for _, mark in paragraph.pieces if mark), None)
    return FileParagraph(
        text=clean_words(paragraph.text),
        place=places.sentence_id(mark.place.finding_id, mark.place.number) if mark else "",
        is_heading=paragraph.is_heading,
        in_table=paragraph.in_table,
    )
