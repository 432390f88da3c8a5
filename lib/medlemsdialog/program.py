"""What the program is: one hash over its own files, and one over what it runs on."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import medlemsdialog

_SKIPPED_PARTS = frozenset({"__pycache__", "shipped"})


def program_sha256() -> str:
    """Return one hash over the library's own source, translations and tables."""
    root = Path(medlemsdialog.__file__).parent
    combined = hashlib.sha256()
    for file in sorted(files_below(root)):
        combined.update(file.relative_to(root).as_posix().encode() + b"\0" + file_sha256(file).encode() + b"\n")
    return combined.hexdigest()


def read_environment() -> str:
    """Return the hash of what the program runs on: Python, the libraries that are installed, with their versions, and pandoc.

    The libraries bring a pandoc with them; the environment may lead to another.
    """
    folders = (Path(folder) for folder in sys.path if folder.endswith(("site-packages", "dist-packages")))
    # The names of their records hold the versions; reading the records themselves takes a second.
    installed = sorted({file.name for folder in folders for file in folder.glob("*.dist-info")})
    pandoc = os.environ.get("PYPANDOC_PANDOC", "")
    told = "\n".join([sys.version, sys.platform, pandoc, *installed])
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def file_sha256(file: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of the program in a folder of its own, in no order."""
    for file in folder.rglob("*"):
        if file.is_file() and not _SKIPPED_PARTS & set(file.relative_to(folder).parts):
            yield file
