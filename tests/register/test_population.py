from __future__ import annotations

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.models import Member
from medlemsdialog.register.population import count_inhabitants


def member(code: str, population: int | None, level: Level = Level.MUNICIPALITY) -> Member:
    return Member(code=code, name=code, level=level, county_code=code[:2], population=population)


def test_each_municipality_counts_once_and_county_councils_never():
    members = [member("9001", 10), member("9001", 10), member("9002", None), member("9000", None, Level.COUNTY_COUNCIL)]
    counted = count_inhabitants(members)
    assert (counted.inhabitants, counted.municipalities_counted, counted.municipalities_unknown) == (10, 1, 1)
