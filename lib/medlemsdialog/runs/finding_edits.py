"""Edits made in Word to a national document: found, and those that a person accepts written back into the findings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from medlemsdialog.catalogue import LANGUAGES, Language, Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError, tell_cause
from medlemsdialog.evidence import Workspace, build_labels
from medlemsdialog.evidence.sentences import Sentence, split_sentences
from medlemsdialog.exchange.finding_document import compare_edited, count_known
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.edited_document import EditedDocument, SentenceEdit
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.findings import find_finding, write_finding

DOCUMENTS = ("input", "final-report", "board-case")
_BETWEEN, _BETWEEN_BLOCKS = " ", "\n\n"


def read_edited(workspace: Workspace, overview: NationalOverview, file: Path) -> EditedDocument:
    """Return what was done to a document in Word, held against the findings and the document as it was made.

    Its language and which document it is are found by what it holds.

    Raises:
        BrokenOriginalError: The file is no Word document, or cannot be read.
        UsageError: There is no such file.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(
            Message(
                "Kan ikke lese {file}: {fault}. Oppgi Word-filen som er redigert.",
                file=str(file),
                fault=tell_cause(error),
            )
        ) from None
    written = [language for language in LANGUAGES if _is_written(overview, language)] or [workspace.dialogue.language]
    compared: list[tuple[tuple[int, int], EditedDocument]] = []
    for language in sorted(written, key=lambda one: one != workspace.dialogue.language):
        labels = build_labels(workspace, language)
        for original in _list_originals(workspace, language) or [None]:
            found = compare_edited(file.name, content, overview, labels, original=original)
            compared.append(((count_known(found), -len(found.frame)), found))
    return max(compared, key=lambda one: one[0])[1]


def accept_edits(
    workspace: Workspace,
    overview: NationalOverview,
    edited: EditedDocument,
    references: Collection[str] | None,
    *,
    by: str,
) -> tuple[FindingWritten, ...]:
    """Write the accepted edits into their findings, one event each; `references` of None accepts all.

    Citations are never lost: those of a removed sentence go with it only because the person took the sentence out. A finding
    that was approved must be approved again.

    Raises:
        UsageError: A reference names no edit, or nothing would be left of a finding; nothing is written then.
    """
    known = {edit.reference for edit in edited.edits}
    if unknown := sorted(set(references or ()) - known):
        raise UsageError(
            Message(
                "Ingen endring heter {found}. Endringene i dokumentet er: {allowed}.",
                found=", ".join(unknown),
                allowed=", ".join(sorted(known)) or "–",
            )
        )
    chosen = [edit for edit in edited.edits if references is None or edit.reference in references]
    by_finding: dict[str, list[SentenceEdit]] = {}
    for edit in chosen:
        by_finding.setdefault(edit.finding_id, []).append(edit)
    texts = {
        finding.finding_id: rewrite_text(getattr(finding.text, edited.language), by_finding[finding.finding_id])
        for finding in overview.findings
        if finding.finding_id in by_finding
    }
    if empty := [finding_id for finding_id, text in texts.items() if not text.strip()]:
        raise UsageError(
            Message(
                "Det ville ikke stå noe igjen av {findings}. Ta heller bort funnet med «medlemsdialog findings remove».",
                findings=", ".join(empty),
            )
        )
    return tuple(
        _write(workspace, overview, finding_id, edited.language, text, by=by) for finding_id, text in texts.items()
    )


def rewrite_text(text: str, edits: Sequence[SentenceEdit]) -> str:
    """Return a finding's text with edits taken in; what stands between its sentences stays where they do."""
    sentences = split_sentences(text)
    rows = [_Row(sentence, text[end : sentence.start]) for sentence, end in _with_ends(sentences)]
    after = text[sentences[-1].end :] if sentences else ""
    for edit in edits:
        row = next((row for row in rows if row.number == edit.number), None)
        if edit.kind == "changed" and row is not None:
            row.raw = edit.text
        elif edit.kind == "moved" and row is not None:
            rows = _move(rows, row, edit)
    for edit in edits:
        if edit.kind == "new":
            _insert(rows, edit)
    gone = {edit.number for edit in edits if edit.kind == "removed"}
    kept: list[_Row] = []
    opening = ""
    for row in rows:
        if row.number in gone:
            opening = row.before if "\n" in row.before else opening
            continue
        if opening and "\n" not in row.before:
            # The sentence that opened the paragraph is gone: the next one opens it.
            row.before = opening
        elif opening.count("\n") > row.before.count("\n"):
            row.before = "\n" + row.before
        opening = ""
        kept.append(row)
    if kept and kept[0].before.isspace():
        kept[0].before = ""
    return "".join(row.before + row.raw for row in kept) + after


class _Row:
    """A sentence on its way into a text: what stands before it, and its words."""

    def __init__(self, sentence: Sentence | None, before: str, raw: str = "") -> None:
        self.number = sentence.number if sentence else None
        self.before = before
        self.raw = sentence.raw if sentence else raw


def _with_ends(sentences: Sequence[Sentence]) -> list[tuple[Sentence, int]]:
    ends = [0, *(sentence.end for sentence in sentences)]
    return list(zip(sentences, ends, strict=False))


def _insert(rows: list[_Row], edit: SentenceEdit) -> None:
    at = next((place for place, row in enumerate(rows, start=1) if row.number == edit.follows), 0)
    while 0 < at < len(rows) and rows[at].number is None:
        at += 1
    row = _Row(None, _BETWEEN_BLOCKS if edit.opens_block else _BETWEEN, edit.text)
    if at == 0 and rows:
        row.before, rows[0].before = rows[0].before, row.before
    rows.insert(at, row)


def _move(rows: list[_Row], row: _Row, edit: SentenceEdit) -> list[_Row]:
    """Return the rows in their new order; the places keep what stands before them, so that paragraphs stay."""
    order = [one for one in rows if one is not row]
    at = next((place for place, one in enumerate(order, start=1) if one.number == edit.follows), 0)
    order.insert(at, row)
    befores = [one.before for one in rows]
    for one, before in zip(order, befores, strict=True):
        one.before = before
    return order


def _is_written(overview: NationalOverview, language: Language) -> bool:
    return any(getattr(finding.text, language) for finding in overview.findings)


def _list_originals(workspace: Workspace, language: Language) -> list[bytes | None]:
    """Return the documents as they were made, in one language."""
    area = workspace.build.area(NATIONAL)
    endings = ("docx",) if language == workspace.dialogue.language else (f"{language}.docx",)
    files = [area.document(name, ending) for name in DOCUMENTS for ending in endings]
    return [file.read_bytes() for file in files if file.is_file()]


def _write(
    workspace: Workspace, overview: NationalOverview, finding_id: str, language: Language, text: str, *, by: str
) -> FindingWritten:
    found = find_finding(workspace, finding_id)
    event = found.current
    finding = next(one for one in overview.findings if one.finding_id == finding_id)
    if event is None:
        raise UsageError(Message("Funnet {id} finnes ikke lenger.", id=finding_id))
    # Codes that others have taken over for stand by those others in the text that was printed.
    texts = finding.text.model_dump() | {language: text}
    return write_finding(
        workspace,
        finding_id=finding_id,
        heading=event.heading,
        text=Text.model_validate(texts),
        by=by,
        section=event.section,
        place=event.place,
        claims=finding.claims,
        themes=finding.themes,
        statements=event.statements,
        quotes=event.quotes,
        strength=event.strength,
        basis=event.basis,
        documents=event.documents,
        replaces=found.seen,
    )
