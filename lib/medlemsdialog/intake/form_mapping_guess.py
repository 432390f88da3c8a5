"""A mapping proposed from a form whose columns have been guessed, for a person to correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.form_columns import ANSWERS, Column, FormColumn
from medlemsdialog.intake.form_mapping import (
    FormMapping,
    MappedColumns,
    MappedOpenness,
    MappedQuestion,
    MappedTicks,
)
from medlemsdialog.intake.form_sources import find_questions, read_openness
from medlemsdialog.intake.forms import Form, read_titles
from medlemsdialog.intake.readers.cells import column_letters
from medlemsdialog.intake.tick_values import is_not_answered, is_tick_value, sort_by_position, split_choices
from medlemsdialog.models.vocabulary import Openness, Position

_FIELDS = {
    Column.KEY: "key",
    Column.DELIVERED: "delivered",
    Column.SENDER: "sender",
    Column.OTHER_SENDER: "other_sender",
    Column.CATEGORY: "level",
    Column.MUNICIPALITY: "municipality",
    Column.NUMBER: "municipality_number",
    Column.COUNTY: "county",
    Column.QUOTABLE: "quotable",
}


def guess_mapping(
    form: Form, dialogue: Dialogue, *, propositions: Mapping[str, tuple[str, str]] | None = None
) -> FormMapping:
    """Return the mapping of a guessed form: the same rows and answers come of both.

    `propositions` gives the claim's id and its question for the label of a question that is a claim's own sentence.
    """
    columns: dict[str, str] = {}
    skipped: list[str] = []
    for column in form.columns:
        if column.holds in ANSWERS:
            continue
        field = _FIELDS.get(column.holds, "")
        if field and field not in columns:
            columns[field] = column_letters(column.number)
        else:
            skipped.append(column_letters(column.number))
    titles = read_titles(form.sheet, form.header_row, form.header_rows)
    return FormMapping(
        sheet=form.sheet.name,
        header_row=form.header_row,
        header_rows=form.header_rows,
        columns=MappedColumns(**columns),
        questions=_group_questions(form, find_questions(form, dialogue), propositions or {}),
        ticks=_sort_ticks(form),
        openness=_sort_openness(form),
        skip_columns=tuple(skipped),
        skip_rows=tuple(dict.fromkeys(text.split(" · ")[0] for _, text in form.note_rows)),
        headers={column_letters(number): title for number, title in enumerate(titles, start=1) if title},
    )


def _group_questions(
    form: Form, questions: Mapping[int, str], propositions: Mapping[str, tuple[str, str]]
) -> tuple[MappedQuestion, ...]:
    groups: list[tuple[str, list[FormColumn]]] = []
    for column in form.questions():
        label = column.label or column.title
        if groups and groups[-1][0] == label and label:
            groups[-1][1].append(column)
        else:
            groups.append((label, [column]))
    mapped = []
    for label, columns in groups:
        claim, claimed = propositions.get(label, ("", ""))
        asked = next((questions[column.number] for column in columns if questions.get(column.number)), "")
        mapped.append(
            MappedQuestion(
                question=asked or claimed,
                proposition=claim,
                title=label,
                tick=_letters(column for column in columns if column.holds is not Column.COMMENT),
                comment=_letters(column for column in columns if column.holds is Column.COMMENT),
            )
        )
    return tuple(mapped)


def _letters(columns: Iterable[FormColumn]) -> tuple[str, ...]:
    return tuple(column_letters(column.number) for column in columns)


def _sort_ticks(form: Form) -> MappedTicks:
    found: list[str] = []
    for column in form.columns:
        if column.holds is not Column.TICK:
            continue
        for cell in _cells(form, column):
            choices = split_choices(cell)
            known = all(is_tick_value(choice) or choice.casefold() in column.choices for choice in choices)
            if known or is_not_answered(cell):
                found += choices
    distinct = {choice.casefold(): choice for choice in reversed(found)}
    meant = sort_by_position(sorted(distinct.values(), key=str.casefold))
    return MappedTicks(
        **{
            "for": meant[Position.FOR],
            "against": meant[Position.AGAINST],
            "mixed": meant[Position.MIXED],
            "neutral": meant[Position.NEUTRAL],
            "not_answered": meant["not_answered"],
            "other": meant["other"],
        }
    )


def _sort_openness(form: Form) -> MappedOpenness:
    values: dict[Openness, list[str]] = {openness: [] for openness in Openness}
    for column in form.columns:
        if column.holds is Column.QUOTABLE:
            for value in sorted(set(_cells(form, column))):
                values[read_openness(value) or Openness.INTERNAL].append(value)
    return MappedOpenness(**{openness.value: tuple(found) for openness, found in values.items()})


def _cells(form: Form, column: FormColumn) -> Sequence[str]:
    cells = (row[column.number - 1] for _, row in form.answer_rows() if column.number <= len(row))
    return [cell for cell in cells if cell]
