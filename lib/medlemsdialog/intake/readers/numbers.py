"""List numbers as they are printed: figures, letters and Roman numerals."""

from __future__ import annotations

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999


def write_number(number: int, style: str) -> str:
    """Return a number in a list style of Word or pandoc («lowerLetter», «UpperRoman» …); figures where it is neither."""
    name = style.casefold()
    upper = name.startswith("upper")
    if name in {"lowerletter", "upperletter", "loweralpha", "upperalpha"} and number >= 1:
        turns, place = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[place] * (turns + 1)
        return letters.upper() if upper else letters
    if name in {"lowerroman", "upperroman"} and 0 < number <= _MOST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman.upper() if upper else roman
    return f"{number:02d}" if name == "decimalzero" else str(number)
