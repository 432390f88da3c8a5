"""How what all areas have sent in is coded, worked out once and kept as long as it stands: it takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from medlemsdialog.desk.other_areas import read_every_area
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence.change_effects import CodedArea, code_plainly

# The revision of the session, and the areas as they were then.
_KEPT: WeakKeyDictionary[Session, tuple[int, Mapping[str, CodedArea]]] = WeakKeyDictionary()


def read_areas(session: Session) -> Mapping[str, CodedArea]:
    """Return every area as it is now; originals are read again only where something of them, or said of them, has changed."""
    kept = _KEPT.get(session)
    if kept is None or kept[0] != session.revision:
        areas = {code: code_plainly(intake, session.workspace) for code, intake in read_every_area(session).items()}
        kept = _KEPT[session] = (session.revision, areas)
    return kept[1]
