"""What the marks that stand instead of a figure mean; none of them is zero."""

from __future__ import annotations

from collections.abc import Mapping

from medlemsdialog.catalogue import Message
from medlemsdialog.register.statistics_tables import GONE, NOT_IN_USE

# Statistics Norway's standard signs in tables.
_MEANINGS: Mapping[str, Message] = {
    NOT_IN_USE: Message("tall kan ikke forekomme"),
    "..": Message("tallgrunnlaget mangler"),
    "...": Message("tallet er foreløpig ikke tilgjengelig"),
    ":": Message("vises ikke av hensyn til konfidensialitet"),
    GONE: Message("kilden oppgir ikke lenger tallet"),
}
_PRELIMINARY = "*"


def says_missing(symbol: str) -> bool:
    """Whether a mark says that there is no figure, whatever number stands beside it."""
    return symbol in _MEANINGS


def explain_symbol(symbol: str, *, has_value: bool) -> Message | None:
    """Return what a mark tells the reader; None where there is none and nothing is missing."""
    if symbol in _MEANINGS:
        return _MEANINGS[symbol]
    if symbol == _PRELIMINARY and has_value:
        return Message("foreløpig tall")
    if symbol and symbol != "-":
        return Message("merket «{symbol}» i kilden", symbol=symbol)
    if not has_value:
        return Message("merket «{symbol}» i kilden", symbol=symbol) if symbol else Message("ikke oppgitt i kilden")
    return None
