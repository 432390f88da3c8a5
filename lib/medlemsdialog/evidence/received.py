"""What was received for one area, and its statements with codings and suggestions."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.coding import statements
from medlemsdialog.coding.claims import proposition_key
from medlemsdialog.coding.samples import find_cross_codings
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.evidence.code_problems import find_code_problems, find_lost_codings
from medlemsdialog.evidence.handed_over import find_received
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.intake import raise_if_nothing_readable, read_all, read_area
from medlemsdialog.intake.corrections import find_unplaced
from medlemsdialog.intake.formats import MEDIA_TYPES
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import Severity
from medlemsdialog.paths import NATIONAL

# What is known without looking at the originals again, and changes with each judgement.
_TOLD_BY_JUDGEMENTS = frozenset(
    {
        "orphan-coding",
        "unknown_proposition",
        "submission_unknown_claim",
        "lost-coding",
        "rival-wording",
        "rival-retirement",
        "code-ring",
        "homeless-code",
        "log-line",
        "log-held",
    }
)


def read_received(workspace: Workspace, area_code: str) -> Intake:
    """Return the sources, passages and problems of one county, or of the senders that belong to none (`national`).

    Raises:
        UsageError: The county is not in the edition.
        NoReadableOriginalsError: The county's own folder holds originals and none of them can be opened.
    """
    received = read_even_if_broken(workspace, area_code)
    raise_if_nothing_readable(received)
    return received


def read_even_if_broken(workspace: Workspace, area_code: str) -> Intake:
    """Return what was received for an area, also where none of it can be opened: its sources and problems are still of use.

    Raises:
        UsageError: The county is not in the edition.
    """
    if area_code != NATIONAL:
        workspace.county(area_code)
    if (handed_over := find_received(workspace, area_code)) is not None:
        return handed_over
    received = read_area(
        workspace.data,
        workspace.dialogue,
        workspace.register,
        workspace.judgements,
        area_code,
        cache=workspace.build.cache,
    )
    return _with_own_problems(workspace, received)


def read_all_even_if_broken(workspace: Workspace) -> dict[str, Intake]:
    """Return what was received for every area, by code: the same as one by one, but each original is looked at once."""
    received = read_all(
        workspace.data,
        workspace.dialogue,
        workspace.register,
        workspace.judgements,
        cache=workspace.build.cache,
    )
    return {intake.area_code: _with_own_problems(workspace, intake) for intake in received}


def _with_own_problems(workspace: Workspace, received: Intake) -> Intake:
    """Return what was received with what only codings, claims and logs tell is wrong."""
    own_log_problems = tuple(
        problem for problem in workspace.log_problems if (problem.county_code or NATIONAL) == received.area_code
    )
    found = find_orphan_codings(received, workspace.judgements) + find_unknown_propositions(received, workspace)
    found += find_unplaced(received, workspace.judgements) + find_lost_codings(workspace, received)
    if received.area_code == NATIONAL:
        found += find_code_problems(workspace)
    return received.model_copy(update={"problems": received.problems + found + own_log_problems})


def renew_problems(workspace: Workspace, received: Intake) -> tuple[Problem, ...]:
    """Return an area's problems with what codings, claims and logs tell now, the rest as it was when it was received."""
    kept = tuple(problem for problem in received.problems if problem.rule not in _TOLD_BY_JUDGEMENTS)
    found = find_orphan_codings(received, workspace.judgements) + find_unknown_propositions(received, workspace)
    found += find_lost_codings(workspace, received)
    if received.area_code == NATIONAL:
        found += find_code_problems(workspace)
    logs = tuple(one for one in workspace.log_problems if (one.county_code or NATIONAL) == received.area_code)
    return kept + found + logs


def code_statements(workspace: Workspace, received: Intake) -> tuple[CodedStatement, ...]:
    """Return every statement that was received, with people's codings and the computer's suggestions, never mixed."""
    coded = code_without_learning(workspace, received)
    learned = workspace.learned
    if learned is None or isinstance(learned, MedlemsdialogError):
        return coded
    judgements = workspace.judgements
    own = [judgements.codings[key] for key in judgements.codings_by_area.get(received.area_code, ())]
    return learned.add_suggestions(coded, own)


def code_without_learning(workspace: Workspace, received: Intake) -> tuple[CodedStatement, ...]:
    """Return every statement that was received, with people's codings and what search words suggest."""
    return statements.code_statements(
        received, workspace.judgements, workspace.suggestion_index, propositions=workspace.propositions
    )


def find_orphan_codings(received: Intake, judgements: Judgements) -> tuple[Problem, ...]:
    """Return a problem for every coding whose statement is no longer there: its text changed, or its original is gone.

    The coding itself stays in its log with text and anchor, so that it can be attached again.
    """
    sources = {source.source_id: source for source in received.sources}
    present = {passage.statement_id for passage in received.passages}
    cross = find_cross_codings(judgements)
    problems = []
    own = set(judgements.codings_by_area.get(received.area_code, ()))
    own.update(key for source_id in sources for key in judgements.codings_by_source.get(source_id, ()))
    for key in sorted(own):
        coding = judgements.codings[key]
        source_id = source_id_of(coding.statement_id)
        lost_here = source_id in sources and sources[source_id].readable
        lost_with_source = (
            judgements.coding_areas[key] == received.area_code
            and key not in cross
            and source_id not in sources
            and source_id not in judgements.registrations
        )
        if coding.statement_id in present or not (lost_here or lost_with_source):
            continue
        problems.append(
            Problem(
                rule="orphan-coding",
                severity=Severity.WARNING,
                source=sources[source_id].source if source_id in sources else "",
                source_id=source_id,
                county_code=received.area_code if received.area_code != NATIONAL else "",
                statement_id=coding.statement_id,
                anchor=coding.anchor,
                what=Message("En koding hører til et tekststed som ikke lenger finnes i innspillet."),
                found=coding.text,
                allowed=Message("et tekststed med samme ordlyd"),
                to_do=Message(
                    "Finn tekststedet som er kommet i stedet, og kod det på nytt. Den gamle kodingen er bevart."
                ),
            )
        )
    return tuple(problems)


def find_unknown_propositions(received: Intake, workspace: Workspace) -> tuple[Problem, ...]:
    """Return a problem for each original and proposition that its mapping, or a member's own answer, names and no claim has."""
    known = workspace.propositions
    allowed = ", ".join(sorted(claim.id for claim in workspace.claims)) or "–"
    sources = {source.source_id: source for source in received.sources}
    told: dict[tuple[str, str], Problem] = {}
    for passage in received.passages:
        if not passage.proposition or proposition_key(passage.proposition) in known:
            continue
        source = sources[passage.source_id]
        key = (source.source.partition("#")[0], passage.proposition)
        if key not in told:
            is_answer = source.media_type == MEDIA_TYPES["submission"]
            told[key] = build_problem(
                "submission_unknown_claim" if is_answer else "unknown_proposition",
                source=source.source,
                source_id=source.source_id,
                county_code=source.county_code,
                anchor=passage.anchor,
                found=passage.proposition,
                claims=allowed,
            )
    return tuple(told.values())
