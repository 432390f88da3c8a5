"""What one member is asked: its questions with their propositions, under the dialogue's main themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.models.claims import Claim
from medlemsdialog.pack.request import find_questions
from medlemsdialog.register.models import Member


@dataclass(frozen=True)
class AskedProposition:
    """A sentence to be ticked; `id` is the claim's."""

    id: str
    text: str


@dataclass(frozen=True)
class AskedQuestion:
    """A question as the member sees it."""

    id: str
    number: int
    text: str
    prompts: tuple[str, ...]
    propositions: tuple[AskedProposition, ...]
    is_example: bool


@dataclass(frozen=True)
class AskedTheme:
    """A main theme with the questions under it."""

    code: str
    label: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class Asked:
    """All that one member is asked, in one language. `further` are propositions that belong to no question."""

    sender: str
    sender_name: str
    language: Language
    themes: tuple[AskedTheme, ...]
    further: tuple[AskedProposition, ...]

    @cached_property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """The questions in the order they are put."""
        return tuple(question for theme in self.themes for question in theme.questions)

    @cached_property
    def propositions(self) -> tuple[AskedProposition, ...]:
        """The propositions in the order they are put."""
        return (*(one for question in self.questions for one in question.propositions), *self.further)


def find_asked(dialogue: Dialogue, claims: Sequence[Claim], member: Member, language: Language) -> Asked:
    """Return what `member` is asked. A proposition under a question that is not put to it is not put either."""
    put = find_questions(dialogue, (member,))
    offered = [claim for claim in claims if claim.origin == "proposition"]
    known = {question.id for question in dialogue.questions}
    # As in the package: a question has the same number everywhere, its place in the dialogue.
    numbers = {question.id: number for number, question in enumerate(dialogue.questions, start=1)}
    return Asked(
        sender=member.code,
        sender_name=name_member(member, language),
        language=language,
        themes=tuple(
            AskedTheme(
                code=theme.code,
                label=theme.label.in_language(language),
                questions=tuple(
                    AskedQuestion(
                        id=question.id,
                        number=numbers[question.id],
                        text=question.text.in_language(language),
                        prompts=tuple(prompt.in_language(language) for prompt in question.prompts),
                        propositions=tuple(
                            _name(claim, language) for claim in offered if claim.question == question.id
                        ),
                        is_example=question.wording == "example",
                    )
                    for question in put
                    if question.main_theme == theme.code
                ),
            )
            for theme in dialogue.main_themes
            if any(question.main_theme == theme.code for question in put)
        ),
        further=tuple(_name(claim, language) for claim in offered if claim.question not in known),
    )


def _name(claim: Claim, language: Language) -> AskedProposition:
    return AskedProposition(claim.id, claim.text.in_language(language))
