"""Printed list markers and run-in headings: what stands before the text of a line in PDF, plain text and Word."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = re.compile(r"^\(?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?:[.)]|(?=\.\s))\.?[ \t\u00a0]+(?=\S)")
_LETTER = re.compile(r"^(?:\((?P<bracketed>[a-zæøå])\)|(?P<letter>[a-zæøå])\))[ \t\u00a0]+(?=\S)", re.IGNORECASE)
_BULLET = re.compile(r"^(?P<bullet>[–—\-•·▪●◦○■□*‣\uf0b7\uf0a7])[ \t\u00a0]+(?=\S)")
_BARE_BULLET = re.compile(r"^(?P<bullet>[•▪●◦■‣\uf0b7\uf0a7])(?=\S)")
_DATE_START = re.compile(
    r"^\d{1,2}\.\s?(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|\d)"
)

_WHO = (
    r"(?:(?:rådmann|rådmannen|fylkesrådmann|fylkesrådmannen|kommunedirektør|kommunedirektøren|fylkesdirektør|"
    r"fylkesdirektøren|administrasjon|administrasjonen|byråd|byrådet|bystyre|bystyret|kommunestyre|kommunestyret|"
    r"heradsstyre|heradsstyret|formannskap|formannskapet|fylkesting|fylkestinget|fylkesutval|fylkesutvalet|"
    r"fylkesutvalg|fylkesutvalget|utvalg|utvalget|utval|utvalet|komité|komiteen|saksbehandler|sakshandsamar)"
    r"(?:s|ens|en sitt|en si|et sitt|en sin)?\s+(?:si |sitt |sin )?)?"
)
_RUN_IN = re.compile(
    rf"^(?P<heading>{_WHO}(?:innstilling|innstillinga|innstillingen|forslag til vedtak|framlegg til vedtak|"
    r"forslag til innstilling|forslag|framlegg|tilråding|tilrådning|anbefaling til vedtak|vedtak|sammendrag|samandrag|"
    r"resymé|kort resymé|"
    r"ingress|bakgrunn|fakta|faktagrunnlag|saksopplysninger|saksopplysningar|saksutgreiing|saksutredning|vurdering|"
    r"vurderinger|vurderingar|konklusjon|behandling|handsaming|votering|avstemming|røysting|avrøysting|protokoll|vedlegg|"
    r"uttalelse|uttale|fråsegn|høringsuttalelse|høyringsuttale|høringssvar|høyringssvar)):[ \t]*",
    re.IGNORECASE,
)


class Marker(NamedTuple):
    """A printed list marker: its number or letter (empty for bullets) and the text after it."""

    number: str
    letter: str
    is_bullet: bool
    text: str


def split_marker(line: str, *, dashes: bool = True) -> Marker | None:
    """Return the list marker that `line` begins with, or None. Dates such as «1. juli» are no markers."""
    if match := _LETTER.match(line):
        return Marker("", (match["bracketed"] or match["letter"]).lower(), False, line[match.end() :])
    if (match := _NUMBER.match(line)) and not _DATE_START.match(line):
        return Marker(match["number"], "", False, line[match.end() :])
    if match := _BULLET.match(line):
        return Marker("", "", True, line[match.end() :]) if dashes or match["bullet"] not in "–—-" else None
    if match := _BARE_BULLET.match(line):
        return Marker("", "", True, line[match.end() :])
    return None


def split_run_in_heading(text: str) -> tuple[str, str] | None:
    """Return (heading with its colon, text after it) where `text` begins with a case's section word and a colon."""
    # «… følgende forslag til / vedtak: …» is a sentence broken before its last word, no heading.
    match = _RUN_IN.match(text) if text[:1].isupper() else None
    return (text[: match.end()].rstrip(), text[match.end() :]) if match else None
