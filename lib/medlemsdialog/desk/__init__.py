"""The adviser's desk: one page inside JupyterLab; the only importer of ipywidgets."""

from medlemsdialog.desk.widget import Desk, open_desk

__all__ = ["Desk", "open_desk"]
