"""The words behind the codes, in one language: themes, claims, questions, senders, areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from medlemsdialog.catalogue import Language, translate, translate_plural
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.models.vocabulary import Level, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.models import Member


@dataclass(frozen=True)
class Labels:
    """Look-up of labels; an unknown code is returned as it stands, so that nothing disappears from a report."""

    language: Language
    dialogue: Dialogue
    themes: Mapping[str, str]
    main_theme_of: Mapping[str, str]
    main_themes: Mapping[str, str]
    claims: Mapping[str, str]
    questions: Mapping[str, str]
    senders: Mapping[str, str]
    areas: Mapping[str, str]
    # Of each claim in use, the sentences of those that went into it and are no longer used.
    merged_claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Their ids, where all that was said to them stands under that one claim.
    merged_claim_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The dialogue's own texts that are not written in this language, and stand in bokmål.
    untranslated: frozenset[str] = frozenset()

    def theme(self, code: str) -> str:
        """Return a theme's label."""
        return self.themes.get(code, code)

    def main_theme(self, code: str) -> str:
        """Return the label of the main theme that a theme lies under."""
        return self.main_themes.get(self.main_theme_of.get(code, ""), "")

    def claim(self, claim_id: str) -> str:
        """Return a claim's sentence."""
        return self.claims.get(claim_id, claim_id)

    def question(self, question_id: str) -> str:
        """Return a question's text."""
        return self.questions.get(question_id, question_id)

    def is_example_wording(self, question_id: str) -> bool:
        """Whether the question's wording is an example and must be printed as one."""
        return any(question.id == question_id and question.wording == "example" for question in self.dialogue.questions)

    def sender(self, code: str) -> str:
        """Return the name of a member or body."""
        return self.senders.get(code, code)

    def area(self, code: str) -> str:
        """Return the name of a county; of the nation for `national`."""
        return self.areas.get(code, code)

    def t(self, msgid: str, /, **values: Any) -> str:
        """Return a catalogue text in this language."""
        return translate(msgid, self.language, **values)

    def plural(self, singular: str, plural: str, number: int, /, **values: Any) -> str:
        """Return the singular or plural catalogue text for `number`."""
        return translate_plural(singular, plural, number, self.language, **values)

    def word(self, value: StrEnum) -> str:
        """Return the catalogue word for a code value."""
        return word(value).text(self.language)


def build_labels(workspace: Workspace, language: Language) -> Labels:
    """Return the labels of a dialogue in `language`; built when first asked for."""
    if language not in workspace.labels:
        workspace.labels[language] = _build_labels(workspace, language)
    return workspace.labels[language]


def _build_labels(workspace: Workspace, language: Language) -> Labels:
    dialogue, codebook = workspace.dialogue, workspace.codebook
    former = {claim.id: claim.text.in_language(language) for claim in workspace.former_claims}
    descent = workspace.lineage.claims
    return Labels(
        language=language,
        dialogue=dialogue,
        themes={
            theme.code: theme.label.in_language(language) for theme in (*workspace.former_themes, *codebook.themes)
        },
        main_theme_of={theme.code: codebook.main_theme_of(theme.code) for theme in codebook.themes},
        main_themes={theme.code: theme.label.in_language(language) for theme in dialogue.main_themes},
        claims=former | {claim.id: claim.text.in_language(language) for claim in workspace.claims},
        questions={question.id: question.text.in_language(language) for question in dialogue.questions},
        senders={
            **{member.code: name_member(member, language) for member in workspace.register.members},
            **{body.code: body.name for body in workspace.register.bodies},
        },
        areas={
            **{home_code(county.county_code): county.name for county in workspace.register.geography},
            **{county.county_code: county.name for county in workspace.register.counties},
            NATIONAL: translate("Uten fylke", language),
        },
        merged_claims={
            claim.id: tuple(former[old] for old in ancestors)
            for claim in workspace.claims
            if former and (ancestors := descent.ancestors(claim.id))
        },
        merged_claim_ids={
            claim.id: tuple(old for old in descent.ancestors(claim.id) if descent.only_heir(old) == claim.id)
            for claim in workspace.claims
            if former
        },
        untranslated=frozenset(
            text.nb for text in _own_texts(workspace) if language != "nb" and not getattr(text, language)
        ),
    )


def _own_texts(workspace: Workspace) -> Iterator[Text]:
    dialogue = workspace.dialogue
    yield dialogue.title
    yield from (claim.text for claim in (*workspace.former_claims, *workspace.claims))
    yield from (theme.label for theme in (*workspace.former_themes, *workspace.codebook.themes))
    yield from (theme.label for theme in dialogue.main_themes)
    yield from (purpose.text for purpose in dialogue.purposes)
    yield from (question.text for question in dialogue.questions)
    yield from (question.text for question in dialogue.ministry_questions)
    yield from (arena.label for arena in dialogue.arenas)
    yield from (lens.label for lens in dialogue.ministry_lenses)
    for figure in dialogue.context_figures:
        yield from filter(None, (figure.label, figure.unit, figure.comparison, figure.note))
    yield from (table.note for table in dialogue.statistics_tables if table.note)


def is_home(code: str) -> bool:
    """Whether a code is that of a county beside areas that are no counties."""
    return " " in code


def home_code(county_code: str) -> str:
    """Return what a county is called beside areas that are no counties; no area has a space in its code."""
    return f"fylke {county_code}"


def name_member(member: Member, language: Language) -> str:
    """Return a member's name as it is written in a sentence."""
    if member.level is not Level.COUNTY_COUNCIL:
        return translate("{name} kommune", language, name=member.name)
    # The register's county councils carry their whole name.
    county = member.name.removesuffix(" fylkeskommune")
    return member.name if county == member.name else translate("{name} fylkeskommune", language, name=county)
