"""From original files to passages with anchors, sources with proposals, and problems in the adviser's words."""

from medlemsdialog.intake.register_of_sources import raise_if_nothing_readable, read_all, read_area

__all__ = ["raise_if_nothing_readable", "read_all", "read_area"]
