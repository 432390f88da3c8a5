"""What an adviser says of the whole county: the assessment in own words, and the sign-off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import (
    Workspace,
    build_labels,
    build_summary,
    code_statements,
    fingerprint_area,
    fingerprint_parts,
    read_even_if_broken,
    read_received,
)
from medlemsdialog.evidence.assessment import About, ListedField, list_fields
from medlemsdialog.evidence.assessment_checks import find_assessment_problems
from medlemsdialog.evidence.assessment_text import list_cited
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import AssessmentWritten, SignOffGiven, SignOffWithdrawn
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.runs.judging import require_known
from medlemsdialog.writing import write_text_atomically


@dataclass(frozen=True)
class Written:
    """What is written of one thing in one area: the text that counts, and those that others wrote at the same time."""

    current: AssessmentWritten | None = None
    rivals: tuple[AssessmentWritten, ...] = ()

    @property
    def seen(self) -> tuple[str, ...]:
        """The ids of all of it: what a person who was shown this takes the place of when saving."""
        return tuple(event.id for event in (self.current, *self.rivals) if event is not None)


def find_assessment(workspace: Workspace, area_code: str, *, about: About, about_id: str) -> Written:
    """Return what is written of an area as a whole, or of one theme, claim or question there."""
    judgements = workspace.judgements
    current = judgements.assessments.get((area_code, about, about_id))
    if current is None:
        return Written()
    rivals = judgements.rivals.get(current.id, ())
    return Written(current, tuple(rival for rival in rivals if isinstance(rival, AssessmentWritten)))


def write_assessment(
    workspace: Workspace,
    area_code: str,
    *,
    about: About,
    about_id: str,
    text: str,
    by: str,
    replaces: tuple[str, ...] | None = None,
) -> AssessmentWritten:
    """Append an assessment in the format of `evidence.assessment_text`; it counts from now on.

    `replaces` are the texts the person was shown (`Written.seen`): what others wrote meanwhile stays beside this one until
    someone settles it. None says nothing of that and takes the place of all there is.

    Raises:
        UsageError: The text is empty, or the theme, claim or question is unknown; the text names the allowed ones.
    """
    require_about(workspace, about, about_id)
    if not text.strip():
        raise UsageError(Message("Vurderingen er tom. Skriv teksten i filen og prøv igjen."))
    event = AssessmentWritten(
        by=require_person(by),
        client=client_name(),
        about=about,
        about_id=about_id,
        text=text.strip(),
        cited=list_cited(text),
        replaces=replaces,
    )
    append_events(workspace.data, area_code, [event])
    return event


def require_about(workspace: Workspace, about: About, about_id: str) -> None:
    """Accept a theme, claim or question of the dialogue, or the area itself.

    Raises:
        UsageError: It is unknown; the text names the allowed ones.
    """
    known = {
        "theme": (sorted(workspace.codebook.codes), Message("temaet")),
        "claim": ([claim.id for claim in workspace.claims], Message("kravet")),
        "question": ([question.id for question in workspace.dialogue.questions], Message("spørsmålet")),
    }
    if about != "area":
        require_known(about_id, *known[about])


def export_assessment(written: Written, file: Path) -> tuple[Path, ...]:
    """Write the text that counts to a file, to be edited and taken in again, and each rival to one beside it.

    Raises:
        UsageError: Nothing is written, or one of the files is there: what someone may have edited is not overwritten.
    """
    if written.current is None:
        raise UsageError(Message("Det er ikke skrevet noen vurdering ennå, så det er ingenting å skrive ut."))
    beside = [file.with_name(f"{file.stem}-samtidig-{n}{file.suffix}") for n, _ in enumerate(written.rivals, start=1)]
    files = (file, *beside)
    for one in files:
        if one.exists():
            raise UsageError(
                Message("Filen {file} finnes allerede og blir ikke overskrevet. Velg et annet navn.", file=str(one))
            )
    for one, event in zip(files, (written.current, *written.rivals), strict=True):
        write_text_atomically(one, event.text + "\n")
    return files


def check_assessment(workspace: Workspace, area_code: str, text: str) -> tuple[Problem, ...]:
    """Return what a person should look at in an assessment of the area as it stands now."""
    labels = build_labels(workspace, workspace.language(area_code))
    return find_assessment_problems(text, _summarise(workspace, area_code), labels, workspace.judgements)


def list_assessment_fields(
    workspace: Workspace, area_code: str, *, about: About, about_id: str
) -> tuple[ListedField, ...]:
    """Return the fields that can be put into an assessment, with their numbers now."""
    require_about(workspace, about, about_id)
    labels = build_labels(workspace, workspace.language(area_code))
    return list_fields(_summarise(workspace, area_code), labels, about=about, about_id=about_id)


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


def _summarise(workspace: Workspace, area_code: str) -> AreaSummary:
    received = read_even_if_broken(workspace, area_code)
    return build_summary(workspace, received, code_statements(workspace, received))
