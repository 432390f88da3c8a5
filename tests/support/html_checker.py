"""The Nu Html Checker, where it is installed: `.ci/run` puts it into `.cache/html-checker`; it needs Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION: str = json.loads((ROOT / ".ci/html-checker/package.json").read_text(encoding="utf-8"))["dependencies"][
    "vnu-jar"
]
_JAR = ROOT / ".cache/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"
# The checker's CSS does not know what browsers do: pseudo-elements and at-rules that are newer.
_NEWER_CSS = ("::highlight(", "::details-content", ":details-content")


def find_checker() -> list[str] | None:
    """Return the command that starts the checker; None without Java or without the checker."""
    java = shutil.which("java")
    return [java, "-Xss8m", "-jar", str(_JAR)] if java and _JAR.is_file() else None


def check_markup(files: Sequence[Path]) -> list[str]:
    """Return the errors and warnings of pages, one line each."""
    command = find_checker()
    assert command is not None
    said = subprocess.run(
        [*command, "--format", "json", "--exit-zero-always", *map(str, files)],
        capture_output=True,
        check=True,
        text=True,
    )
    return [
        f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')}"
        for one in json.loads(said.stderr)["messages"]
        if not any(newer in one.get("extract", "") for newer in _NEWER_CSS)
    ]
