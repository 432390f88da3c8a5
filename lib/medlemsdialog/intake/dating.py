"""When a document was decided or written, as far as the document itself tells: never a date of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from medlemsdialog.intake import letters, votes
from medlemsdialog.intake.bodies import names_body
from medlemsdialog.intake.case import Case
from medlemsdialog.intake.dates import find_dates, first_date, remove_dates
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.models.vocabulary import Status

_HEAD_BLOCKS = 12
_FIELD_BLOCKS = 48
_LONGEST_HEAD_LINE = 200
_LONGEST_BODY_LINE = 90
_END_BLOCKS = 8
# A deadline, the next meeting, another's letter and what was received before are not when this was written.
_OTHER_DATES = re.compile(
    r"\bfrist|\bneste møte|\bneste møtet|\bneste samling|\b(?:deres|dykkar) (?:ref|dato|brev)|\bmottatt\b|\bmotteke\b|"
    r"\bviser til\b|\bsyner til\b|\bvises? til\b|\binnkalling|\bforrige møte|\bførre møte|\bi kraft\b|\bgjelder fra\b",
    re.IGNORECASE,
)
_MEETING_FIELD = re.compile(r"^(?:møtedato|møtedag|dato for møte(?:t)?|vedtaksdato|vedtaksdag)\b", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:behandlet|behandla|handsama|vedtatt|vedteke|vedtok|vedteken|fattet|fatta|møte[t]?|avgjort)\b", re.IGNORECASE
)


def propose_date(
    blocks: Sequence[RawPassage], cases: Sequence[Case], source: str, *, status: Status, date_hint: str = ""
) -> str:
    """Return the date of an e-mail, of the decision, of the head, or of the file's name; the empty text where none is told.

    `blocks` are those of the document (or of a mail's first part), `cases` the readings of what counts in it.
    """
    if date_hint:
        return date_hint
    if status is Status.MINUTES:
        texts = (*_titles(blocks), PurePosixPath(source).stem, *_fields(blocks), *_treatments(blocks))
    else:
        texts = (
            max((case.date for case in cases), default=""),
            max(_dates_of_header_tables(blocks, cases), default=""),
            *_fields(blocks),
            *_treatments(blocks),
            *_titles(blocks),
            *_closing(blocks),
            PurePosixPath(source).stem,
        )
    return next((date for text in texts if (date := first_date(text))), "")


def _dates_of_header_tables(blocks: Sequence[RawPassage], cases: Sequence[Case]) -> Iterator[str]:
    """Yield the dates of the table of bodies: a case that several treated carries the date of the last."""
    tables = {table for case in cases for table in case.header_tables}
    for block in blocks:
        if block.anchor.table is not None and block.anchor.table in tables:
            yield from find_dates(block.text)


def _fields(blocks: Sequence[RawPassage]) -> Iterator[str]:
    fields = [
        block.text
        for block in blocks[:_FIELD_BLOCKS]
        if (block.role is Role.FURNITURE or letters.is_header_field(block.text)) and not _OTHER_DATES.search(block.text)
    ]
    yield from (text for text in fields if _MEETING_FIELD.match(text))
    yield from fields


def _treatments(blocks: Sequence[RawPassage]) -> Iterator[str]:
    """Yield lines that tell of the treatment: «Formannskapet 11.12.2017, sak 98/17», «Vedtatt i kommunestyret 2. mai 2017»."""
    running = [block for block in blocks if block.role not in {Role.FURNITURE, Role.CELL}]
    for block in (*running[:_HEAD_BLOCKS], *running[_HEAD_BLOCKS:][-_END_BLOCKS:]):
        if len(block.text) > _LONGEST_HEAD_LINE or not first_date(block.text):
            continue
        for sentence in votes.split_sentences(block.text):
            told = bool(_TREATED.search(sentence)) or len(remove_dates(sentence)) < _LONGEST_BODY_LINE
            if told and names_body(sentence) and not _OTHER_DATES.search(sentence):
                yield sentence


def _titles(blocks: Sequence[RawPassage]) -> Iterator[str]:
    for block in blocks[:_HEAD_BLOCKS]:
        if len(block.text) < _LONGEST_HEAD_LINE and block.role is Role.HEADING and not _OTHER_DATES.search(block.text):
            yield block.text


def _closing(blocks: Sequence[RawPassage]) -> Iterator[str]:
    for block in blocks[-_END_BLOCKS:]:
        if letters.is_header_field(block.text) and not _OTHER_DATES.search(block.text):
            yield block.text
