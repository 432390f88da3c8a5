"""What all areas have sent in and how it is coded, read once and kept as long as it stands: reading it takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import read_all_even_if_broken
from medlemsdialog.evidence.change_effects import CodedArea, code_plainly
from medlemsdialog.models.intake import Intake


@dataclass
class _Kept:
    received_revision: int
    received: dict[str, Intake]
    revision: int
    areas: dict[str, CodedArea]


_KEPT: WeakKeyDictionary[Session, _Kept] = WeakKeyDictionary()


def read_areas(session: Session) -> Mapping[str, CodedArea]:
    """Return every area as it is now; originals are read again only where something of them, or said of them, has changed."""
    kept = _KEPT.get(session)
    if kept is None or kept.received_revision != session.received_revision:
        received = read_all_even_if_broken(session.workspace)
    elif kept.revision != session.revision:
        received = kept.received
    else:
        return kept.areas
    areas = {code: code_plainly(intake, session.workspace) for code, intake in received.items()}
    _KEPT[session] = _Kept(session.received_revision, received, session.revision, areas)
    return areas
