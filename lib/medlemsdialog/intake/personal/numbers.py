"""Numbers that identify: national identity numbers, bank accounts and telephones, told apart by control digits and form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from medlemsdialog.catalogue import Message
from medlemsdialog.models.personal import PersonalKind, PersonalSpan

_MANY_DIGITS = re.compile(r"\d(?:[ \u00a0.\-]?\d){7}")
_ELEVEN = re.compile(r"(?<![\d.,/])(?:\d{6}[ \u00a0-]?\d{5}|\d{2}\.\d{2}\.\d{2}[ .]?\d{5})(?![\d/]|[.,]\d)")
_ACCOUNT = re.compile(r"(?<![\d.,/])\d{4}([. \u00a0-])\d{2}\1?[. \u00a0]?\d{5}(?![\d/]|[.,]\d)")
_IBAN = re.compile(r"\bNO\d{2}(?:[ \u00a0]?\d){11}(?!\d)")
_ID_CUE = re.compile(
    r"(?:fødsels\w*|føds\w*|personn\w*|person-?\s?nummer\w*|\bfnr|\bf\.\s?nr|\bd-?\s?n(?:umme)?r\w*|hjelpen\w*)\W{0,3}(?:\w+\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_ACCOUNT_CUE = re.compile(r"(?:kont[oi]\w*|\bkto|bank\w*|kto\.?\s?nr)\W{0,3}(?:\w+\W{1,3}){0,2}$", re.IGNORECASE)

_PHONE = re.compile(
    r"(?<![\w/§])(?<!\d[ .,/-])(?:\(?(?:\+|00)\s?47\)?[ \u00a0-]?)?"
    r"(?:\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}|\d{3}[ \u00a0]\d{2}[ \u00a0]\d{3}|\d{4}[ \u00a0]\d{4}|\d{8}|\d{2}(?:[.-]\d{2}){3}|"
    r"[49]\d{2}[.-]\d{2}[.-]\d{3})"
    r"(?![\w/]|[ .,-]?\d)"
)
_ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?!47)[1-9]\d{0,2}[ ()\d-]{6,16}\d(?!\w)")
_PHONE_CUE = re.compile(
    r"(?:\btlf|\btel|telefon\w*|mobil\w*|\bmob|\bring\w*|\bdirekte|\bkontakt\w*|\bsms\b|nummeret|[a-zæøå]:)\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
# What numbers of the same length are called when they are none of this.
_OTHER_NUMBER = re.compile(
    r"(?:sak\w*|journal\w*|arkiv\w*|referanse\w*|\bref|\bid|\bløpe\w*|faktura\w*|prosjekt\w*|posisjon\w*|koordinat\w*|"
    r"beløp\w*|kroner|org\w*|søknad\w*|søknads\w*|\bisbn|\bkid|gnr|bnr|\bdok\w*|kostra\w*|funksjon\w*|ordre\w*|kunden\w*|"
    r"sum\w*|budsjett\w*)[\s.:-]*(?:nummer|nr|id)?[\s.:-]*$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\s*(?:kr\b|kroner|nok\b|%|prosent|mill|mrd|innbygg|personar?|personer|elev|besøk|timar|timer)", re.I
)
# The words that tell what a number is stand close before it.
_LONGEST_CUE = 120


def find_numbers(text: str) -> Iterator[PersonalSpan]:
    """Yield the numbers in a text that identify a person."""
    if not _MANY_DIGITS.search(text):
        return
    taken: list[tuple[int, int]] = []
    for span in (*_find_national_ids(text), *_find_accounts(text)):
        taken.append((span.start, span.end))
        yield span
    for span in _find_phones(text):
        if not any(start < span.end and span.start < end for start, end in taken):
            yield span


def has_control_digits(digits: str) -> bool:
    """Whether eleven digits end in the two control digits of a national identity number."""
    from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

    return digits[9] == calc_check_digit1(digits) and digits[10] == calc_check_digit2(digits)


def describe_national_id(digits: str) -> Message | None:
    """Return what kind of national identity number eleven digits are; None where they are none.

    A D-number adds 40 to the day. 40 added to the month is an H-number or a test number, 65 and 80 are test numbers; a
    first digit of 8 or 9 is a number that holds no date of birth (FH). Test numbers are masked too: a reader cannot see
    that nobody has them.
    """
    if not has_control_digits(digits):
        return None
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day >= 80:
        return Message("hjelpenummer (FH-nummer) med riktige kontrollsifre")
    added = next((step for step in (80, 65, 40) if month > step), 0)
    if not _is_date(day - 40 if day > 40 else day, month - added, year):
        return None
    if added:
        return Message("hjelpenummer eller testnummer med riktige kontrollsifre")
    if day > 40:
        return Message("D-nummer med riktige kontrollsifre")
    return Message("fødselsnummer med riktige kontrollsifre")


def _find_national_ids(text: str) -> Iterator[PersonalSpan]:
    for match in _ELEVEN.finditer(text):
        digits = _digits(match[0])
        before = _before(text, match)
        if _ACCOUNT_CUE.search(before):
            continue
        reason = describe_national_id(digits)
        if reason is None and _ID_CUE.search(before):
            reason = Message("kalles fødselsnummer, men kontrollsifrene stemmer ikke")
        if reason is not None:
            yield PersonalSpan(kind=PersonalKind.NATIONAL_ID, start=match.start(), end=match.end(), reason=reason)


def _find_accounts(text: str) -> Iterator[PersonalSpan]:
    from stdnum import iban
    from stdnum.no import kontonr

    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0].replace("\u00a0", " ")):
            yield _account(match, Message("IBAN med riktige kontrollsifre"))
    for match in _ACCOUNT.finditer(text):
        if kontonr.is_valid(_digits(match[0])):
            yield _account(match, Message("kontonummer med riktig kontrollsiffer"))
        elif _ACCOUNT_CUE.search(_before(text, match)):
            yield _account(match, Message("kalles kontonummer, men kontrollsifferet stemmer ikke"))
    for match in _ELEVEN.finditer(text):
        # Without points, eleven digits may be anything: only the words before tell.
        if _ACCOUNT_CUE.search(_before(text, match)):
            yield _account(match, Message("kalles kontonummer i teksten"))


def _find_phones(text: str) -> Iterator[PersonalSpan]:
    import phonenumbers

    for match in _PHONE.finditer(text):
        before = _before(text, match)
        digits = re.sub(r"\D", "", match[0])
        called = bool(_PHONE_CUE.search(before)) or match[0].startswith(("+", "(", "00"))
        if not called and (_OTHER_NUMBER.search(before) or _QUANTITY.match(text, match.end())):
            continue
        # A run of eight digits or two groups of four is as often a year span, a date or a reference.
        loose = match[0].isdigit() or re.fullmatch(r"\d{4}.\d{4}|[\d.]+", match[0])
        if called or phonenumbers.is_valid_number(phonenumbers.parse(digits[-8:], "NO")):
            if loose and not called and digits[0] not in "49":
                continue
            reason = Message("kalles telefon i teksten") if called else Message("har form som norsk telefonnummer")
            yield PersonalSpan(kind=PersonalKind.PHONE, start=match.start(), end=match.end(), reason=reason)
    for match in _ABROAD.finditer(text):
        try:
            number = phonenumbers.parse("+" + re.sub(r"\D", "", match[0]).removeprefix("00"), None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            reason = Message("har form som utenlandsk telefonnummer")
            yield PersonalSpan(kind=PersonalKind.PHONE, start=match.start(), end=match.end(), reason=reason)


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _LONGEST_CUE) : match.start()]


def _account(match: re.Match[str], reason: Message) -> PersonalSpan:
    return PersonalSpan(kind=PersonalKind.ACCOUNT, start=match.start(), end=match.end(), reason=reason)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _is_date(day: int, month: int, year: int) -> bool:
    # A leap day is accepted whatever the century; the number itself tells it only in part.
    try:
        date(2000 if (day, month) == (29, 2) else 1900 + year, month, day)
    except ValueError:
        return False
    return True
