"""How alike two texts are: the same words, nearly so, one frame with other names, one text in both forms, or two texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Levenshtein

from medlemsdialog.intake.folding import NAME, NUMBER, Word, fold_text
from medlemsdialog.models.vocabulary import Likeness, TextLanguage

# Measured on tests/intake/labelled/duplicate_pairs.txt: texts on one subject stay below both, reworked copies above.
LEAST_WORDS_SHARE = 0.7
LEAST_LETTERS_SHARE = 0.86
# A text this short that has one word of content exchanged says something else; longer ones bear one for each so many.
WORDS_PER_EXCHANGE = 13
_FORMS_OF_NORWEGIAN = {TextLanguage.BOKMAL, TextLanguage.NYNORSK}
_MASKS = {NAME, NUMBER}
# Fewer words than this beside names and numbers are a list, not a frame.
_FRAME_WORDS = 4
_CONTENT_LENGTH = 4
_SAME_WORD_SHARE = 0.7
_SAME_BEGINNING = 5
_NEGATIONS_TEXT = """
    ikke ikkje ingen inga inkje ingenting aldri verken korkje hverken uten utan neppe nei imot mot ifra ifrå
    utenfor utanfor innenfor innanfor"""
_NEGATIONS = frozenset(_NEGATIONS_TEXT.split())
# Words that turn a sentence round, or point it at somebody else, when one of them stands where another stood.
_TURNING_TEXT = """
    støtter støttar støtte avviser avvise avslår fraråder frarår tilrår anbefaler godtar enig enige samd samde
    uenig uenige usamd usamde positiv positive positivt negativ negative negativt for mot imot med uten utan øke
    økes øker auke aukast aukar økt auka redusere reduseres reduserer redusert kutte kuttes kuttast kutt styrke
    styrkes styrkjast svekke svekkes svekkast mer meir mindre flere fleire færre størst minst større høyere
    høgare lavere lågare god gode godt dårlig dårlige dårlege dårleg bra synd bedre betre verre sterk sterke
    svak svake svakt sterkt videreføres vidareførast avvikles avviklast utvides utvidast avsluttes avsluttast
    innføres innførast fjernes fjernast beholdes behaldast opprettes opprettast nedlegges leggast starte slutte
    slutter sluttar ja nei alltid aldri alle ingen inga både verken korkje offentlig offentleg privat private
    frivillig frivillige lovpålagt lovpålagd tidlig tidleg sent seint før etter åpen åpne open opne lukket lukka
    sentralt lokalt nasjonal nasjonale regional regionale kommunal kommunale statlig statlige statleg statlege
    fylkeskommunal fylkeskommunale"""
_TURNING = frozenset(_TURNING_TEXT.split())
_ADDRESSEES = ("stat", "fylkeskommune", "kommune", "departement", "regjering", "storting", "ks")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text made ready to be compared: its words in lower case and folded, and the language it is in.

    `has_frame` tells whether there is enough beside names and numbers to be compared.
    """

    text: str
    language: TextLanguage
    plain: tuple[str, ...]
    folded: tuple[str, ...]
    has_frame: bool

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as they stand beside their folded form."""
        return tuple(map(Word, self.plain, self.folded))


def prepare_wording(text: str, language: TextLanguage = TextLanguage.UNDETERMINED) -> Wording:
    """Return a text ready to be compared."""
    words = fold_text(text)
    folded = tuple(word.folded for word in words)
    frame = len(folded) - folded.count(NAME) - folded.count(NUMBER)
    return Wording(text, language, tuple(word.plain for word in words), folded, frame >= _FRAME_WORDS)


def judge_likeness(one: Wording, other: Wording) -> Likeness | None:
    """Return how two texts are alike; None for two different texts, also where they share a subject.

    Never taken for one: texts that say the opposite in nearly the same words, or ask the same of somebody else.
    """
    if one.plain == other.plain:
        return Likeness.EQUAL
    if not (one.has_frame and other.has_frame):
        return None
    both_forms = {one.language, other.language} == _FORMS_OF_NORWEGIAN
    if one.folded != other.folded and not _are_near(one, other, both_forms):
        return None
    if both_forms:
        return Likeness.VARIANT
    if _only_names_differ(one, other):
        return Likeness.TEMPLATE
    return Likeness.NEAR


def _are_near(one: Wording, other: Wording, both_forms: bool) -> bool:
    a, b = one.folded, other.folded
    if Indel.normalized_similarity(a, b, score_cutoff=LEAST_WORDS_SHARE) == 0:
        return False
    if Indel.normalized_similarity(" ".join(a), " ".join(b), score_cutoff=LEAST_LETTERS_SHARE) == 0:
        return False
    if _negated(one.words) != _negated(other.words):
        return False
    longest = max(len(a), len(b))
    exchanges = 0
    for removed, added in _changes(one.words, other.words):
        if _turns(removed, added):
            return False
        exchanges += _count_exchanged(removed, added)
    return exchanges <= longest // WORDS_PER_EXCHANGE + (1 + longest // 10 if both_forms else 0)


def _negated(words: Sequence[Word]) -> list[tuple[str, str]]:
    """Return every negation with what it negates, so that a negation that moved is not overlooked."""
    following = [*words[1:], Word("", "")]
    return [(w.folded, f.folded) for w, f in zip(words, following, strict=True) if w.plain in _NEGATIONS]


def _changes(one: Sequence[Word], other: Sequence[Word]) -> list[tuple[Sequence[Word], Sequence[Word]]]:
    a, b = [word.folded for word in one], [word.folded for word in other]
    joined: list[tuple[Sequence[Word], Sequence[Word]]] = []
    last = (-1, -1)
    for step in Levenshtein.opcodes(a, b):
        if step.tag == "equal":
            continue
        removed, added = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        if joined and last == (step.src_start, step.dest_start):
            before = joined.pop()
            removed, added = (*before[0], *removed), (*before[1], *added)
        joined.append((removed, added))
        last = (step.src_end, step.dest_end)
    return joined


def _turns(removed: Sequence[Word], added: Sequence[Word]) -> bool:
    if not removed or not added:
        return False
    if any(word.plain in _TURNING for word in removed) and any(word.plain in _TURNING for word in added):
        return True
    asked, instead = _addressees(removed), _addressees(added)
    return bool(asked and instead and asked != instead)


def _addressees(words: Sequence[Word]) -> set[str]:
    return {who for word in words for who in _ADDRESSEES if word.plain.startswith(who)}


def _count_exchanged(removed: Sequence[Word], added: Sequence[Word]) -> int:
    """Return the number of words of content that gave way to others; names, numbers and other forms of a word are none."""
    gone = [word for word in removed if _is_content(word)]
    come = [word for word in added if _is_content(word)]
    left = [word for word in gone if not any(_is_same_word(word, new) for new in come)]
    right = [word for word in come if not any(_is_same_word(word, old) for old in gone)]
    return min(len(left), len(right))


def _is_content(word: Word) -> bool:
    return word.folded not in _MASKS and len(word.plain) >= _CONTENT_LENGTH


def _is_same_word(one: Word, other: Word) -> bool:
    if one.folded[:_SAME_BEGINNING] == other.folded[:_SAME_BEGINNING]:
        return True
    return Indel.normalized_similarity(one.folded, other.folded) >= _SAME_WORD_SHARE


def _only_names_differ(one: Wording, other: Wording) -> bool:
    """Whether the texts are one frame: all that differs is names and numbers."""
    if one.folded == other.folded:
        return any(a.plain != b.plain and a.folded in _MASKS for a, b in zip(one.words, other.words, strict=True))
    return all(_is_name_for_name(removed, added) for removed, added in _changes(one.words, other.words))


def _is_name_for_name(removed: Sequence[Word], added: Sequence[Word]) -> bool:
    words = (*removed, *added)
    return bool(words) and all(word.folded in _MASKS for word in words)
