"""Codings whose text is no longer there, attached to the passage that came in its place; nobody's judgement is dropped."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz import fuzz

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.samples import find_sample_item, others_are_hidden
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.evidence.received import find_orphan_codings
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import CodingRemoved, CodingSet
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.identity import canonical_text, source_id_of
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage

_OFFERED = 5
# Two texts on anything in the same language are about this alike, per hundred.
_LEAST_ALIKE = 45


class AlikePassage(NamedTuple):
    """A statement that may have come in place of another, and how alike their wordings are, per hundred."""

    passage: Passage
    likeness: int


def list_orphans(workspace: Workspace, received: Intake, statement_id: str = "") -> tuple[CodingSet, ...]:
    """Return the codings of an area whose statement is no longer there: all, or those of one statement."""
    lost = {problem.statement_id for problem in find_orphan_codings(received, workspace.judgements)}
    wanted = lost & {statement_id} if statement_id else lost
    return tuple(coding for key, coding in sorted(workspace.judgements.codings.items()) if key[0] in wanted)


def find_alike_passages(received: Intake, orphan: CodingSet, *, most: int = _OFFERED) -> tuple[AlikePassage, ...]:
    """Return the statements that are most like the lost one, the likest first.

    They are sought in the same source. Where that is gone too (an unregistered file with another content is another
    source), all of the area's are looked through.
    """
    source_id = source_id_of(orphan.statement_id)
    is_there = any(source.source_id == source_id for source in received.sources)
    lost = canonical_text(orphan.text).casefold()
    alike = [
        AlikePassage(passage, round(fuzz.ratio(lost, canonical_text(passage.text).casefold())))
        for passage in (received.passages_of(source_id) if is_there else received.passages)
        if passage.is_statement and not passage.tick
    ]
    likest = sorted((one for one in alike if one.likeness >= _LEAST_ALIKE), key=lambda one: -one.likeness)
    return tuple(likest[:most])


def attach_coding(
    workspace: Workspace, received: Intake, statement_id: str, *, coder: str, to: str, by: str
) -> tuple[CodingSet | CodingRemoved, ...]:
    """Give the statement `to` the coding that `coder` made of one that is lost, and return the events.

    One's own coding moves. Another's stays where it is, and is its coder's to move: what is saved is the person's own
    coding with the same codes, and the note says whose it was. A statement the person has coded keeps that coding.

    Raises:
        UsageError: There is no such coding or statement, or the statement is coded by the person and the lost coding is
            another's, or the person must not see others' codings of it yet; nothing has been written.
    """
    person, judgements = require_person(by), workspace.judgements
    orphan = next((one for one in list_orphans(workspace, received, statement_id) if one.by == coder), None)
    passage = next((one for one in received.passages if one.statement_id == to and one.is_statement), None)
    if orphan is None:
        raise UsageError(Message("Kodingen er alt flyttet eller fjernet. Se på listen på nytt."))
    if passage is None:
        raise UsageError(Message("Tekststedet er ikke et utsagn, eller finnes ikke lenger. Velg et annet."))
    is_own, is_coded = coder == person, (to, person) in judgements.codings
    if is_coded and not is_own:
        raise UsageError(
            Message("Du har alt kodet dette tekststedet. {coder} må flytte kodingen sin selv.", coder=coder)
        )
    if not is_own and any(others_are_hidden(judgements, one, person) for one in (statement_id, to)):
        raise UsageError(
            Message("Tekststedet er med i et utvalg som flere koder hver for seg. Kod det selv i fanen «Koding».")
        )
    attached = () if is_coded else (_attached(workspace, orphan, passage, person, received.area_code),)
    removed = CodingRemoved(by=person, client=client_name(), statement_id=statement_id)
    append_events(workspace.data, received.area_code, attached)
    if not is_own:
        return attached
    append_events(workspace.data, judgements.coding_areas[statement_id, person], [removed])
    return (*attached, removed)


def _attached(workspace: Workspace, orphan: CodingSet, passage: Passage, person: str, area_code: str) -> CodingSet:
    kept = orphan.model_dump(include={"themes", "claims", "questions", "quotable", "kind"})
    if orphan.by == person:
        sample = find_sample_item(workspace.judgements, passage.statement_id, area_code)
        kept |= {
            "memo": orphan.memo,
            "settles": orphan.settles,
            "settled_with": orphan.settled_with,
            "sample_id": sample[0].sample_id if sample else "",
        }
    else:
        taken_over = Message("Tatt over fra {coder}.", coder=orphan.by).text(workspace.working_language(area_code))
        kept["memo"] = f"{taken_over} {orphan.memo}".strip()
    return CodingSet(
        **kept,
        by=person,
        client=client_name(),
        statement_id=passage.statement_id,
        text=passage.text,
        anchor=passage.anchor,
    )
