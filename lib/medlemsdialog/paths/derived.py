"""The folders of all that is derived."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.paths.names import NATIONAL, slug_name
from medlemsdialog.paths.packages import PackageFolder


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
    def drawings(self) -> Path:
        """Figures as they were drawn."""
        return self.cache / "drawings"

    @property
    def work(self) -> Path:
        """Where workbooks are executed; what a run that was cut off left lies there until the next."""
        return self.cache / "work"

    def received(self, area_code: str) -> Path:
        """Return where what was received for a large area lies until its workbook has read it."""
        # No area's own folder is called so.
        return self.work / ".received" / f"{area_code}.pickle"

    @property
    def earlier_summaries(self) -> Path:
        """The summaries from before a run, for counties that it has not come to the end of."""
        return self.cache / "earlier-summaries"

    @property
    def parts(self) -> Path:
        """What each part of the last runs rested on, and what it wrote."""
        return self.cache / "parts"

    @property
    def translated(self) -> Path:
        """The folder of workbooks executed in one more language."""
        return self.cache / "translated"

    def translated_workbook(self, area_code: str, language: str) -> Path:
        """Return where an area's workbook lies that was executed in one more language."""
        return self.translated / f"{area_code}.{language}.ipynb"

    @property
    def standing(self) -> Path:
        """How all stood when a run with some options had succeeded; read before anything else is."""
        return self.cache / "standing"

    @property
    def lock_holder(self) -> Path:
        """Which run has the build folder now."""
        return self.cache / "run.json"

    @property
    def uploads(self) -> Path:
        """Files on their way from a person's own machine."""
        return self.cache / "uploads"

    @property
    def inbox_lock(self) -> Path:
        """What a pull from the input page holds while it works."""
        return self.cache / "inbox.lock"

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

    def feedback(self, member_code: str, ending: str) -> Path:
        """Return where the page to one member goes, as a page (`html`) or as a document (`docx`)."""
        return self.feedback_pages / f"{slug_name(member_code)}.{ending}"

    @property
    def feedback_pages(self) -> Path:
        """The folder of the pages to members and bodies."""
        return self.root / "feedback"

    def form_template(self, county_code: str | None = None) -> Path:
        """Return where the form for collecting input goes: one for all, or one for a county's own senders."""
        return self.root / "forms" / (f"innspillsskjema-{county_code}.xlsx" if county_code else "innspillsskjema.xlsx")

    @property
    def packages(self) -> Path:
        """The folder of the packages that members are sent."""
        return self.root / "pack"

    @property
    def packages_made(self) -> Path:
        """What the packages were made of, and how their files were left."""
        return self.cache / "packages.json"

    @property
    def shared_contents(self) -> Path:
        """Files of packages that are the same for several, until each package has its copy."""
        return self.cache / "packages"

    def package(self, area_code: str, member_code: str = "") -> PackageFolder:
        """Return the folder of a member's package, of a county's, or with `NATIONAL` of the one for all."""
        folder = self.packages / area_code
        return PackageFolder(folder / slug_name(member_code) if member_code else folder)

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
    def annexes(self) -> Path:
        """The folder of the national document's annexes, where there are too many to stand in it."""
        return self.root / "annexes"

    def list_annexes(self) -> list[Path]:
        """Return the annexes that lie in files of their own, sorted by name."""
        return sorted(self.annexes.glob("*.html"))

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

    def document(self, name: str, ending: str) -> Path:
        """Return where a national document goes: `input`, `final-report` or `board-case`, as `docx` or `pdf`."""
        return self.root / f"{name}.{ending}"

    def slides(self, ending: str) -> Path:
        """Return where the area's slides go: `html`, `pptx`, or in another language `nn.html`."""
        return self.root / f"slides.{ending}"

    @property
    def evidence_package(self) -> Path:
        """The folder of the national tables as a data package."""
        return self.root / "evidence"

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
        return self.letters / f"brev-{slug_name(key)}.{ending}"

    def hand_in(self, number: int) -> Path:
        """Return where a hand-in of the area goes; internal."""
        return self.root / f"levering-{self.root.name}-{number}.zip"

    def marked_copy(self, original: Path) -> Path:
        """Return where the adviser's own sheet goes with its cells marked."""
        return self.root / f"{original.stem}-merknader.xlsx"
