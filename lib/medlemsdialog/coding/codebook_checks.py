"""Checks on the theme set: not too many themes, none empty, none that says what another says, each of them explained."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import combinations

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.intake.rules.rule import NOTICE, WARNING, Rule
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.themes import Theme

CODEBOOK = "codebook.yaml"
MOST_THEMES = 70
HIGHEST_OVERLAP_SHARE = 0.9
# Below this, one statement more or less decides whether two themes overlap.
FEWEST_STATEMENTS_TO_COMPARE = 10
_FORMS = {"nb": Message("bokmål"), "nn": Message("nynorsk"), "en": Message("engelsk")}
_LETTER = re.compile(r"[^\W_]")

_TOO_MANY = Rule(
    "codebook_too_many",
    WARNING,
    Message("Kodeboken har {number} temaer. Så mange klarer ingen å holde fra hverandre."),
    Message("Slå sammen temaer som ligner, eller ta temaer ut av bruk."),
    Message("høyst {most} temaer"),
)
_NOTHING_CODED = Rule(
    "codebook_nothing_coded",
    NOTICE,
    Message("Ingen utsagn har fått tema ennå. Da er det for tidlig å si hvilke temaer som er tomme eller like."),
    Message("Kod utsagn først, og kjør kontrollen igjen."),
)
_EMPTY = Rule(
    "codebook_empty",
    WARNING,
    Message("Ingen utsagn i dialogen har fått temaet."),
    Message(
        "Se om kodeforslagene har oversett noe, og om definisjonen er klar. Trengs ikke temaet, slår du det sammen med et "
        "annet eller tar det ut av bruk."
    ),
    Message("minst ett kodet utsagn"),
)
_OVERLAP = Rule(
    "codebook_overlap",
    WARNING,
    Message("Temaet dekker nesten det samme som «{other}»: Av {number} utsagn med temaet har {shared} også det andre."),
    Message(
        "Slå de to temaene sammen, eller skriv i «tas med» og «tas ikke med» hva som skiller dem, og se over kodingen."
    ),
    Message("høyst {most} % av utsagnene i det minste av to temaer"),
)
_NO_DEFINITION = Rule(
    "codebook_no_definition",
    WARNING,
    Message("Definisjonen mangler på {form}."),
    Message("Skriv én setning om hva temaet handler om."),
    Message("en definisjon på hver målform dialogen bruker"),
)
_NO_EXAMPLE = Rule(
    "codebook_no_example",
    WARNING,
    Message("Eksempelet mangler på {form}."),
    Message("Skriv en oppdiktet setning som hører til temaet."),
    Message("et eksempel på hver målform dialogen bruker"),
)


def find_codebook_problems(
    codebook: Codebook, statements: Mapping[str, Collection[str]], languages: Collection[Language]
) -> tuple[Problem, ...]:
    """Return what is wrong with the theme set.

    `statements` are the ids of the coded statements by theme, with what counts for a theme after mergers; `languages` the
    forms that the dialogue is held in. A theme is empty when neither it nor a theme under it is on any statement.

    Two themes overlap by the share of the smaller theme's statements that the larger has too, |A ∩ B| / min(|A|, |B|)
    (the overlap coefficient of Szymkiewicz and Simpson). It is compared from `FEWEST_STATEMENTS_TO_COMPARE` statements
    in the smaller theme on, and reported on the smaller one. A theme and the one above it are compared as well: a
    statement that fits the lower one is not to have both.
    """
    found: list[Problem] = []
    if len(codebook.themes) > MOST_THEMES:
        number = len(codebook.themes)
        found.append(build_problem(_TOO_MANY, source=CODEBOOK, found=str(number), number=number, most=MOST_THEMES))
    found += _find_unexplained(codebook, languages)
    coded = {theme.code: frozenset(statements.get(theme.code, ())) for theme in codebook.themes}
    if not any(coded.values()):
        return (*found, build_problem(_NOTHING_CODED, source=CODEBOOK))
    with_lower = {code for code, ids in coded.items() if ids}
    with_lower |= {theme.parent for theme in codebook.themes if coded[theme.code]}
    found += [
        build_problem(_EMPTY, source=CODEBOOK, anchor=_place(theme))
        for theme in codebook.themes
        if theme.code not in with_lower
    ]
    return (*found, *_find_overlaps(codebook, coded))


def is_written(text: str) -> bool:
    """Whether a text says anything: a dash stands where the codebook's format wants a text and there is none."""
    return _LETTER.search(text) is not None


def _find_unexplained(codebook: Codebook, languages: Collection[Language]) -> list[Problem]:
    """Return what is missing, one kind after the other, so that a person mends all of a kind at once."""
    return [
        build_problem(rule, source=CODEBOOK, anchor=_place(theme), form=_FORMS[form])
        for rule, part in ((_NO_DEFINITION, "definition"), (_NO_EXAMPLE, "example"))
        for form in languages
        for theme in codebook.themes
        # Examples are written in the two Norwegian forms only.
        if not is_written(getattr(getattr(theme, part), form, "not asked for"))
    ]


def _find_overlaps(codebook: Codebook, coded: Mapping[str, frozenset[str]]) -> list[Problem]:
    labels = {theme.code: theme for theme in codebook.themes}
    found = []
    for one, two in combinations([theme.code for theme in codebook.themes], 2):
        smaller, larger = sorted((one, two), key=lambda code: len(coded[code]))
        number, shared = len(coded[smaller]), len(coded[smaller] & coded[larger])
        if number < FEWEST_STATEMENTS_TO_COMPARE or shared <= HIGHEST_OVERLAP_SHARE * number:
            continue
        found.append(
            build_problem(
                _OVERLAP,
                source=CODEBOOK,
                anchor=_place(labels[smaller]),
                found=f"{shared}/{number}",
                other=labels[larger].label.nb,
                number=number,
                shared=shared,
                most=round(100 * HIGHEST_OVERLAP_SHARE),
            )
        )
    return found


def _place(theme: Theme) -> Anchor:
    return Anchor(headings=(f"{theme.label.nb} ({theme.code})",))
