"""The published schemas are the contract with everybody who reads our files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish_schemas import SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_published_schema_is_the_one_that_is_enforced(name: str, root: Path):
    """Refresh with `.venv/bin/python tests/publish_schemas.py` after raising the version."""
    published = json.loads((root / "lib/medlemsdialog/schemas" / name).read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(SCHEMAS[name]()))
