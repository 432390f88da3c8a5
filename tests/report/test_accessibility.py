"""axe finds nothing on the pages of a real run, and what every page tells of that is the result of these tests.

Every run of the tests looks at every page and every annex in light, and at the sections that come first in the other modes; with
`--update-accessibility-result` at all of them in every mode, and `templates/report/checked.json` is written anew: do that when
`test_result_is_of_these_templates` asks for it. Contrast takes most of axe's time and comes from the style sheet alone, whose
colours `test_markup.py` reckons with, each on each: axe looks at it in the sections that come first.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from medlemsdialog.report.checked import Checked, fingerprint_templates, read_checked
from support.axe_parts import RULES, Mode, look_at_parts, open_browser, open_page
from support.contrast import read_lowest_contrast
from support.html_checker import VERSION, find_checker
from support.keyboard import count_keys_to_a_passage
from support.real_pages import RealPages

pytestmark = pytest.mark.browser

ALWAYS: list[tuple[str, Mode]] = [
    *((name, "light") for name in ("county", "silent", "county_nynorsk", "county_work", "national", "national_work")),
    *((name, "light") for name in ("national_nynorsk", "member", "county_slides", "national_slides")),
    *((name, mode) for name in ("county", "national") for mode in ("dark", "narrow", "print")),
]
# The sections that come first, up to the matrices; the long pages that are as another one is, but in words, have no more every time.
FEW = 9
LONG = ("national_nynorsk", "national_work")


@dataclass
class Seen:
    """What the tests of this module have found to be in order so far."""

    axe: str = ""
    elements: int = 0
    pages: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Any]:
    with open_browser(chromium_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def all_of_it(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-accessibility-result"))


@pytest.mark.parametrize(("name", "mode"), ALWAYS)
def test_axe_finds_nothing(
    browser: Any, real_pages: RealPages, seen: Seen, all_of_it: bool, name: str, mode: Mode
) -> None:
    file: Path = getattr(real_pages, name)
    faults: list[str] = []
    with open_page(browser, file, mode) as page:
        at_most = None if all_of_it or (mode == "light" and name not in LONG) else FEW
        for part in look_at_parts(page, at_most=at_most, contrast_in=FEW):
            faults += part.faults
            seen.axe, seen.elements = part.version, seen.elements + part.elements
    assert faults == []
    seen.pages.setdefault(name.removesuffix("_nynorsk"), []).append("nynorsk" if "nynorsk" in name else mode)


def test_result_is_of_these_templates(
    browser: Any, real_pages: RealPages, seen: Seen, all_of_it: bool, root: Path
) -> None:
    file = root / "templates/report/checked.json"
    if all_of_it:
        assert sum(map(len, seen.pages.values())) == len(ALWAYS), "run the whole module: not all of it was looked at"
        assert find_checker(), "the HTML checker is needed for the result: see .ci/run"
        kept = json.loads(file.read_text(encoding="utf-8"))
        kept |= {
            "templates": fingerprint_templates(),
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "tools": {
                "Chromium": browser.version.split(".")[0],
                "Nu Html Checker": VERSION,
                "axe-core": seen.axe,
            },
            "rules": list(RULES),
            "pages": dict(sorted(seen.pages.items())),
            "elements": seen.elements,
            "keys": count_keys_to_a_passage(browser, real_pages.national).keys,
            "contrast": read_lowest_contrast(root),
        }
        file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        read_checked.cache_clear()
    checked = Checked.model_validate(json.loads(file.read_text(encoding="utf-8")))
    assert checked.templates == fingerprint_templates(), (
        "The templates are others than those that were checked. Check them anew and commit templates/report/checked.json: "
        ".venv/bin/python -m pytest tests/report/test_accessibility.py tests/report/test_markup.py --update-accessibility-result"
    )
    assert checked.contrast <= read_lowest_contrast(root)
    assert {kind: set(modes) for kind, modes in checked.pages.items()} == _expected()


def _expected() -> dict[str, set[str]]:
    expected: dict[str, set[str]] = {}
    for name, mode in ALWAYS:
        expected.setdefault(name.removesuffix("_nynorsk"), set()).add("nynorsk" if "nynorsk" in name else mode)
    return expected
