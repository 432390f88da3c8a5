"""The codebook checked, written to a file for others, and taken in again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.coding.codebook import read_codebook
from medlemsdialog.coding.codebook_checks import find_codebook_problems
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.codebook_compare import Comparison, compare_codebook
from medlemsdialog.exchange.codebook_fields import CodebookFile
from medlemsdialog.exchange.codebook_match import Known
from medlemsdialog.exchange.codebook_qdc import build_codebook_qdc
from medlemsdialog.exchange.codebook_qdc_in import read_codebook_qdc
from medlemsdialog.exchange.codebook_tables import (
    build_codebook_csv,
    build_codebook_workbook,
    read_codebook_csv,
    read_codebook_workbook,
)
from medlemsdialog.exchange.codebook_yaml import change_codebook_text
from medlemsdialog.intake.formats import find_format
from medlemsdialog.intake.limits import MAX_FILE_BYTES
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import CodingSet, ThemeWritten
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.themes import Theme
from medlemsdialog.paths import NATIONAL
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically

_WRITTEN = (".csv", ".xlsx", ".qdc")
_SHEETS, _XML = frozenset({"xlsx", "ods"}), frozenset({".qdc", ".qde", ".xml"})
_LAST_NUMBER = re.compile(r"^(.*\.)(\d+)$")


@dataclass(frozen=True)
class Adopted:
    """What was written: the codebook, where the old one lies, and the version; events for what people had changed before."""

    file: Path
    old: Path | None
    version: str
    comments_kept: bool
    events: int


def check_codebook(workspace: Workspace) -> tuple[Problem, ...]:
    """Return what is wrong with the theme set as it holds now, judged by all codings of the dialogue."""
    languages = [form for form in LANGUAGES if form in _forms(workspace)]
    return find_codebook_problems(workspace.codebook, find_coded_statements(workspace), languages)


def find_coded_statements(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Return the ids of the statements that people have coded, by the theme that the coding counts for now.

    A settled coding stands for all coders' of the statement; else each coder's themes count: this is not the agreed
    coding that reports rest on, but whether a theme is in use.
    """
    by_statement: dict[str, list[CodingSet]] = defaultdict(list)
    for (statement_id, _), coding in workspace.judgements.codings.items():
        by_statement[statement_id].append(coding)
    found: dict[str, set[str]] = defaultdict(set)
    for statement_id, codings in by_statement.items():
        settled = sorted((coding for coding in codings if coding.settles), key=lambda coding: coding.order)
        for coding in settled[-1:] or codings:
            for code in workspace.lineage.resolve_coding(coding)[0].themes:
                found[code].add(statement_id)
    return {code: frozenset(ids) for code, ids in found.items()}


def write_codebook_file(workspace: Workspace, file: Path) -> Path:
    """Write the codebook as CSV, XLSX or QDC, by the ending of `file`, and return where.

    Raises:
        UsageError: The ending is none of these.
    """
    target, language = file.expanduser().resolve(), workspace.dialogue.working_language
    match file.suffix.lower():
        case ".csv":
            content = build_codebook_csv(workspace.codebook, language=language)
        case ".xlsx":
            content = build_codebook_workbook(workspace.codebook, workspace.dialogue, language=language)
        case ".qdc":
            content = build_codebook_qdc(workspace.codebook, workspace.dialogue)
        case _:
            raise UsageError(
                Message("Navnet «{file}» må slutte på {allowed}.", file=file.name, allowed=" / ".join(_WRITTEN))
            )
    write_bytes_atomically(target, content)
    return target


def compare_codebook_file(workspace: Workspace, file: Path, *, under: str = "", remove: bool = False) -> Comparison:
    """Return what taking a file in would change; nothing is written.

    Raises:
        UsageError: There is no such file, its ending is none that a codebook has, or `under` is no theme.
        BrokenOriginalError: The file cannot be read.
    """
    places = {main.code for main in workspace.dialogue.main_themes} | workspace.codebook.codes
    if under and under not in places:
        mains = ", ".join(main.code for main in workspace.dialogue.main_themes)
        raise UsageError(
            Message("Temaet «{found}» finnes ikke. Velg et av disse: {allowed}.", found=under, allowed=mains)
        )
    retired = {theme.code: theme.label.nb for theme in workspace.former_themes}
    known = Known(workspace.dialogue, workspace.codebook, retired)
    return compare_codebook(_read(file), known, used=_find_uses(workspace), under=under, remove=remove)


def adopt_codebook(workspace: Workspace, comparison: Comparison, *, by: str, source: str) -> Adopted:
    """Write what a comparison would change, and return what was written; the codebook as it was lies beside.

    A theme that a person has changed since `codebook.yaml` was written stands in that person's log, which counts for
    more than the file: it is changed by an event of its own.

    Raises:
        UsageError: `by` is empty.
    """
    person = require_person(by)
    file = workspace.data.codebook_file
    base = read_codebook(file, workspace.frame.dialogue, also=workspace.judgements.themes)
    changed = {theme.code: theme for theme in comparison.themes if theme.code in comparison.changed}
    as_events = changed.keys() & workspace.judgements.themes.keys()
    mains = {main.code for main in workspace.dialogue.main_themes}
    while True:
        themes = _merge(base.themes, comparison, {code: one for code, one in changed.items() if code not in as_events})
        parents = {theme.code: theme.parent for theme in themes}
        # What lies under a theme that only a log knows cannot stand in the file.
        astray = {code for code, parent in parents.items() if parent not in mains and parents.get(parent) not in mains}
        if not (more := astray & changed.keys() - as_events):
            break
        as_events |= more
    version, old, comments_kept = base.version, None, True
    if themes != base.themes:
        content = file.read_bytes()
        old = _keep_old(workspace, base.version, content)
        version = _next_version(base.version)
        written = change_codebook_text(content.decode("utf-8-sig"), version, themes, changed.keys() - as_events)
        write_text_atomically(file, written.text)
        comments_kept = written.comments_kept
    events = [
        ThemeWritten(by=person, client=client_name(), theme=changed[code], reason=source) for code in sorted(as_events)
    ]
    append_events(workspace.data, NATIONAL, events)
    return Adopted(file, old, version, comments_kept, len(events))


def _read(file: Path) -> CodebookFile:
    path = file.expanduser()
    if not path.is_file():
        raise UsageError(Message("Fant ikke filen {file}. Se etter at navnet og mappen er riktige.", file=str(file)))
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UsageError(Message("Filen {file} er for stor til å være en kodebok.", file=path.name))
    content, ending = path.read_bytes(), path.suffix.lower()
    if ending in _XML:
        return read_codebook_qdc(path.name, content)
    kind = find_format(path.name, content)
    if kind in _SHEETS:
        return read_codebook_workbook(path.name, content, kind)
    if kind in {"csv", "txt"}:
        return read_codebook_csv(path.name, content)
    raise UsageError(
        Message(
            "Filen {file} er ikke en kodebok i et format som kan leses. Lagre eller eksporter den som {allowed}.",
            file=path.name,
            allowed=" / ".join(_WRITTEN),
        )
    )


def _find_uses(workspace: Workspace) -> Mapping[str, Message]:
    """Return, by theme code, why a theme must stay; the weightiest reason of each."""
    judgements, themes = workspace.judgements, workspace.lineage.themes
    uses: dict[str, Message] = {
        code: Message("Det er endret siden codebook.yaml ble skrevet.") for code in judgements.themes
    }
    heirs = [code for former in workspace.former_themes for code in themes.resolve_all(former.code)]
    uses |= {code: Message("Det har tatt over for et tema som er tatt ut av bruk.") for code in heirs}
    crossings = (*workspace.frame.dialogue.crosswalk, *workspace.dialogue.crosswalk)
    crossed = [code for crossing in crossings for code in crossing.themes]
    uses |= {code: Message("Det svarer på et spørsmål fra departementet (dialogue.yaml).") for code in crossed}
    assessed = [about_id for _, about, about_id in judgements.assessments if about == "theme"]
    uses |= {code: Message("Det er skrevet en vurdering av det.") for code in assessed}
    claimed = [code for claim in (*workspace.frame.claims, *workspace.claims) for code in claim.themes]
    uses |= {code: Message("Krav viser til det.") for code in claimed}
    codings = (workspace.lineage.resolve_coding(coding)[0] for coding in judgements.codings.values())
    counted = Counter(code for coding in codings for code in set(coding.themes))
    number_of = {
        code: Message("Antall kodinger som bruker det: {number}.", number=number) for code, number in counted.items()
    }
    return uses | number_of


def _forms(workspace: Workspace) -> set[Language]:
    areas = {workspace.language(code) for code in (*workspace.county_codes, NATIONAL)}
    return areas | {workspace.dialogue.language}


def _merge(base: Sequence[Theme], comparison: Comparison, changed: Mapping[str, Theme]) -> tuple[Theme, ...]:
    """Return the file's themes with what is changed, in the file's order, new ones where the comparison has them."""
    themes = [changed.get(theme.code, theme) for theme in base if theme.code not in comparison.removed]
    held, before = {theme.code for theme in themes}, ""
    for theme in comparison.themes:
        if theme.code in changed and theme.code not in held:
            codes = [one.code for one in themes]
            themes.insert(codes.index(before) + 1 if before in codes else len(themes), theme)
            held.add(theme.code)
        before = theme.code if theme.code in held else before
    return tuple(themes)


def _keep_old(workspace: Workspace, version: str, content: bytes) -> Path:
    number = 1
    while (file := workspace.data.old_codebook(version, number)).exists() and file.read_bytes() != content:
        number += 1
    write_bytes_atomically(file, content)
    return file


def _next_version(version: str) -> str:
    split = _LAST_NUMBER.match(version)
    return f"{split[1]}{int(split[2]) + 1}" if split else f"{version}.1"
