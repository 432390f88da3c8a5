"""Official statistics fetched when somebody asks for it: the answer kept as it came, and the table that reports use."""

from __future__ import annotations

import base64
import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from medlemsdialog.catalogue import Message
from medlemsdialog.dialogue import Dialogue, StatisticsTable
from medlemsdialog.errors import DialogueError, UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.register.statistics_answer import read_answer
from medlemsdialog.register.statistics_files import (
    CONTENTS_FILE,
    read_kept_tables,
    values_file,
    write_contents,
    write_values,
)
from medlemsdialog.register.statistics_query import TableQuery, build_query
from medlemsdialog.register.statistics_revision import TableChanges, build_kept_table
from medlemsdialog.register.statistics_tables import KeptContent, KeptTable
from medlemsdialog.runs.statistics_faults import Answer, StatisticsFetchError
from medlemsdialog.runs.statistics_http import StatBank, check_address
from medlemsdialog.writing import write_bytes_atomically, write_text_atomically

_LANGUAGE = "no"


@dataclass(frozen=True)
class FetchedTable:
    """A table that was fetched and kept: what it changes, and what the fetcher should know."""

    table: KeptTable
    changes: TableChanges
    warnings: tuple[Message, ...]
    files: tuple[Path, ...]


@dataclass(frozen=True)
class UnreadTable:
    """A table that was not fetched, or could not be read; the kept one is as it was. `raw` is what came, if anything."""

    id: str
    fault: Message
    raw: Path | None


@dataclass(frozen=True)
class PlannedTable:
    """What a fetch would ask for, and the file it would write."""

    table: StatisticsTable
    queries: tuple[str, ...]
    file: Path


def plan_fetch(workspace: Workspace, ids: Sequence[str] = (), *, address: str = "") -> tuple[PlannedTable, ...]:
    """Return what would be asked, without asking.

    The second question holds what dialogue.yaml names; codes of contents are looked up in the answer to the first.

    Raises:
        UsageError: The dialogue is an example, names no such table, or gives no address.
    """
    base = _require_address(workspace.dialogue, address)
    return tuple(
        PlannedTable(
            table=table,
            queries=(f"{base}/{_metadata_path(table)}", f"{base}/tables/{table.id}/data"),
            file=values_file(workspace.data.statistics, table.id),
        )
        for table in _choose_tables(workspace.dialogue, ids)
    )


def fetch_statistics(
    workspace: Workspace,
    ids: Sequence[str] = (),
    *,
    address: str = "",
    today: datetime.date | None = None,
    bank: StatBank | None = None,
    tell: Callable[[Message], None] = lambda _: None,
) -> tuple[FetchedTable | UnreadTable, ...]:
    """Fetch the tables that dialogue.yaml names, or those of `ids`; one that fails leaves the others alone.

    Raises:
        UsageError: The dialogue is an example, names no such table, or gives no address.
        KeptStatisticsError: The tables kept before cannot be read, so that a revision would go unseen.
    """
    tables = _choose_tables(workspace.dialogue, ids)
    service = bank or StatBank(_require_address(workspace.dialogue, address), tell=tell)
    day = today or datetime.datetime.now(datetime.UTC).astimezone().date()
    read_kept_tables(workspace.data.statistics)
    return tuple(_fetch_table(workspace.data.statistics, table, service, day) for table in tables)


def _fetch_table(
    folder: Path, table: StatisticsTable, bank: StatBank, day: datetime.date
) -> FetchedTable | UnreadTable:
    answers: list[Answer] = []
    try:
        answers.append(bank.get(_metadata_path(table)))
        query = build_query(read_answer(answers[0].text(), with_values=False), table)
        answers.append(bank.get(_data_path(table, query)))
        kept = read_kept_tables(folder)
        before = next((one for one in kept if one.id == table.id), None)
        made, changes = build_kept_table(read_answer(answers[1].text()), query, table, before=before, retrieved=day)
    except (StatisticsFetchError, DialogueError) as error:
        if isinstance(error, StatisticsFetchError) and error.answer is not None:
            answers.append(error.answer)
        return UnreadTable(table.id, error.message, _keep_unread(folder, table, answers, day))
    files = _keep(folder, made, kept, answers, day)
    return FetchedTable(made, changes, query.warnings, files)


def _keep(
    folder: Path, made: KeptTable, kept: Sequence[KeptTable], answers: Sequence[Answer], day: datetime.date
) -> tuple[Path, ...]:
    """Write the answers, then the figures, then the list: the list never names figures that are not there."""
    raw, values, listed = folder / f"{made.id}.json", values_file(folder, made.id), folder / CONTENTS_FILE
    content = _write_raw(made.id, answers, day)
    tables = {table.id: table for table in kept} | {made.id: made}
    texts = write_values(made), write_contents(tables[name] for name in sorted(tables))
    if raw.is_file() and raw.read_text(encoding="utf-8") != content:
        write_bytes_atomically(_earlier(folder, made.id, raw), raw.read_bytes())
    write_text_atomically(raw, content)
    write_text_atomically(values, texts[0])
    write_text_atomically(listed, texts[1])
    (folder / f"{made.id}.unread.json").unlink(missing_ok=True)
    return raw, values, listed


def _earlier(folder: Path, table_id: str, raw: Path) -> Path:
    """Return where an answer that is about to be replaced goes: under the day it was fetched."""
    try:
        day = datetime.date.fromisoformat(json.loads(raw.read_text(encoding="utf-8"))["retrieved"]).isoformat()
    except (ValueError, KeyError, TypeError):
        day = "udatert"
    number, file = 1, folder / f"{table_id}.{day}.json"
    while file.exists():
        number += 1
        file = folder / f"{table_id}.{day}-{number}.json"
    return file


def _keep_unread(folder: Path, table: StatisticsTable, answers: Sequence[Answer], day: datetime.date) -> Path | None:
    if not answers:
        return None
    file = folder / f"{table.id}.unread.json"
    write_text_atomically(file, _write_raw(table.id, answers, day))
    return file


def _write_raw(table_id: str, answers: Sequence[Answer], day: datetime.date) -> str:
    content = {
        "schema_version": 1,
        "table": table_id,
        "retrieved": day.isoformat(),
        "answers": [
            {"query": f"GET {one.address}", "status": one.status, "content_type": one.content_type, **_write_body(one)}
            for one in answers
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _write_body(answer: Answer) -> dict[str, str]:
    try:
        return {"body": answer.body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(answer.body).decode("ascii")}


def _metadata_path(table: StatisticsTable) -> str:
    return f"tables/{table.id}/metadata?lang={_LANGUAGE}"


def _data_path(table: StatisticsTable, query: TableQuery) -> str:
    chosen = "".join(
        f"&{quote(f'valueCodes[{variable}]', safe='')}={','.join(quote(code, safe='') for code in codes)}"
        for variable, codes in query.selected
    )
    return f"tables/{table.id}/data?lang={_LANGUAGE}&outputFormat=json-stat2{chosen}"


def _choose_tables(dialogue: Dialogue, ids: Sequence[str]) -> tuple[StatisticsTable, ...]:
    if dialogue.example or dialogue.edition.startswith("eksempel"):
        raise UsageError(
            Message(
                "Dialogen er et eksempel med oppdiktede fylker og kommuner. De finnes ikke i Statistikkbanken, så det er ingenting "
                "å hente. Tallene som følger med, er oppdiktet. Lag en egen dialog med «medlemsdialog new MAPPE»."
            )
        )
    named = {table.id: table for table in dialogue.statistics_tables}
    if not named:
        raise UsageError(
            Message(
                "dialogue.yaml nevner ingen tabeller å hente. Skriv dem under «statistics_tables», med nummer, innhold og perioder."
            )
        )
    unknown = [table_id for table_id in ids if table_id not in named]
    if unknown:
        raise UsageError(
            Message(
                "Tabellen «{found}» står ikke under «statistics_tables» i dialogue.yaml. Velg en av disse: {allowed}.",
                found=", ".join(unknown),
                allowed=", ".join(named),
            )
        )
    return tuple(table for table in dialogue.statistics_tables if not ids or table.id in ids)


def _require_address(dialogue: Dialogue, given: str) -> str:
    address = given or dialogue.statistics_address
    if not address:
        raise UsageError(
            Message(
                "Adressen til Statistikkbanken mangler. Skriv den som «statistics_address» i dialogue.yaml, eller oppgi den med --address."
            )
        )
    return check_address(address)


@dataclass(frozen=True)
class KeptOverview:
    """One kept content: its periods, and how many figures it has, lacks, and has had revised."""

    content: KeptContent
    periods: tuple[str, ...]
    known: int
    unknown: int
    revised: int


@dataclass(frozen=True)
class StatisticsOverview:
    """What is kept, and the tables that dialogue.yaml names and that are not."""

    kept: tuple[KeptOverview, ...]
    not_fetched: tuple[str, ...]


def list_statistics(workspace: Workspace) -> StatisticsOverview:
    """Return what official figures the dialogue has; nothing is asked of anybody.

    Raises:
        KeptStatisticsError: A kept table cannot be read.
    """
    tables = read_kept_tables(workspace.data.statistics)
    kept = [_sum_up(table, content) for table in tables for content in table.contents]
    there = {table.id for table in tables}
    named = workspace.dialogue.statistics_tables
    return StatisticsOverview(tuple(kept), tuple(table.id for table in named if table.id not in there))


def _sum_up(table: KeptTable, content: KeptContent) -> KeptOverview:
    own = [value for value in table.values if value.content_code == content.code]
    return KeptOverview(
        content=content,
        periods=tuple(sorted({value.period for value in own})),
        known=sum(value.value is not None for value in own),
        unknown=sum(value.value is None for value in own),
        revised=sum(value.revised is not None for value in own),
    )
