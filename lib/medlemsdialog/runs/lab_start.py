"""What the desk needs of JupyterLab: one «Start» over its notebook, and a notebook that stays as it was."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import medlemsdialog
from medlemsdialog.catalogue import Language, Message
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.writing import write_text_atomically

NAME = "medlemsdialog-desk"
_DESK = re.compile(r"(^|/)desk(-[^/]*)?\.ipynb$")
_ENTRY = "static/start.js"
_LOAD_STYLE = (
    "{{ const style = document.createElement('style'); style.textContent = {css}; document.head.append(style); }}\n"
)


def write_start_extension(folder: Path, dialogue: Dialogue, language: Language) -> Path:
    """Write the JupyterLab extension that shows «Start» into `folder` and return its own folder.

    It is written anew for each language and dialogue: its texts come from the catalogue, and nothing is installed.
    """
    texts = {
        "lang": language,
        "title": Message("Rådgiverbordet"),
        "dialogue": dialogue.title.in_language(language),
        "told": Message("Alt du gjør, lagres med en gang. Du kan lukke fanen når du vil, og fortsette en annen dag."),
        "start": Message("Start"),
        "starting": Message("Starter … Det tar noen sekunder."),
        "failed": Message("Det gikk ikke å starte. Prøv igjen. Går det fortsatt ikke, lukk alt og åpne på nytt."),
    }
    shown = {name: text.text(language) if isinstance(text, Message) else text for name, text in texts.items()}
    script = _read("start.js").replace("__TEXTS__", json.dumps(shown, ensure_ascii=False))
    own = folder / NAME
    package = {
        "name": NAME,
        "version": medlemsdialog.__version__,
        "jupyterlab": {"extension": True, "_build": {"load": _ENTRY, "extension": "./extension"}},
    }
    write_text_atomically(own / "package.json", json.dumps(package, indent=1) + "\n")
    write_text_atomically(own / _ENTRY, _LOAD_STYLE.format(css=json.dumps(_read("start.css"))) + script)
    return own


def leave_desk_as_it_was(model: dict[str, Any], path: str, **_: Any) -> None:
    """Take what running it left out of a desk notebook before JupyterLab saves it; other notebooks are saved as they are."""
    if model.get("type") != "notebook" or not _DESK.search(path):
        return
    notebook = model["content"]
    notebook["metadata"] = {
        name: notebook["metadata"][name] for name in ("kernelspec",) if name in notebook["metadata"]
    }
    notebook["metadata"]["language_info"] = {"name": "python"}
    for cell in notebook["cells"]:
        kept = {name: cell["metadata"][name] for name in ("tags", "jupyter") if name in cell.get("metadata", {})}
        cell["metadata"] = kept
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def _read(name: str) -> str:
    return files("medlemsdialog").joinpath("desk", "static", "start", name).read_text(encoding="utf-8")
