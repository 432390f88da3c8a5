"""Names of people: a capital sequence that a title, a label, a signature or a common given name tells to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from medlemsdialog.catalogue import Message
from medlemsdialog.intake.personal import name_words as words
from medlemsdialog.models.personal import PersonalKind, PersonalSpan

_UPPER, _LOWER = "A-ZÆØÅÁČĐŊŠŤŽÄÖÉÜ", "a-zæøåáčđŋšŧžäöéèüóòôíúñç"
_TOKEN = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}][{_LOWER}]+)?"
_INITIAL = rf"[{_UPPER}]\."
_SEQUENCE = re.compile(
    rf"(?<![\w.@-])(?:{_INITIAL}[ \u00a0]?){{0,3}}{_TOKEN}(?:[ \u00a0](?:{_TOKEN}|{_INITIAL}))*(?![\w@])"
)
_INITIALS = re.compile(rf"(?:{_INITIAL}[ \u00a0]?)+{_TOKEN}$")
_ALONE = re.compile(rf"(?<!\w){words.SURNAME_TITLE.pattern}[ \u00a0]({_TOKEN})(?![\w-])(?![ \u00a0][{_UPPER}])")
_AFTER_GREETING = re.compile(
    rf"(?:hilsen|helsing|mvh\.?|hilsning|sign\.)[,.!:]?\s*(?:for \w+\s+)?({_TOKEN})(?![\w-])(?![ \u00a0][{_UPPER}])",
    re.I,
)
_KIN = re.compile(
    rf"\b(?i:datter(?:en)?|dotter[a]?|sønn(?:en)?|son(?:en)?|mor|far|mamma|pappa|bror|søster|syster|hos|eleven|barnet|jenta|gutten|guten)"
    rf"(?: (?:min|mi|vår|til|vår|heter|heiter))?,? ({_TOKEN})(?![\w-])"
)
# One of these stands in every text that holds a name of one word; looked for first, since that costs least.
_ALONE_WORDS = (
    *(
        "represent",
        "repr.",
        "ordfør",
        "rådmann",
        "statsråd",
        "byråd",
        "herr",
        "fru",
        "frk",
        "hils",
        "helsing",
        "mvh",
        "sign.",
    ),
    *(
        "datter",
        "dotter",
        "sønn",
        "son",
        "mor",
        "far",
        "mamma",
        "pappa",
        "bror",
        "søster",
        "syster",
        "hos",
        "eleven",
        "barnet",
    ),
    *("jenta", "gutten", "guten"),
)
_LAST_WORD = re.compile(r"([\w.]+):?[ \u00a0]$")
_JOINED = re.compile(r"^\s*(?:,|og|/|;|&|samt)\s*$|^\s*\([^)]{1,30}\)\s*(?:,|og|/|;)\s*$")
_SIGN_OFF = re.compile(r"(?:hilsen|helsing|mvh\.?|etter fullmakt|e\.\s?f\.)[,.!]?[ \t]*(?=\n|$)", re.IGNORECASE)
_TITLE_LINE = re.compile(r"(?:,[ \t]*|[ \t]*\n[ \t]*)([^\n,]{3,60})")
_LONGEST_NAME = 4


class Cue(NamedTuple):
    """What the words before a capital sequence tell: why it is a name, and how sure that is."""

    reason: Message
    strong: bool


def find_names(text: str, *, signature: bool = False) -> Iterator[PersonalSpan]:
    """Yield the names of people in a text. In a signature, and after its greeting, any name-like line is one."""
    signed_from = 0 if signature else _end_of_greeting(text)
    chain_end, chained = -1, False
    for match in _SEQUENCE.finditer(text):
        in_signature = signed_from is not None and match.start() >= signed_from
        joined = chained and bool(_JOINED.match(text[chain_end : match.start()]))
        found = _judge(text, match, in_signature=in_signature, joined=joined)
        if found is None:
            chained = False
            continue
        yield found
        chain_end, chained = found.end, found.end == match.end()
    yield from _find_alone(text)


def is_person_name(text: str) -> bool:
    """Whether a whole text is a person's name: two to four names of which the first is a common given name."""
    match = _SEQUENCE.fullmatch(text.strip())
    if match is None:
        return False
    tokens = text.split()
    return 2 <= len(tokens) <= _LONGEST_NAME and _is_given(tokens[0]) and not _is_no_person(tokens)


def _judge(text: str, match: re.Match[str], *, in_signature: bool, joined: bool) -> PersonalSpan | None:
    tokens = [(token[0], match.start() + token.start()) for token in re.finditer(r"\S+", match[0])]
    one_word = len(tokens) == 1 and not in_signature and not text.startswith((" (", "("), match.end())
    if one_word and not _is_given(tokens[0][0]):
        return None
    cue = _cue_before(text, match.start())
    while len(tokens) > 1 and (words.TITLE.fullmatch(tokens[0][0]) or words.LABEL_BEFORE.search(f" {tokens[0][0]} ")):
        title = tokens.pop(0)[0]
        cue = Cue(Message("navn etter «{word}»", word=title.lower()), strong=True)
    plain = [token for token, _ in tokens]
    party = words.PARTY_AFTER.match(text, match.end())
    if joined and cue is None and len(plain) > 1:
        cue = Cue(Message("navn i en liste av navn"), strong=True)
    if party and (cue is None or not cue.strong) and not _is_organisation(plain):
        cue = Cue(Message("navn foran et parti"), strong=True)
    if words.FOLLOWING_HOUSE.match(text, match.end()):
        return None
    start = next((index for index in range(len(plain) - 1) if _is_given(plain[index])), None)
    if cue is not None and cue.strong and not _is_no_person(plain):
        first = (
            start if start is not None and plain[0] not in words.no_person_first() and _is_label_word(plain[0]) else 0
        )
        if len(plain) - first > 1 or party or (len(plain) == 1 and _is_given(plain[0])):
            return _name(tokens[first][1], match.end(), cue.reason)
    if start is not None and len(plain) - start <= _LONGEST_NAME + 1 and not _is_no_person(plain[start:]):
        reason = cue.reason if cue else Message("vanlig fornavn fulgt av et navn")
        return _name(tokens[start][1], match.end(), reason)
    if _INITIALS.match(match[0]) and not _is_no_person(plain) and len(plain) <= _LONGEST_NAME:
        return _name(tokens[0][1], match.end(), Message("initial fulgt av et navn"))
    name_like = 1 < len(plain) <= _LONGEST_NAME or (len(plain) == 1 and _is_given(plain[0]))
    if in_signature and name_like and _is_alone_on_line(text, match) and not _is_no_person(plain):
        return _name(tokens[0][1], _end_with_title(text, match.end()), Message("navn i en underskrift"))
    return None


def _cue_before(text: str, start: int) -> Cue | None:
    before = text[max(start - 60, 0) : start]
    if words.BY_WORD.search(before):
        return Cue(Message("navn etter «v/»"), strong=True)
    if words.WITH_COLON.search(before):
        weak = words.WEAK_LABELS.search(before) is not None
        return Cue(Message("navn etter «{word}»", word=_label(before)), strong=not weak)
    last = _LAST_WORD.search(before)
    if last and words.TITLE.fullmatch(last[1]):
        return Cue(Message("navn etter «{word}»", word=last[1].lower()), strong=True)
    if words.LABEL_BEFORE.search(before) and not words.WEAK_LABELS.search(before):
        return Cue(Message("navn etter «{word}»", word=_label(before)), strong=True)
    return None


def _label(before: str) -> str:
    return before.rstrip(" :–-\n").rpartition("\n")[2].split(" ")[-1].lower()


def _find_alone(text: str) -> Iterator[PersonalSpan]:
    lower = text.lower()
    if not any(word in lower for word in _ALONE_WORDS):
        return
    for match in _ALONE.finditer(text):
        token = match[1]
        if not _is_organisation([token]) and token not in words.SURNAME_STOPS:
            yield _name(match.start(1), match.end(1), Message("etternavn etter en tittel"))
    for pattern, reason in (
        (_AFTER_GREETING, Message("navn etter en hilsen")),
        (_KIN, Message("fornavn på en person som omtales")),
    ):
        for match in pattern.finditer(text):
            if _is_given(match[1]):
                yield _name(match.start(1), match.end(1), reason)


def _is_given(token: str) -> bool:
    names = words.given_names()
    return token in names or token.partition("-")[0] in names or token.rstrip("s") in names


def _is_label_word(token: str) -> bool:
    """Whether a capital word before the given name is no part of the name, as at the start of a sentence."""
    return not _is_given(token)


def _is_no_person(tokens: list[str]) -> bool:
    return tokens[0] in words.no_person_first() or _is_organisation(tokens) or _is_well_known(tokens)


def _is_organisation(tokens: list[str]) -> bool:
    return any(words.ORGANISATION_WORD.match(token) for token in tokens)


def _is_well_known(tokens: list[str]) -> bool:
    known = words.well_known()
    plain = [token.removesuffix("s") for token in tokens]
    return any(
        (a, b) in known or (c, d) in known for a, b, c, d in zip(tokens, tokens[1:], plain, plain[1:], strict=False)
    ) or any((first, second) in known for first, second in zip(tokens, plain[1:], strict=False))


def _end_of_greeting(text: str) -> int | None:
    match = _SIGN_OFF.search(text)
    return match.end() if match else None


def _is_alone_on_line(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start()) + 1
    rest = text[match.end() :].partition("\n")[0].strip()
    return not text[line_start : match.start()].strip() and (not rest or rest.startswith((",", "(", "–", "-")))


def _end_with_title(text: str, end: int) -> int:
    """Return where the title after a signing name ends: in a small place it tells who the person is."""
    match = _TITLE_LINE.match(text, end)
    if match and any(words.TITLE.fullmatch(word) for word in match[1].split()):
        return match.end(1)
    return end


def _name(start: int, end: int, reason: Message) -> PersonalSpan:
    return PersonalSpan(kind=PersonalKind.NAME, start=start, end=end, reason=reason)
