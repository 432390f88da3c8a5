"""Registers read from a folder of tables, one edition at a time."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.register.areas import divide_register
from medlemsdialog.register.checks import find_faults
from medlemsdialog.register.members import build_body, build_change, build_edition
from medlemsdialog.register.models import Register
from medlemsdialog.register.tables import AREAS, BODIES, CHANGES, COUNTIES, MUNICIPALITIES, RegisterError, read_rows

REGISTER_FILES = (COUNTIES, MUNICIPALITIES, CHANGES, BODIES)


def shipped_editions_folder() -> Path:
    """Return the folder of the real editions that come with the program; a new dialogue gets a copy of its tables."""
    return Path(str(files("medlemsdialog.register"))) / "editions"


def available_editions(reference_folder: Path) -> tuple[str, ...]:
    """Return the editions that the folder's table of counties holds, in its order.

    Raises:
        RegisterError: There is no such table, or it cannot be read.
    """
    return tuple(dict.fromkeys(row["edition"] for row in read_rows(reference_folder, COUNTIES)))


def read_register(reference_folder: Path, edition: str, *, area: AreaKind = AreaKind.COUNTY) -> Register:
    """Return the register of `edition`; the folder's other editions are there to recognise their names.

    `area` says what a dialogue runs workbooks of.

    Raises:
        RegisterError: A table is missing or faulty (all faults at once), or the folder lacks the edition.
    """
    tables = {file: read_rows(reference_folder, file) for file in REGISTER_FILES}
    find_faults(tables).raise_if_any()
    editions = {
        name: build_edition(name, tables[COUNTIES], tables[MUNICIPALITIES])
        for name in dict.fromkeys(row["edition"] for row in tables[COUNTIES])
    }
    if edition not in editions:
        raise RegisterError(
            Message(
                "Registermappen {folder} har ikke kommuneinndelingen «{edition}». Tillatt: {allowed}. "
                "Velg en av dem i dialogue.yaml, eller legg til radene i tabellene.",
                folder=str(reference_folder),
                edition=edition,
                allowed=", ".join(editions) or "–",
            )
        )
    own = editions.pop(edition)
    register = Register(
        edition=own.edition,
        counties=own.counties,
        members=own.members,
        bodies=tuple(build_body(row) for row in tables[BODIES] if row["edition"] == edition),
        changes=tuple(build_change(row) for row in tables[CHANGES]),
        other_editions=tuple(editions.values()),
    )
    rows = read_rows(reference_folder, AREAS) if area is AreaKind.CUSTOM else ()
    return divide_register(register, area, rows)
