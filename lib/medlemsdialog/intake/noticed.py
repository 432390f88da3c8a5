"""What is noticed while one source is read, said as problems."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from medlemsdialog.intake.document import Note
from medlemsdialog.intake.folders import Folder
from medlemsdialog.intake.formats import FORMAT_NAMES
from medlemsdialog.intake.proposal import SETTLED, SenderProposal
from medlemsdialog.intake.row_senders import RowNote, name_near
from medlemsdialog.intake.rules import RULES, build_problem, fill_text
from medlemsdialog.models.passages import Anchor
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.file_names import find_sender_in_file_name
from medlemsdialog.register.models import Register, SenderOutcome
from medlemsdialog.register.suggestions import suggest_members


def find_folder_problems(source: Source, folder: Folder, register: Register) -> list[Problem]:
    """Return the problem of a file that lies in no county folder of the edition."""
    if folder.kind == "foreign":
        values: dict[str, Any] = {"folder": folder.name, "edition": register.edition}
        return [describe(source, "folder_not_in_edition", found=folder.name, **values)]
    return [describe(source, "outside_county_folder", found=source.source)] if folder.kind == "outside" else []


def find_sender_problems(
    source: Source,
    sender: SenderProposal,
    folder: Folder,
    register: Register,
    *,
    told: bool = False,
    anchor: Anchor | None = None,
) -> list[Problem]:
    """Return what is open about a sender; `told` where a row has said it already, `anchor` where it is written."""
    problems: list[Problem] = []
    match = sender.match
    candidates = ", ".join(f"{member.name} ({member.code})" for member in match.candidates) if match else ""
    if match is not None and match.outcome is SenderOutcome.AMBIGUOUS:
        problems.append(describe(source, "ambiguous_sender", anchor=anchor, found=match.text, candidates=candidates))
    elif match is not None and match.outcome in {SenderOutcome.FOUND_IN_OTHER_EDITION, SenderOutcome.SPLIT_OR_MERGED}:
        member = match.member
        named = f"{member.name} ({member.code})" if member else candidates
        told_of: dict[str, Any] = {"edition": register.edition, "candidates": named}
        problems.append(describe(source, "foreign_edition_sender", anchor=anchor, found=match.text, **told_of))
    elif match is not None and match.outcome is SenderOutcome.REPAIRED_CODE:
        problems.append(_describe_repair(source, sender, match.text, anchor))
    elif not told and sender.level is Level.OTHER and not sender.code:
        problems.append(_describe_unknown(source, sender.name, register, anchor))
    problems += _find_other_name(source, sender, folder, register)
    elsewhere = folder.kind == "county" and sender.county_code not in {"", folder.county_code}
    if elsewhere and match is not None and match.outcome in SETTLED:
        county, other = register.county(folder.county_code), register.county(sender.county_code)
        names: dict[str, Any] = {"county": county.name if county else "", "other": other.name if other else ""}
        problems.append(
            describe(source, "other_county_sender", anchor=anchor, found=sender.name, sender=sender.name, **names)
        )
    return problems


def _find_other_name(source: Source, sender: SenderProposal, folder: Folder, register: Register) -> list[Problem]:
    """Return the problem of a file that is named after another sender than its text."""
    stem = PurePosixPath(source.source).stem
    if not sender.code or sender.level is Level.BODY or "#" in source.source:
        return []
    named = find_sender_in_file_name(register, stem, county_code=folder.county_code or None)
    if named is None or named.member is None or named.outcome not in SETTLED or named.member.code == sender.code:
        return []
    member = f"{named.member.name} ({named.member.code})"
    found = f"{sender.name} ({sender.code})"
    return [describe(source, "file_name_sender", found=stem, named=member, sender=found)]


def _describe_repair(source: Source, sender: SenderProposal, found: str, anchor: Anchor | None) -> Problem:
    return describe(source, "repaired_code", anchor=anchor, found=found, code=sender.code, name=sender.name)


def _describe_unknown(source: Source, name: str, register: Register, anchor: Anchor | None) -> Problem:
    near = name_near(suggest_members(register, name, county_code=source.county_code or None))
    return describe(source, "unknown_sender", anchor=anchor, found=name, edition=register.edition, near=near)


def describe_note(source: Source, note: Note) -> Problem:
    """Return the problem of something a reader noticed."""
    values: dict[str, Any] = {}
    shown = note.found
    if note.rule == "mislabelled":
        ending, _, kind = note.found.partition("|")
        values, shown = {"ending": ending, "format": FORMAT_NAMES.get(kind, kind)}, ending
    elif note.rule == "guessed_encoding":
        values = {"encoding": note.found}
    elif note.rule == "scanned_pages":
        values = {"pages": note.found}
    elif note.rule == "wrong_charset":
        values = {"encoding": note.found}
    elif note.rule == "ocr_text":
        values = {"pages": note.found}
    elif note.rule == "attachment_unread" and note.refusal:
        name, rule = note.anchor.attachment or "", RULES[note.refusal.rule]
        filled: dict[str, Any] = {**note.refusal.values, "file": name, "found": note.refusal.found}
        values = {"name": name, "reason": fill_text(rule.what, filled), "way_out": fill_text(rule.to_do, filled)}
        shown = name
    return describe(source, note.rule, anchor=note.anchor, found=shown, **values)


def describe_row_note(source: Source, note: RowNote) -> Problem:
    """Return the problem of something noticed in a row of a form."""
    return describe(source, note.rule, anchor=note.anchor, found=note.found, **note.values)


def describe(source: Source, rule: str, *, anchor: Anchor | None = None, found: str = "", **values: Any) -> Problem:
    """Return a problem of one source."""
    return build_problem(
        rule,
        source=source.source,
        source_id=source.source_id,
        county_code=source.county_code,
        anchor=anchor,
        found=found,
        **values,
    )
