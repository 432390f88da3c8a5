"""What is learned from: statements that people have coded, told apart so that no text is tried on a copy of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.coding.learned.features import split_words
from medlemsdialog.intake.duplicates import SHORTEST_DUPLICATE, group_wordings
from medlemsdialog.intake.likeness import prepare_wording
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.vocabulary import TextLanguage

# Fewer statements, or from fewer sources, show what one sender writes and not what a theme is.
FEWEST_STATEMENTS = 5
FEWEST_SOURCES = 3
# Beyond this, the time and memory that learning takes grow out of hand.
MOST_STATEMENTS = 10_000
# Texts that very many sent would else tie nearly all sources together, and nothing would be left to try on.
_LARGEST_GROUP_SHARE = 0.4


@dataclass(frozen=True)
class Example:
    """A coded statement: what people chose, and the themes whose search words it holds."""

    statement_id: str
    source_id: str
    text: str
    themes: frozenset[str]
    claims: frozenset[str]
    found_themes: frozenset[str]


@dataclass(frozen=True)
class Written:
    """A text that people wrote to tell what a theme or a claim is; it teaches, and nothing is tried on it."""

    text: str
    themes: frozenset[str]
    claims: frozenset[str] = frozenset()


def gather_examples(coded: Iterable[CodedStatement], usable_sources: Collection[str]) -> tuple[Example, ...]:
    """Return the statements to learn from, in order of their ids.

    Those of usable sources, coded by a person, on whose themes all coders agree or have settled. Sámi text and ticks
    teach nothing.
    """
    found = []
    for one in coded:
        passage = one.passage
        if not one.coders or passage.source_id not in usable_sources or passage.tick:
            continue
        if passage.language is TextLanguage.SAMI or _is_disputed(one):
            continue
        found.append(
            Example(
                statement_id=passage.statement_id,
                source_id=passage.source_id,
                text=passage.text,
                themes=frozenset(one.themes),
                claims=frozenset(claim.claim_id for claim in one.claims),
                found_themes=frozenset(s.theme for s in one.suggestions if s.search_word),
            )
        )
    return tuple(sorted(found, key=lambda example: example.statement_id))


def gather_written(codebook: Codebook, claims: Iterable[Claim]) -> tuple[Written, ...]:
    """Return what the codebook and the claims themselves say, a text a language."""
    texts = []
    for theme in codebook.themes:
        own = frozenset({theme.code})
        for language in ("nb", "nn", "en"):
            parts = [getattr(part, language, "") for part in (theme.label, theme.definition, theme.include)]
            words = [word.strip("*") for word in getattr(theme.search_words, language, ())]
            texts.append(Written(" ".join([*parts, *words]), own))
            texts.append(Written(getattr(theme.example, language, ""), own))
    for claim in claims:
        for language in ("nb", "nn", "en"):
            written = Written(getattr(claim.text, language), frozenset(claim.themes), frozenset({claim.id}))
            texts.append(written)
    return tuple(dict.fromkeys(written for written in texts if written.text.strip()))


def leave_out_copies(written: Sequence[Written], examples: Sequence[Example]) -> tuple[Written, ...]:
    """Return the texts that repeat no example, whole or in part, word for word or nearly.

    An example of a theme is often taken from what somebody sent. Left in, it would tell the answer of that statement when it
    is tried, and it teaches nothing that the statement itself does not.
    """
    texts = [*(one.text for one in written), *(one.text for one in examples)]
    plain = [" ".join(split_words(text)) for text in texts]
    of_written, of_examples = "\n".join(plain[: len(written)]), "\n".join(plain[len(written) :])
    long = [place for place, text in enumerate(plain) if len(text) >= SHORTEST_DUPLICATE]
    whole = set(plain[len(written) :])
    copies = {place for place in range(len(written)) if plain[place] in whole}
    copies |= {place for place in long if place < len(written) and plain[place] in of_examples}
    held = [plain[place] for place in long if place >= len(written) and plain[place] in of_written]
    copies |= {place for place in long if place < len(written) and any(text in plain[place] for text in held)}
    for group in group_wordings([prepare_wording(texts[place]) for place in long]):
        own = [long[place] for place in group]
        if own[-1] >= len(written):
            copies |= {place for place in own if place < len(written)}
    return tuple(one for place, one in enumerate(written) if place not in copies)


def group_examples(examples: Sequence[Example]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the places of the examples to use, and the group of each: what is in one group is never told apart.

    A group is a source with all sources that share a text with it, word for word or nearly. Where that would tie most of
    the material together, only the first of texts that repeat each other is used, and a group is a source.
    """
    wordings = [prepare_wording(example.text) for example in examples]
    short = {place for place, example in enumerate(examples) if len(example.text) < SHORTEST_DUPLICATE}
    copies = [[p for p in group if p not in short] for group in group_wordings(wordings)]
    above: dict[str, str] = {}
    for group in copies:
        for place in group[1:]:
            above[_head(above, examples[place].source_id)] = _head(above, examples[group[0]].source_id)
    groups = [_head(above, example.source_id) for example in examples]
    sizes = Counter(groups)
    if sizes and max(sizes.values()) > _LARGEST_GROUP_SHARE * len(examples):
        left_out = {place for group in copies for place in group[1:]}
        kept = tuple(place for place in range(len(examples)) if place not in left_out)
        return kept, tuple(examples[place].source_id for place in kept)
    return tuple(range(len(examples))), tuple(groups)


def has_enough(labelled: Iterable[tuple[bool, str]], *, share: float = 1.0) -> bool:
    """Whether there are enough statements, from enough groups, of what (has it, group) tells; `share` of what it takes."""
    groups = [group for has_it, group in labelled if has_it]
    return len(groups) >= FEWEST_STATEMENTS * share and len(set(groups)) >= max(2, FEWEST_SOURCES * share)


def _is_disputed(one: CodedStatement) -> bool:
    return any(theme in one.disputed for view in one.views for theme in view.themes)


def _head(above: dict[str, str], name: str) -> str:
    while name in above and above[name] != name:
        name = above[name]
    return name
