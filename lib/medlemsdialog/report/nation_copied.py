"""Texts that several senders share, over the whole nation: three counts side by side, and every place they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from medlemsdialog.models.national import CopiedText, NationalOverview
from medlemsdialog.report import places
from medlemsdialog.report.crossings import Crossing, cross
from medlemsdialog.report.fragment import Fragment, render
from medlemsdialog.report.frames import frame_by_main_theme, group_by_themes
from medlemsdialog.report.statement_views import StatementView, index_area, language_mark, show_statement

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels


@dataclass(frozen=True)
class SharedText:
    """One text with its number in the list: its first wording that may be quoted, how it is repeated, three counts, and where it stands."""

    number: int
    themes: frozenset[str]
    crossing: Crossing
    text: str | None
    lang: str
    kinds: tuple[str, ...]
    statements: int
    wordings: int
    senders: int
    members: int
    areas: tuple[str, ...]
    places: tuple[tuple[StatementView, str], ...]


def copied_texts(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show the texts that more than one sender has used, those with most senders first. Nothing is left out for it."""
    indexes = {area.area.code: index_area(area) for area in (*overview.summaries, overview.without_county)}

    themes = index_themes(overview)

    def show(number: int, copied: CopiedText) -> SharedText:
        found = []
        for one in copied.statements:
            row = indexes[one.area_code].statements[one.statement_id]
            view = show_statement(row, indexes[one.area_code], labels)
            found.append((view, labels.word(one.likeness) if one.likeness else ""))
        raised = themes_of(copied, themes)
        return SharedText(
            number=number,
            themes=raised,
            crossing=cross(labels, themes=raised),
            text=copied.text,
            lang=language_mark(copied.language, labels),
            kinds=tuple(labels.word(likeness) for likeness in copied.likenesses),
            statements=len(copied.statements),
            wordings=copied.distinct_wordings,
            senders=copied.senders,
            members=copied.members,
            areas=tuple(labels.area(code) for code in copied.area_codes),
            places=tuple(found),
        )

    shared = [show(number, copied) for number, copied in enumerate(list_shared(overview), start=1)]
    groups = group_by_themes(
        shared, lambda one: one.themes, frame_by_main_theme(labels), rest=labels.t("Uten hovedtema")
    )
    return render(
        "national_copied_texts",
        labels,
        texts=shared,
        groups=groups,
        several=sum(len(found) for _, found in groups) > len(shared),
        prefix=places.NATION_PREFIX,
    )


def index_themes(overview: NationalOverview) -> dict[str, tuple[str, ...]]:
    """Return the themes of every statement of the nation."""
    areas = (*overview.summaries, overview.without_county)
    return {row.statement_id: row.themes for area in areas for row in area.statements}


def themes_of(copied: CopiedText, themes: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the themes that any statement of the text has; none of them may be coded."""
    return frozenset(theme for one in copied.statements for theme in themes.get(one.statement_id, ()))


def list_shared(overview: NationalOverview) -> tuple[CopiedText, ...]:
    """Return the texts that more than one sender has used, in the order they are printed and numbered."""
    return tuple(copied for copied in overview.copied_texts if copied.senders > 1)
