"""Personal data in what was received: found by form and surroundings, listed for a person, masked in all that is shared."""

from medlemsdialog.intake.personal.find import find_in_name, find_personal_data, is_person_name, keep_apart
from medlemsdialog.intake.personal.masking import is_quote_of, mask_text
from medlemsdialog.intake.personal.review import find_in_source, find_occurrences, mask_spans_of

__all__ = [
    "find_in_name",
    "find_in_source",
    "find_occurrences",
    "find_personal_data",
    "is_person_name",
    "is_quote_of",
    "keep_apart",
    "mask_spans_of",
    "mask_text",
]
