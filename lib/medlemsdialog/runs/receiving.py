"""Hand-ins received by policy staff: each checked, folded into the national folder, and told what was new in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Language, Message, translate_plural
from medlemsdialog.evidence import Workspace, fingerprint_parts, open_workspace, read_even_if_broken
from medlemsdialog.exchange.hand_in import HandInError, HandInManifest
from medlemsdialog.exchange.hand_in_check import OpenedHandIn, open_hand_in
from medlemsdialog.exchange.hand_in_fold import Folding, plan_folding, write_folding
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import HandInReceived
from medlemsdialog.judgements.log import append_events
from medlemsdialog.paths import FORM_MAPPING_ENDINGS
from medlemsdialog.runs.handing_in import describe_state
from medlemsdialog.runs.lock import WAIT_SECONDS, locked
from medlemsdialog.runs.withdrawing import find_withdrawn_originals, forget_withdrawn, sweep_withdrawn


def plural(one: str, many: str) -> tuple[str, str]:
    """Return the two texts of a number, found by the catalogue."""
    return one, many


# What is new, one and many, in the order it is told.
_NEW: Mapping[str, tuple[str, str]] = {
    "originals": plural("{number} ny fil med innspill", "{number} nye filer med innspill"),
    "form_mappings": plural("{number} ny skjemabeskrivelse", "{number} nye skjemabeskrivelser"),
    "recognised": plural("{number} ny gjenkjent tekst", "{number} nye gjenkjente tekster"),
    "sources": plural("{number} nytt valg om innspill", "{number} nye valg om innspill"),
    "meetings": plural("{number} nytt eller endret møte", "{number} nye eller endrede møter"),
    "corrections": plural("{number} ny retting", "{number} nye rettinger"),
    "codings": plural("{number} ny koding", "{number} nye kodinger"),
    "claims": plural("{number} nytt eller endret krav", "{number} nye eller endrede krav"),
    "codebook": plural("{number} endring i kodeboken", "{number} endringer i kodeboken"),
    "samples": plural("{number} nytt utvalg", "{number} nye utvalg"),
    "assessments": plural("{number} ny vurdering", "{number} nye vurderinger"),
    "letters": plural("{number} nytt brev", "{number} nye brev"),
    "sign-offs": plural("{number} ny godkjenning", "{number} nye godkjenninger"),
}


@dataclass(frozen=True)
class Received:
    """What became of one file.

    `refused` tells why nothing of it was taken in; otherwise `new` counts what was new by kind («originals», «recognised»,
    and the kinds of logs but hand-ins), and `notes` tell what a person should look at. `again` says that this very file
    had been received before.
    """

    file: Path
    refused: Message | None = None
    manifest: HandInManifest | None = None
    handed_in_by: str = ""
    note: str = ""
    new: Mapping[str, int] | None = None
    notes: tuple[Message, ...] = ()
    again: bool = False

    @property
    def is_new(self) -> bool:
        """Whether anything was added, or would be."""
        return bool(self.new)


def receive_hand_ins(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    by: str,
    dry_run: bool = False,
    on_wait: Callable[[Message], None] | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> tuple[Received, ...]:
    """Check each file and fold it in; one that is refused leaves the folder as it was and stops no other.

    May be repeated at any time, also after it was cut off: what is there already is not added again. With `dry_run` nothing
    is written, and no run is waited for.

    Raises:
        UsageError: The name of the person is empty, or a run holds the folder for more than `wait_seconds`.
    """
    person = require_person(by)
    results = []
    with nullcontext() if dry_run else locked(workspace.build, wait_seconds=wait_seconds, on_wait=on_wait):
        for file in files:
            # Read anew for each: the one before may have brought judgements.
            current = open_workspace(workspace.data, workspace.build)
            try:
                with open_hand_in(file, current.dialogue, current.register) as opened:
                    results.append(_receive(current, opened, person, dry_run=dry_run))
            except HandInError as error:
                results.append(Received(file, refused=error.message))
    return tuple(results)


def describe_new(new: Mapping[str, int], language: Language) -> str:
    """Return what is new in numbers per kind: «3 nye filer med innspill, 41 nye kodinger, 1 ny vurdering»."""
    told = [translate_plural(*_NEW[kind], new[kind], language) for kind in _NEW if new.get(kind)]
    return ", ".join(told)


def describe_received(one: Received, language: Language, *, dry_run: bool) -> Message:
    """Return the sentence on what one file had, or with `dry_run` has; why it was refused, where it was."""
    if one.manifest is None:
        return one.refused or Message("")
    head = {"file": one.file.name, "number": one.manifest.number, "county": one.manifest.county_code}
    if one.again:
        return Message("{file}: levering {number} fra {county} er tatt imot før. Ingenting er nytt.", **head)
    if not one.new:
        return Message("{file}: levering {number} fra {county} har ikke noe nytt.", **head)
    new = describe_new(one.new, language)
    if dry_run:
        return Message("{file}: levering {number} fra {county} har {new}.", **head, new=new)
    return Message("{file}: levering {number} fra {county} er tatt imot: {new}.", **head, new=new)


def _receive(workspace: Workspace, opened: OpenedHandIn, by: str, *, dry_run: bool) -> Received:
    manifest = opened.manifest
    folding = plan_folding(opened, workspace.data, workspace.judgements)
    earlier = workspace.judgements.received_hand_ins.get(manifest.hand_in_id, ())
    again = any(event.file_sha256 == opened.sha256 for event in earlier)
    notes = folding.notes
    if not dry_run and (not folding.is_empty or not again):
        write_folding(folding, opened)
        after = open_workspace(workspace.data, workspace.build)
        # What a folding that was cut off has written of tombstones is not new any more, and what they ask for not yet done.
        withdrawn = folding.new_withdrawn if earlier else folding.withdrawn
        if withdrawn:
            sweep_withdrawn(after)
            forget_withdrawn(after, manifest.county_code, withdrawn)
        notes += tuple(
            Message("«{source}» er trukket av avsenderen og blir ikke lest mer. Slett filen.", source=source)
            for source in find_withdrawn_originals(after, withdrawn)
        )
        event = HandInReceived(
            by=by,
            client=client_name(),
            hand_in_id=manifest.hand_in_id,
            file_sha256=opened.sha256,
            new_events=sum(folding.new_events.values()),
            new_originals=len(folding.originals),
            parts=describe_state(after, manifest.county_code),
        )
        append_events(workspace.data, manifest.county_code, [event])
        notes += _compare_frames(after, manifest)
    return Received(
        opened.file,
        manifest=manifest,
        handed_in_by=folding.made.by if folding.made else "",
        note=folding.made.note if folding.made else "",
        new=_count_new(folding),
        notes=notes,
        again=again and folding.is_empty,
    )


def _count_new(folding: Folding) -> dict[str, int]:
    mappings = sum(file.name.lower().endswith(FORM_MAPPING_ENDINGS) for file in folding.originals)
    counted = Counter(
        {
            "originals": len(folding.originals) - mappings,
            "form_mappings": mappings,
            "recognised": len(folding.recognised),
            **{kind: number for kind, number in folding.new_events.items() if kind != "hand-ins"},
        }
    )
    return {kind: number for kind, number in counted.items() if number}


def _compare_frames(workspace: Workspace, manifest: HandInManifest) -> tuple[Message, ...]:
    """Return a note where the county worked with another codebook or frame than the national folder has."""
    here = fingerprint_parts(workspace, read_even_if_broken(workspace, manifest.county_code))
    words = {"codebook": Message("kodebok"), "dialogue": Message("ramme (dialogue.yaml)")}
    return tuple(
        Message(
            "Fylket har arbeidet med en annen {what} enn den som ligger her. Se om kodene fortsatt passer.", what=what
        )
        for part, what in words.items()
        if part in manifest.parts and manifest.parts[part] != here[part]
    )
