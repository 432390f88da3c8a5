"""The tables of texts and of their codes: sources, statements, copied texts, what is withheld, and the codes' history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from medlemsdialog.models.national import LineageRow, NationalOverview
from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.models.summary import SourceRow, StatementRow
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Position, Status
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import places
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.lineage_words import change_word
from medlemsdialog.report.statement_views import anchor_label, name_original, names_its_sender, sender_name
from medlemsdialog.report.tables import EvidenceTable, Reference, Rows, Value
from medlemsdialog.report.withheld import list_withheld_counts, tell_unnamed

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_sources(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the sources with statements that may be told of, as the page tells of them."""
    t, fields = labels.t, Fields(labels)
    rows: list[tuple[Value, ...]] = []
    for area in _areas(national):
        told = {row.source_id for row in area.statements}
        rows += [
            (
                source.source_id,
                _county_code(area),
                sender_name(source, labels),
                source.sender_code if names_its_sender(source) else None,
                str(source.level),
                str(source.status),
                str(source.arena),
                _read_date(source.date),
                name_original(source),
                _address(source),
            )
            for source in area.sources
            if source.source_id in told
        ]
    return EvidenceTable(
        id="sources",
        name=t("Innspill"),
        meaning=t("Innspillene som utsagnene er hentet fra."),
        fields=(
            fields.text("source_id", t("Innspill-id"), t("Innspillets id."), required=True),
            fields.county(required=False)[0],
            fields.text("sender", t("Avsender"), definition="avsender"),
            fields.text("sender_code", t("Avsenderkode"), t("Medlemmets nummer eller organets kode, som tekst.")),
            fields.words("level", t("Nivå"), Level, t("Hva slags avsender det er."), required=True),
            fields.words("status", t("Type uttalelse"), Status, t("Hva slags uttalelse det er."), required=True),
            fields.words("arena", t("Arena"), Arena, t("Hvor innspillet ble til."), required=True),
            fields.date("date", t("Dato"), t("Datoen på innspillet. Tom når den ikke er kjent.")),
            fields.text("original", t("Original"), t("Filens navn der det kan vises, ellers innspillets id.")),
            fields.text("public_address", t("Adresse"), t("Hvor innspillet ligger offentlig, når det er registrert.")),
        ),
        rows=tuple(rows),
        key=("source_id",),
        references=(Reference(("county_code",), "counties"),),
    )


def tabulate_statements(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return every statement that may be told of, with its place."""
    t, fields = labels.t, Fields(labels)
    return EvidenceTable(
        id="statements",
        name=t("Utsagn"),
        meaning=t("Alle utsagn som kan vises, med stedet de står i originalen."),
        fields=(
            fields.statement_id(),
            fields.county(required=False)[0],
            fields.text("sender", t("Avsender"), definition="avsender"),
            fields.words("status", t("Type uttalelse"), Status, t("Hva slags uttalelse det er."), required=True),
            fields.text("original", t("Original"), t("Filens navn der det kan vises, ellers innspillets id.")),
            fields.text("anchor", t("Sted"), t("Hvor utsagnet står i originalen.")),
            fields.text(
                "themes",
                t("Temaer"),
                t("Temaene utsagnet tar opp. Tomt når utsagnet ikke taler for avsenderen."),
                definition="tema",
            ),
            fields.text(
                "positions",
                t("Standpunkt"),
                t("Standpunktene utsagnet tar. Tomt når utsagnet ikke taler for avsenderen."),
                definition="standpunkt",
            ),
            fields.text(
                "text",
                t("Tekst (bare det som kan siteres)"),
                t("Utsagnet, ordrett, uten personopplysninger. Tomt når det ikke kan siteres."),
            ),
            fields.text("source_id", t("Innspill-id"), t("Innspillet utsagnet står i."), required=True),
        ),
        rows=tuple(row for area in _areas(national) for row in _statements_of(area, labels)),
        key=("statement_id",),
        references=(Reference(("county_code",), "counties"), Reference(("source_id",), "sources")),
    )


def tabulate_statement_themes(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return each theme that a statement raises."""
    t, fields = labels.t, Fields(labels)
    known = {row.theme for row in national.themes}
    rows: Rows = tuple(
        (row.statement_id, theme, labels.theme(theme))
        for row in _counted(national)
        for theme in dict.fromkeys(row.themes)
        if theme in known
    )
    return EvidenceTable(
        id="statement_themes",
        name=t("Utsagn og temaer"),
        meaning=t("Ett tema som ett utsagn tar opp, på hver rad."),
        fields=(fields.statement_id(), *fields.theme()),
        rows=rows,
        key=("statement_id", "theme_code"),
        references=(Reference(("statement_id",), "statements"), Reference(("theme_code",), "themes")),
    )


def tabulate_statement_claims(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return each position that a statement takes."""
    t, fields = labels.t, Fields(labels)
    known = {row.claim_id for row in national.claims}
    rows: Rows = tuple(
        (row.statement_id, taken.claim_id, labels.claim(taken.claim_id), str(taken.position))
        for row in _counted(national)
        for taken in dict.fromkeys(row.claims)
        if taken.claim_id in known
    )
    return EvidenceTable(
        id="statement_claims",
        name=t("Utsagn og krav"),
        meaning=t("Ett standpunkt som ett utsagn tar til ett krav, på hver rad."),
        fields=(
            fields.statement_id(),
            *fields.claim(),
            fields.words(
                "position", t("Standpunkt"), Position, t("Standpunktet til kravet. Uenighet står først."), required=True
            ),
        ),
        rows=rows,
        key=("statement_id", "claim_id", "position"),
        references=(Reference(("statement_id",), "statements"), Reference(("claim_id",), "claims")),
    )


def tabulate_copied_texts(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return the texts that several senders have used."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = tuple(
        (
            copied.text,
            "; ".join(labels.word(likeness) for likeness in copied.likenesses),
            len(copied.statements),
            copied.distinct_wordings,
            copied.senders,
            copied.members,
            "; ".join(labels.area(code) for code in copied.area_codes),
            "; ".join(statement.statement_id for statement in copied.statements),
        )
        for copied in national.copied_texts
        if copied.senders > 1
    )
    return EvidenceTable(
        id="copied_texts",
        name=t("Like tekster"),
        meaning=t("Tekster som flere avsendere har brukt. Ingen er tatt bort fra de andre tabellene."),
        fields=(
            fields.text("text", t("Tekst"), t("Den første ordlyden som kan siteres.")),
            fields.text("likeness", t("Likhet"), t("Hvordan tekstene er like."), definition="like-tekster"),
            fields.statements(),
            fields.count("distinct_wordings", t("Ulike ordlyder"), t("tekster")),
            fields.count("senders", t("Avsendere"), t("avsendere")),
            fields.count("members", t("Av dem medlemmer"), t("medlemmer")),
            fields.text("counties", t("Fylker"), t("Fylkene teksten er brukt i.")),
            fields.text("statement_ids", t("Utsagnskoder"), t("Id-ene til utsagnene.")),
        ),
        rows=rows,
    )


def tabulate_withheld(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return what may be told of the senders left out."""
    t, fields = labels.t, Fields(labels)
    rows: Rows = (
        (tell_unnamed(national.unnamed, labels), "", None),
        *list_withheld_counts(national, labels),
    )
    return EvidenceTable(
        id="withheld",
        name=t("Ikke vist hver for seg"),
        meaning=t("Det flere av avsenderne som ikke kan vises hver for seg, har felles. De er ikke med i andre tall."),
        fields=(
            fields.text("about", t("Tema eller krav"), t("Temaet eller kravet det gjelder.")),
            fields.text("position", t("Standpunkt"), t("Standpunktet til kravet, eller at temaet er tatt opp.")),
            fields.count("senders", t("Avsendere"), t("avsendere"), definition="fortrolig"),
        ),
        rows=rows,
    )


def tabulate_history(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return what became of claims and themes: what each came from and went into, and why. Nobody is named."""
    t, fields = labels.t, Fields(labels)
    changes: tuple[str, ...] = get_args(LineageRow.model_fields["change"].annotation)
    rows: Rows = tuple(
        (
            row.kind,
            row.code,
            row.label.in_language(labels.language),
            row.change,
            "; ".join(row.came_from),
            "; ".join(row.into),
            row.moved_statements or None,
            row.earlier.in_language(labels.language) if row.earlier else None,
            row.reason or None,
        )
        for row in national.lineage
    )
    return EvidenceTable(
        id="history",
        name=t("Historikk"),
        meaning=t("Hva som ble av krav og temaer som er slått sammen, delt eller formulert på nytt."),
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
            fields.choice(
                "change",
                t("Hva skjedde"),
                ((change, change_word(change).text(labels.language)) for change in changes),
                t("Hva som ble gjort."),
                required=True,
            ),
            fields.text("came_from", t("Kom fra"), t("Kodene som det ble laget av.")),
            fields.text("into", t("Gikk inn i"), t("Kodene som tok over.")),
            fields.count(
                "moved_statements",
                t("Utsagn flyttet for seg"),
                t("utsagn"),
                t("Utsagn som fikk hver sin nye kode."),
                definition="utsagn",
            ),
            fields.text("earlier", t("Tidligere ordlyd"), t("Ordlyden før endringen.")),
            fields.text("reason", t("Grunn"), t("Hvorfor det ble gjort.")),
        ),
        rows=rows,
    )


def _areas(national: NationalOverview) -> tuple[SharedSummary, ...]:
    return (*national.summaries, national.without_county)


def _county_code(area: SharedSummary) -> str | None:
    return None if area.area.code == NATIONAL else area.area.code


def _address(source: SourceRow) -> str | None:
    return places.public_address(source.public_address) or None if source.openness is Openness.PUBLIC else None


def _read_date(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date[:10])
    except ValueError:
        return None


def _counted(national: NationalOverview) -> Iterator[StatementRow]:
    # What does not speak for its sender has no theme or position in a table that people add up.
    return (row for area in _areas(national) for row in area.statements if row.speaks_for_sender)


def _statements_of(area: SharedSummary, labels: Labels) -> Rows:
    sources = {source.source_id: source for source in area.sources}
    return tuple(
        (
            row.statement_id,
            _county_code(area),
            sender_name(sources[row.source_id], labels),
            str(row.status),
            name_original(sources[row.source_id]),
            anchor_label(row.anchor, row.anchor_label, labels),
            ", ".join(row.themes) if row.speaks_for_sender else "",
            ", ".join(f"{taken.claim_id}: {labels.word(taken.position)}" for taken in row.claims)
            if row.speaks_for_sender
            else "",
            row.text if row.quotable else None,
            row.source_id,
        )
        for row in area.statements
    )
