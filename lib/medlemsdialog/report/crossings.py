"""From a theme, a claim or a question of the dialogue to the ministry's questions that the crosswalk ties it to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.report import places
from medlemsdialog.report.frames import find_uncovered, frame_by_ministry
from medlemsdialog.report.statement_views import Link

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class Crossing:
    """The places in the ministry's frame where something stands: its questions, or what none of them covers."""

    links: tuple[Link, ...]
    is_covered: bool


def cross(labels: Labels, *, themes: Collection[str] = (), questions: Collection[str] = ()) -> Crossing:
    """Return where that which has the themes, or is one of the questions, stands; no links where the ministry asks nothing."""
    groups = frame_by_ministry(labels)
    if not groups:
        return Crossing((), False)
    found = [group for group in groups if group.themes & set(themes) or group.questions & set(questions)]
    shown = found or [find_uncovered(groups, labels)]
    links = tuple(Link(group.label, places.ministry_question_id(group.code)) for group in shown)
    return Crossing(links, bool(found))
