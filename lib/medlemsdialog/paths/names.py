"""The names of folders and files that mean something, whatever lies in them."""

from __future__ import annotations

import re
from pathlib import PurePath

NATIONAL = "national"
INPUT_FOLDER_NAMES = ("inputs", "innspill")
NATIONAL_FOLDER_NAMES = ("national", "nasjonalt")
FORM_MAPPING_ENDINGS = (".form.yaml", ".form.yml")
# A member's own answer, as the form and the input page give it.
SUBMISSION_ENDING = ".innspill.json"
SHEET_ENDINGS = frozenset({".xlsx", ".ods", ".csv", ".tsv"})
_README_NAMES = frozenset({"les-meg.md"})
_IGNORED_NAME = re.compile(r"^(\.|~\$)|^(thumbs\.db|desktop\.ini)$|\.form\.ya?ml$", re.IGNORECASE)


def is_ignored(relative: PurePath) -> bool:
    """Whether a path below `inputs/`, or inside a ZIP there, is no original: LES-MEG, lock files, what machines add."""
    return any(_IGNORED_NAME.search(part) for part in relative.parts) or relative.name.lower() in _README_NAMES


def slug_name(name: str) -> str:
    """Return a person's or sender's name as a part of a file's name."""
    return re.sub(r"[^a-z0-9æøå]+", "-", name.lower()).strip("-") or "ukjent"
