"""How good suggestions are on sources not learned from, beside what is simpler: the most common theme, and search words.

Nested: each fold of sources is tried on what was learned from the others alone, thresholds included. Before one was chosen,
several were tried on texts of computer programs in English, German, French and bokmål (2 400–4 300 texts, 35–45 labels,
several a text, sources held apart). Mean average precision over the labels: ridge classification 0.33–0.42, linear support
vector machine 0.32–0.41, the same with classes weighted alike 0.31–0.40, logistic regression 0.30–0.39, complement naive
Bayes 0.13–0.23. Words with letters do better than words alone (by 0.04–0.06) or letters alone (0.01–0.03); three words
better than two (0.01); features that stand in one text alone are worth 0.02. On the example dialogue the codebook's own
texts as further examples raise it from 0.60 to 0.65, and search words found, at a tenth of the weight, to 0.66; at full
weight they lower it. Headings above a statement changed nothing that could be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medlemsdialog.coding.learned.examples import FEWEST_STATEMENTS, MOST_STATEMENTS, Example, Written
from medlemsdialog.coding.learned.fitting import Material, fit_material, score_material, split_groups
from medlemsdialog.coding.learned.thresholds import choose_balanced, choose_thresholds
from medlemsdialog.coding.learned.training import Labels, find_learnable, lay_out_material
from medlemsdialog.models.base import Record

Matrix = NDArray[Any]


class Rates(Record):
    """Proposals counted: made, right, and what there was to find. Rates are 0–1, None where nothing is counted."""

    proposed: int
    right: int
    coded: int
    precision: float | None
    recall: float | None
    f1: float | None


class LabelRates(Record):
    """One theme or claim: how often it is coded, in how many folds it could be learned, and the rates of each method."""

    label: str
    coded: int
    sources: int
    learned_in_folds: int
    rates: dict[str, Rates]


class Evaluation(Record):
    """What was measured. `micro` counts all proposals together, `macro` is the mean over those with enough examples.

    Methods: `learned` is what would be proposed, at the precision asked for; `learned_balanced` the same scores at the
    threshold with the best F1; `majority` the most common theme for every statement; `search_words` the codebook's.
    """

    statements: int
    sources: int
    groups: int
    folds: int
    precision: float
    not_used_copies: int
    not_used_over_limit: int
    no_proposal: int
    themes: tuple[LabelRates, ...]
    claims: tuple[LabelRates, ...]
    micro: dict[str, Rates]
    macro: dict[str, Rates]
    claims_micro: dict[str, Rates]
    claims_macro: dict[str, Rates]


METHODS = ("learned", "learned_balanced", "search_words", "majority")
CLAIM_METHODS = ("learned", "learned_balanced", "majority")


def evaluate_learning(
    examples: Sequence[Example],
    written: Sequence[Written],
    *,
    themes: Sequence[str],
    claims: Sequence[str],
    precision: float,
) -> Evaluation:
    """Return how the methods do on each fold of sources, learned from the others. The same codings, the same numbers."""
    labels = Labels(themes, claims)
    material, used = lay_out_material(examples, written, labels, themes)
    truth = material.chosen[: material.examples] > 0
    found = material.found[: material.examples] > 0
    proposed = {method: np.zeros_like(truth) for method in METHODS}
    proposed["search_words"][:, : len(themes)] = found
    folds = split_groups(material.groups)
    learned_in = np.zeros(len(labels.names), dtype=np.int64)
    for learn, tried in folds:
        own = material.take(learn)
        for part in (slice(0, len(themes)), slice(len(themes), None)):
            _propose_most_common(proposed["majority"][:, part], truth[learn][:, part], tried)
        columns = find_learnable(own, share=(len(folds) - 1) / len(folds))
        if not len(columns):
            continue
        learned_in[columns] += 1
        fit = fit_material(Material(own.texts, own.chosen[:, columns], own.found, own.groups))
        scores = score_material(fit, [material.texts[place] for place in tried], material.found[tried])
        known = own.chosen[: own.examples][:, columns]
        precise = choose_thresholds(fit.held_out, known, precision=precision).least
        at = np.ix_(tried, columns)
        proposed["learned"][at] = scores >= precise
        proposed["learned_balanced"][at] = scores >= choose_balanced(fit.held_out, known)
    sources = [examples[place].source_id for place in used]
    rows = [
        LabelRates(
            label=name,
            coded=int(truth[:, column].sum()),
            sources=len({sources[row] for row in np.flatnonzero(truth[:, column])}),
            learned_in_folds=int(learned_in[column]),
            rates={
                method: _rates(truth[:, [column]], proposed[method][:, [column]])
                for method in (METHODS if column < len(themes) else CLAIM_METHODS)
            },
        )
        for column, name in enumerate(labels.names)
    ]
    own_themes, own_claims = rows[: len(themes)], rows[len(themes) :]
    first, rest = slice(0, len(themes)), slice(len(themes), None)
    over_limit = max(0, len(examples) - MOST_STATEMENTS)
    return Evaluation(
        statements=material.examples,
        sources=len(set(sources)),
        groups=len(set(material.groups)),
        folds=len(folds),
        precision=precision,
        not_used_copies=len(examples) - over_limit - len(used),
        not_used_over_limit=over_limit,
        no_proposal=int((~proposed["learned"][:, first].any(axis=1)).sum()),
        themes=tuple(own_themes),
        claims=tuple(own_claims),
        micro={m: _rates(truth[:, first], proposed[m][:, first]) for m in METHODS},
        macro={m: _mean([row.rates[m] for row in own_themes if row.coded >= FEWEST_STATEMENTS]) for m in METHODS},
        claims_micro={m: _rates(truth[:, rest], proposed[m][:, rest]) for m in CLAIM_METHODS},
        claims_macro={
            m: _mean([row.rates[m] for row in own_claims if row.coded >= FEWEST_STATEMENTS]) for m in CLAIM_METHODS
        },
    )


def _propose_most_common(proposed: Matrix, truth: Matrix, tried: Matrix) -> None:
    if truth.any():
        proposed[tried, int(np.argmax(truth.sum(axis=0)))] = True


def _rates(truth: Matrix, proposed: Matrix) -> Rates:
    right, made, coded = int((truth & proposed).sum()), int(proposed.sum()), int(truth.sum())
    return Rates(
        proposed=made,
        right=right,
        coded=coded,
        precision=round(right / made, 4) if made else None,
        recall=round(right / coded, 4) if coded else None,
        f1=round(2 * right / (made + coded), 4) if made + coded else None,
    )


def _mean(rates: Sequence[Rates]) -> Rates:
    """Return the mean of the rates, each theme counting alike; where nothing is proposed, precision is 0 as F1 is."""
    means = {
        name: round(sum(getattr(one, name) or 0.0 for one in rates) / len(rates), 4) if rates else None
        for name in ("precision", "recall", "f1")
    }
    return Rates(
        proposed=sum(one.proposed for one in rates),
        right=sum(one.right for one in rates),
        coded=sum(one.coded for one in rates),
        **means,
    )
