"""E-mail addresses and postal addresses; what belongs to an office rather than a person is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medlemsdialog.catalogue import Message
from medlemsdialog.models.personal import PersonalKind, PersonalSpan

_EMAIL = re.compile(r"(?<![\w.+/@-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-zÆØÅæøå]{2,}")
_MAILBOX = re.compile(
    r"^(?:post\w*|e-?post|firmapost|kontakt|info|kommune|servicetorg\w*|resepsjon|sentralbord|arkiv|kultur\w*|"
    r"bibliotek\w*|museum|museet|styre\w*|nettverk|innspill|innspel|horing|høring|noreply|no-reply|admin|support|ks)$",
    re.IGNORECASE,
)
_WORD = r"[A-ZÆØÅ][\wæøåÆØÅ]*"
_STREET_END = (
    r"(?:gata|gate|gaten|veien|vegen|vei|veg|bakken|bakkane|svingen|stien|allé|alle|alléen|plassen|plass|torget|lia|åsen|"
    r"haugen|tunet|kroken|bryggen|brygga|kaia|stranda|stranden|jordet|lunden|faret|gjerdet|løkka|terrassen|terrasse|ringen|"
    r"smauet|smuget|hagen|marka|moen|neset|odden|leitet|vika|vollen|sletta|berget)"
)
_PLACE = rf"\d{{4}}[ \u00a0]{_WORD}(?:[ -]{_WORD})?"
_STREET = re.compile(
    rf"(?<!\w)(?!(?:Fylkes|Riks|Europa)ve[ig]\w*[ \u00a0]\d)(?:{_WORD}[ \u00a0]){{0,3}}?"
    rf"(?:[A-ZÆØÅ][\wæøåÆØÅ]*{_STREET_END}|[A-ZÆØÅ][\wæøåÆØÅ]*[ \u00a0](?:gate|vei|veg|plass|allé|[Rr]iksvei|[Rr]iksveg|[Gg]ate|[Tt]org))"
    rf"[ \u00a0]\d{{1,4}}(?:[ \u00a0]?[A-HÆØÅa-h](?!\w))?(?!\w|[ .,-]?\d)(?:,?\s+{_PLACE})?"
)
_BOX = re.compile(
    rf"\b[Pp](?:ostboks|b\.|ost[Bb]oks)[ \u00a0]\d{{1,5}}(?:[ \u00a0]{_WORD})?(?:,?\s+{_PLACE})?", re.UNICODE
)
_PLACE_LINE = re.compile(rf"^[ \t]*({_PLACE})[ \t]*$", re.MULTILINE)
_OFFICE = re.compile(
    r"besøksadresse|postadresse|rådhus\w*|kommunehus\w*|\bkommune\b|\bherad\b|fylkeskommune|fylkeshus\w*|"
    r"\b\w*(?:huset|hus|bibliotek(?:et)?|skolen?|skulen?|skule|museet|museum|senter(?:et)?|kyrkja|kirken?|kirka|teater(?:et)?|"
    r"kinoen|galleriet?|lokalet|lokalene|lokala|scenen?|bygget|bygningen|anlegget|hallen|kontoret|kontora)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:bor|bur|bodde|budde|flytt(?:et|a|er|ar)|hjemme\w*|heime\w*|hos|nabo\w*|adresse|undertegnede|underteikna)\b",
    re.I,
)
# So far before an address its sentence is looked at; a line without an end would be read again for every address in it.
_LONGEST_SENTENCE = 400


def find_contacts(text: str, *, signature: bool = False) -> Iterator[PersonalSpan]:
    """Yield e-mail addresses and postal addresses; in a signature a line of postcode and place is one too."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if not _MAILBOX.match(match[0].partition("@")[0]):
                yield _span(PersonalKind.EMAIL, match.start(), match.end(), Message("har form som e-postadresse"))
    for match in _STREET.finditer(text):
        if not _is_office(text, match.start()):
            yield _span(PersonalKind.ADDRESS, match.start(), match.end(), Message("gateadresse med husnummer"))
    for match in _BOX.finditer(text):
        if not _is_office(text, match.start()):
            yield _span(PersonalKind.ADDRESS, match.start(), match.end(), Message("postboks"))
    if signature:
        for match in _PLACE_LINE.finditer(text):
            yield _span(
                PersonalKind.ADDRESS, match.start(1), match.end(1), Message("postnummer og sted i en underskrift")
            )


def _is_office(text: str, start: int) -> bool:
    """Whether the sentence up to the address speaks of an office or a house, and not of someone who lives there."""
    sentence = re.split(r"[.!?]\s|\n", text[max(0, start - _LONGEST_SENTENCE) : start])[-1]
    offices = list(_OFFICE.finditer(sentence))
    return bool(offices) and not _HOME.search(sentence, offices[-1].end())


def _span(kind: PersonalKind, start: int, end: int, reason: Message) -> PersonalSpan:
    return PersonalSpan(kind=kind, start=start, end=end, reason=reason)
