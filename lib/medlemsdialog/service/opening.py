"""When the page is open: from the dialogue's first day to its last, as days are reckoned in Norway."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from enum import StrEnum
from zoneinfo import ZoneInfo

from medlemsdialog.dialogue import Dialogue

NORWAY = ZoneInfo("Europe/Oslo")
Clock = Callable[[], datetime.datetime]


class Opening(StrEnum):
    """Whether members may write."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"


def last_day(dialogue: Dialogue) -> datetime.date:
    """Return the last day to answer and to amend."""
    return dialogue.input_page.closes or dialogue.period.closes


def find_opening(dialogue: Dialogue, now: datetime.datetime) -> Opening:
    """Return whether members may write at `now`; the last day is whole. After the day of deletion nothing is shown."""
    today = now.astimezone(NORWAY).date()
    if dialogue.delete_after is not None and today > dialogue.delete_after:
        return Opening.OVER
    if today > last_day(dialogue):
        return Opening.CLOSED
    return Opening.NOT_YET if today < dialogue.period.opens else Opening.OPEN


def clock_of(day: datetime.date | None) -> Clock:
    """Return the clock, or one that tells the time of today on another day: to try the page before it opens."""
    if day is None:
        return lambda: datetime.datetime.now(datetime.UTC)
    ahead = datetime.datetime.combine(day, datetime.time(), NORWAY) - datetime.datetime.now(NORWAY).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return lambda: datetime.datetime.now(datetime.UTC) + ahead
