"""What a person decides at the command line: sources confirmed or set aside, statements coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.changes_codes import Codes
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import CodingSet, SourceRegistered, SourceSetAside
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import Arena, Level, Openness, Position, SourceState, Status, word
from medlemsdialog.paths import NATIONAL, NATIONAL_FOLDER_NAMES
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import SenderOutcome
from medlemsdialog.runs.passages import find_passage
from medlemsdialog.runs.words import read_date

_SHOWN_NAMES = 12


@dataclass(frozen=True)
class Registration:
    """What a person says of a source where it differs from what is proposed; None keeps the proposal."""

    sender: str | None = None
    level: Level | None = None
    status: Status | None = None
    arena: Arena | None = None
    date: str | None = None
    openness: Openness | None = None
    quotable: bool | None = None
    public_address: str | None = None
    replies_to: str | None = None
    meeting_id: str | None = None
    # The registrations the person had before their eyes; None where they were not shown.
    replaces: tuple[str, ...] | None = None


def read_area_code(workspace: Workspace, given: str) -> str:
    """Return the area code that `given` means: a county of the edition, or the senders without one.

    Raises:
        UsageError: No such county; the text names the nearest or all.
    """
    return NATIONAL if given in NATIONAL_FOLDER_NAMES else workspace.county(given).county_code


def find_proposals(workspace: Workspace, area_code: str) -> tuple[Source, ...]:
    """Return the area's sources that wait for a person's confirmation."""
    received = read_even_if_broken(workspace, area_code)
    return tuple(source for source in received.sources if source.state is SourceState.PROPOSED and source.readable)


def find_sources(workspace: Workspace, area_code: str, named: Sequence[str]) -> tuple[Source, ...]:
    """Return the area's sources that are named by path, by file name where only one has it, or by id.

    Raises:
        UsageError: A name fits none of them, or several.
    """
    sources = read_even_if_broken(workspace, area_code).sources
    return tuple(_find_source(sources, name) for name in named)


def find_sources_by_area(
    workspace: Workspace, named: Sequence[str], county: str | None
) -> dict[str, tuple[Source, ...]]:
    """Return the named sources by the area they belong to; without a county they are looked for in all areas.

    Raises:
        UsageError: A name fits no source, or several, or the county is none.
    """
    if county is not None:
        area_code = read_area_code(workspace, county)
        return {area_code: find_sources(workspace, area_code, named)}
    areas = {code: read_even_if_broken(workspace, code).sources for code in (*workspace.county_codes, NATIONAL)}
    area_of = {source.source_id: code for code, sources in areas.items() for source in sources}
    everywhere = [source for sources in areas.values() for source in sources]
    found: dict[str, tuple[Source, ...]] = {}
    for source in (_find_source(everywhere, name) for name in named):
        code = area_of[source.source_id]
        found[code] = (*found.get(code, ()), source)
    return found


def register_sources(
    workspace: Workspace, area_code: str, sources: Sequence[Source], *, by: str, registration: Registration
) -> tuple[SourceRegistered, ...]:
    """Append a registration of each source to this person's log, and return them.

    Raises:
        UsageError: The sender is not one member or body of the edition, the date is none, or what belongs to one source
            is given for several; nothing has been written then.
    """
    return register_by_area(workspace, {area_code: sources}, by=by, registration=registration)


def register_by_area(
    workspace: Workspace, sources: Mapping[str, Sequence[Source]], *, by: str, registration: Registration
) -> tuple[SourceRegistered, ...]:
    """Append a registration of each source to this person's log of its area, and return them.

    Raises:
        UsageError: As `register_sources`; nothing has been written then, in any area.
    """
    number = sum(map(len, sources.values()))
    if number > 1 and (registration.sender or registration.public_address or registration.date):
        raise UsageError(Message("--sender, --date og --public-address gjelder ett innspill. Bekreft ett om gangen."))
    if registration.date:
        registration = replace(registration, date=read_date(registration.date))
    events = {
        area_code: tuple(_registered(workspace, area_code, source, by, registration) for source in own)
        for area_code, own in sources.items()
    }
    for area_code, own in events.items():
        append_events(workspace.data, area_code, own)
    return tuple(event for own in events.values() for event in own)


def set_source_aside(
    workspace: Workspace, area_code: str, source: Source | SourceRegistered, *, by: str, reason: str
) -> SourceSetAside:
    """Append to this person's log that the source is kept but does not count, and return the event."""
    event = SourceSetAside(
        by=require_person(by),
        client=client_name(),
        source_id=source.source_id,
        source=source.source,
        content_sha256=source.content_sha256,
        reason=reason,
    )
    append_events(workspace.data, area_code, [event])
    return event


def set_aside_by_name(workspace: Workspace, name: str, county: str | None, *, by: str, reason: str) -> SourceSetAside:
    """Set aside the source that a name points at, also one that is registered and whose original is gone.

    Raises:
        UsageError: The name fits no source, or several, or the county is none.
    """
    try:
        ((area_code, (source,)),) = find_sources_by_area(workspace, [name], county).items()
    except UsageError:
        events = workspace.judgements.registrations.values()
        gone = [event for event in events if name in {event.source, event.source_id}]
        area_code = read_area_code(workspace, gone[0].source.partition("/")[0]) if len(gone) == 1 else ""
        if not area_code or (county is not None and read_area_code(workspace, county) != area_code):
            raise
        return set_source_aside(workspace, area_code, gone[0], by=by, reason=reason)
    return set_source_aside(workspace, area_code, source, by=by, reason=reason)


def code_statement(
    workspace: Workspace, statement_id: str, *, themes: Sequence[str], claims: Mapping[str, str], by: str
) -> CodingSet:
    """Append this person's themes and positions for a statement, which take the place of earlier ones by the same person.

    Raises:
        UsageError: The statement, a theme, a claim or a position is unknown; the text names the allowed ones.
    """
    placed = find_passage(workspace, statement_id)
    if not placed.passage.is_statement:
        raise UsageError(
            Message(
                "Tekststedet {id} er lest som {kind}, ikke som utsagn, og kan ikke kodes.",
                id=statement_id,
                kind=word(placed.passage.kind),
            )
        )
    if not themes and not claims:
        raise UsageError(Message("Oppgi minst ett tema med --theme eller ett krav med --claim."))
    codes = Codes(workspace.dialogue, workspace.codebook, workspace.claims, workspace.judgements)
    for theme in themes:
        codes.theme(theme)
    for claim, position in claims.items():
        codes.claim(claim)
        require_known(position, [known.value for known in Position], Message("standpunktet"))
    person = require_person(by)
    # What is not chosen anew stays: the questions a statement answers, its kind, and what the coder noted.
    earlier = workspace.judgements.codings.get((statement_id, person))
    kept = earlier.model_dump(include={"questions", "kind", "quotable", "memo"}) if earlier else {}
    event = CodingSet(
        **kept,
        by=person,
        client=client_name(),
        statement_id=statement_id,
        text=placed.passage.text,
        anchor=placed.passage.anchor,
        themes=tuple(dict.fromkeys(themes)),
        claims=tuple(ClaimPosition(claim_id=claim, position=Position(position)) for claim, position in claims.items()),
    )
    append_events(workspace.data, placed.area_code, [event])
    return event


def _registered(
    workspace: Workspace, area_code: str, source: Source, by: str, registration: Registration
) -> SourceRegistered:
    given = {name: value for name, value in vars(registration).items() if value is not None and name != "sender"}
    if registration.sender is not None:
        # An organisation or a person is in no register: there its name is what is said.
        is_other = registration.level is Level.OTHER
        given |= find_sender_values(workspace, area_code, registration.sender, or_name=is_other)
    if registration.level is not None:
        given["level"] = registration.level
    proposed = source.model_dump(include=set(SourceRegistered.model_fields))
    if earlier := workspace.judgements.registrations.get(source.source_id):
        proposed["replies_to"] = earlier.replies_to
    return SourceRegistered(**{**proposed, **given, "by": require_person(by), "client": client_name()})


def find_sender_values(workspace: Workspace, area_code: str, text: str, *, or_name: bool = False) -> dict[str, str]:
    """Return code, name and level of the one member or body of the edition that `text` names.

    With `or_name`, a text that is none of them is the name of another sender.

    Raises:
        UsageError: It names none, or several; the text lists what is allowed.
    """
    match = find_sender(workspace.register, text, county_code=None if area_code == NATIONAL else area_code)
    if match.body:
        return {"sender_code": match.body.code, "sender_name": match.body.name, "level": Level.BODY}
    if match.member and match.outcome in {SenderOutcome.FOUND, SenderOutcome.REPAIRED_CODE}:
        return {"sender_code": match.member.code, "sender_name": match.member.name, "level": match.member.level}
    if or_name and text.strip():
        return {"sender_code": "", "sender_name": text.strip(), "level": Level.OTHER}
    allowed = match.candidates or workspace.register.members_in(area_code)
    raise UsageError(
        Message(
            "Avsenderen «{sender}» er ikke én kommune, fylkeskommune eller ett organ i kommuneinndelingen {edition}. "
            "Oppgi nummeret til en av disse: {allowed}. Er avsenderen en organisasjon eller person, bekrefter "
            "du innspillet med --level «annen avsender».",
            sender=text,
            edition=workspace.dialogue.edition,
            allowed=", ".join(f"{member.code} {member.name}" for member in allowed) or "–",
        )
    )


def _find_source(sources: Sequence[Source], name: str) -> Source:
    fitting = [source for source in sources if name in {source.source, source.source_id}]
    fitting = fitting or [source for source in sources if source.source.rpartition("/")[2] == name]
    if len(fitting) == 1:
        return fitting[0]
    raise UsageError(
        Message(
            "«{name}» peker ikke ut ett innspill. Oppgi hele stien til ett av disse: {allowed}.",
            name=name,
            allowed=_list_names(fitting or sources),
        )
    )


def _list_names(sources: Sequence[Source]) -> str:
    names = [source.source for source in sources]
    return (", ".join(names[:_SHOWN_NAMES]) + (" …" if len(names) > _SHOWN_NAMES else "")) or "–"


def require_known(code: str, allowed: Sequence[str], what: Message) -> None:
    """Raise a UsageError that names what is allowed, unless `code` is among it."""
    if code not in allowed:
        raise UsageError(
            Message(
                "Ukjent kode for {what}: «{code}». Tillatt: {allowed}.",
                what=what,
                code=code,
                allowed=", ".join(allowed) or "–",
            )
        )
