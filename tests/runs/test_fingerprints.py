from __future__ import annotations

import pytest

from medlemsdialog.program import read_environment
from medlemsdialog.register.editions import read_register
from medlemsdialog.runs.fingerprints import PROGRAM, read_fingerprints
from support.mini_dialogue import write_mini_dialogue


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


def _prints(data):
    prints = read_fingerprints(data, read_register(data.reference, "liten"))
    return prints.of_county("91"), prints.of_county("92"), prints.of_nation({})


def _changed(data, name, content):
    before = _prints(data)
    file = data.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return tuple(one != other for one, other in zip(before, _prints(data), strict=True))


def test_a_county_rests_on_its_own_files_and_the_common_ones(data):
    county = _prints(data)[0]
    assert {
        "inputs/91/storvika-vedtak.txt",
        "dialogue.yaml",
        "codebook.yaml",
        "reference/counties.csv",
        PROGRAM,
    } <= set(county)
    assert {"workbooks/county.ipynb", "requirements.lock", "templates/report/static/report.css"} <= set(county)
    assert "inputs/92/storlia-vedtak.txt" not in county


@pytest.mark.parametrize(
    ("name", "touches"),
    [
        ("inputs/91/ny.txt", (True, False, False)),
        ("inputs/92/storlia-vedtak.txt", (False, True, False)),
        ("inputs/national/skjema.csv", (True, True, False)),
        ("inputs/nasjonalt/skjema.csv", (True, True, False)),
        ("inputs/løs.txt", (True, True, False)),
        ("judgements/92/sources/kari-x.jsonl", (False, True, False)),
        ("judgements/92/claims/kari-x.jsonl", (True, True, True)),
        ("judgements/national/claims/kari-x.jsonl", (True, True, True)),
        ("judgements/national/findings/kari-x.jsonl", (False, False, True)),
        ("dialogue.yaml", (True, True, True)),
        ("claims.yaml", (True, True, True)),
        ("reference/population.csv", (True, True, True)),
        ("reference/statistics/12060.csv", (True, True, True)),
        ("reference/statistics/12060.json", (False, False, False)),
        ("inputs/91/LES-MEG.md", (False, False, False)),
        ("inputs/91/~$vedtak.docx", (False, False, False)),
    ],
)
def test_a_change_touches_those_that_rest_on_it(data, name, touches):
    assert _changed(data, name, "endret") == touches


def test_another_pandoc_is_another_environment_and_other_variables_are_none(monkeypatch):
    before = read_environment()
    monkeypatch.setenv("LANG", "nn_NO.UTF-8")
    assert read_environment() == before
    monkeypatch.setenv("PYPANDOC_PANDOC", "/oppdiktet/pandoc-\udce6")
    assert read_environment() != before
