"""The tables of the two frames: what lies under each main theme and under each of the ministry's questions, and under none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.vocabulary import AnswerState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.fields import Fields
from medlemsdialog.report.figures import POSITIONS
from medlemsdialog.report.frames import FrameGroup, frame_by_main_theme, frame_by_ministry
from medlemsdialog.report.nation_copied import index_themes, list_shared, themes_of
from medlemsdialog.report.tables import EvidenceTable, Field, Value
from medlemsdialog.report.view_tables import position_fields

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_NO_POSITIONS = (None,) * (2 * len(POSITIONS))


def tabulate_main_themes(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return themes, claims, the dialogue's questions and shared texts by main theme."""
    t, fields = labels.t, Fields(labels)
    return EvidenceTable(
        id="main_theme_frame",
        name=t("KS' ramme"),
        meaning=t(
            "Temaene, kravene, spørsmålene og tekstene flere har brukt, under hvert av KS' hovedtemaer. Det som hører til "
            "flere, står under hvert av dem. Det som ikke hører til noe, står sist. Med kode eller id finner du det samme "
            "i de andre arkene."
        ),
        fields=(
            fields.text(
                "main_theme_code",
                t("Hovedtema, kode"),
                t("Koden til hovedtemaet. Tom for det som ikke hører til noe av dem."),
            ),
            fields.text("main_theme", t("Hovedtema"), t("Hovedtemaet slik det står i dialogen.")),
            *_count_fields(fields),
        ),
        rows=tuple(_list_rows(frame_by_main_theme(labels), t("Uten hovedtema"), national, labels)),
    )


def tabulate_ministry(national: NationalOverview, labels: Labels) -> EvidenceTable:
    """Return themes, claims, the dialogue's questions and shared texts by the ministry's questions."""
    t, fields = labels.t, Fields(labels)
    return EvidenceTable(
        id="ministry_frame",
        name=t("Departementets ramme"),
        meaning=t(
            "Temaene, kravene, spørsmålene og tekstene flere har brukt, under hvert av departementets spørsmål. Det som "
            "hører til flere, står under hvert av dem og telles én gang i hvert. Det som ikke hører til noe, står sist. "
            "Med kode eller id finner du det samme i de andre arkene."
        ),
        fields=(
            fields.text(
                "ministry_question_id",
                t("Departementets spørsmål, id"),
                t("Id-en til departementets spørsmål. Tom for det som ikke hører til noe av dem."),
            ),
            fields.text(
                "ministry_question",
                t("Departementets spørsmål"),
                t("Departementets spørsmål slik det står i dialogen."),
            ),
            *_count_fields(fields),
        ),
        rows=tuple(
            _list_rows(frame_by_ministry(labels), t("Ikke dekket av departementets spørsmål"), national, labels)
        ),
    )


def _count_fields(fields: Fields) -> tuple[Field, ...]:
    t = fields.labels.t
    kinds = (
        ("theme", t("tema")),
        ("claim", t("krav")),
        ("question", t("spørsmål")),
        ("shared_text", t("tekst flere har brukt")),
    )
    return (
        fields.choice(
            "kind", t("Slag"), kinds, t("Om raden er et tema, et krav, et spørsmål eller en tekst."), required=True
        ),
        fields.text(
            "code", t("Kode"), t("Koden til temaet, kravet eller spørsmålet, eller tekstens nummer."), required=True
        ),
        fields.text("label", t("Tema, krav, spørsmål eller tekst"), t("Navnet eller ordlyden.")),
        fields.members(
            t(
                "Medlemmer som har tatt opp temaet, tatt standpunkt til kravet, svart på spørsmålet, nøytralt eller ikke, "
                "eller brukt teksten."
            )
        ),
        fields.bodies(),
        *position_fields(fields),
        fields.other_senders(),
        fields.statements(),
        fields.count("distinct_texts", t("Ulike tekster"), t("tekster")),
        fields.count("counties", t("Fylker"), t("fylker"), definition="fylke"),
    )


def _list_rows(
    groups: Sequence[FrameGroup], rest: str, national: NationalOverview, labels: Labels
) -> Iterator[tuple[Value, ...]]:
    """Yield each thing under every group that it lies under, and under `rest`, last, where it lies under none."""
    counted = list(_count_things(national, labels))
    themes = frozenset[str]().union(*(group.themes for group in groups))
    questions = frozenset[str]().union(*(group.questions for group in groups))
    for group in groups:
        for of_themes, of_questions, row in counted:
            if group.themes & of_themes or group.questions & of_questions:
                yield (group.code, group.label, *row)
    for of_themes, of_questions, row in counted:
        if not themes & of_themes and not questions & of_questions:
            yield ("", rest, *row)


def _count_things(
    national: NationalOverview, labels: Labels
) -> Iterator[tuple[frozenset[str], frozenset[str], tuple[Value, ...]]]:
    """Yield the themes and questions that each thing lies under, and its cells."""
    none = frozenset[str]()
    unit_of = _index_texts(national)
    for theme in national.themes:
        counties = _count_counties((one.county_code, one.members) for one in theme.counties)
        yield (
            frozenset({theme.theme}),
            none,
            (
                "theme",
                theme.theme,
                labels.theme(theme.theme),
                theme.members,
                theme.bodies,
                *_NO_POSITIONS,
                theme.other_senders,
                theme.statements,
                theme.distinct_texts,
                counties,
            ),
        )
    for claim in national.claims:
        units = {unit_of.get(statement, statement) for county in claim.counties for statement in county.statements}
        counties = _count_counties(
            (one.county_code, [code for codes in one.members.values() for code in codes]) for one in claim.counties
        )
        yield (
            frozenset(claim.themes),
            none,
            (
                "claim",
                claim.claim_id,
                labels.claim(claim.claim_id),
                claim.members_with_position,
                sum(claim.bodies.values()),
                *(claim.members.get(position, 0) for position in POSITIONS),
                *(claim.bodies.get(position, 0) for position in POSITIONS),
                claim.other_senders,
                claim.statements,
                len(units),
                counties,
            ),
        )
    counties_of = build_participation(national).rows_of(Breakdown.COUNTY)
    for question in national.questions:
        answered = question.members.get(AnswerState.ANSWERED, 0) + question.members.get(AnswerState.NEUTRAL, 0)
        in_counties = sum(bool(row.possible and row.question(question.question).answered) for row in counties_of)
        yield (
            none,
            frozenset({question.question}),
            (
                "question",
                question.question,
                labels.question(question.question),
                answered,
                question.bodies_answered,
                *_NO_POSITIONS,
                None,
                None,
                None,
                in_counties,
            ),
        )
    coded = index_themes(national)
    for number, text in enumerate(list_shared(national), start=1):
        yield (
            themes_of(text, coded),
            none,
            (
                "shared_text",
                str(number),
                text.text,
                text.members,
                text.bodies,
                *_NO_POSITIONS,
                text.other_senders,
                len(text.statements),
                text.distinct_wordings,
                None,
            ),
        )


def _count_counties(heard: Iterator[tuple[str, Collection[str]]]) -> int:
    """Return in how many counties at least one of their own members is counted."""
    return len({code for code, members in heard if members and code != NATIONAL})


def _index_texts(national: NationalOverview) -> dict[str, str]:
    """Return what each statement's text counts as: the same for those that repeat each other, in whatever county."""
    areas = (*national.summaries, national.without_county)
    units = {
        row.statement_id: row.text_sha256 if row.tick else row.text_unit for area in areas for row in area.statements
    }
    return units | {
        one.statement_id: f"shared-{number}"
        for number, text in enumerate(national.copied_texts, start=1)
        for one in text.statements
    }
