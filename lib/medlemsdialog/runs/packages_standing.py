"""How all stood when packages had been made: so that the next packing sees at once that nothing has changed."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs.packages_made import PackagesMade
from medlemsdialog.standing import (
    Standing,
    UnsureError,
    describe_state,
    find_young,
    hash_file,
    name_packing,
    write_standing,
)

# What a terminal obeys; a path with any of it is not shown by the quick look.
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def look_at_inputs(data: DataFolder, build: BuildFolder) -> str:
    """Return how all that packages are made of stands, before any of it is read; the empty text where that cannot be told."""
    try:
        return describe_state(os.fspath(data.root), os.fspath(build.root), ())
    except (OSError, UnsureError):
        return ""


def keep_packages_standing(
    data: DataFolder,
    build: BuildFolder,
    seen_before: str,
    *,
    county_code: str | None,
    language: Language | None,
    spoken: Language,
    unchanged: int,
) -> None:
    """Write down how all stands, where nothing has changed since `seen_before`, which is from before anything was read."""
    with suppress(OSError, UnsureError):
        name = name_packing([county_code] if county_code else [], language or "")
        made = PackagesMade(build)
        files = [build.packages / file for one in made.packages.values() for file in one.files]
        outputs = tuple(os.fspath(file) for file in [build.packages / "index.html", *files])
        at = time.time_ns()
        state = describe_state(os.fspath(data.root), os.fspath(build.root), outputs)
        if not seen_before or not state.startswith(seen_before) or _COMMANDS.search(os.fspath(build.root)):
            return
        young = {path: hash_file(path) for path in find_young(state, at)}
        told = tell_unchanged(unchanged), tell_overview(Standing.PLACE + outputs[0])
        lines = tuple(message.text(spoken) for message in told)
        write_standing(os.fspath(build.standing / name), Standing(lines, "", outputs, state, young))


def tell_unchanged(unchanged: int) -> Message:
    """Return what is told where there is nothing to do."""
    return Message("Ingenting er endret. Pakkene er som de var ({number}).", number=unchanged)


def tell_overview(file: str) -> Message:
    """Return where the page lies that lists the packages."""
    return Message("Oversikt over pakkene: {file}", file=file)
