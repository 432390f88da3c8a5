"""The page that lists all packages there are, by county, with links to their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from medlemsdialog.catalogue import Language
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.labels import Labels, build_labels
from medlemsdialog.pack.page import frame_page, pack_environment
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import wording
from medlemsdialog.report.written import mark_untranslated


@dataclass(frozen=True)
class ListedPackage:
    """A package there is: whose, in which language, and its files by path below the packages' folder."""

    area_code: str
    member_code: str
    language: Language
    files: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    recipient: str
    language: str
    documents: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def build_overview(workspace: Workspace, packages: Sequence[ListedPackage]) -> bytes:
    """Return the page, in the language of those who work with the dialogue."""
    dialogue = workspace.dialogue
    labels = build_labels(workspace, dialogue.working_language)
    by_area: dict[str, list[ListedPackage]] = {}
    for one in sorted(packages, key=lambda one: (one.area_code != NATIONAL, one.area_code, one.member_code)):
        by_area.setdefault(one.area_code, []).append(one)
    groups = [
        (
            code,
            labels.t("For alle") if code == NATIONAL else f"{code} {labels.area(code)}",
            [_list_row(one, labels) for one in listed],
        )
        for code, listed in by_area.items()
    ]
    html = (
        pack_environment()
        .get_template("overview.html.j2")
        .render(
            resources=frame_page(labels),
            groups=groups,
            kicker=labels.t("Medlemsdialogen «{title}»", title=dialogue.title.in_language(labels.language)),
            number=wording.number(len(packages), labels.language),
            closes=wording.date((dialogue.input_page.closes or dialogue.period.closes).isoformat(), labels.language),
            is_example=dialogue.example,
        )
    )
    return mark_untranslated(html, labels).encode()


def _list_row(package: ListedPackage, labels: Labels) -> _Row:
    t = labels.t
    documents = (
        ("grunnlagsdokument", t("Grunnlagsdokument")),
        ("presentasjon", t("Presentasjon")),
        ("arbeidsformer", t("Arbeidsformer")),
        ("referatmal", t("Referatmal")),
        ("saksframlegg", t("Saksframlegg")),
        ("innspillsskjema", t("Innspillsskjema")),
    )
    endings = {"docx": "Word", "html": t("nettside"), "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
    files = {PurePosixPath(file): file for file in package.files}
    if package.member_code:
        recipient = f"{labels.sender(package.member_code)} ({package.member_code})"
    else:
        recipient = t("Alle medlemmene") if package.area_code == NATIONAL else t("Medlemmene i fylket, felles")
    languages: dict[Language, str] = {"nb": t("bokmål"), "nn": t("nynorsk"), "en": t("engelsk")}
    return _Row(
        recipient=recipient,
        language=languages[package.language],
        documents=tuple(
            (
                name,
                tuple(
                    (quote(file), endings.get(path.suffix[1:], path.name))
                    for path, file in files.items()
                    if path.stem == stem
                ),
            )
            for stem, name in documents
            if any(path.stem == stem for path in files)
        ),
    )
