"""An e-mail that was saved or printed as text, Word, PDF or web page: its head at the top, earlier mails quoted below."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.intake.readers.mail import FORWARDED_SUBJECT
from medlemsdialog.intake.readers.mail_body import (
    HEADER_LINES,
    MOST_FORWARDING_WORDS,
    count_words,
    find_head_end,
    opens_earlier_mail,
    read_mail_head,
)

# Above the head stands at most the name of who printed it.
_BLOCKS_ABOVE = 2
_SUBJECTS = ("emne:", "subject:")
_SENT = ("sendt:", "sent:")


def mark_saved_mail(document: Document) -> Document:
    """Return a document that is a saved mail with its sender and date, and what is quoted in it marked; others as they are.

    The text of a mail that was only passed on is read, and its own head tells the sender and the date.
    """
    texts = [block.text for block in document.blocks]
    start = next((number for number in range(_BLOCKS_ABOVE + 1) if _opens_mail(texts, number)), None)
    if start is None:
        return document
    begin = find_head_end(texts, start)
    head = _lines(texts[start:begin])
    quoted = _find_next_mail(texts, begin)
    marked = list(document.blocks)
    if _is_forward(head) and quoted < len(texts) and count_words(texts[begin:quoted]) <= MOST_FORWARDING_WORDS:
        inner = find_head_end(texts, quoted)
        head = _lines(texts[quoted:inner])
        marked[quoted:inner] = _quote(marked[quoted:inner])
        quoted = _find_next_mail(texts, inner)
    marked[quoted:] = _quote(marked[quoted:])
    sender, date = read_mail_head(head)
    return document.model_copy(update={"blocks": tuple(marked), "sender_hint": sender, "date_hint": date})


def _opens_mail(texts: Sequence[str], number: int) -> bool:
    """Whether the head of a mail begins at a block; an internal note has «Fra» and «Dato», but was not sent."""
    following = texts[number : number + HEADER_LINES]
    sent = any(line.casefold().startswith(_SENT) for line in _lines(following))
    return bool(following) and sent and opens_earlier_mail(following)


def _find_next_mail(texts: Sequence[str], begin: int) -> int:
    """Return the index of the block where an earlier mail begins, or how many blocks there are."""
    numbers = (n for n in range(begin, len(texts)) if opens_earlier_mail(texts[n : n + HEADER_LINES]))
    return next(numbers, len(texts))


def _is_forward(head: Sequence[str]) -> bool:
    subjects = (line.partition(":")[2] for line in head if line.casefold().startswith(_SUBJECTS))
    return any(FORWARDED_SUBJECT.match(subject) for subject in subjects)


def _lines(texts: Sequence[str]) -> list[str]:
    return [line.strip() for text in texts for line in text.split("\n")]


def _quote(blocks: Sequence[RawPassage]) -> list[RawPassage]:
    kept = {Role.FURNITURE, Role.NOTE}
    return [block if block.role in kept else block.model_copy(update={"role": Role.QUOTED_MAIL}) for block in blocks]
