"""A finding's text on the page: each sentence a place of its own, numbers lead to definitions, citations to statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from medlemsdialog.evidence.assessment import ResolvedCitation
from medlemsdialog.evidence.finding_text import PrintedNumber, PrintedPart, ResolvedFinding, ResolvedSentence
from medlemsdialog.evidence.national_fields import NATIONAL_FIELDS, label_national_field
from medlemsdialog.report import places, wording
from medlemsdialog.report.definition_words import UNIT_DEFINITIONS, link_to_definition
from medlemsdialog.report.prose import Insertion, render_prose_with
from medlemsdialog.report.statement_views import StatementView

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

_SEPARATOR = Markup("<sup>, </sup>")
_NOTHING = Insertion(Markup(""), Markup(""))


def render_finding(resolved: ResolvedFinding, statements: Mapping[str, StatementView], labels: Labels) -> Markup:
    """Return a finding's text as harmless HTML; `statements` are those it cites, ready for print."""
    pieces: list[str | Insertion] = []
    for sentence in resolved.sentences:
        pieces += [sentence.before, *_show_sentence(resolved.finding_id, sentence, statements, labels)]
    return render_prose_with([*pieces, resolved.after])


def _show_sentence(
    finding_id: str, sentence: ResolvedSentence, statements: Mapping[str, StatementView], labels: Labels
) -> list[str | Insertion]:
    place = Markup('<span id="{}"></span>').format(places.sentence_id(finding_id, sentence.number))
    # Behind the marks of emphasis, which Markdown knows only where they stand at a word.
    first = sentence.parts[0].raw if sentence.parts else ""
    marks = first[: len(first) - len(first.lstrip("_*"))] if not isinstance(sentence.parts[0], PrintedNumber) else ""
    pieces: list[str | Insertion] = [marks, Insertion(place, Markup(""))] if marks else [Insertion(place, Markup(""))]
    before: PrintedPart | None = None
    for part in sentence.parts:
        match part:
            case ResolvedCitation():
                if isinstance(pieces[-1], str):
                    pieces[-1] = pieces[-1].rstrip(" \u00a0")  # the number stands at the word it follows
                pieces.append(_show_citation(part, statements, labels, follows=isinstance(before, ResolvedCitation)))
            case PrintedNumber():
                pieces.append(_show_number(part, labels))
            case _:
                pieces.append(part.raw[len(marks) :] if before is None else part.raw)
        before = part
    return pieces


def _show_citation(
    part: ResolvedCitation, statements: Mapping[str, StatementView], labels: Labels, *, follows: bool
) -> Insertion:
    view = statements.get(part.statement_id)
    if part.number is None or view is None:
        return _NOTHING
    number = wording.number(part.number, labels.language)
    name = labels.t("utsagn {number} fra {sender}", number=number, sender=view.sender)
    separator = _SEPARATOR if follows else Markup("")
    link = Markup('<sup class="citation"><a href="#{}" aria-label="{}">{}</a></sup>').format(view.id, name, number)
    return Insertion(separator + link, separator + Markup("<sup>{}</sup>").format(number))


def _show_number(part: PrintedNumber, labels: Labels) -> Insertion:
    if part.value is None:
        missing = Markup('<span class="mark">[{}]</span>').format(labels.t("tallet mangler"))
        return Insertion(missing, missing)
    number = wording.number(part.value, labels.language)
    field = NATIONAL_FIELDS.get(part.key)
    if field is None:
        return Insertion(Markup.escape(number), Markup.escape(number))
    counted = label_national_field(":".join((part.key, *part.arguments)), labels)
    spoken = labels.t("{number}, {counted}", number=number, counted=counted)
    shown = link_to_definition(UNIT_DEFINITIONS[field.unit], number, spoken=spoken)
    return Insertion(Markup('<span class="counted">{}</span>').format(shown), Markup.escape(number))
