"""Which of the dialogue's questions a heading or a column's title names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from medlemsdialog.dialogue import Dialogue

_NUMBER_FIRST = re.compile(r"^\s*(?:\d+(?:\.\d+)*[.):]?\s+|[a-z]\)\s+)")
_BY_NUMBER = re.compile(r"^\s*(?:spørsmål|problemstilling|sp\.?|question)\s*(?:nr\.?\s*)?(\d{1,2})\b", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W_]+")
_SHORTEST_TEXT = 20


def strip_number(title: str) -> str:
    """Return a title without its printed number."""
    return _NUMBER_FIRST.sub("", title).strip()


def find_question(title: str, dialogue: Dialogue) -> str:
    """Return the id of the question that `title` names by id, number or wording; the empty text for none."""
    folded = _fold(title)
    for question in dialogue.questions:
        # A codebook writes «p3_kommentar»: the id ends where letters and digits do.
        if re.match(rf"^\s*(?:problemstilling\s+)?{re.escape(question.id)}(?![^\W_])", title, re.IGNORECASE):
            return question.id
        for text in (question.text.nb, question.text.nn, question.text.en):
            asked = _fold(text)
            if len(asked) >= _SHORTEST_TEXT and asked in folded:
                return question.id
    if (match := _BY_NUMBER.match(title)) and 1 <= int(match[1]) <= len(dialogue.questions):
        return dialogue.questions[int(match[1]) - 1].id
    return ""


# The same few questions and headings are compared for every passage.
@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", text).casefold())
