"""`codebook.yaml` with some themes changed: what is not changed stays to the letter, the comments of people included."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import yaml

from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.models.themes import Theme
from medlemsdialog.yaml_records import load_yaml

_NEVER_BROKEN = 1_000_000
_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass(frozen=True)
class CodebookText:
    """The new text of the file. `comments_kept` is false where some comment of the old one is not in it."""

    text: str
    comments_kept: bool


def change_codebook_text(text: str, version: str, themes: Sequence[Theme], changed: Collection[str]) -> CodebookText:
    """Return the text of a codebook with these themes, those in `changed` written anew."""
    wanted = Codebook(schema_version=1, version=version, themes=tuple(themes))
    written = _change_kept(text, wanted, changed)
    if written is None or not _holds(written, wanted):
        body = "\n".join(_write(theme, "  ") for theme in themes)
        written = f'schema_version: 1\nversion: "{version}"\nthemes:\n\n{body}'
    if not _holds(written, wanted):
        written = yaml.safe_dump(
            wanted.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=_NEVER_BROKEN
        )
    there = set(written.splitlines())
    return CodebookText(
        written, comments_kept=all(line in there for line in text.splitlines() if _COMMENT.search(line))
    )


def _change_kept(text: str, wanted: Codebook, changed: Collection[str]) -> str | None:
    """Return the old text with its themes exchanged, or None where its layout does not let them be."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    nodes = {key.value: value for key, value in root.value}
    themes, version = nodes.get("themes"), nodes.get("version")
    if not isinstance(themes, yaml.SequenceNode) or themes.flow_style or not themes.value or version is None:
        return None
    lines = text.splitlines(keepends=True)
    if [key.value for key, _ in root.value][-1] != "themes" or version.start_mark.line != version.end_mark.line:
        return None
    starts = [item.start_mark.line for item in themes.value]
    blocks: dict[str, tuple[str, str]] = {}
    # What stands between two themes, a heading of a part among it, belongs to the one below.
    last = _end_of(lines, starts[-1], len(lines))
    before, end = starts[0], starts[0]
    for item, start, following in zip(themes.value, starts, [*starts[1:], last], strict=True):
        before, end = end, _end_of(lines, start, following)
        code = next((value.value for key, value in item.value if key.value == "code"), "")
        blocks[code] = ("".join(lines[before:start]), "".join(lines[start:end]))
    indent = " " * max(themes.value[0].start_mark.column - 2, 0)
    head = lines[: starts[0]]
    line = version.start_mark.line
    head[line] = f'{head[line][: version.start_mark.column]}"{wanted.version}"{head[line][version.end_mark.column :]}'
    _hand_on_headings(blocks, wanted.codes)
    body = []
    for theme in wanted.themes:
        above, old = blocks.get(theme.code, ("\n", ""))
        new = old if old and theme.code not in changed else _write(theme, indent)
        body.append(above + (new if new.endswith("\n") else new + "\n"))
    return "".join(head) + "".join(body) + "".join(lines[end:])


def _hand_on_headings(blocks: dict[str, tuple[str, str]], wanted: Collection[str]) -> None:
    """Let comments above a theme that goes stand above the next one that stays."""
    carried = ""
    for code, (above, old) in blocks.items():
        if code in wanted:
            blocks[code], carried = (carried + above, old), ""
        elif "#" in above:
            carried += above


def _end_of(lines: Sequence[str], start: int, following: int) -> int:
    """Return the line after a theme's last: blank lines and comments behind it are not of it."""
    end = following
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith(("#", "  #"))):
        end -= 1
    return end


def _write(theme: Theme, indent: str) -> str:
    content = theme.model_dump(mode="json")
    for part in ("label", "definition", "include", "exclude"):
        content[part] = {form: text for form, text in content[part].items() if text or form == "nb"}
    words = content.pop("search_words")
    written = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=_NEVER_BROKEN)
    # Search words stand on one line, as people write them.
    listed = yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=_NEVER_BROKEN, default_flow_style=None)
    block = written + "search_words:\n" + textwrap.indent(listed, "  ")
    inner = indent + "  "
    return f"{indent}- {textwrap.indent(block, inner)[len(inner) :]}"


def _holds(text: str, wanted: Codebook) -> bool:
    try:
        return Codebook.model_validate(load_yaml(text)) == wanted
    except (yaml.YAMLError, ValueError):
        return False
