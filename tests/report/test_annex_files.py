"""Where annexes are too many to stand in the national document, every link leads to the right place in the right file."""

from __future__ import annotations

from pathlib import Path

from medlemsdialog.paths import AreaFolder
from medlemsdialog.report.annex_files import AnnexFiles, lay_out_annexes, lead_to_files

FILES = AnnexFiles(
    names={"c61": "Tyrimark", "c61-a": "Nord"},
    addresses={"c61": "annexes/61.html", "c61-a": "annexes/61-a.html"},
    statements={"u-k1-2": "c61"},
)


def test_links_lead_to_the_file_that_holds_their_place() -> None:
    page = (
        '<h2 id="her">Her</h2><a href="#her">hit</a> <a href="#c61">fylket</a> <a class="x" href="#c61-tema-museum">tema</a> '
        '<a href="#c61-a-krav-k1">krav</a> <a href="#u-k1-2">utsagn</a> <a href="#u-k9-9">borte</a>'
    )
    assert lead_to_files(page, FILES, {"her"}) == (
        '<h2 id="her">Her</h2><a href="#her">hit</a> <a href="annexes/61.html">fylket</a> '
        '<a class="x" href="annexes/61.html#c61-tema-museum">tema</a> <a href="annexes/61-a.html#c61-a-krav-k1">krav</a> '
        '<a href="annexes/61.html#u-k1-2">utsagn</a> borte'
    )


def test_annexes_are_the_reports_themselves_and_are_renewed(tmp_path: Path) -> None:
    folder, report = AreaFolder(tmp_path / "national"), tmp_path / "report.html"
    for text in ("først", "så"):
        report.unlink(missing_ok=True)
        report.write_text(text, encoding="utf-8")
        files = lay_out_annexes(folder, [("61", "Tyrimark", report)], [], name_file=lambda code: f"{code}.html")
        assert files.addresses == {"c61": "annexes/61.html"}
        assert (folder.root / files.addresses["c61"]).read_text(encoding="utf-8") == text
