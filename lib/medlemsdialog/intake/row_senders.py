"""Who answered a row of a form: only the register makes someone a member, and columns that disagree stay open."""

from __future__ import annotations

import re
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.form_columns import Column
from medlemsdialog.intake.forms import FormRow
from medlemsdialog.intake.proposal import SETTLED, SenderProposal, describe_match
from medlemsdialog.intake.readers.cells import cell_name
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.vocabulary import Level, word
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Member, Register, SenderMatch, SenderOutcome
from medlemsdialog.register.names import fold_name, strip_level_words
from medlemsdialog.register.suggestions import suggest_members

_COUNTY_COUNCIL = re.compile(r"fylkeskommun|\bfylke\b", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"(?<!fylkes)kommun|herad|bydel", re.IGNORECASE)
_OTHER_SENDER = frozenset({"annenavsender", "annanavsendar", "andre", "annet", "anna"})


class RowNote(NamedTuple):
    """Something in a row that a person must look at: a rule, its place and values."""

    rule: str
    anchor: Anchor
    found: str
    values: dict[str, str | Message]


class _Written(NamedTuple):
    """A cell that names a sender, and what the register knows of it."""

    text: str
    anchor: Anchor
    match: SenderMatch


def find_row_sender(row: FormRow, register: Register, county_code: str) -> tuple[SenderProposal, tuple[RowNote, ...]]:
    """Return who answered. A category of «Kommune» alone, or a municipality's column beside a school, makes no member."""
    category = row.value(Column.CATEGORY)
    level = _level_of(category)
    place = _county_of(row, register) or county_code or None
    sender = _look_up(row, Column.SENDER, register, place, level)
    if sender and fold_name(sender.text) in _OTHER_SENDER:
        return _other_sender(row, sender)
    municipality = _look_up(row, Column.MUNICIPALITY, register, place, level)
    number = _look_up(row, Column.NUMBER, register, place, None)
    beside = [cell for cell in (number, municipality) if cell]
    if place is None:
        place = next((cell.match.member.county_code for cell in beside if cell.match.member is not None), None)
        sender = _look_up(row, Column.SENDER, register, place, level)
    named = [cell for cell in (sender, municipality, number) if cell]
    if not named:
        told = {"edition": register.edition}
        return SenderProposal(), (RowNote("row_without_sender", place_of(row, Column.SENDER), "", dict(told)),)
    first = named[0]
    if level is Level.OTHER:
        name = sender.text if sender else category
        return SenderProposal(name=name, level=Level.OTHER), (RowNote("organisation", first.anchor, first.text, {}),)
    first, notes = _settle(first, [cell for cell in beside if cell is not first], register, level, place)
    if first.match.outcome in SETTLED:
        notes += _check_level(row, first, level, category)
        if number and number is not first and number.match.outcome is SenderOutcome.REPAIRED_CODE:
            notes.append(_repaired(number))
        for other in (cell for cell in beside if _contradicts(first, cell)):
            return _open_between(first, other)
    elif first.match.outcome is SenderOutcome.UNKNOWN:
        close = suggest_members(register, first.text, county_code=place)
        of_level = tuple(member for member in close if level is None or member.has_level(level))
        near = name_near(of_level or close)
        if level is None:
            return _unknown(first, beside, "unknown_sender", {"edition": register.edition, "near": near})
        return _unknown(first, beside, "not_a_member", {"level": f"«{category}»", "near": near})
    return describe_match(first.match, register), tuple(notes)


def place_of(row: FormRow, *held: Column) -> Anchor:
    """Return the cell of the first column of the form that holds one of these, else the row's first cell."""
    columns = [column.number for holds in held for column in row.form.columns if column.holds is holds]
    number = next((number for number in columns if row.cell(number)), columns[0] if columns else 1)
    return Anchor(sheet=row.form.sheet.name or None, cell=cell_name(row.number, number))


def _look_up(
    row: FormRow, holds: Column, register: Register, county_code: str | None, level: Level | None
) -> _Written | None:
    text = row.value(holds)
    if not text:
        return None
    return _Written(text, place_of(row, holds), find_sender(register, text, county_code=county_code, level=level))


def _settle(
    first: _Written, beside: list[_Written], register: Register, level: Level | None, place: str | None
) -> tuple[_Written, list[RowNote]]:
    """Return the cell that names the sender, resolved by its neighbours where they tell of the same name."""
    if first.match.outcome in SETTLED:
        return first, []
    for other in beside:
        if other.match.outcome in SETTLED and _is_same_sender(first, other):
            return first._replace(match=other.match), []
    if level is not None and first.match.outcome is SenderOutcome.UNKNOWN:
        freely = find_sender(register, first.text, county_code=place)
        if freely.outcome in SETTLED:
            return first._replace(match=freely), []
    if first.match.outcome is SenderOutcome.UNKNOWN:
        near = suggest_members(register, first.text, county_code=place)
        for other in beside:
            if other.match.outcome in SETTLED and other.match.member in near:
                member = other.match.member
                told: dict[str, str | Message] = {"name": member.name, "code": member.code}
                note = RowNote("sender_name_repaired", first.anchor, first.text, told)
                return first._replace(match=other.match), [note]
    return first, []


def _contradicts(first: _Written, other: _Written) -> bool:
    """Whether two cells of a row name two members of the same level."""
    one, two = first.match.member, other.match.member
    if one is None or two is None or one == two or other.match.outcome not in SETTLED:
        return False
    return one.level == two.level


def _open_between(first: _Written, other: _Written) -> tuple[SenderProposal, tuple[RowNote, ...]]:
    one, two = first.match.member, other.match.member
    values: dict[str, str | Message] = {"first": _named(one), "second": _named(two), "cell": first.anchor.cell or ""}
    county = one.county_code if one and two and one.county_code == two.county_code else ""
    proposal = SenderProposal(name=first.text, level=one.level if one else Level.OTHER, county_code=county)
    return proposal, (RowNote("sender_columns_differ", other.anchor, other.text, values),)


def _check_level(row: FormRow, first: _Written, level: Level | None, category: str) -> list[RowNote]:
    member = first.match.member
    if level is None or member is None or member.has_level(level):
        return []
    values: dict[str, str | Message] = {"category": category, "sender": _named(member), "level": word(member.level)}
    return [RowNote("wrong_level", place_of(row, Column.CATEGORY), category, values)]


def _repaired(number: _Written) -> RowNote:
    member = number.match.member
    values: dict[str, str | Message] = {"code": member.code, "name": member.name} if member else {}
    return RowNote("repaired_code", number.anchor, number.text, values)


def _unknown(
    first: _Written, beside: list[_Written], rule: str, values: dict[str, str | Message]
) -> tuple[SenderProposal, tuple[RowNote, ...]]:
    # The municipality's column may route a unit of its own to the county, but never makes it the municipality.
    nearby = next((cell.match.member.county_code for cell in beside if cell.match.member is not None), "")
    proposal = SenderProposal(name=first.text, level=Level.OTHER, county_code=nearby)
    return proposal, (RowNote(rule, first.anchor, first.text, values),)


def _other_sender(row: FormRow, sender: _Written) -> tuple[SenderProposal, tuple[RowNote, ...]]:
    name = row.value(Column.OTHER_SENDER)
    rule = "organisation" if name else "row_without_sender"
    anchor = place_of(row, Column.OTHER_SENDER)
    return SenderProposal(name=name or sender.text, level=Level.OTHER), (RowNote(rule, anchor, name, {}),)


def name_near(members: tuple[Member, ...]) -> Message:
    """Return the question «Mente du …?» with a space before it, or nothing where no name is near."""
    if not members:
        return Message("")
    return Message(" Mente du {names}?", names=", ".join(_named(member) for member in members))


def _named(member: Member | None) -> str:
    return f"{member.name} ({member.code})" if member else "–"


def _is_same_sender(first: _Written, other: _Written) -> bool:
    """Whether a name that is open is the one beside it: «Bø» beside municipality 0821, or one of its candidates."""
    if other.match.member is not None and other.match.member in first.match.candidates:
        return True
    written, beside = first.text, other.text
    return strip_level_words(written) == strip_level_words(beside) or (
        beside.strip().isdigit()
        and first.match.outcome is not SenderOutcome.UNKNOWN
        and written.casefold().endswith(("kommune", "herad", "fylkeskommune"))
    )


def _level_of(category: str) -> Level | None:
    if not category:
        return None
    council, municipality = _COUNTY_COUNCIL.search(category), _MUNICIPALITY.search(category)
    if council and municipality:
        return None
    if council:
        return Level.COUNTY_COUNCIL
    return Level.MUNICIPALITY if municipality else Level.OTHER


def _county_of(row: FormRow, register: Register) -> str:
    written = row.value(Column.COUNTY)
    if not written:
        return ""
    digits = re.match(r"^\s*(\d{1,2})\b", written)
    counties = register.real_counties
    if digits and any(county.county_code == digits[1].zfill(2) for county in counties):
        return digits[1].zfill(2)
    folded = strip_level_words(written)
    return next((county.county_code for county in counties if strip_level_words(county.name) == folded), "")
