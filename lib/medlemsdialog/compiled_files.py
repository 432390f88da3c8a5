"""What takes longer to compile than to read, kept where Python keeps its own compiled code: beside the program.

Who can write there can change the program itself, so what lies there is as trusted as the program. Where nobody may write,
or Python is told to write no bytecode, each process compiles for itself.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from medlemsdialog.checked_file import read_checked, write_checked

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

FOLDER = Path(__file__).parent / "__pycache__"


def compile_once(name: str, source: bytes, compile_source: Callable[[bytes], bytes]) -> bytes:
    """Return what `compile_source` makes of `source`, kept under `name` until the source is another."""
    kept = FOLDER / f"{name}-{hashlib.sha256(source).hexdigest()[:16]}.bin"
    compiled = read_checked(kept)
    if compiled is None:
        compiled = compile_source(source)
        if is_writable():
            for earlier in FOLDER.glob(f"{name}-*.bin"):
                earlier.unlink(missing_ok=True)
            write_checked(kept, compiled)
    return compiled


def template_cache(name: str) -> BytecodeCache:
    """Return where an environment of templates keeps them compiled."""
    import jinja2

    class Cache(jinja2.FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            # A full disk only costs the next process time.
            with suppress(OSError):
                if is_writable():
                    super().dump_bytecode(bucket)

    # The code is of one version of jinja: what it calls may have another name in the next.
    return Cache(str(FOLDER), pattern=f"{name}-jinja{jinja2.__version__}-%s.bin")


def is_writable() -> bool:
    """Whether compiled files may be kept."""
    return not sys.dont_write_bytecode and os.access(FOLDER, os.W_OK)
