"""The counties' summaries from before a run: a county that does not come to its end keeps the one that fits its report.

A workbook writes the summary while it runs, and the report is written when it has ended. Where the disk fills up between,
or the run is interrupted, the earlier summary goes back beside the earlier report.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from medlemsdialog.paths import BuildFolder


class EarlierSummaries:
    """The earlier summaries of the counties that are run. On leaving, those of counties not `closed` are put back."""

    def __init__(self, build: BuildFolder, county_codes: Iterable[str]) -> None:
        """Keep nothing yet."""
        self._build = build
        self._codes = set(county_codes)

    def close(self, county_code: str) -> None:
        """Let a county's new summary stand: its report is written too, or the county has failed and has neither."""
        self._codes.discard(county_code)
        self._kept(county_code).unlink(missing_ok=True)

    def __enter__(self) -> EarlierSummaries:
        shutil.rmtree(self._build.earlier_summaries, ignore_errors=True)
        self._build.earlier_summaries.mkdir(parents=True, exist_ok=True)
        for code in self._codes:
            _link(self._build.area(code).summary, self._kept(code))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for code in self._codes:
            # Where there was none, a new one beside no report is made again by the next run.
            with suppress(FileNotFoundError):
                self._kept(code).replace(self._build.area(code).summary)
        shutil.rmtree(self._build.earlier_summaries, ignore_errors=True)

    def _kept(self, county_code: str) -> Path:
        return self._build.earlier_summaries / f"{county_code}.json"


def _link(summary: Path, kept: Path) -> None:
    """Keep a summary under a second name, which takes no room; a copy where the file system knows no such names."""
    try:
        os.link(summary, kept)
    except FileNotFoundError:
        return
    except OSError:
        with suppress(OSError):
            shutil.copyfile(summary, kept)
