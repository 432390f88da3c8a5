"""A document as a municipal case: which part each block stands in, and what became of proposals and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.fates import Fate, find_outcome
from medlemsdialog.intake.headings import read_heading
from medlemsdialog.intake.letters import is_header_cell, is_running, opens_case
from medlemsdialog.intake.motions import Motion, find_motions
from medlemsdialog.intake.sections import Section, classify_heading, is_section_word
from medlemsdialog.intake.stages import Place, Stage, find_places
from medlemsdialog.intake.wording import points_away

# A title such as «Høringsuttalelse – kulturloven» names the document; it opens no section of it.
_NOT_FROM_TITLE = frozenset(
    {Section.STATEMENT, Section.PRIORITIES, Section.BACKGROUND, Section.ASSESSMENT, Section.ATTACHMENTS}
)


@dataclass(frozen=True)
class Case:
    """The reading of one case: a document, an attachment of a mail, or one item of minutes."""

    places: tuple[Place, ...]
    stages: tuple[Stage, ...]
    header_tables: frozenset[int]
    fates: dict[int, Fate]
    motions: tuple[Motion, ...]
    is_case: bool
    is_decided: bool
    decided_as_proposed: bool
    date: str = ""

    @property
    def sections(self) -> tuple[Section | None, ...]:
        """The part of the case that every block stands in."""
        return tuple(place.section for place in self.places)

    @property
    def decides_itself(self) -> bool:
        """Whether the document holds a decision in words."""
        return Fate.DECIDED in self.fates.values()


def read_case(blocks: Sequence[RawPassage], *, asking: frozenset[str] = frozenset()) -> Case:
    """Return what part of a case every block stands in, and how its proposals and decisions ended.

    `asking` are headings that put one of the dialogue's questions; what they stand in goes on below them.
    """
    header_tables = frozenset(
        block.anchor.table for block in blocks if block.anchor.table is not None and is_header_cell(block.text)
    )
    places, stages = find_places(blocks, titles=_find_titles(blocks) | asking, header_tables=header_tables)
    motions = find_motions(blocks, places)
    outcome = find_outcome(blocks, places, stages, motions)
    parts = {place.section for place in places if place.opens}
    return Case(
        places=places,
        stages=stages,
        header_tables=header_tables,
        fates=outcome.fates,
        motions=motions,
        is_case=bool(header_tables)
        or bool(parts & {Section.PROPOSAL, Section.DECISION, Section.TREATMENT})
        or any(opens_case(block.text) for block in blocks[:10]),
        is_decided=outcome.is_decided,
        decided_as_proposed=outcome.adopts,
        date=outcome.date,
    )


def lacks_substance(blocks: Sequence[RawPassage], sections: Sequence[Section | None]) -> bool:
    """Whether some passage says that the substance stands elsewhere and no statement stands in the document itself."""
    has_statement = any(
        section is Section.STATEMENT and block.role is not Role.HEADING
        for block, section in zip(blocks, sections, strict=True)
    )
    return not has_statement and any(points_away(block.text) for block in blocks)


def _find_titles(blocks: Sequence[RawPassage]) -> frozenset[str]:
    """Return the headings that name the document: those before its text that are no words of a case's outline."""
    titles: set[str] = set()
    for block in blocks:
        if block.role is Role.HEADING:
            known = read_heading(block.text)
            if is_section_word(block.text) or (known is not None and known.section is not None):
                break
            if classify_heading(block.text) in _NOT_FROM_TITLE and block.anchor.headings:
                titles.add(block.anchor.headings[-1])
        elif block.role is Role.LIST_ITEM or (block.role is Role.PARAGRAPH and is_running(block.text)):
            break
    return frozenset(titles)
