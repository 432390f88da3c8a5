"""Learning from what all areas have coded: what to learn from is gathered, and what was learned kept or measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_all_even_if_broken
from medlemsdialog.evidence.received import code_without_learning
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.runs.lock import locked

if TYPE_CHECKING:
    from medlemsdialog.coding.learned.evaluation import Evaluation
    from medlemsdialog.coding.learned.examples import Example
    from medlemsdialog.coding.learned.model import ModelFacts


@dataclass(frozen=True)
class Trained:
    """What was learned, where it is kept, and how many coded statements were left out: as copies, and as too many."""

    facts: ModelFacts
    file: Path
    not_used_copies: int
    not_used_over_limit: int


def train_suggestions(workspace: Workspace) -> Trained:
    """Learn from people's codings and keep what was learned in the dialogue's folder.

    Raises:
        UsageError: No theme has enough coded statements.
    """
    from medlemsdialog.coding.learned.examples import MOST_STATEMENTS, gather_written
    from medlemsdialog.coding.learned.model_file import write_model
    from medlemsdialog.coding.learned.training import train_model

    examples = _gather(workspace)
    model = train_model(
        examples,
        gather_written(workspace.codebook, workspace.claims),
        themes=[theme.code for theme in workspace.codebook.themes],
        claims=[claim.id for claim in workspace.claims],
        precision=workspace.dialogue.suggestion_precision,
    )
    if model is None:
        raise _too_few(len(examples))
    with locked(workspace.build):
        file = write_model(workspace.data, model)
    over_limit = max(0, len(examples) - MOST_STATEMENTS)
    return Trained(
        model.facts,
        file,
        not_used_copies=len(examples) - over_limit - model.facts.statements,
        not_used_over_limit=over_limit,
    )


def evaluate_suggestions(workspace: Workspace) -> Evaluation:
    """Measure what can be learned from people's codings; nothing is written.

    Raises:
        UsageError: There are too few sources to learn from some and try on others.
    """
    from medlemsdialog.coding.learned.evaluation import evaluate_learning
    from medlemsdialog.coding.learned.examples import gather_written

    examples = _gather(workspace)
    if len({example.source_id for example in examples}) < 2:
        raise _too_few(len(examples))
    return evaluate_learning(
        examples,
        gather_written(workspace.codebook, workspace.claims),
        themes=[theme.code for theme in workspace.codebook.themes],
        claims=[claim.id for claim in workspace.claims],
        precision=workspace.dialogue.suggestion_precision,
    )


def _gather(workspace: Workspace) -> tuple[Example, ...]:
    from medlemsdialog.coding.learned.examples import gather_examples

    areas = read_all_even_if_broken(workspace).values()
    # What a person chose for a text teaches whether or not somebody has confirmed yet who sent it.
    usable = {
        source.source_id
        for received in areas
        for source in received.sources
        if source.state is not SourceState.REJECTED
    }
    return gather_examples((one for area in areas for one in code_without_learning(workspace, area)), usable)


def _too_few(statements: int) -> UsageError:
    from medlemsdialog.coding.learned.examples import FEWEST_SOURCES, FEWEST_STATEMENTS

    return UsageError(
        Message(
            "Det er for lite koding å lære av: {statements} kodede utsagn. Et tema læres når det er valgt "
            "for minst {fewest} utsagn fra minst {sources} innspill. Kod flere utsagn, og prøv igjen.",
            statements=statements,
            fewest=FEWEST_STATEMENTS,
            sources=FEWEST_SOURCES,
        )
    )
