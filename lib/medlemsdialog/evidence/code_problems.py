"""What a person must look at in the lineage of claims and themes: what two wrote at once, and what counts for nothing now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby, pairwise

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.comparison import find_settling
from medlemsdialog.coding.samples import find_uncounted_codings
from medlemsdialog.coding.statements import proposition_of
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.judgements.events import ClaimRetired, ClaimWritten, CodingSet, ThemeRetired, ThemeWritten
from medlemsdialog.judgements.fold import CodeEvent
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import NATIONAL

CLAIMS_FILE, CODEBOOK_FILE, DIALOGUE_FILE = "claims.yaml", "codebook.yaml", "dialogue.yaml"
_SHOWN_STATEMENTS = 20


def find_code_problems(workspace: Workspace) -> tuple[Problem, ...]:
    """Return the problems that belong to the whole dialogue, whatever was received."""
    return (
        *_find_rival_wordings(workspace),
        *_find_rival_retirements(workspace),
        *_find_rings(workspace),
        *_find_homeless(workspace),
    )


def find_lost_codings(workspace: Workspace, received: Intake) -> tuple[Problem, ...]:
    """Return a problem for each code that statements of the area were given, by coders or ticks, and that counts no more."""
    lineage = workspace.lineage
    known = workspace.codebook.codes | {claim.id for claim in workspace.claims}
    present = {passage.statement_id: passage for passage in received.passages if passage.is_statement}
    lost: dict[str, set[str]] = {}
    for statement_id, coding in _counting_codings(workspace, present):
        now, without_heir = lineage.resolve_coding(coding)
        unknown = {*now.themes, *(claim.claim_id for claim in now.claims)} - known
        for code in {*without_heir, *unknown}:
            lost.setdefault(code, set()).add(statement_id)
    for passage in present.values():
        ticked = workspace.propositions.get(proposition_key(proposition_of(passage))) if passage.tick else None
        if ticked is not None and not lineage.claims.resolve(ticked.id, passage.statement_id):
            lost.setdefault(ticked.id, set()).add(passage.statement_id)
    return tuple(_lost_code(workspace, received, code, sorted(places)) for code, places in sorted(lost.items()))


def _counting_codings(workspace: Workspace, present: Collection[str]) -> Iterable[tuple[str, CodingSet]]:
    """Yield the codings that count: of a statement that was settled only the settled one."""
    uncounted = find_uncounted_codings(workspace.judgements)
    made: dict[str, list[CodingSet]] = {}
    judgements = workspace.judgements
    for source_id in {source_id_of(statement_id) for statement_id in present}:
        for key in judgements.codings_by_source.get(source_id, ()):
            if key[0] in present and key not in uncounted:
                made.setdefault(key[0], []).append(judgements.codings[key])
    for statement_id, codings in made.items():
        settled = find_settling(codings)
        for coding in [settled] if settled else codings:
            yield statement_id, coding


def _lost_code(workspace: Workspace, received: Intake, code: str, places: list[str]) -> Problem:
    judgements = workspace.judgements
    retired = judgements.retired_claims.get(code) or judgements.retired_themes.get(code)
    area_code = received.area_code
    shown = ", ".join(places[:_SHOWN_STATEMENTS]) + (" …" if len(places) > _SHOWN_STATEMENTS else "")
    first = next(passage for passage in received.passages if passage.statement_id == places[0])
    sources = {source.source_id: source.source for source in received.sources}
    return Problem(
        rule="lost-coding",
        severity=Severity.WARNING,
        source=sources.get(first.source_id, ""),
        source_id=first.source_id,
        county_code=area_code if area_code != NATIONAL else "",
        statement_id=places[0] if len(places) == 1 else "",
        anchor=first.anchor,
        what=Message(
            "{number} utsagn er kodet med «{code}», som er tatt ut av bruk uten at noe har tatt over. Det teller ikke.",
            number=len(places),
            code=_name_code(workspace, code),
        )
        if retired
        else Message(
            "{number} utsagn er kodet med «{code}», som ikke finnes i kodeboken eller blant kravene. Det teller ikke.",
            number=len(places),
            code=code,
        ),
        found=shown,
        allowed=Message("temaer og krav som er i bruk"),
        to_do=Message("Kod utsagnene på nytt, eller la policyansvarlig si hva koden skal gå inn i."),
    )


def _find_rival_wordings(workspace: Workspace) -> Iterable[Problem]:
    judgements = workspace.judgements
    written: list[ClaimWritten | ThemeWritten] = [*judgements.claims.values(), *judgements.themes.values()]
    for event in written:
        rivals = [one for one in judgements.rivals.get(event.id, ()) if isinstance(one, ClaimWritten | ThemeWritten)]
        if rivals:
            yield _national(
                "rival-wording",
                event,
                Message("To har skrevet om «{code}» samtidig, uten å ha sett hverandres tekst.", code=_code_of(event)),
                found=" / ".join(_text_of(one) for one in (event, *rivals)),
                allowed=Message("én ordlyd. Den siste teller inntil videre"),
                to_do=Message("Velg ordlyden, eller skriv en ny, og lagre den på nytt."),
            )


def _find_rival_retirements(workspace: Workspace) -> Iterable[Problem]:
    """Yield codes that two people took out of use in different ways with nothing written in between: the last one holds."""
    ordered = sorted(workspace.judgements.code_events, key=_kind_and_code)
    for _, group in groupby(ordered, key=_kind_and_code):
        events = list(group)
        for before, after in pairwise(events):
            if (
                isinstance(before, ClaimRetired | ThemeRetired)
                and isinstance(after, ClaimRetired | ThemeRetired)
                and (before.into, before.moved) != (after.into, after.moved)
                and before.by != after.by
            ):
                yield _national(
                    "rival-retirement",
                    after,
                    Message("To har tatt «{code}» ut av bruk på hver sin måte.", code=_code_of(after)),
                    found=" / ".join(one.into or "–" for one in (before, after)),
                    allowed=Message("én av dem. Den siste teller"),
                    to_do=Message(
                        "Se at det siste valget er rett. Er det ikke det, slår du sammen eller deler på nytt."
                    ),
                )


def _find_rings(workspace: Workspace) -> Iterable[Problem]:
    for event in workspace.lineage.unfollowed:
        yield _national(
            "code-ring",
            event,
            Message(
                "«{code}» skulle gå inn i noe som selv gikk inn i det. Det siste av valgene er ikke fulgt: «{code}» er "
                "fortsatt i bruk.",
                code=_code_of(event),
            ),
            found=f"{_code_of(event)} → {', '.join(_targets(event))}",
            allowed=Message("at det ene går inn i det andre"),
            to_do=Message("Bestem hvilket av dem som skal stå, og slå sammen på nytt om det trengs."),
        )


def _find_homeless(workspace: Workspace) -> Iterable[Problem]:
    """Yield claims that have lost their themes, themes without a place, and questions that point at nothing any more."""
    for claim in workspace.claims:
        unknown = [theme for theme in claim.themes if theme not in workspace.codebook.codes]
        if unknown or not claim.themes:
            yield _whole(
                CLAIMS_FILE,
                Message("Kravet «{claim}» ligger ikke lenger under et tema som er i bruk.", claim=claim.id),
                found=", ".join(unknown),
                to_do=Message("Omformuler kravet og oppgi temaet."),
            )
    main = {theme.code for theme in workspace.dialogue.main_themes}
    parents = {theme.code: theme.parent for theme in workspace.codebook.themes}
    for code, parent in parents.items():
        if parent not in main and parents.get(parent) not in main:
            yield _whole(
                CODEBOOK_FILE,
                Message("Temaet «{theme}» ligger under noe som ikke finnes, eller for dypt.", theme=code),
                found=parent,
                to_do=Message(
                    "Rediger temaet og oppgi et hovedtema, eller et tema som selv ligger rett under et hovedtema."
                ),
            )
    for before, now in zip(workspace.frame.dialogue.crosswalk, workspace.dialogue.crosswalk, strict=True):
        lost = [theme for theme in before.themes if not workspace.lineage.themes.resolve_all(theme)]
        if lost:
            yield _whole(
                DIALOGUE_FILE,
                Message(
                    "Departementets spørsmål «{question}» er knyttet til temaer som er tatt ut av bruk.",
                    question=now.ministry_question,
                ),
                found=", ".join(lost),
                to_do=Message("Rett «crosswalk» i dialogue.yaml."),
            )


def _kind_and_code(event: CodeEvent) -> tuple[str, str]:
    return event.log, _code_of(event)


def _targets(event: ClaimRetired | ThemeRetired) -> list[str]:
    moved = [(codes,) if isinstance(codes, str) else codes for codes in event.moved.values()]
    return sorted({event.into, *(code for codes in moved for code in codes)} - {""})


def _code_of(event: CodeEvent) -> str:
    match event:
        case ThemeWritten():
            return event.theme.code
        case ThemeRetired():
            return event.theme_code
        case _:
            return event.claim_id


def _text_of(event: ClaimWritten | ThemeWritten, language: Language = "nb") -> str:
    text = event.theme.label if isinstance(event, ThemeWritten) else event.text
    return translate("«{name}»", language, name=text.in_language(language))


def _name_code(workspace: Workspace, code: str) -> str:
    text = {claim.id: claim.text for claim in workspace.former_claims}
    text |= {theme.code: theme.label for theme in workspace.former_themes}
    return text[code].nb if code in text else code


def _national(rule: str, event: CodeEvent, what: Message, *, found: str, allowed: Message, to_do: Message) -> Problem:
    file = CODEBOOK_FILE if event.log == "codebook" else CLAIMS_FILE
    return Problem(
        rule=rule, severity=Severity.WARNING, source=file, what=what, found=found, allowed=allowed, to_do=to_do
    )


def _whole(file: str, what: Message, *, found: str, to_do: Message) -> Problem:
    return Problem(rule="homeless-code", severity=Severity.WARNING, source=file, what=what, found=found, to_do=to_do)
