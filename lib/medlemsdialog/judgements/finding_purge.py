"""The words of others in a finding: the quotes that were picked, and what stands in «…» before the citation of a statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from medlemsdialog.models.identity import source_id_of

TAKEN_OUT = "«…»"
_DASHES = re.compile("[\u2010-\u2014\u2212]")
# The tokens of citations, also as editors leave them (`evidence.assessment_text`).
_CITED = re.compile(r"\\?\[[ \u00a0]{0,3}\\?@[ \u00a0]{0,3}(?P<statement>[^\]\s\u00a0]{1,120}?)[ \u00a0]{0,3}\\?\]")
_BLOCK_END = re.compile(r"\n[ \t]*\n")
_LANGUAGES = ("nb", "nn", "en")


def strip_finding(
    event: Mapping[str, Any], source_ids: Collection[str] | None, *masks: Callable[[str], str]
) -> dict[str, Any]:
    """Return the event of a written finding without the words of some sources, None for those of all.

    `masks` are applied to what the person wrote beside them.
    """

    def is_of(statement_id: str) -> bool:
        return source_ids is None or source_id_of(statement_id) in source_ids

    def strip(words: Any) -> Any:
        if not isinstance(words, str):
            return words
        stripped = take_out_quotations(words, is_of)
        for mask in masks:
            stripped = mask(stripped)
        return stripped

    kept = dict(event)
    for name in ("heading", "text"):
        if isinstance(text := event.get(name), dict):
            kept[name] = {language: strip(words) for language, words in text.items()}
    if isinstance(basis := event.get("basis"), dict):
        notes = {question: strip(note) for question, note in (basis.get("notes") or {}).items()}
        kept["basis"] = basis | {"reason": strip(basis.get("reason", ""))} | ({"notes": notes} if notes else {})
    if quotes := event.get("quotes"):
        kept["quotes"] = [
            quote | {"text": ""} if isinstance(quote, dict) and is_of(str(quote.get("statement_id"))) else quote
            for quote in quotes
        ]
    return kept


def take_out_quotations(text: str, is_of: Callable[[str], bool]) -> str:
    """Return a text without what stands in «…» where the statements cited next in its paragraph are among those asked for.

    A quotation with no end reaches to the citation. Again changes nothing.
    """
    return "".join(
        part if _BLOCK_END.fullmatch(part) else _take_out(part, is_of)
        for part in re.split(f"({_BLOCK_END.pattern})", text)
    )


def find_cited(text: str) -> tuple[str, ...]:
    """Return the ids of the statements that a text cites, each once."""
    return tuple(dict.fromkeys(_read_id(match) for match in _CITED.finditer(text)))


def list_statement_ids(event: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the statements that a written finding, as its log has it, names, quotes or cites."""
    named = [*event.get("statements", ()), *(quote["statement_id"] for quote in event.get("quotes", ()))]
    cited = (one for language in _LANGUAGES for one in find_cited(event["text"].get(language, "")))
    return tuple(dict.fromkeys((*named, *cited)))


def _read_id(match: re.Match[str]) -> str:
    return _DASHES.sub("-", match["statement"].replace("\\", ""))


def _take_out(paragraph: str, is_of: Callable[[str], bool]) -> str:
    kept: list[str] = []
    place = 0
    for run in _citation_runs(paragraph):
        before = paragraph[place : run[0].start()]
        kept.append(_blank(before) if any(is_of(_read_id(match)) for match in run) else before)
        kept.append(paragraph[run[0].start() : run[-1].end()])
        place = run[-1].end()
    return "".join((*kept, paragraph[place:]))


def _citation_runs(paragraph: str) -> Iterable[list[re.Match[str]]]:
    """Yield the citations that stand together, with nothing but space and commas between them."""
    run: list[re.Match[str]] = []
    for match in _CITED.finditer(paragraph):
        if run and paragraph[run[-1].end() : match.start()].strip(" \u00a0\t\n,;"):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _blank(words: str) -> str:
    """Return the words with each outermost «…» emptied."""
    kept: list[str] = []
    depth = 0
    for one in words:
        if one == "«":
            depth += 1
            if depth == 1:
                kept.append(TAKEN_OUT)
        elif one == "»" and depth:
            depth -= 1
        elif not depth:
            kept.append(one)
    return "".join(kept)
