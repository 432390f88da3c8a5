"""What stands in the national spreadsheet: each table's name, columns and rows, and the definitions of its units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.lineage_words import change_word
from medlemsdialog.report.statement_views import anchor_label, name_original, sender_name
from medlemsdialog.report.withheld import list_withheld_counts, tell_unnamed

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

Value = str | int | float | None
Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Rows


def build_definitions(labels: Labels) -> Table:
    """Return the first sheet: what the words in the others mean."""
    t = labels.t
    rows = (
        (t("medlem"), t("En kommune eller fylkeskommune i kommuneinndelingen. Telles én gang per tema og krav.")),
        (t("organ"), t("Et styre, utvalg eller nettverk i KS. Taler ikke for medlemmene og telles for seg.")),
        (t("annen avsender"), t("En organisasjon, tjeneste eller person. Telles for seg.")),
        (t("innspill"), t("Én original slik den kom inn: en fil eller en rad i et skjema.")),
        (t("utsagn"), t("Et tekststed som er et syn eller et gjengitt syn.")),
        (t("ulike tekster"), t("Utsagnene når tekster som er like eller nesten like, telles én gang.")),
        (t("tema"), t("Et emne i kodeboken. Det er tatt opp eller ikke tatt opp.")),
        (t("krav"), t("Én setning om hva noen bør gjøre, formulert av en person ut fra utsagnene.")),
        (t("standpunkt"), t("For, mot, delt eller nøytral til et krav.")),
        (t("tom celle"), t("Ukjent, eller vises ikke fordi noe er sendt i fortrolighet. Null betyr ingen.")),
        (
            t("vises ikke"),
            t(
                "Det som er sendt i fortrolighet, og det enkeltpersoner ikke har sendt åpent, er ikke med i noe tall. "
                "Bare det flere av dem har felles, står i arket «{sheet}».",
                sheet=t("Ikke vist hver for seg"),
            ),
        ),
    )
    return Table(t("Definisjoner"), (t("Ord"), t("Betydning")), rows)


def build_tables(national: NationalOverview, labels: Labels) -> tuple[Table, ...]:
    """Return the tables; columns of different units are never to be added up."""
    return (
        _counties(national, labels),
        _themes(national, labels),
        _themes_by_county(national, labels),
        _claims(national, labels),
        _claims_by_county(national, labels),
        _questions(national, labels),
        _bodies(national, labels),
        _arenas(national, labels),
        _copied_texts(national, labels),
        _statements(national, labels),
        *([_withheld(national, labels)] if national.unnamed.at_least else []),
        *([build_history(national, labels)] if national.lineage else []),
    )


def _counties(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Fylkesnummer"), t("Fylke"), t("Mulige medlemmer"), t("Hørte medlemmer"), t("Medlemmer som venter"))
    more = (t("Hørte organer"), t("Innspill"), t("Registrerte innspill"), t("Utsagn"), t("Kjøringen stoppet"))
    rows: Rows = tuple(
        (
            row.code,
            row.name,
            row.members,
            row.members_heard,
            row.members_waiting,
            row.bodies_heard,
            row.sources,
            row.sources_registered,
            row.statements,
            t("ja") if row.status == "failed" else t("nei"),
        )
        for row in national.counties
    )
    return Table(t("Fylker"), columns + more, rows)


def _themes(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (
        t("Temakode"),
        t("Tema"),
        t("Medlemmer"),
        t("Organer"),
        t("Andre avsendere"),
        t("Utsagn"),
        t("Ulike tekster"),
    )
    rows: Rows = tuple(
        (r.theme, labels.theme(r.theme), r.members, r.bodies, r.other_senders, r.statements, r.distinct_texts)
        for r in national.themes
    )
    return Table(t("Temaer"), columns, rows)


def _themes_by_county(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Temakode"), t("Tema"), t("Fylkesnummer"), t("Fylke"), t("Medlemmer"), t("Organer"), t("Utsagn"))
    rows: Rows = tuple(
        (
            row.theme,
            labels.theme(row.theme),
            county.county_code,
            labels.area(county.county_code),
            len(county.members),
            len(county.bodies),
            len(county.statements),
        )
        for row in national.themes
        for county in row.counties
    )
    return Table(t("Temaer etter fylke"), columns, rows)


def _claims(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (
        t("Krav-id"),
        t("Krav"),
        t("Rettet til"),
        *(t("Medlemmer: {position}", position=labels.word(position)) for position in POSITIONS),
        *(t("Organer: {position}", position=labels.word(position)) for position in POSITIONS),
        t("Andre avsendere"),
        t("Utsagn"),
    )
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            labels.word(row.addressee),
            *(row.members.get(position, 0) for position in POSITIONS),
            *(row.bodies.get(position, 0) for position in POSITIONS),
            row.other_senders,
            row.statements,
        )
        for row in national.claims
    )
    return Table(t("Krav"), columns, rows)


def _claims_by_county(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Krav-id"), t("Krav"), t("Fylkesnummer"), t("Fylke"), t("Standpunkt"), t("Medlemmer"), t("Organer"))
    rows: Rows = tuple(
        (
            row.claim_id,
            labels.claim(row.claim_id),
            county.county_code,
            labels.area(county.county_code),
            labels.word(position),
            len(county.members.get(position, ())),
            len(county.bodies.get(position, ())),
        )
        for row in national.claims
        for county in row.counties
        for position in POSITIONS
        if county.members.get(position) or county.bodies.get(position)
    )
    return Table(t("Krav etter fylke"), columns, rows)


def _questions(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Spørsmål"), t("Ordlyd"), *(labels.word(state) for state in AnswerState))
    more = (t("Vises ikke"), t("Organer som har svart"))
    example, original = t("eksempel – ikke KS' ordlyd"), t("original")
    rows: Rows = tuple(
        (
            labels.question(row.question),
            example if labels.is_example_wording(row.question) else original,
            *(row.members.get(state, 0) for state in AnswerState),
            row.members_without_state,
            row.bodies_answered,
        )
        for row in national.questions
    )
    return Table(t("Spørsmål"), columns + more, rows)


def _bodies(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Organ"), t("Fylke"), t("Møter"), t("Til stede i alt"), t("Utsagn"))
    rows: Rows = tuple(
        (
            row.name,
            labels.area(row.county_code) if row.county_code else "",
            row.meetings,
            row.attendance,
            row.statements,
        )
        for row in national.bodies
    )
    return Table(t("Organer"), columns, rows)


def _arenas(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Arena"), t("Innspill"), t("Medlemmer"), t("Organer"), t("Andre avsendere"))
    rows: Rows = tuple(
        (labels.word(row.arena), row.sources, row.members, row.bodies, row.other_senders) for row in national.arenas
    )
    return Table(t("Arenaer"), columns, rows)


def _copied_texts(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (
        t("Tekst"),
        t("Likhet"),
        t("Utsagn"),
        t("Ulike ordlyder"),
        t("Avsendere"),
        t("Av dem medlemmer"),
        t("Fylker"),
        t("Utsagnskoder"),
    )
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
    return Table(t("Like tekster"), columns, rows)


def _statements(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Utsagn-id"), t("Fylkesnummer"), t("Avsender"), t("Type uttalelse"), t("Original"), t("Sted"))
    more = (t("Temaer"), t("Standpunkt"), t("Tekst (bare det som kan siteres)"))
    areas = (*national.summaries, national.without_county)
    rows: Rows = tuple(row for area in areas for row in _statements_of(area, labels))
    return Table(t("Utsagn"), columns + more, rows)


def _withheld(national: NationalOverview, labels: Labels) -> Table:
    t = labels.t
    columns = (t("Tema eller krav"), t("Standpunkt"), t("Avsendere"))
    rows: Rows = (
        (tell_unnamed(national.unnamed, labels), "", None),
        *list_withheld_counts(national, labels),
    )
    return Table(t("Ikke vist hver for seg"), columns, rows)


def build_history(national: NationalOverview, labels: Labels) -> Table:
    """Return what became of claims and themes: what each came from and went into, and why. Nobody is named."""
    t = labels.t
    columns = (t("Slag"), t("Kode"), t("Tekst"), t("Hva skjedde"), t("Kom fra"), t("Gikk inn i"))
    more = (t("Utsagn flyttet for seg"), t("Tidligere ordlyd"), t("Grunn"))
    rows: Rows = tuple(
        (
            t("krav") if row.kind == "claim" else t("tema"),
            row.code,
            row.label.in_language(labels.language),
            labels.t(change_word(row.change).msgid),
            "; ".join(row.came_from),
            "; ".join(row.into),
            row.moved_statements or None,
            row.earlier.in_language(labels.language) if row.earlier else None,
            row.reason or None,
        )
        for row in national.lineage
    )
    return Table(t("Historikk"), columns + more, rows)


def _statements_of(area: AreaSummary, labels: Labels) -> Rows:
    sources = {source.source_id: source for source in area.sources}
    return tuple(
        (
            row.statement_id,
            area.area.code,
            sender_name(sources[row.source_id], labels),
            labels.word(row.status),
            name_original(sources[row.source_id]),
            anchor_label(row.anchor, row.anchor_label, labels),
            # What does not speak for its sender has no theme or position in a table that people add up.
            ", ".join(row.themes) if row.speaks_for_sender else "",
            ", ".join(f"{taken.claim_id}: {labels.word(taken.position)}" for taken in row.claims)
            if row.speaks_for_sender
            else "",
            row.text if row.quotable else None,
        )
        for row in area.statements
    )
