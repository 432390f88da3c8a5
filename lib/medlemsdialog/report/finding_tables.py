"""The tables of findings: what is said, sentence by sentence, what it rests on, and what became of all that was raised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.evidence.finding_text import ResolvedFinding, number_finding_citations, resolve_finding
from medlemsdialog.evidence.quotes import check_quote
from medlemsdialog.evidence.strength import tell_strength
from medlemsdialog.models.findings import CodeFate, Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, Fate, FindingState, Strength
from medlemsdialog.report.fields import NO, YES, Fields
from medlemsdialog.report.finding_changes import tell_changes
from medlemsdialog.report.nation_findings import list_printed, name_section
from medlemsdialog.report.tables import EvidenceTable, Field, Reference, Rows, Value

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_findings(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the findings that are printed, with strength, basis and state; drafts are not among them."""
    t, fields = labels.t, Fields(labels)
    resolved = _resolve(national, labels)
    rows = tuple(
        _finding_row(finding, place, resolved[finding.finding_id], national, labels)
        for place, finding in enumerate(list_printed(national), start=1)
    )
    return EvidenceTable(
        id="findings",
        name=t("Funn"),
        meaning=t("Funnene som er godkjent, eller som var det til grunnlaget ble endret. Utkast er ikke med."),
        fields=(
            _finding_id(fields),
            fields.count("number", t("Nummer"), "", t("Nummeret funnet har i det nasjonale dokumentet.")),
            fields.text("section", t("Del"), t("Hovedtemaet funnet står under.")),
            fields.text("heading", t("Overskrift"), t("Funnets overskrift.")),
            fields.text("text", t("Funn"), definition="funn"),
            fields.words(
                "state", t("Tilstand"), _PRINTED, t("Om grunnlaget er endret etter godkjenningen."), required=True
            ),
            fields.words("strength", t("Ord for styrke"), Strength, t("Ordet en person har valgt. Tomt uten ord.")),
            fields.text("strength_text", t("Styrke"), definition="styrke"),
            fields.words("basis", t("Grunnlag for funnet"), BasisLevel, t("Nivået en person har valgt.")),
            fields.text("basis_reason", t("Grunn"), t("Hvorfor nivået er valgt."), definition="grunnlag"),
            *(
                fields.text(
                    f"basis_{question}",
                    labels.word(question),
                    t("Det en person har skrevet om dette."),
                    definition="grunnlag",
                )
                for question in BasisQuestion
            ),
            fields.text("addressees", t("Rettet til"), t("Hvem funnet ber om noe.")),
            fields.text("changes", t("Endret siden godkjenningen"), t("Hva som er endret i grunnlaget.")),
        ),
        rows=rows,
        key=("finding_id",),
    )


def tabulate_sentences(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the sentences of the printed findings, as they are printed."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (one.finding_id, sentence.number, sentence.printed, sentence.bookmark)
        for one in _resolve(national, labels).values()
        for sentence in one.sentences
    )
    return EvidenceTable(
        id="finding_sentences",
        name=t("Funn, setning for setning"),
        meaning=t("Setningene i funnene, med tallene slik de står nå."),
        fields=(
            _finding_id(fields),
            _sentence(fields, t("Setningens nummer i funnet.")),
            fields.text("text", t("Tekst"), t("Setningen slik den er trykt.")),
            fields.text("bookmark", t("Bokmerke"), t("Bokmerket setningen har i Word-dokumentene.")),
        ),
        rows=rows,
        key=("finding_id", "sentence"),
        references=(Reference(("finding_id",), "findings"),),
    )


def tabulate_finding_evidence(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return what each printed finding rests on: claims, themes, and the statements it names, cites or quotes."""
    t, fields = labels.t, Fields(labels)
    resolved = _resolve(national, labels)
    kinds = (
        ("claim", t("krav")),
        ("theme", t("tema")),
        ("statement", t("utsagn")),
        ("citation", t("utsagn vist til i en setning")),
        ("quote", t("sitat")),
    )
    claim_id, theme_code, statement_id = (
        Field(one.name, one.heading, one.type, one.meaning)
        for one in (fields.claim()[0], fields.theme()[0], fields.statement_id())
    )
    known = _Known(national)
    rows = [row for finding in list_printed(national) for row in _evidence_rows(finding, resolved, known, labels)]
    return EvidenceTable(
        id="finding_evidence",
        name=t("Funn og grunnlag"),
        meaning=t(
            "Ett krav, ett tema eller ett utsagn som ett funn bygger på, på hver rad. Det som ikke kan vises, er ikke med. "
            "Utsagnene bak kravene og temaene står i «{statements}», «{themes}» og «{claims}».",
            statements=t("Utsagn"),
            themes=t("Utsagn og temaer"),
            claims=t("Utsagn og krav"),
        ),
        fields=(
            _finding_id(fields),
            fields.count("row", t("Rad"), "", t("Radens nummer i funnet.")),
            fields.choice("kind", t("Slag"), kinds, t("Hva raden viser til."), required=True),
            claim_id,
            theme_code,
            statement_id,
            _sentence(fields, t("Setningen som viser til utsagnet.")),
            fields.text("text", t("Tekst"), t("Kravet, temaet eller sitatet i ord.")),
            fields.yes_no("contrary", t("Taler mot"), t("Om sitatet taler mot det funnet sier.")),
        ),
        rows=tuple(rows),
        key=("finding_id", "row"),
        references=(
            Reference(("finding_id",), "findings"),
            Reference(("claim_id",), "claims"),
            Reference(("theme_code",), "themes"),
            Reference(("statement_id",), "statements"),
        ),
    )


def tabulate_fates(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return what became of each claim and theme that was raised."""
    t, fields = labels.t, Fields(labels)
    printed = {finding.finding_id for finding in list_printed(national)}
    fates = (
        ("finding", t("i et funn")),
        ("draft", t("i et funn som er under arbeid")),
        (str(Fate.BACKGROUND), labels.word(Fate.BACKGROUND)),
        (str(Fate.SET_ASIDE), labels.word(Fate.SET_ASIDE)),
        ("none", t("ikke vurdert ennå")),
    )
    rows: Rows = tuple(
        (
            one.kind,
            one.code,
            labels.claim(one.code) if one.kind == "claim" else labels.theme(one.code),
            _fate(one, printed),
            "; ".join(finding for finding in one.findings if finding in printed),
            # A reason belongs to a fate that holds; findings come before.
            one.reason if one.fate is not None and not one.findings else "",
        )
        for one in national.fates
    )
    return EvidenceTable(
        id="fates",
        name=t("Hva det ble av"),
        meaning=t("Hva det ble av hvert krav og tema som er tatt opp."),
        fields=(
            fields.choice(
                "kind",
                t("Slag"),
                (("theme", t("tema")), ("claim", t("krav"))),
                t("Om raden er et tema eller et krav."),
                required=True,
            ),
            fields.text("code", t("Kode"), t("Koden til temaet eller kravet."), required=True),
            fields.text("label", t("Tekst"), t("Navnet eller ordlyden.")),
            fields.choice("fate", t("Hva det ble av"), fates, t("Hvor temaet eller kravet endte."), required=True),
            fields.text("finding_ids", t("Funn"), t("Id-ene til funnene som bygger på det.")),
            fields.text("reason", t("Grunn"), t("Hvorfor det er bakgrunn eller satt til side.")),
        ),
        rows=rows,
        key=("kind", "code"),
    )


_PRINTED = (FindingState.APPROVED, FindingState.STALE)


class _Known:
    """What the package has a row of; other codes may not be told of, or nobody has raised them."""

    def __init__(self, national: NationalOverview) -> None:
        self.national = national
        self.claims = {row.claim_id for row in national.claims}
        self.themes = {row.theme for row in national.themes}
        areas = (*national.summaries, national.without_county)
        self.statements = {row.statement_id for area in areas for row in area.statements}


def _finding_id(fields: Fields) -> Field:
    t = fields.labels.t
    return fields.text("finding_id", t("Funn-id"), t("Funnets id."), required=True)


def _sentence(fields: Fields, meaning: str) -> Field:
    return fields.count("sentence", fields.labels.t("Setning"), "", meaning)


def _resolve(national: NationalOverview, labels: Labels) -> dict[str, ResolvedFinding]:
    printed = list_printed(national)
    numbers = number_finding_citations(printed, national, labels.language)
    return {one.finding_id: resolve_finding(one, national, labels, numbers=numbers) for one in printed}


def _finding_row(
    finding: Finding, place: int, resolved: ResolvedFinding, national: NationalOverview, labels: Labels
) -> tuple[Value, ...]:
    basis = finding.basis
    claims = pick_claims(national, finding.claims)
    return (
        finding.finding_id,
        place,
        name_section(finding.section, labels),
        resolved.heading.strip(),
        " ".join(sentence.printed for sentence in resolved.sentences),
        str(finding.state),
        str(finding.strength) if finding.strength else None,
        tell_strength(finding.strength, claims, labels, national),
        str(basis.level) if basis else None,
        basis.reason if basis else None,
        *(basis.notes.get(question) if basis else None for question in BasisQuestion),
        ", ".join(labels.word(addressee) for addressee in finding.addressees),
        " ".join(tell_changes(finding, national, labels)) if finding.state is FindingState.STALE else None,
    )


def _evidence_rows(
    finding: Finding, resolved: Mapping[str, ResolvedFinding], known: _Known, labels: Labels
) -> list[tuple[Value, ...]]:
    found: list[tuple[Value, ...]] = [
        ("claim", claim, None, None, None, labels.claim(claim), NO) for claim in finding.claims if claim in known.claims
    ]
    found += [
        ("theme", None, theme, None, None, labels.theme(theme), NO) for theme in finding.themes if theme in known.themes
    ]
    found += [
        ("statement", None, None, statement, None, None, NO)
        for statement in finding.statements
        if statement in known.statements
    ]
    found += [
        ("citation", None, None, statement, sentence.number, None, NO)
        for sentence in resolved[finding.finding_id].sentences
        for statement in sentence.cited
        if statement in known.statements
    ]
    found += [
        ("quote", None, None, quote.statement_id, None, quote.text, YES if quote.contrary else NO)
        for quote in finding.quotes
        if quote.statement_id in known.statements and check_quote(quote, known.national, claims=finding.claims) is None
    ]
    return [(finding.finding_id, number, *row) for number, row in enumerate(found, start=1)]


def _fate(fate: CodeFate, printed: set[str]) -> str:
    if fate.findings:
        return "finding" if printed & set(fate.findings) else "draft"
    return str(fate.fate) if fate.fate is not None else "none"
