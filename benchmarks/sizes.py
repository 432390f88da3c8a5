"""Large dialogues: a million statements coded end to end, and one area with a hundred thousand of them.

*Coded end to end*: statements lie on disk as intake's table of them has them (id, source, sender, level, kind, language, text),
twenty areas of fifty thousand. Each is read, becomes a passage, and goes through `code_statements` as in a county's workbook, with
the search words of the whole codebook in all their inflected forms; what is suggested is counted by theme with
`build_themes` (statements, distinct members), as a summary counts what people chose; and every statement's suggestions are
written to disk beside the counts. Two processes take an area at a time. Making the texts and the process's own start are not
in the time; making the index of search words is. People's own codings are not in it: nobody has coded a million statements.

*One area*: a whole run of a dialogue of two areas, one of them with 100 000 statements in letters and forms, from nothing to all
reports. Memory is that of the largest process and the sum over all at once, sampled every quarter of a second (proportional
share: what processes have in common counts once).
"""

from __future__ import annotations

import csv
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.dialogues import lay_out_large_area, write_sentence
from benchmarks.originals import ROOT

AREAS, STATEMENTS_AN_AREA, PROCESSES = 20, 50_000, 2
LARGE_AREA = 100_000
COLUMNS = ("statement_id", "source_id", "sender_code", "level", "kind", "language", "text")
_SENDERS, _SAMPLE_SECONDS = 18, 0.25


def measure() -> dict[str, Any]:
    """Return seconds and memory of both."""
    return {"million": measure_million(), "large_area": measure_large_area()}


def measure_million() -> dict[str, Any]:
    """Return how long a million statements take from the table to the counts, and what they need."""
    with tempfile.TemporaryDirectory() as folder:
        tables = _write_tables(Path(folder))
        process = Sampled([sys.executable, "-m", "benchmarks.sizes", folder])
        told = json.loads(process.wait().splitlines()[-1])
        sizes = sum(table.with_suffix(".suggested.csv").stat().st_size for table in tables)
    return {
        "load_before": process.load,
        "statements": AREAS * STATEMENTS_AN_AREA,
        "processes": PROCESSES,
        **told,
        **process.memory,
        "written_megabytes": round(sizes / 1e6),
        "statements_a_second": round(told["statements_coded"] / told["seconds"]),
    }


def measure_large_area(statements: int = LARGE_AREA) -> dict[str, Any]:
    """Return how long a run of one large area takes, what memory it needs, and how large what it writes is."""
    with tempfile.TemporaryDirectory() as folder:
        data, build = Path(folder) / "data", Path(folder) / "build"
        area = lay_out_large_area(data, statements)
        began = time.perf_counter()
        process = Sampled(list_command("run", "--data", data, "--build", build))
        process.wait()
        seconds = time.perf_counter() - began
        own = build / "counties" / area.code
        sizes = {file.name: round(file.stat().st_size / 1e6, 1) for file in sorted(own.iterdir())}
    return {
        "load_before": process.load,
        "statements": statements,
        "seconds": round(seconds, 1),
        **process.memory,
        "megabytes": sizes,
    }


def code_table(table: Path) -> tuple[int, int, dict[int, float], dict[str, int]]:
    """Code the statements of one area's table and write what is suggested beside it.

    Returned are the statements, those with a suggestion, what this process has used of the processor, and the counts.
    """
    from medlemsdialog.coding.statements import code_statements
    from medlemsdialog.evidence.positions import CountedRow, build_themes
    from medlemsdialog.judgements.fold import Judgements
    from medlemsdialog.models.intake import Intake
    from medlemsdialog.models.passages import Anchor, Passage
    from medlemsdialog.models.vocabulary import Kind, Level, TextLanguage

    index, codes = _ready()
    nowhere = Anchor()
    levels: dict[str, Level] = {}
    senders: dict[str, str] = {}
    passages = []
    with table.open(encoding="utf-8", newline="") as file:
        for statement_id, source_id, sender, level, kind, language, text in list(csv.reader(file))[1:]:
            senders[source_id], levels[source_id] = sender, Level(level)
            passages.append(
                Passage(
                    statement_id=statement_id,
                    source_id=source_id,
                    text=text,
                    anchor=nowhere,
                    kind=Kind(kind),
                    language=TextLanguage(language),
                )
            )
    received = Intake(area_code=table.stem, sources=(), passages=tuple(passages), problems=())
    coded = code_statements(received, Judgements(), index)
    with table.with_suffix(".suggested.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("statement_id", "theme", "found"))
        writer.writerows((one.passage.statement_id, hit.theme, hit.found) for one in coded for hit in one.suggestions)
    rows = [
        CountedRow(
            statement_id=one.passage.statement_id,
            source_id=one.passage.source_id,
            sender_code=senders[one.passage.source_id],
            level=levels[one.passage.source_id],
            speaks_for_sender=True,
            themes=tuple(hit.theme for hit in one.suggestions),
            claims=(),
            text_unit=one.passage.text,
        )
        for one in coded
    ]
    themes = build_themes(rows, codes, senders)
    counts = {row.theme: len(row.statements) for row in themes} | {
        f"{row.theme}/medlemmer": len(row.members) for row in themes
    }
    return len(coded), sum(bool(one.suggestions) for one in coded), {os.getpid(): time.process_time()}, counts


_made_ready: list[Any] = []


def _ready() -> tuple[Any, tuple[str, ...]]:
    """Return the index of search words and the codes of the themes, made once in each process."""
    if not _made_ready:
        from medlemsdialog.evidence import open_workspace
        from medlemsdialog.paths import DataFolder

        workspace = open_workspace(DataFolder(ROOT / "data"))
        # Nothing here refers back to what holds it: looking for that takes a third of the time.
        gc.disable()
        _made_ready.extend((workspace.suggestion_index, tuple(theme.code for theme in workspace.codebook.themes)))
    return _made_ready[0], _made_ready[1]


def _write_tables(folder: Path) -> list[Path]:
    chance = Random(2017)
    tables = []
    for area in range(AREAS):
        table = folder / f"{area:02d}.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for number in range(STATEMENTS_AN_AREA):
                sender = number % _SENDERS
                source = f"k{area:02d}{sender:02d}"
                code = f"{area:02d}{sender:02d}"
                text = f"{write_sentence(chance)} Vi viser til sak {number}."
                writer.writerow((f"{source}-{number:08x}", source, code, "municipality", "view", "nb", text))
        tables.append(table)
    return tables


def _code_all(folder: Path) -> None:
    tables = sorted(folder.glob("??.csv"))
    began = time.perf_counter()
    counts: Counter[str] = Counter()
    coded = suggested = 0
    worked: dict[int, float] = {}
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        for statements, hits, until, own in pool.map(code_table, tables):
            coded, suggested = coded + statements, suggested + hits
            worked |= until
            counts.update(own)
    (folder / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
    seconds = round(time.perf_counter() - began, 1)
    themes = sum("/" not in name for name in counts)
    # On a machine with other work this tells more than the clock does.
    processor = round(sum(worked.values()), 1)
    told = {"seconds": seconds, "processor_seconds": processor, "statements_coded": coded}
    print(json.dumps(told | {"with_suggestion": suggested, "themes": themes}))


def list_command(*options: str | Path) -> list[str]:
    """Return the program's command with these options, two workbooks at a time."""
    return [
        sys.executable,
        "-c",
        "from medlemsdialog.cli import main; main()",
        *map(str, options),
        "--jobs",
        str(PROCESSES),
    ]


class Sampled:
    """A process at work, and the most memory it and those it starts have had."""

    def __init__(self, command: list[str]) -> None:
        self.load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
        self.memory = {"largest_megabytes": 0, "all_megabytes": 0}
        # No pipe: what is read only at the end would stop the one that says much.
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - gone with the process
        self._process = subprocess.Popen(command, stdout=self._said, text=True, cwd=ROOT)

    def wait(self) -> str:
        """Return what it printed.

        Raises:
            CalledProcessError: It failed.
        """
        import psutil  # type: ignore[import-untyped]

        root = psutil.Process(self._process.pid)
        while self._process.poll() is None:
            own = []
            for process in (root, *_family(root)):
                try:
                    own.append(process.memory_full_info())
                except psutil.Error:
                    continue
            if own:
                largest = max(one.rss for one in own) // 2**20
                together = sum(getattr(one, "pss", one.rss) for one in own) // 2**20
                self.memory = {
                    "largest_megabytes": max(largest, self.memory["largest_megabytes"]),
                    "all_megabytes": max(together, self.memory["all_megabytes"]),
                }
            time.sleep(_SAMPLE_SECONDS)
        if self._process.returncode:
            raise subprocess.CalledProcessError(self._process.returncode, self._process.args)
        with self._said as said:
            said.seek(0)
            return said.read()


def _family(root: Any) -> list[Any]:
    import psutil

    try:
        return list(root.children(recursive=True))
    except psutil.Error:
        return []


if __name__ == "__main__":
    _code_all(Path(sys.argv[1]))
