"""Who a document seems to come from and from where: proposals for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from medlemsdialog.intake import letters, wording
from medlemsdialog.intake.document import Document, RawPassage, Role
from medlemsdialog.models.vocabulary import Arena, Level
from medlemsdialog.register.file_names import find_sender_in_file_name
from medlemsdialog.register.in_text import find_senders_in_text
from medlemsdialog.register.models import Register, SenderMatch, SenderOutcome

_HEAD_BLOCKS = 12
_LONGEST_HEAD_LINE = 200
_SIGNATURE_BLOCKS = 8
_DOMAIN = re.compile(r"@(?:[\w-]+\.)*?([\w-]+)\.(kommune|herad|fylkeskommune)\.no\b", re.IGNORECASE)
_COUNTY_DOMAIN = re.compile(r"@(?:[\w-]+\.)*?([\w-]+?)-?(?:fylke|fk|fylkeskommune)\.no\b", re.IGNORECASE)
_RECIPIENT = re.compile(r"^(?:til|mottaker|mottakar|kopi|att)\b", re.IGNORECASE)
_ARENAS = (
    (Arena.COUNTY_BOARD, re.compile(r"\bfylkesstyre", re.IGNORECASE)),
    (Arena.CHIEF_EXECUTIVES, re.compile(r"\b(?:rådmannsutval|kommunedirektørutval)", re.IGNORECASE)),
    (Arena.NETWORK, re.compile(r"nettverk(?:et|smøte|ssamling)?\b", re.IGNORECASE)),
    (Arena.CONFERENCE, re.compile(r"(?:konferanse|seminar|fylkesmøte)", re.IGNORECASE)),
)
# Only these outcomes name one member or body.
SETTLED = frozenset(
    {SenderOutcome.FOUND, SenderOutcome.REPAIRED_CODE, SenderOutcome.FOUND_IN_OTHER_EDITION, SenderOutcome.BODY}
)


class SenderProposal(NamedTuple):
    """A sender as far as it is known: code and level only where the register settles it; `match` tells why not."""

    code: str = ""
    name: str = ""
    level: Level = Level.OTHER
    county_code: str = ""
    match: SenderMatch | None = None


def describe_match(match: SenderMatch, register: Register) -> SenderProposal:
    """Return what a match with the register proposes."""
    if match.body is not None:
        return SenderProposal(match.body.code, match.body.name, Level.BODY, match.body.county_code or "", match)
    if match.member is not None and match.outcome in SETTLED:
        return SenderProposal(match.member.code, match.member.name, match.member.level, match.member.county_code, match)
    levels = {candidate.level for candidate in match.candidates}
    level = levels.pop() if len(levels) == 1 else Level.OTHER
    return SenderProposal("", match.text, level, "", match)


def propose_sender(document: Document, source: str, register: Register, county_code: str) -> SenderProposal:
    """Return the sender a document names itself, else its e-mail address, else its file's name.

    What the head says comes first; where it names several, the one that the file's name repeats.
    """
    county = county_code or None
    if body := _find_body(document, source, register, county_code):
        return body
    by_file = _by_file_name(source, register, county)
    named = list(_named_in(_head_lines(document.blocks), register, county))
    named += list(_by_address(document.sender_hint, register, county))
    if document.sender_hint:
        named += list(_named_in([document.sender_hint], register, county))
    named += list(_named_in(_signature_lines(document.blocks), register, county))
    if by_file is not None and by_file.outcome in SETTLED:
        named = [match for match in named if _same(match, by_file)] or named or [by_file]
    settled = [match for match in named if match.outcome in SETTLED]
    if settled or named:
        return describe_match((settled or named)[0], register)
    if by_file is not None:
        return describe_match(by_file, register)
    mentioned = list(_named_in([block.text for block in document.blocks], register, county))
    settled = [match for match in mentioned if match.outcome in SETTLED]
    # A saksprotokoll may name its municipality in every point, and nobody else.
    one = bool(settled) and all(_same(match, settled[0]) for match in settled)
    return describe_match(settled[0], register) if one else SenderProposal()


def propose_sender_from_name(source: str, register: Register, county_code: str) -> SenderProposal:
    """Return the sender that the name of an unreadable file hints at."""
    match = _by_file_name(source, register, county_code or None)
    return describe_match(match, register) if match else SenderProposal()


def propose_arena(document: Document, source: str, level: Level) -> Arena:
    """Return the arena that title and file name tell of; written input otherwise."""
    titles = [block.text for block in document.blocks[:_HEAD_BLOCKS] if len(block.text) < _LONGEST_HEAD_LINE]
    told = " ".join([PurePosixPath(source).stem.replace("-", " ").replace("_", " "), *titles])
    if level in {Level.MUNICIPALITY, Level.COUNTY_COUNCIL}:
        return Arena.WRITTEN
    return next((arena for arena, pattern in _ARENAS if pattern.search(told)), Arena.WRITTEN)


def _find_body(document: Document, source: str, register: Register, county_code: str) -> SenderProposal | None:
    """Return the body whose minutes a document is; without a code where the register does not know it."""
    stem = PurePosixPath(source).stem.replace("-", " ").replace("_", " ")
    titles = [block.text for block in document.blocks[:_HEAD_BLOCKS] if len(block.text) < _LONGEST_HEAD_LINE]
    if not letters.names_minutes(" ".join([stem, *titles])):
        return None
    for text in (*titles, stem):
        arena = next((arena for arena, pattern in _ARENAS if pattern.search(text)), None)
        if arena is None or arena is Arena.CONFERENCE:
            continue
        named = [body for body in register.bodies if body.name.casefold() in text.casefold()]
        local = [body for body in register.bodies_in(county_code) if body.kind == arena.value] if county_code else []
        matches = find_senders_in_text(register, text, county_code=county_code or None)
        found = [match.body for match in matches if match.body is not None]
        body = next(iter((*named, *found, *local)), None)
        if body is None:
            # «Avsender: Biblioteknettverket»: the label of a field is no part of the name.
            name = text.split(":", 1)[1].strip() if letters.is_header_field(text) and ":" in text else text
            return SenderProposal(name=name, level=Level.BODY, county_code=county_code)
        return SenderProposal(body.code, body.name, Level.BODY, body.county_code or "")
    return None


def _head_lines(blocks: Sequence[RawPassage]) -> Iterator[str]:
    furniture = [block.text for block in blocks if block.role is Role.FURNITURE]
    running = [block for block in blocks if block.role not in {Role.FURNITURE, Role.SIGNATURE, Role.QUOTED_MAIL}]
    yield from furniture
    for block in running[:_HEAD_BLOCKS]:
        if len(block.text) <= _LONGEST_HEAD_LINE and not _RECIPIENT.match(block.text) and not _is_prose(block):
            yield block.text


def _is_prose(block: RawPassage) -> bool:
    return block.role in {Role.PARAGRAPH, Role.LIST_ITEM} and wording.ends_sentence(block.text)


def _signature_lines(blocks: Sequence[RawPassage]) -> Iterator[str]:
    for block in [block for block in blocks if block.role is not Role.FURNITURE][-_SIGNATURE_BLOCKS:]:
        if len(block.text) <= _LONGEST_HEAD_LINE and not wording.ends_sentence(block.text):
            yield block.text


def _named_in(texts: Iterator[str] | Sequence[str], register: Register, county: str | None) -> Iterator[SenderMatch]:
    for text in texts:
        yield from find_senders_in_text(register, text, county_code=county)


def _by_address(address: str, register: Register, county: str | None) -> Iterator[SenderMatch]:
    for match in _DOMAIN.finditer(address):
        level = "fk" if match[2].lower() == "fylkeskommune" else "kommune"
        if found := find_sender_in_file_name(register, f"{match[1]}-{level}", county_code=county):
            yield found
    for match in _COUNTY_DOMAIN.finditer(address):
        if found := find_sender_in_file_name(register, f"{match[1]}-fk", county_code=county):
            yield found


def _by_file_name(source: str, register: Register, county: str | None) -> SenderMatch | None:
    """Return the sender that the file's name tells, else that of the ZIP it came in."""
    path = PurePosixPath(source)
    packed = [PurePosixPath(part).stem for part in reversed(path.parts[:-1]) if part.lower().endswith(".zip")]
    matches = (_by_name(stem, register, county) for stem in (path.stem, *packed))
    return next((match for match in matches if match), None)


def _by_name(stem: str, register: Register, county: str | None) -> SenderMatch | None:
    if match := find_sender_in_file_name(register, stem, county_code=county):
        return match
    # «Høringssvar Bergen kommune», «2017-05-12_risor»: the name may come later.
    words = [word for word in re.split(r"[\s_\-.]+", stem) if word]
    for start in range(1, len(words)):
        rest = " ".join(words[start:])
        with_level = any(
            word.casefold() in {"kommune", "fk", "fylkeskommune", "herad"} for word in words[start + 1 : start + 4]
        )
        match = find_sender_in_file_name(register, rest, county_code=county)
        if match and (with_level or all(not word.isalpha() for word in words[:start])):
            return match
    return None


def _same(one: SenderMatch, other: SenderMatch) -> bool:
    return (one.member is not None and one.member == other.member) or (one.body is not None and one.body == other.body)
