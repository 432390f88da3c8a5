"""Quotations in what people write of the nation, held back where the words are not found among those that may be quoted.

An approved finding stays in print when what it rests on changes. A statement may meanwhile be withdrawn, given in
confidence or corrected, and its words stand in the sentence still: so every quotation is looked up anew each time it is
printed. What was written is not changed, and the check of findings tells of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from medlemsdialog.catalogue import LANGUAGES, Language
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.lost_quotes import HIDDEN
from medlemsdialog.evidence.quotations import Quotation, find_quotations, is_verbatim, normalise_quote
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.national import NationalOverview

# Fewer words in quotation marks are more often a name or a reservation than something anybody said.
FEWEST_WORDS_OF_A_QUOTE = 5
_MARKS = '«“„"'


def hold_back_quotations(written: str, overview: NationalOverview, names: Collection[str]) -> str:
    """Return what was written with «[…]» for each quotation that nobody who may be quoted has said.

    A quotation with a citation must stand in a statement that is cited; one without, in any. `names` are what the dialogue
    itself calls things, folded (`list_names`).
    """
    if not any(mark in written for mark in _MARKS):
        return written
    said = _Said(overview)
    kept, at = [], 0
    for quotation in find_quotations(written):
        if _is_held_back(quotation, said, names):
            kept += [written[at : quotation.start + 1], HIDDEN]
            at = quotation.end - 1
    return "".join((*kept, written[at:]))


def hold_back_in_text(text: Text, overview: NationalOverview, names: Collection[str]) -> Text:
    """Return a text with quotations held back in all its languages."""
    written: dict[Language, str] = {language: getattr(text, language) for language in LANGUAGES}
    return text.model_copy(
        update={language: hold_back_quotations(words, overview, names) for language, words in written.items() if words}
    )


def list_names(workspace: Workspace) -> frozenset[str]:
    """Return what the dialogue itself calls its parts, folded: such words in «…» are names."""
    dialogue = workspace.dialogue
    texts: list[Text] = [dialogue.title]
    texts += [theme.label for theme in (*workspace.codebook.themes, *workspace.former_themes)]
    texts += [theme.label for theme in dialogue.main_themes]
    texts += [claim.text for claim in (*workspace.claims, *workspace.former_claims)]
    for questions in (dialogue.questions, dialogue.overall_questions, dialogue.ministry_questions):
        texts += [question.text for question in questions]
    return _fold_names(getattr(text, language) for text in texts for language in LANGUAGES)


def list_labelled_names(labels: Labels) -> frozenset[str]:
    """Return what the dialogue calls its parts in one language, folded."""
    told = (labels.themes, labels.main_themes, labels.claims, labels.questions)
    words = [word for names in told for word in names.values()]
    return _fold_names([*words, *(getattr(labels.dialogue.title, language) for language in LANGUAGES)])


def fold_quoted(words: str) -> str:
    """Return quoted words as names are compared."""
    return normalise_quote(words).casefold()


class _Said:
    """The words that may be quoted, by statement and all of them; looked up when they are asked for."""

    def __init__(self, overview: NationalOverview) -> None:
        self._areas = (*overview.summaries, overview.without_county)

    def of(self, statements: Collection[str]) -> Mapping[str, str]:
        return {
            row.statement_id: row.text
            for area in self._areas
            for row in area.statements
            if row.statement_id in statements and row.quotable and row.text is not None
        }

    def all(self) -> Iterator[str]:
        return (row.text for area in self._areas for row in area.statements if row.quotable and row.text is not None)


def _is_held_back(quotation: Quotation, said: _Said, names: Collection[str]) -> bool:
    words = quotation.words
    if not any(map(str.isalnum, words)) or fold_quoted(words) in names:
        return False
    is_long = len(words.split()) >= FEWEST_WORDS_OF_A_QUOTE
    if not quotation.cited:
        return is_long and not any(is_verbatim(words, text) for text in said.all())
    texts = said.of(quotation.cited)
    if any(is_verbatim(words, text) for text in texts.values()):
        return False
    return is_long or not texts


def _fold_names(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for name in words if name for form in (fold_quoted(name), fold_quoted(name.rstrip(" .?!"))))
