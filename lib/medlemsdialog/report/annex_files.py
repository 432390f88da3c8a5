"""The annexes of a national document with too many areas to hold them: each in a file of its own beside it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from medlemsdialog.models.shared import SharedSummary
from medlemsdialog.paths import AreaFolder
from medlemsdialog.report import places

_LINK_WITHIN = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r'\bhref="#([^"]+)"')


@dataclass(frozen=True)
class AnnexFiles:
    """The annexes: names and addresses by the prefix of the area's ids, and the prefix of the area each statement stands in."""

    names: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)

    def find_address(self, target: str) -> str:
        """Return the address of a place in one of the files; empty where it is in none of them."""
        prefix = self.statements.get(target, target)
        while prefix and prefix not in self.addresses:
            prefix = prefix.rpartition("-")[0]
        if not prefix:
            return ""
        return self.addresses[prefix] if target == prefix else f"{self.addresses[prefix]}#{target}"


def lay_out_annexes(
    folder: AreaFolder,
    reports: Iterable[tuple[str, str, Path]],
    summaries: Iterable[SharedSummary],
    *,
    name_file: Callable[[str], str],
) -> AnnexFiles:
    """Put the areas' reports (code, name, file) beside the national document, and tell where each is and what it holds.

    They are the reports themselves under a second name, which takes no room, or copies where the file system has no such
    names. What lay there is removed, but for other languages.
    """
    folder.annexes.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for code, name, report in reports:
        file = folder.annexes / name_file(code)
        file.unlink(missing_ok=True)
        try:
            os.link(report, file)
        except OSError:
            shutil.copyfile(report, file)
        prefix = places.area_prefix(code)
        names[prefix], addresses[prefix] = name, f"{folder.annexes.name}/{file.name}"
    return AnnexFiles(
        names,
        addresses,
        {
            places.statement_id(row.statement_id): places.area_prefix(summary.area.code)
            for summary in summaries
            for row in summary.statements
        },
    )


def remove_annexes(folder: AreaFolder) -> None:
    """Remove annexes that lie there from an earlier run, and their folder."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder.annexes)


def lead_to_files(html: str, files: AnnexFiles, here: Collection[str]) -> str:
    """Return a part of a page whose links lead to places `here` in it, or to the annexes; of others only the words are kept."""

    def lead(link: re.Match[str]) -> str:
        if link[1] in here:
            return link[0]
        address = files.find_address(link[1])
        return _HREF.sub(lambda _: f'href="{address}"', link[0], count=1) if address else link[2]

    return _LINK_WITHIN.sub(lead, html)
