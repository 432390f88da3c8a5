"""The opening and the end of the national document: what it is, the whole in short, the accounts and the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import FEWEST_TOLD
from medlemsdialog.evidence.folded_areas import has_many_areas
from medlemsdialog.models.national import NationalClaim, NationalOverview
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.report import places, wording
from medlemsdialog.report.counted_words import link_counts
from medlemsdialog.report.county_account import account_rows, count_kinds
from medlemsdialog.report.county_head import MOST_NAMED, dispute, edition_name, more_disputes
from medlemsdialog.report.definitions import define_words
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.lineage_words import sum_up_lineage
from medlemsdialog.report.material_figures import draw_kinds
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def heading(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show which dialogue this is, its edition and the document's date."""
    dialogue = labels.dialogue
    title = dialogue.title.in_language(labels.language)
    return render(
        "heading",
        labels,
        title=title,
        date=overview.document_date,
        name=title,
        kicker=labels.t("Medlemsdialog – hele landet"),
        id=f"{places.NATION_PREFIX}-tittel",
        dialogue=title,
        edition=edition_name(overview.edition, labels),
        opens=dialogue.period.opens.isoformat(),
        closes=dialogue.period.closes.isoformat(),
        document_date=overview.document_date,
        example=overview.example,
    )


def in_short(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show at most ten lines: who was heard, what was raised, what is disputed."""
    # Of those who were heard, who wait and who are silent, the words stand after the number or before it.
    who = [link_counts(line, labels, otherwise="hort") for line in tell_who(overview, labels)]
    return render("in_short", labels, lines=[*who, *(link_counts(line, labels) for line in _what(overview, labels))])


def set_aside(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show where every passage read went, in numbers that add up."""
    kinds = count_kinds((*overview.summaries, overview.without_county), overview.passages)
    return render(
        "set_aside",
        labels,
        prefix=places.NATION_PREFIX,
        account=overview.passages,
        figure=draw_kinds(places.NATION_PREFIX, kinds, labels),
        rows=account_rows(overview.passages, labels),
        reasons=[],
        withheld=_withheld(overview, labels),
    )


def method(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show how the numbers came to be, and what they do not say."""
    uncoded = sum(
        1
        for summary in (*overview.summaries, overview.without_county)
        for row in summary.statements
        if not row.coders and not row.tick
    )
    return render(
        "national_method",
        labels,
        definitions=define_words(labels, national=True),
        uncoded=uncoded,
        across=overview.texts_across_areas,
        fewest=FEWEST_TOLD,
        withheld=_withheld(overview, labels),
        example=overview.example,
        lineage=sum_up_lineage(overview.lineage, labels),
    )


def contrary_members(claim: NationalClaim) -> int:
    """Return the number of members against a claim or divided on it."""
    return claim.members.get(Position.AGAINST, 0) + claim.members.get(Position.MIXED, 0)


def _withheld(overview: NationalOverview, labels: Labels) -> str:
    return tell_withheld((*overview.summaries, overview.without_county), labels)


def tell_who(overview: NationalOverview, labels: Labels) -> list[str]:
    """Return the sentences on who was heard, who waits and who gave no input."""
    language = labels.language
    states = overview.members_by_state
    lines = [
        labels.t(
            "{heard} av {possible} er hørt; {waiting} venter på behandling, og {silent} har ikke gitt innspill.",
            heard=wording.number(states["heard"], language),
            possible=wording.plural(
                "{number} mulig medlem", "{number} mulige medlemmer", overview.possible_members, language
            ),
            waiting=wording.number(states["waiting"], language),
            silent=wording.number(states["silent"], language),
        )
    ]
    ways = {way: [row.name for row in overview.counties if row.heard_through == way] for way in _WAYS}
    many = has_many_areas(overview)

    def name(way: str) -> str:
        return wording.counties(len(ways[way]), language) if many else wording.listing(ways[way], language)

    lines.append(labels.t("Medlemmer er hørt i {counties}.", counties=wording.counties(len(ways["members"]), language)))
    if ways["bodies"]:
        named = name("bodies")
        lines.append(labels.t("Bare hørt gjennom fylkesstyret eller et annet organ: {counties}.", counties=named))
    if ways["waiting"]:
        named = name("waiting")
        lines.append(labels.t("Innspill er mottatt, men ikke ferdig behandlet: {counties}.", counties=named))
    if ways["none"]:
        lines.append(labels.t("Ikke gitt innspill: {counties}.", counties=name("none")))
    if ways["failed"]:
        lines.append(
            labels.t(
                "Kjøringen stoppet for {counties}. {members} hører til der og er verken regnet som hørt eller tause.",
                counties=name("failed"),
                members=wording.members(overview.members_in_failed_counties, language),
            )
        )
    return lines


_WAYS = ("members", "bodies", "waiting", "none", "failed")


def _what(overview: NationalOverview, labels: Labels) -> list[str]:
    language = labels.language
    lines = [
        labels.t(
            "Dokumentet bygger på {statements} fra {sources}.",
            statements=wording.statements(overview.passages.statements, language),
            sources=wording.plural(
                "{number} registrert innspill",
                "{number} registrerte innspill",
                overview.passages.sources_registered,
                language,
            ),
        )
    ]
    lines[0] = f"{lines[0]} {_withheld(overview, labels)}".rstrip()
    most = sorted(
        (row for row in overview.themes if row.members), key=lambda row: (-row.members, labels.theme(row.theme))
    )
    if most:
        named = [
            labels.t(
                "«{name}» ({members})", name=labels.theme(row.theme), members=wording.members(row.members, language)
            )
            for row in most[:MOST_NAMED]
        ]
        lines.append(labels.t("Flest medlemmer tok opp {themes}.", themes=wording.listing(named, language)))
    contested = sorted((row for row in overview.claims if row.is_contested), key=lambda row: -contrary_members(row))
    lines += [dispute(labels.claim(row.claim_id), row.members, row.bodies, labels) for row in contested[:MOST_NAMED]]
    if len(contested) > MOST_NAMED:
        lines[-1] += " " + more_disputes(len(contested) - MOST_NAMED, labels)
    return lines
