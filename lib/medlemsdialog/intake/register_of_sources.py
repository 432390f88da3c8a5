"""The register of sources: every original of the dialogue, routed to its area, judged and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.errors import NoReadableOriginalsError
from medlemsdialog.intake.checks import find_problems, has_sami, is_late, place_in_rows, sort_problems
from medlemsdialog.intake.duplicates import mark_duplicates
from medlemsdialog.intake.folders import find_folder
from medlemsdialog.intake.form_mapping import read_form_mapping
from medlemsdialog.intake.noticed import describe
from medlemsdialog.intake.original_reader import OriginalReader
from medlemsdialog.intake.parsed import list_originals, list_paths
from medlemsdialog.intake.personal import is_person_name
from medlemsdialog.intake.personal.area import find_tombstones, review_area
from medlemsdialog.intake.received import Received
from medlemsdialog.intake.recognised import read_recognised
from medlemsdialog.intake.registration import apply_judgements, find_missing, index_judgements
from medlemsdialog.intake.rules import build_problem
from medlemsdialog.intake.submission_attachments import join_submissions
from medlemsdialog.judgements.events import SourceRegistered
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import SourceState
from medlemsdialog.paths import NATIONAL, DataFolder
from medlemsdialog.register.models import Register


def read_all(
    data: DataFolder, dialogue: Dialogue, register: Register, judgements: Judgements, *, cache: Path | None = None
) -> tuple[Intake, ...]:
    """Return the intake of every county of the edition, in order of code, and the national one last.

    Each original is parsed once; with `cache`, a folder, only where its content or the readers have changed.
    """
    areas = [county.county_code for county in register.counties]
    received, missing = _receive(data, dialogue, register, judgements, cache, only=None)
    return tuple(
        _build_intake(area, received, missing, dialogue, register, judgements=judgements) for area in (*areas, NATIONAL)
    )


def read_area(
    data: DataFolder,
    dialogue: Dialogue,
    register: Register,
    judgements: Judgements,
    area_code: str,
    *,
    cache: Path | None = None,
) -> Intake:
    """Return what was received for one county, or for `NATIONAL`: the sources that route to no county.

    Reads the area's own folder and those that may hold something for it; the same as the area's part of `read_all`.
    """
    received, missing = _receive(data, dialogue, register, judgements, cache, only=area_code)
    return _build_intake(area_code, received, missing, dialogue, register, judgements=judgements)


def raise_if_nothing_readable(intake: Intake) -> None:
    """Raise if the area's own folder holds originals and none can be opened. Scans and Sámi texts count as opened.

    Raises:
        NoReadableOriginalsError: It names the originals.
    """
    own = [source for source in intake.sources if source.own_folder]
    if intake.area_code == NATIONAL or not own or any(s.readable or "scanned" in s.waiting for s in own):
        return
    files = ", ".join(source.source for source in own)
    raise NoReadableOriginalsError(
        Message(
            "Ingen av originalene for {area} kan åpnes: {files}. Se merknadene, og legg inn filer som kan leses.",
            area=intake.area_code,
            files=files,
        )
    )


def _receive(
    data: DataFolder,
    dialogue: Dialogue,
    register: Register,
    judgements: Judgements,
    cache: Path | None,
    *,
    only: str | None,
) -> tuple[tuple[Received, ...], tuple[SourceRegistered, ...]]:
    index = index_judgements(judgements)
    reader = OriginalReader(
        dialogue, register, recognised=read_recognised(data), withdrawn=index.withdrawn_contents, cache=cache
    )
    emptied = {event.source.partition("#")[0] for event in index.withdrawn.values() if "#" in event.source}
    received: list[Received] = []
    unread: dict[str, Path] = {}
    contents: dict[str, str] = {}
    mapped: set[Path] = set()
    for source, file in data.originals():
        folder = find_folder(source, register)
        if only in {None, NATIONAL} or folder.kind != "county" or folder.county_code == only:
            found = data.form_mapping(file)
            mapped |= {found} if found else set()
            mapping = read_form_mapping(found) if found else None
            for original in list_originals(source, file):
                contents[original.source] = original.content_sha256
                # What is kept of a sheet holds the withdrawn row too: such a sheet is read anew each time.
                received += reader.read(original, mapping, keep=source not in emptied)
        else:
            unread |= dict.fromkeys(list_paths(source, file), file)
    listed = contents.keys() | unread.keys()
    received = join_submissions(received, contents)
    received += _find_unused_mappings(data, register, mapped, only)
    applied, used = apply_judgements(received, index, register, listed=listed)
    gone = [event for event in find_missing(index, used) if event.source.split("#")[0] not in unread]
    if gone and unread:
        # An original that moved to a county that is not read here is not missing.
        elsewhere = {
            hashlib.sha256(one.content).hexdigest()
            for source, file in unread.items()
            for one in list_originals(source, file)
        }
        gone = [event for event in gone if event.content_sha256 not in elsewhere]
    if judgements.deleted is not None:
        gone = []
    return tuple(_finish(one, dialogue) for one in applied), tuple(gone)


def _find_unused_mappings(
    data: DataFolder, register: Register, mapped: set[Path], only: str | None
) -> Iterator[Received]:
    """Yield what carries the problem of each mapping whose form is not there; it is no source."""
    for name, file in data.form_mappings():
        folder = find_folder(name, register)
        if file not in mapped and (only in {None, NATIONAL} or folder.kind != "county" or folder.county_code == only):
            source = Source(source=name, source_id="", content_sha256="", media_type="", county_code=folder.county_code)
            yield Received(source, (), (describe(source, "form_mapping_unused", found=file.name),), folder)


def _finish(one: Received, dialogue: Dialogue) -> Received:
    """Return the source with what follows from its date and its passages' language."""
    source = one.source
    waiting = source.waiting
    if source.state is not SourceState.REJECTED and has_sami(one.passages) and "sami" not in waiting:
        waiting = (*waiting, "sami")
    return one._replace(source=source.model_copy(update={"late": is_late(source.date, dialogue), "waiting": waiting}))


def _build_intake(
    area_code: str,
    received: Sequence[Received],
    missing: Iterable[SourceRegistered],
    dialogue: Dialogue,
    register: Register,
    *,
    judgements: Judgements,
) -> Intake:
    here = [one for one in received if (one.source.county_code or NATIONAL) == area_code]
    sources = tuple(_own(one, area_code) for one in here if one.source.source_id)
    models = () if area_code == NATIONAL else _sent_by_organisations(received)
    passages, elsewhere = mark_duplicates([passage for one in here for passage in one.passages], models)
    problems = [problem for one in here for problem in one.problems]
    problems += find_problems(sources, passages, dialogue)
    personal, told = review_area(sources, passages, judgements)
    problems += [*told, *find_tombstones(judgements, sources, area_code)]
    problems += [_missing(event, area_code) for event in missing if _area_of(event, register) == area_code]
    problems += [_nowhere(s) for s in sources if area_code == NATIONAL and _needs_routing(s)]
    order = [source.source for source in sources]
    return Intake(
        area_code=area_code,
        sources=sources,
        passages=passages,
        problems=sort_problems(tuple(place_in_rows(problems, passages)), order),
        personal=personal,
        sent_elsewhere=elsewhere,
    )


def _sent_by_organisations(received: Sequence[Received]) -> tuple[tuple[Source, Passage], ...]:
    """Return what organisations without a county sent and may be named for: never a person, never in confidence."""
    return tuple(
        (one.source, passage)
        for one in received
        if not one.source.county_code
        and one.source.is_named_organisation
        and not is_person_name(one.source.sender_name)
        for passage in one.passages
        if passage.is_statement
    )


def _own(one: Received, area_code: str) -> Source:
    """Return the source, told apart by whether it came by the area's own folder."""
    own = one.folder.kind == "national" if area_code == NATIONAL else one.folder.county_code == area_code
    return one.source.model_copy(update={"own_folder": own})


def _needs_routing(source: Source) -> bool:
    return source.state is SourceState.PROPOSED and "#" in source.source


def _nowhere(source: Source) -> Problem:
    return build_problem(
        "routes_nowhere",
        source=source.source,
        source_id=source.source_id,
        anchor=source.place,
        found=source.sender_name,
    )


def _missing(event: SourceRegistered, area_code: str) -> Problem:
    county = "" if area_code == NATIONAL else area_code
    return build_problem(
        "original_missing", source=event.source, source_id=event.source_id, county_code=county, found=event.sender_name
    )


def _area_of(event: SourceRegistered, register: Register) -> str:
    folder = find_folder(event.source, register)
    if folder.kind == "county":
        return folder.county_code
    member = register.member(event.sender_code)
    return member.county_code if member else NATIONAL
