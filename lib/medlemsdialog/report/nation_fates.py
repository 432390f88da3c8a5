"""What became of every claim and theme that was raised: findings, background, set aside with a reason, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.findings import CodeFate
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.report import places
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import frame_by_main_theme, group_by_themes
from medlemsdialog.report.nation_findings import list_printed
from medlemsdialog.report.statement_views import Link
from medlemsdialog.report.wording import number

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class FateView:
    """What became of one claim or theme. `findings` are the printed ones that rest on it; `told` says the rest."""

    about: Link
    findings: tuple[Link, ...]
    told: str
    reason: str


@dataclass(frozen=True)
class FormerCode:
    """A claim or theme no longer in use, at its old address: its words, and where that which was said to it now stands."""

    id: str
    text: str
    heirs: tuple[Link, ...]


@dataclass(frozen=True)
class FateRow:
    """What became of a claim or theme, with the themes it lies under."""

    kind: str
    themes: frozenset[str]
    view: FateView


def fates(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show what became of each claim somebody takes a position to, and of each theme raised."""
    rows = build_fate_rows(overview, labels)
    frame = frame_by_main_theme(labels)
    groups = {
        kind: group_by_themes(
            [row for row in rows if row.kind == kind], lambda row: row.themes, frame, rest=labels.t("Uten hovedtema")
        )
        for kind in ("claim", "theme")
    }
    return render(
        "national_fates",
        labels,
        claims=groups["claim"],
        themes=groups["theme"],
        several=sum(len(found) for _, found in groups["claim"]) > sum(row.kind == "claim" for row in rows),
        overlooked=sum(fate.is_overlooked for fate in overview.fates),
        former=list_former(overview, labels),
        prefix=places.NATION_PREFIX,
    )


def list_former(overview: NationalOverview, labels: Labels) -> tuple[FormerCode, ...]:
    """Return the claims and themes that went into others or out of use, so that their addresses still lead somewhere."""
    shown = {places.claim_id(places.NATION_PREFIX, row.claim_id) for row in overview.claims}
    shown |= {places.theme_id(places.NATION_PREFIX, row.theme) for row in overview.themes}
    former = []
    for row in overview.lineage:
        if row.change not in {"merged", "split", "retired"}:
            continue
        make, name = (places.claim_id, labels.claim) if row.kind == "claim" else (places.theme_id, labels.theme)
        own = make(places.NATION_PREFIX, row.code)
        heirs = [Link(name(code), make(places.NATION_PREFIX, code)) for code in row.into]
        if own not in shown:
            linked = tuple(heir if heir.target in shown else Link(heir.text, "") for heir in heirs)
            former.append(FormerCode(own, row.label.in_language(labels.language), linked))
    return tuple(former)


def build_fate_rows(overview: NationalOverview, labels: Labels) -> tuple[FateRow, ...]:
    """Return what became of each claim and theme, with the themes that place it in a frame."""
    themes = {row.claim_id: frozenset(row.themes) for row in overview.claims}
    printed = {
        finding.finding_id: Link(
            labels.t("Funn {number}", number=number(place, labels.language)), places.finding_id(finding.finding_id)
        )
        for place, finding in enumerate(list_printed(overview), start=1)
    }
    return tuple(
        FateRow(
            fate.kind,
            frozenset({fate.code}) if fate.kind == "theme" else themes.get(fate.code, frozenset()),
            _show(fate, printed, labels),
        )
        for fate in overview.fates
    )


def overlooked(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the claims and themes that nobody has said what became of, and those set aside. Internal only."""
    without = [fate for fate in overview.fates if fate.is_overlooked]
    given = [fate for fate in overview.fates if fate.fate is not None and not fate.findings]
    return render(
        "overlooked",
        labels,
        claims=[_link(fate, labels) for fate in without if fate.kind == "claim"],
        themes=[_link(fate, labels) for fate in without if fate.kind == "theme"],
        given=[_show(fate, {}, labels) for fate in given],
        prefix=places.NATION_PREFIX,
    )


def _show(fate: CodeFate, printed: dict[str, Link], labels: Labels) -> FateView:
    found = tuple(printed[finding] for finding in fate.findings if finding in printed)
    told = ""
    if not found:
        if fate.findings:
            told = labels.t("i et funn som er under arbeid")
        elif fate.fate is not None:
            told = labels.word(fate.fate)
        else:
            told = labels.t("ikke vurdert ennå")
    # A reason belongs to a fate that holds; findings that rest on it come before.
    reason = fate.reason if fate.fate is not None and not fate.findings else ""
    return FateView(_link(fate, labels), found, told, reason)


def _link(fate: CodeFate, labels: Labels) -> Link:
    if fate.kind == "claim":
        return Link(labels.claim(fate.code), places.claim_id(places.NATION_PREFIX, fate.code))
    return Link(labels.theme(fate.code), places.theme_id(places.NATION_PREFIX, fate.code))
