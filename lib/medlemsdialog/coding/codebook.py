"""The codebook: themes on two levels under the dialogue's main themes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.lineage import Descent, build_lineage
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import DialogueError
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.themes import SearchWords, Theme
from medlemsdialog.yaml_records import read_yaml_record


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


def read_codebook(file: Path, dialogue: Dialogue, *, also: Collection[str] = ()) -> Codebook:
    """Read and validate `codebook.yaml` against the dialogue's main themes; `also` are themes people have written besides.

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
    unknown = sorted(crossed - codebook.codes - set(also))
    if unknown:
        raise DialogueError(
            Message(
                "Filen dialogue.yaml, crosswalk: Temaene {themes} finnes ikke i codebook.yaml. Rett kodene, eller legg til temaene.",
                themes=", ".join(unknown),
            )
        )
    return codebook


def apply_theme_events(codebook: Codebook, judgements: Judgements) -> Codebook:
    """Return the codebook with what people have written and retired since.

    A new theme stands after its nearest kin, new ones of the same kin in order of code. A theme whose parent is no longer
    used lies under the parent's heir, or where that would be too deep or there is none, where the parent lay.
    """
    themes = build_lineage(judgements).themes
    if not judgements.themes and not themes.heirs:
        return codebook
    every = _all_themes(codebook, judgements)
    parents = {theme.code: theme.parent for theme in every}
    kept = [
        theme.model_copy(update={"parent": _present_parent(theme, parents, themes)})
        for theme in every
        if theme.code not in themes.heirs
    ]
    return codebook.model_copy(update={"themes": tuple(kept)})


def find_former_themes(codebook: Codebook, judgements: Judgements) -> tuple[Theme, ...]:
    """Return the themes that are no longer used, as they were last written."""
    themes = build_lineage(judgements).themes
    return tuple(theme for theme in _all_themes(codebook, judgements) if theme.code in themes.heirs)


def inherit_search_words(codebook: Codebook, former: tuple[Theme, ...], themes: Descent) -> Codebook:
    """Return the codebook with the search words of merged themes given to their heirs.

    Those of a theme that was split say nothing of which part a text belongs to: they suggest nothing any more.
    """
    inherited: dict[str, list[Theme]] = {}
    for theme in former:
        if heir := themes.only_heir(theme.code):
            inherited.setdefault(heir, []).append(theme)
    if not inherited:
        return codebook
    return codebook.model_copy(
        update={
            "themes": tuple(
                theme.model_copy(update={"search_words": _add_words(theme, inherited.get(theme.code, []))})
                for theme in codebook.themes
            )
        }
    )


def _all_themes(codebook: Codebook, judgements: Judgements) -> list[Theme]:
    written = {code: event.theme for code, event in judgements.themes.items()}
    every = [written.pop(theme.code, theme) for theme in codebook.themes]
    for _, theme in sorted(written.items()):
        every.insert(_place_of(theme, every), theme)
    return every


def _place_of(theme: Theme, themes: list[Theme]) -> int:
    kin = [place for place, one in enumerate(themes, start=1) if theme.parent in {one.code, one.parent}]
    below = {one.code for one in themes if one.parent == theme.parent}
    return max(
        [*kin, *(place for place, one in enumerate(themes, start=1) if one.parent in below)], default=len(themes)
    )


def _present_parent(theme: Theme, parents: dict[str, str], themes: Descent) -> str:
    parent = theme.parent
    while parent in themes.heirs:
        heir = next((code for code in themes.resolve(parent) if code != theme.code), "")
        is_deep = parents.get(heir, "") in parents
        parent = heir if heir in parents and not is_deep else parents[parent]
    return parent


def _add_words(theme: Theme, former: list[Theme]) -> SearchWords:
    every = [theme, *former]
    return SearchWords(
        nb=tuple(dict.fromkeys(word for one in every for word in one.search_words.nb)),
        nn=tuple(dict.fromkeys(word for one in every for word in one.search_words.nn)),
    )
