"""medlemsdialog: the evidence workbook for member dialogues, from original files to the national document."""

__version__ = "0.1.0"
