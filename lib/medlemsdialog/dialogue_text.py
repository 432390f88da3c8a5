"""Texts in the dialogue definition, and the form that all of its parts have."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from medlemsdialog.catalogue import Language


class Part(BaseModel):
    """A part of the definition: frozen, and strict about what it contains."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A text in the forms it was written in; bokmål is always there."""

    nb: str = Field(min_length=1)
    nn: str = ""
    en: str = ""

    def in_language(self, language: Language) -> str:
        """Return the text in `language`, bokmål where that is not written."""
        return getattr(self, language) or self.nb
