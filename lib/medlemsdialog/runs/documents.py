"""The national documents written from findings: templates found, documents built, and what must be told of each."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import SubprocessError

from medlemsdialog import paths
from medlemsdialog.catalogue import Language, Message
from medlemsdialog.evidence import Labels, Workspace, build_labels
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import FindingDocument, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report.document_files import count_pages, write_pdf, write_word
from medlemsdialog.report.document_templates import TemplateError, read_template
from medlemsdialog.report.national_documents import MOST_PAGES, BuiltDocument, build_document
from medlemsdialog.runs.runlog import append_run_log
from medlemsdialog.writing import write_bytes_atomically

_NAMES = {
    FindingDocument.INPUT: "input",
    FindingDocument.FINAL_REPORT: "final-report",
    FindingDocument.BOARD_CASE: "board-case",
}
_Made = tuple[BuiltDocument, dict[str, bytes]]
# The languages that templates ship in.
TEMPLATE_LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


@dataclass(frozen=True)
class WrittenDocument:
    """A document as it was written. `pages` is of the PDF, None where there is none; `warnings` must be seen by a person."""

    kind: FindingDocument
    files: tuple[Path, ...]
    pages: int | None
    findings: int
    not_approved: int
    warnings: tuple[Message, ...]


@dataclass(frozen=True)
class CopiedTemplates:
    """Which templates were copied for editing, and which were there already and are left as they are."""

    copied: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_documents(
    workspace: Workspace, overview: NationalOverview, language: Language, *, translated: bool = False
) -> tuple[WrittenDocument, ...]:
    """Write the letter, the final report and the case for the board in `language`; return what must be told of each.

    `translated` documents stand beside the first: `input.nn.docx`.
    """
    # Pandoc and typst do the work outside Python; the documents need not wait for each other.
    with ThreadPoolExecutor(max_workers=len(FindingDocument)) as pool:
        written = [pool.submit(_write, kind, workspace, overview, language, translated) for kind in FindingDocument]
        return tuple(each.result() for each in written)


def copy_templates(workspace: Workspace) -> CopiedTemplates:
    """Copy the shipped templates into the dialogue's folder for editing; none that is there is touched."""
    copied: list[Path] = []
    kept: list[Path] = []
    for name in _NAMES.values():
        for language in TEMPLATE_LANGUAGES:
            own = workspace.data.document_template(name, language)
            if own.exists():
                kept.append(own)
                continue
            write_bytes_atomically(own, _shipped(name, language).read_bytes())
            copied.append(own)
    return CopiedTemplates(tuple(copied), tuple(kept))


def log_documents(workspace: Workspace, written: Sequence[WrittenDocument]) -> None:
    """Write to the run log how long each document is, and what a person must see to."""
    for document in written:
        append_run_log(
            workspace.build,
            "document",
            document=str(document.kind),
            pages=document.pages,
            findings=document.findings,
            not_approved=document.not_approved,
            warnings=[warning.text(workspace.dialogue.working_language) for warning in document.warnings],
        )


def _write(
    kind: FindingDocument, workspace: Workspace, overview: NationalOverview, language: Language, translated: bool
) -> WrittenDocument:
    labels = build_labels(workspace, language)
    warnings: list[Message] = []
    made = _make_from_own(kind, workspace.data.document_template(_NAMES[kind], language), overview, labels, warnings)
    built, contents = made or _make(kind, _shipped(_NAMES[kind], language).read_bytes(), overview, labels)
    pages = count_pages(contents["pdf"]) if "pdf" in contents else None
    area = workspace.build.area(NATIONAL)
    files = []
    for ending, content in contents.items():
        file = area.document(_NAMES[kind], f"{language}.{ending}" if translated else ending)
        write_bytes_atomically(file, content)
        files.append(file)
    return WrittenDocument(
        kind=kind,
        files=tuple(files),
        pages=pages,
        findings=built.findings,
        not_approved=built.not_approved,
        warnings=(*warnings, *_find_warnings(kind, built, pages)),
    )


def _make_from_own(
    kind: FindingDocument, own: Path, overview: NationalOverview, labels: Labels, warnings: list[Message]
) -> _Made | None:
    """Return what the dialogue's own template gives; None where there is none, or it cannot be used, which is told."""
    if not own.exists():
        return None
    try:
        return _make(kind, own.read_bytes(), overview, labels)
    except TemplateError as error:
        fault = error.message
    except OSError:
        fault = Message("Filen kan ikke åpnes.")
    except (SubprocessError, ValueError, RuntimeError):
        # Pandoc or typst stops at something in the file that reading it did not show.
        fault = Message("Det kan ikke lages noe dokument av den.")
    warnings.append(
        Message(
            "Malen documents/{file} er ikke brukt. {fault} Dokumentet er laget etter malen som følger med. "
            "Rett malen, og lag dokumentene på nytt med «medlemsdialog documents».",
            file=own.name,
            fault=fault,
        )
    )
    return None


def _make(kind: FindingDocument, template: bytes, overview: NationalOverview, labels: Labels) -> _Made:
    built = build_document(kind, read_template(template), overview, labels)
    contents = {"docx": write_word(built.document)}
    if kind is FindingDocument.INPUT:
        contents["pdf"] = write_pdf(built.document)
    return built, contents


def _find_warnings(kind: FindingDocument, built: BuiltDocument, pages: int | None) -> list[Message]:
    warnings = []
    if pages is not None and pages > MOST_PAGES:
        warnings.append(
            Message(
                "Innspillet er på {pages} sider. Det skal være på høyst {most}. Lengst er funnet «{longest}». Kort ned funnene, "
                "eller ta noen av dem ut av innspillet.",
                pages=pages,
                most=MOST_PAGES,
                longest=built.longest,
            )
        )
    if built.left_out:
        warnings.append(
            Message(
                "Malen for {document} har ikke plass til alle funnene. Disse er ikke med: {findings}. Sett inn [[funn: andre]] "
                "i malen.",
                document=word(kind),
                findings=", ".join(f"«{heading}»" for heading in built.left_out),
            )
        )
    return warnings


def _shipped(name: str, language: Language) -> Path:
    return paths.shipped("templates") / "documents" / f"{name}.{language}.docx"
