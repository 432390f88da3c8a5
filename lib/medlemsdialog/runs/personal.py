"""What a person says of personal data: confirmed, lifted, or marked where it was not found."""

from __future__ import annotations

from collections.abc import Sequence

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import PersonalConfirmed, PersonalLifted, PersonalMarked
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.personal import PersonalFinding, PersonalKind, derive_finding_id
from medlemsdialog.models.sources import Source
from medlemsdialog.runs.judging import find_sources


def list_findings(workspace: Workspace, area_code: str) -> tuple[tuple[Source, PersonalFinding], ...]:
    """Return the personal data found in an area's sources, in reading order."""
    received = read_even_if_broken(workspace, area_code)
    return tuple((received.source(finding.source_id), finding) for finding in received.personal)


def confirm_findings(
    workspace: Workspace, area_code: str, finding_ids: Sequence[str], *, by: str
) -> tuple[PersonalConfirmed, ...]:
    """Append that these findings are personal data, and return the events. What was confirmed already is left as it is.

    Raises:
        UsageError: A finding is not in the area, or the name of the person is empty.
    """
    found = _find(read_even_if_broken(workspace, area_code), finding_ids)
    events = tuple(
        PersonalConfirmed(
            by=require_person(by),
            client=client_name(),
            finding_id=finding.id,
            source_id=finding.source_id,
            kind=finding.kind,
            text=finding.text,
        )
        for finding in found
        if finding.state != "confirmed"
    )
    append_events(workspace.data, area_code, events)
    return events


def lift_findings(
    workspace: Workspace, area_code: str, finding_ids: Sequence[str], *, reason: str, by: str
) -> tuple[PersonalLifted, ...]:
    """Append that these findings may stand unmasked, and return the events. What was lifted already is left as it is.

    Raises:
        UsageError: A finding is not in the area, or the reason or the name of the person is empty.
    """
    found = _find(read_even_if_broken(workspace, area_code), finding_ids)
    if not reason.strip():
        raise UsageError(Message("Oppgi grunnen med --reason. Den blir stående i loggen."))
    events = tuple(
        PersonalLifted(
            by=require_person(by),
            client=client_name(),
            finding_id=finding.id,
            source_id=finding.source_id,
            kind=finding.kind,
            text=finding.text,
            reason=reason.strip(),
        )
        for finding in found
        if finding.state != "lifted"
    )
    append_events(workspace.data, area_code, events)
    return events


def mark_words(
    workspace: Workspace, area_code: str, source: Source, words: str, *, reason: str, by: str
) -> PersonalMarked:
    """Append that these words are to be masked wherever they stand in the source, and return the event.

    Raises:
        UsageError: The words do not stand in the source.
    """
    received = read_even_if_broken(workspace, area_code)
    folded = " ".join(words.split()).casefold()
    texts = (" ".join(passage.text.split()).casefold() for passage in received.passages_of(source.source_id))
    if not folded or not any(folded in text for text in texts):
        raise UsageError(
            Message(
                "«{words}» står ikke i {source}. Skriv teksten slik den står i innspillet, uten linjeskift.",
                words=words,
                source=source.source,
            )
        )
    event = PersonalMarked(
        by=require_person(by),
        client=client_name(),
        finding_id=derive_finding_id(source.source_id, PersonalKind.OTHER, words),
        source_id=source.source_id,
        text=" ".join(words.split()),
        reason=reason.strip(),
    )
    append_events(workspace.data, area_code, [event])
    return event


def find_marked_source(workspace: Workspace, area_code: str, named: str) -> Source:
    """Return the one source of the area that is named.

    Raises:
        UsageError: The name fits none of them, or several.
    """
    return find_sources(workspace, area_code, [named])[0]


def _find(received: Intake, finding_ids: Sequence[str]) -> tuple[PersonalFinding, ...]:
    by_id = {finding.id: finding for finding in received.personal}
    if unknown := [finding_id for finding_id in finding_ids if finding_id not in by_id]:
        raise UsageError(
            Message(
                "Fant ikke {ids} blant personopplysningene i dette fylket. Se listen med «medlemsdialog personal-data».",
                ids=", ".join(unknown),
            )
        )
    return tuple(by_id[finding_id] for finding_id in dict.fromkeys(finding_ids))
