"""What was received for one area, and its statements with codings and suggestions."""

from __future__ import annotations

from medlemsdialog.coding import statements
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.intake import raise_if_nothing_readable, read_area
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import NATIONAL


def read_received(workspace: Workspace, area_code: str) -> Intake:
    """Return the sources, passages and problems of one county, or of the senders that belong to none (`national`).

    Raises:
        UsageError: The county is not in the edition.
        NoReadableOriginalsError: The county's own folder holds originals and none of them can be opened.
    """
    if area_code != NATIONAL:
        workspace.county(area_code)
    received = read_area(
        workspace.data,
        workspace.dialogue,
        workspace.register,
        workspace.judgements,
        area_code,
        cache=workspace.build.cache,
    )
    own_log_problems = tuple(
        problem for problem in workspace.log_problems if (problem.county_code or NATIONAL) == area_code
    )
    received = received.model_copy(update={"problems": received.problems + own_log_problems})
    raise_if_nothing_readable(received)
    return received


def code_statements(workspace: Workspace, received: Intake) -> tuple[CodedStatement, ...]:
    """Return every statement that was received, with people's codings and the computer's suggestions, never mixed."""
    propositions = {
        claim.question: claim.id for claim in workspace.claims if claim.origin == "proposition" and claim.question
    }
    return statements.code_statements(
        received, workspace.judgements, workspace.suggestion_index, claim_of_proposition=propositions
    )
