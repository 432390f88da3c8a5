"""What a person types for a code: the code itself, or its word in bokmål or nynorsk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.intake.dates import first_date
from medlemsdialog.models.vocabulary import word

_Code = TypeVar("_Code", bound=StrEnum)


def read_code(codes: type[_Code], given: str) -> _Code:
    """Return the code that `given` means: «vedtak» and «decision» are the same.

    Raises:
        UsageError: It means none of them; the text names them all.
    """
    return codes(read_word({code.value: word(code) for code in codes}, given))


def read_word(words: Mapping[str, Message], given: str) -> str:
    """Return the key whose word, or which itself, is `given`, whatever its case.

    Raises:
        UsageError: It is none of them; the text names them all.
    """
    wanted = " ".join(given.casefold().split())
    for key, message in words.items():
        if wanted in {key.casefold(), message.text("nb").casefold(), message.text("nn").casefold()}:
            return key
    allowed = ", ".join(message.text() for message in words.values())
    raise UsageError(
        Message("«{given}» kan ikke brukes her. Velg en av disse: {allowed}.", given=given, allowed=allowed)
    )


def read_date(given: str) -> str:
    """Return a date as ISO 8601, however a Norwegian writes it: 12.06.2017, 12. juni 2017, 2017-06-12.

    Raises:
        UsageError: It is no date.
    """
    date = first_date(given.strip())
    if not date:
        raise UsageError(
            Message("«{date}» er ikke en dato. Skriv dag, måned og år, for eksempel 12.06.2017.", date=given)
        )
    return date
