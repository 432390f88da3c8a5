"""What was received for one area, and its statements with codings and suggestions."""

from __future__ import annotations

from collections.abc import Iterable

from medlemsdialog.coding import statements
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.intake import raise_if_nothing_readable, read_area
from medlemsdialog.models.claims import Claim
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
    return statements.code_statements(
        received, workspace.judgements, workspace.suggestion_index, propositions=propositions_of(workspace.claims)
    )


def propositions_of(claims: Iterable[Claim]) -> dict[str, str]:
    """Return claim ids by the sentence a form may put, in every form it is written in.

    Only a tick at the claim's own sentence is a position to it; a tick at anything else is an answer and no more.
    """
    return {
        statements.proposition_key(sentence): claim.id
        for claim in claims
        for sentence in (claim.text.nb, claim.text.nn, claim.text.en)
        if sentence
    }
