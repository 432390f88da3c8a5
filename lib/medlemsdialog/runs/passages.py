"""One passage found by its id, with its source and the passages around it."""

from __future__ import annotations

from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.paths import NATIONAL

CONTEXT = 2


@dataclass(frozen=True)
class PlacedPassage:
    """A passage where it stands. `before` and `after` are of the same source, in reading order."""

    area_code: str
    source: Source
    passage: Passage
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]


def find_passage(workspace: Workspace, statement_id: str, *, context: int = CONTEXT) -> PlacedPassage:
    """Return the passage with this id, whatever county it lies in.

    Raises:
        UsageError: No passage has the id.
    """
    for area_code in (*workspace.county_codes, NATIONAL):
        received = read_even_if_broken(workspace, area_code)
        for passage in received.passages:
            if passage.statement_id == statement_id:
                neighbours = received.passages_of(passage.source_id)
                place = neighbours.index(passage)
                return PlacedPassage(
                    area_code=received.area_code,
                    source=received.source(passage.source_id),
                    passage=passage,
                    before=neighbours[max(place - context, 0) : place],
                    after=neighbours[place + 1 : place + 1 + context],
                )
    raise UsageError(
        Message(
            "Fant ikke tekststedet «{id}». Alle tekststedene står i build/intake/statements.csv etter «medlemsdialog run».",
            id=statement_id,
        )
    )
