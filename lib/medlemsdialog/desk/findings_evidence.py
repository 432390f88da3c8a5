"""What a finding can rest on, for the tab «Funn»: the statements behind its claims and themes, and quotes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from medlemsdialog.catalogue import Message
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.field_words import name_unit
from medlemsdialog.desk.finding_contents import Content, read_content
from medlemsdialog.desk.national_numbers import read_numbers, read_said
from medlemsdialog.desk.session import Session
from medlemsdialog.evidence import Labels, build_labels
from medlemsdialog.evidence.assessment import ListedField
from medlemsdialog.evidence.assessment_text import CitationPart, FieldPart, parse_assessment
from medlemsdialog.evidence.evidence_rows import Said, list_behind
from medlemsdialog.evidence.national_fields import list_national_fields, resolve_national_field
from medlemsdialog.models.findings import PickedQuote
from medlemsdialog.models.vocabulary import Level, Position, word
from medlemsdialog.paths import NATIONAL
from medlemsdialog.register.size_classes import SIZE_GROUPS, size_group
from medlemsdialog.report import wording
from medlemsdialog.report.statement_views import anchor_label, sender_name

# The page shows no more at a time; a narrower search finds the rest.
MOST_STATEMENTS = 300
_UNKNOWN = "unknown"
_Choices = list[list[str]]


def list_statements(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the statements behind the finding's claims and themes, or all with `scope` all, as far as they fit the filters.

    Filters: `county`, `position`, `size`, `form` (codes) and `search` (words of the text or the sender).
    """
    content, labels = read_content(payload), build_labels(session.workspace, session.language)
    behind = _list_behind(session, content) if payload.get("scope") != "all" else tuple(read_said(session).values())
    fitting = [said for said in behind if _fits(said, payload, content, labels)]
    return {
        "statements": [describe_statement(said, labels) for said in fitting[:MOST_STATEMENTS]],
        "number": len(fitting),
        "all": len(behind),
        "choices": _list_choices(behind, content, labels),
    }


def describe_statement(said: Said, labels: Labels) -> dict[str, Any]:
    """Return a statement with its sender, its place in the original, its words where they may be quoted, and its codes."""
    row = said.row
    return {
        "id": row.statement_id,
        "sender": _name_sender(said, labels),
        "status": labels.word(row.status) if row.speaks_for_sender else labels.t("del av saken som ikke er vedtatt"),
        "place": anchor_label(row.anchor, row.anchor_label, labels),
        "county": labels.area(said.area_code),
        "text": row.text if row.quotable and row.text else "",
        "themes": [labels.theme(code) for code in row.themes],
        "claims": [f"{labels.word(one.position)}: {labels.claim(one.claim_id)}" for one in row.claims],
        "coders": row.coders,
    }


def describe_tokens(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what each of the `tokens` of a text stands for now, by how it is written."""
    overview, said = read_numbers(session), read_said(session)
    labels = build_labels(session.workspace, session.language)
    told: dict[str, Any] = {}
    for raw in map(str, payload.get("tokens", ())):
        part = next(iter(parse_assessment(raw)), None)
        if isinstance(part, CitationPart):
            told[raw] = _tell_citation(part, said.get(part.statement_id), labels)
        elif isinstance(part, FieldPart):
            field = resolve_national_field(part, overview, labels)
            if field.value is None:
                fault = field.fault.text(session.language) if field.fault else ""
                told[raw] = {"shown": labels.t("[tallet mangler]"), "told": fault, "lost": True}
            else:
                shown = wording.number(field.value, labels.language)
                told[raw] = {
                    "shown": shown,
                    "told": labels.t("Tall fra innspillene: {value} {label}", value=shown, label=field.label),
                }
    return {"tokens": told}


def list_fields(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return the numbers that can be put into the finding, those on its own claims and themes first."""
    content, overview = read_content(payload), read_numbers(session)
    labels = build_labels(session.workspace, session.language)
    own: dict[str, ListedField] = {}
    for about, codes in (("claim", content.claims), ("theme", content.themes)):
        for code in codes:
            listed = list_national_fields(overview, labels, about=_ABOUT[about], about_id=code)
            own |= {field.token: field for field in listed if field.about == about}
    every = {field.token: field for field in list_national_fields(overview, labels)}
    return {
        "fields": [
            {
                "token": token,
                "label": field.label,
                "unit": name_unit(field, session.language),
                "value": field.value,
                "own": token in own or field.about == "area",
            }
            for token, field in (own | every).items()
        ]
    }


def propose(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return candidates for quotes from what the finding's claims and themes rest on, with why each is proposed."""
    from medlemsdialog.evidence.quotes import QUOTE_CAPTION, propose_quotes

    content, labels = read_content(payload), build_labels(session.workspace, session.language)
    said = read_said(session)
    proposed = propose_quotes(content.claims, content.themes, read_numbers(session), session.workspace)
    return {
        "caption": QUOTE_CAPTION.text(session.language),
        "candidates": [
            describe_statement(said[one.statement_id], labels)
            | {
                "excerpt": one.text,
                "contrary": one.contrary,
                "reasons": [reason.text(session.language) for reason in one.reasons],
            }
            for one in proposed
        ],
    }


def describe_quotes(session: Session, content: Content, labels: Labels) -> list[dict[str, Any]]:
    """Return the quotes picked, with the whole statement of each and what is wrong with it, if anything."""
    from medlemsdialog.evidence.quotes import check_quote

    overview, said = read_numbers(session), read_said(session)
    told = []
    for quote in content.quotes:
        fault = check_quote(quote, overview, claims=content.claims)
        found = said.get(quote.statement_id)
        told.append(
            {"statement_id": quote.statement_id, "fault": fault.text(session.language) if fault else ""}
            | (describe_statement(found, labels) if found else {"sender": "", "place": "", "text": ""})
        )
    return told


def check_excerpt(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what is wrong with a quote that is about to be picked; nothing where it may be printed."""
    from medlemsdialog.evidence.quotes import check_quote

    content = read_content(payload)
    quote = PickedQuote(
        statement_id=str(payload.get("statement")),
        text=str(payload.get("text", "")),
        contrary=bool(payload.get("contrary")),
    )
    fault = check_quote(quote, read_numbers(session), claims=content.claims)
    return {"fault": fault.text(session.language) if fault else ""}


def _list_behind(session: Session, content: Content) -> tuple[Said, ...]:
    return list_behind(read_numbers(session), content.claims, content.themes)


def _fits(said: Said, payload: Payload, content: Content, labels: Labels) -> bool:
    traits = {"county": said.area_code, "size": _size(said), "form": _form(said)}
    if any((wanted := payload.get(name)) and wanted != trait for name, trait in traits.items()):
        return False
    if (position := payload.get("position")) and position not in _positions(said, content):
        return False
    words = str(payload.get("search", "")).casefold().split()
    if not words:
        return True
    text = f"{_name_sender(said, labels)} {said.row.text or ''}".casefold()
    return all(one in text for one in words)


def _positions(said: Said, content: Content) -> set[str]:
    return {one.position.value for one in said.row.claims if not content.claims or one.claim_id in content.claims}


def _size(said: Said) -> str:
    if said.member is None or said.member.level is not Level.MUNICIPALITY:
        return ""
    group = size_group(said.member.population)
    return group.code if group else _UNKNOWN


def _form(said: Said) -> str:
    return (said.member.language_form or _UNKNOWN) if said.member else ""


def _list_choices(behind: Iterable[Said], content: Content, labels: Labels) -> dict[str, _Choices]:
    behind = tuple(behind)
    sizes = {group.code: wording.size_group(group, labels.language) for group in SIZE_GROUPS}
    unknown = {_UNKNOWN: labels.t("ukjent")}
    return {
        "county": _choose(behind, lambda said: said.area_code, labels.areas, last=NATIONAL),
        "position": [
            [one.value, word(one).text(labels.language)]
            for one in Position
            if any(one.value in _positions(said, content) for said in behind)
        ],
        "size": _choose(behind, _size, sizes | unknown),
        "form": _choose(
            behind,
            _form,
            {"bokmål": labels.t("bokmål"), "nynorsk": labels.t("nynorsk"), "nøytral": labels.t("nøytral")} | unknown,
        ),
    }


def _choose(
    behind: Iterable[Said], trait: Callable[[Said], str], names: Mapping[str, str], *, last: str = ""
) -> _Choices:
    found = {trait(said) for said in behind} - {""}
    return [[code, name] for code, name in sorted(names.items(), key=lambda one: one[0] == last) if code in found]


def _tell_citation(part: CitationPart, said: Said | None, labels: Labels) -> dict[str, Any]:
    if said is None:
        lost = Message("Utsagnet det er vist til, finnes ikke blant dem som telles")
        return {"cited": part.statement_id, "told": lost.text(labels.language), "lost": True}
    words = said.row.text if said.row.quotable and said.row.text else labels.t("Teksten kan ikke siteres.")
    return {"cited": part.statement_id, "told": f"{_name_sender(said, labels)}: «{words}»"}


def _name_sender(said: Said, labels: Labels) -> str:
    return sender_name(said.source, labels) if said.source else labels.t("ukjent avsender")


_ABOUT: Mapping[str, Any] = {"claim": "claim", "theme": "theme"}
ACTIONS: Mapping[str, Action] = {
    "findings.statements": list_statements,
    "findings.tokens": describe_tokens,
    "findings.fields": list_fields,
    "findings.quotes": propose,
    "findings.excerpt": check_excerpt,
}
