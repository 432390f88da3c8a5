"""The folder of real material: every file accounted for, every sender sensible, every anchor found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from medlemsdialog.dialogue import Dialogue
from medlemsdialog.intake.reading import read_document
from medlemsdialog.intake.register_of_sources import read_all
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Kind, Level, Status
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.models import Register

pytestmark = pytest.mark.real_inputs


@pytest.fixture(scope="module")
def intakes(
    shared: Path, dialogue: Dialogue, register: Register, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Intake]:
    root = tmp_path_factory.mktemp("dialog")
    shutil.copytree(shared / "real-inputs", root / "inputs", copy_function=shutil.copyfile)
    return {intake.area_code: intake for intake in read_all(DataFolder(root), dialogue, register, Judgements())}


def test_every_file_is_accounted_for_and_readable(shared: Path, intakes: dict[str, Intake]) -> None:
    files = {
        f.relative_to(shared / "real-inputs").as_posix() for f in (shared / "real-inputs").rglob("*") if f.is_file()
    }
    sources = [source for intake in intakes.values() for source in intake.sources]
    assert {source.source.partition("#")[0] for source in sources} == files
    assert all(source.readable for source in sources)


def test_senders_and_status_are_sensible(intakes: dict[str, Intake]) -> None:
    found = {s.source: (code, s.sender_code, str(s.status)) for code, i in intakes.items() for s in i.sources}
    form = "nasjonalt/rammeplan-svar.xlsx"
    assert found == {
        "01/sarpsborg-saksframlegg.pdf": ("01", "0105", "proposal"),
        "05/lillehammer-saksframlegg.pdf": ("05", "0501", "proposal"),
        "09/risor-saksframlegg.docx": ("09", "0901", "proposal"),
        "10/kristiansand-bystyresak.docx": ("10", "1001", "administrative"),
        "12/bergen-horingssvar-kulturlov.docx": ("12", "1201", "decision"),
        "12/hordaland-fk-museumsplan.docx": ("12", "1200", "administrative"),
        "14/sogn-og-fjordane-fk-uttale.txt": ("14", "1400", "decision"),
        "15/hustadvika-horingssvar.txt": ("15", "", "unknown"),
        "17/verdal-saksframlegg.pdf": ("17", "1721", "proposal"),
        "18/bodo-saksframlegg.docx": ("18", "1804", "decision"),
        "18/nordland-fk-brev.eml": ("18", "1800", "individual"),
        "19/tromso-horingsuttalelse.docx": ("19", "1902", "decision"),
        f"{form}#R006": ("18", "1870", "unknown"),
        f"{form}#R008": ("15", "1500", "unknown"),
        f"{form}#R009": ("12", "1221", "unknown"),
        f"{form}#R012": ("16", "1601", "unknown"),
        f"{form}#R014": ("12", "1201", "unknown"),
        f"{form}#R015": ("09", "0940", "decision"),
        f"{form}#R018": ("national", "", "unknown"),
        f"{form}#R019": ("19", "1902", "unknown"),
    }
    assert intakes["national"].sources[0].level is Level.OTHER


def test_decision_views_have_the_anchor_a_person_would_use(intakes: dict[str, Intake]) -> None:
    tromso = next(source for source in intakes["19"].sources if source.source.endswith(".docx"))
    views = [p for p in intakes["19"].passages_of(tromso.source_id) if p.kind is Kind.VIEW]
    assert [view.anchor.list_number for view in views] == ["2", "3", "4"]
    assert tromso.status is Status.DECISION


def test_known_traps_are_problems(intakes: dict[str, Intake]) -> None:
    rules = {code: {problem.rule for problem in intake.problems} for code, intake in intakes.items()}
    assert "attachment_missing" in rules["17"]
    assert "foreign_edition_sender" in rules["15"]
    assert "tick_against_text" in rules["12"]
    assert {"organisation", "form_title_rows", "placeholder"} <= rules["national"]


def test_anchors_are_unique_and_lead_back(shared: Path) -> None:
    for file in sorted(f for f in (shared / "real-inputs").rglob("*") if f.is_file()):
        document = read_document(file.name, file.read_bytes())
        assert len({block.anchor for block in document.blocks}) == len(document.blocks), file.name
        assert all(document.text_at(block.anchor) == block.text for block in document.blocks)
