"""The Excel route: the register of sources and the statements as sheets, and what a person filled in taken back."""

from medlemsdialog.exchange.sheets_in import Taken, take_in_files
from medlemsdialog.exchange.sheets_out import write_sheets

__all__ = ["Taken", "take_in_files", "write_sheets"]
