"""Which tests can run here: those marked `browser` need Chromium, `libreoffice` LibreOffice, `real_inputs` the folder ../shared, …"""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.html_checker import find_checker

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


def chromium() -> str | None:
    """Return the path of an installed Chromium, if there is one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def pytest_configure() -> None:
    """Let what tests start be interrupted, also where the tests run in the background of a script: there a shell ignores Ctrl-C."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden summaries anew")
    parser.addoption("--update-pictures", action="store_true", help="take the pictures of docs/ anew")
    parser.addoption(
        "--update-accessibility-result", action="store_true", help="check all pages whole and write checked.json anew"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = {
        "browser": chromium() is None,
        "real_inputs": not (SHARED / "real-inputs").is_dir(),
        "libreoffice": shutil.which("soffice") is None,
        "tesseract": shutil.which("tesseract") is None,
        "html_checker": find_checker() is None,
    }
    left_out = [item for item in items if any(missing[mark] and item.get_closest_marker(mark) for mark in missing)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    config.stash[DESELECTED] = {mark: sum(1 for item in left_out if item.get_closest_marker(mark)) for mark in missing}


DESELECTED: pytest.StashKey[dict[str, int]] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for mark, number in config.stash.get(DESELECTED, {}).items():
        reason = {
            "browser": "Chromium is not installed",
            "real_inputs": "../shared is not there",
            "libreoffice": "LibreOffice is not installed",
            "tesseract": "tesseract is not installed",
            "html_checker": "Java or the Nu Html Checker is not installed: .ci/run fetches it",
        }[mark]
        if number:
            terminalreporter.write_line(f"deselected: {number} tests marked {mark} ({reason})", yellow=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    deselected = session.config.stash.get(DESELECTED, {})
    required = os.environ.get("MEDLEMSDIALOG_REQUIRE_BROWSER")
    if required and any(deselected.get(mark) for mark in ("browser", "libreoffice", "tesseract", "html_checker")):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; only for tests marked `real_inputs`."""
    return SHARED


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The installed Chromium; only for tests marked `browser`."""
    path = chromium()
    assert path is not None
    return path
