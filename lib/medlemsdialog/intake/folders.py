"""Which county an original came in for: the first folder below `inputs/`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from medlemsdialog.paths import INPUT_FOLDER_NAMES, NATIONAL_FOLDER_NAMES
from medlemsdialog.register.models import Edition, Register
from medlemsdialog.register.names import strip_level_words

_CODE_FIRST = re.compile(r"^(\d{1,4})(?:[\s_.-]+\D.*)?$")
# A county's number has two digits, a member's four.
_CODE_DIGITS = (2, 4)


class Folder(NamedTuple):
    """A folder and what it stands for; `county_code` is empty unless it is a county of the edition."""

    kind: Literal["county", "national", "foreign", "outside"]
    county_code: str
    name: str


def find_folder(source: str, register: Register) -> Folder:
    """Return what the first folder of `source` stands for: «07», «7», «07 Vestfold» and «Vestfold» are one county.

    Where areas are not counties, the folder of an area is named in the same ways.
    """
    parts = source.split("#", 1)[0].split("/")
    if len(parts) > 2 and parts[0] in INPUT_FOLDER_NAMES:
        parts = parts[1:]
    if len(parts) < 2:
        return Folder("outside", "", "")
    name = parts[0]
    if name.strip().casefold() in NATIONAL_FOLDER_NAMES:
        return Folder("national", "", name)
    if code := _county_code(name, register):
        return Folder("county", code, name)
    return Folder("foreign" if _is_foreign(name.strip(), register) else "outside", "", name)


def _is_foreign(name: str, register: Register) -> bool:
    """Whether a folder is named after an area that the edition has not; a year is no area."""
    code = _CODE_FIRST.match(name)
    if code and len(code[1]) <= _CODE_DIGITS[0]:
        return True
    others = register.other_editions
    if code and register.geography and any(other.member(code[1].zfill(_CODE_DIGITS[1])) for other in others):
        return True
    return any(_county_code(name, other) for other in others)


def _find_code(name: str, edition: Edition) -> str:
    written = [name, *name.split(maxsplit=1)[:1]]
    if match := _CODE_FIRST.match(name):
        written += [match[1].zfill(digits) for digits in _CODE_DIGITS]
    return next((code for each in written if (code := edition.area_code_written(each))), "")


def _county_code(name: str, edition: Edition) -> str:
    if code := _find_code(name.strip(), edition):
        return code
    if _CODE_FIRST.match(name.strip()):
        return ""
    folded = strip_level_words(name)
    named = [county.county_code for county in edition.counties if folded and strip_level_words(county.name) == folded]
    return named[0] if len(named) == 1 else ""
