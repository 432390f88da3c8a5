"""A finding's text as it is printed: its sentences with numbers counted over the nation and citations numbered.

The text is Markdown with the tokens of `assessment_text`: `[@STATEMENT_ID]` cites a statement and `{tall:KEY:…}` stands for
a number, whose keys are those of `national_fields`. A quotation stands in «…» and a citation of the statement it is taken
from follows. Each sentence is numbered within its finding and carries the name of the bookmark it has in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence.assessment import ResolvedCitation, ResolvedField
from medlemsdialog.evidence.assessment_text import CitationPart, FieldPart, TextPart, list_cited, parse_assessment
from medlemsdialog.evidence.bookmarks import bookmark_name, read_bookmark_name
from medlemsdialog.evidence.held_quotations import hold_back_quotations, list_labelled_names
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.national_fields import resolve_national_field
from medlemsdialog.evidence.sentences import Sentence, split_sentences
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

__all__ = [
    "PrintedNumber",
    "PrintedPart",
    "ResolvedFinding",
    "ResolvedSentence",
    "Sentence",
    "bookmark_name",
    "number_finding_citations",
    "read_bookmark_name",
    "read_printed",
    "resolve_finding",
    "split_sentences",
]


class PrintedNumber(ResolvedField):
    """A number with the field it comes from, so that it can lead to its definition."""

    type: Literal["field"] = "field"
    key: str
    arguments: tuple[str, ...] = ()


PrintedPart = TextPart | ResolvedCitation | PrintedNumber


class ResolvedSentence(Record):
    """A sentence in parts as it is printed. `raw` of a text part is Markdown.

    `before` is what the text has between the sentence before and this one; `opens_block` tells that a paragraph, a list
    item or a heading begins, `mark` what Markdown has before it (`-`, `1.`, `##`). `bookmark` is its name in Word.
    """

    number: int
    bookmark: str
    parts: tuple[PrintedPart, ...]
    before: str = ""
    opens_block: bool = False
    mark: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The statements cited, each once, also those that are not found."""
        cited = [part.statement_id for part in self.parts if isinstance(part, ResolvedCitation)]
        return tuple(dict.fromkeys(cited))

    @property
    def printed(self) -> str:
        """The words as they are printed, without the numbers of citations."""
        return read_printed(self.parts)


class ResolvedFinding(Record):
    """A finding as it is printed in one language; `written_in` differs where its text is not written in that one."""

    finding_id: str
    language: Language
    written_in: Language
    heading: str
    sentences: tuple[ResolvedSentence, ...]
    after: str = ""

    @property
    def blocks(self) -> tuple[tuple[ResolvedSentence, ...], ...]:
        """The sentences by paragraph, list item or heading."""
        blocks: list[list[ResolvedSentence]] = []
        for sentence in self.sentences:
            if sentence.opens_block or not blocks:
                blocks.append([])
            blocks[-1].append(sentence)
        return tuple(map(tuple, blocks))


def resolve_finding(
    finding: Finding, overview: NationalOverview, labels: Labels, *, numbers: Mapping[str, int] | None = None
) -> ResolvedFinding:
    """Return a finding's sentences as they stand with the overview, in the language of `labels`.

    Quotations of what may not be quoted, or of what nobody has said, are held back. `numbers` are the citations' numbers
    in a document of several findings (`number_finding_citations`); without them this one is numbered on its own.
    """
    text = finding.text.in_language(labels.language)
    given = number_finding_citations([finding], overview, labels.language) if numbers is None else numbers
    names = list_labelled_names(labels)
    sentences: list[ResolvedSentence] = []
    end = 0
    for sentence in split_sentences(text):
        parts = _resolve_parts(hold_back_quotations(sentence.raw, overview, names), overview, labels, given)
        sentences.append(
            ResolvedSentence(
                number=sentence.number,
                bookmark=bookmark_name(finding.finding_id, sentence.number, read_printed(parts)),
                parts=parts,
                before=text[end : sentence.start],
                opens_block=sentence.opens_block,
                mark=sentence.mark,
            )
        )
        end = sentence.end
    return ResolvedFinding(
        finding_id=finding.finding_id,
        language=labels.language,
        written_in=labels.language if getattr(finding.text, labels.language) else "nb",
        heading=finding.heading.in_language(labels.language),
        sentences=tuple(sentences),
        after=text[end:],
    )


def number_finding_citations(
    findings: Iterable[Finding], overview: NationalOverview, language: Language
) -> dict[str, int]:
    """Return the number of each statement that the findings cite, from 1 in order of appearance; unknown ones get none."""
    known = {row.statement_id for area in (*overview.summaries, overview.without_county) for row in area.statements}
    texts = (finding.text.in_language(language) for finding in findings)
    cited = dict.fromkeys(statement for text in texts for statement in list_cited(text) if statement in known)
    return {statement: number for number, statement in enumerate(cited, start=1)}


def read_printed(parts: Sequence[PrintedPart]) -> str:
    """Return the words that parts are printed as: Markdown's marks and citations left out, numbers as they are now."""
    written: list[str] = []
    for part in parts:
        if isinstance(part, ResolvedCitation):
            # The citation's number stands at the word it follows.
            written = ["".join(written).rstrip(" \u00a0")]
        elif isinstance(part, PrintedNumber):
            written.append("–" if part.value is None else str(part.value))
        else:
            written.append(part.raw)
    return read_words("".join(written))


def read_words(markdown: str) -> str:
    """Return what a line of Markdown says when it is printed."""
    (inline,) = _markdown().parseInline(markdown)
    words = [
        "\n" if token.type in {"softbreak", "hardbreak"} else token.content
        for token in inline.children or ()
        if token.type in {"text", "text_special", "code_inline", "softbreak", "hardbreak", "html_inline"}
    ]
    return " ".join("".join(words).split())


def _resolve_parts(
    raw: str, overview: NationalOverview, labels: Labels, numbers: Mapping[str, int]
) -> tuple[PrintedPart, ...]:
    resolved: list[PrintedPart] = []
    for part in parse_assessment(raw):
        match part:
            case CitationPart():
                number = numbers.get(part.statement_id)
                resolved.append(ResolvedCitation(raw=part.raw, statement_id=part.statement_id, number=number))
            case FieldPart():
                counted = resolve_national_field(part, overview, labels)
                given = {name: getattr(counted, name) for name in ResolvedField.model_fields}
                resolved.append(PrintedNumber(**given, key=part.key, arguments=part.arguments))
            case TextPart():
                resolved.append(part)
    return tuple(resolved)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})
