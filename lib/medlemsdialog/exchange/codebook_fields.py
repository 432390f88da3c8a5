"""The fields of a theme as a codebook file names them: headings in every language, and each field as one text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.exchange.parsing import clean_text
from medlemsdialog.models.themes import Theme

CODE, PARENT = "code", "parent"
NAME = "label.nb"
DEFINITION = "definition.nb"
# Stands where the codebook's format wants a text and there is none, and in a cell whose text is to go.
NOTHING = "–"
_LONGEST_TEXT = 30_000
_FORMS: dict[Language, Message] = {"nb": Message("bokmål"), "nn": Message("nynorsk"), "en": Message("engelsk")}
_PARTS: dict[str, tuple[Message, tuple[Language, ...]]] = {
    "label": (Message("Navn"), ("nb", "nn", "en")),
    "definition": (Message("Definisjon"), ("nb", "nn", "en")),
    "include": (Message("Tas med"), ("nb", "nn", "en")),
    "exclude": (Message("Tas ikke med"), ("nb", "nn", "en")),
    "example": (Message("Eksempel"), ("nb", "nn")),
    "search_words": (Message("Søkeord"), ("nb", "nn")),
}
# What other programs and people call the same, folded.
_OTHER_NAMES = {
    CODE: ("kode", "temakode", "id", "code id", "kodenavn", "slug"),
    PARENT: (
        "overordnet", "overordnet tema", "overordna", "overordna tema", "hovedtema", "hovudtema", "forelder", "parent",
        "parent code", "parent theme", "parent name", "category", "kategori", "ligger under", "under",
    ),
    "label": ("navn", "namn", "name", "tema", "label", "tittel", "title", "theme", "code", "code name", "codename"),
    "definition": ("definisjon", "definition", "beskrivelse", "skildring", "description", "memo", "comment", "kommentar"),
    "include": ("include", "includes", "inkluderer", "inclusion", "inclusion criteria", "when to use", "brukes når"),
    "exclude": ("exclude", "excludes", "ekskluderer", "exclusion", "exclusion criteria", "when not to use"),
    "example": ("example", "examples", "eksempler", "eksempel", "døme"),
    "search_words": ("search words", "search_words", "keywords", "nøkkelord", "stikkord", "søkeord"),
}  # fmt: skip
_FORM_NAMES = {
    "nb": ("nb", "bokmål", "bokmal", "norsk", "no"), "nn": ("nn", "nynorsk"), "en": ("en", "engelsk", "english"),
}  # fmt: skip
_WITH_FORM = re.compile(r"^(?P<part>.+?)\s*(?:\((?P<inside>[^()]+)\)|[.:,_\s/-]\s*(?P<after>\w+))$")
_WORDS = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=[,;]|$)|([^,;\n]+)')
_NEEDS_QUOTES = re.compile(r'[,;"]')
# What neither XML nor a spreadsheet can hold.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DEFUSED = re.compile(r"^'(?=[=+\-@\t\r])")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Field:
    """One field: its key (`label.nn`), and its heading. `is_line` tells those that hold no line breaks."""

    key: str
    heading: Message
    is_line: bool = False

    @property
    def part(self) -> str:
        """The part of the theme it is of (`label`)."""
        return self.key.partition(".")[0]


@dataclass(frozen=True)
class Record:
    """One theme as a file has it: where it stands there, and the texts of the fields that the file has.

    `above` names what the file nests it under, outermost first: the keys of other records. `key` is the record's own.
    """

    key: str
    place: Message
    values: Mapping[str, str]
    above: tuple[str, ...] = ()
    guid: str = ""


@dataclass(frozen=True)
class Note:
    """Something about the file as a whole, or a place in it: what was not taken and why, or only worth knowing."""

    text: Message
    place: Message = field(default_factory=lambda: Message(""))
    is_left: bool = True


@dataclass(frozen=True)
class CodebookFile:
    """What a file holds, in its order. `headings` are the fields that it has at all."""

    records: tuple[Record, ...]
    notes: tuple[Note, ...] = ()
    fields: frozenset[str] = frozenset()


@cache
def list_fields() -> tuple[Field, ...]:
    """Return all fields, in the order files show them."""
    texts = tuple(
        Field(f"{part}.{form}", Message("{part} ({form})", part=name, form=_FORMS[form]), is_line=part == "label")
        for part, (name, forms) in _PARTS.items()
        for form in forms
    )
    return (
        Field(CODE, Message("Kode"), is_line=True),
        Field(PARENT, Message("Overordnet"), is_line=True),
        *texts,
    )


def find_field(heading: str) -> Field | None:
    """Return the field that a heading names, in whatever language and whoever wrote it; None if it is none of ours."""
    fields = _by_key()
    folded = fold_text(heading)
    if folded in (known := _known_headings()):
        return fields[known[folded]]
    if (split := _WITH_FORM.match(folded)) is None:
        return None
    named = fold_text(split["inside"] or split["after"] or "")
    form = next((form for form, names in _FORM_NAMES.items() if named in names), None)
    part = known.get(fold_text(split["part"]), "").partition(".")[0]
    return fields.get(f"{part}.{form}") if form else None


@cache
def _known_headings() -> dict[str, str]:
    keys = _by_key().keys()
    known: dict[str, str] = {}
    for one in list_fields():
        for language in LANGUAGES:
            known[fold_text(one.heading.text(language))] = one.key
        known[fold_text(one.key)] = one.key
    for part, names in _OTHER_NAMES.items():
        key = part if part in keys else f"{part}.nb"
        for name in names:
            known.setdefault(fold_text(name), key)
    for part, (heading, _) in _PARTS.items():
        for language in LANGUAGES:
            known.setdefault(fold_text(heading.text(language)), f"{part}.nb")
    return known


def theme_values(theme: Theme) -> dict[str, str]:
    """Return a theme's fields as texts, tidied as every file holds them; blank where there is nothing."""
    values = {CODE: theme.code, PARENT: theme.parent}
    for one in list_fields()[2:]:
        part, _, form = one.key.partition(".")
        held = getattr(getattr(theme, part), form)
        values[one.key] = tidy_value(one, join_words(held) if part == "search_words" else held)
    return values


def tidy_value(of: Field, text: str) -> str:
    """Return a field's text as files hold it: composed letters, no space around, nothing that a file cannot hold."""
    tidy = clean_text(_IMPOSSIBLE.sub("", unicodedata.normalize("NFC", text)))[:_LONGEST_TEXT]
    while (plain := clean_text(_DEFUSED.sub("", tidy))) != tidy:
        tidy = plain
    if of.part == "search_words":
        return join_words(split_words(tidy))
    if of.is_line:
        tidy = " ".join(tidy.split())
    return tidy if _LETTER.search(tidy) else ""


def tidy_text(key: str, text: str) -> str:
    """Return the text of the field with this key as files hold it."""
    return tidy_value(_by_key()[key], text)


@cache
def _by_key() -> dict[str, Field]:
    return {one.key: one for one in list_fields()}


def is_crossed_out(text: str) -> bool:
    """Whether a cell says that its text is to go: a dash and nothing else."""
    return text.strip() in {"-", "'-", NOTHING, "—"}


def join_words(words: Iterable[str]) -> str:
    """Return search words as one text: with commas between, in quotation marks where a word holds one itself."""
    tidy = (" ".join(clean_text(_IMPOSSIBLE.sub("", word)).split()) for word in words)
    said = (word for word in tidy if _LETTER.search(word))
    quoted = ('"' + word.replace('"', '""') + '"' if _NEEDS_QUOTES.search(word) else word for word in said)
    return ", ".join(quoted)


def split_words(text: str) -> tuple[str, ...]:
    """Return the search words of a text: between commas, semicolons or line breaks."""
    found = ((quoted.replace('""', '"') or plain).strip() for quoted, plain in _WORDS.findall(text))
    return tuple(word for word in found if _LETTER.search(word))
