"""A theme (tema): a code of the codebook, raised in a statement or not."""

from __future__ import annotations

from pydantic import Field

from medlemsdialog.dialogue_text import Text
from medlemsdialog.models.base import Record


class Example(Record):
    """An invented sentence that the theme fits, in both language forms."""

    nb: str
    nn: str


class SearchWords(Record):
    """Base forms; `*` at an end means any continuation there, several words are a phrase."""

    nb: tuple[str, ...] = ()
    nn: tuple[str, ...] = ()


class Theme(Record):
    """A theme is raised or not; nobody is for or against it. `parent` is a main theme or a theme of the first level."""

    code: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    parent: str
    label: Text
    definition: Text
    include: Text
    exclude: Text
    example: Example
    search_words: SearchWords
