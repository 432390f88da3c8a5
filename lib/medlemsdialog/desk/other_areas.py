"""What other areas than the desk's own have sent in, read once and kept as long as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import read_all_even_if_broken, read_even_if_broken
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import NATIONAL


@dataclass
class _Kept:
    received_revision: int
    areas: dict[str, Intake] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[Session, _Kept] = WeakKeyDictionary()


def read_area(session: Session, area_code: str) -> Intake:
    """Return what was received for an area, be it the desk's own or another."""
    if area_code == session.area_code:
        return session.received
    areas = _kept(session).areas
    if area_code not in areas:
        areas[area_code] = read_even_if_broken(session.workspace, area_code)
    return areas[area_code]


def read_every_area(session: Session) -> Mapping[str, Intake]:
    """Return what was received for every area, by code, in order of code and that of the whole country last."""
    kept = _kept(session)
    if list(kept.areas) != [*session.workspace.county_codes, NATIONAL]:
        kept.areas = read_all_even_if_broken(session.workspace)
    return kept.areas


def _kept(session: Session) -> _Kept:
    kept = _KEPT.get(session)
    if kept is None or kept.received_revision != session.received_revision:
        kept = _KEPT[session] = _Kept(session.received_revision)
    return kept
