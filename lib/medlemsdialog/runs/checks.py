"""What intake finds in the areas a person asks about, without running anything, and in which order a person reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Severity, SourceState
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.statistics_files import read_kept_tables
from medlemsdialog.runs.intake_outputs import read_areas
from medlemsdialog.runs.judging import read_area_code
from medlemsdialog.runs.verdicts import Failure

_SEVERITIES = tuple(Severity)
_SHOWN_NAMES = 12


@dataclass(frozen=True)
class SourceProblems:
    """All problems of one source, gravest first; `source` is None where nothing was received under the name."""

    name: str
    source: Source | None
    problems: tuple[Problem, ...]

    @property
    def gravest(self) -> Severity:
        """The gravest severity among the problems."""
        return self.problems[0].severity


@dataclass(frozen=True)
class CheckResult:
    """What a check found: the areas as received, and those that could not be read at all, with why."""

    areas: tuple[Intake, ...]
    unread: Mapping[str, Failure]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by area and as they stand there."""
        return tuple(problem for area in self.areas for problem in area.problems)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, by area and in reading order."""
        return tuple(source for area in self.areas for source in area.sources)

    def by_source(self) -> tuple[SourceProblems, ...]:
        """Return the problems gathered by source: sources with the gravest problems first, then by name."""
        sources = {source.source: source for source in self.sources}
        gathered: dict[str, list[Problem]] = {}
        for problem in self.problems:
            gathered.setdefault(problem.source, []).append(problem)
        groups = [
            SourceProblems(name, sources.get(name), tuple(sorted(found, key=lambda p: _SEVERITIES.index(p.severity))))
            for name, found in gathered.items()
        ]
        return tuple(sorted(groups, key=lambda group: (_SEVERITIES.index(group.gravest), group.name)))

    def counts(self) -> dict[str, int]:
        """Return how many sources there are in each state, passages, and problems of each severity."""
        states = Counter(source.state for source in self.sources)
        severities = Counter(problem.severity for problem in self.problems)
        return {
            "sources": len(self.sources),
            **{state.value: states[state] for state in SourceState},
            "unreadable": sum(not source.readable for source in self.sources),
            "passages": sum(len(area.passages) for area in self.areas),
            **{severity.value: severities[severity] for severity in Severity},
        }

    def count_rules(self) -> tuple[tuple[str, Severity, int], ...]:
        """Return each rule that was broken, its severity and how often: gravest first, then the most frequent."""
        counted = Counter((problem.rule, problem.severity) for problem in self.problems)
        rows = ((rule, severity, number) for (rule, severity), number in counted.items())
        return tuple(sorted(rows, key=lambda row: (_SEVERITIES.index(row[1]), -row[2], row[0])))


def check_areas(
    workspace: Workspace, area_codes: Sequence[str] | None = None, *, source: str | None = None
) -> CheckResult:
    """Return what was received for the areas, all of them unless named, with every problem found.

    With `source`, a path, a file name or an id, only that source and the rows of it.

    Raises:
        UsageError: A county is not in the edition, or no source has the name.
        KeptStatisticsError: A kept table of official figures cannot be read.
    """
    read_kept_tables(workspace.data.statistics)
    named = [read_area_code(workspace, given) for given in area_codes or ()]
    received = read_areas(workspace, named or (*workspace.county_codes, NATIONAL))
    result = CheckResult(tuple(received.areas.values()), received.unread)
    return result if source is None else _only(result, source)


def _only(result: CheckResult, name: str) -> CheckResult:
    areas = tuple(
        area.model_copy(
            update={
                "sources": tuple(one for one in area.sources if _is_named(one.source, one.source_id, name)),
                "passages": tuple(one for one in area.passages if _is_of(one.source_id, area, name)),
                "problems": tuple(one for one in area.problems if _is_named(one.source, one.source_id, name)),
            }
        )
        for area in result.areas
    )
    found = CheckResult(areas, result.unread)
    if not found.sources and not found.problems:
        names = sorted({source.source.partition("#")[0] for source in result.sources})
        shown = ", ".join(names[:_SHOWN_NAMES]) + (" …" if len(names) > _SHOWN_NAMES else "")
        raise UsageError(
            Message(
                "Ingen innspill heter «{name}». Oppgi filnavnet eller hele stien, for eksempel en av disse: {names}.",
                name=name,
                names=shown or "–",
            )
        )
    return found


def _is_named(source: str, source_id: str, name: str) -> bool:
    file = source.partition("#")[0]
    return name in {source, source_id, file, file.rpartition("/")[2], source.rpartition("/")[2]}


def _is_of(source_id: str, area: Intake, name: str) -> bool:
    return any(one.source_id == source_id and _is_named(one.source, source_id, name) for one in area.sources)
