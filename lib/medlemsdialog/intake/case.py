"""A document as a municipal case: which part each block stands in, and what became of the proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from medlemsdialog.intake.dates import first_date
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.sections import Section, classify_heading, classify_path, is_section_word
from medlemsdialog.intake.wording import (
    is_header_cell,
    is_procedure,
    is_voted_down,
    opens_case,
    points_away,
    refers_to_proposal,
    split_sentences,
    tells_decision,
)

# A title such as «Høringsuttalelse – kulturloven» names the document; it opens no section of it.
_NOT_FROM_TITLE = frozenset(
    {Section.STATEMENT, Section.PRIORITIES, Section.BACKGROUND, Section.ASSESSMENT, Section.ATTACHMENTS}
)

_RANKS = (
    (3, re.compile(r"kommunestyre|bystyre|heradsstyre|fylkesting", re.IGNORECASE)),
    (2, re.compile(r"formannskap|fylkesutval|byråd|fylkesråd", re.IGNORECASE)),
    (1, re.compile(r"utval|komit|nemnd|styre|råd", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Case:
    """The reading of one document (or of one attachment of a mail)."""

    sections: tuple[Section | None, ...]
    header_tables: frozenset[int]
    is_case: bool
    decided_as_proposed: bool
    decides_itself: bool
    proposal_fell: bool
    superseded: frozenset[tuple[str, ...]] = frozenset()


def read_case(blocks: Sequence[RawPassage]) -> Case:
    """Return what part of a case every block stands in, and how proposal and decision relate."""
    sections = tuple(_section(block, _title(blocks)) for block in blocks)
    header_tables = frozenset(
        block.anchor.table for block in blocks if block.anchor.table is not None and is_header_cell(block.text)
    )
    text_of = {
        part: [b for b, s in zip(blocks, sections, strict=True) if s is part and b.role is not Role.HEADING]
        for part in Section
    }
    decisions, treatment = text_of[Section.DECISION], text_of[Section.TREATMENT]
    substantive = [
        b for b in decisions if not (refers_to_proposal(b.text) or is_procedure(b.text) or is_voted_down(b.text))
    ]
    told = [b for b, s in zip(blocks, sections, strict=True) if s is None and refers_to_proposal(b.text)]
    adopted = any(refers_to_proposal(b.text) for b in decisions) or (
        not substantive
        and any(tells_decision(b.text) and not is_voted_down(b.text) for b in (*decisions, *treatment, *told))
    )
    proposals = text_of[Section.PROPOSAL]
    fell = any(_proposal_fell(s) for b in (*treatment, *decisions) for s in split_sentences(b.text))
    return Case(
        sections=sections,
        header_tables=header_tables,
        is_case=bool(header_tables)
        or bool(set(sections) & {Section.PROPOSAL, Section.DECISION, Section.TREATMENT})
        or any(opens_case(b.text) for b in blocks[:10]),
        decided_as_proposed=bool(proposals) and adopted and not fell,
        decides_itself=bool(decisions),
        proposal_fell=bool(proposals) and fell,
        superseded=_find_superseded(list(dict.fromkeys(b.anchor.headings for b in decisions))),
    )


def lacks_substance(blocks: Sequence[RawPassage], sections: Sequence[Section | None]) -> bool:
    """Whether some passage says that the substance stands elsewhere and no statement stands in the document itself."""
    has_statement = any(
        section is Section.STATEMENT and block.role is not Role.HEADING
        for block, section in zip(blocks, sections, strict=True)
    )
    return not has_statement and any(points_away(block.text) for block in blocks)


def _find_superseded(paths: list[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Return the decisions that a higher or later body's decision replaced, as far as their headings tell."""
    ranked = {path: (_rank(path[-1]), first_date(path[-1])) for path in paths if path}
    final = max(ranked.values(), default=(0, ""))
    told = len(set(ranked.values())) > 1 and all(rank for rank, _ in ranked.values())
    return frozenset(path for path, order in ranked.items() if told and order != final)


def _rank(heading: str) -> int:
    return next((rank for rank, pattern in _RANKS if pattern.search(heading)), 0)


def _title(blocks: Sequence[RawPassage]) -> str | None:
    first = next((block for block in blocks if block.role is Role.HEADING), None)
    if first is None or is_section_word(first.text) or classify_heading(first.text) not in _NOT_FROM_TITLE:
        return None
    return first.anchor.headings[0] if first.anchor.headings else None


def _section(block: RawPassage, title: str | None) -> Section | None:
    headings = block.anchor.headings
    return classify_path(headings[1:] if title is not None and headings[:1] == (title,) else headings)


def _proposal_fell(text: str) -> bool:
    lowered = text.casefold()
    names = ("rådmannens", "kommunedirektørens", "fylkesrådmannens", "innstillingen", "innstillinga", "rådmannen si")
    return is_voted_down(text) and any(name in lowered for name in names)
