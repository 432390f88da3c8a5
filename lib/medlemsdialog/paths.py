"""Where things are. Nobody else joins path strings.

Data and build folders reach every process through the environment (`MEDLEMSDIALOG_DATA`, `MEDLEMSDIALOG_BUILD`); where
they are unset, the checkout is found upwards from the working directory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError

DATA_VARIABLE = "MEDLEMSDIALOG_DATA"
BUILD_VARIABLE = "MEDLEMSDIALOG_BUILD"
NATIONAL = "national"
INPUT_FOLDER_NAMES = ("inputs", "innspill")
NATIONAL_FOLDER_NAMES = ("national", "nasjonalt")
FORM_MAPPING_ENDINGS = (".form.yaml", ".form.yml")
_SHEET_ENDINGS = frozenset({".xlsx", ".ods", ".csv", ".tsv"})
README_NAMES = frozenset({"les-meg.md"})
_IGNORED_NAME = re.compile(r"^(\.|~\$)|^(thumbs\.db|desktop\.ini)$|\.form\.ya?ml$", re.IGNORECASE)


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
        name = original.name if any(file.suffix.lower() in _SHEET_ENDINGS for file in beside) else original.stem
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

    def releases(self) -> Iterator[Path]:
        """Yield the files of all releases, sorted by path."""
        folder = self.root / "releases"
        if folder.is_dir():
            yield from sorted(file for file in folder.rglob("*") if file.is_file())

    def judgement_log(self, area_code: str, kind: str, person: str, client: str) -> Path:
        """Return the one log that this person on this client appends to."""
        return self.judgements / area_code / kind / f"{_slug(person)}-{_slug(client)}.jsonl"


@dataclass(frozen=True)
class BuildFolder:
    """All that is derived; safe to delete."""

    root: Path

    @property
    def manifest(self) -> Path:
        """What ran on what; no times."""
        return self.root / "manifest.json"

    @property
    def run_log(self) -> Path:
        """Times, durations, workers, warnings."""
        return self.root / "run-log.jsonl"

    @property
    def cache(self) -> Path:
        """What only saves time, or is at work."""
        return self.root / ".cache"

    @property
    def parsed(self) -> Path:
        """Parsed originals."""
        return self.cache / "intake"

    @property
    def work(self) -> Path:
        """Where workbooks are executed; what a run that was cut off left lies there until the next."""
        return self.cache / "work"

    @property
    def uploads(self) -> Path:
        """Files on their way from a person's own machine."""
        return self.cache / "uploads"

    @property
    def desk_faults(self) -> Path:
        """Where the desk writes faults of the program."""
        return self.cache / "rådgiverbordet-feil.log"

    @property
    def lab(self) -> Path:
        """Copies of workbooks that JupyterLab may open and write."""
        return self.root / "lab"

    @property
    def sources_csv(self) -> Path:
        """Every source."""
        return self.root / "intake" / "sources.csv"

    @property
    def statements_csv(self) -> Path:
        """Every passage of every readable source."""
        return self.root / "intake" / "statements.csv"

    def form_template(self, county_code: str | None = None) -> Path:
        """Return where the form for collecting input goes: one for all, or one for a county's own senders."""
        return self.root / "forms" / (f"innspillsskjema-{county_code}.xlsx" if county_code else "innspillsskjema.xlsx")

    def area(self, area_code: str) -> AreaFolder:
        """Return the folder of one county's outputs, or of the national ones."""
        return AreaFolder(self.root / NATIONAL if area_code == NATIONAL else self.root / "counties" / area_code)


@dataclass(frozen=True)
class AreaFolder:
    """One area's outputs."""

    root: Path

    @property
    def workbook(self) -> Path:
        """The executed workbook; a failed one is kept too."""
        return self.root / "workbook.ipynb"

    @property
    def summary(self) -> Path:
        """The area's standard summary."""
        return self.root / "summary.json"

    @property
    def problems_csv(self) -> Path:
        """What a person must look at."""
        return self.root / "problems.csv"

    @property
    def index(self) -> Path:
        """The national document with all annexes."""
        return self.root / "index.html"

    @property
    def report(self) -> Path:
        """The shareable report."""
        return self.root / "report.html"

    @property
    def report_docx(self) -> Path:
        """The shareable report for Word."""
        return self.root / "report.docx"

    @property
    def work_report(self) -> Path:
        """The internal report."""
        return self.root / "work-report.html"

    @property
    def evidence_workbook(self) -> Path:
        """The national tables as a spreadsheet."""
        return self.root / "evidence.xlsx"

    @property
    def sheets(self) -> Path:
        """The folder of the sheets that a person fills in."""
        return self.root / "ark"

    @property
    def letters(self) -> Path:
        """The folder of the letters to those who gave input."""
        return self.root / "brev"

    @property
    def letter_list(self) -> Path:
        """What each letter is, to whom, and over which sources; internal."""
        return self.letters / "brev.json"

    def letter(self, key: str, ending: str) -> Path:
        """Return where the letter to one sender goes, as a document (`docx`) or as the text of an e-mail (`txt`)."""
        return self.letters / f"brev-{_slug(key)}.{ending}"

    def hand_in(self, number: int) -> Path:
        """Return where a hand-in of the area goes; internal."""
        return self.root / f"levering-{self.root.name}-{number}.zip"

    def marked_copy(self, original: Path) -> Path:
        """Return where the adviser's own sheet goes with its cells marked."""
        return self.root / f"{original.stem}-merknader.xlsx"


def data_folder(given: str | Path | None = None) -> DataFolder:
    """Return the dialogue folder: `given`, else `MEDLEMSDIALOG_DATA`, else `data/` of the checkout around the working directory.

    Raises:
        UsageError: There is no such folder, or it holds no dialogue.
    """
    named = given or os.environ.get(DATA_VARIABLE)
    root = Path(named).expanduser() if named else _checkout() / "data"
    if not (root / "dialogue.yaml").is_file():
        raise UsageError(
            Message(
                "Mappen {folder} inneholder ingen dialog (dialogue.yaml mangler). "
                "Oppgi en dialogmappe med --data, eller lag en ny med «medlemsdialog new MAPPE».",
                folder=str(root),
            )
        )
    return DataFolder(root.resolve())


def build_folder(given: str | Path | None = None, *, data: DataFolder | None = None) -> BuildFolder:
    """Return where outputs go: `given`, else `MEDLEMSDIALOG_BUILD`, else `build/` in the checkout or in the dialogue folder."""
    named = given or os.environ.get(BUILD_VARIABLE)
    if named:
        return BuildFolder(Path(named).expanduser().resolve())
    folder = data or data_folder()
    if folder.root.name == "data" and _is_checkout(folder.root.parent):
        return BuildFolder(folder.root.parent / "build")
    return BuildFolder(folder.root / "build")


def shipped(name: str) -> Path:
    """Return a part that ships with the program (`workbooks`, `templates`, `data/dialogue.yaml`, …), installed or in a checkout."""
    installed = Path(str(files("medlemsdialog"))) / "shipped" / name
    return installed if installed.exists() else Path(str(files("medlemsdialog"))).parents[1] / name


def workbook(name: str) -> Path:
    """Return a workbook as committed: `county` or `national`."""
    return shipped("workbooks") / f"{name}.ipynb"


def is_ignored(relative: PurePath) -> bool:
    """Whether a path below `inputs/`, or inside a ZIP there, is no original: LES-MEG, lock files, what machines add."""
    return any(_IGNORED_NAME.search(part) for part in relative.parts) or relative.name.lower() in README_NAMES


def _is_checkout(folder: Path) -> bool:
    return (folder / "workbooks" / "county.ipynb").is_file() and (folder / "data" / "dialogue.yaml").is_file()


def _checkout() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if _is_checkout(folder):
            return folder
    raise UsageError(
        Message(
            "Fant ingen dialogmappe fra {folder} og oppover. Oppgi den med --data, eller lag en ny med «medlemsdialog new MAPPE».",
            folder=str(here),
        )
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9æøå]+", "-", name.lower()).strip("-") or "ukjent"
