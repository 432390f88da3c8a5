"""What an adviser says of the whole county: the assessment in own words, and the sign-off."""

from __future__ import annotations

from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, fingerprint_area, fingerprint_parts, read_received
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import AssessmentWritten, SignOffGiven, SignOffWithdrawn
from medlemsdialog.judgements.log import append_events
from medlemsdialog.runs.judging import require_known

About = Literal["area", "theme", "claim", "question"]


def write_assessment(
    workspace: Workspace, area_code: str, *, about: About, about_id: str, text: str, by: str
) -> AssessmentWritten:
    """Append an assessment in Markdown; it takes the place of the one the county had on the same thing.

    Raises:
        UsageError: The text is empty, or the theme, claim or question is unknown; the text names the allowed ones.
    """
    known = {
        "theme": (sorted(workspace.codebook.codes), Message("temaet")),
        "claim": ([claim.id for claim in workspace.claims], Message("kravet")),
        "question": ([question.id for question in workspace.dialogue.questions], Message("spørsmålet")),
    }
    if about != "area":
        require_known(about_id, *known[about])
    if not text.strip():
        raise UsageError(Message("Vurderingen er tom. Skriv teksten i filen og prøv igjen."))
    event = AssessmentWritten(
        by=require_person(by), client=client_name(), about=about, about_id=about_id, text=text.strip()
    )
    append_events(workspace.data, area_code, [event])
    return event


def sign_off(workspace: Workspace, area_code: str, *, by: str) -> SignOffGiven:
    """Append a sign-off of the area as it stands now; it lapses when sources, judgements, codebook or dialogue change.

    Raises:
        NoReadableOriginalsError: None of the county's originals can be opened: there is nothing to sign off.
        UsageError: Nothing was received from the county.
    """
    received = read_received(workspace, area_code)
    if not received.sources:
        raise UsageError(
            Message("Det er ikke mottatt innspill fra {area}, så det er ingenting å godkjenne.", area=area_code)
        )
    event = SignOffGiven(
        by=require_person(by),
        client=client_name(),
        fingerprint=fingerprint_area(workspace, received),
        parts=fingerprint_parts(workspace, received),
    )
    append_events(workspace.data, area_code, [event])
    return event


def withdraw_sign_off(workspace: Workspace, area_code: str, *, by: str, reason: str) -> SignOffWithdrawn:
    """Append that a sign-off is taken back.

    Raises:
        UsageError: The county is not signed off.
    """
    if area_code not in workspace.judgements.sign_offs:
        raise UsageError(Message("Fylket {area} er ikke godkjent, så det er ingenting å trekke.", area=area_code))
    event = SignOffWithdrawn(by=require_person(by), client=client_name(), reason=reason)
    append_events(workspace.data, area_code, [event])
    return event
