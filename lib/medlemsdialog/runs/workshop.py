"""What a run works with while it makes something: the renderer and the processes for workbooks, started when first needed."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from medlemsdialog.drawing import SharedRenderer
    from medlemsdialog.runs.process_pool import ProcessPool
    from medlemsdialog.runs.workbook_process import EngineName

# A rehearsal takes as long as it saves in four workbooks.
WORTH_REHEARSING = 4


class Workshop:
    """One run's renderer and processes. Where nothing is to be made, none is started, but for what `begin` starts."""

    def __init__(self, engine: EngineName, drawings: Path | None = None) -> None:
        """Start nothing yet; `drawings` is the folder where figures are kept from one run to the next."""
        self._engine: EngineName = engine
        self._drawings = drawings
        self._stack = ExitStack()
        self._begun: tuple[SharedRenderer, ProcessPool] | None = None
        self._is_open = False

    def begin(self) -> None:
        """Let one process get warm before it is known what there is to do: it takes as long as reading what decides that."""
        from medlemsdialog.runs.kernel import CAN_FORK

        # Elsewhere a process must be told where the renderer is when it starts.
        if CAN_FORK:
            self._start()[1].start(1)

    def open(self, processes: int = 0, *, workbooks: int | None = None) -> ProcessPool:
        """Return the processes, at least so many of them on their way; `workbooks` are expected in all, where that is known."""
        renderer, pool = self._start()
        pool.start(processes)
        if not self._is_open:
            self._is_open = True
            if workbooks is None or workbooks >= WORTH_REHEARSING:
                pool.rehearse()
            renderer.wait()
        return pool

    def _start(self) -> tuple[SharedRenderer, ProcessPool]:
        if self._begun is None:
            # Imported here: a run with nothing to do needs none of it.
            from medlemsdialog.drawing import SharedRenderer
            from medlemsdialog.runs.process_pool import open_pool

            # The renderer first: the processes of the pool get warm with it.
            renderer = self._stack.enter_context(SharedRenderer(self._drawings))
            self._begun = renderer, self._stack.enter_context(open_pool(engine=self._engine))
        return self._begun

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.__exit__(kind, error, at)
        self._begun, self._is_open = None, False
