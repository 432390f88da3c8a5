"""The pages of a real run of the example: every kind, in both language forms, as readers get them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import nbformat

from medlemsdialog import paths
from medlemsdialog.evidence import Workspace, build_labels, open_workspace
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.report.publish import render_annex, write_national_report
from medlemsdialog.report.slide_deck import build_deck
from medlemsdialog.runs.execution import Task, execute_workbooks, read_limits
from medlemsdialog.runs.member_pages import write_member_pages
from medlemsdialog.runs.process_pool import open_pool
from medlemsdialog.runs.run import run_dialogue

# A county with every format that disagrees, one that is silent, and one whose own form is nynorsk.
COUNTY, SILENT, NYNORSK = "61", "69", "72"
MEMBER = "6101"
# A folder where the pages are made once and then used as they are, for those who try the tests again and again.
KEPT = "MEDLEMSDIALOG_KEPT_PAGES"


@dataclass(frozen=True)
class RealPages:
    """Where the pages lie; `build` is the run's own folder."""

    build: BuildFolder
    county: Path
    silent: Path
    county_nynorsk: Path
    county_work: Path
    national: Path
    national_nynorsk: Path
    national_work: Path
    member: Path
    county_slides: Path
    national_slides: Path

    @property
    def letter(self) -> Path:
        """The letter as PDF."""
        return self.build.area(NATIONAL).document("input", "pdf")


def make_real_pages(root: Path, folder: Path) -> RealPages:
    """Run the example, and write what is made after a run: slides, pages to members, the national page in nynorsk."""
    folder = Path(os.environ.get(KEPT) or folder)
    build = BuildFolder(folder / "build")
    county, nation = build.area(COUNTY), build.area(NATIONAL)
    pages = RealPages(
        build=build,
        county=county.report,
        silent=build.area(SILENT).report,
        county_nynorsk=build.area(NYNORSK).report,
        county_work=county.work_report,
        national=nation.index,
        national_nynorsk=folder / "index.nn.html",
        national_work=nation.work_report,
        member=build.feedback(MEMBER, "html"),
        county_slides=county.slides("html"),
        national_slides=nation.slides("html"),
    )
    if not pages.national_nynorsk.exists():
        workspace = open_workspace(DataFolder(root / "data"), build)
        assert run_dialogue(workspace).succeeded
        write_member_pages(workspace, sender_code=MEMBER)
        for area in (county, nation):
            area.slides("html").write_text(build_deck(nbformat.read(area.workbook, as_version=4)), encoding="utf-8")
        _write_national_in_nynorsk(workspace, pages.national_nynorsk)
    return pages


def _write_national_in_nynorsk(workspace: Workspace, file: Path) -> None:
    """Write the national page in nynorsk, with the annex of a county that has this form itself."""
    tasks = [Task(NATIONAL, paths.workbook("national"), {"language": "nn"})]
    annex = render_annex(workspace.build.area(NYNORSK).workbook)
    name = build_labels(workspace, "nn").area(NYNORSK)
    with open_pool(1, "warm") as pool:
        for done in execute_workbooks(tasks, workspace.data, workspace.build, jobs=1, limits=read_limits(), pool=pool):
            assert done.executed is not None
            write_national_report(
                done.executed, [(NYNORSK, name, annex)], workspace.build.area(NATIONAL), "nn", file=file
            )
