"""What a served page knows: the dialogue, who may answer, the store, and what time it is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from starlette.requests import Request

from medlemsdialog.catalogue import LANGUAGES, Language
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.dialogue_package import Access
from medlemsdialog.evidence import Workspace
from medlemsdialog.exchange.submission_store import connect
from medlemsdialog.models.claims import Claim
from medlemsdialog.paths import InputPageFolder
from medlemsdialog.register.models import Member, Register
from medlemsdialog.service.asked import Asked, find_asked
from medlemsdialog.service.keeping import KeptSubmission, find_submission
from medlemsdialog.service.keys import TOKEN, FormKey, hash_secret, read_form_key, shorten_dialogue
from medlemsdialog.service.opening import Clock, Opening, find_opening
from medlemsdialog.service.rates import Rates
from medlemsdialog.service.writing import Writer

LANGUAGE_FIELD, LANGUAGE_COOKIE, BROWSER_COOKIE = "sprak", "sprak", "nettleser"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Site:
    """One input page. `reader` is read on the server's own thread only; all changes go through `writer`."""

    dialogue: Dialogue
    claims: tuple[Claim, ...]
    register: Register
    folder: InputPageFolder
    clock: Clock
    hosts: frozenset[str]
    form_key: FormKey
    writer: Writer
    reader: sqlite3.Connection
    rates: Rates = field(default_factory=Rates)
    _asked: dict[tuple[str, Language], Asked] = field(default_factory=dict)

    @property
    def opening(self) -> Opening:
        """Whether members may write now."""
        return find_opening(self.dialogue, self.clock())

    @property
    def is_open_to_all(self) -> bool:
        """Whether anybody may begin an answer, without a code."""
        return self.dialogue.input_page.access is Access.OPEN

    @cached_property
    def reference_prefix(self) -> str:
        """What references begin with."""
        return shorten_dialogue(self.dialogue.id)

    def asked(self, member: Member, language: Language) -> Asked:
        """Return what a member is asked."""
        if (member.code, language) not in self._asked:
            self._asked[member.code, language] = find_asked(self.dialogue, self.claims, member, language)
        return self._asked[member.code, language]

    def find_submission(self, token: str) -> KeptSubmission | None:
        """Return how the submission of a personal link stands; None where there is no such link."""
        return find_submission(self.reader, hash_secret(token)) if TOKEN.fullmatch(token) else None

    def language(self, request: Request, kept: KeptSubmission | None = None, member: Member | None = None) -> Language:
        """Return the language of a page: what is chosen, else what was written in, the member's own, the dialogue's."""
        for chosen in (
            request.query_params.get(LANGUAGE_FIELD),
            request.cookies.get(LANGUAGE_COOKIE),
            kept.language if kept else None,
        ):
            if chosen in LANGUAGES:
                return chosen
        if member is not None:
            return self.dialogue.language_of(member.home_county, member.language_form)
        return self.dialogue.language

    def address(self, request: Request) -> str:
        """Return the page's own address without a slash at its end: what dialogue.yaml says, else where it was asked for."""
        if told := self.dialogue.input_page.address:
            return told.rstrip("/")
        return f"{request.url.scheme}://{request.url.netloc}{root_path(request)}"

    def close(self) -> None:
        """Let go of the store."""
        self.reader.close()
        self.writer.close()


def build_site(workspace: Workspace, folder: InputPageFolder, *, clock: Clock, host: str = "127.0.0.1") -> Site:
    """Return the input page of a dialogue, with its store opened; the store is made where there is none."""
    folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    for part in (folder.incoming, folder.attachments):
        part.mkdir(exist_ok=True, mode=0o700)
    writer = Writer(folder)
    _tidy(folder)
    named = urlsplit(workspace.dialogue.input_page.address).hostname
    reader = connect(folder)
    reader.execute("PRAGMA query_only = ON")
    return Site(
        dialogue=workspace.dialogue,
        claims=workspace.claims,
        register=workspace.register,
        folder=folder,
        clock=clock,
        hosts=LOOPBACK | {host.lower()} | ({named} if named else set()),
        form_key=read_form_key(folder.form_key),
        writer=writer,
        reader=reader,
    )


def root_path(request: Request) -> str:
    """Return the path that the proxy serves the page under; empty where it is served alone."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def _tidy(folder: InputPageFolder) -> None:
    """Delete what was left half received, or received and never kept, when a server was stopped in the middle."""
    for file in folder.incoming.iterdir():
        file.unlink(missing_ok=True)
    database = connect(folder)
    try:
        known = {sha256 for (sha256,) in database.execute("SELECT sha256 FROM attachment")}
    finally:
        database.close()
    for file in folder.attachments.glob("??/*"):
        if file.name not in known:
            file.unlink(missing_ok=True)
