"""When the input is dated, week by week against the dialogue's period; drawn by us, for a period is no bar of a bar chart.

The date is the one the input bears, such as the day of the decision; when it was received is not known.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from medlemsdialog.dialogue import Period
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.summary import AreaSummary, SourceRow
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.report import charts, places, wording
from medlemsdialog.report.figures import Figure
from medlemsdialog.report.fragment import Fragment, render

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# With more, a week is too narrow to be seen, and months are drawn.
MOST_WEEKS = 60
# What is dated farther from the period is a slip as 2107 for 2017; drawn, it would leave nothing to be seen of the rest.
FARTHEST = datetime.timedelta(days=2 * 365)
WIDTH, LEFT, TOP, HEIGHT, FOOT, LEGEND_HEIGHT = 640, 30, 44, 130, 36, 18
NARROWEST_MONTH, WIDEST_DEADLINE = 34, 190
# Room over the highest bar for its number.
HEADROOM = 1.1
_WEEK = datetime.timedelta(days=7)
_DAY = datetime.timedelta(days=1)
_MOST_TICKS = 5
_NARROWEST_NUMBERED = 11


@dataclass(frozen=True)
class Span:
    """A week or a month, with the input dated in it: within the dialogue's period, and outside it."""

    first: datetime.date
    last: datetime.date
    within: int
    outside: int

    @property
    def sources(self) -> int:
        """All input dated in it."""
        return self.within + self.outside


def timeline(summary: AreaSummary, labels: Labels) -> Fragment:
    """Show when a county's registered input is dated, against the dialogue's period."""
    return _show(places.area_prefix(summary.area.code), share_summary(summary).sources, labels)


def nation_timeline(overview: NationalOverview, labels: Labels) -> Fragment:
    """Show when all registered input is dated, against the dialogue's period."""
    areas = (*overview.summaries, overview.without_county)
    return _show(places.NATION_PREFIX, [source for area in areas for source in area.sources], labels)


def count_spans(dates: Iterable[datetime.date], period: Period) -> tuple[Span, ...]:
    """Return every week from the first day to the last of the period and the dates; months where that is many weeks."""
    counted = Counter(dates)
    first, last = min([period.opens, *counted]), max([period.closes, *counted])
    by_week = (last - first) / _WEEK <= MOST_WEEKS
    start = first - datetime.timedelta(days=first.weekday()) if by_week else first.replace(day=1)
    spans = []
    while start <= last:
        following = start + _WEEK if by_week else (start + 31 * _DAY).replace(day=1)
        inside = {day: number for day, number in counted.items() if start <= day < following}
        within = sum(number for day, number in inside.items() if period.opens <= day <= period.closes)
        spans.append(Span(start, following - _DAY, within, sum(inside.values()) - within))
        start = following
    return tuple(spans)


def draw_timeline(prefix: str, dates: Sequence[datetime.date], undated: int, labels: Labels) -> Figure | None:
    """Draw how much input is dated in every week; None where none is dated near the period."""
    period, t = labels.dialogue.period, labels.t
    days = [day for day in dates if period.opens - FARTHEST <= day <= period.closes + FARTHEST]
    if not days:
        return None
    spans = count_spans(days, period)
    is_outside = any(span.outside for span in spans)
    figure_id, caption = f"{prefix}-fig-tid", t("Registrerte innspill etter dato, uke for uke")
    if (spans[0].last - spans[0].first) > _WEEK:
        caption = t("Registrerte innspill etter dato, måned for måned")
    summary = " ".join(
        (*_summary(spans, sorted(days), labels), *_tell_left_out(len(dates) - len(days), undated, labels))
    )
    svg = charts.finish_svg(_draw(spans, period, labels, is_outside=is_outside), figure_id, caption, summary)
    columns = ("", t("i perioden"), t("utenfor perioden")) if is_outside else ("", t("innspill"))
    rows = tuple(
        (
            wording.days(span.first, span.last, labels.language),
            *(wording.number(one, labels.language) for one in (span.within, span.outside)[: len(columns) - 1]),
        )
        for span in spans
        if span.sources
    )
    return Figure(figure_id, caption, summary, svg, columns, rows, t("antall innspill"))


def _show(prefix: str, sources: Iterable[SourceRow], labels: Labels) -> Fragment:
    registered = [source for source in sources if source.state is SourceState.REGISTERED]
    days = [day for source in registered if (day := _read_day(source.date))]
    undated = len(registered) - len(days)
    figure = draw_timeline(prefix, days, undated, labels)
    return render(
        "timeline", labels, figure=figure, left_out=_tell_left_out(len(days), undated, labels) if days else ()
    )


def _read_day(date: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(date[:10])
    except ValueError:
        return None


def _summary(spans: Sequence[Span], days: Sequence[datetime.date], labels: Labels) -> list[str]:
    language, period = labels.language, labels.dialogue.period
    dated = wording.plural("{number} registrert innspill", "{number} registrerte innspill", len(days), language)
    first, last = (wording.date(day.isoformat(), language) for day in (days[0], days[-1]))
    most = max(spans, key=lambda span: span.sources)
    same = sum(span.sources == most.sources for span in spans)
    sentences = [
        labels.t("{dated} har en dato, fra {first} til {last}.", dated=dated, first=first, last=last)
        if days[0] != days[-1]
        else labels.t("{dated} har en dato: {first}.", dated=dated, first=first)
    ]
    if same == 1:
        sentences.append(
            labels.t(
                "Flest er fra {days}: {number}.",
                days=wording.days(most.first, most.last, language),
                number=wording.number(most.sources, language),
            )
        )
    deadline = wording.date(period.closes.isoformat(), language)
    late, early = sum(day > period.closes for day in days), sum(day < period.opens for day in days)
    sentences.append(
        labels.t(
            "Fristen var {deadline}; {late} er datert etter den.",
            deadline=deadline,
            late=wording.number(late, language),
        )
        if late
        else labels.t("Fristen var {deadline}; ingen er datert etter den.", deadline=deadline)
    )
    if early:
        sentences.append(
            wording.plural(
                "{number} er datert før perioden åpnet.", "{number} er datert før perioden åpnet.", early, language
            )
        )
    return sentences


def _tell_left_out(far: int, undated: int, labels: Labels) -> list[str]:
    sentences = []
    if far:
        sentences.append(
            wording.plural(
                "{number} innspill er datert mer enn to år før eller etter perioden, og er ikke med.",
                "{number} innspill er datert mer enn to år før eller etter perioden, og er ikke med.",
                far,
                labels.language,
            )
        )
    if undated:
        sentences.append(
            wording.plural(
                "{number} innspill uten dato er ikke med.",
                "{number} innspill uten dato er ikke med.",
                undated,
                labels.language,
            )
        )
    return sentences


def _draw(spans: Sequence[Span], period: Period, labels: Labels, *, is_outside: bool) -> str:
    step = (WIDTH - LEFT - 2) / len(spans)
    days = (spans[-1].last - spans[0].first).days + 1
    high = max(span.sources for span in spans)
    unit = next(unit for unit in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, high) if high / unit <= _MOST_TICKS)
    top = -(-high // unit) * unit
    floor = TOP + HEIGHT

    def across(day: datetime.date) -> float:
        return LEFT + (day - spans[0].first).days / days * (WIDTH - LEFT - 2)

    def above(number: int) -> float:
        return floor - number / (top * HEADROOM) * HEIGHT

    opens, closes = across(period.opens), across(period.closes + _DAY)
    parts = [
        f'<rect x="{opens:.1f}" y="{TOP}" width="{closes - opens:.1f}" height="{HEIGHT}" opacity=".06"/>',
        f'<path d="M{closes:.1f},{TOP - 6}V{floor}" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 3"/>',
        _text(
            closes,
            TOP - 12,
            labels.t("frist {date}", date=wording.date(period.closes.isoformat(), labels.language)),
            "end" if closes > WIDEST_DEADLINE else "start",
        ),
    ]
    for number in range(0, top + 1, unit):
        line = f'<path d="M{LEFT},{above(number):.1f}H{WIDTH - 2}" stroke="currentColor" stroke-opacity="{1 if not number else 0.18}"/>'
        parts += [line, _text(LEFT - 6, above(number) + 4, wording.number(number, labels.language), "end")]
    for place, span in enumerate(spans):
        left, width = LEFT + place * step, step * 0.84
        for number, bottom, colour in ((span.within, 0, charts.SOLID), (span.outside, span.within, charts.STRIPED)):
            if number:
                y, height = above(bottom + number), above(bottom) - above(bottom + number)
                parts.append(
                    f'<rect x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}" '
                    'stroke="currentColor" stroke-width="0.8"/>'
                )
        if span.sources and step >= _NARROWEST_NUMBERED:
            parts.append(
                _text(left + width / 2, above(span.sources) - 3, wording.number(span.sources, labels.language))
            )
    parts.append(_text(0, TOP - 12, labels.t("antall innspill"), "start"))
    parts += _months(spans, across, floor, labels)
    # Without a legend there is nothing above the deadline's line.
    parts += _legend(labels) if is_outside else []
    start, end = (0 if is_outside else LEGEND_HEIGHT), floor + FOOT
    size = f'width="{WIDTH}" height="{end - start}" viewBox="0 {start} {WIDTH} {end - start}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g fill="currentColor">{"".join(parts)}</g></svg>'


def _months(spans: Sequence[Span], across: Callable[[datetime.date], float], floor: float, labels: Labels) -> list[str]:
    """Return the first day of each month on the axis, named where there is room; the year at the first and in January."""
    day, parts, free = spans[0].first.replace(day=1), [], 0.0
    while day <= spans[-1].last:
        if day >= spans[0].first:
            left = across(day)
            parts.append(f'<path d="M{left:.1f},{floor}v5" stroke="currentColor"/>')
            if free <= left <= WIDTH - NARROWEST_MONTH:
                parts.append(_text(left, floor + 17, wording.month(day, labels.language), "start"))
                if day.month == 1 or not free:
                    parts.append(_text(left, floor + 31, str(day.year), "start"))
                free = left + NARROWEST_MONTH
        day = (day + 31 * _DAY).replace(day=1)
    return parts


def _legend(labels: Labels) -> list[str]:
    names = ((charts.SOLID, labels.t("i perioden")), (charts.STRIPED, labels.t("utenfor perioden")))
    parts = []
    for place, (colour, name) in enumerate(names):
        left = 1 + place * 110
        swatch = (
            f'<rect x="{left}" y="2" width="11" height="11" fill="{colour}" stroke="currentColor" stroke-width="0.8"/>'
        )
        parts += [swatch, _text(left + 17, 12, name, "start")]
    return parts


def _text(left: float, top: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
