"""The opening of a county report: what it is, and the county in short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import AreaSummary, ClaimRow
from medlemsdialog.models.vocabulary import Level, Position
from medlemsdialog.report import places, wording
from medlemsdialog.report.counted_words import link_counts
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# An agreement among fewer than three members is not reported as one.
FEWEST_MEMBERS_IN_AGREEMENT = 3
MOST_NAMED = 3
# With one more the whole would not keep to ten lines.
MOST_DISPUTES = 2


def heading(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show which county of which dialogue this is, its edition and the document's date."""
    dialogue = labels.dialogue
    name = labels.area(summary.area.code)
    kind = labels.t("Fylkesoppsummering")
    return render(
        "heading",
        labels,
        title=name,
        date=summary.document_date,
        name=name,
        kicker=f"{kind} · {dialogue.title.in_language(labels.language)}",
        id=f"{places.area_prefix(summary.area.code)}-tittel",
        dialogue=dialogue.title.in_language(labels.language),
        edition=edition_name(summary.edition, labels),
        opens=dialogue.period.opens.isoformat(),
        closes=dialogue.period.closes.isoformat(),
        document_date=summary.document_date,
        example=summary.example,
    )


def in_short(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show at most ten lines: who was heard, what was raised, what is disputed, what is not done."""
    shared = share_summary(summary)
    who = [link_counts(line, labels, otherwise="hort", national=False) for line in tell_who(shared, labels)]
    said = [*_what(shared, labels), *_positions(shared, labels), *_undone(shared, labels)]
    lines = [*who, *(link_counts(line, labels, otherwise="tema", national=False) for line in said)]
    return render("in_short", labels, lines=lines)


def contrary_members(row: ClaimRow) -> int:
    """Return the number of members against a claim or divided on it."""
    return len(row.members.opposing) + len(row.members.mixed)


def is_contested(row: ClaimRow) -> bool:
    """Whether any member or body is against a claim or divided on it."""
    return bool(contrary_members(row) or row.bodies.opposing or row.bodies.mixed)


def dispute(claim: str, members: Mapping[Position, int], bodies: Mapping[Position, int], labels: Labels) -> str:
    """Return the sentence on a contested claim: members by position, and bodies apart where any is contrary."""
    line = labels.t(
        "Omstridt: «{claim}» Blant medlemmene er {positions}.",
        claim=claim,
        positions=wording.positions(members, labels.language),
    )
    contrary = bodies.get(Position.AGAINST, 0) + bodies.get(Position.MIXED, 0)
    if not contrary:
        return line
    return f"{line} " + labels.t(
        "{bodies} er imot eller har et delt standpunkt.", bodies=wording.bodies(contrary, labels.language)
    )


def more_disputes(how_many: int, labels: Labels) -> str:
    """Return the sentence on the contested claims that are not named."""
    return wording.plural(
        "I tillegg er {number} krav omstridt.", "I tillegg er {number} krav omstridte.", how_many, labels.language
    )


def edition_name(edition: str, labels: Labels) -> str:
    """Return the municipal structure as it is printed."""
    return labels.t("oppdiktet inndeling (eksempel)") if edition.startswith("eksempel") else edition


def tell_who(summary: AreaSummary, labels: Labels) -> list[str]:
    """Return the sentences on who was heard, who waits and who gave no input."""
    language = labels.language
    possible = [member for member in summary.members if member.level is Level.MUNICIPALITY]
    heard = [member for member in possible if member.state == "heard"]
    lines = [
        labels.t(
            "{heard} av {possible} kommuner er hørt.",
            heard=wording.number(len(heard), language),
            possible=wording.number(len(possible), language),
        )
    ]
    for council in (member for member in summary.members if member.level is Level.COUNTY_COUNCIL):
        name = labels.sender(council.code)
        if council.state == "heard":
            lines[0] += " " + labels.t("{name} er også hørt.", name=name)
        else:
            lines[0] += " " + labels.t("{name} er ikke hørt.", name=name)
    waiting = sum(member.state == "waiting" for member in summary.members)
    silent = sum(member.state == "silent" for member in summary.members)
    lines.append(labels.t("{silent} har ikke gitt innspill.", silent=wording.members(silent, language)))
    if waiting:
        received = wording.members(waiting, language)
        lines[-1] += " " + labels.t("{waiting} har sendt innspill som ikke er ferdig behandlet.", waiting=received)
    bodies = [body.name for body in summary.bodies if body.heard]
    if bodies and not summary.heard_members:
        lines.append(
            labels.t(
                "Fylket er bare hørt gjennom {bodies}; det er ikke medlemmenes syn.",
                bodies=wording.listing(bodies, language),
            )
        )
    elif bodies:
        heard_bodies = wording.bodies(len(bodies), language)
        lines.append(
            labels.t(
                "I tillegg er {count} hørt: {bodies}.", count=heard_bodies, bodies=wording.listing(bodies, language)
            )
        )
    return lines


def _what(summary: SharedSummary, labels: Labels) -> list[str]:
    language = labels.language
    withheld = tell_withheld([summary], labels)
    if not summary.statements:
        return [withheld or labels.t("Ingen utsagn er registrert.")]
    # In one line: what is told of those left out belongs to what the report rests on.
    lines = [f"{_basis(summary, labels)} {withheld}".rstrip()]
    ordered = sorted(summary.themes, key=lambda row: (-len(row.members), labels.theme(row.theme)))
    most = [row for row in ordered if row.members][:MOST_NAMED]
    if most:
        named = [
            labels.t(
                "«{name}» ({members})",
                name=labels.theme(row.theme),
                members=wording.members(len(row.members), language),
            )
            for row in most
        ]
        lines.append(labels.t("Flest medlemmer tok opp {themes}.", themes=wording.listing(named, language)))
    alone = sum(len(row.members) == 1 for row in summary.themes)
    if alone:
        lines.append(
            wording.plural(
                "{number} tema er tatt opp av bare ett medlem.",
                "{number} temaer er hvert for seg tatt opp av bare ett medlem.",
                alone,
                language,
            )
        )
    return lines


def _basis(summary: AreaSummary, labels: Labels) -> str:
    """Return what the report rests on. A tick has no text of its own: it is told apart from the distinct texts."""
    language = labels.language
    ticks = sum(row.tick for row in summary.statements)
    texts = len({row.text_unit for row in summary.statements if not row.tick})
    values = {
        "statements": wording.statements(len(summary.statements), language),
        "texts": wording.plural("{number} ulik tekst", "{number} ulike tekster", texts, language),
        "sources": wording.plural(
            "{number} registrert innspill",
            "{number} registrerte innspill",
            summary.passages.sources_registered,
            language,
        ),
    }
    if not ticks:
        return labels.t("Rapporten bygger på {statements} ({texts}) fra {sources}.", **values)
    return labels.t(
        "Rapporten bygger på {statements} ({texts} og {ticks}) fra {sources}.",
        ticks=wording.plural("{number} avkryssing", "{number} avkryssinger", ticks, language),
        **values,
    )


def _positions(summary: SharedSummary, labels: Labels) -> list[str]:
    language = labels.language
    if not summary.claims:
        return [labels.t("Ingen standpunkt til krav er registrert.")] if summary.statements else []
    lines = []
    contested = sorted((row for row in summary.claims if is_contested(row)), key=lambda row: -contrary_members(row))
    lines += [
        dispute(
            labels.claim(row.claim_id),
            {position: len(row.members.of(position)) for position in Position},
            {position: len(row.bodies.of(position)) for position in Position},
            labels,
        )
        for row in contested[:MOST_DISPUTES]
    ]
    if len(contested) > MOST_DISPUTES:
        lines[-1] += " " + more_disputes(len(contested) - MOST_DISPUTES, labels)
    if not contested:
        # What is left out may be against: then nothing is said of all who took a position.
        lines.append(
            labels.t("Ingen er imot eller har et delt standpunkt til noe krav, i det som kan vises.")
            if summary.leaves_out
            else labels.t("Ingen av dem som tok standpunkt til et krav, er imot eller har et delt standpunkt.")
        )
    agreed = [
        row
        for row in summary.claims
        if not is_contested(row) and len(row.members.supporting) >= FEWEST_MEMBERS_IN_AGREEMENT
    ]
    if agreed:
        top = max(agreed, key=lambda row: len(row.members.supporting))
        values = {
            "claim": labels.claim(top.claim_id).rstrip("."),
            "members": wording.members(len(top.members.supporting), language),
        }
        lines.append(
            labels.t("Flest er enige om «{claim}»: {members} er for, i det som kan vises.", **values)
            if summary.leaves_out
            else labels.t("Flest er enige om «{claim}»: {members} er for, ingen er imot.", **values)
        )
    return lines


def _undone(summary: AreaSummary, labels: Labels) -> list[str]:
    uncoded = sum(1 for row in summary.statements if not row.coders and not row.tick)
    if not uncoded:
        return []
    return [
        labels.t(
            "{uncoded} er ennå ikke kodet og mangler derfor under temaer og krav.",
            uncoded=wording.statements(uncoded, labels.language),
        )
    ]
