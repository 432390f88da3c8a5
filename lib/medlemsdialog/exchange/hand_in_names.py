"""Names of files as they may travel between machines: what may not stand in a path, whoever made it."""

from __future__ import annotations

import re
import unicodedata

from medlemsdialog.catalogue import Message

_LONGEST_PART_BYTES = 200
_LONGEST_PATH = 400
_DRIVE = re.compile(r"^[A-Za-z]:")
# Signs that Windows allows in no name; the colon opens a hidden stream there.
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
# They turn the reading direction, so that a name shows another ending than it has.
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def find_name_fault(path: str) -> Message | None:
    """Return what is wrong with a relative path with forward slashes; None where it can be written on any machine."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return Message("navnet kan ikke skrives som vanlig tekst")
    if path.startswith(("/", "\\")) or _DRIVE.match(path):
        return Message("stien er absolutt og fører ut av mappen")
    parts = path.split("/")
    if ".." in parts:
        return Message("stien fører ut av mappen")
    if "\\" in path or any(part in {"", "."} for part in parts):
        return Message("stien er ikke skrevet som mapper med skråstrek")
    if any(unicodedata.category(sign) == "Cc" for sign in path) or _TURNING.search(path):
        return Message("navnet har usynlige tegn")
    if found := _NOT_ON_WINDOWS.search(path):
        return Message("navnet har tegnet {sign}, som ikke kan stå i et filnavn i Windows", sign=found[0])
    if any(_DEVICES.match(part) for part in parts):
        return Message("navnet er reservert i Windows")
    if any(part.endswith((".", " ")) for part in parts):
        return Message("navnet slutter med punktum eller mellomrom")
    if any(len(part.encode()) > _LONGEST_PART_BYTES for part in parts) or len(path) > _LONGEST_PATH:
        return Message("navnet er for langt")
    return None


def fold_name(path: str) -> str:
    """Return a path as file systems that know neither case nor composed letters compare it."""
    return unicodedata.normalize("NFC", path).casefold()


def shorten_name(path: str, longest: int = 120) -> str:
    """Return a path as it can be shown, whatever somebody has put into it."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in path)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
