"""Does it answer this question? What the statements were given as answers to, when, and by what kind of members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.basis.material import BasisFact, Material, is_most, list_counts
from medlemsdialog.models.vocabulary import BasisQuestion, Level
from medlemsdialog.register.size_classes import SIZE_GROUPS, size_group

_fact = partial(BasisFact, question=BasisQuestion.RELEVANCE)


def describe_relevance(material: Material) -> Iterator[BasisFact]:
    """Yield what is known of whether the statements answer what the finding tells of."""
    yield from _describe_questions(material)
    yield from _describe_times(material)
    if material.members:
        yield from _describe_members(material)


def _describe_questions(material: Material) -> Iterator[BasisFact]:
    dialogue = material.workspace.dialogue
    themes = set(material.finding.themes) | {theme for claim in material.claims for theme in claim.themes}
    own = {claim.question for claim in material.workspace.claims if claim.id in material.finding.claims} - {""}
    crossings = [
        crossing for crossing in dialogue.crosswalk if themes & set(crossing.themes) or own & set(crossing.questions)
    ]
    questions = own | {question for crossing in crossings for question in crossing.questions}
    rows = [one.row for one in material.said]
    if not questions or not rows:
        yield _fact(message=Message("Funnet hører ikke til noe spørsmål i dialogen."), concern=True)
        return
    under = sum(bool(questions & {row.question, *row.questions}) for row in rows)
    elsewhere = sum(
        not questions & {row.question, *row.questions} and bool(row.question or row.questions) for row in rows
    )
    yield _fact(
        message=Message(
            "Utsagn som svarer på spørsmål funnet hører til: {under}. På andre spørsmål: {elsewhere}. Uten spørsmål: {free}.",
            under=under,
            elsewhere=elsewhere,
            free=len(rows) - under - elsewhere,
        ),
        concern=not is_most(under, len(rows)),
    )
    texts = {question.id: question.text for question in dialogue.ministry_questions}
    for crossing in crossings:
        if crossing.ministry_question in texts:
            asked = texts[crossing.ministry_question].in_language(material.labels.language)
            yield _fact(message=Message("Hører til departementets spørsmål «{question}»", question=asked))


def _describe_times(material: Material) -> Iterator[BasisFact]:
    total = len(material.said)
    opens = material.workspace.dialogue.period.opens.isoformat()
    sources = [one.source for one in material.said if one.source]
    if late := sum(source.late for source in sources):
        yield _fact(
            message=Message("Utsagn fra innspill som kom etter fristen: {part} av {total}.", part=late, total=total),
            concern=is_most(late, total),
        )
    if early := sum(bool(source.date) and source.date < opens for source in sources):
        yield _fact(
            message=Message(
                "Utsagn fra innspill som er eldre enn dialogen: {part} av {total}.", part=early, total=total
            ),
            concern=True,
        )


def _describe_members(material: Material) -> Iterator[BasisFact]:
    municipalities = [member for member in material.members if member.level is Level.MUNICIPALITY]
    groups = Counter(size_group(member.population) for member in municipalities)
    sizes = list_counts(
        [
            *((_name_size(group.least, group.below), groups[group]) for group in SIZE_GROUPS),
            (Message("ukjent:"), groups[None]),
        ]
    )
    yield _fact(
        message=Message(
            "Kommuner: {municipalities}. Fylkeskommuner: {councils}.",
            municipalities=len(municipalities),
            councils=len(material.members) - len(municipalities),
        )
    )
    if municipalities:
        yield _fact(message=Message("Kommuner etter antall innbyggere: {sizes}.", sizes=sizes), concern=len(groups) < 2)
    forms = Counter(member.language_form or "" for member in material.members)
    listed = list_counts(
        (form or Message("ukjent"), forms[form]) for form in sorted(forms, key=lambda form: (not form, form))
    )
    yield _fact(message=Message("Medlemmer etter målform: {forms}.", forms=listed), concern=len(forms) < 2)


def _name_size(least: int | None, below: int | None) -> Message:
    if least is None:
        return Message("færre enn {below}:", below=_spell(below))
    if below is None:
        return Message("{least} eller flere:", least=_spell(least))
    return Message("{least}–{last}:", least=_spell(least), last=_spell(below - 1))


def _spell(number: int | None) -> str:
    return f"{number or 0:,}".replace(",", "\u00a0")
