"""The text catalogue: every sentence a user sees is written in bokmål in the code and looked up here.

Translations lie as gettext catalogues (`locale/<language>.po`), compiled when they are first read. A text is carried as a
`Message` until the language of its reader is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal

from medlemsdialog.area_words import put_area_for_county
from medlemsdialog.compiled_files import compile_once

Language = Literal["nb", "nn", "en"]
SOURCE_LANGUAGE: Language = "nb"
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
_areas_are_counties = True
_ENGLISH_MARKS = str.maketrans("«»", "“”")


@dataclass(frozen=True, init=False)
class Message:
    """A catalogue text with its values, rendered when the reader's language is known.

    `Message("Filen {file} er tom.", file="a.txt")`; a value that is itself a `Message` is rendered in the same language.
    """

    msgid: str
    values: dict[str, Any] = field(default_factory=dict)

    def __init__(self, msgid: str, /, **values: Any) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "values", values)

    def text(self, language: Language = SOURCE_LANGUAGE) -> str:
        """Return the text in `language`; bokmål where the catalogue has no translation."""
        return translate(self.msgid, language, **self.values)

    def __str__(self) -> str:
        return self.text()


def restore_messages(value: Any) -> Any:
    """Return a value, or a message with its values, as it was before it went through JSON: a message inside is one again."""
    if isinstance(value, Message):
        return Message(value.msgid, **{name: restore_messages(one) for name, one in value.values.items()})
    if isinstance(value, dict) and value.keys() == {"msgid", "values"}:
        return Message(value["msgid"], **{name: restore_messages(one) for name, one in value["values"].items()})
    return value


def translate(msgid: str, language: Language, /, **values: Any) -> str:
    """Return the catalogue text for `msgid` in `language` with `values` filled in."""
    # gettext answers the empty text with the catalogue's header.
    text = _translations(language).gettext(msgid) if msgid else ""
    # What has no words of its own is in no catalogue, but English has its own quotation marks.
    text = text.translate(_ENGLISH_MARKS) if language == "en" and text == msgid else text
    return _fill(_worded(text), language, values)


def translate_plural(singular: str, plural: str, number: int, language: Language, /, **values: Any) -> str:
    """Return the singular or plural text for `number`; `{number}` is available to the text."""
    text = _translations(language).ngettext(singular, plural, number)
    return _fill(_worded(text), language, {"number": number, **values})


def speak_of_areas(*, counties: bool) -> None:
    """Say from now on, in this process, whether the dialogue's areas are counties or others."""
    global _areas_are_counties  # noqa: PLW0603 - a process has one dialogue in hand at a time
    _areas_are_counties = counties


def _worded(text: str) -> str:
    return text if _areas_are_counties else put_area_for_county(text)


def _fill(text: str, language: Language, values: Mapping[str, Any]) -> str:
    if not values:
        return text
    return text.format_map({key: _rendered(value, language) for key, value in values.items()})


def _rendered(value: Any, language: Language) -> Any:
    if isinstance(value, dict):  # a Message that has been through JSON
        value = Message(value["msgid"], **value["values"])
    return value.text(language) if isinstance(value, Message) else value


@cache
def _translations(language: Language) -> NullTranslations:
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    source = files("medlemsdialog").joinpath("locale", f"{language}.po")
    if not source.is_file():
        return NullTranslations()
    return GNUTranslations(BytesIO(compile_once(language, source.read_bytes(), _compile)))


def _compile(catalogue: bytes) -> bytes:
    # Imported here: compiling a catalogue is the only thing that needs them.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalogue), locale=None, abort_invalid=True))
    return compiled.getvalue()
