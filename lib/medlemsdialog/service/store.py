"""The store as the page knows it: it lies below, where what was sent is fetched into `inputs/` too."""

from __future__ import annotations

from medlemsdialog.exchange.submission_store import (
    SCHEMA_VERSION,
    SentSubmission,
    StoreError,
    connect,
    mark_pulled,
    open_to_read,
    open_to_write,
    read_sent,
    tell_time,
)

__all__ = [
    "SCHEMA_VERSION",
    "SentSubmission",
    "StoreError",
    "connect",
    "mark_pulled",
    "open_to_read",
    "open_to_write",
    "read_sent",
    "tell_time",
]
