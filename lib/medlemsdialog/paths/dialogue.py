"""The folder of a dialogue: what people put in, and what they judge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from medlemsdialog.paths.names import (
    FORM_MAPPING_ENDINGS,
    INPUT_FOLDER_NAMES,
    NATIONAL,
    NATIONAL_FOLDER_NAMES,
    SHEET_ENDINGS,
    is_ignored,
    slug_name,
)
from medlemsdialog.paths.releases import ReleaseFolder


@dataclass(frozen=True)
class DataFolder:
    """A dialogue folder: what people put in and what they judge. `run` never writes here."""

    root: Path

    @property
    def dialogue_file(self) -> Path:
        """The dialogue's definition."""
        return self.root / "dialogue.yaml"

    @property
    def codebook_file(self) -> Path:
        """The themes."""
        return self.root / "codebook.yaml"

    def old_codebook(self, version: str, number: int = 1) -> Path:
        """Return where the themes as they were are kept beside the new ones; `number` tells copies of a version apart."""
        name = re.sub(r"[^\w.-]+", "-", version)
        return self.root / f"codebook-{name}{f'-{number}' if number > 1 else ''}.yaml"

    @property
    def claims_file(self) -> Path:
        """The claims that were there when the dialogue began."""
        return self.root / "claims.yaml"

    @property
    def reference(self) -> Path:
        """The register's tables."""
        return self.root / "reference"

    @property
    def statistics(self) -> Path:
        """The official statistics that are kept: tables that reports use, and the answers they were made of."""
        return self.reference / "statistics"

    @property
    def judgements(self) -> Path:
        """The event logs."""
        return self.root / "judgements"

    @property
    def input_roots(self) -> tuple[Path, ...]:
        """The folders originals may lie in, those that exist."""
        return tuple(self.root / name for name in INPUT_FOLDER_NAMES if (self.root / name).is_dir())

    def input_folder(self, area_code: str) -> Path:
        """Return the folder that an area's new originals go into: the one that is there, whatever it is called."""
        roots = self.input_roots or (self.root / INPUT_FOLDER_NAMES[0],)
        names = NATIONAL_FOLDER_NAMES if area_code == NATIONAL else (area_code,)
        there = [root / name for root in roots for name in names if (root / name).is_dir()]
        return there[0] if there else roots[0] / names[0]

    def originals(self) -> Iterator[tuple[str, Path]]:
        """Yield (`source`, file) for every original, sorted by `source`: the path below `inputs/` with forward slashes.

        LES-MEG files, lock files and form mappings are not originals. A file that lies in `inputs/` and one of the same
        name in its alias `innspill/` are two originals; the second keeps the alias in its path.
        """
        return self._files_below_inputs(lambda relative: not is_ignored(relative))

    def form_mappings(self) -> Iterator[tuple[str, Path]]:
        """Yield (path, file) for every form mapping, sorted by path, which is told as that of an original."""
        return self._files_below_inputs(lambda relative: relative.name.lower().endswith(FORM_MAPPING_ENDINGS))

    def _files_below_inputs(self, is_wanted: Callable[[PurePath], bool]) -> Iterator[tuple[str, Path]]:
        found: dict[str, Path] = {}
        for root in self.input_roots:
            for file in root.rglob("*"):
                relative = file.relative_to(root)
                if file.is_file() and is_wanted(relative):
                    path = relative.as_posix()
                    found[path if path not in found else f"{root.name}/{path}"] = file
        yield from sorted(found.items())

    def form_mapping(self, original: Path) -> Path | None:
        """Return the mapping beside a form export: of its whole name, else of its name without ending."""
        for name in (original.name, original.stem):
            for ending in FORM_MAPPING_ENDINGS:
                if (file := original.with_name(name + ending)).is_file():
                    return file
        return None

    def new_form_mapping(self, original: Path) -> Path:
        """Return where an export's mapping is written: of its whole name where another file shares the name's stem."""
        beside = [file for file in original.parent.glob("*") if file.stem == original.stem and file != original]
        name = original.name if any(file.suffix.lower() in SHEET_ENDINGS for file in beside) else original.stem
        return original.with_name(name + FORM_MAPPING_ENDINGS[0])

    def judgement_logs(self, kind: str) -> Iterator[tuple[str, Path]]:
        """Yield (area code, log file) for every event log of `kind`, conflict copies included, sorted by path."""
        if self.judgements.is_dir():
            for file in sorted(self.judgements.glob(f"*/{kind}/*.jsonl")):
                yield file.parent.parent.name, file

    @property
    def model_pin(self) -> Path:
        """What was learned from codings: which file holds it, and what it must be."""
        return self.judgements / NATIONAL / "models" / "pinned.json"

    def model_file(self, sha256: str) -> Path:
        """Return where what was learned is kept, named by its hash."""
        return self.model_pin.with_name(f"{sha256[:16]}.npz")

    def model_files(self) -> Iterator[Path]:
        """Yield the files of what was learned from codings, the pin included, sorted by path."""
        if self.model_pin.parent.is_dir():
            yield from sorted(file for file in self.model_pin.parent.iterdir() if file.suffix in {".json", ".npz"})

    def recognised_texts(self) -> Iterator[Path]:
        """Yield the files with text recognised in pictures of pages, sorted by path: `<area>/recognised/<content>.json`."""
        if self.judgements.is_dir():
            yield from sorted(self.judgements.glob("*/recognised/*.json"))

    def recognised_text(self, area_code: str, content_sha256: str) -> Path:
        """Return where the text recognised in one original of an area is kept."""
        return self.judgements / area_code / "recognised" / f"{content_sha256}.json"

    def new_original(self, source: str) -> Path:
        """Return where an original or a form mapping is put that comes with its path below `inputs/`."""
        roots = self.input_roots
        return (roots[0] if roots else self.root / INPUT_FOLDER_NAMES[0]).joinpath(*source.split("/"))

    def log_named(self, area_code: str, kind: str, file_name: str) -> Path:
        """Return the event log with a name that somebody's client gave it."""
        return self.judgements / area_code / kind / file_name

    def document_template(self, name: str, language: str) -> Path:
        """Return where the dialogue's own template of a national document lies, if it has one."""
        return self.root / "documents" / f"{name}.{language}.docx"

    def document_templates(self) -> Iterator[Path]:
        """Yield the dialogue's own templates of the national documents, sorted by path."""
        yield from sorted((self.root / "documents").glob("*.docx"))

    @property
    def input_page(self) -> Path:
        """The folder of the input page: its database, and the attachments by their hash. No original lies there."""
        return self.root / "input-page"

    def release(self, name: str) -> ReleaseFolder:
        """Return the folder that a release is kept in."""
        return ReleaseFolder(self.root / "releases" / slug_name(name))

    def release_folders(self) -> Iterator[ReleaseFolder]:
        """Yield the folders that hold a whole release, sorted by name."""
        for record in sorted(self.root.glob("releases/*/release.json")):
            yield ReleaseFolder(record.parent)

    def releases(self) -> Iterator[Path]:
        """Yield the files of all releases, sorted by path."""
        folder = self.root / "releases"
        if folder.is_dir():
            yield from sorted(file for file in folder.rglob("*") if file.is_file())

    def judgement_log(self, area_code: str, kind: str, person: str, client: str) -> Path:
        """Return the one log that this person on this client appends to."""
        return self.judgements / area_code / kind / f"{slug_name(person)}-{slug_name(client)}.jsonl"
