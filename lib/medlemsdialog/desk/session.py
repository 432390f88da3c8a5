"""What one open desk works on: a dialogue, one area of it, and who sits at it; kept in step with what others do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, code_statements, open_workspace, read_even_if_broken
from medlemsdialog.evidence.workspace import with_judgements
from medlemsdialog.judgements.authorship import client_name
from medlemsdialog.judgements.events import Event
from medlemsdialog.judgements.fold import AreaEvent, Judgements
from medlemsdialog.judgements.log import append_events
from medlemsdialog.judgements.watching import JudgementReader
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder

FileState = tuple[tuple[str, int, int], ...]


class Changes(NamedTuple):
    """What is no longer as it was when one last looked."""

    inputs: bool = False
    judgements: bool = False

    def __bool__(self) -> bool:
        return self.inputs or self.judgements


class Session:
    """One desk. All that it knows is read from the dialogue's folder, and is read again when that changes.

    `revision` counts the times something was found to have changed, by whomever, `received_revision` those when what was
    received from any area is to be read again; `has_news` tells that others changed
    something which the page may not show yet.
    """

    def __init__(self, data: DataFolder, build: BuildFolder, *, area_code: str = "", person: str = "") -> None:
        self.lock = RLock()
        self.person = person
        self.area_code = ""
        self.revision = 0
        self.received_revision = 0
        self.has_news = False
        self.workspace: Workspace = open_workspace(data, build)
        self._chosen_language: Language | None = None
        self._received: Intake | None = None
        self._coded: dict[str, CodedStatement] | None = None
        self._reader = JudgementReader(data)
        self._definition = _stat_definition(data)
        self._inputs = _stat_inputs(data)
        if area_code:
            self.open_area(area_code)

    @property
    def language(self) -> Language:
        """The language of the desk: the one chosen, else the area's own form."""
        return self._chosen_language or self.workspace.working_language(self.area_code or NATIONAL)

    @property
    def client(self) -> str:
        """What tells this person on this machine from others."""
        return client_name()

    @property
    def events(self) -> list[AreaEvent]:
        """All judgements of the dialogue, one by one, in order."""
        return self._reader.events

    @property
    def received(self) -> Intake:
        """What was received for the area."""
        if self._received is None:
            self._received = read_even_if_broken(self.workspace, self.require_area())
        return self._received

    @property
    def coded(self) -> dict[str, CodedStatement]:
        """The area's statements by id, in reading order, with codings and suggestions."""
        if self._coded is None:
            statements = code_statements(self.workspace, self.received)
            self._coded = {statement.passage.statement_id: statement for statement in statements}
        return self._coded

    def open_area(self, area_code: str) -> None:
        """Work on a county of the edition, or on `national`: the whole dialogue.

        Raises:
            UsageError: There is no such county.
        """
        if area_code != NATIONAL:
            self.workspace.county(area_code)
        self.area_code = area_code
        self._received = self._coded = None

    def choose_language(self, language: Language) -> None:
        """Show the desk in this language from now on."""
        self._chosen_language = language

    def require_area(self) -> str:
        """Return the area one works on.

        Raises:
            UsageError: None is chosen.
        """
        if not self.area_code:
            raise UsageError(Message("Velg fylke øverst på siden først."))
        return self.area_code

    def require_person(self) -> str:
        """Return the name that judgements are saved under.

        Raises:
            UsageError: Nobody has said who sits here.
        """
        if not self.person.strip():
            raise UsageError(Message("Skriv navnet ditt øverst på siden først. Det du gjør, lagres under det."))
        return self.person.strip()

    def append(self, events: Sequence[Event], *, area_code: str | None = None) -> None:
        """Save judgements at once, in the person's own log, and take them into the state."""
        append_events(self.workspace.data, area_code or self.require_area(), events)
        self._refresh_judgements(own={getattr(event, "statement_id", "") for event in events})

    def refresh(self) -> Changes:
        """Take in what has changed in the folder, by this desk or by anybody else, and tell what."""
        definition, inputs = _stat_definition(self.workspace.data), _stat_inputs(self.workspace.data)
        changed_definition, changed_inputs = definition != self._definition, inputs != self._inputs
        if changed_definition:
            self.workspace = open_workspace(self.workspace.data, self.workspace.build)
        if changed_definition or changed_inputs:
            self._received = self._coded = None
            self.received_revision += 1
            self._definition, self._inputs = definition, inputs
            self.revision += 1
        return Changes(inputs=changed_definition or changed_inputs, judgements=self._refresh_judgements())

    def _refresh_judgements(self, own: Collection[str] = ()) -> bool:
        if not self._reader.refresh():
            return False
        before = self.workspace
        now = with_judgements(before, self._reader.judgements)
        self.workspace = replace(now, log_problems=self._reader.problems)
        self.revision += 1
        if _received_anew(before.judgements, now.judgements):
            self._received = self._coded = None
            self.received_revision += 1
        elif (before.claims, before.codebook, before.lineage) != (now.claims, now.codebook, now.lineage):
            self._coded = None
        else:
            # The search words are the same, and inflecting them takes a moment.
            self.workspace.__dict__["suggestion_index"] = before.suggestion_index
            self._recode(before.judgements, own)
        return True

    def _recode(self, before: Judgements, own: Collection[str]) -> None:
        """Code anew the statements whose codings are others than they were; `own` are those this desk has just changed."""
        if self._coded is None:
            return
        old, new = before.codings, self.workspace.judgements.codings
        changed = {key[0] for key in old.keys() | new.keys() if old.get(key) is not new.get(key)} & self._coded.keys()
        if not changed:
            return
        self.has_news |= not changed <= set(own)
        passages = tuple(self._coded[statement_id].passage for statement_id in sorted(changed))
        codings = {key: coding for key, coding in new.items() if key[0] in changed}
        few = replace(self.workspace, judgements=self.workspace.judgements.model_copy(update={"codings": codings}))
        few.__dict__["suggestion_index"] = self.workspace.suggestion_index
        for statement in code_statements(few, self.received.model_copy(update={"passages": passages})):
            self._coded[statement.passage.statement_id] = statement


def _received_anew(before: Judgements, now: Judgements) -> bool:
    names = ("registrations", "set_aside", "withdrawn", "deleted", "meetings", "corrections", "personal")
    return any(getattr(before, name) != getattr(now, name) for name in names)


def _stat_inputs(data: DataFolder) -> FileState:
    return _stat(data.originals(), data.form_mappings())


def _stat_definition(data: DataFolder) -> FileState:
    """Look at what defines the dialogue, and what was learned from its codings; it is read again when it changes."""
    files = (
        data.dialogue_file,
        data.codebook_file,
        data.claims_file,
        data.model_pin,
        *sorted(data.reference.glob("*.csv")),
    )
    return _stat((file.name, file) for file in files if file.is_file())


def _stat(*listed: Iterable[tuple[str, Path]]) -> FileState:
    found = ((name, file.stat()) for files in listed for name, file in files)
    return tuple((name, seen.st_mtime_ns, seen.st_size) for name, seen in found)
