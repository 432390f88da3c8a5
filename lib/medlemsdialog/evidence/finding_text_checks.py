"""What a person should look at in the words of a finding, in one form: quotes, numbers, strong words, sentences nothing carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import finding_rules as rules
from medlemsdialog.evidence.assessment_text import CitationPart, FieldPart, parse_assessment
from medlemsdialog.evidence.labels import Labels
from medlemsdialog.evidence.national_fields import resolve_national_field
from medlemsdialog.evidence.quotations import Quotation, find_quotations, is_verbatim, normalise_quote
from medlemsdialog.evidence.sentences import Sentence, split_sentences
from medlemsdialog.evidence.strength import find_strong_word_faults
from medlemsdialog.evidence.typed_numbers import find_typed_numbers
from medlemsdialog.intake.rules import fill_text
from medlemsdialog.intake.rules.rule import Rule
from medlemsdialog.models.finding_faults import FaultPlace, FindingFault
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.summary import StatementRow

FEWEST_WORDS_OF_A_QUOTE = 5
_FEWEST_WORDS_OF_A_CLAIM = 3
_ATTRIBUTES = re.compile(
    r"\b(?:medlem|(?:fylkes)?kommun|fylk|organ|styre|innspill|innspel|avsend)\w*"
    r"|\b(?:mener|meiner|ønsk\w+|krev\w*|støtt\w+|ber|bed|forvent\w+|pek(?:er|te)|peik\w+|etterlys\w+|frykt\w+|avvis\w+)\b",
    re.IGNORECASE,
)
_REFERS = re.compile(r"(?:se|sjå|jf\.|jfr\.)\s", re.IGNORECASE)
_SAYS = re.compile(
    r"(?::|\b(?:sier|seier|sa|skriver|skriv|skrev|mener|meiner|heter|heiter|uttaler|uttalar|sitat|svarer|svarar|svarte))\s*[,:]?\s*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class TextCheck:
    """One finding in one form, with what its words are held against. `names` are what the dialogue itself calls things."""

    finding: Finding
    language: Language
    text: str
    overview: NationalOverview
    labels: Labels
    statements: Mapping[str, StatementRow]
    names: frozenset[str]


def tell_fault(
    rule: Rule,
    finding_id: str,
    *,
    place: FaultPlace = "finding",
    language: Language | str = "",
    sentence: int | None = None,
    start: int = 0,
    end: int = 0,
    found: str = "",
    changes: tuple[str, ...] = (),
    **values: Any,
) -> FindingFault:
    """Return the fault that a rule describes, its sentences filled with `values`."""
    return FindingFault.model_validate(
        {
            "finding_id": finding_id,
            "language": language,
            "place": place,
            "sentence": sentence,
            "start": start,
            "end": end,
            "rule": rule.id,
            "severity": rule.severity,
            "what": fill_text(rule.what, values),
            "found": found,
            "to_do": fill_text(rule.to_do, values),
            "changes": changes,
        }
    )


def find_text_faults(check: TextCheck) -> Iterator[FindingFault]:
    """Yield the faults of a finding's heading and sentences in one form."""
    heading = getattr(check.finding.heading, check.language)
    for rule, start, end, values in (*_find_counts(heading, (), check), *_find_strong(heading, check)):
        yield tell_fault(
            rule,
            check.finding.finding_id,
            place="heading",
            language=check.language,
            start=start,
            end=end,
            found=heading[start:end],
            **values,
        )
    rests_on = bool(check.finding.claims or check.finding.themes or check.finding.statements or check.finding.quotes)
    sentences = split_sentences(check.text)
    is_carried = rests_on or any(map(_has_evidence, sentences))
    for sentence in sentences:
        found = [
            *(_find_untraced(sentence, rests_on=rests_on) if is_carried else ()),
            *_find_quote_faults(sentence, check),
            *_find_counts(sentence.raw, sentence.cited, check),
            *_find_strong(sentence.raw, check),
            *_find_lost_fields(sentence, check),
        ]
        for rule, start, end, values in sorted(found, key=lambda one: one[1]):
            yield tell_fault(
                rule,
                check.finding.finding_id,
                place="text",
                language=check.language,
                sentence=sentence.number,
                start=sentence.start + start,
                end=sentence.start + end,
                found=sentence.raw[start:end],
                **values,
            )


_Placed = tuple[Rule, int, int, dict[str, Any]]


def _find_untraced(sentence: Sentence, *, rests_on: bool) -> Iterable[_Placed]:
    if _has_evidence(sentence) or not _makes_claim(sentence):
        return
    if not rests_on:
        yield rules.SENTENCE_WITHOUT_EVIDENCE, 0, len(sentence.raw), {}
    elif _ATTRIBUTES.search(sentence.raw):
        yield rules.SENTENCE_NOT_TRACED, 0, len(sentence.raw), {}


def _has_evidence(sentence: Sentence) -> bool:
    return any(isinstance(part, CitationPart | FieldPart) for part in parse_assessment(sentence.raw))


def _makes_claim(sentence: Sentence) -> bool:
    words = sentence.raw.strip("*_ ")
    if sentence.mark.startswith("#") or words.endswith(("?", ":")) or _REFERS.match(words):
        return False
    return len(words.split()) >= _FEWEST_WORDS_OF_A_CLAIM


def _find_quote_faults(sentence: Sentence, check: TextCheck) -> Iterable[_Placed]:
    for quotation in find_quotations(sentence.raw):
        rule = _judge_quotation(quotation, sentence, check)
        if rule is not None:
            yield rule, quotation.start, quotation.end, {}


def _judge_quotation(quotation: Quotation, sentence: Sentence, check: TextCheck) -> Rule | None:
    if not any(map(str.isalnum, quotation.words)) or normalise_quote(quotation.words).casefold() in check.names:
        return None
    looks_like_one = len(quotation.words.split()) >= FEWEST_WORDS_OF_A_QUOTE or bool(
        _SAYS.search(sentence.raw[: quotation.start])
    )
    if not quotation.cited:
        return rules.QUOTE_WITHOUT_SOURCE if looks_like_one else rules.NAME_IN_QUOTES
    rows = [check.statements[statement] for statement in quotation.cited if statement in check.statements]
    if not rows:
        return None  # that the statement is gone is told as such
    said = [row.text for row in rows if row.quotable and row.text is not None]
    if any(is_verbatim(quotation.words, text) for text in said):
        return None
    if not (quotation.is_sourced or looks_like_one):
        return rules.NAME_IN_QUOTES
    return rules.QUOTE_NOT_VERBATIM if said else rules.QUOTE_NOT_QUOTABLE


def _find_counts(text: str, cited: Iterable[str], check: TextCheck) -> Iterable[_Placed]:
    said = [row.text for statement in cited if (row := check.statements.get(statement)) and row.text]
    for number in find_typed_numbers(text):
        if number.counts:
            yield rules.TYPED_COUNT, number.start, number.end, {}
        elif not any(_says_number(number.words, words) for words in said):
            yield rules.TYPED_NUMBER, number.start, number.end, {}


def _says_number(number: str, statement: str) -> bool:
    """Whether a statement holds the figures of a number: it then comes from there, and can be followed."""
    written = set(_DIGITS.findall(re.sub(r"(?<=\d)[ \u00a0](?=\d{3})", "", statement)))
    return set(_DIGITS.findall(re.sub(r"(?<=\d)[ \u00a0](?=\d{3})", "", number))) <= written


def _find_strong(text: str, check: TextCheck) -> Iterable[_Placed]:
    claims = [row for row in check.overview.claims if row.claim_id in check.finding.claims]
    for fault in find_strong_word_faults(text, claims, check.overview, check.labels):
        yield rules.STRONG_WORD, fault.word.start, fault.word.end, {"fault": fault.fault}


def _find_lost_fields(sentence: Sentence, check: TextCheck) -> Iterable[_Placed]:
    at = 0
    for part in parse_assessment(sentence.raw):
        if isinstance(part, FieldPart):
            counted = resolve_national_field(part, check.overview, check.labels)
            if counted.value is None:
                yield rules.LOST_FIELD, at, at + len(part.raw), {"fault": counted.fault or ""}
        at += len(part.raw)
