"""The sender that a file's name hints at."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
# Mail programs begin the subject, and so the file's name, with these; one of them is a municipality too.
_ANSWER_MARKS = frozenset({"re", "sv", "vs", "fw", "fwd"})


def find_sender_in_file_name(
    register: Register, file_stem: str, *, county_code: str | None = None
) -> SenderMatch | None:
    """Return the sender whose name begins the file's name: `sogn-og-fjordane-fk-uttale`, `risor_saksframlegg`.

    The longest name wins; å, æ and ø may be written a, ae and o, and «fk» is a county council. None if the name begins
    with no member of any edition. A hint to propose from, weaker than anything the document itself says.
    """
    words = _WORD.findall(file_stem)
    names = register.bare_names_by_ascii
    while words and words[0].casefold() in _ANSWER_MARKS and not _is_meant(register, words, names, county_code):
        words = words[1:]
    for length in range(len(words), 0, -1):
        name = names.get(fold_to_ascii("".join(words[:length])))
        if name is not None:
            following = words[length].casefold() if length < len(words) else ""
            return find_sender(register, name, county_code=county_code, level=_LEVELS.get(following))
    return None


def _is_meant(register: Register, words: list[str], names: Mapping[str, str], county_code: str | None) -> bool:
    """Whether the mark of an answer is a member's name: its level follows, or the file lies in its county's folder."""
    name = names.get(fold_to_ascii(words[0]))
    if name is None:
        return False
    member = find_sender(register, name, county_code=county_code).member
    in_county = member is not None and county_code in (member.county_code, member.home_county)
    return in_county or (len(words) > 1 and words[1].casefold() in _LEVELS)
