"""A nation of a few invented statements, built as the program builds it, for the tests of evidence.

Texts say «Eksempel – oppdiktet». A statement is said by a sender of the invented edition; what it needs beyond is given by name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, build_national, build_summary
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.paths import NATIONAL


@dataclass(frozen=True)
class Spoken:
    """One statement: who said what, with which positions and themes; `of_source` and `of_passage` are further fields."""

    sender: str
    text: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    coders: int = 1
    of_source: dict[str, Any] = field(default_factory=dict)
    of_passage: dict[str, Any] = field(default_factory=dict)
    of_coding: dict[str, Any] = field(default_factory=dict)


def build_nation(workspace: Workspace, said: Sequence[Spoken]) -> NationalOverview:
    """Return the overview of what was said, each statement in a source of its own, named after its place in the list."""
    areas: dict[str, tuple[list[Source], list[Passage], list[CodedStatement]]] = defaultdict(lambda: ([], [], []))
    for number, one in enumerate(said, start=1):
        area = _area_of(one.sender)
        sources, passages, statements = areas[area]
        sources.append(source(f"k{number:04}", one.sender, level=_level_of(one.sender), county=area, **one.of_source))
        text = passage(f"k{number:04}", 1, one.text, **one.of_passage)
        passages.append(text)
        plain = coded(text, *one.themes, claims=one.claims)
        statements.append(plain.model_copy(update={"coders": one.coders, **one.of_coding}))
    summaries = [
        build_summary(workspace, intake(code, *areas[code][:2]), areas[code][2]) for code in workspace.county_codes
    ]
    nowhere = build_summary(workspace, intake(NATIONAL, *areas[NATIONAL][:2]), areas[NATIONAL][2])
    runs = {code: AreaRun(status="ok", inputs={}, outputs={}) for code in workspace.county_codes}
    return build_national(workspace, summaries, runs, nowhere)


def _area_of(sender: str) -> str:
    if sender[:2].isdigit():
        return sender[:2]
    return "61" if sender.startswith("organ:") else NATIONAL


def _level_of(sender: str) -> Level:
    if sender[:2].isdigit():
        return Level.COUNTY_COUNCIL if sender.endswith("00") else Level.MUNICIPALITY
    return Level.BODY if sender.startswith("organ:") else Level.OTHER
