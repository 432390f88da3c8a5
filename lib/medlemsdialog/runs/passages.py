"""One passage found by its id, with its source and the passages around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import NoReadableOriginalsError, UsageError
from medlemsdialog.evidence import Workspace, read_received
from medlemsdialog.models.intake import Intake
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
    for received in _readable_areas(workspace):
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
            "Fant ikke tekststedet «{id}». Alle tekststeder står i build/intake/statements.csv etter «medlemsdialog run».",
            id=statement_id,
        )
    )


def _readable_areas(workspace: Workspace) -> Iterator[Intake]:
    for area_code in (*workspace.county_codes, NATIONAL):
        try:
            yield read_received(workspace, area_code)
        except NoReadableOriginalsError:
            continue
