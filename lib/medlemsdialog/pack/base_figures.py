"""Figures that a member can talk about the questions with: its own beside those of others, each with unit, time and source."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from medlemsdialog.dialogue import ContextFigure
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.pack.blocks import Block, Heading, Paragraph, Table, own
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.register.models import Member
from medlemsdialog.register.size_classes import size_group
from medlemsdialog.report import wording
from medlemsdialog.report.statistics_views import FigureTable


def show_figures(request: PackageRequest) -> Iterator[Block]:
    """Yield the parts of a document that show figures."""
    t = request.labels.t
    yield Heading(1, t("Tall å snakke ut fra"))
    yield Paragraph(t("Tallene er til hjelp i samtalen. De sier ikke hva dere bør mene."))
    if request.edition.startswith("eksempel"):
        yield Paragraph(
            t(
                "Fylkene, kommunene og tallene om dem er oppdiktet. "
                "Tall for hele landet er virkelige der kilden er Statistisk sentralbyrå."
            ),
            is_notice=True,
        )
    yield from _show_register(request)
    for table in request.figures:
        yield from _show_kept(table, request)
    if request.dialogue.context_figures:
        yield Paragraph(
            t("Tabellene under har bare tall for hele landet. Sammenlign dem med deres egne regnskap og planer.")
        )
    for figure in request.dialogue.context_figures:
        yield from _show_context(figure, request)


def _show_register(request: PackageRequest) -> Iterator[Block]:
    t, language, around = request.labels.t, request.language, request.surroundings
    member = request.member if request.member and request.member.level is Level.MUNICIPALITY else None
    is_invented = request.edition.startswith("eksempel")
    day = t("1. januar (oppdiktet)") if is_invented else wording.date(f"{request.edition}-01-01", language)
    columns = [t("Tall")]
    inhabitants = [t("Innbyggere, {day}", day=day)]
    municipalities = [
        t("Kommuner (oppdiktet inndeling)")
        if is_invented
        else t("Kommuner, inndeling {edition}", edition=request.edition)
    ]
    if member:
        columns.append(own(member.name))
        inhabitants.append(own(wording.number(member.population, language)))
    if request.area and not (member and member.is_county_council_too):
        columns.append(t("{county} (fylket)", county=own(around.near)))
        inhabitants.append(own(wording.number(around.inhabitants_near, language)))
        municipalities.append(own(wording.number(around.municipalities_near, language)))
    columns.append(t("Alle kommuner"))
    inhabitants.append(wording.number(around.inhabitants, language))
    municipalities.append(wording.number(around.municipalities, language))
    if member:
        # A municipality is one; how many there are around it is told in words.
        yield Table(t("Innbyggere (antall)"), tuple(columns), (tuple(inhabitants),))
    else:
        yield Table(t("Innbyggere og kommuner (antall)"), tuple(columns), (tuple(inhabitants), tuple(municipalities)))
    if member and (told := _compare_size(member, request)):
        yield Paragraph(told)
    unknown = sum(one.population is None for one in request.members if one.level is Level.MUNICIPALITY)
    if unknown or around.inhabitants is None:
        yield Paragraph(
            t("«Ukjent» betyr at tallet mangler for minst én kommune. Derfor står det ingen sum."), is_small=True
        )
    yield Paragraph(
        t("Kilde: kommuneregisteret i dialogen (oppdiktet).")
        if is_invented
        else t(
            "Kilde: Statistisk sentralbyrå, tabell 07459 (folketall) og Klass (kommuner), gjengitt i dialogens "
            "kommuneregister for {edition}. Registeret sier ikke når tallene ble hentet.",
            edition=request.edition,
        ),
        is_small=True,
    )


def _compare_size(member: Member, request: PackageRequest) -> str:
    labels, language, around = request.labels, request.language, request.surroundings
    group = size_group(member.population)
    if group is None or around.same_size is None:
        return ""
    told = labels.t(
        "{member} hører til kommunene med {size}. Det gjelder {same} av {all} kommuner.",
        member=own(member.name),
        size=own(wording.size_group(group, language)),
        same=own(wording.number(around.same_size, language)),
        all=wording.number(around.municipalities, language),
    )
    if around.place is None or around.municipalities_near < 2:
        return told
    place = labels.t(
        "Etter folketall er den nummer {place} av {number} kommuner i {county}.",
        place=own(wording.number(around.place, language)),
        number=own(wording.number(around.municipalities_near, language)),
        county=own(around.near),
    )
    return f"{told} {place}"


def _show_kept(table: FigureTable, request: PackageRequest) -> Iterator[Block]:
    t = request.labels.t
    columns = [t("Område"), *table.periods]
    if table.has_medians:
        columns += [t("Median i samme størrelse"), t("Størrelse")]
    if table.has_notes:
        columns.append(t("Merknad"))
    rows = []
    for row in table.rows:
        cells = [own(row.label), *map(own, row.figures)]
        if table.has_medians:
            cells += [own(row.median), own(row.size)]
        if table.has_notes:
            cells.append(own(" ".join(row.notes)))
        rows.append(tuple(cells))
    yield Table(_drop_tags(table.caption), tuple(columns), tuple(rows), texts=table.has_medians + table.has_notes)
    for text in (table.comparison, *table.notes, table.source):
        if text:
            yield Paragraph(own(_drop_tags(text)), is_small=True)


def _show_context(figure: ContextFigure, request: PackageRequest) -> Iterator[Block]:
    t, language = request.labels.t, request.language
    is_whole = all(value.value == int(value.value) for value in figure.values)
    years = sorted({value.year for value in figure.values})
    levels = {"municipalities": t("Alle kommuner"), "county_councils": t("Alle fylkeskommuner")}
    found: dict[tuple[str, int], float] = {(value.level, value.year): value.value for value in figure.values}
    rows = [
        (name, *(wording.number(found.get((level, year)), language, decimals=0 if is_whole else 1) for year in years))
        for level, name in levels.items()
        if any((level, year) in found for year in years)
    ]
    label = figure.label.in_language(language)
    yield Table(
        t("{label} ({unit})", label=label, unit=figure.unit.in_language(language)),
        (t("Hele landet"), *map(str, years)),
        tuple(rows),
    )
    if figure.comparison:
        yield Paragraph(
            t("Sammenligning: {comparison}", comparison=figure.comparison.in_language(language)), is_small=True
        )
    if figure.note:
        yield Paragraph(t("Merknad: {note}", note=figure.note.in_language(language)), is_small=True)
    yield Paragraph(
        t(
            "Kilde: {source}, hentet {day}.",
            source=figure.source,
            day=wording.date(figure.retrieved.isoformat(), language),
        ),
        is_small=True,
    )


def _drop_tags(text: str) -> str:
    """Return a text of the reports as words alone; in English they tell there which words are Norwegian."""
    return Markup(text).striptags() if isinstance(text, Markup) else text  # noqa: S704 - the tags go
