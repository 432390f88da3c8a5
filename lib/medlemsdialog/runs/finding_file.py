r"""A finding as a small text file that a person edits: a head of one line each, then the text in the forms it is written in.

    ---
    id: f-tilskudd-til-kulturskolen
    overskrift: Flertallet vil ha statlig tilskudd
    overskrift-nn: Fleirtalet vil ha statleg tilskot
    hovedtema: oppvekst
    plass: 1
    krav: k-statlig-tilskudd-kulturskole
    temaer: kulturskole-okonomi, statlige-tilskudd
    utsagn: kaee30da177-e4f81bdb
    sitat: kaee30da177-e4f81bdb «staten må ta sin del»
    motsitat: k1f0a6612c4-09d2a1b7 «kommunen vil styre selv»
    styrke: bred støtte
    grunnlag: rimelig grunnlag
    begrunnelse: Sju vedtak, alle fra små kommuner.
    merknad how_said: Fem av sju er ordrett like.
    dokumenter: innspillet til departementet, sluttrapporten
    ---
    {tall:medlemmer-horte} medlemmer er hørt [@kaee30da177-e4f81bdb].

    [nynorsk]
    {tall:medlemmer-horte} medlemmer er høyrde [@kaee30da177-e4f81bdb].

Only the heading in bokmål and a text are needed. Lists are separated by commas. `sitat`, `motsitat` (a quote that speaks
against) and `merknad` may be repeated; the quotation stands between the line's first « and its last ». Codes may be written
as codes or as their words. In a line, `\n` is a new line and `\\` a backslash. Without an id a finding is a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.events import FindingWritten
from medlemsdialog.models.base import Record
from medlemsdialog.models.findings import Basis, PickedQuote
from medlemsdialog.models.vocabulary import BasisLevel, BasisQuestion, FindingDocument, Strength
from medlemsdialog.runs.words import read_code

_RULE = "---"
_LANGUAGES = {"[bokmål]": "nb", "[nynorsk]": "nn", "[engelsk]": "en"}
_QUOTE = re.compile(r"(?P<statement>[^\s«]+)\s*«(?P<text>.*)»\s*", re.DOTALL)
_ONCE = (
    "id",
    "overskrift",
    "overskrift-nn",
    "overskrift-en",
    "hovedtema",
    "plass",
    "krav",
    "temaer",
    "utsagn",
    "styrke",
    "grunnlag",
    "begrunnelse",
    "dokumenter",
)
_REPEATED = ("sitat", "motsitat", "merknad")
_Code = TypeVar("_Code", bound=StrEnum)


class FindingDraft(Record):
    """A finding as a file has it; `finding_id` is empty for a new one. The other fields are those of the event."""

    finding_id: str = ""
    heading: Text
    text: Text
    section: str = ""
    place: int = 0
    claims: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    quotes: tuple[PickedQuote, ...] = ()
    strength: Strength | None = None
    basis: Basis | None = None
    documents: tuple[FindingDocument, ...] = (FindingDocument.INPUT, FindingDocument.FINAL_REPORT)


class _Line(Record):
    number: int
    key: str
    value: str


def format_finding(event: FindingWritten) -> str:
    """Return a finding as such a file; `parse_finding` gives the same finding back."""
    return "\n".join([_RULE, *_head_lines(event), _RULE, *_text_lines(event.text)]) + "\n"


def _head_lines(event: FindingWritten) -> Iterator[str]:
    values: list[tuple[str, str]] = [
        ("id", event.finding_id),
        ("overskrift", event.heading.nb),
        ("overskrift-nn", event.heading.nn),
        ("overskrift-en", event.heading.en),
        ("hovedtema", event.section),
        ("plass", str(event.place) if event.place else ""),
        ("krav", ", ".join(event.claims)),
        ("temaer", ", ".join(event.themes)),
        ("utsagn", ", ".join(event.statements)),
        *(
            ("motsitat" if quote.contrary else "sitat", f"{quote.statement_id} «{quote.text}»")
            for quote in event.quotes
        ),
        ("styrke", event.strength or ""),
        ("grunnlag", event.basis.level if event.basis else ""),
        ("begrunnelse", event.basis.reason if event.basis else ""),
        *((f"merknad {question}", note) for question, note in (event.basis.notes if event.basis else {}).items()),
    ]
    yield from (f"{key}: {_escape(value)}" for key, value in values if value)
    # Also where there are none: without the line there would be the usual ones.
    yield f"dokumenter: {', '.join(event.documents)}".rstrip()


def _text_lines(text: Text) -> Iterator[str]:
    yield text.nb
    for mark, language in _LANGUAGES.items():
        if language != "nb" and (words := getattr(text, language)):
            yield from ("", mark, words)


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), value)


def parse_finding(content: str) -> FindingDraft:
    """Return the finding that a file's content holds.

    Raises:
        UsageError: A line cannot be used; the text names it, what was found and what is allowed.
    """
    lines = content.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    rules = [number for number, line in enumerate(lines) if line.strip() == _RULE][:2]
    if len(rules) < 2 or any(line.strip() for line in lines[: rules[0]]):
        raise UsageError(
            Message(
                "Filen må begynne med en linje «---», så opplysningene om funnet, så en ny linje «---» og teksten. "
                "Skriv ut et funn med «medlemsdialog findings export» for å se formen."
            )
        )
    head = list(_read_head(lines[rules[0] + 1 : rules[1]], first=rules[0] + 2))
    once: dict[str, _Line] = {}
    for line in head:
        if line.key in once:
            raise _fault(line.number, Message("«{key}» står to ganger.", key=line.key))
        if line.key in _ONCE:
            once[line.key] = line
    value = {key: line.value for key, line in once.items()}
    if not value.get("overskrift"):
        raise _fault(rules[1] + 1, Message("Overskriften mangler. Skriv en linje «overskrift: …»."))
    text = _read_text(lines[rules[1] + 1 :])
    if not text.get("nb"):
        raise _fault(len(lines), Message("Teksten på bokmål mangler. Skriv den etter den andre linjen med «---»."))
    given: dict[str, Any] = {
        "finding_id": value.get("id", ""),
        "heading": {name: value.get(key, "") for name, key in zip(("nb", "nn", "en"), _ONCE[1:4], strict=True)},
        "text": text,
        "section": value.get("hovedtema", ""),
        "place": _read_place(once.get("plass")),
        "claims": _split(value.get("krav", "")),
        "themes": _split(value.get("temaer", "")),
        "statements": _split(value.get("utsagn", "")),
        "quotes": tuple(_read_quote(line) for line in head if line.key in {"sitat", "motsitat"}),
        "strength": _read_one(Strength, once.get("styrke")),
        "basis": _read_basis(once, head),
    }
    if line_of_documents := once.get("dokumenter"):
        given["documents"] = tuple(
            _read_word(FindingDocument, line_of_documents, one) for one in _split(value["dokumenter"])
        )
    return FindingDraft.model_validate(given)


def _read_head(lines: list[str], *, first: int) -> Iterator[_Line]:
    for number, line in enumerate(lines, start=first):
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        name = " ".join(key.casefold().split())
        if not colon or name.partition(" ")[0] not in {*_ONCE, *_REPEATED}:
            raise _fault(
                number,
                Message(
                    "«{found}» er ikke kjent. Linjen skal være et ord, kolon og det som gjelder. Ordene er: {allowed}.",
                    found=line.strip()[:60],
                    allowed=", ".join((*_ONCE, *_REPEATED)),
                ),
            )
        yield _Line(number=number, key=name, value=_unescape(value.strip()))


def _read_text(lines: list[str]) -> dict[str, str]:
    gathered: dict[str, list[str]] = {"nb": []}
    language = "nb"
    for line in lines:
        if (mark := line.strip().casefold()) in _LANGUAGES:
            language = _LANGUAGES[mark]
            gathered.setdefault(language, [])
        else:
            gathered[language].append(line)
    return {name: "\n".join(own).strip() for name, own in gathered.items()}


def _read_place(line: _Line | None) -> int:
    if line is None or not line.value:
        return 0
    if not re.fullmatch(r"[0-9]{1,6}", line.value):
        raise _fault(line.number, Message("Plassen «{found}» skal være et helt tall.", found=line.value))
    return int(line.value)


def _read_quote(line: _Line) -> PickedQuote:
    match = _QUOTE.fullmatch(line.value)
    if match is None:
        raise _fault(
            line.number,
            Message("Et sitat skrives slik: sitat: UTSAGN «ordrett tekst». Fant: {found}", found=line.value),
        )
    return PickedQuote(statement_id=match["statement"], text=match["text"], contrary=line.key == "motsitat")


def _read_basis(once: dict[str, _Line], head: list[_Line]) -> Basis | None:
    level = _read_one(BasisLevel, once.get("grunnlag"))
    reason = once.get("begrunnelse")
    notes = [line for line in head if line.key.partition(" ")[0] == "merknad"]
    if level is None:
        if lost := (reason, *notes)[0] or next(iter(notes), None):
            raise _fault(
                lost.number, Message("Skriv nivået på en linje «grunnlag: …» når det er skrevet noe om grunnlaget.")
            )
        return None
    if reason is None or not reason.value:
        raise _fault(
            once["grunnlag"].number,
            Message("Skriv hvorfor grunnlaget er vurdert slik, på en linje «begrunnelse: …»."),
        )
    return Basis(
        level=level,
        reason=reason.value,
        notes={_read_word(BasisQuestion, line, line.key.partition(" ")[2]): line.value for line in notes},
    )


def _read_one(codes: type[_Code], line: _Line | None) -> _Code | None:
    return _read_word(codes, line, line.value) if line is not None and line.value else None


def _read_word(codes: type[_Code], line: _Line, given: str) -> _Code:
    try:
        return read_code(codes, given)
    except UsageError as error:
        raise _fault(line.number, error.message) from None


def _split(value: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in value.split(",") if one.strip())


def _fault(number: int, what: Message) -> UsageError:
    return UsageError(Message("Linje {number}: {what}", number=number, what=what))
