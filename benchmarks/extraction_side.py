"""One side of the comparison, run by its own interpreter: `python extraction_side.py ours|theirs FILE…` prints JSON.

For each file: the seconds its text took, and the texts found; null where it could not be read.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def read_with_ours() -> Callable[[Path], list[str]]:
    from medlemsdialog.intake.reading import read_document

    return lambda file: [block.text for block in read_document(file.name, file.read_bytes()).blocks]


def read_with_theirs() -> Callable[[Path], list[str]]:
    import pandas as pd
    from markitdown import MarkItDown

    converter = MarkItDown()

    def read(file: Path) -> list[str]:
        if file.suffix == ".csv":
            tables = {"": pd.read_csv(file, sep=";", dtype=str, header=None, names=range(4))}
        elif file.suffix == ".xlsx":
            tables = pd.read_excel(file, sheet_name=None, dtype=str, header=None)
        else:
            return converter.convert(file).text_content.split("\n")
        return [str(cell) for table in tables.values() for cell in table.to_numpy().ravel() if isinstance(cell, str)]

    return read


def main(side: str, files: list[Path]) -> None:
    read = read_with_ours() if side == "ours" else read_with_theirs()
    found: dict[str, dict[str, object]] = {}
    # The first file of each format pays for imports: it is read once before.
    for file in {file.suffix: file for file in files}.values():
        try_to_read(read, file)
    for file in files:
        start = time.perf_counter()
        texts = try_to_read(read, file)
        found[str(file)] = {"seconds": time.perf_counter() - start, "texts": texts}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"peak_kilobytes": peak, "files": found}))


def try_to_read(read: Callable[[Path], list[str]], file: Path) -> list[str] | None:
    try:
        return read(file)
    except Exception as error:  # noqa: BLE001 - whatever either side throws, the others are measured
        print(f"{file.name}: {type(error).__name__}", file=sys.stderr)
        return None


if __name__ == "__main__":
    main(sys.argv[1], [Path(name) for name in sys.argv[2:]])
