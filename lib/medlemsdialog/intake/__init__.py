"""From original files to passages with anchors, sources with proposals, and problems in the adviser's words.

The names of the package are looked up when they are asked for: the process that parses needs the readers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlemsdialog.intake.register_of_sources import raise_if_nothing_readable, read_all, read_area

__all__ = ["raise_if_nothing_readable", "read_all", "read_area"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from medlemsdialog.intake import register_of_sources

    return getattr(register_of_sources, name)
