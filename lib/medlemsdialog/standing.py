"""How the files of a run stand, told as one text; the standard library's quickest parts alone, so that it can be told at once.

A run that succeeded leaves a record: how everything stood that it read and wrote, and what is told where nothing has
changed. As long as all stands so, the next run need not begin. What looks the same need not be the same: a file written
so shortly before the record that a later change may carry the same time is held against its hash.
"""

from __future__ import annotations

import os
import sys
import zlib

# The coarsest clock of a file system in use (FAT) ticks every other second.
_COARSEST_NS = 2_000_000_000
_FORMAT = "medlemsdialog-standing-1"
_SKIPPED = frozenset({"__pycache__"})
# What lies in the dialogue's folder and no run reads: the input page's store changes with every answer.
_UNREAD = ("build", ".git", "input-page")
# No code of an area has this sign.
_OF_ALL = "+alle"
_LONGEST_NAME = 100
# What may lead a program that runs in the workbooks elsewhere.
_VARIABLES = ("PYTHONPATH", "PYPANDOC_PANDOC", "MEDLEMSDIALOG_CELL_SECONDS", "MEDLEMSDIALOG_COUNTY_SECONDS")


class UnsureError(Exception):
    """How things stand cannot be told by looking at files alone."""


class Standing:
    """The record of a run.

    `told` are lines to be printed; where one has `PLACE`, the path after it is shown as seen from where the user is. `until`
    is the day (ISO) from which something else is to be told, or empty. `outputs` are paths of files that were written.
    `young` holds the hash of each file that a later change may have left looking as it is.
    """

    PLACE = "\x01"

    def __init__(
        self, told: tuple[str, ...], until: str, outputs: tuple[str, ...], state: str, young: dict[str, str]
    ) -> None:
        self.told = told
        self.until = until
        self.outputs = outputs
        self.state = state
        self.young = young


def name_standing(counties: list[str], language: str) -> str:
    """Return the name of the record of a run of these counties, or of all; each set of options has its own.

    Raises:
        UnsureError: The options are none that a run has succeeded with.
    """
    codes = sorted(set(counties))
    if not all(code.isascii() and code.replace("-", "").replace("_", "").isalnum() for code in codes):
        raise UnsureError
    name = "+".join(codes) or _OF_ALL
    if len(name) > _LONGEST_NAME:
        from hashlib import sha256  # few name so many

        name = sha256(name.encode()).hexdigest()
    return f"{name}.{language}" if language else name


def name_packing(counties: list[str], language: str) -> str:
    """Return the name of the record of a packing; no run has it.

    Raises:
        UnsureError: The options are none that a packing has succeeded with.
    """
    return f"+pakker.{name_standing(counties, language)}"


def describe_state(data: str, build: str, outputs: tuple[str, ...]) -> str:
    """Return how all that a run reads stands, and what it wrote: program, libraries, dialogue and outputs.

    Raises:
        UnsureError: A folder is a link, so that what lies behind it may be left out.
    """
    lines = [sys.version, sys.prefix, *(f"{name}={os.environ.get(name, '')}" for name in _VARIABLES)]
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")) and os.path.isdir(folder):  # noqa: PTH112 - pathlib takes longer than all this
            lines += sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".pth")))  # noqa: PTH208
    package = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    _list_below(package, lines)
    if not os.path.isdir(os.path.join(package, "shipped")):  # noqa: PTH112, PTH118
        checkout = os.path.dirname(os.path.dirname(package))  # noqa: PTH120
        for name in ("templates", "workbooks"):
            _list_below(os.path.join(checkout, name), lines)  # noqa: PTH118
        _list_file(os.path.join(checkout, "requirements.lock"), lines)  # noqa: PTH118
    _list_below(data, lines, skipped=build)
    for file in outputs:
        _list_file(file, lines)
    return "\0".join(lines)


def find_young(state: str, at_ns: int) -> list[str]:
    """Return the paths of files that a change after `at_ns` may leave looking as they do in `state`."""
    young = []
    for line in state.split("\0"):
        words = line.split(" ", 4)
        is_file = len(words) == 5 and words[1].isdecimal() and words[2].isdecimal()
        if is_file and max(int(words[1]), int(words[2])) >= at_ns - _COARSEST_NS:
            young.append(words[4])
    return young


def hash_file(path: str) -> str:
    """Return the SHA-256 of a file's content; the empty text where there is none."""
    from hashlib import sha256  # most often nothing is hashed

    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            return sha256(stream.read()).hexdigest()
    except OSError:
        return ""


def read_standing(file: str) -> Standing | None:
    """Return a record; None where there is none, or it is broken."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            content = stream.read()
        check, _, body = content.partition(b"\n")
        if check != _check(body):
            return None
        fields = iter(body.decode("utf-8", "surrogateescape").split("\0"))
        if next(fields) != _FORMAT:
            return None
        until = next(fields)
        told = tuple(next(fields) for _ in range(int(next(fields))))
        outputs = tuple(next(fields) for _ in range(int(next(fields))))
        young = {next(fields): next(fields) for _ in range(int(next(fields)))}
        return Standing(told, until, outputs, "\0".join(fields), young)
    except (OSError, ValueError, StopIteration, RuntimeError):
        return None


def write_standing(file: str, standing: Standing) -> None:
    """Write a record, whole or not at all."""
    fields = [_FORMAT, standing.until]
    for listed in (standing.told, standing.outputs):
        fields += [str(len(listed)), *listed]
    fields.append(str(len(standing.young)))
    for path, digest in standing.young.items():
        fields += [path, digest]
    body = "\0".join([*fields, standing.state]).encode("utf-8", "surrogateescape")
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
    temporary = f"{file}.{os.getpid()}"
    try:
        with open(temporary, "wb") as stream:  # noqa: PTH123
            stream.write(_check(body) + b"\n" + body)
        os.replace(temporary, file)  # noqa: PTH105
    except BaseException:
        if os.path.exists(temporary):  # noqa: PTH110
            os.unlink(temporary)  # noqa: PTH108
        raise


def _check(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


def _list_below(folder: str, lines: list[str], skipped: str = "") -> None:
    """Add a line for each file below a folder, in order of name; below the dialogue's folder what no run reads is left out."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name in _SKIPPED or (skipped and (entry.path == skipped or entry.name in _UNREAD)):
            continue
        if entry.is_dir():
            if entry.is_symlink():
                raise UnsureError
            _list_below(entry.path, lines)
        else:
            _list_file(entry.path, lines)


def _list_file(path: str, lines: list[str]) -> None:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        lines.append(f"- {path}")
    else:
        lines.append(f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino} {path}")
