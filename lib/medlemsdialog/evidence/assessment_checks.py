"""What a person should look at in an assessment: numbers typed by hand, and fields and citations that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.assessment import ResolvedCitation, ResolvedField, resolve_assessment
from medlemsdialog.evidence.assessment_text import TextPart
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.intake.rules.rule import WARNING, Rule
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.paths import NATIONAL

TYPED_NUMBER = Rule(
    "assessment_typed_number",
    WARNING,
    Message("Tallet er skrevet inn, ikke satt inn som felt. Det følger ikke med når innspillene endres."),
    Message("Sett inn tallet som felt, eller la det stå hvis det ikke er et tall programmet teller."),
)
LOST_FIELD = Rule(
    "assessment_lost_field",
    WARNING,
    Message("Tallet kan ikke settes inn. {fault}"),
    Message("Sett inn et annet tall, eller ta det bort. I rapporten står det «tallet mangler»."),
)
LOST_CITATION = Rule(
    "assessment_lost_citation",
    WARNING,
    Message("Utsagnet det er vist til, finnes ikke lenger blant utsagnene som telles."),
    Message(
        "Vis til et annet utsagn, eller ta bort henvisningen. Er innspillet ikke bekreftet, kan du bekrefte det. "
        "Henvisningen er utelatt i rapporten."
    ),
)
WITHDRAWN_CITATION = Rule(
    "assessment_withdrawn_citation",
    WARNING,
    Message("Innspillet som utsagnet sto i, er trukket tilbake."),
    Message("Ta bort henvisningen, og det i vurderingen som bygger på utsagnet. Henvisningen er utelatt i rapporten."),
)
CITATION_ELSEWHERE = Rule(
    "assessment_citation_elsewhere",
    WARNING,
    Message("Utsagnet det er vist til, hører til et annet fylke: {area}."),
    Message("Vis til et utsagn fra dette fylket, eller ta bort henvisningen. Den er utelatt i rapporten."),
)
RULES = (TYPED_NUMBER, LOST_FIELD, LOST_CITATION, WITHDRAWN_CITATION, CITATION_ELSEWHERE)

_UNITS = (
    r"medlem|medlemm(?:er|ar|ene|ane)|(?:fylkes)?kommun(?:er|ar|ene|ane)|organ|organ(?:er|a|ene)|utsagn(?:ene|a)?"
    r"|innspill(?:ene)?|innspel(?:a)?|avsender(?:e|ne)|avsendar(?:ar|ane)|tekst(?:er|ar|ene|ane)|møte(?:r|ne)|møt[ea]"
    r"|svar|vedtak|dokument(?:er|ene|a)?|kilder|kjelder"
)
_SINGLE_UNITS = r"(?:fylkes)?kommune|avsend[ea]r|tekst|kilde|kjelde|dokument"
# «en» and «ei» are articles far more often than numbers; with an accent they are numbers.
_SMALL = (
    "én|éin|éi|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten"
    "|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre"
)
_ONES = "en|én|ein|éin|to|tre|fire|fem|seks|sju|syv|åtte|ni"
_NUMBER = rf"(?:(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)(?:{_ONES})|{_SMALL}|\d{{1,3}}(?:[ \u00a0]\d{{3}})*(?![\d.,]*\d))"
# «3 av 15 små kommuner»: at most three words between the number and what it counts, none of them past a comma or full stop.
_TYPED = re.compile(
    rf"(?<![\w.,/§-])(?:(?:{_NUMBER})(?![\w%-])[*_]*(?:[ \u00a0\n]+[\w*_]+){{0,3}}?[ \u00a0\n]+[*_]*(?:{_UNITS})"
    rf"|(?:1|én|éin|éi)[*_]*[ \u00a0\n]+(?:{_SINGLE_UNITS}))\b",
    re.IGNORECASE,
)
# «side 3», «sak 47», «punkt 2»: a name, not a count.
_NAMED = re.compile(
    r"(?:punkt|pkt\.?|sak|saken|side|s\.|nr\.?|nummer|spørsmål|krav|kapittel|kap\.|§|avsnitt|kl\.|utsagn)[ \u00a0]*$",
    re.IGNORECASE,
)
# «de to kommunene»: those that were just named.
_JUST_NAMED = re.compile(r"\b(?:de|dei|disse|desse)[ \u00a0\n]+$", re.IGNORECASE)


def find_assessment_problems(
    text: str, summary: AreaSummary, labels: Labels, judgements: Judgements, *, source: str = "vurdering"
) -> tuple[Problem, ...]:
    """Return what to look at in an assessment, in order of appearance. The program warns; a person chooses.

    `source` names the assessment in the problems; their place is the line. The same statement, field or words are told
    each time they stand there.
    """
    problems: list[tuple[int, Problem]] = []
    position = 0

    def add(rule: Rule, at: int, found: str, statement_id: str = "", **values: Any) -> None:
        built = build_problem(
            rule,
            source=source,
            county_code="" if summary.area.code == NATIONAL else summary.area.code,
            statement_id=statement_id,
            anchor=Anchor(line=text.count("\n", 0, at) + 1),
            found=found,
            **values,
        )
        problems.append((at, built))

    for part in resolve_assessment(text, summary, labels):
        match part:
            case ResolvedField(value=None):
                add(LOST_FIELD, position, part.raw, fault=part.fault)
            case ResolvedCitation(number=None):
                rule, values = _lost(part.statement_id, summary.area.code, judgements, labels)
                add(rule, position, part.raw, part.statement_id, **values)
            case TextPart():
                for start, words in find_typed_numbers(part.raw):
                    add(TYPED_NUMBER, position + start, words)
        position += len(part.raw)
    return tuple(problem for _, problem in sorted(problems, key=lambda placed: placed[0]))


def find_typed_numbers(text: str) -> Iterable[tuple[int, str]]:
    """Yield where a number is typed in front of what the program counts: «12 kommuner», «tolv av medlemmene»."""
    for match in _TYPED.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        just_named = not match[0][0].isdigit() and _JUST_NAMED.search(before)
        if not just_named and not _NAMED.search(before):
            yield match.start(), match[0]


def _lost(statement_id: str, area_code: str, judgements: Judgements, labels: Labels) -> tuple[Rule, dict[str, Any]]:
    source_id = source_id_of(statement_id)
    if source_id in judgements.withdrawn:
        return WITHDRAWN_CITATION, {}
    others = _areas_of(statement_id, judgements) - {area_code}
    if others:
        return CITATION_ELSEWHERE, {"area": _name(sorted(others), labels)}
    return LOST_CITATION, {}


def _areas_of(statement_id: str, judgements: Judgements) -> set[str]:
    # Whoever coded the statement did so in its own area's log; other counties' originals are not read for this.
    source_id = source_id_of(statement_id)
    return {area for (coded, _), area in judgements.coding_areas.items() if source_id_of(coded) == source_id}


def _name(areas: Sequence[str], labels: Labels) -> str:
    return ", ".join(labels.area(area) for area in areas)
