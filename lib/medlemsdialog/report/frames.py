"""The two frames that results are ordered by: the dialogue's main themes, and the ministry's questions through the crosswalk."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_T = TypeVar("_T")


@dataclass(frozen=True)
class FrameGroup:
    """One part of a frame, with the themes and the dialogue's questions under it; `code` is empty for what is in none."""

    code: str
    label: str
    themes: frozenset[str]
    questions: frozenset[str]
    is_paraphrase: bool = False


def frame_by_main_theme(labels: Labels) -> tuple[FrameGroup, ...]:
    """Return the dialogue's own frame; every theme and question is under exactly one main theme."""
    return tuple(
        FrameGroup(
            theme.code,
            labels.main_themes.get(theme.code, theme.code),
            frozenset(code for code, main in labels.main_theme_of.items() if main == theme.code),
            frozenset(question.id for question in labels.dialogue.questions if question.main_theme == theme.code),
        )
        for theme in labels.dialogue.main_themes
    )


def frame_by_ministry(labels: Labels) -> tuple[FrameGroup, ...]:
    """Return the ministry's frame; a theme or question may be under several of its questions, or none."""
    crossings = {crossing.ministry_question: crossing for crossing in labels.dialogue.crosswalk}
    return tuple(
        FrameGroup(
            question.id,
            question.text.in_language(labels.language),
            frozenset(crossings[question.id].themes if question.id in crossings else ()),
            frozenset(crossings[question.id].questions if question.id in crossings else ()),
            question.wording == "paraphrase",
        )
        for question in labels.dialogue.ministry_questions
    )


def find_uncovered(groups: Sequence[FrameGroup], labels: Labels) -> FrameGroup:
    """Return what a frame has in none of its groups."""
    themes = frozenset[str]().union(*(group.themes for group in groups))
    questions = frozenset[str]().union(*(group.questions for group in groups))
    return FrameGroup(
        "",
        labels.t("Ikke dekket av departementets spørsmål"),
        frozenset(labels.themes) - themes,
        frozenset(labels.questions) - questions,
    )


def group_by_themes(
    rows: Sequence[_T], themes_of: Callable[[_T], Collection[str]], groups: Sequence[FrameGroup], *, rest: str
) -> list[tuple[str, list[_T]]]:
    """Return the rows under the label of each group that any of their themes is in, once in each; `rest` names the others.

    Groups without rows are left out.
    """
    known = frozenset[str]().union(*(group.themes for group in groups))
    grouped = [(group.label, [row for row in rows if group.themes & set(themes_of(row))]) for group in groups]
    others = (rest, [row for row in rows if not known & set(themes_of(row))])
    return [(label, found) for label, found in (*grouped, others) if found]


def group_by_questions(
    rows: Sequence[_T], question_of: Callable[[_T], str], groups: Sequence[FrameGroup], *, rest: str
) -> list[tuple[str, list[_T]]]:
    """Return the rows under the label of each group that their question is in; `rest` names the others."""
    known = frozenset[str]().union(*(group.questions for group in groups))
    grouped = [(group.label, [row for row in rows if question_of(row) in group.questions]) for group in groups]
    others = (rest, [row for row in rows if question_of(row) not in known])
    return [(label, found) for label, found in (*grouped, others) if found]
