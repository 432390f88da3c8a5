"""What a build folder has to show: its pages by area, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from medlemsdialog import paths
from medlemsdialog.catalogue import LANGUAGES, Message
from medlemsdialog.paths import NATIONAL, BuildFolder
from medlemsdialog.report.exporters import read_style

if TYPE_CHECKING:
    from medlemsdialog.evidence import Labels

# What may be shared, and after it what may not; the rest of the folder is never shown.
_SHAREABLE = {
    "index": Message("Nasjonalt dokument"),
    "report": Message("Rapport"),
    "slides": Message("Lysbilder"),
}
_INTERNAL = {"work-report": Message("Arbeidsrapport (intern)")}
_LANGUAGE_WORDS = {"nb": Message("bokmål"), "nn": Message("nynorsk"), "en": Message("engelsk")}


@dataclass(frozen=True)
class ShownPage:
    """A page that may be shown: its file, its address below the root, and what it is called."""

    file: Path
    address: str
    name: str


@dataclass(frozen=True)
class PageGroup:
    """The pages of one area."""

    name: str
    pages: tuple[ShownPage, ...]


def list_pages(build: BuildFolder, labels: Labels, *, internal: bool) -> tuple[PageGroup, ...]:
    """Return the pages that the build folder has now, the nation's first; groups without pages are left out."""
    groups = [PageGroup(labels.t("Hele landet"), tuple(_find(build, NATIONAL, labels, internal=internal)))]
    for code, name in sorted(labels.areas.items()):
        if code != NATIONAL:
            groups.append(PageGroup(f"{code} {name}", tuple(_find(build, code, labels, internal=internal))))
    members = [
        ShownPage(file, _address(build, file), labels.sender(file.stem))
        for file in sorted(build.feedback_pages.glob("*.html"))
        if _is_inside(build, file)
    ]
    groups.append(PageGroup(labels.t("Sider til medlemmer og organer"), tuple(members)))
    return tuple(group for group in groups if group.pages)


def render_list(groups: tuple[PageGroup, ...], labels: Labels, *, internal: bool) -> str:
    """Return the page that lists the pages."""
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            groups=groups,
            labels=labels,
            t=labels.t,
            internal=internal,
            title=labels.dialogue.title.in_language(labels.language),
            style=read_style(),
        )
    )


def read_reload_script() -> str:
    """Return the script that loads a page anew when it changes."""
    return (paths.shipped("templates") / "preview" / "reload.js").read_text(encoding="utf-8")


def _find(build: BuildFolder, code: str, labels: Labels, *, internal: bool) -> Iterator[ShownPage]:
    names = _SHAREABLE | (_INTERNAL if internal else {})
    folder = build.area(code).root
    for stem, name in names.items():
        for language in ("", *LANGUAGES):
            file = folder / (f"{stem}.{language}.html" if language else f"{stem}.html")
            if not _is_inside(build, file):
                continue
            shown = name.text(labels.language)
            if language:
                word = _LANGUAGE_WORDS[language].text(labels.language)
                shown = labels.t("{name} ({language})", name=shown, language=word)
            yield ShownPage(file, _address(build, file), shown)


def _is_inside(build: BuildFolder, file: Path) -> bool:
    """Whether there is such a file, and no link leads it out of the folder."""
    return file.is_file() and file.resolve().is_relative_to(build.root.resolve())


def _address(build: BuildFolder, file: Path) -> str:
    return quote(file.relative_to(build.root).as_posix())


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(paths.shipped("templates") / "preview"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
