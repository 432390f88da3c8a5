"""A Word document that policy staff edit, as the template of a national document: its text, its styles, its placeholders.

The text is read by pandoc in its sandbox. A placeholder is `[[name]]` or `[[name: what]]` in plain text, also where Word has
split it over several runs. Whatever a template holds, nothing of it is executed, and no file but itself is read.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

import pypandoc
from lxml import etree

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import MedlemsdialogError
from medlemsdialog.report.document_layout import find_outside_links, parse_parts
from medlemsdialog.report.document_nodes import Node, plain_text, words
from medlemsdialog.report.document_prose import is_web_link

PLACEHOLDER = re.compile(r"\[\[\s*(?P<name>[^\[\]:]{1,80}?)\s*(?::\s*(?P<what>[^\[\]]{1,120}?)\s*)?\]\]")
# What is left of a placeholder that lacks a bracket; all it is to be told by.
_TORN = re.compile(r"[^\s\[\]]*\[\[[^\[\]]{0,60}|[^\[\]]{0,60}\]\]")
_MOST_BYTES = 40_000_000
_READING_SECONDS = 60
_WITH_INLINES = frozenset({"Para", "Plain", "Header"})
_META = ("title", "subtitle", "author", "date", "abstract")


class TemplateError(MedlemsdialogError):
    """A template cannot be used as it stands; the shipped one takes its place."""


@dataclass(frozen=True)
class Placeholder:
    """A placeholder in a template: `name` and `what` as they were written, without more than one space on end."""

    name: str
    what: str = ""

    def __str__(self) -> str:
        return f"[[{self.name}: {self.what}]]" if self.what else f"[[{self.name}]]"


@dataclass(frozen=True)
class Filling:
    """What takes a placeholder's place: words within a paragraph, or blocks where the placeholder is all of one."""

    inlines: Sequence[Node] | None = None
    blocks: Sequence[Node] | None = None


@dataclass(frozen=True)
class Template:
    """A template as read: the blocks of its body, its title and the like by name, and the file for its styles."""

    content: bytes
    blocks: tuple[Node, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """All placeholders of the body, in order."""
        return tuple(
            found
            for inlines in _paragraphs([self.meta, list(self.blocks)])
            for _, _, found in find_placeholders(inlines)
        )

    @property
    def torn(self) -> tuple[str, ...]:
        """The double brackets that open or close no placeholder, each with the words beside it."""
        texts = (plain_text(list(inlines)) for inlines in _paragraphs([self.meta, list(self.blocks)]))
        return tuple(found.strip() for text in texts for found in _TORN.findall(PLACEHOLDER.sub(" ", text)))


Fill = Callable[[Placeholder, int], Filling]


def read_template(content: bytes) -> Template:
    """Return what a Word file says.

    Raises:
        TemplateError: The file is no Word document, is far too large, or cannot be read.
    """
    unreadable = TemplateError(Message("Filen er ikke et lesbart Word-dokument (.docx)."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise TemplateError(Message("Filen er for stor."))
            archive.getinfo("word/document.xml")
            parse_parts(archive)
        if outside := find_outside_links(content):
            raise TemplateError(
                Message(
                    "Topptekst eller bunntekst henter noe utenfor filen: {targets}. Sett det inn i malen i stedet for å lenke.",
                    targets=", ".join(outside),
                )
            )
        done = subprocess.run(
            [pypandoc.get_pandoc_path(), "--from=docx+styles", "--to=json", "--sandbox"],
            input=content,
            capture_output=True,
            check=True,
            timeout=_READING_SECONDS,
        )
        document = json.loads(done.stdout)
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
    ):
        raise unreadable from None
    except subprocess.SubprocessError:
        raise unreadable from None
    meta = {name: _clean(value) for name, value in document["meta"].items() if name in _META}
    return Template(content=content, blocks=tuple(_clean(document["blocks"])), meta=meta)


def fill_template(template: Template, fill: Fill) -> tuple[list[Node], dict[str, Any]]:
    """Return the template's blocks and its title and the like with every placeholder filled.

    `fill` gets each placeholder and the level of the heading it stands under.

    Raises:
        TemplateError: A placeholder that stands for paragraphs has other words beside it.
    """
    level = 0

    def walk(nodes: list[Any]) -> list[Any]:
        nonlocal level
        filled: list[Any] = []
        for node in nodes:
            if not isinstance(node, dict):
                filled.append(walk(node) if isinstance(node, list) else node)
                continue
            if node.get("t") == "Header":
                level = node["c"][0]
            alone = _find_alone(node)
            if alone and (blocks := fill(alone, level).blocks) is not None:
                filled += blocks
            elif node.get("t") in _WITH_INLINES:
                inlines = _fill_inlines(_inlines_of(node), partial(_fill_under, fill, level))
                filled.append(_with_inlines(node, inlines))
            else:
                filled.append({key: walk(value) if isinstance(value, list) else value for key, value in node.items()})
        return filled

    meta = {name: _fill_meta(value, lambda found: fill(found, 0)) for name, value in template.meta.items()}
    return walk(list(template.blocks)), meta


def _fill_under(fill: Fill, level: int, placeholder: Placeholder) -> Filling:
    return fill(placeholder, level)


def find_placeholders(inlines: Sequence[Node]) -> list[tuple[int, int, Placeholder]]:
    """Return the placeholders of a paragraph with where they begin and end in its plain text."""
    text = plain_text(list(inlines))
    return [(match.start(), match.end(), read_placeholder(match)) for match in PLACEHOLDER.finditer(text)]


def read_placeholder(match: re.Match[str]) -> Placeholder:
    """Return the placeholder of a match of `PLACEHOLDER`."""
    return Placeholder(" ".join(match["name"].split()), " ".join((match["what"] or "").split()))


def _find_alone(node: Node) -> Placeholder | None:
    """Return the placeholder that is all of a paragraph, in a style of its own or not."""
    if node.get("t") == "Div" and len(node["c"][1]) == 1:
        return _find_alone(node["c"][1][0])
    if node.get("t") not in {"Para", "Plain"}:
        return None
    match = PLACEHOLDER.fullmatch(plain_text(node["c"]).strip())
    return read_placeholder(match) if match else None


def _fill_meta(value: Any, fill: Callable[[Placeholder], Filling]) -> Any:
    if isinstance(value, dict) and value.get("t") == "MetaInlines":
        return {"t": "MetaInlines", "c": _fill_inlines(value["c"], fill)}
    if isinstance(value, dict) and isinstance(value.get("c"), list):
        return {**value, "c": [_fill_meta(item, fill) for item in value["c"]]}
    return value


def _fill_inlines(inlines: Sequence[Node], fill: Callable[[Placeholder], Filling]) -> list[Node]:
    found = find_placeholders(inlines)
    if not found:
        return list(inlines)
    leaves = list(_leaves(inlines, ()))
    filled: list[tuple[tuple[Any, ...], Node]] = []
    at = 0
    for wrappers, node in leaves:
        length = len(plain_text(node))
        inside = [span for span in found if span[0] < at + length and span[1] > at]
        if not inside:
            filled.append((wrappers, node))
        else:
            text, end = plain_text(node), at
            for start, stop, placeholder in inside:
                filled += [(wrappers, each) for each in words(text[end - at : max(start - at, 0)])]
                if start >= at:
                    # It looks as its first sign does.
                    filled += [(wrappers, each) for each in _require_inlines(placeholder, fill(placeholder))]
                end = max(end, min(stop, at + length))
            filled += [(wrappers, each) for each in words(text[end - at :])]
        at += length
    return _wrap(filled)


def _require_inlines(placeholder: Placeholder, filling: Filling) -> Sequence[Node]:
    if filling.inlines is None:
        raise TemplateError(
            Message(
                "Plassholderen {placeholder} må stå alene i et avsnitt. Flytt den til en egen linje.",
                placeholder=str(placeholder),
            )
        )
    return filling.inlines


def _leaves(inlines: Sequence[Node], wrappers: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Node]]:
    for node in inlines:
        content = node.get("c")
        if isinstance(content, list) and node["t"] not in {"Str", "Code", "Math", "Note", "Cite"}:
            place = next((at for at, part in enumerate(content) if _are_inlines(part)), None)
            if _are_inlines(content):
                yield from _leaves(content, (*wrappers, (node["t"], None)))
                continue
            if place is not None:
                kept = json.dumps([part if at != place else None for at, part in enumerate(content)])
                yield from _leaves(content[place], (*wrappers, (node["t"], kept)))
                continue
        yield wrappers, node


def _are_inlines(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(item, dict) and "t" in item for item in part)


def _wrap(leaves: Sequence[tuple[tuple[Any, ...], Node]]) -> list[Node]:
    wrapped: list[Node] = []
    for wrapper, group in groupby(leaves, key=lambda leaf: leaf[0][:1]):
        if not wrapper:
            wrapped += [node for _, node in group]
            continue
        kind, kept = wrapper[0]
        inner = _wrap([(wrappers[1:], node) for wrappers, node in group])
        content = inner if kept is None else [inner if part is None else part for part in json.loads(kept)]
        wrapped.append({"t": kind, "c": content})
    return wrapped


def _paragraphs(node: Any) -> Iterator[Sequence[Node]]:
    if isinstance(node, list):
        for item in node:
            yield from _paragraphs(item)
    elif isinstance(node, dict):
        if node.get("t") in _WITH_INLINES | {"MetaInlines"}:
            yield _inlines_of(node)
        else:
            yield from _paragraphs(list(node.values()))


def _inlines_of(node: Node) -> Sequence[Node]:
    inlines: Sequence[Node] = node["c"][2] if node["t"] == "Header" else node["c"]
    return inlines


def _with_inlines(node: Node, inlines: Sequence[Node]) -> Node:
    if node["t"] == "Header":
        return {"t": "Header", "c": [*node["c"][:2], list(inlines)]}
    return {**node, "c": list(inlines)}


def _clean(node: Any) -> Any:
    """Return a tree without raw code, pictures, and links that lead anywhere but to the web; names of places are ours."""
    if isinstance(node, list):
        cleaned: list[Any] = []
        for item in node:
            kind = item.get("t") if isinstance(item, dict) else None
            if kind in {"RawInline", "RawBlock", "Image", "Note"}:
                continue
            if kind == "Link" and not is_web_link(item["c"][2][0]):
                cleaned += _clean(item["c"][1])
            else:
                cleaned.append(_clean(item))
        return cleaned
    if isinstance(node, dict):
        if node.get("t") == "Header":
            level, _, inlines = node["c"]
            return {"t": "Header", "c": [level, ["", [], []], _clean(inlines)]}
        return {key: _clean(value) for key, value in node.items()}
    return node
