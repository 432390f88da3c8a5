"""Numbers, dates, counted nouns and lists as a reader of the page's language writes them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from babel.dates import format_date as babel_format_date

from medlemsdialog.catalogue import Language, translate, translate_plural
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.register.size_classes import SizeGroup

NO_BREAK_SPACE = "\u00a0"
_LOCALES: dict[Language, str] = {"nb": "nb", "nn": "nn", "en": "en_GB"}
_DAY: dict[Language, str] = {"nb": "d.\u00a0MMMM y", "nn": "d.\u00a0MMMM y", "en": "d\u00a0MMMM y"}


def number(value: float | None, language: Language, *, decimals: int = 0) -> str:
    """Return a number with non-breaking thousands and decimal comma; «ukjent» where it is None."""
    if value is None:
        return translate("ukjent", language)
    text = f"{value:,.{decimals}f}"
    if language == "en":
        return text
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",")


def percent(share: float, language: Language) -> str:
    """Return a part of one as «45 %», in English «45%»."""
    return f"{number(share * 100, language)}{'' if language == 'en' else NO_BREAK_SPACE}%"


def date(iso: str, language: Language) -> str:
    """Return «1. februar 2018» for an ISO date; «uten dato» where it is empty, the text itself where it is no date."""
    if not iso:
        return translate("uten dato", language)
    try:
        day = datetime.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return babel_format_date(day, format=_DAY[language], locale=_LOCALES[language])


def days(first: datetime.date, last: datetime.date, language: Language) -> str:
    """Return «9.–15. oktober 2017», «30. oktober – 5. november 2017», or «oktober 2017» for the whole of a month."""
    end = date(last.isoformat(), language)
    if first.month != last.month:
        start = babel_format_date(first, format=_DAY[language].removesuffix(" y"), locale=_LOCALES[language])
        return f"{start} – {end}"
    if first.day == 1 and (last + datetime.timedelta(days=1)).day == 1:
        return babel_format_date(first, format="MMMM y", locale=_LOCALES[language])
    return f"{first.day}{'' if language == 'en' else '.'}–{end}"


def month(day: datetime.date, language: Language) -> str:
    """Return the short name of the month of a day: «okt.»."""
    return babel_format_date(day, format="LLL", locale=_LOCALES[language])


def plural(one: str, many: str, how_many: int, language: Language) -> str:
    """Return «1 kommune» or «12 kommuner»: the catalogue text with `{number}` written as a number."""
    return translate_plural(one, many, how_many, language, number=number(how_many, language))


def listing(items: Sequence[str], language: Language) -> str:
    """Return «a, b og c»."""
    if len(items) < 2:
        return "".join(items)
    return translate("{first} og {last}", language, first=", ".join(items[:-1]), last=items[-1])


def members(how_many: int, language: Language) -> str:
    """Return «3 medlemmer»."""
    return plural("{number} medlem", "{number} medlemmer", how_many, language)


def bodies(how_many: int, language: Language) -> str:
    """Return «2 organer»."""
    return plural("{number} organ", "{number} organer", how_many, language)


def other_senders(how_many: int, language: Language) -> str:
    """Return «2 andre avsendere»."""
    return plural("{number} annen avsender", "{number} andre avsendere", how_many, language)


def statements(how_many: int, language: Language) -> str:
    """Return «12 utsagn»."""
    return plural("{number} utsagn", "{number} utsagn", how_many, language)


def counties(how_many: int, language: Language) -> str:
    """Return «3 fylker»."""
    return plural("{number} fylke", "{number} fylker", how_many, language)


def claims(how_many: int, language: Language) -> str:
    """Return «4 krav»."""
    return plural("{number} krav", "{number} krav", how_many, language)


def positions(by_position: Mapping[Position, int], language: Language) -> str:
    """Return how many are against, divided and for, dissent first: «1 imot, 1 delt i synet og ingen for»."""
    against, mixed, supporting = (
        by_position.get(position, 0) for position in (Position.AGAINST, Position.MIXED, Position.FOR)
    )
    parts = [translate("{number} imot", language, number=number(against, language))] if against else []
    parts += [translate("{number} delt i synet", language, number=number(mixed, language))] if mixed else []
    in_favour = translate("{number} for", language, number=number(supporting, language))
    return listing([*parts, in_favour if supporting else translate("ingen for", language)], language)


def size_group(group: SizeGroup, language: Language) -> str:
    """Return «under 2 000 innbyggere», «2 000–4 999 innbyggere» or «20 000 innbyggere eller flere»."""
    least, below = (number(bound, language) if bound else "" for bound in (group.least, group.below))
    if not least:
        return translate("under {below} innbyggere", language, below=below)
    if not below:
        return translate("{least} innbyggere eller flere", language, least=least)
    last = number((group.below or 0) - 1, language)
    return translate("{least}–{last} innbyggere", language, least=least, last=last)
