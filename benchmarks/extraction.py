"""Text extraction against markitdown with pandas, on the same originals in turn (A B A B), and what each of them finds.

Both sides run in an interpreter of their own; what they import is not measured. «Missing» are paragraphs, list items and
cells that markitdown or pandas finds and that stand in none of our passages, running heads and page numbers included.
"""

from __future__ import annotations

import html
import json
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.originals import ROOT, lay_out_originals

ENVIRONMENT = ROOT / ".cache" / "markitdown"
LOCK = Path(__file__).parent / "requirements.lock"
ROUNDS = 2
# Formats that markitdown does not read, but returns as their own code: mail with its headers, RTF with its commands.
HANDED_OUT_AS_SOURCE = {".eml", ".rtf"}
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HIDDEN = re.compile(r"<!--.*?-->")


def measure() -> dict[str, Any]:
    """Return seconds for the files that both read, by format and in all, their ratio, and what is missing."""
    files = sorted(str(file) for file in (lay_out_originals() / "inputs").rglob("*.*"))
    interpreters = {"ours": Path(sys.executable), "theirs": _markitdown()}
    rounds: dict[str, list[dict[str, Any]]] = {"ours": [], "theirs": []}
    for _ in range(ROUNDS):
        for side, python in interpreters.items():
            rounds[side].append(_run(python, side, files))
    both = [
        file
        for file in files
        if Path(file).suffix not in HANDED_OUT_AS_SOURCE
        and all(rounds[side][0]["files"][file]["texts"] for side in rounds)
    ]
    seconds = {
        side: {file: statistics.median(one["files"][file]["seconds"] for one in found) for file in both}
        for side, found in rounds.items()
    }
    by_format: dict[str, list[str]] = defaultdict(list)
    for file in both:
        by_format[Path(file).suffix.lstrip(".")].append(file)
    paragraphs, missing = _compare(both, rounds["ours"][0]["files"], rounds["theirs"][0]["files"])
    return {
        "files": len(files),
        "files_both_read": len(both),
        "rounds": ROUNDS,
        **_sum(seconds, both),
        "by_format": {name: {"files": len(group), **_sum(seconds, group)} for name, group in sorted(by_format.items())},
        "our_peak_megabytes": round(rounds["ours"][0]["peak_kilobytes"] / 1024),
        "their_peak_megabytes": round(rounds["theirs"][0]["peak_kilobytes"] / 1024),
        "their_paragraphs": paragraphs,
        "missing": len(missing),
        "missing_examples": missing[:5],
    }


def _sum(seconds: dict[str, dict[str, float]], files: list[str]) -> dict[str, float]:
    ours, theirs = (sum(seconds[side][file] for file in files) for side in ("ours", "theirs"))
    return {"our_seconds": round(ours, 2), "their_seconds": round(theirs, 2), "times_faster": round(theirs / ours, 1)}


def _markitdown() -> Path:
    """Return the interpreter of an environment with markitdown, made where it is missing or its lock has changed."""
    python, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "lock"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        uv = Path(sys.executable).parent / "uv"
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, ENVIRONMENT], check=True)
        install = [uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", LOCK]
        subprocess.run([str(part) for part in install], check=True)
        stamp.write_text(LOCK.read_text())
    return python


def _run(python: Path, side: str, files: list[str]) -> dict[str, Any]:
    script = Path(__file__).parent / "extraction_side.py"
    done = subprocess.run([python, script, side, *files], check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _compare(files: list[str], ours: dict[str, Any], theirs: dict[str, Any]) -> tuple[int, list[str]]:
    paragraphs, missing = 0, []
    for file in files:
        everything = _letters(" ".join(ours[file]["texts"]))
        for line in theirs[file]["texts"]:
            for cell in _HIDDEN.sub("", _LINK.sub(r"\1", html.unescape(line))).split(" | "):
                letters = _letters(re.sub(r"^[\s|>*+#-]*(?:\d+\.\s)?", "", cell))
                paragraphs += bool(letters)
                if letters and letters not in everything:
                    missing.append(f"{Path(file).name}: {cell.strip()[:120]}")
    return paragraphs, missing


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
