"""What a run is asked for, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.models.manifest import AreaRun, Manifest
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.execution import Limits

if TYPE_CHECKING:
    from medlemsdialog.runs.documents import WrittenDocument
    from medlemsdialog.runs.verdicts import Failure


@dataclass(frozen=True)
class RunResult:
    """What came of a run. `counties` are those that were asked for, by code; `removed` the codes whose outputs were removed.

    `made` are the areas of which anything was made now, the nation's included; `explained` tells why, or why not. `national`
    is None where only counties were asked for; `national_report` is None there, and where it failed. `is_nation_current` tells
    whether the national document says what the counties say now. `untranslated` names the areas whose reports could not be
    made in the other language that was asked for. `documents` are the letter, the final report and the board's case, with
    their length and what must be seen to, whether written now or before.
    """

    manifest: Manifest
    counties: dict[str, AreaRun]
    removed: tuple[str, ...]
    national: AreaRun | None
    national_report: Path | None
    untranslated: Mapping[str, Failure]
    documents: tuple[WrittenDocument, ...] = ()
    made: frozenset[str] = frozenset()
    explained: tuple[Message, ...] = ()
    is_nation_current: bool = True

    @property
    def done(self) -> tuple[str, ...]:
        """Codes of the counties that succeeded, those without input included."""
        return tuple(code for code, run in self.counties.items() if run.status != "failed")

    @property
    def failed_by_data(self) -> tuple[str, ...]:
        """Codes of the counties whose originals stood in the way."""
        return tuple(code for code, run in self.counties.items() if run.cause == "data")

    @property
    def failed_by_program(self) -> tuple[str, ...]:
        """Codes of the counties that we failed to run."""
        return tuple(code for code, run in self.counties.items() if run.cause == "program")

    @property
    def succeeded(self) -> bool:
        """Whether every county succeeded, and the national document where it was to be made."""
        return (
            len(self.done) == len(self.counties)
            and not self.untranslated
            and (self.national is None or self.national.status != "failed")
        )


@dataclass(frozen=True)
class Asked:
    """What was asked for, checked."""

    counties: tuple[str, ...]
    whole: bool
    language: Language | None
    force: bool
    jobs: int
    limits: Limits

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that are to be as they would be made now."""
        return (*self.counties, NATIONAL) if self.whole else self.counties

    @property
    def only(self) -> tuple[str, ...] | None:
        """The counties that were named; None where all were asked for."""
        return None if self.whole else self.counties
