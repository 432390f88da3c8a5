"""Words of sources taken out of the releases, as they are taken out of the logs; numbers, codes and our own sentences stay.

It works on the files as they lie, so that a release that another version of the program wrote is emptied too. Hashes are
renewed, and a tombstone tells in `release.json` what was taken out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from medlemsdialog.evidence.lost_quotes import LostWords
from medlemsdialog.models.identity import source_id_of
from medlemsdialog.models.personal import CONFIDENTIAL_SENDER, PERSON_SENDER
from medlemsdialog.models.release import TakenOut
from medlemsdialog.paths import DataFolder, ReleaseFolder
from medlemsdialog.writing import write_bytes_atomically

_STATEMENT_WORDS: dict[str, Any] = {
    "text": None,
    "text_sha256": "",
    "wording_key": "",
    "wording_sketch": "",
    "duplicate_key": "",
    "anchor_label": "",
}
_SOURCE_WORDS = ("source", "printed_name", "public_address", "set_aside_reason")
_ANCHOR_WORDS: dict[str, Any] = {"headings": [], "attachment": None, "sheet": None}
# Where words stand that people at KS wrote.
_WRITTEN = frozenset({"text", "printed", "heading", "reason", "note", "nb", "nn", "en"})


class ReleasePurge(NamedTuple):
    """What to take out. `source_ids` is None for all sources; `texts` are words of theirs that are known besides.

    `mask_words` masks what people at KS wrote.
    """

    source_ids: Collection[str] | None
    texts: tuple[str, ...] = ()
    mask_words: Callable[[str], str] | None = None


def find_releases_with(data: DataFolder, source_ids: Collection[str]) -> tuple[Path, ...]:
    """Return the folders of the releases that rest on any of the sources."""
    needles = [source_id.encode() for source_id in source_ids]
    return tuple(
        folder.root
        for folder in data.release_folders()
        if any(needle in file.read_bytes() for file in folder.files() for needle in needles)
    )


def purge_releases(data: DataFolder, purge: ReleasePurge) -> tuple[Path, ...]:
    """Take the words out of all releases, and return the folders of those that were changed. Again changes nothing."""
    contents = {
        folder: {file: _read_json(file) for file in folder.files() if file.suffix == ".json"}
        for folder in data.release_folders()
    }
    rows = [row for files in contents.values() for content in files.values() for row in _statement_rows(content)]
    gone = [row["text"] for row in rows if row.get("text") and _is_meant(row, purge)]
    stay = [row["text"] for row in rows if row.get("text") and not _is_meant(row, purge)]
    lost = LostWords.of((*gone, *purge.texts), but=stay)
    return tuple(folder.root for folder, files in contents.items() if _purge_release(folder, files, purge, lost))


def _purge_release(folder: ReleaseFolder, files: dict[Path, Any], purge: ReleasePurge, lost: LostWords) -> bool:
    changed: dict[str, str] = {}
    for file, content in files.items():
        if content is None:
            if _may_hold_words(file, purge):
                file.unlink(missing_ok=True)
                changed[folder.name_of(file)] = ""
            continue
        emptied = _empty(content, purge, lost)
        if emptied != content:
            written = (json.dumps(emptied, ensure_ascii=False, indent=1) + "\n").encode()
            write_bytes_atomically(file, written)
            changed[folder.name_of(file)] = hashlib.sha256(written).hexdigest()
    if changed:
        _renew_record(folder, changed, purge)
    return bool(changed)


def _renew_record(folder: ReleaseFolder, changed: dict[str, str], purge: ReleasePurge) -> None:
    record = _read_json(folder.record) or {}
    hashes = {**record.get("files", {}), **changed}
    record["files"] = {name: digest for name, digest in sorted(hashes.items()) if digest}
    told = record.setdefault("taken_out", [])
    known = {one.get("source_id") for one in told}
    for source_id in sorted(purge.source_ids) if purge.source_ids is not None else [""]:
        if source_id not in known:
            told.append(TakenOut(source_id=source_id, at=datetime.now(UTC)).model_dump(mode="json"))
    write_bytes_atomically(folder.record, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())


def _may_hold_words(file: Path, purge: ReleasePurge) -> bool:
    """Whether a file that cannot be read may hold words that are to go."""
    content = file.read_bytes()
    return purge.source_ids is None or any(source_id.encode() in content for source_id in purge.source_ids)


def _empty(node: Any, purge: ReleasePurge, lost: LostWords, key: str = "") -> Any:
    if isinstance(node, str):
        # Our own sentences stay when all originals go, as the reports they were printed in do.
        hidden = lost.hide_in(node) if purge.source_ids is not None else node
        return purge.mask_words(hidden) if purge.mask_words is not None and key in _WRITTEN else hidden
    if isinstance(node, list):
        return [_empty(item, purge, lost, key) for item in node]
    if not isinstance(node, dict):
        return node
    if "statement_id" in node and _is_meant(node, purge):
        node = _empty_statement(node)
    elif "statement_id" not in node and "source_id" in node and _is_meant(node, purge):
        node = _empty_source(node)
    elif "distinct_wordings" in node and all(_is_meant(row, purge) for row in node.get("statements", ())):
        node = node | {"text": None}
    return {name: _empty(value, purge, lost, name) for name, value in node.items()}


def _empty_statement(row: dict[str, Any]) -> dict[str, Any]:
    if "anchor" not in row:
        # A quote that was picked; a text, never nothing.
        return row | ({"text": ""} if "text" in row else {})
    emptied = row | {name: empty for name, empty in _STATEMENT_WORDS.items() if row.get(name)}
    if isinstance(anchor := row["anchor"], dict):
        emptied["anchor"] = anchor | {name: empty for name, empty in _ANCHOR_WORDS.items() if anchor.get(name)}
    return emptied


def _empty_source(row: dict[str, Any]) -> dict[str, Any]:
    emptied = row | {name: "" for name in _SOURCE_WORDS if row.get(name)}
    name = str(row.get("sender_name", ""))
    if not row.get("sender_code") and not name.startswith((PERSON_SENDER, CONFIDENTIAL_SENDER)):
        emptied["sender_name"] = ""
    return emptied


def _is_meant(row: dict[str, Any], purge: ReleasePurge) -> bool:
    if purge.source_ids is None:
        return True
    return (source_id_of(str(row.get("statement_id") or "")) or row.get("source_id")) in purge.source_ids


def _statement_rows(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "statement_id" in node and "anchor" in node:
            yield node
        children: Iterable[Any] = node.values()
    else:
        children = node if isinstance(node, list) else ()
    for child in children:
        yield from _statement_rows(child)


def _read_json(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
