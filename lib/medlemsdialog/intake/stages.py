"""The stages a case has passed: whose treatment, and which part of it, every block stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from medlemsdialog.intake.bodies import ADMINISTRATION, COMMITTEE
from medlemsdialog.intake.dates import first_date, remove_dates
from medlemsdialog.intake.document import RawPassage, Role
from medlemsdialog.intake.headings import Heading, read_heading, read_known_heading, read_lead_in
from medlemsdialog.intake.markers import split_run_in_heading
from medlemsdialog.intake.procedure import is_procedure
from medlemsdialog.intake.sections import Section, classify_heading
from medlemsdialog.intake.votes import is_adopted, is_partys_proposal, is_proposed_in_meeting, is_voted_down
from medlemsdialog.intake.wording import ends_sentence, is_normative

_LONGEST_LINE = 120
_LONGEST_CELL = 60
_OF_A_BODY = frozenset({Section.DECISION, Section.TREATMENT, Section.DISSENT, Section.PROTOCOL})


# What a line of its own may open besides the parts whose words are known one by one.
_LATER_PARTS = frozenset(
    {Section.BACKGROUND, Section.ASSESSMENT, Section.ATTACHMENTS, Section.STATEMENT, Section.DISSENT, Section.HEARD}
)
_TELLS = re.compile(r"\b(?:behandlet|behandla|handsama)\b", re.IGNORECASE)
_SPEAKING = frozenset({Section.DECISION, Section.PROPOSAL})
_MOST_WORDS = 9
_FEWEST_LETTERS = 4
_NUMBERED_LINE = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ]")


class Stage(NamedTuple):
    """One body's treatment of a case, or the administration's proposal: rank (None where no body is named) and date."""

    rank: int | None
    date: str = ""
    side: str = ""


class Place(NamedTuple):
    """Where a block stands: part, stage by its number, and whether the block itself opens the part."""

    section: Section | None
    stage: int | None = None
    opens: bool = False


def find_places(
    blocks: Sequence[RawPassage], *, titles: frozenset[str], header_tables: frozenset[int]
) -> tuple[tuple[Place, ...], tuple[Stage, ...]]:
    """Return the place of every block, and the stages that the places number.

    `titles` are headings that name the document and open nothing. Other headings of the original count by their path;
    lines that only look like headings, table cells that hold one, and sentences such as «Kommunestyret gjorde slikt
    vedtak:» count until the next of these.
    """
    walk = _Walk(_dates_by_rank(blocks, header_tables))
    places: list[Place] = []
    for block in blocks:
        if block.role in {Role.FURNITURE, Role.NOTE, Role.QUOTED_MAIL, Role.SIGNATURE, Role.GUIDANCE}:
            places.append(Place(None))
        elif block.role is Role.HEADING:
            walk.open_path(tuple(heading for heading in block.anchor.headings if heading not in titles))
            places.append(Place(walk.section, walk.stage, True))
        elif block.anchor.table is not None and block.anchor.table in header_tables:
            places.append(Place(None))
        elif opened := _read_line(block, walk.section, begun=walk.has_begun):
            walk.open(_as_told(block.text, opened))
            places.append(Place(walk.section, walk.stage, True))
        elif block.role is Role.CELL and (run_in := split_run_in_heading(block.text)) and run_in[1]:
            walk.open(read_known_heading(run_in[0].rstrip(":")))
            places.append(Place(walk.section, walk.stage))
        else:
            places.append(Place(walk.find_section(block.text), walk.stage))
    return tuple(places), tuple(walk.stages)


class _Walk:
    """The part and the stage that hold as the blocks are walked through."""

    def __init__(self, dates: dict[int, str]) -> None:
        self.section: Section | None = None
        self.stage: int | None = None
        self.stages: list[Stage] = []
        self._in_motion = False
        self._is_case = False
        self._is_empty = self._is_parted = False
        self._dates = dates
        self._held: set[tuple[int | None, Section | None]] = set()

    def open_path(self, path: tuple[str, ...]) -> None:
        """Open what the innermost heading of a path opens; its stage is told by the innermost that names a body."""
        read = [_read_path_heading(heading) for heading in path]
        section = next((known.section for known in reversed(read) if known.section is not None), None)
        named = next((known for known in reversed(read) if known.rank is not None), None)
        own = read[-1] if read else Heading(None)
        if section is None and named is None and self.section in _SPEAKING and self._is_empty:
            # «Kulturskole» right under «Vedtak»: a decision may have headings of its own.
            self._is_parted = True
            return
        rank = own.rank if own.rank is not None else named.rank if named else None
        date = own.date or (named.date if named else "")
        self.open(Heading(section, rank, date, own.side, own.bare))
        self._is_case = self._is_case or section is Section.PROTOCOL

    def open(self, heading: Heading) -> None:
        """Open a part and, where it is a body's or the administration's, its stage."""
        section, rank = heading.section, heading.rank
        current = self.stages[self.stage] if self.stage is not None else None
        if (
            section is Section.PROPOSAL
            and heading.bare
            and rank is None
            and current is not None
            and current.rank != ADMINISTRATION
        ):
            section = Section.TREATMENT
        if section is Section.PROPOSAL and rank is None:
            # A saksframlegg that follows a protocol: its proposal is the administration's.
            done = self.stage is not None and (self.stage, Section.DECISION) in self._held
            own = current is not None and current.rank not in {None, ADMINISTRATION} and not done
            rank = current.rank if own and current else ADMINISTRATION
        if section is Section.PROPOSAL or section in _OF_A_BODY or rank is not None:
            self._enter(section, rank, heading)
        self.section = section
        self._in_motion = False
        self._is_empty, self._is_parted = True, False
        self._is_case = self._is_case or section in {Section.PROPOSAL, Section.DECISION, Section.TREATMENT}
        self._held.add((self.stage, section))

    @property
    def has_begun(self) -> bool:
        """Whether some part has been opened yet."""
        return self.section is not None or bool(self.stages)

    def find_section(self, text: str) -> Section | None:
        """Return the part of a passage; under a body's name alone, what asks for something is what the body decided.

        What follows the words «… fremmet følgende forslag» is not, until the treatment is told of again.
        """
        self._is_empty = self._is_empty and self._is_parted
        if self.section is not Section.PROTOCOL:
            return self.section
        told = is_adopted(text) or is_voted_down(text) or is_procedure(text)
        self._in_motion = is_proposed_in_meeting(text) or (self._in_motion and not told)
        if self._in_motion or told:
            return Section.TREATMENT
        # In a letter that only tells at the top who treated it, all that follows is its own text.
        return Section.DECISION if self._is_case and is_normative(text) else None

    def _enter(self, section: Section | None, rank: int | None, heading: Heading) -> None:
        current = self.stages[self.stage] if self.stage is not None else None
        if rank is None:
            if current is not None and current.rank != ADMINISTRATION:
                if heading.date and not current.date:
                    self.stages[self.stage or 0] = current._replace(date=heading.date)
                return
            wanted = Stage(None, heading.date, heading.side)
        else:
            wanted = Stage(rank, heading.date or self._dates.get(rank, ""), heading.side)
        goes_on = current is not None and current.rank == wanted.rank and heading.side in {"", current.side}
        if current is not None and goes_on and (wanted.date in {"", current.date} or not current.date):
            self.stages[self.stage or 0] = current._replace(date=current.date or wanted.date)
            return
        same = [
            number
            for number, stage in enumerate(self.stages)
            if stage.rank == wanted.rank and stage.side == wanted.side and wanted.date in {"", stage.date}
        ]
        if same:
            self.stage = same[-1]
            return
        self.stages.append(wanted)
        self.stage = len(self.stages) - 1


def _as_told(text: str, heading: Heading) -> Heading:
    """Return a line such as «Behandlet i formannskapet 7. mai 2017» as the name of a body only: it tells, it heads nothing."""
    told = heading.section is Section.TREATMENT and bool(_TELLS.search(text))
    return heading._replace(section=Section.PROTOCOL) if told else heading


def looks_like_heading(block: RawPassage) -> bool:
    """Whether a line is set as a heading without being one: in capitals, numbered, alone in a cell, or before a colon."""
    text = block.text.strip()
    if "\n" in text or len(text.split()) > _MOST_WORDS or text.endswith((".", "!", "?", ";", ",")):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    capitals = len(letters) >= _FEWEST_LETTERS and all(sign.isupper() for sign in letters)
    if block.role is Role.LIST_ITEM:
        return capitals
    first_cell = block.role is Role.CELL and (block.anchor.column or 1) == 1
    return (
        capitals
        or first_cell
        or (block.role is Role.PARAGRAPH and (text.endswith(":") or bool(_NUMBERED_LINE.match(text))))
    )


def _read_line(block: RawPassage, section: Section | None, *, begun: bool) -> Heading | None:
    """Return what a block opens that is no heading of the original but reads as one."""
    text = block.text.strip()
    lead_in = read_lead_in(text)
    if lead_in is not None and not is_proposed_in_meeting(text):
        inside = section is Section.TREATMENT and lead_in.section is Section.PROPOSAL and lead_in.rank is None
        return None if inside else lead_in
    if len(text) > _LONGEST_LINE or "\n" in text:
        return None
    if block.role is Role.CELL and (block.anchor.table is None or block.anchor.sheet or (block.anchor.column or 1) > 1):
        return None
    heading = read_heading(text)
    if heading is None:
        known = read_known_heading(text) if looks_like_heading(block) or _names_dissent(text) else None
        if known is None or known.section not in _LATER_PARTS:
            return None
        # «INNSPILL TIL KULTURMELDINGEN» at the top is the title; in a table «Svar» heads a column.
        titled = known.section is Section.STATEMENT and (not begun or block.role is Role.CELL)
        return None if titled else known
    if heading.section is Section.PROTOCOL and heading.bare and not heading.date:
        # A body's name alone is a line of a letter's head.
        return None
    return heading if heading.section is not None else None


def _names_dissent(line: str) -> bool:
    """Whether a line only says whose addition to the protocol follows; such a line often has no colon."""
    return classify_heading(line) is Section.DISSENT and not ends_sentence(line)


@lru_cache(maxsize=4096)
def _read_path_heading(heading: str) -> Heading:
    # «Framlegg frå H»: what a party proposed belongs to the treatment, also where no heading above says so.
    return Heading(Section.TREATMENT) if is_partys_proposal(heading) else read_known_heading(heading)


def _dates_by_rank(blocks: Sequence[RawPassage], header_tables: frozenset[int]) -> dict[int, str]:
    """Return when each body met, by the rows of the case's table of bodies and dates; the latest of each rank."""
    rows: dict[tuple[int, int | None], list[str]] = {}
    for block in blocks:
        if block.anchor.table is not None and block.anchor.table in header_tables:
            rows.setdefault((block.anchor.table, block.anchor.row), []).append(block.text)
    for index, block in enumerate(blocks):
        # Without its table, the body's name and the date are lines of their own.
        heading = read_heading(block.text) if block.anchor.table is None and len(block.text) < _LONGEST_LINE else None
        if heading is not None and heading.bare and heading.rank and block.role is Role.PARAGRAPH:
            rows[-1 - index, None] = [block.text, *(near.text for near in blocks[index + 1 : index + 2])]
    dates: dict[int, str] = {}
    for cells in rows.values():
        ranks = [heading.rank for cell in cells if (heading := read_heading(cell)) and heading.rank]
        date = next((date for cell in cells if _is_short(cell) and (date := first_date(cell))), "")
        if ranks and date:
            dates[ranks[0] or COMMITTEE] = max(date, dates.get(ranks[0] or COMMITTEE, ""))
    return dates


def _is_short(text: str) -> bool:
    """Whether a text holds little but a date, or a body and a date."""
    return len(remove_dates(text)) < _LONGEST_CELL
