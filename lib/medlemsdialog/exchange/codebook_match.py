"""Which theme of the codebook each record of a file is, which are new, and which cannot be taken in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.choices import fold_text
from medlemsdialog.exchange.codebook_fields import CODE, NAME, PARENT, Record, tidy_text
from medlemsdialog.exchange.codebook_qdc import main_guid, theme_guid

_LABELS = (NAME, "label.nn", "label.en")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TRANSCRIBED = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ŧ": "t", "ŋ": "n"}
)
_LONGEST_CODE = 60
_PATH = re.compile(r"\s*[\\/>›|]\s*")


class Outcome(StrEnum):
    """What became of a record or a theme."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    LEFT = "left"
    KEPT = "kept"
    NOTICE = "notice"


@dataclass(frozen=True)
class Entry:
    """One line of the report: what happened to which theme, where in the file, why, and what a person may do."""

    outcome: Outcome
    text: Message
    theme: str = ""
    place: Message = field(default_factory=lambda: Message(""))
    to_do: Message = field(default_factory=lambda: Message(""))


@dataclass(frozen=True)
class Known:
    """What the file is compared with. `retired` are the themes that are no longer used: label by code."""

    dialogue: Dialogue
    codebook: Codebook
    retired: Mapping[str, str]


@dataclass
class Matched:
    """The records by what they are; keys are the records' own. `codes` holds new ones too, `mains` the main themes."""

    codes: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    mains: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def match_records(records: Sequence[Record], known: Known) -> Matched:
    """Return what each record is: by its code or identifier first, then by its name, else a new theme."""
    matched = Matched()
    waiting: list[Record] = []
    for record in records:
        code = _find_by_code(record, known)
        if code is None:
            waiting.append(record)
        elif code in known.retired:
            matched.entries.append(_left(record, code, _retired_text(known.retired[code])))
        else:
            _take(record, code, matched)
    labels = _unique_labels(known)
    for record in waiting:
        if (main := _find_main(record, known.dialogue)) is not None:
            matched.mains[record.key] = main
            _tell_main(record, main, known.dialogue, matched)
            continue
        named = [fold_text(text) for text in _names(record)]
        code = next((labels[name] for name in named if name in labels), None)
        if code in known.retired:
            matched.entries.append(_left(record, code or "", _retired_text(known.retired[code or ""])))
        elif code is not None:
            _take(record, code, matched)
            if code in matched.codes.values() and (given := record.values.get(CODE, "").strip()):
                _tell_fixed_code(record, code, given, matched)
        else:
            _take_new(record, known, matched)
    return matched


def theme_name(record: Record) -> str:
    """Return what a record calls its theme, whatever it says of it."""
    return next(_names(record), "")


def find_parent(text: str, records: Mapping[str, Record], matched: Matched, known: Known) -> str | None:
    """Return the code of what a cell says a theme lies under: a main theme or a theme, by code or name, or a path of names."""
    codes, names = _list_parents(records, matched, known)
    for written in (text, _PATH.split(text.strip())[-1]):
        folded = fold_text(written)
        if folded in codes:
            return codes[folded]
        if folded in names:
            return names[folded]
    return None


def _list_parents(
    records: Mapping[str, Record], matched: Matched, known: Known
) -> tuple[dict[str, str], dict[str, str]]:
    codes = {fold_text(theme.code): theme.code for theme in known.codebook.themes}
    codes |= {fold_text(main.code): main.code for main in known.dialogue.main_themes}
    names: dict[str, str] = {}
    labels = [(main.code, main.label) for main in known.dialogue.main_themes]
    labels += [(theme.code, theme.label) for theme in known.codebook.themes]
    for code, label in labels:
        for form in LANGUAGES:
            names.setdefault(fold_text(getattr(label, form)), code)
    for key, code in matched.codes.items():
        codes.setdefault(fold_text(code), code)
        for name in _names(records[key]):
            names.setdefault(fold_text(name), code)
    names.pop("", None)
    return codes, names


def _find_by_code(record: Record, known: Known) -> str | None:
    codes = {theme.code for theme in known.codebook.themes} | known.retired.keys()
    given = record.values.get(CODE, "").strip().lower()
    if given in codes:
        return given
    if not record.guid:
        return None
    guids = {theme_guid(known.dialogue, code): code for code in codes}
    return guids.get(record.guid)


def _find_main(record: Record, dialogue: Dialogue) -> str | None:
    """Return the main theme that a record is: known by identifier or name, and lying under nothing."""
    if record.above or record.values.get(PARENT, "").strip():
        return None
    named = {fold_text(text) for text in _names(record)}
    for main in dialogue.main_themes:
        own = {fold_text(main.code), *(fold_text(getattr(main.label, form)) for form in LANGUAGES)} - {""}
        if record.guid == main_guid(dialogue, main.code) or named & own:
            return main.code
    return None


def _tell_main(record: Record, code: str, dialogue: Dialogue, matched: Matched) -> None:
    """Say that a main theme is not the codebook's to change, where the file says more of it than its name."""
    labels = [main.label for main in dialogue.main_themes if main.code == code]
    own = {fold_text(code), *(fold_text(getattr(label, form)) for label in labels for form in LANGUAGES)}
    says_more = any(text.strip() for key, text in record.values.items() if key not in {*_LABELS, CODE})
    if says_more or not {fold_text(text) for text in _names(record)} <= own:
        text = Message("Dette er et hovedtema, og er ikke tatt inn. Hovedtemaene ligger i dialogue.yaml.")
        matched.entries.append(_left(record, code, text))


def _names(record: Record) -> Iterator[str]:
    for key in (*_LABELS, CODE):
        if text := tidy_text(key, record.values.get(key, "")):
            yield text


def _unique_labels(known: Known) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for theme in known.codebook.themes:
        for form in LANGUAGES:
            codes.setdefault(fold_text(getattr(theme.label, form)), set()).add(theme.code)
    labels = {name: found.pop() for name, found in codes.items() if name and len(found) == 1}
    return {fold_text(label): code for code, label in known.retired.items()} | labels


def _take(record: Record, code: str, matched: Matched) -> None:
    if code in matched.codes.values():
        text = Message("Temaet står mer enn én gang i filen. Bare den første gangen er tatt inn.")
        matched.entries.append(_left(record, code, text))
    else:
        matched.codes[record.key] = code


def _tell_fixed_code(record: Record, code: str, given: str, matched: Matched) -> None:
    if matched.codes.get(record.key) == code and fold_text(given) != fold_text(theme_label_text(record)):
        text = Message(
            "Koden «{found}» er ikke tatt inn: Temaet er kjent igjen på navnet, og kodingen viser til koden «{code}».",
            found=given,
            code=code,
        )
        matched.entries.append(Entry(Outcome.LEFT, text, theme=code, place=record.place))


def theme_label_text(record: Record) -> str:
    """Return the name of a record's theme, the code left out of account."""
    return next((text for key in _LABELS if (text := tidy_text(key, record.values.get(key, "")))), "")


def _take_new(record: Record, known: Known, matched: Matched) -> None:
    name = theme_name(record)
    if not name:
        text = Message("Raden har verken navn eller kode. Skriv et navn, og ta filen inn på nytt.")
        matched.entries.append(_left(record, "", text))
        return
    given = record.values.get(CODE, "").strip()
    is_code = _CODE.fullmatch(given) is not None and not given.isdigit()
    taken = {theme.code for theme in known.codebook.themes} | known.retired.keys() | set(matched.codes.values())
    taken |= {main.code for main in known.dialogue.main_themes}
    code = _make_code(given if is_code else name, taken)
    matched.codes[record.key] = code
    matched.new.add(record.key)
    if given and given != code and theme_label_text(record):
        text = Message(
            "Koden «{found}» er blitt «{code}»: Koder har bare små bokstaver a–z, tall og bindestrek, og er ulike.",
            found=given,
            code=code,
        )
        matched.entries.append(Entry(Outcome.NOTICE, text, theme=code, place=record.place))


def _make_code(text: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_TRANSCRIBED)).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_CODE].strip("-") or "tema"
    number, unique = 1, code
    while unique in taken:
        number += 1
        unique = f"{code}-{number}"
    return unique


def _left(record: Record, code: str, text: Message) -> Entry:
    return Entry(Outcome.LEFT, text, theme=code or theme_name(record), place=record.place)


def _retired_text(label: str) -> Message:
    return Message("Temaet «{label}» er tatt ut av bruk i dialogen, og er ikke tatt inn igjen.", label=label)
