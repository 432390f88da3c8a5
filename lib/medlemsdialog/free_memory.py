"""Memory that is no longer used, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back_memory() -> None:
    """Let others have what this process has freed; where the system has no such call, nothing is done.

    The C library keeps what lies between what is still used: after a large area's summary has been read and dropped, two
    thirds of what it took. `malloc_trim` of glibc gives whole pages back wherever they lie, in milliseconds.
    """
    # Windows knows no library without a name.
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
