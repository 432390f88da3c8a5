"""The commands: each translates what was typed into one call of the library, and its answer into sentences."""

from medlemsdialog.cli.app import main

__all__ = ["main"]
