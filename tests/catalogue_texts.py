"""All texts that users see, found in the code, the templates and the workbooks; `--update` brings them into the catalogues."""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from medlemsdialog.cli.app import app
from medlemsdialog.cli.help_pages import find_help_texts
from medlemsdialog.desk.assets import find_page_texts

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "lib/medlemsdialog"
# Looks texts up, and has none of its own.
CATALOGUE = LIBRARY / "catalogue.py"
LANGUAGES = ("nn", "en")
NAMES = {"nn": "Nynorsk", "en": "English"}
# The reports can be had in English; the program, the desk and the sheets speak the two language forms.
ENGLISH = (
    "lib/medlemsdialog/coding/",
    "lib/medlemsdialog/evidence/",
    "lib/medlemsdialog/models/",
    "lib/medlemsdialog/pack/",
    "lib/medlemsdialog/register/",
    "lib/medlemsdialog/report/",
    "lib/medlemsdialog/service/",
    "templates/pack/",
    "templates/report/",
    "templates/service/",
    "templates/slides/",
    "workbooks/",
)
# Values of translate() and friends come after the text; plural texts are the first two arguments.
KEYWORDS = {
    "Message": None,
    "translate": None,
    "t": None,
    "N_": None,
    "translate_marked": (2,),
    "translate_plural": (1, 2),
    "plural": (1, 2),
}


def find_texts() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Yield (text or (singular, plural), file) for every text of the product."""
    for file in sorted(set(LIBRARY.rglob("*.py")) - {CATALOGUE}):
        yield from _extracted(file, "python")
    yield from _help_texts()
    for text in find_page_texts():
        yield text, "lib/medlemsdialog/desk/static"
    for file in sorted((ROOT / "templates").rglob("*.j2")):
        yield from _extracted(file, "jinja2")
    for file in sorted((ROOT / "workbooks").glob("*.ipynb")):
        for cell in nbformat.read(file, as_version=4).cells:
            if cell.cell_type == "markdown":
                yield cell.source, file.relative_to(ROOT).as_posix()


def find_texts_of(language: str) -> Iterator[tuple[str | tuple[str, str], str]]:
    """Yield the texts that are to be had in `language`, with their files."""
    for text, file in find_texts():
        if language != "en" or file.startswith(ENGLISH):
            yield text, file


def _help_texts() -> Iterator[tuple[str, str]]:
    """The help pages are made of docstrings and options: they are found on the commands themselves."""
    for text in find_help_texts(typer.main.get_command(app)):
        yield text, "lib/medlemsdialog/cli/app.py"


def read_catalogue(language: str) -> Catalog:
    """Return one committed catalogue."""
    file = LIBRARY / "locale" / f"{language}.po"
    if not file.is_file():
        return Catalog(locale=language, domain="medlemsdialog", charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain="medlemsdialog")


def _extracted(file: Path, method: str) -> Iterator[tuple[str | tuple[str, str], str]]:
    if method == "jinja2":
        method = "jinja2.ext:babel_extract"
    with file.open("rb") as stream:
        for _, text, _, _ in extract(method, stream, keywords=KEYWORDS, options={"encoding": "utf-8"}):
            if text and has_words(text if isinstance(text, str) else text[0]):
                yield text, file.relative_to(ROOT).as_posix()


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a letter that is not the name of a value."""
    return any(character.isalpha() for literal, *_ in string.Formatter().parse(text) for character in literal)


def update(language: str) -> None:
    """Add new texts to a catalogue and drop those that are no longer used; what is translated stays."""
    old = read_catalogue(language)
    new = Catalog(
        locale=language,
        domain="medlemsdialog",
        project="medlemsdialog",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# {NAMES[language]}",
    )
    for text, file in find_texts_of(language):
        key = text if isinstance(text, str) else text[0]
        known = old.get(key)
        translation = known.string if known else ("" if isinstance(text, str) else ("", ""))
        new.add(text, translation, locations=[(file, None)])
    # The same texts give the same file, whenever they are brought in.
    new.creation_date = old.creation_date
    save(new, language)


def save(catalogue: Catalog, language: str) -> None:
    """Write a catalogue as it is committed."""
    with (LIBRARY / "locale" / f"{language}.po").open("wb") as stream:
        write_po(stream, catalogue, width=0, sort_output=True, omit_header=False, include_lineno=False)


if __name__ == "__main__" and "--update" in sys.argv:
    for each in LANGUAGES:
        update(each)
