"""What we ourselves printed in a document that members fill in: told by its words, so that any file format keeps it known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from medlemsdialog.catalogue import LANGUAGES, Message, translate
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.intake.case_words import CASE_TEXTS
from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.intake.minutes_words import MINUTES_TEXTS
from medlemsdialog.intake.questions import find_question

_VALUE = re.compile(r"\\\{(\w+)\\\}")
# A field that says itself what to write there, also of an older template or in another's words.
_ASKS_TO_WRITE = re.compile(r"^\[(?:skriv|velg|vel|fyll (?:inn|ut)|sett inn|set inn)\b[^\[\]]*\]$", re.IGNORECASE)
_TEXTS: tuple[Message, ...] = (*CASE_TEXTS, *MINUTES_TEXTS)
_SPEAKING = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.CELL})


class OwnWords(NamedTuple):
    """The sentences we print: word for word, and those with values in them."""

    texts: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def hold(self, text: str) -> bool:
        """Whether a text is all ours and nothing is added to it; in plain text several of ours may be one, line by line."""
        lines = [line for line in text.split("\n") if line.strip()]
        return self._hold_one(text) or (len(lines) > 1 and all(self._hold_one(line) for line in lines))

    def _hold_one(self, text: str) -> bool:
        plain = _plain(text)
        return (
            plain in self.texts
            or bool(_ASKS_TO_WRITE.match(plain))
            or any(pattern.fullmatch(plain) for pattern in self.patterns)
        )


def mark_own_words(document: Document, dialogue: Dialogue) -> Document:
    """Return the document with what we printed told apart from what its sender wrote."""
    own = find_own_words(dialogue)
    if not any(block.role in _SPEAKING and own.hold(block.text) for block in document.blocks):
        return document
    blocks = tuple(
        block.model_copy(update={"role": Role.GUIDANCE}) if block.role in _SPEAKING and own.hold(block.text) else block
        for block in document.blocks
    )
    return document.model_copy(update={"blocks": blocks})


def without_own_words(document: Document) -> Document:
    """Return a marked document as its sender wrote it."""
    if all(block.role is not Role.GUIDANCE for block in document.blocks):
        return document
    kept = tuple(block for block in document.blocks if block.role is not Role.GUIDANCE)
    return document.model_copy(update={"blocks": kept})


def find_asking_headings(blocks: Sequence[RawPassage], dialogue: Dialogue) -> frozenset[str]:
    """Return the headings, as anchors tell them, that put one of the dialogue's questions: they open no part of a case."""
    titles = {block.anchor.headings[-1] for block in blocks if block.role is Role.HEADING and block.anchor.headings}
    return frozenset(title for title in titles if find_question(title, dialogue))


def find_own_words(dialogue: Dialogue) -> OwnWords:
    """Return what the templates of a dialogue print, in every language they are had in."""
    titles = tuple(dialogue.title.in_language(language) for language in LANGUAGES)
    texts, patterns = _find_template_words(titles, dialogue.package.return_address)
    said = (text.in_language(language) for text in _texts_of(dialogue) for language in LANGUAGES)
    lines = (_plain(line) for text in said for line in (text, *text.split("\n\n")))
    return OwnWords(texts | frozenset(lines), patterns)


def find_recipient(dialogue: Dialogue) -> str:
    """Return where documents are to be sent, as the templates print it."""
    return dialogue.package.return_address or "KS"


@lru_cache(maxsize=8)
def _find_template_words(titles: tuple[str, ...], recipient: str) -> OwnWords:
    # Closed values: an opinion that is added to a sentence of ours must never pass as a part of it.
    values = {
        "title": _any_of(titles),
        "recipient": _any_of((recipient, "KS")),
        "council": r"(?i:kommunestyret|fylkestinget|bystyret|heradsstyret)",
        "who": r"(?:kommunen|fylkeskommunen)",
        "closes": r"\d{1,2}\. [a-zæøå]+ \d{4}",
        "member": r"\w[^.:;!?,()\[\]]{0,60} (?:fylkes)?kommune",
    }
    written = [_plain(translate(message.msgid, language)) for message in _TEXTS for language in LANGUAGES]
    fixed = frozenset(text for text in written if "{" not in text)
    patterns = tuple(
        re.compile(_VALUE.sub(lambda found: values[found[1]], re.escape(text))) for text in written if "{" in text
    )
    return OwnWords(fixed, patterns)


def _any_of(texts: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(_plain(text)) for text in texts) + ")"


def _texts_of(dialogue: Dialogue) -> Iterator[Text]:
    yield from (dialogue.background, dialogue.invitation)
    for purpose in dialogue.purposes:
        yield purpose.text
    for overall in dialogue.overall_questions:
        yield overall.text
    for question in dialogue.questions:
        yield question.text
        yield from question.prompts


def _plain(text: str) -> str:
    return " ".join(text.split())
