"""Bytes at the end of logs: all of them on disk before this returns, or none."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import JudgementNotSavedError, tell_cause

# OneDrive and virus scanners hold a file for moments at a time.
RETRY_SECONDS = 2.0
_PAUSE_SECONDS = 0.05
_HELD_FOR_A_MOMENT = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN, errno.ETXTBSY})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})


@dataclass
class _Opened:
    file: Path
    handle: int
    is_new: bool
    size: int


def append_whole(contents: Mapping[Path, bytes]) -> None:
    """Append to each file, and have it on disk; if one fails, cut all back to what they were.

    Each must be held with `lock_log`. A last line that is not complete, left by a broken write, is ended first.

    Raises:
        JudgementNotSavedError: Something could not be written; nothing is.
    """
    opened: list[_Opened] = []
    file = next(iter(contents), Path())
    try:
        for file in contents:
            opened.append(_open(file))
        for one in opened:
            file = one.file
            _write(one, contents[one.file])
        for one in opened:
            file = one.file
            os.fsync(one.handle)
            if one.is_new:
                _sync_folder(one.file.parent)
    except OSError as error:
        for one in opened:
            _cut_back(one)
        raise _describe_failure(file, error) from error
    except BaseException:
        for one in opened:
            _cut_back(one)
        raise
    finally:
        for one in opened:
            os.close(one.handle)


def _open(file: Path) -> _Opened:
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    is_new = not file.exists()
    deadline = time.monotonic() + RETRY_SECONDS
    while True:
        try:
            handle = os.open(file, flags, 0o644)
        except OSError as error:
            if error.errno not in _HELD_FOR_A_MOMENT or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
            continue
        return _Opened(file, handle, is_new, os.fstat(handle).st_size)


def _write(one: _Opened, content: bytes) -> None:
    if one.size:
        os.lseek(one.handle, -1, os.SEEK_END)
        if os.read(one.handle, 1) != b"\n":
            content = b"\n" + content
    rest = memoryview(content)
    while rest:
        # One write as a rule: even where no lock could be had, a line stays whole.
        rest = rest[os.write(one.handle, rest) :]


def _cut_back(one: _Opened) -> None:
    # What cannot be cut back is an incomplete last line: the next append ends it, and the reading tells.
    with suppress(OSError):
        os.ftruncate(one.handle, one.size)
        if one.is_new and one.size == 0 and os.name != "nt":
            one.file.unlink()


def _sync_folder(folder: Path) -> None:
    """Have a new file's name on disk too; Windows does so itself, and some file systems cannot be asked."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _describe_failure(file: Path, error: OSError) -> JudgementNotSavedError:
    if error.errno in _FULL:
        return JudgementNotSavedError(
            Message(
                "Valget er ikke lagret: Disken er full. Frigjør plass der {file} ligger, og gjør valget på nytt.",
                file=str(file),
            )
        )
    if error.errno == errno.EROFS or error.errno in _HELD_FOR_A_MOMENT:
        return JudgementNotSavedError(
            Message(
                "Valget er ikke lagret: Kan ikke skrive i {file}. Enten er mappen skrivebeskyttet, eller så holder et annet "
                "program filen, for eksempel OneDrive eller et virusprogram. Vent litt, eller få skrivetilgang, og gjør "
                "valget på nytt.",
                file=str(file),
            )
        )
    return JudgementNotSavedError(
        Message(
            "Valget er ikke lagret: Kan ikke skrive i {file} ({fault}). Se etter at mappen er tilgjengelig, og gjør valget "
            "på nytt.",
            file=str(file),
            fault=tell_cause(error),
        )
    )
