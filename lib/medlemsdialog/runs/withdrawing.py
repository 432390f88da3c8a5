"""A source withdrawn by its sender: a tombstone stays, and its words go out of the logs, the originals and all that is derived."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.learned.model_file import forget_sources
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_even_if_broken
from medlemsdialog.evidence.lost_quotes import LostWords
from medlemsdialog.intake.parsed import list_originals
from medlemsdialog.intake.personal import find_in_name
from medlemsdialog.intake.recognised import RecognisedText
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import SourceWithdrawn
from medlemsdialog.judgements.log import append_events
from medlemsdialog.judgements.purge import Purge, find_texts, purge_texts
from medlemsdialog.models.sources import Source
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.judging import find_sources, read_area_code
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.parts import forget_everything
from medlemsdialog.runs.release_purge import ReleasePurge, find_releases_with, purge_releases
from medlemsdialog.runs.stale import remove_outputs


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal does, or did. Paths are files that are there now.

    `original` is the file that can be deleted; None where the source is one row of a sheet or one file of a ZIP.
    `copies` are other sources with the same content, `sheets` what still holds the words and is not ours to delete.
    `releases` are the folders of those that rest on the source; the words go out of them, the numbers stay.
    """

    area_code: str
    source: Source
    original: Path | None
    log_lines: int
    copies: tuple[str, ...]
    sheets: tuple[Path, ...]
    releases: tuple[Path, ...]

    @property
    def is_part(self) -> bool:
        """Whether the source is a part of a file that holds others too."""
        return self.original is None


def find_source_anywhere(workspace: Workspace, named: str, county: str | None) -> tuple[str, Source]:
    """Return the area and the source that is named by path, file name or id; in all areas unless one is given.

    Raises:
        UsageError: The name fits none, or several.
    """
    if county is not None:
        area_code = read_area_code(workspace, county)
        return area_code, find_sources(workspace, area_code, [named])[0]
    fitting = [
        (area_code, source)
        for area_code in (*workspace.county_codes, NATIONAL)
        for source in read_even_if_broken(workspace, area_code).sources
        if named in {source.source, source.source_id, source.source.rpartition("/")[2]}
    ]
    if len(fitting) == 1:
        return fitting[0]
    allowed = ", ".join(source.source for _, source in fitting)
    if fitting:
        raise UsageError(
            Message("«{name}» kan være flere innspill. Oppgi hele stien: {allowed}.", name=named, allowed=allowed)
        )
    raise UsageError(
        Message(
            "Fant ikke innspillet «{name}». Alle innspillene står i build/intake/sources.csv etter «medlemsdialog run».",
            name=named,
        )
    )


def plan_withdrawal(workspace: Workspace, area_code: str, source: Source) -> Withdrawal:
    """Return what withdrawing the source would do, without doing it."""
    originals = dict(workspace.data.originals())
    folder = workspace.build.area(area_code).sheets
    same = [
        one.source
        for path, file in originals.items()
        for one in list_originals(path, file)
        if one.source != source.source and hashlib.sha256(one.content).hexdigest() == source.content_sha256
    ]
    return Withdrawal(
        area_code=area_code,
        source=source,
        original=originals.get(source.source),
        log_lines=sum(log.lines for log in find_texts(workspace.data, _purge_of([source.source_id]))),
        copies=tuple(sorted(set(same))),
        sheets=tuple(sorted(folder.glob("*.xlsx"))) if folder.is_dir() else (),
        releases=find_releases_with(workspace.data, [source.source_id]),
    )


def withdraw_source(
    workspace: Workspace, withdrawal: Withdrawal, *, by: str, reason: str, delete_original: bool
) -> SourceWithdrawn:
    """Write the tombstone, take the words out of the logs and of all that is derived, and delete the original if asked to.

    Sign-offs and findings that rest on the source lapse by themselves: what they rest on has changed.

    Raises:
        UsageError: The name of the person is empty.
    """
    source = withdrawal.source
    event = SourceWithdrawn(
        by=require_person(by),
        client=client_name(),
        source_id=source.source_id,
        source=source.source if withdrawal.is_part or _may_keep_path(source.source) else "",
        content_sha256=source.content_sha256,
        reason=reason,
    )
    words = _read_words(workspace, withdrawal)
    hide_words = _find_lost_words(workspace, withdrawal).hide_in
    # The tombstone first: from now on no reading takes the words in, whatever happens to the rest.
    append_events(workspace.data, withdrawal.area_code, [event])
    purge_texts(workspace.data, _purge_of([source.source_id])._replace(hide_words=hide_words))
    purge_releases(workspace.data, ReleasePurge({source.source_id}, words))
    # No words are in it, but what was learned from them goes too; the next training is without.
    forget_sources(workspace.data, [source.source_id])
    digests = {source.content_sha256}
    if withdrawal.original is not None and delete_original:
        withdrawal.original.unlink(missing_ok=True)
    elif withdrawal.original is None:
        digests |= _digests_of_file(workspace, source.source)
    for text in workspace.data.recognised_texts():
        if text.stem in digests or _is_recognised_in(text, source.source):
            text.unlink(missing_ok=True)
    _remove_derived(workspace, withdrawal.area_code, source, digests)
    return event


def _read_words(workspace: Workspace, withdrawal: Withdrawal) -> tuple[str, ...]:
    """Return what the source says, where a release may have some of it."""
    if not withdrawal.releases:
        return ()
    received = read_even_if_broken(workspace, withdrawal.area_code)
    return tuple(passage.text for passage in received.passages_of(withdrawal.source.source_id))


def _find_lost_words(workspace: Workspace, withdrawal: Withdrawal) -> LostWords:
    """Return the statements that nobody else in the area has made, where a finding may quote them without a citation."""
    if not workspace.judgements.findings:
        return LostWords(())
    received = read_even_if_broken(workspace, withdrawal.area_code)
    own = received.passages_of(withdrawal.source.source_id)
    others = {passage.statement_id for passage in received.passages} - {passage.statement_id for passage in own}
    return LostWords.of(
        (passage.text for passage in own if passage.is_statement),
        but=(passage.text for passage in received.passages if passage.statement_id in others),
    )


def _is_recognised_in(file: Path, source: str) -> bool:
    """Whether a recognised text comes from the source, or from a part of it."""
    content = file.read_text(encoding="utf-8", errors="replace")
    try:
        lay = RecognisedText.model_validate_json(content).source
    except ValidationError:
        return source in content  # damaged: better one text too many than one that stays
    return lay == source or lay.startswith((f"{source}/", f"{source} › "))


def sweep_withdrawn(workspace: Workspace) -> int:
    """Take words of withdrawn sources out of logs that came back with them, and return the number of lines changed.

    What a program that was running all the while has kept of them goes too.
    """
    digests: set[str] = set()
    for event in workspace.judgements.withdrawn.values():
        digests |= _digests_of_file(workspace, event.source) if "#" in event.source else {event.content_sha256}
    remove_outputs(*_parsed(workspace, digests))
    if workspace.judgements.withdrawn:
        remove_outputs(workspace.build.translated)
        purge_releases(workspace.data, ReleasePurge(frozenset(workspace.judgements.withdrawn)))
    return sum(log.lines for log in purge_texts(workspace.data, _purge_of(workspace.judgements.withdrawn)))


def find_withdrawn_originals(workspace: Workspace, events: Iterable[SourceWithdrawn]) -> tuple[str, ...]:
    """Return the originals that still hold what was withdrawn: whole files by their content, sheets by the row's path."""
    events = tuple(events)
    contents = {event.content_sha256 for event in events if event.content_sha256}
    if not events:
        return ()
    return tuple(
        path for path, file in workspace.data.originals() if hashlib.sha256(file.read_bytes()).hexdigest() in contents
    )


def forget_withdrawn(workspace: Workspace, area_code: str, events: Iterable[SourceWithdrawn]) -> None:
    """Remove all that is derived from sources whose withdrawal came from elsewhere, and what was recognised in them."""
    events = tuple(events)
    forget_sources(workspace.data, [event.source_id for event in events])
    if events:
        purge_releases(workspace.data, ReleasePurge(frozenset(event.source_id for event in events)))
    contents = {event.content_sha256 for event in events if event.content_sha256}
    sources = [event.source for event in events if event.source]
    for text in workspace.data.recognised_texts():
        if text.stem in contents or any(_is_recognised_in(text, source) for source in sources):
            text.unlink(missing_ok=True)
    build = workspace.build
    forget_everything(build)
    remove_outputs(
        *_parsed(workspace, contents),
        build.sources_csv,
        build.statements_csv,
        build.work,
        build.lab,
        build.feedback_pages,
    )
    for code in (area_code, NATIONAL):
        area = build.area(code)
        remove_outputs(*(entry for entry in area.root.glob("*") if entry != area.sheets))


def count_left(workspace: Workspace) -> int:
    """Return the number of log lines that hold words of withdrawn sources: another adviser's copy has been merged in."""
    withdrawn = workspace.judgements.withdrawn
    return sum(log.lines for log in find_texts(workspace.data, _purge_of(withdrawn))) if withdrawn else 0


def _purge_of(source_ids: Iterable[str]) -> Purge:
    return Purge(frozenset(source_ids), may_keep_path=_may_keep_path)


def _may_keep_path(path: str) -> bool:
    """Whether a path tells nothing of who sent it; that of a row leads to the sheet that must be emptied."""
    return "#" in path or not find_in_name(path)


def _digests_of_file(workspace: Workspace, source: str) -> set[str]:
    """Return the content of the sheet that a row stands in: what is kept of it holds the row."""
    file = dict(workspace.data.originals()).get(source.partition("#")[0])
    return {hashlib.sha256(file.read_bytes()).hexdigest()} if file is not None else set()


def _parsed(workspace: Workspace, digests: Iterable[str]) -> list[Path]:
    return [entry for digest in digests if digest for entry in workspace.build.parsed.glob(f"{digest}*")]


def _remove_derived(workspace: Workspace, area_code: str, source: Source, digests: Iterable[str]) -> None:
    build = workspace.build
    # What an organisation sent may be shown beside its copies in any county.
    areas: Sequence[str] = (area_code, NATIONAL) if source.county_code else (*workspace.county_codes, NATIONAL)
    with locked(build):
        forget_everything(build)
        remove_outputs(*_parsed(workspace, digests))
        remove_outputs(build.sources_csv, build.statements_csv, build.work, build.lab, build.feedback_pages)
        for code in areas:
            area = build.area(code)
            kept = area.sheets
            remove_outputs(*(entry for entry in area.root.glob("*") if entry != kept))
