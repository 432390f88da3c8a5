"""The sender that a file's name hints at."""

from __future__ import annotations

import re

from medlemsdialog.models.vocabulary import Level
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register, SenderMatch
from medlemsdialog.register.names import fold_to_ascii

_WORD = re.compile(r"[^\W_]+")
_LEVELS = {
    "fk": Level.COUNTY_COUNCIL,
    "fylkeskommune": Level.COUNTY_COUNCIL,
    "kommune": Level.MUNICIPALITY,
    "herad": Level.MUNICIPALITY,
}


def find_sender_in_file_name(
    register: Register, file_stem: str, *, county_code: str | None = None
) -> SenderMatch | None:
    """Return the sender whose name begins the file's name: `sogn-og-fjordane-fk-uttale`, `risor_saksframlegg`.

    The longest name wins; å, æ and ø may be written a, ae and o, and «fk» is a county council. None if the name begins
    with no member of any edition. A hint to propose from, weaker than anything the document itself says.
    """
    words = _WORD.findall(file_stem)
    names = _names_by_ascii(register)
    for length in range(len(words), 0, -1):
        name = names.get(fold_to_ascii("".join(words[:length])))
        if name is not None:
            following = words[length].casefold() if length < len(words) else ""
            return find_sender(register, name, county_code=county_code, level=_LEVELS.get(following))
    return None


def _names_by_ascii(register: Register) -> dict[str, str]:
    """Return the official names by their ASCII spelling; the register's own edition wins over the others."""
    names: dict[str, str] = {}
    for edition in (register, *register.other_editions):
        for member in edition.members:
            for name in (member.name, *member.other_names):
                bare = name.removesuffix(" fylkeskommune")
                names.setdefault(fold_to_ascii(bare), bare)
    return names
