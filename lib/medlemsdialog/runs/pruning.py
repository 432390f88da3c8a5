"""The cache kept small: what no run would use again is removed, and with it what it holds of originals that are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from medlemsdialog.catalogue import LANGUAGES
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.parts import Ledger, Part
from medlemsdialog.runs.run_parts import RunParts
from medlemsdialog.runs.stale import remove_outputs


def prune_cache(
    parts: RunParts, ledger: Ledger, runs: Mapping[str, AreaRun], area_codes: Collection[str], *, whole: bool
) -> None:
    """Remove translated workbooks of areas where something has changed since, and after a run of all also parsed originals.

    How all stood after earlier runs is removed too: something has been made since.
    """
    build = parts.workspace.build
    for code, part, language in _translated(parts, runs, area_codes):
        made = ledger.find(part.name)
        if made is None or made.inputs != part.inputs:
            ledger.forget(part.name)
            remove_outputs(build.translated_workbook(code, language))
    remove_outputs(build.standing)
    if whole:
        _forget_other_areas(ledger, parts.workspace.county_codes)
        kept = {source.content_sha256 for area in parts.received.areas.values() for source in area.sources}
        emptied = {event.source.partition("#")[0] for event in parts.workspace.judgements.withdrawn.values()}
        # What is kept of a sheet holds the row that was withdrawn too.
        kept -= {
            source.content_sha256
            for area in parts.received.areas.values()
            for source in area.sources
            if source.source.partition("#")[0] in emptied
        }
        if build.parsed.is_dir():
            remove_outputs(*(file for file in build.parsed.iterdir() if file.name.partition("-")[0] not in kept))


def _forget_other_areas(ledger: Ledger, county_codes: Sequence[str]) -> None:
    areas = [f"{kind}/{code}" for kind in ("county", "pages", "problems") for code in (*county_codes, NATIONAL)]
    national = ["tables", "nation", *(f"nation-{kind}" for kind in ("pages", "documents", "evidence", "translation"))]
    names = [*areas, *national]
    translated = [f"{name}.{language}" for name in names for language in LANGUAGES]
    ledger.forget_others([*names, *translated, "run-crate", *ledger.list_runs()])


def _translated(
    parts: RunParts, runs: Mapping[str, AreaRun], area_codes: Collection[str]
) -> Iterator[tuple[str, Part, str]]:
    for language in LANGUAGES:
        for code in area_codes:
            if code == NATIONAL:
                yield code, parts.nation(runs, language), language
            elif code in runs:
                yield code, parts.county(code, language), language
