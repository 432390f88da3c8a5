"""The example's frame with one county of its edition and nothing sent in yet: a whole dialogue that runs fast. Eksempel – oppdiktet."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from medlemsdialog.paths import DataFolder, shipped

COUNTY = "61"
_KEPT = ("dialogue.yaml", "codebook.yaml", "claims.yaml")


def write_one_county(folder: Path) -> DataFolder:
    """Write the example's dialogue, codebook and claims, and of its register the county and the bodies without one."""
    folder.mkdir(parents=True)
    example = shipped("data/dialogue.yaml").parent
    for name in _KEPT:
        shutil.copy(example / name, folder / name)
    shutil.copytree(example / "reference", folder / "reference")
    for table in (folder / "reference").glob("*.csv"):
        _keep_county(table)
    (folder / "inputs" / COUNTY).mkdir(parents=True)
    return DataFolder(folder.resolve())


def _keep_county(table: Path) -> None:
    with table.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        names, rows = list(reader.fieldnames or ()), list(reader)
    own = [row for row in rows if _is_own(row)]
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(own)


def _is_own(row: dict[str, str]) -> bool:
    if "county_code" in row:
        return row["county_code"] in {COUNTY, ""}
    return all(row[name].startswith(COUNTY) for name in ("from_code", "to_code") if name in row)
