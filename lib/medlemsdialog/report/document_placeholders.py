"""The placeholders that a template of a national document may hold: what each is called in both language forms, and what fills it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.models.findings import Finding
from medlemsdialog.models.vocabulary import Addressee
from medlemsdialog.report import wording
from medlemsdialog.report.document_claims import show_claims_to_ks
from medlemsdialog.report.document_findings import DocumentFrame, show_findings
from medlemsdialog.report.document_nodes import Node, bullets, para, words
from medlemsdialog.report.document_sections import (
    list_references,
    tell_material,
    tell_method,
    tell_participation,
    tell_unknown,
)
from medlemsdialog.report.document_tables import table_claims, table_counties, table_themes
from medlemsdialog.report.document_templates import (
    PLACEHOLDER,
    Filling,
    Placeholder,
    Template,
    TemplateError,
    read_placeholder,
)

FINDINGS, CLAIMS_TO_KS, SOURCES = "funn", "krav til KS", frozenset({"kilder", "kjelder"})
# What stands in a document once: each finding, and the places that citations lead to.
_ONCE = frozenset({FINDINGS, CLAIMS_TO_KS.casefold()}) | SOURCES
# What `[[funn: …]]` may ask for, beside the main themes of the dialogue.
_ADDRESSEES: Mapping[str, Addressee] = {
    "ks": Addressee.KS,
    "staten": Addressee.STATE,
    "fylkeskommunene": Addressee.COUNTY_COUNCILS,
    "fylkeskommunane": Addressee.COUNTY_COUNCILS,
    "kommunene": Addressee.MUNICIPALITIES,
    "kommunane": Addressee.MUNICIPALITIES,
}
_THE_REST = frozenset({"andre", "øvrige", "øvrege", "resten"})
_Blocks = Callable[[DocumentFrame], list[Node]]
_Words = Callable[[DocumentFrame], str]


@dataclass(frozen=True)
class Known:
    """A placeholder's names in bokmål and nynorsk, and what it stands for."""

    names: tuple[str, ...]
    meaning: Message
    blocks: _Blocks | None = None
    words: _Words | None = None


def _title(frame: DocumentFrame) -> str:
    return frame.labels.dialogue.title.in_language(frame.labels.language)


def _date(iso: str, frame: DocumentFrame) -> str:
    return wording.date(iso, frame.labels.language)


def _document_date(frame: DocumentFrame) -> str:
    return _date(frame.overview.document_date, frame)


def _period(frame: DocumentFrame) -> str:
    period = frame.labels.dialogue.period
    opens, closes = _date(period.opens.isoformat(), frame), _date(period.closes.isoformat(), frame)
    return frame.labels.t("{opens} til {closes}", opens=opens, closes=closes)


def _background(frame: DocumentFrame) -> list[Node]:
    return [para(*words(frame.labels.dialogue.background.in_language(frame.labels.language).strip()))]


def _overall_questions(frame: DocumentFrame) -> list[Node]:
    language = frame.labels.language
    return [
        bullets([[para(*words(each.text.in_language(language)))] for each in frame.labels.dialogue.overall_questions])
    ]


_ALL: tuple[Known, ...] = (
    Known(("tittel",), Message("dialogens navn"), words=_title),
    Known(("dato",), Message("dokumentets dato"), words=_document_date),
    Known(("periode",), Message("når dialogen var åpen"), words=_period),
    Known(("bakgrunn",), Message("det som står om dialogen i dialogue.yaml"), blocks=_background),
    Known(
        ("spørsmål", "spørsmåla"),
        Message("de overordnede spørsmålene i dialogen"),
        blocks=_overall_questions,
    ),
    Known(
        (FINDINGS,),
        Message("funnene; [[funn: staten]] for dem som gjelder krav til staten, [[funn: andre]] for resten"),
    ),
    Known((CLAIMS_TO_KS,), Message("kravene til KS med standpunkter, funn og plass til forslag til vedtak")),
    Known(
        ("hvem har gitt innspill", "kven har gitt innspel"),
        Message("hvor mange som har gitt innspill, og hvor mange som ikke har det"),
        blocks=tell_participation,
    ),
    Known(("grunnlag",), Message("hvor mange innspill og utsagn dokumentet bygger på"), blocks=tell_material),
    Known(("metode",), Message("hvordan tallene er blitt til"), blocks=tell_method),
    Known(("det vi ikke vet", "det vi ikkje veit"), Message("hva som ikke er kjent"), blocks=tell_unknown),
    Known(
        ("medlemmer etter fylke",),
        Message("tabell over medlemmer etter fylke"),
        blocks=table_counties,
    ),
    Known(("tema", "temaer"), Message("tabell over temaene"), blocks=table_themes),
    Known(("krav",), Message("tabeller over kravene med standpunkter"), blocks=table_claims),
    Known(("kilder", "kjelder"), Message("kildene som funnene viser til"), blocks=list_references),
)
KNOWN: Mapping[str, Known] = {name.casefold(): known for known in _ALL for name in known.names}


class FilledPlaceholders:
    """What each placeholder of one template is filled with; a finding is printed once, by the first that asks for it."""

    def __init__(self, template: Template, frame: DocumentFrame) -> None:
        self._frame = frame
        self._shares = _share_findings(template.placeholders, frame)
        self._placeholders = tuple(dict.fromkeys(template.placeholders))

    def fill(self, placeholder: Placeholder, level: int) -> Filling:
        """Return what takes a placeholder's place under a heading of `level`."""
        name = _fold(placeholder.name)
        if name == FINDINGS:
            share = self._shares[placeholder]
            return Filling(blocks=show_findings(self._frame, share, level) or [_no_findings(self._frame)])
        if name == CLAIMS_TO_KS.casefold():
            return Filling(blocks=show_claims_to_ks(self._frame, level)[0])
        known = KNOWN[name]
        if known.words:
            return Filling(inlines=words(known.words(self._frame)))
        return Filling(blocks=known.blocks(self._frame) if known.blocks else [])

    @property
    def printed(self) -> tuple[Finding, ...]:
        """The findings that the template prints, in the order it does."""
        printed: list[Finding] = []
        for placeholder in self._placeholders:
            if _fold(placeholder.name) == CLAIMS_TO_KS.casefold():
                printed += show_claims_to_ks(self._frame, 1)[1]
            printed += self._shares.get(placeholder, ())
        return tuple(printed)

    @property
    def left_out(self) -> tuple[Finding, ...]:
        """The findings that no placeholder of the template asks for."""
        printed = self.printed
        return tuple(finding for finding in self._frame.findings if finding not in printed)


def check_placeholders(template: Template, frame: DocumentFrame) -> None:
    """Make sure that every placeholder of a template is known, and stands once where it may only stand once.

    Raises:
        TemplateError: Some are not known; the text names them all, and those there are. Or one lacks a bracket, or stands
            twice.
    """
    unknown = [str(each) for each in template.placeholders if not _is_known(each, frame)]
    if unknown:
        raise TemplateError(
            Message(
                "Malen har plassholdere som ikke finnes: {unknown}. Bruk bare disse: {known}.",
                unknown=", ".join(dict.fromkeys(unknown)),
                known=", ".join(f"[[{known.names[0]}]]" for known in _ALL),
            )
        )
    if template.torn:
        raise TemplateError(
            Message(
                "Malen har plassholdere som ikke er hele: {torn}. Skriv to hakeparenteser foran og to bak, for eksempel [[funn]].",
                torn=", ".join(f"«{each}»" for each in dict.fromkeys(template.torn)),
            )
        )
    once = Counter(_fold(str(each)) for each in template.placeholders if _fold(each.name) in _ONCE)
    if repeated := [name for name, times in once.items() if times > 1]:
        raise TemplateError(
            Message(
                "Malen har samme plassholder flere steder: {repeated}. La den stå ett sted.",
                repeated=", ".join(repeated),
            )
        )


def has_sources(template: Template) -> bool:
    """Whether the template says where the sources are to stand."""
    return any(_fold(each.name) in SOURCES for each in template.placeholders)


def fill_words(text: str, frame: DocumentFrame) -> str:
    """Return a line of a header or footer with the placeholders that are words filled; others stay as they are."""

    def fill(match: re.Match[str]) -> str:
        known = KNOWN.get(_fold(read_placeholder(match).name))
        return known.words(frame) if known and known.words else match[0]

    return PLACEHOLDER.sub(fill, text)


def _is_known(placeholder: Placeholder, frame: DocumentFrame) -> bool:
    name = _fold(placeholder.name)
    if name == FINDINGS:
        return (
            not placeholder.what
            or _asks_for(placeholder.what, frame) is not None
            or _fold(placeholder.what) in _THE_REST
        )
    return name in KNOWN and not placeholder.what


def _asks_for(what: str, frame: DocumentFrame) -> Callable[[Finding], bool] | None:
    folded = _fold(what)
    if addressee := _ADDRESSEES.get(folded):
        return lambda finding: addressee in finding.addressees
    for theme in frame.labels.dialogue.main_themes:
        names = {theme.code, theme.label.nb, theme.label.in_language(frame.labels.language)}
        if folded in {_fold(name) for name in names}:
            return lambda finding: finding.section == theme.code
    return None


def _share_findings(
    placeholders: Sequence[Placeholder], frame: DocumentFrame
) -> dict[Placeholder, tuple[Finding, ...]]:
    """Return which findings each `[[funn]]` prints: those asked for by name first, then the rest."""
    asked = [each for each in dict.fromkeys(placeholders) if _fold(each.name) == FINDINGS]
    named = [each for each in asked if each.what and _fold(each.what) not in _THE_REST]
    taken: list[Finding] = []
    if any(_fold(each.name) == CLAIMS_TO_KS.casefold() for each in placeholders):
        taken += show_claims_to_ks(frame, 1)[1]
    shares: dict[Placeholder, tuple[Finding, ...]] = {}
    for each in [*named, *(each for each in asked if each not in named)]:
        wants = _asks_for(each.what, frame) if each in named else None
        shares[each] = tuple(
            finding for finding in frame.findings if finding not in taken and (wants is None or wants(finding))
        )
        taken += shares[each]
    return shares


def _no_findings(frame: DocumentFrame) -> Node:
    return para(*words(frame.labels.t("Ingen funn om dette.")))


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
