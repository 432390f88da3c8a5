"""The tab «Sammenlign koding» for the whole country: the sample drawn, how far each county is, and how alike they code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.samples import find_codable, samples_latest_first
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.other_areas import read_every_area
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Labels, build_labels, measure_judged
from medlemsdialog.intake.dates import write_short_date
from medlemsdialog.judgements.events import SampleDrawn
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.report.agreement import agreement_values
from medlemsdialog.runs.comparing import DEFAULT_SEED, DEFAULT_SIZE, compare_samples, draw_sample, plan_sample

_LARGEST = 5000


def describe_nation(session: Session, _payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the samples that are drawn, how far each pair of counties is with them, and the measure of agreement.

    Nothing of it tells who coded what, so it is shown whether or not the person has coded blind.
    """
    judgements = session.workspace.judgements
    labels = build_labels(session.workspace, session.language)
    samples = samples_latest_first(judgements)
    values = agreement_values(measure_judged(session.workspace), labels)
    measured = values["agreement"]
    return {
        "samples": [_describe_sample(sample, session) for sample in samples],
        "pairs": _describe_pairs(session, labels),
        "next": {"size": DEFAULT_SIZE, "seed": max((one.seed for one in samples), default=DEFAULT_SEED - 1) + 1},
        "agreement": {
            **{name: getattr(measured, name) for name in ("statements", "from_samples", "alike", "settled")},
            **{name: getattr(measured, name) for name in ("positions", "positions_alike")},
            "positions_alpha": values["positions_alpha"],
            "fewest_statements": values["fewest_statements"],
            "fewest_uses": values["fewest_uses"],
            "themes": [
                [theme.label, theme.raised_by_all, theme.raised_by_some, theme.alpha]
                for theme in values["agreement_themes"]
            ],
        },
    }


def plan(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return how a sample of this size would fall on counties and sources; nothing is drawn.

    Raises:
        UsageError: Size or seed is no whole number that will do, or fewer than two counties have statements.
    """
    size, seed = _read_numbers(payload)
    _require_new(session, seed)
    received = read_every_area(session)
    items = plan_sample(session.workspace, received, size=size, seed=seed)
    labels = build_labels(session.workspace, session.language)
    drawn = Counter((item.area_code, item.cross_area_code) for item in items)
    sources: dict[str, set[str]] = defaultdict(set)
    for item in items:
        sources[item.area_code].add(source_id_of(item.statement_id))
    to_code = Counter(area for item in items for area in (item.area_code, item.cross_area_code))
    return {
        "size": len(items),
        "sources": sum(map(len, sources.values())),
        "rows": [
            {
                "area": labels.area(area),
                "cross": labels.area(cross),
                "drawn": number,
                "of": len(find_codable(received[area])),
                "sources": len(sources[area]),
                "to_code": to_code[area],
            }
            for (area, cross), number in sorted(drawn.items())
        ],
        "without": [labels.area(code) for code in session.workspace.county_codes if code not in sources],
    }


def draw(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Draw the sample for the whole dialogue; from now on the counties code it.

    Raises:
        UsageError: As for `plan`, or there is a sample with this seed already.
    """
    size, seed = _read_numbers(payload)
    _require_new(session, seed)
    draw_sample(session.workspace, by=session.require_person(), size=size, seed=seed)
    session.refresh()
    return describe_nation(session, payload, files)


def _describe_sample(sample: SampleDrawn, session: Session) -> dict[str, Any]:
    return {
        "id": sample.sample_id,
        "number": len(sample.items),
        "by": sample.by,
        "date": write_short_date(sample.at.date().isoformat()),
        "seed": sample.seed,
    }


def _describe_pairs(session: Session, labels: Labels) -> list[dict[str, Any]]:
    judgements = session.workspace.judgements
    coded_in: dict[str, set[str]] = defaultdict(set)
    for (statement_id, _), area_code in judgements.coding_areas.items():
        coded_in[statement_id].add(area_code)
    by_pair: Counter[tuple[str, str, str, str]] = Counter()
    for sample in judgements.samples.values():
        for item in sample.items:
            pair = (sample.sample_id, item.area_code, item.cross_area_code)
            for area in coded_in[item.statement_id] & {item.area_code, item.cross_area_code}:
                by_pair[*pair, area] += 1
    described = []
    for one in compare_samples(session.workspace):
        pair = (one.sample_id, one.area_code, one.cross_area_code)
        described.append(
            {
                "sample": one.sample_id,
                "area": labels.area(one.area_code) if one.area_code else "",
                "cross": labels.area(one.cross_area_code) if one.cross_area_code else "",
                "drawn": one.drawn,
                "own_coded": by_pair[*pair, one.area_code],
                "cross_coded": by_pair[*pair, one.cross_area_code],
                "compared": len(one.statements),
                "alike": one.alike,
                "open": len(one.open_differences),
            }
        )
    return described


def _read_numbers(payload: Payload) -> tuple[int, int]:
    try:
        size, seed = int(str(payload.get("size"))), int(str(payload.get("seed")))
    except ValueError as error:
        raise UsageError(Message("Skriv antallet og tallet for trekningen som hele tall.")) from error
    if not 1 <= size <= _LARGEST:
        raise UsageError(Message("Skriv et antall fra 1 til {most}.", most=_LARGEST))
    return size, seed


def _require_new(session: Session, seed: int) -> None:
    if any(sample.seed == seed for sample in session.workspace.judgements.samples.values()):
        raise UsageError(
            Message("Det er trukket et utvalg med tallet {seed} før. Skriv et annet tall for trekningen.", seed=seed)
        )


ACTIONS: Mapping[str, Action] = {
    "comparison.nation": describe_nation,
    "comparison.plan": plan,
    "comparison.draw": draw,
}
