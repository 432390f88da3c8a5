"""What a run works with while it makes something: the renderer and the processes for workbooks, started when first needed."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlemsdialog.runs.process_pool import ProcessPool
    from medlemsdialog.runs.workbook_process import EngineName


class Workshop:
    """One run's renderer and processes. Where nothing is to be made, none is started."""

    def __init__(self, engine: EngineName) -> None:
        """Start nothing yet."""
        self._engine: EngineName = engine
        self._stack = ExitStack()
        self._pool: ProcessPool | None = None

    def open(self, processes: int = 0) -> ProcessPool:
        """Return the processes, at least so many of them on their way."""
        if self._pool is None:
            # Imported here: a run with nothing to do needs none of it.
            from medlemsdialog.report.drawing import shared_renderer
            from medlemsdialog.runs.process_pool import open_pool

            # The renderer first: the processes of the pool get warm with it.
            self._stack.enter_context(shared_renderer())
            self._pool = self._stack.enter_context(open_pool(0, self._engine))
        self._pool.start(processes)
        return self._pool

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)
