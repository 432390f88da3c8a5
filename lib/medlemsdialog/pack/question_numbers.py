"""The questions of a package with the numbers that members know them by."""

from __future__ import annotations

from collections.abc import Iterator

from medlemsdialog.dialogue import Question
from medlemsdialog.pack.request import PackageRequest


def number_questions(request: PackageRequest) -> Iterator[tuple[int, Question]]:
    """Yield the questions put to those of a package with their numbers.

    A question has the same number everywhere: its place in the dialogue, where it is not asked of all too. Intake takes
    «Spørsmål 8» for that.
    """
    asked = {question.id for question in request.questions}
    for number, question in enumerate(request.dialogue.questions, start=1):
        if question.id in asked:
            yield number, question
