"""The tab «Vurdering»: the county's own words as a whole and per theme, claim and question, with statements and numbers put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from medlemsdialog.catalogue import Message
from medlemsdialog.desk import assessment_lists
from medlemsdialog.desk.area_summary import summarise
from medlemsdialog.desk.assessment_lists import ABOUT, name_thing
from medlemsdialog.desk.dispatch import Action, Payload
from medlemsdialog.desk.field_words import name_unit
from medlemsdialog.desk.session import Session
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import build_labels
from medlemsdialog.evidence.assessment import (
    About,
    ListedField,
    ResolvedField,
    list_fields,
    number_citations,
    resolve_assessment,
)
from medlemsdialog.evidence.assessment_checks import find_assessment_problems
from medlemsdialog.evidence.disclosure import share_summary
from medlemsdialog.evidence.inherited import StandingAssessment, find_assessments
from medlemsdialog.judgements.events import AssessmentWritten
from medlemsdialog.report.county_assessment import render_assessment
from medlemsdialog.report.statement_views import sender_name
from medlemsdialog.runs.assessing import find_assessment, require_about, write_assessment

_LONGEST_TEXT = 100_000


def open_assessment(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return all that is written about one thing, and the numbers that can be put in.

    `events` are the text that counts and those that others wrote at the same time; `taken_over` those about what has gone
    into this one; `mine` tells which are this person's.

    Raises:
        UsageError: There is no such theme, claim or question, nor any text about it.
    """
    about, about_id = _read_about(payload)
    area, workspace = session.require_area(), session.workspace
    written = find_assessment(workspace, area, about=about, about_id=about_id)
    standing = _find_standing(session, about, about_id)
    labels = build_labels(workspace, session.language)
    closed = not _is_in_use(session, about, about_id)
    if closed and standing is None:
        require_about(workspace, about, about_id)
    events = [event for event in (written.current, *written.rivals) if event is not None]
    return {
        "about": about,
        "id": about_id,
        "name": name_thing(session, labels, about, about_id),
        "closed": closed,
        "events": [_describe_event(event, session) for event in events],
        "taken_over": [
            {**_describe_event(event, session), "of": name_thing(session, labels, event.about, event.about_id)}
            for event in (standing.taken_over if standing else ())
        ],
        "fields": [
            _describe_field(field, about, session)
            for field in list_fields(summarise(session), labels, about=about, about_id=about_id)
        ],
    }


def check_text(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return what to look at in a text as it stands, and what its fields are now, by how they are written."""
    text = _read_text(payload)
    summary, labels = summarise(session), build_labels(session.workspace, session.language)
    problems = find_assessment_problems(text, summary, labels, session.workspace.judgements)
    fields = {part.raw: part for part in resolve_assessment(text, summary, labels) if isinstance(part, ResolvedField)}
    return {
        "problems": [
            {
                "rule": problem.rule,
                "found": problem.found,
                "what": problem.what.text(session.language),
                "to_do": problem.to_do.text(session.language),
            }
            for problem in problems
        ],
        "fields": {
            raw: {
                "value": part.value,
                "label": part.label,
                "fault": part.fault.text(session.language) if part.fault else "",
            }
            for raw, part in fields.items()
        },
    }


def preview_text(session: Session, payload: Payload, _files: Sequence[bytes]) -> dict[str, Any]:
    """Return a text as the report will show it, with the statements it cites: a page of its own that runs nothing."""
    text = _read_text(payload)
    language = session.workspace.working_language(session.require_area())
    # What may not be shared is no more counted or cited here than in the report.
    summary, labels = share_summary(summarise(session)), build_labels(session.workspace, language)
    rows = {row.statement_id: row for row in summary.statements}
    sources = {source.source_id: source for source in summary.sources}
    cited = [
        Markup("<li>{}: {}</li>").format(
            sender_name(sources[rows[statement].source_id], labels),
            rows[statement].text or labels.t("Teksten kan ikke siteres."),
        )
        for statement in number_citations([text], summary)
    ]
    heading = Markup("<h2>{}</h2>").format(labels.t("Utsagn det er vist til"))
    listed = heading + Markup("<ol>") + Markup("").join(cited) + Markup("</ol>") if cited else Markup("")
    return {"html": str(_PAGE.format(language, render_assessment(text, summary, labels, internal=True), listed))}


def save_text(session: Session, payload: Payload, files: Sequence[bytes]) -> dict[str, Any]:
    """Save a text, and return what is written now. `replaces` are the texts that the person has taken a stand to.

    `area` is the one it was written for, whichever is open by now. With `remove` the text is taken back.

    Raises:
        UsageError: The text is empty or far too long, there is no such area, or what it is about is no longer in use.
    """
    about, about_id = _read_about(payload)
    area, person, text = (
        str(payload.get("area") or session.require_area()),
        session.require_person(),
        _read_text(payload),
    )
    if area != session.area_code:
        session.workspace.county(area)
    # What others did just now is taken in with this; the page is told of it as of all else.
    session.has_news |= bool(session.refresh())
    workspace = session.workspace
    written = find_assessment(workspace, area, about=about, about_id=about_id)
    replaces = _list_replaced(session, area, about, about_id, [str(one) for one in payload.get("replaces", ())])
    if payload.get("remove"):
        taken_back = AssessmentWritten(
            by=person, client=session.client, about=about, about_id=about_id, text="", replaces=replaces
        )
        session.append([taken_back], area_code=area)
    else:
        unchanged = written.current is not None and written.current.text == text.strip()
        if not unchanged or set(replaces) - {
            written.current.id if written.current else "",
            *_replaced_by(written.current),
        }:
            write_assessment(workspace, area, about=about, about_id=about_id, text=text, by=person, replaces=replaces)
            session.refresh()
    if area != session.area_code:
        return {}
    return open_assessment(session, {"about": about, "id": about_id}, files)


def _describe_event(event: AssessmentWritten, session: Session) -> dict[str, Any]:
    return {
        "id": event.id,
        "by": event.by,
        "at": event.at.isoformat(),
        "text": event.text,
        "mine": event.by == session.person,
        "replaces": event.replaces or (),
    }


def _describe_field(field: ListedField, about: About, session: Session) -> dict[str, Any]:
    own = about in {"area", field.about}
    return {
        "token": field.token,
        "label": field.label,
        "unit": name_unit(field, session.language),
        "value": field.value,
        "own": own,
    }


def _is_in_use(session: Session, about: About, about_id: str) -> bool:
    try:
        require_about(session.workspace, about, about_id)
    except UsageError:
        return False
    return True


def _find_standing(session: Session, about: About, about_id: str) -> StandingAssessment | None:
    standing = find_assessments(session.workspace, session.require_area())
    return next((one for one in standing if (one.about, one.about_id) == (about, about_id)), None)


def _list_replaced(session: Session, area: str, about: About, about_id: str, seen: list[str]) -> tuple[str, ...]:
    """Return what was seen, and of what went into this thing, all that an earlier text seen has taken the place of."""
    elsewhere = {
        event.id
        for key, event in session.workspace.judgements.assessments.items()
        if key[0] == area and key != (area, about, about_id)
    }
    current = find_assessment(session.workspace, area, about=about, about_id=about_id).current
    settled = _replaced_by(current) if current is not None and current.id in seen else ()
    return tuple(dict.fromkeys([*seen, *(one for one in settled if one in elsewhere)]))


def _replaced_by(event: AssessmentWritten | None) -> tuple[str, ...]:
    return (event.replaces or ()) if event else ()


def _read_about(payload: Payload) -> tuple[About, str]:
    about = ABOUT.get(str(payload.get("about", "")))
    if about is None:
        raise UsageError(Message("Velg hva du vil skrive om, i listen til venstre."))
    return about, "" if about == "area" else str(payload.get("id", ""))


def _read_text(payload: Payload) -> str:
    text = str(payload.get("text", ""))
    if len(text) > _LONGEST_TEXT:
        raise UsageError(Message("Teksten er for lang. Skriv høyst {most} tegn.", most=_LONGEST_TEXT))
    return text


_PAGE = Markup(
    '<!doctype html><html lang="{}"><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    "<style>:root {{ color-scheme: light dark; }} body {{ font: 1rem/1.55 system-ui, sans-serif; margin: 1rem; max-width: 42rem; }} "
    ".prose-heading {{ font-weight: 700; }} .mark {{ font-weight: 600; }} h2 {{ font-size: 1rem; }} "
    "sup {{ line-height: 0; }}</style>{}{}</html>"
)
ACTIONS: Mapping[str, Action] = {
    **assessment_lists.ACTIONS,
    "assessment.open": open_assessment,
    "assessment.check": check_text,
    "assessment.preview": preview_text,
    "assessment.save": save_text,
}
