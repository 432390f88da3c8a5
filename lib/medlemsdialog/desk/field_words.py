"""The word after a number that is put into a text: one member, two members."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence.assessment import ListedField
from medlemsdialog.evidence.assessment_fields import UNIT_WORDS, Unit

_ONE: Mapping[Unit, Message] = {
    "members": Message("medlem"),
    "bodies": Message("organ"),
    "counties": Message("fylke"),
    "texts": Message("tekst"),
    "meetings": Message("møte"),
    "persons": Message("person"),
}


def name_unit(field: ListedField, language: Language) -> str:
    """Return the word for what a field counts, in the number it stands in now."""
    if field.value != 1:
        return field.unit
    ones = {UNIT_WORDS[unit].text(language): one.text(language) for unit, one in _ONE.items()}
    return ones.get(field.unit, field.unit)
