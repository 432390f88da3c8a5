"""The page's own script and style, joined into the one module that the notebook carries, and its texts."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from medlemsdialog.catalogue import Language, translate

# In this order: what a part uses stands in one before it, and the shell comes last.
SCRIPTS = (
    "elements.js",
    "texts.js",
    "dialogs.js",
    "picker.js",
    "statement_card.js",
    "status_tab.js",
    "sources_tab.js",
    "problems_tab.js",
    "coding_tab.js",
    "comparison_coding.js",
    "comparison_differences.js",
    "comparison_nation.js",
    "comparison_tab.js",
    "rich_text.js",
    "rich_writing.js",
    "rich_pasting.js",
    "rich_nodes.js",
    "rich_editor.js",
    "unsaved_texts.js",
    "insert_panel.js",
    "assessment_tab.js",
    "downloads.js",
    "hand_in_letters.js",
    "hand_in_tab.js",
    "code_changes.js",
    "claims_tab.js",
    "findings_inserts.js",
    "findings_writing.js",
    "findings_quotes.js",
    "findings_judging.js",
    "findings_card.js",
    "findings_tab.js",
    "comments_tab.js",
    "shell.js",
)
STYLES = ("desk.css", "tabs.css")
# The texts of the page: `t("…")`, and both arguments of `plural("…", "…", number)`.
_TEXTS = re.compile(r'\b(?:t|plural)\(\s*("(?:[^"\\]|\\.)*")(?:\s*,\s*("(?:[^"\\]|\\.)*"))?')


@cache
def read_script() -> str:
    """Return the page's script as one ECMAScript module."""
    return "\n".join(_read(name) for name in SCRIPTS)


@cache
def read_style() -> str:
    """Return the page's style sheet."""
    return "\n".join(_read(name) for name in STYLES)


def find_page_texts() -> tuple[str, ...]:
    """Return every text of the page, in bokmål. Babel's reader of scripts misses those within template strings."""
    found = {json.loads(text) for match in _TEXTS.finditer(read_script()) for text in match.groups() if text}
    return tuple(sorted(found))


def read_texts(language: Language) -> dict[str, str]:
    """Return the texts of the page in `language`, by their bokmål."""
    return {text: translate(text, language) for text in find_page_texts()}


def _read(name: str) -> str:
    file = files("medlemsdialog").joinpath("desk", "static", name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""
