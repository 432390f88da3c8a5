from __future__ import annotations

import datetime
import itertools
import re
import xml.etree.ElementTree as ET

from medlemsdialog.dialogue import Period
from medlemsdialog.models.vocabulary import Level, Openness, SourceState, Status
from medlemsdialog.report import national, timeline
from medlemsdialog.report.timeline import count_spans, draw_timeline
from report import example

PERIOD = Period(opens=datetime.date(2017, 3, 28), closes=datetime.date(2017, 11, 30))
DEADLINE_WEEK = datetime.date(2017, 11, 27)


def day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def test_every_week_of_the_period_is_there_and_no_input_is_lost() -> None:
    spans = count_spans([day("2017-03-01"), day("2017-10-12"), day("2017-10-12")], PERIOD)
    assert spans[0].first <= day("2017-03-01") and spans[-1].last >= PERIOD.closes
    assert all(later.first - span.last == datetime.timedelta(days=1) for span, later in itertools.pairwise(spans))
    assert sum(span.within for span in spans) == 2 and sum(span.outside for span in spans) == 1


def test_week_of_the_deadline_tells_the_late_from_those_in_time() -> None:
    spans = count_spans([day("2017-11-30"), day("2017-12-01"), day("2017-12-02")], PERIOD)
    (week,) = (span for span in spans if span.first == DEADLINE_WEEK)
    assert (week.within, week.outside) == (1, 2)


def test_years_are_told_by_month() -> None:
    spans = count_spans([day("2019-02-28")], PERIOD)
    assert {(span.first.day, (span.last + datetime.timedelta(days=1)).day) for span in spans} == {(1, 1)}


def test_figure_has_its_numbers_in_table_words_and_picture() -> None:
    figure = draw_timeline("c61", [day("2017-10-12"), day("2017-10-13"), day("2017-12-02")], 1, example.labels())
    assert figure is not None
    assert figure.columns == ("", "i perioden", "utenfor perioden")
    assert [row[1:] for row in figure.rows] == [("2", "0"), ("0", "1")]
    assert figure.rows[0][0] == "9.–15.\u00a0oktober 2017"
    assert "1 er datert etter den" in figure.summary and "1 innspill uten dato er ikke med" in figure.summary
    ET.fromstring(figure.svg)
    assert all(name.startswith("c61-fig-tid") for name in re.findall(r' id="([^"]+)"', figure.svg))
    assert ">frist 30.\u00a0november 2017<" in figure.svg


def test_input_in_confidence_and_input_set_aside_is_in_no_week() -> None:
    summary = example.county_summary("61")
    own = ("6101", Level.MUNICIPALITY, Status.DECISION)
    secret = example.source("s1", *own, date="2017-04-12", openness=Openness.CONFIDENTIAL)
    rejected = example.source("s2", *own, date="2017-04-12", state=SourceState.REJECTED)
    told = timeline(summary.model_copy(update={"sources": (*summary.sources, secret, rejected)}), example.labels())
    assert "oktober 2017" in told.html and "april 2017" not in told.html


def test_nation_has_the_input_of_all_areas() -> None:
    overview = example.overview()
    areas = (*overview.summaries, overview.without_county)
    dated = [one for area in areas for one in area.sources if one.state is SourceState.REGISTERED and one.date]
    assert f"{len(dated)} registrerte innspill har en dato" in national.timeline(overview, example.labels()).html


def test_slip_in_a_year_stops_no_report_and_is_told() -> None:
    figure = draw_timeline("c61", [day("2017-10-12"), day("1017-10-12"), day("9999-12-30")], 0, example.labels())
    assert figure is not None and [row[0] for row in figure.rows] == ["9.–15.\u00a0oktober 2017"]
    assert "2 innspill er datert mer enn to år før eller etter perioden, og er ikke med." in figure.summary
    summary = example.county_summary("61")
    slips = tuple(source.model_copy(update={"date": "9999-12-30"}) for source in summary.sources)
    told = timeline(summary.model_copy(update={"sources": slips}), example.labels()).html
    assert "<svg" not in told and "datert mer enn to år før eller etter perioden" in told and "har en dato." not in told


def test_no_dates_are_said() -> None:
    assert "Ingen registrerte innspill har en dato." in timeline(example.empty_summary("62"), example.labels()).html
