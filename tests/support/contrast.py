"""The tokens of the style sheets, and the contrast between them as WCAG 2.2 reckons it (§ 1.4.3, relative luminance)."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Literal

Scheme = Literal["light", "dark", "print"]
_TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\s*;")
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
# What text stands on what, whatever the page.
TEXTS = ("ink", "soft-ink", "link", "accent")
GROUNDS = ("paper", "raised", "accent-paper", "target", "hit")
SHEETS = ("templates/report/static/report.css", "templates/slides/slides.css")


def read_tokens(root: Path, sheet: str = SHEETS[0]) -> dict[Scheme, dict[str, str]]:
    """Return the colours of a style sheet by scheme; dark and print stand on the light ones."""
    css = (root / sheet).read_text(encoding="utf-8")
    found: dict[Scheme, dict[str, str]] = {}
    for block in _ROOT.finditer(css):
        before = css[: block.start()].rstrip()
        scheme: Scheme = "light"
        if before.endswith("{"):
            scheme = "print" if before.rpartition("@media")[2].strip().startswith("print") else "dark"
        found[scheme] = {**found.get("light", {}), **dict(_TOKEN.findall(block[1]))}
    return found


def reckon_contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (`#rgb` or `#rrggbb`), 1–21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def read_lowest_contrast(root: Path) -> float:
    """Return the lowest contrast of any text on any ground in light and dark, rounded down to one decimal."""
    lowest = min(
        reckon_contrast(tokens[text], tokens[ground])
        for sheet in SHEETS
        for scheme, tokens in read_tokens(root, sheet).items()
        if scheme != "print"
        for text in TEXTS
        for ground in GROUNDS
        if ground in tokens
    )
    return math.floor(lowest * 10) / 10


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    full = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    channels = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
