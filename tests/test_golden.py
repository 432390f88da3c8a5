"""Golden summaries of three counties of the example: what must not drift without somebody saying why.

Tyrimark (61) has every format and a county that disagrees, Fjordrike (72) is nynorsk with a missing attachment, and
Nordvær (77) has a county council that contradicts its municipalities. Refresh with `pytest tests/test_golden.py
--update-golden`, look at the difference, and explain it in the commit.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from medlemsdialog import evidence
from medlemsdialog.paths import BuildFolder, DataFolder

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("county_code", ["61", "72", "77"])
def test_summary_is_the_golden_one(county_code: str, root: Path, tmp_path: Path, request: pytest.FixtureRequest):
    workspace = evidence.open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path))
    received = evidence.read_received(workspace, county_code)
    summary = evidence.build_summary(workspace, received, evidence.code_statements(workspace, received))
    content = json.loads(evidence.write_summary(summary, workspace).read_text(encoding="utf-8"))
    file = GOLDEN / f"{county_code}.summary.json"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert content == json.loads(file.read_text(encoding="utf-8"))
