"""The dialogue that the tests of the sheets work on."""

from __future__ import annotations

import pytest

from support.exchange_dialogue import copy_dialogue, write_dialogue


@pytest.fixture(scope="session")
def written_once(tmp_path_factory):
    """The dialogue with its originals read and its sheets written; copied for each test."""
    folder = tmp_path_factory.mktemp("ark")
    write_dialogue(folder)
    return folder


@pytest.fixture
def dialogue(written_once, tmp_path):
    return copy_dialogue(written_once, tmp_path)
