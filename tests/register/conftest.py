from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsdialog.register.editions import read_register, shipped_editions_folder
from medlemsdialog.register.models import Register

EXAMPLE = Path(__file__).parents[2] / "data" / "reference"


@pytest.fixture(scope="session")
def real() -> dict[str, Register]:
    """The real editions."""
    return {edition: read_register(shipped_editions_folder(), edition) for edition in ("2017", "2018", "2020", "2024")}


@pytest.fixture(scope="session")
def example() -> Register:
    """The invented edition."""
    return read_register(EXAMPLE, "eksempel")


@pytest.fixture(scope="session")
def earlier_example() -> Register:
    """The invented edition before its changes."""
    return read_register(EXAMPLE, "eksempel-for")


@pytest.fixture
def write_tables(tmp_path: Path) -> Callable[..., Path]:
    """Write a small, sound register; keyword arguments replace whole tables."""
    sound = {
        "counties": "edition,county_code,name\nprøve,90,Prøveland\n",
        "municipalities": "edition,municipality_code,name,other_names,county_code,population_1_january,language_form\n"
        "prøve,9001,Prøvevik,,90,1200,nynorsk\nprøve,9002,Prøvenes,Iskkusnjárga; Koeniemi,90,,\n",
        "municipality_changes": "from_edition,to_edition,from_code,to_code,kind\n",
        "bodies": "edition,body_code,name,kind,county_code\n",
    }

    def write(**replaced: str | bytes) -> Path:
        for table, text in {**sound, **replaced}.items():
            (tmp_path / f"{table}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write
