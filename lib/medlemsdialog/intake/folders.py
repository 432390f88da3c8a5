"""Which county an original came in for: the first folder below `inputs/`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from medlemsdialog.paths import INPUT_FOLDER_NAMES, NATIONAL_FOLDER_NAMES
from medlemsdialog.register.models import Edition, Register
from medlemsdialog.register.names import strip_level_words

_CODE_FIRST = re.compile(r"^(\d{1,2})(?:[\s_.-]+\D.*)?$")
_CODE_DIGITS = 2


class Folder(NamedTuple):
    """A folder and what it stands for; `county_code` is empty unless it is a county of the edition."""

    kind: Literal["county", "national", "foreign", "outside"]
    county_code: str
    name: str


def find_folder(source: str, register: Register) -> Folder:
    """Return what the first folder of `source` stands for: «07», «7», «07 Vestfold» and «Vestfold» are one county."""
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
    foreign = _CODE_FIRST.match(name.strip()) or any(_county_code(name, other) for other in register.other_editions)
    return Folder("foreign" if foreign else "outside", "", name)


def _county_code(name: str, edition: Edition) -> str:
    if match := _CODE_FIRST.match(name.strip()):
        code = match[1].zfill(_CODE_DIGITS)
        return code if edition.county(code) else ""
    folded = strip_level_words(name)
    named = [county.county_code for county in edition.counties if folded and strip_level_words(county.name) == folded]
    return named[0] if len(named) == 1 else ""
