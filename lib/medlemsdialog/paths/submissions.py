"""The names of members' own answers in `inputs/`, and of what they attach: read by an adviser, made of what strangers wrote."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from medlemsdialog.paths.names import SUBMISSION_ENDING, slug_name

_LONGEST_PART = 60
_ENDING = re.compile(r"\.([0-9a-z]{1,8})$")


def submission_file(folder: Path, sender_name: str, reference: str, *, number: int = 1) -> Path:
    """Return where an answer is put: `tyrihavn-KF-7QK2-M9.innspill.json`; `number` tells files of one reference apart."""
    again = f"-{number}" if number > 1 else ""
    return folder / f"{slug_name(sender_name)[:_LONGEST_PART]}-{reference}{again}{SUBMISSION_ENDING}"


def attachment_file(answer: Path, number: int, name: str) -> Path:
    """Return where an attachment of an answer is put: beside it, by its number and as much of its name as is safe."""
    written = unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name).lower()
    ending = _ENDING.search(written)
    stem = slug_name(written[: ending.start()] if ending else written)[:_LONGEST_PART].strip("-")
    return answer.with_name(f"{_attachment_start(answer)}{number}-{stem}{ending[0] if ending else ''}")


def attachment_files(answer: Path) -> tuple[Path, ...]:
    """Return the attachments that were put beside an answer, sorted by path."""
    start = _attachment_start(answer)
    return tuple(sorted(file for file in answer.parent.iterdir() if file.name.startswith(start) and file.is_file()))


def unfinished_files(answer: Path) -> tuple[Path, ...]:
    """Return what the writing of an answer or its attachments left when it was cut off."""
    start = f".{answer.name.removesuffix(SUBMISSION_ENDING)}"
    return tuple(sorted(file for file in answer.parent.glob(".*") if file.name.startswith(start) and file.is_file()))


def _attachment_start(answer: Path) -> str:
    return f"{answer.name.removesuffix(SUBMISSION_ENDING)}-vedlegg-"
