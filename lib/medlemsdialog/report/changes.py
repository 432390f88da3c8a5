"""«Endringer siden …»: what the next report tells of findings and areas since the latest release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.changes import (
    AreaChanges,
    AreaReleaseChanges,
    CodeChange,
    Counted,
    FindingChange,
    NationChanges,
)
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import places, wording
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.finding_changes import tell_changes
from medlemsdialog.report.fragment import Fragment, render

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class FindingView:
    """A finding that differs. `target` is where it stands now, empty where it is gone; `told` are sentences on its evidence."""

    target: str
    change: FindingChange
    told: tuple[str, ...]


@dataclass(frozen=True)
class AreaView:
    """An area that differs: its name, its place, its numbers as they are printed, and what else is told of it."""

    name: str
    target: str
    counts: tuple[str, ...]
    told: tuple[str, ...]


def nation_changes(changes: NationChanges | None, overview: NationalOverview, labels: Labels) -> Fragment | None:
    """Show what has changed since the latest release, finding by finding and county by county; nothing where none was made."""
    if changes is None:
        return None
    stand = {one.finding_id: one for one in overview.findings}
    findings = []
    for change in changes.findings:
        now = stand.get(change.finding_id)
        told: tuple[str, ...] = ()
        if now is not None:
            shown = now.model_copy(update={"changes": change.evidence, "text_changed": False})
            told = tell_changes(shown, overview, labels)
        findings.append(FindingView(places.finding_id(change.finding_id) if now else "", change, told))
    return render(
        "national_changes",
        labels,
        prefix=places.NATION_PREFIX,
        changes=changes,
        findings=findings,
        areas=[_show_area(area, labels, linked=True) for area in changes.areas],
    )


def area_changes(changes: AreaReleaseChanges | None, labels: Labels) -> Fragment | None:
    """Show what has changed in a county since the latest release; nothing where none was made."""
    if changes is None:
        return None
    area = changes.area
    return render(
        "county_changes",
        labels,
        prefix=places.area_prefix(area.area_code) if area else places.NATION_PREFIX,
        changes=changes,
        area=_show_area(area, labels, linked=False) if area and (area.is_changed or area.is_unknown) else None,
    )


def _show_area(area: AreaChanges, labels: Labels, *, linked: bool) -> AreaView:
    counts = (area.heard, area.waiting, area.silent, area.bodies_heard, area.statements)
    return AreaView(
        name=labels.t("Uten fylke") if area.area_code == NATIONAL else labels.area(area.area_code),
        target=f"{places.area_prefix(area.area_code)}-tittel" if linked and area.area_code != NATIONAL else "",
        counts=tuple(_show_count(count, labels) for count in counts),
        told=tuple(tell_area(area, labels)),
    )


def _show_count(count: Counted | None, labels: Labels) -> str:
    if count is None:
        return labels.t("vises ikke")
    before, after = (wording.number(value, labels.language) for value in (count.before, count.after))
    return after if before == after else f"{before} → {after}"


def tell_area(area: AreaChanges, labels: Labels) -> list[str]:
    """Return what has changed in an area beside its numbers; each a sentence."""
    if area.is_unknown:
        return [labels.t("Kjøringen stoppet, da eller nå, så endringene er ukjente.")]
    told = []
    if area.newly_heard:
        named = wording.listing([labels.sender(code) for code in area.newly_heard], labels.language)
        told.append(labels.t("Hørt siden sist: {members}.", members=named))
    return told + [_tell_code(change, labels) for change in area.codes]


def _tell_code(change: CodeChange, labels: Labels) -> str:
    is_claim = change.kind == "claim"
    label = (labels.claim if is_claim else labels.theme)(change.code).rstrip(" .")
    name = labels.t("Kravet «{name}»", name=label) if is_claim else labels.t("Temaet «{name}»", name=label)
    if change.is_withheld:
        return labels.t("{name}: Grunnlaget er endret.", name=name)
    if change.into:
        heirs = [(labels.claim if is_claim else labels.theme)(code).rstrip(" .") for code in change.into]
        return labels.t(
            "{name} er gått inn i {heirs}.", name=name, heirs=", ".join(labels.t("«{name}»", name=one) for one in heirs)
        )
    if change.went:
        return labels.t("{name} er ikke lenger med.", name=name)
    if change.came:
        return labels.t("{name} er nytt: {senders}.", name=name, senders=_senders_now(change, labels))
    parts = [
        f"{labels.word(position)} {_show_count(change.positions[position], labels)}"
        for position in POSITIONS
        if position in change.positions and change.positions[position].is_changed
    ]
    members = parts or ([_show_count(change.members, labels)] if change.members.is_changed else [])
    told = []
    if members:
        told.append(labels.t("medlemmer {numbers}", numbers=", ".join(members)))
    if change.bodies.is_changed:
        told.append(labels.t("organer {numbers}", numbers=_show_count(change.bodies, labels)))
    # Equal numbers of others than before: who came and who went is not told.
    told = told or [labels.t("andre avsendere enn før")]
    return f"{name}: {'; '.join(told)}."


def _senders_now(change: CodeChange, labels: Labels) -> str:
    parts = [wording.members(change.members.after or 0, labels.language)]
    if change.bodies.after:
        parts.append(wording.bodies(change.bodies.after, labels.language))
    return wording.listing(parts, labels.language)
