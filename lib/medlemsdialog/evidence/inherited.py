"""Assessments as they stand now: what was written about a claim or theme that is no longer used is shown under its heir."""

from __future__ import annotations

from typing import Literal, NamedTuple

from medlemsdialog.catalogue import Language, translate
from medlemsdialog.coding.lineage import Descent
from medlemsdialog.evidence.workspace import Workspace
from medlemsdialog.judgements.events import AssessmentWritten

About = Literal["area", "theme", "claim", "question"]


class StandingAssessment(NamedTuple):
    """What is written about one thing: its own text, if any, and those taken over from what went into it."""

    about: About
    about_id: str
    own: AssessmentWritten | None
    taken_over: tuple[AssessmentWritten, ...]

    @property
    def events(self) -> tuple[AssessmentWritten, ...]:
        """All that is shown, the own text first."""
        return (*((self.own,) if self.own else ()), *self.taken_over)

    @property
    def cited(self) -> tuple[str, ...]:
        """The statements cited, each once."""
        return tuple(dict.fromkeys(statement for event in self.events for statement in event.cited))


def find_assessments(workspace: Workspace, area_code: str) -> tuple[StandingAssessment, ...]:
    """Return an area's assessments in order of what they are about. None is lost.

    One about a code that was split is shown under every heir, one about a code without heirs where it stood. A text written
    about the heir after the merging takes the place of those taken over, unless it says that it replaces others only.
    """
    own: dict[tuple[About, str], AssessmentWritten] = {}
    taken_over: dict[tuple[About, str], list[AssessmentWritten]] = {}
    for (area, about, about_id), event in workspace.judgements.assessments.items():
        if area != area_code:
            continue
        heirs = () if (descent := _descent(workspace, about)) is None else descent.resolve_all(about_id)
        if descent is None or about_id not in descent.heirs or not heirs:
            own[event.about, about_id] = event
            continue
        for heir in heirs:
            taken_over.setdefault((event.about, heir), []).append(event)
    return tuple(
        StandingAssessment(
            about, about_id, own.get((about, about_id)), _still_shown(workspace, own.get((about, about_id)), older)
        )
        for about, about_id in sorted(own.keys() | taken_over.keys())
        for older in [taken_over.get((about, about_id), [])]
    )


def join_texts(workspace: Workspace, standing: StandingAssessment, language: Language) -> str:
    """Return all that is written about one thing as one text in Markdown; what is taken over says what it was about."""
    parts = [part for event in standing.events for part in (_describe_origin(workspace, event, language), event.text)]
    return "\n\n".join(filter(None, parts))


def _describe_origin(workspace: Workspace, event: AssessmentWritten, language: Language) -> str:
    """Return the line that tells what a text was written about that is no longer used; empty where that is in use."""
    former = {("claim", claim.id): claim.text for claim in workspace.former_claims}
    former |= {("theme", theme.code): theme.label for theme in workspace.former_themes}
    text = former.get((event.about, event.about_id))
    if text is None:
        return ""
    label = text.in_language(language)
    descent = _descent(workspace, event.about)
    if descent is not None and not descent.resolve_all(event.about_id):
        return translate("*Skrevet om «{label}», som er tatt ut av bruk.*", language, label=label)
    return translate("*Skrevet om «{label}», som siden har gått inn i dette.*", language, label=label)


def _descent(workspace: Workspace, about: str) -> Descent | None:
    return {"claim": workspace.lineage.claims, "theme": workspace.lineage.themes}.get(about)


def _still_shown(
    workspace: Workspace, own: AssessmentWritten | None, older: list[AssessmentWritten]
) -> tuple[AssessmentWritten, ...]:
    ordered = sorted(older, key=lambda event: event.about_id)
    if own is None:
        return tuple(ordered)
    if own.replaces is not None:
        return tuple(event for event in ordered if event.id not in own.replaces)
    judgements = workspace.judgements
    retired = judgements.retired_claims if own.about == "claim" else judgements.retired_themes
    return tuple(event for event in ordered if own.order < max(event.order, retired[event.about_id].order))
