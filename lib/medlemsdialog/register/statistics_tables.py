"""Official figures as they are kept: what they are, where they are from, when they were got and what was revised."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum

from medlemsdialog.models.base import Record

# Our own mark for a value that the source gave earlier and gives no more.
GONE = "borte"
# The source's mark for a figure that cannot be: the region or the content was not in use then.
NOT_IN_USE = "."


class StatisticsLevel(StrEnum):
    """Whom a figure is about."""

    COUNTRY = "country"
    COUNTY = "county"
    COUNTY_COUNCIL = "county_council"
    MUNICIPALITY = "municipality"


class KeptContent(Record):
    """What one column of figures of a table is, where it is from and when. `decimals` is None where it is not told."""

    table: str
    title: str
    code: str
    label: str
    unit: str
    decimals: int | None
    source: str
    updated: str
    retrieved: datetime.date
    note: str = ""


class KeptValue(Record):
    """One figure as the source gives it; `value` is None where it is unknown, and `symbol` then tells why.

    `area_code` is the region in our own codes, of whatever edition the source uses. Of a figure that the source has
    changed, what stood there before is kept, with the day the change was found.
    """

    content_code: str
    level: StatisticsLevel
    area_code: str
    region_code: str
    region: str
    period: str
    value: Decimal | None
    symbol: str
    retrieved: datetime.date
    previous_value: Decimal | None = None
    previous_symbol: str = ""
    revised: datetime.date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells this figure from all others of its table."""
        return self.content_code, self.region_code, self.period


class KeptTable(Record):
    """One table of the source."""

    id: str
    contents: tuple[KeptContent, ...]
    values: tuple[KeptValue, ...]
