"""How far each county has come right now, read from what lies in the folder, whether anything has been run or not."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.evidence import Workspace, judge_sign_off
from medlemsdialog.evidence.change_effects import CodedArea
from medlemsdialog.evidence.sign_off import ChangedPart, find_changed_parts
from medlemsdialog.models.base import Record
from medlemsdialog.models.summary import SignOffState
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.runs.status import read_hand_in_fields


class CountyProgress(Record):
    """One county. Statements are of confirmed sources; ticks are not counted, as nobody codes them.

    `sources` are all but those set aside; of them `unconfirmed` are only proposed, `unread` not read to the end.
    `disputed` are statements coded differently by several and not settled. `assessments` are texts about themes, claims and
    questions, `assessed` tells whether the county as a whole is. The hand-in is told as on the status board.
    """

    county_code: str
    name: str
    sources: int
    confirmed: int
    unconfirmed: int
    unread: int
    statements: int
    coded: int
    disputed: int
    assessed: bool
    assessments: int
    sign_off: SignOffState
    lapsed: tuple[ChangedPart, ...] = ()
    hand_in: int | None = None
    handed_in: str = ""
    received: str = ""
    changed_since_hand_in: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left before policy staff have the county as it is now."""
        return (
            self.sources == self.confirmed > 0
            and not self.unread
            and self.coded == self.statements
            and not self.disputed
            and self.assessed
            and self.sign_off == "standing"
            and self.hand_in is not None
            and not self.changed_since_hand_in
        )


def read_progress(workspace: Workspace, areas: Mapping[str, CodedArea]) -> tuple[CountyProgress, ...]:
    """Return every county of the edition in order; `areas` is what was received, coded."""
    return tuple(
        _read_county(workspace, county.county_code, county.name, areas[county.county_code])
        for county in workspace.register.counties
        if county.county_code in areas
    )


def _read_county(workspace: Workspace, code: str, name: str, area: CodedArea) -> CountyProgress:
    received = area.received
    kept = [source for source in received.sources if source.state is not SourceState.REJECTED]
    counting = {source.source_id for source in kept if source.counts}
    coded = [one for one in area.coded if one.passage.source_id in counting]
    to_code = [one for one in coded if not one.passage.tick]
    written = [
        about
        for (where, about, _), event in workspace.judgements.assessments.items()
        if where == code and event.text.strip()
    ]
    state = judge_sign_off(workspace, received)
    return CountyProgress(
        county_code=code,
        name=name,
        sources=len(kept),
        confirmed=sum(source.state is SourceState.REGISTERED for source in kept),
        unconfirmed=sum(source.state is SourceState.PROPOSED for source in kept),
        unread=sum(bool(source.waiting) or not source.readable for source in kept),
        statements=len(to_code),
        coded=sum(bool(one.coders) for one in to_code),
        disputed=sum(bool(one.disputed) for one in coded),
        assessed="area" in written,
        assessments=sum(about != "area" for about in written),
        sign_off=state,
        lapsed=find_changed_parts(workspace, received) if state == "lapsed" else (),
        **read_hand_in_fields(workspace, code),
    )
