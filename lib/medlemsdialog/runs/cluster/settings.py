"""How long a run on a cluster waits for others, as the environment may set it."""

from __future__ import annotations

import os

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError

STORE_SECONDS = "MEDLEMSDIALOG_STORE_SECONDS"
LOCK_SECONDS = "MEDLEMSDIALOG_STORE_LOCK_SECONDS"
SCHEDULER_SECONDS = "MEDLEMSDIALOG_SCHEDULER_SECONDS"
WORKER_SECONDS = "MEDLEMSDIALOG_WORKER_SECONDS"
SLOW_SECONDS = "MEDLEMSDIALOG_SLOW_SECONDS"
IDLE_SECONDS = "MEDLEMSDIALOG_IDLE_SECONDS"
_DEFAULTS = {
    # As long as a store is asked again before it is said not to answer.
    STORE_SECONDS: 120,
    # As long as a lock in a store may stand without a sign of life from its holder.
    LOCK_SECONDS: 120,
    SCHEDULER_SECONDS: 15,
    # Queues of SLURM and clouds take minutes to give the first worker.
    WORKER_SECONDS: 600,
    # An area that has taken this long, and twice as long as the others, is given to one more worker.
    SLOW_SECONDS: 120,
    # After this long without an area of a run, a worker removes all it has of it: its client may be gone.
    IDLE_SECONDS: 600,
}


def read_seconds(variable: str) -> float:
    """Return how many seconds a wait may last.

    Raises:
        UsageError: The variable holds anything but a positive number.
    """
    given = os.environ.get(variable)
    if given is None:
        return _DEFAULTS[variable]
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise UsageError(
            Message(
                "Miljøvariabelen {variable} skal være et antall sekunder. Verdien er «{given}». Rett verdien, eller fjern variabelen.",
                variable=variable,
                given=given,
            )
        )
    return seconds
