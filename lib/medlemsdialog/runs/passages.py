"""One passage found by its id: its source, the passages around it, what people have coded and what must be looked at."""

from __future__ import annotations

from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, code_statements, read_even_if_broken
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.paths import NATIONAL

CONTEXT = 2


@dataclass(frozen=True)
class PlacedPassage:
    """A passage where it stands. `before` and `after` are of the same source, in reading order.

    `coded` is None for what is no statement. `problems` are those of the passage; `other_problems` counts the others of
    its source.
    """

    area_code: str
    source: Source
    passage: Passage
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    coded: CodedStatement | None
    problems: tuple[Problem, ...]
    other_problems: int


def find_passage(workspace: Workspace, statement_id: str, *, context: int = CONTEXT) -> PlacedPassage:
    """Return the passage with this id, whatever county it lies in, and `context` passages on each side.

    Raises:
        UsageError: No passage has the id.
    """
    sought = statement_id.strip()
    for area_code in (*workspace.county_codes, NATIONAL):
        received = read_even_if_broken(workspace, area_code)
        found = next((passage for passage in received.passages if passage.statement_id == sought), None)
        if found is not None:
            return _place(workspace, received, found, context)
        if any(source.source_id == source_id_of(sought) for source in received.sources):
            raise UsageError(_lost(received.source(source_id_of(sought)), sought))
    raise UsageError(
        Message(
            "Fant ikke tekststedet «{id}». Alle tekststedene står i build/intake/statements.csv etter «medlemsdialog run».",
            id=sought,
        )
    )


def _lost(source: Source, statement_id: str) -> Message:
    return Message(
        "Fant ikke tekststedet «{id}» i {source}. Originalen er endret, eller den leses på en annen måte nå. "
        "Tekststedene som finnes i den, står i build/intake/statements.csv etter «medlemsdialog run».",
        id=statement_id,
        source=source.source,
    )


def _place(workspace: Workspace, received: Intake, passage: Passage, context: int) -> PlacedPassage:
    neighbours = received.passages_of(passage.source_id)
    place = neighbours.index(passage)
    of_source = [problem for problem in received.problems if problem.source_id == passage.source_id]
    own = tuple(problem for problem in of_source if _is_of(problem, passage))
    coded = code_statements(workspace, received.model_copy(update={"passages": (passage,)}))
    return PlacedPassage(
        area_code=received.area_code,
        source=received.source(passage.source_id),
        passage=passage,
        before=neighbours[max(place - context, 0) : place],
        after=neighbours[place + 1 : place + 1 + context],
        coded=coded[0] if coded else None,
        problems=own,
        other_problems=len(of_source) - len(own),
    )


def _is_of(problem: Problem, passage: Passage) -> bool:
    if problem.statement_id:
        return problem.statement_id == passage.statement_id
    return problem.anchor == passage.anchor
