"""Results put into a store that has no rename: first written down as a whole, then brought to their names.

Every content is put under its own hash, then one object tells which names are to have which contents. When that is
there the new results are decided; whoever comes next finishes what was cut off. Until then all that was there stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import ValidationError

from medlemsdialog.models.base import Record
from medlemsdialog.runs.cluster.stores import Store, require_plain_name

_OBJECTS = ".cache/objects"
_DECISION = ".cache/publishing.json"
# It names the hashes of all others: it tells of the new results when they are there.
_LAST = "manifest.json"
_WRITERS = 8


class Publication(Record):
    """Names that are to have other contents, by hash, and names that are to be no more."""

    files: dict[str, str]
    removed: tuple[str, ...] = ()


def publish_files(
    store: Store,
    root: Path,
    *,
    before: dict[str, str],
    now: dict[str, str],
    on_decide: Callable[[], None] | None = None,
) -> None:
    """Let a store that held `before` hold `now`, whose files lie below `root`; both are hashes by name.

    `on_decide` is asked last of all before the new results are decided; when it raises, the old ones stand.
    """
    changed = {name: digest for name, digest in now.items() if before.get(name) != digest}
    removed = tuple(sorted(before.keys() - now.keys()))
    if not changed and not removed:
        return
    there = store.list_files(_OBJECTS)
    by_digest = {digest: name for name, digest in changed.items() if f"{_OBJECTS}/{digest}" not in there}
    with ThreadPoolExecutor(_WRITERS) as writers:
        list(writers.map(lambda item: store.put(root / item[1], f"{_OBJECTS}/{item[0]}"), by_digest.items()))
    if on_decide:
        on_decide()
    decision = Publication(files=changed, removed=removed)
    store.write(_DECISION, json.dumps(decision.model_dump(), ensure_ascii=False).encode())
    finish_publication(store)


def finish_publication(store: Store) -> bool:
    """Bring what was decided to its names; return whether anything had been."""
    content = store.read(_DECISION)
    if content is not None:
        decision = _read_decision(content)
        names = [name for name in decision.files if name != _LAST]
        with ThreadPoolExecutor(_WRITERS) as writers:
            list(
                writers.map(
                    lambda name: store.copy(f"{_OBJECTS}/{decision.files[name]}", require_plain_name(name)), names
                )
            )
        store.remove(require_plain_name(name) for name in decision.removed)
        if _LAST in decision.files:
            store.copy(f"{_OBJECTS}/{decision.files[_LAST]}", _LAST)
        # The decision first: without it the contents are of no use, and with it they must be there.
        store.remove([_DECISION])
    store.remove(list(store.list_files(_OBJECTS)))
    return content is not None


def _read_decision(content: bytes) -> Publication:
    try:
        return Publication.model_validate_json(content)
    except ValidationError:
        # Written by another version: what is there then is made again where the manifest does not tell of it.
        return Publication(files={})
