"""A passage (tekststed): one paragraph, heading, list item, cell or line, verbatim, with the place a person can find it."""

from __future__ import annotations

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.models.base import FrequentRecord
from medlemsdialog.models.vocabulary import STATEMENT_KINDS, Kind, Likeness, Position, Status, TextLanguage


class Anchor(FrequentRecord):
    """The place of a passage in its original. Only the parts that the format has are set.

    `headings` is the path of headings above the passage, outermost first; `list_number` the printed number («3»,
    «2 b»); `bullet` counts unnumbered list items from 1 under their heading or numbered item; `paragraph` counts from 1
    within the page (PDF), under the nearest heading (documents) or in the cell; `line` and `last_line` count from 1 in
    the file; `table`/`row`/`column` place a table cell in a document; `note` is a footnote's printed number; `margin`
    counts what is no text: running heads and feet, page numbers, menus.
    """

    attachment: str | None = None
    page: int | None = None
    slide: int | None = None
    sheet: str | None = None
    cell: str | None = None
    headings: tuple[str, ...] = ()
    list_number: str | None = None
    bullet: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None
    last_line: int | None = None
    note: str | None = None
    margin: int | None = None

    def label(self, language: Language = "nb") -> str:
        """Return the anchor as a person reads it: «side 2, avsnitt 3», «Vedtak, punkt 3», «ark Svar, celle E14»."""
        return ", ".join(part.text(language) for part in self._parts())

    def without_words(self) -> Anchor:
        """Return the place without the original's own words: headings, names of sheets and attachments may tell too much."""
        return self.model_copy(update={"headings": (), "attachment": None, "sheet": None})

    def _parts(self) -> list[Message]:
        parts: list[Message] = []
        if self.attachment:
            parts.append(Message("vedlegg «{name}»", name=self.attachment))
        if self.page:
            parts.append(Message("side {number}", number=self.page))
        if self.slide:
            parts.append(Message("lysbilde {number}", number=self.slide))
        if self.sheet:
            parts.append(Message("ark «{name}»", name=self.sheet))
        if self.cell:
            parts.append(Message("celle {name}", name=self.cell))
        if self.headings:
            parts.append(Message("«{name}»", name=" › ".join(self.headings)))
        if self.table:
            parts.append(
                Message(
                    "tabell {table}, rad {row}, kolonne {column}", table=self.table, row=self.row, column=self.column
                )
            )
        if self.list_number:
            parts.append(Message("punkt {number}", number=self.list_number))
        if self.bullet:
            parts.append(Message("strekpunkt {number}", number=self.bullet))
        if self.note:
            parts.append(Message("fotnote {number}", number=self.note))
        if self.margin:
            parts.append(Message("topp- eller bunntekst {number}", number=self.margin))
        if self.paragraph:
            parts.append(Message("avsnitt {number}", number=self.paragraph))
        if self.line and self.last_line and self.last_line != self.line:
            parts.append(Message("linje {first}–{last}", first=self.line, last=self.last_line))
        elif self.line:
            parts.append(Message("linje {number}", number=self.line))
        return parts


class Passage(FrequentRecord):
    """A verbatim piece of an original.

    `question` is a question's id where the form or the document says it; `proposition` what a form's column asks senders
    to take a position to, where its label is not that sentence; `ticked` the position that a tick takes, if its meaning
    is known; `points_away` marks an answer that only refers to another document; `status` is set where the section's status
    differs from its source's. `likeness` tells how the passage repeats the first of its `duplicate_group`.
    """

    statement_id: str
    source_id: str
    text: str
    anchor: Anchor
    kind: Kind
    kind_reason: str = ""
    status: Status | None = None
    language: TextLanguage = TextLanguage.UNDETERMINED
    question: str = ""
    question_label: str = ""
    proposition: str = ""
    tick: bool = False
    ticked: Position | None = None
    points_away: bool = False
    duplicate_group: str = ""
    recognised: bool = False
    likeness: Likeness | None = None

    @property
    def is_statement(self) -> bool:
        """Whether the passage counts as a statement (utsagn)."""
        return self.kind in STATEMENT_KINDS
