"""Training: from what people have coded to what is kept, with a threshold for each theme and claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medlemsdialog.coding.learned.examples import (
    MOST_STATEMENTS,
    Example,
    Written,
    group_examples,
    has_enough,
    leave_out_copies,
)
from medlemsdialog.coding.learned.fitting import Fit, Material, fit_material
from medlemsdialog.coding.learned.model import LearnedModel, ModelFacts
from medlemsdialog.coding.learned.thresholds import NEVER, choose_thresholds
from medlemsdialog.coding.learned.vectors import Vocabulary

Matrix = NDArray[Any]
# Beyond this, a file would be too large to share; the lightest are left out.
MOST_FEATURES = 1 << 19
_STEPS = 127


class Labels:
    """The themes and claims in question, as columns."""

    def __init__(self, themes: Sequence[str], claims: Sequence[str]) -> None:
        self.themes, self.claims = tuple(themes), tuple(claims)
        self.both = (*(("theme", one) for one in themes), *(("claim", one) for one in claims))

    @property
    def names(self) -> tuple[str, ...]:
        """Themes, then claims."""
        return self.themes + self.claims

    def mark(self, text: Example | Written) -> list[float]:
        """Return 1 for each that a text has, else 0."""
        return [float(name in (text.themes if kind == "theme" else text.claims)) for kind, name in self.both]


def lay_out_material(
    examples: Sequence[Example], written: Sequence[Written], labels: Labels, found_themes: Sequence[str]
) -> tuple[Material, tuple[int, ...]]:
    """Return the material to learn from, and which of the examples it uses."""
    chosen_examples = _thin_out(examples)
    kept, groups = group_examples([examples[place] for place in chosen_examples])
    used = tuple(chosen_examples[place] for place in kept)
    # Of all examples: a copy of one that is not used may be used itself.
    teaching = leave_out_copies(written, examples)
    texts: list[Example | Written] = [*(examples[place] for place in used), *teaching]
    return (
        Material(
            [one.text for one in texts],
            np.array([labels.mark(one) for one in texts]).reshape(len(texts), len(labels.names)),
            np.array(
                [
                    [
                        float(theme in (one.found_themes if isinstance(one, Example) else one.themes))
                        for theme in found_themes
                    ]
                    for one in texts
                ]
            ).reshape(len(texts), len(found_themes)),
            groups,
        ),
        used,
    )


def find_learnable(material: Material, *, share: float = 1.0) -> Matrix:
    """Return the columns with enough examples to be learned."""
    chosen = material.chosen[: material.examples] > 0
    return np.array(
        [
            column
            for column in range(chosen.shape[1])
            if has_enough(zip(chosen[:, column].tolist(), material.groups, strict=True), share=share)
        ],
        dtype=np.int64,
    )


def train_model(
    examples: Sequence[Example],
    written: Sequence[Written],
    *,
    themes: Sequence[str],
    claims: Sequence[str],
    precision: float,
) -> LearnedModel | None:
    """Return what can be learned; None where no theme and no claim has enough examples. The same codings, the same model."""
    labels = Labels(themes, claims)
    everything, used = lay_out_material(examples, written, labels, themes)
    columns = find_learnable(everything)
    if not len(columns):
        return None
    material = Material(everything.texts, everything.chosen[:, columns], everything.found, everything.groups)
    fit = fit_material(material)
    thresholds = choose_thresholds(fit.held_out, material.chosen[: material.examples], precision=precision)
    names = [labels.names[column] for column in columns]
    learned_themes = sum(column < len(labels.themes) for column in columns.tolist())
    facts = ModelFacts(
        precision=precision,
        themes=tuple(names[:learned_themes]),
        claims=tuple(names[learned_themes:]),
        found_themes=tuple(themes),
        too_few=tuple(name for place, name in enumerate(labels.names) if place not in set(columns.tolist())),
        statements=material.examples,
        source_ids=tuple(sorted({examples[place].source_id for place in used})),
        least=tuple(None if least == NEVER else round(float(least), 6) for least in thresholds.least),
        factor=tuple(round(float(one), 6) for one in thresholds.factor),
        curve_scores=tuple(round(float(one), 6) for one in thresholds.scores),
        curve_shares=tuple(round(float(one), 6) for one in thresholds.shares),
    )
    return _pack_weights(fit, facts)


def _pack_weights(fit: Fit, facts: ModelFacts) -> LearnedModel:
    """Keep the heaviest features, each weight as one of 255 steps; what that changes is far below what decides."""
    used = np.array([least is not None for least in facts.least])
    weights = fit.weights * used
    pull = np.abs(weights).max(axis=1, initial=0) * fit.vocabulary.idf
    kept = np.sort(np.argsort(-pull, kind="stable")[:MOST_FEATURES])
    scale = np.maximum(np.abs(weights).max(axis=0, initial=0), 1e-9) / _STEPS
    return LearnedModel(
        facts=facts,
        vocabulary=Vocabulary(fit.vocabulary.keys[kept], fit.vocabulary.idf[kept]),
        weights=np.rint(weights[kept] / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        found_weights=np.asarray(np.round(fit.found_weights, 5), dtype=np.float32),
        constant=np.asarray(np.round(fit.constant, 5), dtype=np.float32),
    )


def _thin_out(examples: Sequence[Example]) -> tuple[int, ...]:
    """Return all places, or so many as can be learned from: every so-manieth, in the order of ids, which are hashes."""
    if len(examples) <= MOST_STATEMENTS:
        return tuple(range(len(examples)))
    return tuple(int(place) for place in np.linspace(0, len(examples) - 1, MOST_STATEMENTS).astype(int))
