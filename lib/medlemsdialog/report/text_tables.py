"""The tables of texts and of their codes: copied texts, statements, what is withheld, and the codes' history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.report.lineage_words import change_word
from medlemsdialog.report.statement_views import anchor_label, name_original, sender_name
from medlemsdialog.report.tables import Rows, Table
from medlemsdialog.report.withheld import list_withheld_counts, tell_unnamed

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


def tabulate_copied_texts(national: NationalOverview, labels: Labels) -> Table:
    """Return the texts that several senders have used."""
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


def tabulate_statements(national: NationalOverview, labels: Labels) -> Table:
    """Return every statement that may be told of, with its place."""
    t = labels.t
    columns = (t("Utsagn-id"), t("Fylkesnummer"), t("Avsender"), t("Type uttalelse"), t("Original"), t("Sted"))
    more = (t("Temaer"), t("Standpunkt"), t("Tekst (bare det som kan siteres)"))
    areas = (*national.summaries, national.without_county)
    rows: Rows = tuple(row for area in areas for row in _statements_of(area, labels))
    return Table(t("Utsagn"), columns + more, rows)


def tabulate_withheld(national: NationalOverview, labels: Labels) -> Table:
    """Return what may be told of the senders left out."""
    t = labels.t
    columns = (t("Tema eller krav"), t("Standpunkt"), t("Avsendere"))
    rows: Rows = (
        (tell_unnamed(national.unnamed, labels), "", None),
        *list_withheld_counts(national, labels),
    )
    return Table(t("Ikke vist hver for seg"), columns, rows)


def tabulate_history(national: NationalOverview, labels: Labels) -> Table:
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
