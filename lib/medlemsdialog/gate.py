"""Where the program begins: a run that has nothing to do ends here, before anything heavy is imported."""

from __future__ import annotations

import os
import sys
import time

from medlemsdialog.standing import (
    Standing,
    UnsureError,
    describe_state,
    find_young,
    hash_file,
    name_packing,
    name_standing,
    read_standing,
    write_standing,
)

# What may be seen to have nothing to do, and the name of its record.
_NAMES = {"run": name_standing, "pack": name_packing}
# Options whose value has no say in whether anything is to be done.
_WITHOUT_SAY = frozenset({"--jobs", "--engine"})
_VALUES = {"--language": ("nb", "nn", "en"), "--engine": ("warm", "stock")}


def main() -> None:
    """Tell that nothing has changed since the last run, or hand over to the command line."""
    told = _find_unchanged(sys.argv[1:])
    if told is None or not _print(told):
        from medlemsdialog.cli import main as run_command_line

        try:
            run_command_line()
        except SystemExit as end:
            _leave(end)
            raise


def _leave(end: SystemExit) -> None:
    """End at once where nothing is left to be done: clearing away all that was imported takes a third of a second."""
    import atexit
    import threading

    if not isinstance(end.code, int) or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(end.code)


def _find_unchanged(arguments: list[str]) -> str | None:
    """Return what is to be told where a run would do nothing; None where it may do something."""
    if not arguments or arguments[0] not in _NAMES:
        return None
    try:
        options = _read_options(arguments[1:])
        data = _find_data(options)
        build = _find_build(options, data)
        languages = options.get("--language", [""])
        name = _NAMES[arguments[0]](options.get("--county", []), languages[-1])
        file = os.path.join(build, ".cache", "standing", name)  # noqa: PTH118 - pathlib takes longer than all this
        record = read_standing(file)
        if record is None or (record.until and time.strftime("%Y-%m-%d", time.gmtime()) >= record.until):
            return None
        now = time.time_ns()
        if describe_state(data, build, record.outputs) != record.state:
            return None
        if any(hash_file(path) != digest for path, digest in record.young.items()):
            return None
        _let_age(file, record, now)
        return "".join(f"{_show(line)}\n" for line in record.told)
    except (UnsureError, OSError, ValueError):
        return None


def _read_options(arguments: list[str]) -> dict[str, list[str]]:
    """Return the values of each option.

    Raises:
        UnsureError: There is an option that must be looked at more closely.
    """
    found: dict[str, list[str]] = {}
    waiting = list(reversed(arguments))
    while waiting:
        name, sign, value = waiting.pop().partition("=")
        if name not in ("--data", "--build", "--county", "--language", "--jobs", "--engine"):
            raise UnsureError
        if not sign:
            if not waiting:
                raise UnsureError
            value = waiting.pop()
        if not value or (name in _VALUES and value not in _VALUES[name]) or (name == "--jobs" and not _is_count(value)):
            raise UnsureError
        if name not in _WITHOUT_SAY:
            found.setdefault(name, []).append(value)
    return found


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value) > 0


def _find_data(options: dict[str, list[str]]) -> str:
    """Return the dialogue's folder, found as `paths.data_folder` finds it."""
    named = options.get("--data", [""])[-1] or os.environ.get("MEDLEMSDIALOG_DATA")
    if named:
        return os.path.realpath(os.path.expanduser(named))  # noqa: PTH111
    folder = os.getcwd()  # noqa: PTH109
    while not _is_checkout(folder):
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            raise UnsureError
        folder = above
    return os.path.realpath(os.path.join(folder, "data"))  # noqa: PTH118


def _find_build(options: dict[str, list[str]], data: str) -> str:
    """Return the build folder, found as `paths.build_folder` finds it."""
    named = options.get("--build", [""])[-1] or os.environ.get("MEDLEMSDIALOG_BUILD")
    if named:
        return os.path.realpath(os.path.expanduser(named))  # noqa: PTH111
    above = os.path.dirname(data)  # noqa: PTH120
    is_example = os.path.basename(data) == "data" and _is_checkout(above)  # noqa: PTH119
    return os.path.join(above if is_example else data, "build")  # noqa: PTH118


def _is_checkout(folder: str) -> bool:
    files = (("workbooks", "county.ipynb"), ("data", "dialogue.yaml"))
    return all(os.path.isfile(os.path.join(folder, *parts)) for parts in files)  # noqa: PTH113, PTH118


def _let_age(file: str, record: Standing, now_ns: int) -> None:
    """Write down that young files have been held against their hash, so that the next look need not."""
    still = set(find_young(record.state, now_ns))
    kept = {path: digest for path, digest in record.young.items() if path in still}
    if len(kept) < len(record.young):
        try:
            write_standing(file, Standing(record.told, record.until, record.outputs, record.state, kept))
        except OSError:
            return


def _show(line: str) -> str:
    """Return a line with the path in it as the user would type it from here."""
    words, place, path = line.partition(Standing.PLACE)
    if not place:
        return line
    here = os.getcwd() + os.sep  # noqa: PTH109
    return words + (path[len(here) :] if path.startswith(here) else path)


def _print(told: str) -> bool:
    """Print, and tell whether it could be: not every terminal has every letter."""
    try:
        sys.stdout.write(told)
        sys.stdout.flush()
    except UnicodeEncodeError:
        return False
    except BrokenPipeError:
        sys.stdout = None
    return True
