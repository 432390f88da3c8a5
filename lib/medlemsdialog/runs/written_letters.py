"""The letters as they lie in the build folder: written, listed, found to be changed by hand, and thrown away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog.evidence import Workspace
from medlemsdialog.models.base import Record
from medlemsdialog.report.feedback_documents import write_letter_docx, write_letter_text
from medlemsdialog.report.feedback_frame import Letter
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically


class WrittenLetter(Record):
    """A letter that lies in the build folder; the hashes are of the files as the program wrote them."""

    letter_id: str
    key: str
    recipient: str
    sender_code: str
    sender_name: str
    source_ids: tuple[str, ...]
    reply_by: str
    is_confidential: bool
    docx_sha256: str
    text_sha256: str


def read_letter_list(workspace: Workspace, area_code: str) -> dict[str, WrittenLetter]:
    """Return the letters that lie in the build folder, by key; none where the list is gone or damaged."""
    try:
        content = json.loads(workspace.build.area(area_code).letter_list.read_text(encoding="utf-8"))
        entries = [WrittenLetter.model_validate_json(json.dumps(entry)) for entry in content]
    except (OSError, ValueError, TypeError, ValidationError):
        return {}
    return {entry.key: entry for entry in entries}


def write_letter_list(workspace: Workspace, area_code: str, letters: Mapping[str, WrittenLetter]) -> None:
    """Write which letters lie in the build folder; `read_letter_list` gives them back."""
    content = [entry.model_dump(mode="json") for _, entry in sorted(letters.items())]
    file = workspace.build.area(area_code).letter_list
    write_text_atomically(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def throw_away_letter(workspace: Workspace, area_code: str, key: str) -> None:
    """Remove the letter to one sender from the build folder, with what was changed in it by hand; it can be made anew."""
    if key in read_letter_list(workspace, area_code):
        for ending in ("docx", "txt"):
            workspace.build.area(area_code).letter(key, ending).unlink(missing_ok=True)


def is_changed_by_hand(workspace: Workspace, area_code: str, entry: WrittenLetter | None) -> bool:
    """Whether somebody has edited a letter since it was written."""
    if entry is None:
        return False
    folder = workspace.build.area(area_code)
    files = {folder.letter(entry.key, "docx"): entry.docx_sha256, folder.letter(entry.key, "txt"): entry.text_sha256}
    return any(file.is_file() and hash_file(file) != digest for file, digest in files.items())


def write_letter(workspace: Workspace, area_code: str, letter: Letter) -> WrittenLetter:
    """Write a letter as a Word document and as the text of an e-mail, and return what the list is to hold of it."""
    folder = workspace.build.area(area_code)
    document, text = write_letter_docx(letter), write_letter_text(letter).encode()
    write_bytes_atomically(folder.letter(letter.key, "docx"), document)
    write_bytes_atomically(folder.letter(letter.key, "txt"), text)
    return WrittenLetter(
        letter_id=letter.letter_id,
        key=letter.key,
        recipient=letter.recipient,
        sender_code=letter.sender_code,
        sender_name=letter.sender_name,
        source_ids=letter.source_ids,
        reply_by=letter.reply_by,
        is_confidential=letter.is_confidential,
        docx_sha256=hashlib.sha256(document).hexdigest(),
        text_sha256=hashlib.sha256(text).hexdigest(),
    )


def hash_file(file: Path) -> str:
    """Return the hash that tells whether a file is as it was written."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
