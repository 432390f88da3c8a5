"""Members that gave no input are named in the internal reminder list and nowhere else."""

from __future__ import annotations

import re
from inspect import signature

import pytest

from medlemsdialog import report
from medlemsdialog.report import national
from medlemsdialog.report.evidence_tables import build_tables
from report import example

# The others show no input (official figures, which name every municipality; the legend), take what a run keeps, or are internal.
NATIONAL = [
    name for name in national.__all__ if tuple(signature(getattr(national, name)).parameters) == ("overview", "labels")
]
SHARED_OF_A_COUNTY = (
    report.heading,
    report.in_short,
    report.heard,
    report.bodies,
    report.questions,
    report.claims,
    report.themes,
    report.statements,
    report.assessment,
    report.set_aside,
    report.method,
    report.slides,
)


@pytest.fixture(scope="module")
def silent() -> dict[str, str]:
    """The silent members by code, with their names; not those that share their name with a county or with one heard."""
    summaries = example.overview().summaries
    others = {summary.area.name for summary in summaries}
    others |= {member.name for summary in summaries for member in summary.members if member.state != "silent"}
    return {
        member.code: member.name
        for summary in summaries
        for member in summary.members
        if member.state == "silent" and not any(member.name in other for other in others)
    }


def named(words: str, silent: dict[str, str]) -> set[str]:
    return {name for name in silent.values() if re.search(rf"\b{re.escape(name)}\b", words)}


@pytest.mark.parametrize("name", NATIONAL)
def test_no_silent_member_is_named_in_the_national_document(name: str, silent: dict[str, str]) -> None:
    shown = getattr(national, name)(example.overview(), example.labels())
    assert named(shown.html.striptags(), silent) == set()


def test_no_silent_member_is_named_or_coded_in_the_spreadsheet(silent: dict[str, str]) -> None:
    cells = {
        str(cell) for table in build_tables(example.overview(), example.labels()) for row in table.rows for cell in row
    }
    assert named("\n".join(cells), silent) == set()
    assert cells & silent.keys() == set()


@pytest.mark.parametrize("show", SHARED_OF_A_COUNTY, ids=lambda show: show.__name__)
def test_no_silent_member_is_named_in_a_county_report(show, silent: dict[str, str]) -> None:
    assert named(show(example.county_summary(), example.labels()).html.striptags(), silent) == set()


def test_the_reminder_list_names_them(silent: dict[str, str]) -> None:
    own = {code: name for code, name in silent.items() if code.startswith("61")}
    shown = report.reminder_list(example.county_summary(), example.labels()).html.striptags()
    assert own and named(shown, own) == set(own.values())
