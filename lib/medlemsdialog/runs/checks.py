"""What intake finds in the areas a person asks about, without running anything."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.evidence import Workspace
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.intake_outputs import read_areas
from medlemsdialog.runs.judging import read_area_code


def check_areas(workspace: Workspace, area_codes: Sequence[str] | None = None) -> tuple[Intake, ...]:
    """Return what was received for the areas, all of them unless named, with every problem found.

    Raises:
        UsageError: A county is not in the edition.
    """
    named = [read_area_code(workspace, given) for given in area_codes or ()]
    received = read_areas(workspace, named or (*workspace.county_codes, NATIONAL))
    return tuple(received.areas.values())
