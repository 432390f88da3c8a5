"""A small dialogue with its sheets written, and what taking them in leads to. Eksempel – oppdiktet."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.evidence import Workspace, open_workspace, read_even_if_broken
from medlemsdialog.exchange.sheets_in import Taken, take_in_files
from medlemsdialog.exchange.sheets_out import write_sheets
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.paths import DataFolder
from support.mini_dialogue import build_of, write_mini_dialogue

CLAIMS = """\
schema_version: 1
claims:
  - id: k-bibliotek
    text: {nb: Staten bør styrke bibliotekene., nn: Staten bør styrkje biblioteka.}
    addressee: state
    themes: [bibliotek]
  - id: k-kulturskole
    text: {nb: Staten bør øremerke midler til kulturskolen.}
    addressee: state
    themes: [kulturskole-okonomi]
"""


@dataclass
class Dialogue:
    """A dialogue as a test uses it; what people judged is read anew each time."""

    data: DataFolder
    folder: Path

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.data, build_of(self.data))

    @property
    def sources_file(self) -> Path:
        return self.folder / "innspill.xlsx"

    @property
    def codes_file(self) -> Path:
        return self.folder / "kodeark.xlsx"

    def write(self, *, area: str = "91", coder: str = "", to: Path | None = None) -> tuple[Path, ...]:
        return write_sheets(self.workspace, area, to or self.folder, coder=coder)

    def take_in(self, *files: Path, by: str = "Kari K.", keep_mine: bool = False, county: str | None = None) -> Taken:
        *_, last = take_in_files(self.workspace, files, by=by, county=county, keep_mine=keep_mine)
        return last

    def source(self, name: str, area: str = "91") -> Source:
        received = read_even_if_broken(self.workspace, area)
        return next(source for source in received.sources if name in source.source)

    def passage(self, text: str, area: str = "91") -> Passage:
        received = read_even_if_broken(self.workspace, area)
        return next(passage for passage in received.passages if text in passage.text)

    def coding(self, text: str, by: str = "Kari K.") -> CodingSet | None:
        return self.workspace.judgements.codings.get((self.passage(text).statement_id, by))

    def log(self) -> dict[str, bytes]:
        """Return every log as it stands."""
        files = sorted(self.data.judgements.rglob("*.jsonl"))
        return {file.relative_to(self.data.root).as_posix(): file.read_bytes() for file in files}


def write_dialogue(folder: Path) -> None:
    """Write the dialogue and its sheets, with the originals read."""
    data = write_mini_dialogue(folder / "dialog")
    data.claims_file.write_text(CLAIMS, encoding="utf-8")
    Dialogue(data, folder / "ark").write()


def copy_dialogue(template: Path, folder: Path) -> Dialogue:
    """Return a copy of what `write_dialogue` wrote."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return Dialogue(DataFolder((folder / "dialog").resolve()), folder / "ark")
