"""Importing jsonschema without the optional format checkers that take two seconds.

JupyterLab brings `rfc3987_syntax` and `isoduration`; jsonschema imports them if it finds them, to check the formats «iri»
and «duration», which nothing here uses. altair and nbformat import jsonschema in every kernel, so the two seconds are
paid once per county and once more per papermill process. Measured with jsonschema 4.26: 2.6 s with, 0.1 s without.
"""

from __future__ import annotations

import sys
from importlib import import_module

_NOT_NEEDED = ("rfc3987_syntax", "isoduration")


def import_jsonschema_lean() -> None:
    """Import jsonschema, unless it is there already; afterwards the optional modules can be imported as before."""
    if "jsonschema" in sys.modules:
        return
    held_back = [name for name in _NOT_NEEDED if name not in sys.modules]
    for name in held_back:
        sys.modules[name] = None  # type: ignore[assignment]  # what makes an import fail at once
    try:
        import_module("jsonschema")
    except ImportError:
        pass  # not installed: nothing to make lean
    finally:
        for name in held_back:
            del sys.modules[name]
