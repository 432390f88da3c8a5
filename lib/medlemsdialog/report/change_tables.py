"""The tables of what has changed since the latest release, in findings and in areas; as the page tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.changes import AreaChanges, Counted, FindingChange, NationChanges
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.changes import tell_area
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.finding_changes import tell_changes
from medlemsdialog.report.tables import EvidenceTable, Reference, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_finding_changes(changes: NationChanges, national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return what differs in the findings: a row for each sentence put in other words, and one for what they rest on."""
    t, fields = labels.t, Fields(labels)
    rows = [
        (change.finding_id, number, *row)
        for change in changes.findings
        for number, row in enumerate(_finding_rows(change, national, labels), start=1)
    ]
    return EvidenceTable(
        id="finding_changes",
        name=t("Funn, endringer"),
        meaning=t(
            "Hva som er endret i funnene siden utgaven «{name}» {date}.", name=changes.release, date=changes.date
        ),
        fields=(
            fields.text("finding_id", t("Funn-id"), t("Funnets id."), required=True),
            fields.count("row", t("Rad"), "", t("Radens nummer i funnet.")),
            fields.text("heading", t("Overskrift"), t("Funnets overskrift.")),
            fields.text("earlier_heading", t("Tidligere overskrift"), t("Overskriften i utgaven.")),
            fields.words("state_before", t("Tilstand før"), FindingState, t("Tom når funnet er nytt.")),
            fields.words("state_after", t("Tilstand nå"), FindingState, t("Tom når funnet ikke lenger er med.")),
            fields.text("sentence_before", t("Før"), t("Setningen slik den sto i utgaven.")),
            fields.text("sentence_after", t("Nå"), t("Setningen slik den står nå.")),
            fields.text("evidence", t("Grunnlag"), t("Hva som er endret i grunnlaget.")),
        ),
        rows=tuple(rows),
        key=("finding_id", "row"),
    )


def tabulate_area_changes(changes: NationChanges, labels: Labels) -> EvidenceTable:
    """Return the numbers of the areas that differ, before and now, and in words what else does."""
    t, fields = labels.t, Fields(labels)
    members = t("medlemmer")
    pairs = (
        ("members_heard", t("Hørte medlemmer"), members, "hort"),
        ("members_waiting", t("Medlemmer som venter"), members, "hort"),
        ("members_silent", t("Medlemmer uten innspill"), members, "hort"),
        ("bodies_heard", t("Hørte organer"), t("organer"), "organ"),
        ("statements", t("Utsagn"), t("utsagn"), "utsagn"),
    )
    return EvidenceTable(
        id="county_changes",
        name=t("Fylker, endringer"),
        meaning=t(
            "Hva som er endret i fylkene siden utgaven «{name}» {date}.", name=changes.release, date=changes.date
        ),
        fields=(
            *fields.county(required=False),
            *(
                fields.count(f"{name}_{when}", heading, unit, definition=definition)
                for name, label, unit, definition in pairs
                for when, heading in (
                    ("before", t("{what}, før", what=label)),
                    ("after", t("{what}, nå", what=label)),
                )
            ),
            fields.text("told", t("Endringer"), t("Hva annet som er endret.")),
        ),
        rows=tuple(_area_row(area, labels) for area in changes.areas),
        key=("county",),
        references=(Reference(("county_code",), "counties"),),
    )


def _finding_rows(change: FindingChange, national: NationalOverview, labels: Labels) -> list[tuple[Value, ...]]:
    head: tuple[Value, ...] = (
        change.heading,
        change.earlier_heading if change.earlier_heading != change.heading else None,
        str(change.state_before) if change.state_before else None,
        str(change.state_after) if change.state_after else None,
    )
    rows: list[tuple[Value, ...]] = [(*head, one.before or None, one.after or None, None) for one in change.sentences]
    now = next((one for one in national.findings if one.finding_id == change.finding_id), None)
    if now is not None:
        shown = now.model_copy(update={"changes": change.evidence, "text_changed": False})
        rows += [(*head, None, None, told) for told in tell_changes(shown, national, labels)]
    return rows or [(*head, None, None, None)]


def _area_row(area: AreaChanges, labels: Labels) -> tuple[Value, ...]:
    counts = (area.heard, area.waiting, area.silent, area.bodies_heard, area.statements)
    return (
        None if area.area_code == NATIONAL else area.area_code,
        labels.t("Uten fylke") if area.area_code == NATIONAL else labels.area(area.area_code),
        *(number for count in counts for number in _before_and_after(count)),
        " ".join(tell_area(area, labels)),
    )


def _before_and_after(count: Counted | None) -> tuple[int | None, int | None]:
    return (count.before, count.after) if count else (None, None)
