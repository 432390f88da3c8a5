"""What stands around the findings in national documents: who gave input, what it rests on, method, tables, references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.strength import COUNTS_RULE, STRENGTH_RULES
from medlemsdialog.models.vocabulary import FindingDocument, Level
from medlemsdialog.report import wording
from medlemsdialog.report.document_findings import DocumentFrame, cite_source, place_of
from medlemsdialog.report.document_nodes import SOURCES, Node, bullets, header, para, span, styled, words
from medlemsdialog.report.withheld import tell_withheld

if TYPE_CHECKING:
    pass


def tell_participation(frame: DocumentFrame) -> list[Node]:
    """Return who gave input and who did not, in counts: members by level, then counties and bodies, each for itself."""
    overview, labels = frame.overview, frame.labels
    language = labels.language
    states = overview.members_by_state
    told = [
        labels.t(
            "{heard} av {possible} har gitt innspill: {levels}. {silent} har ikke gitt innspill, og {waiting} har "
            "sendt innspill som ikke er ferdig behandlet.",
            heard=wording.number(states.get("heard", 0), language),
            possible=wording.plural(
                "{number} mulig medlem", "{number} mulige medlemmer", overview.possible_members, language
            ),
            levels=wording.listing(_count_levels(frame), language),
            silent=wording.number(states.get("silent", 0), language),
            waiting=wording.number(states.get("waiting", 0), language),
        )
    ]
    if overview.members_in_failed_counties:
        told.append(
            labels.t(
                "Om {members} er det ukjent, fordi materialet fra fylkene deres ikke kunne leses.",
                members=wording.members(overview.members_in_failed_counties, language),
            )
        )
    ways: Counter[str] = Counter(row.heard_through for row in overview.counties)
    told.append(
        labels.t(
            "Medlemmer er hørt i {members} av {counties}.",
            members=wording.number(ways["members"], language),
            counties=wording.counties(len(overview.counties), language),
        )
    )
    others = {
        "bodies": labels.t("I {counties} er bare et organ hørt.", counties=wording.counties(ways["bodies"], language)),
        "waiting": labels.t(
            "I {counties} er det som er mottatt, ikke ferdig behandlet.",
            counties=wording.counties(ways["waiting"], language),
        ),
        "none": labels.t(
            "Fra {counties} er det ikke kommet innspill.", counties=wording.counties(ways["none"], language)
        ),
    }
    told += [sentence for way, sentence in others.items() if ways[way]]
    heard_bodies = sum(row.bodies_heard or 0 for row in overview.counties)
    told.append(
        labels.t(
            "{bodies} i fylkene har uttalt seg. De taler ikke for medlemmene og er talt for seg.",
            bodies=wording.bodies(heard_bodies, language),
        )
    )
    told.append(labels.t("Tallene gjelder dem som har gitt innspill, og sier ikke hva de andre mener."))
    return [para(*words(" ".join(told)))]


def tell_material(frame: DocumentFrame) -> list[Node]:
    """Return what the document rests on, in sources and statements, and what is left out of the numbers."""
    overview, labels = frame.overview, frame.labels
    told = [
        labels.t(
            "Dokumentet bygger på {statements} fra {sources}.",
            statements=wording.statements(overview.passages.statements, labels.language),
            sources=wording.plural(
                "{number} registrert innspill",
                "{number} registrerte innspill",
                overview.passages.sources_registered,
                labels.language,
            ),
        ),
        labels.t("Hvert tall sier hvor mange medlemmer det gjelder, og de som er imot, er nevnt først."),
        labels.t("De små tallene viser til kildene, med sted i originalen."),
        tell_withheld((*overview.summaries, overview.without_county), labels),
    ]
    return [para(*words(" ".join(filter(None, told))))]


def tell_method(frame: DocumentFrame) -> list[Node]:
    """Return how the numbers came to be: units, what counts, what people chose, and when each word for strength is used."""
    labels = frame.labels
    t = labels.t
    rules = [
        t(
            "Medlemmer er kommuner og fylkeskommuner. Et medlem telles én gang per tema og krav, uansett hvor mye det har sendt."
        ),
        t("Styrer, utvalg og nettverk er organer. De taler ikke for medlemmene og telles for seg."),
        t("Et tema er tatt opp eller ikke tatt opp. Standpunkt tas til krav: for, mot, delt eller nøytral."),
        t("Et medlem som både er for og mot et krav i ulike utsagn, har et delt standpunkt."),
        t("I en sak som er vedtatt, er det vedtaket som gjelder, ikke innstillingen."),
        t(
            "Temaer og krav er valgt av personer. Forslag fra datamaskinen telles ikke, og heller ikke det koderne er uenige om."
        ),
        t("Tallene i teksten er regnet ut da dokumentet ble laget, og sitatene er kontrollert mot originalene."),
        t("Ord for styrke følger faste regler:"),
    ]
    items: list[Sequence[Node]] = [[para(*words(rule))] for rule in rules[:-1]]
    strengths = [[para(*words(rule.text(labels.language)))] for rule in (*STRENGTH_RULES.values(), COUNTS_RULE)]
    items.append([para(*words(rules[-1])), bullets(strengths)])
    return [bullets(items)]


def tell_unknown(frame: DocumentFrame) -> list[Node]:
    """Return what is not known, in counts: who was silent, what waits, what could not be read or is not coded."""
    overview, labels = frame.overview, frame.labels
    language = labels.language
    states, passages = overview.members_by_state, overview.passages
    uncoded = sum(
        1
        for area in (*overview.summaries, overview.without_county)
        for row in area.statements
        if not row.coders and not row.tick
    )
    told = [
        labels.t(
            "Hva {members} mener, er ukjent: De har ikke gitt innspill.",
            members=wording.members(states.get("silent", 0), language),
        ),
        labels.t("Et tema som et medlem ikke har tatt opp, kan likevel være viktig for det."),
    ]
    told += [
        sentence.text(language)
        for how_many, sentence in (
            (
                states.get("waiting", 0),
                Message(
                    "Medlemmer med innspill som ikke er ferdig behandlet: {number}.",
                    number=wording.number(states.get("waiting", 0), language),
                ),
            ),
            (
                overview.members_in_failed_counties,
                Message(
                    "Medlemmer i fylker der materialet ikke kunne leses: {number}.",
                    number=wording.number(overview.members_in_failed_counties, language),
                ),
            ),
            (
                passages.sources_proposed,
                Message(
                    "Innspill som venter på å bli bekreftet, og ikke er talt med: {number}.",
                    number=wording.number(passages.sources_proposed, language),
                ),
            ),
            (
                passages.sources_unreadable,
                Message(
                    "Innspill som ikke kunne leses maskinelt: {number}.",
                    number=wording.number(passages.sources_unreadable, language),
                ),
            ),
            (
                uncoded,
                Message("Utsagn som ikke er kodet: {number}.", number=wording.number(uncoded, language)),
            ),
        )
        if how_many
    ]
    if withheld := tell_withheld((*overview.summaries, overview.without_county), labels):
        told.append(withheld)
    return [bullets([[para(*words(sentence))] for sentence in told])]


def list_references(frame: DocumentFrame) -> list[Node]:
    """Return the statements cited, by number: one run of small words in the letter, a line each elsewhere."""
    if not frame.numbers:
        return [para(*words(frame.labels.t("Ingen kilder er vist til.")))]
    entries = []
    for statement, number in sorted(frame.numbers.items(), key=lambda item: item[1]):
        shown = words(f"{number}\u00a0{cite_source(statement, frame)}.")
        entries.append(span(shown, identifier=place_of(number)))
    if frame.document is not FindingDocument.INPUT:
        return [styled(SOURCES, *(para(entry) for entry in entries))]
    run: list[Node] = []
    for entry in entries:
        run += [*([{"t": "Space"}] if run else []), entry]
    return [styled(SOURCES, para(*run))]


def show_references(frame: DocumentFrame, level: int) -> list[Node]:
    """Return the references under a heading of their own."""
    return [header(level, words(frame.labels.t("Kilder"))), *list_references(frame)]


def _count_levels(frame: DocumentFrame) -> list[str]:
    heard = [member for area in frame.overview.summaries for member in area.heard_members]
    language = frame.labels.language
    municipalities = len({member.code for member in heard if member.level is Level.MUNICIPALITY})
    county_councils = len({member.code for member in heard if member.level is Level.COUNTY_COUNCIL})
    return [
        wording.plural("{number} kommune", "{number} kommuner", municipalities, language),
        wording.plural("{number} fylkeskommune", "{number} fylkeskommuner", county_councils, language),
    ]
