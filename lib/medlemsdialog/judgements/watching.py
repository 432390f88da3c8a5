"""The judgements kept up to date while others write: only what grew or changed is read again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from medlemsdialog.judgements.events import LOG_KINDS
from medlemsdialog.judgements.fold import AreaEvent, Folding, Judgements, events_in_order
from medlemsdialog.judgements.log import log_place
from medlemsdialog.judgements.watched_log import WatchedLog
from medlemsdialog.models.problems import Problem
from medlemsdialog.paths import DataFolder


class JudgementReader:
    """The state of all judgements of a dialogue, kept open: `refresh` brings in what anybody has written since.

    The state is always what `read_judgements` would give. An event later than all others is folded in alone; otherwise all
    events are folded again.
    """

    def __init__(self, data: DataFolder) -> None:
        """Read all logs.

        Raises:
            JudgementsUnreadableError: A log is there and cannot be opened.
        """
        self.data = data
        self.judgements = Judgements()
        self.problems: tuple[Problem, ...] = ()
        self._logs: dict[Path, WatchedLog] = {}
        self._folding = Folding()
        self._known: dict[tuple[str, str], AreaEvent] = {}
        self._last = ("", "")
        self._is_broken_off = False
        self.refresh()

    @property
    def events(self) -> list[AreaEvent]:
        """Each event once, in order."""
        return events_in_order(self._known.values())

    def refresh(self) -> bool:
        """Read what is new, and tell whether the events or the problems are others than before.

        A log that another program holds just now stays as it was read last, with a problem that says so.

        Raises:
            JudgementsUnreadableError: A log that has never been read cannot be opened.
        """
        # Of a log that is gone, or changed otherwise than by growing, events may be gone too.
        must_fold_again, self._is_broken_off = self._is_broken_off, True
        before, self._logs = self._logs, {}
        fresh: list[AreaEvent] = []
        for kind in LOG_KINDS:
            for area_code, file in self.data.judgement_logs(kind):
                log = before.get(file) or WatchedLog(file, log_place(self.data, area_code, kind, file))
                added = log.read()
                if log.is_gone:
                    continue
                self._logs[file] = log
                must_fold_again |= added is None
                fresh += added or ()
        must_fold_again |= any(file not in self._logs for file in before)
        changed = None if must_fold_again else self._fold_on(fresh)
        if changed is None:
            changed = self._fold_again()
        problems = tuple(problem for log in self._logs.values() for problem in log.problems)
        changed |= problems != self.problems
        self.problems = problems
        self._is_broken_off = False
        return changed

    def _fold_on(self, fresh: list[AreaEvent]) -> bool | None:
        """Fold in what is new, and tell whether anything was; None if it is not all later than what is there."""
        added: list[AreaEvent] = []
        for placed in fresh:
            known = self._known.get((placed.area_code, placed.event.id))
            if known is None:
                added.append(placed)
            elif known != placed:
                return None
        added.sort(key=lambda placed: placed.event.order)
        orders = [self._last, *(placed.event.order for placed in added)]
        if any(later <= earlier for earlier, later in pairwise(orders)):
            return None
        for placed in added:
            self._folding.add(placed)
            self._known[placed.area_code, placed.event.id] = placed
        if added:
            self._last = orders[-1]
            self.judgements = self._folding.judgements()
        return bool(added)

    def _fold_again(self) -> bool:
        in_order = events_in_order(placed for log in self._logs.values() for placed in log.events)
        self._folding = Folding()
        for placed in in_order:
            self._folding.add(placed)
        known = {(placed.area_code, placed.event.id): placed for placed in in_order}
        changed, self._known = known != self._known, known
        self._last = in_order[-1].event.order if in_order else ("", "")
        self.judgements = self._folding.judgements()
        return changed
