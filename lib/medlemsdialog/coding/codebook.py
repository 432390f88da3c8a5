"""The codebook: themes on two levels under the dialogue's main themes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue, read_yaml_record
from medlemsdialog.errors import DialogueError
from medlemsdialog.models.themes import Theme


class Codebook(BaseModel):
    """All themes, in the order reports show them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1]
    version: str
    themes: tuple[Theme, ...]

    @model_validator(mode="after")
    def _codes_unique(self) -> Self:
        codes = [theme.code for theme in self.themes]
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        if repeated:
            raise ValueError(f"themes: samme kode to ganger: {', '.join(repeated)}")
        return self

    @property
    def codes(self) -> frozenset[str]:
        """All theme codes."""
        return frozenset(theme.code for theme in self.themes)

    def theme(self, code: str) -> Theme:
        """Return one theme by code."""
        return next(theme for theme in self.themes if theme.code == code)

    def main_theme_of(self, code: str) -> str:
        """Return the main theme that a theme lies under."""
        parents = {theme.code: theme.parent for theme in self.themes}
        while code in parents:
            code = parents[code]
        return code


def read_codebook(file: Path, dialogue: Dialogue) -> Codebook:
    """Read and validate `codebook.yaml` against the dialogue's main themes.

    Raises:
        DialogueError: The file does not fit its format, a parent is unknown or lies deeper than two levels, or the
            crosswalk of the dialogue names a theme that the codebook lacks.
    """
    codebook = read_yaml_record(file, Codebook)
    main_themes = {theme.code for theme in dialogue.main_themes}
    parents = {theme.code: theme.parent for theme in codebook.themes}
    for theme in codebook.themes:
        if theme.parent in main_themes or parents.get(theme.parent) in main_themes:
            continue
        raise DialogueError(
            Message(
                "Filen codebook.yaml, tema «{theme}»: Det overordnede temaet «{parent}» finnes ikke, eller ligger for dypt. "
                "Bruk et hovedtema ({allowed}) eller et tema som selv ligger rett under et hovedtema.",
                theme=theme.code,
                parent=theme.parent,
                allowed=", ".join(sorted(main_themes)),
            )
        )
    crossed = {code for crossing in dialogue.crosswalk for code in crossing.themes}
    unknown = sorted(crossed - codebook.codes)
    if unknown:
        raise DialogueError(
            Message(
                "Filen dialogue.yaml, crosswalk: Temaene {themes} finnes ikke i codebook.yaml. Rett kodene, eller legg til temaene.",
                themes=", ".join(unknown),
            )
        )
    return codebook
