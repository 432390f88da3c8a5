"""Rows of the code sheet as judgements: one coder's codings, and kinds put right."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.exchange.filled_rows import NOTHING, FilledRow, RowResult, Setting, Shown, fate_of
from medlemsdialog.exchange.lists import YES
from medlemsdialog.exchange.parsing import Fault, clean_text, describe_choices
from medlemsdialog.exchange.statement_sheets import read_coding_values
from medlemsdialog.exchange.three_way import Fate
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import CodingRemoved, CodingSet, CorrectionMade, Event
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Position

Values = Mapping[str, str]


@dataclass(frozen=True)
class _Part:
    """A part of a coding that is compared as one: its columns begin with `prefix`; `read` gives what is compared."""

    prefixes: tuple[str, ...]
    read: Callable[[Values], Hashable]


def _codes(prefix: str) -> Callable[[Values], tuple[str, ...]]:
    return lambda values: tuple(sorted({v for k, v in values.items() if k.startswith(prefix) and v}))


def _pairs(values: Values) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({(v, values.get(_position_of(k), "")) for k, v in values.items() if k.startswith("claim.") and v})
    )


_PARTS = (
    _Part(("theme.",), _codes("theme.")),
    _Part(("claim.", "position."), _pairs),
    _Part(("question.",), _codes("question.")),
    _Part(("quotable",), lambda values: values.get("quotable", "")),
    _Part(("memo",), lambda values: values.get("memo", "")),
)


def take_coding_row(row: FilledRow, passage: Passage, setting: Setting) -> RowResult:
    """Return what a row says of one coder's coding of a statement, and of the passage's kind, that differs from now."""
    kind = take_kind(row, passage, setting)
    becomes = next((Kind(event.value) for event in kind.events if isinstance(event, CorrectionMade)), passage.kind)
    coding = setting.workspace.present_coding(passage.statement_id, setting.by)
    present = {key: clean_text(value) for key, value in read_coding_values(passage, coding).items()}
    broken = _find_broken_pairs(row)
    problems: list[Problem] = [*row.fault_problems(key for key in row.faults if key != "kind"), *broken.values()]
    values, taken, kept = dict(present), [], 0
    for part in _PARTS:
        keys = [key for key in row.mine if key.startswith(part.prefixes)]
        if not keys or any(key in row.faults or key in broken for key in keys):
            continue
        mine, now = part.read(row.mine), part.read(present)
        base = None if row.base is None else part.read(_present_codes(row.base, passage, setting))
        fate = fate_of(row, base, mine, now, judged=coding is not None, setting=setting)
        if fate is Fate.TAKEN:
            values = {key: value for key, value in values.items() if not key.startswith(part.prefixes)}
            values |= {key: row.mine[key] for key in keys}
            taken += keys
        elif fate is Fate.CONFLICT:
            place = next((key for key in row.changed_keys if key in keys), keys[0])
            was, now_is = _show(row, part, row.base or {}), _show(row, part, present)
            problems.append(row.conflict(place, _show(row, part, row.mine), was, now_is, who=coding))
        kept += int(fate is Fate.KEPT)
    events: tuple[Event, ...] = ()
    if taken and becomes not in STATEMENT_KINDS and any(values.get(key) for key in taken):
        word_of = row.show("kind", becomes.value)
        problems.append(
            row.problem("sheet_not_a_statement", next(k for k in taken if values.get(k)), found=str(word_of))
        )
    elif taken:
        events = _build_events(passage, values, coding, setting)
    return RowResult((*kind.events, *events), (*kind.problems, *problems), kept + kind.kept)


def take_kind(row: FilledRow, passage: Passage, setting: Setting) -> RowResult:
    """Return the correction of a passage's kind that a row asks for, if any."""
    problems = row.fault_problems(["kind"])
    mine = row.mine.get("kind", passage.kind.value)
    if problems:
        return RowResult(problems=problems)
    if not mine:
        shown = row.show("kind", row.base_value("kind") or passage.kind.value)
        blank = Fault("sheet_blank", {"base": shown, "choices": describe_choices(row.form.column("kind"))})
        return RowResult(problems=(row.fault_problem("kind", blank),))
    corrections = [
        event
        for event in setting.workspace.judgements.corrections
        if event.statement_id == passage.statement_id and event.field == "kind"
    ]
    last = corrections[-1] if corrections else None
    fate = fate_of(row, row.base_value("kind"), mine, passage.kind.value, judged=last is not None, setting=setting)
    if fate is Fate.CONFLICT:
        was, now_is = row.show("kind", row.base_value("kind") or ""), row.show("kind", passage.kind.value)
        return RowResult(problems=(row.conflict("kind", row.show("kind", mine), was, now_is, who=last),))
    if fate is not Fate.TAKEN:
        return RowResult(kept=int(fate is Fate.KEPT))
    event = CorrectionMade(
        by=setting.by,
        client=client_name(),
        source_id=passage.source_id,
        statement_id=passage.statement_id,
        anchor=passage.anchor,
        field="kind",
        expected=passage.kind.value,
        value=mine,
        reason=Message("rettet i kodearket").text(setting.lists.language),
    )
    return RowResult((event,))


def _present_codes(values: Values, passage: Passage, setting: Setting) -> Values:
    """Return values with the themes and claims that have taken over for those of the time when the sheet was written."""
    lineage = setting.workspace.lineage
    present = dict(values)
    for key, code in values.items():
        descent = {"theme": lineage.themes, "claim": lineage.claims}.get(key.partition(".")[0])
        heirs = descent.resolve(code, passage.statement_id) if descent is not None else ()
        if len(heirs) == 1:
            present[key] = heirs[0]
    return present


def _build_events(passage: Passage, values: Values, coding: CodingSet | None, setting: Setting) -> tuple[Event, ...]:
    themes = tuple(dict.fromkeys(v for k, v in values.items() if k.startswith("theme.") and v))
    questions = tuple(dict.fromkeys(v for k, v in values.items() if k.startswith("question.") and v))
    claims = tuple(
        ClaimPosition(claim_id=claim, position=Position(position))
        for claim, position in dict.fromkeys(_pairs_in_order(values))
    )
    quotable = values.get("quotable", "")
    memo = values.get("memo", "")
    if not (themes or questions or claims or quotable or memo):
        if coding is None:
            return ()
        return (CodingRemoved(by=setting.by, client=client_name(), statement_id=passage.statement_id),)
    event = CodingSet(
        by=setting.by,
        client=client_name(),
        statement_id=passage.statement_id,
        text=passage.text,
        anchor=passage.anchor,
        themes=themes,
        claims=claims,
        questions=questions,
        kind=coding.kind if coding else None,
        quotable=quotable == YES if quotable else None,
        memo=memo,
        settles=coding.settles if coding else False,
    )
    return (event,)


def _pairs_in_order(values: Values) -> list[tuple[str, str]]:
    return [(v, values.get(_position_of(k), "")) for k, v in values.items() if k.startswith("claim.") and v]


def _find_broken_pairs(row: FilledRow) -> dict[str, Problem]:
    """Return a problem for each claim without position, position without claim, and claim with two positions."""
    found: dict[str, Problem] = {}
    positions: dict[str, str] = {}
    for key, value in row.mine.items():
        if key.startswith("claim."):
            beside = _position_of(key)
            position = row.mine.get(beside, "")
            if {key, beside} & row.faults.keys():
                continue
            if value and not position:
                found[beside] = row.problem("sheet_position_missing", beside)
            elif position and not value:
                found[key] = row.problem("sheet_claim_missing", key)
            elif value and positions.setdefault(value, position) != position:
                found[beside] = row.problem("sheet_two_positions", beside)
    return found


def _position_of(claim_key: str) -> str:
    return claim_key.replace("claim.", "position.", 1)


def _show(row: FilledRow, part: _Part, values: Values) -> Shown:
    shown = []
    for key, value in values.items():
        if not value or not key.startswith(part.prefixes) or key.startswith("position."):
            continue
        label = _label(row, key, value)
        position = values.get(_position_of(key), "") if key.startswith("claim.") else ""
        shown.append(f"{label} = {_label(row, _position_of(key), position)}" if position else label)
    return "; ".join(shown) if shown else NOTHING


def _label(row: FilledRow, key: str, value: str) -> str:
    """Return a value as a person reads it; a coding made elsewhere may have more columns than the sheet."""
    first = f"{key.partition('.')[0]}.1" if "." in key else key
    return str(row.show(first, value))
