"""How often something has been done lately, by key; kept in memory, for one server serves one store."""

from __future__ import annotations

import time
from collections import deque

_MOST_KEYS = 20_000


class Rates:
    """Counts what is done in a sliding time. What has been done is forgotten when its time is out."""

    def __init__(self) -> None:
        self._times: dict[str, deque[float]] = {}

    def is_over(self, key: str, limit: tuple[int, int], *, now: float | None = None) -> bool:
        """Return whether `key` has done as much as it may: `limit` is (how many, in how many seconds)."""
        most, seconds = limit
        at = time.monotonic() if now is None else now
        times = self._times.get(key)
        while times and times[0] <= at - seconds:
            times.popleft()
        return bool(times) and len(times or ()) >= most

    def count(self, key: str, *, now: float | None = None) -> None:
        """Count that `key` has done something."""
        at = time.monotonic() if now is None else now
        if key not in self._times and len(self._times) >= _MOST_KEYS:
            # Those that have been silent longest give way.
            for old in sorted(self._times, key=lambda one: self._times[one][-1] if self._times[one] else 0)[
                : _MOST_KEYS // 4
            ]:
                del self._times[old]
        times = self._times.setdefault(key, deque(maxlen=1000))
        times.append(at)

    def take(self, key: str, limit: tuple[int, int], *, now: float | None = None) -> bool:
        """Return whether `key` may do it once more, and count it if so."""
        if self.is_over(key, limit, now=now):
            return False
        self.count(key, now=now)
        return True
