"""New themes made from one that is split: like it in all but code and name, until a person writes what sets them apart."""

from __future__ import annotations

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.models.themes import SearchWords, Theme


def build_theme_part(like: Theme, code: str, label: Text) -> Theme:
    """Return a theme in the place of `like`, with its definition and no search words.

    Raises:
        UsageError: The code has other signs than a code may have.
    """
    fields = like.model_dump() | {"code": code, "label": label, "search_words": SearchWords()}
    try:
        return Theme.model_validate(fields)
    except ValueError:
        raise UsageError(
            Message("Koden «{code}» kan bare ha små bokstaver a–z, tall og bindestrek.", code=code)
        ) from None
