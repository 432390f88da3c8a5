"""The file of what was learned: numbers in a NumPy archive, pinned by its hash; nothing in it can be run.

`pinned.json` names the file and its SHA-256. A file that is not the one that was pinned, or is of another format, is not
used: the program tells, and goes on with search words.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import DialogueError
from medlemsdialog.models.base import Record
from medlemsdialog.paths import DataFolder
from medlemsdialog.writing import write_bytes_atomically

if TYPE_CHECKING:
    from medlemsdialog.coding.learned.model import LearnedModel

FORMAT = "medlemsdialog-learned-1"
_ARRAYS = {
    "keys": "uint64",
    "idf": "float32",
    "weights": "int8",
    "scale": "float32",
    "found_weights": "float32",
    "constant": "float32",
}
_FACTS = "facts.json"
# Far above what is ever written: a file made to fill the memory is not opened.
_MOST_BYTES = 1 << 30
_LIKE_ALL = (1980, 1, 1, 0, 0, 0)


class Pin(Record):
    """Which file holds what was learned, and what it must be."""

    format: str
    file: str
    sha256: str


def read_pin(data: DataFolder) -> Pin | None:
    """Return what is pinned; None where nothing was learned.

    Raises:
        DialogueError: The pin cannot be read, or is of a format that this version does not know.
    """
    if not data.model_pin.is_file():
        return None
    try:
        pin = Pin.model_validate_json(data.model_pin.read_bytes())
    except (ValidationError, OSError):
        raise _unusable(data.model_pin, Message("filen er skadet, eller laget av en annen versjon")) from None
    if pin.format != FORMAT:
        raise _unusable(
            data.model_pin,
            Message("formatet er «{found}», og denne versjonen kjenner «{known}»", found=pin.format, known=FORMAT),
        )
    return pin


def read_model(data: DataFolder, *, precision: float) -> LearnedModel | None:
    """Return what was learned; None where nothing was.

    Raises:
        DialogueError: The file is missing, is not the one that was pinned, is of another format, or was made for another
            precision than the dialogue asks for.
    """
    pin = read_pin(data)
    if pin is None:
        return None
    model = _read_pinned(data.model_file(pin.sha256), pin)
    if model.facts.precision != precision:
        raise _unusable(
            data.model_pin,
            Message(
                "den er laget for treffsikkerheten {found}, og dialogue.yaml krever {asked}",
                found=model.facts.precision,
                asked=precision,
            ),
        )
    return model


@lru_cache(maxsize=2)
def _read_pinned(file: Path, pin: Pin) -> LearnedModel:
    # Once for each program: the desk opens the dialogue anew for every key.
    if pin.file != file.name or not file.is_file():
        raise _unusable(file, Message("filen mangler"))
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != pin.sha256:
        raise _unusable(file, Message("innholdet er et annet enn da modellen ble laget"))
    try:
        return _unpack(content)
    except (ValueError, KeyError, zipfile.BadZipFile, NotImplementedError):
        raise _unusable(file, Message("innholdet har et annet format enn denne versjonen kjenner")) from None


def write_model(data: DataFolder, model: LearnedModel) -> Path:
    """Write what was learned under the name of its own hash, pin it, and remove what was pinned before."""
    content = _pack(model)
    digest = hashlib.sha256(content).hexdigest()
    file = data.model_file(digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_bytes_atomically(file, content)
    pin = {"format": FORMAT, "file": file.name, "sha256": digest}
    write_bytes_atomically(data.model_pin, (json.dumps(pin, indent=1) + "\n").encode())
    for other in data.model_files():
        if other not in {file, data.model_pin}:
            other.unlink()
    return file


def remove_model(data: DataFolder) -> tuple[Path, ...]:
    """Remove what was learned, and return the files that are gone."""
    files = tuple(data.model_files())
    for file in files:
        file.unlink()
    return files


def forget_sources(data: DataFolder, source_ids: Collection[str]) -> tuple[Path, ...]:
    """Remove what was learned if it was learned from any of the sources, or cannot be read; return the files that are gone."""
    try:
        pin = read_pin(data)
        known = set(_read_pinned(data.model_file(pin.sha256), pin).facts.source_ids) if pin else set()
    except DialogueError:
        known = set(source_ids)
    return remove_model(data) if known & set(source_ids) else ()


def _pack(model: LearnedModel) -> bytes:
    import numpy as np

    parts = {
        "keys": model.vocabulary.keys,
        "idf": model.vocabulary.idf,
        "weights": model.weights,
        "scale": model.scale,
        "found_weights": model.found_weights,
        "constant": model.constant,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_FACTS, _LIKE_ALL), model.facts.model_dump_json(), zipfile.ZIP_DEFLATED)
        for name, kind in _ARRAYS.items():
            array = io.BytesIO()
            np.lib.format.write_array(array, np.ascontiguousarray(parts[name], dtype=kind), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _LIKE_ALL), array.getvalue(), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _unpack(content: bytes) -> LearnedModel:
    import numpy as np

    from medlemsdialog.coding.learned.model import LearnedModel, ModelFacts
    from medlemsdialog.coding.learned.vectors import Vocabulary

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large")
        facts = ModelFacts.model_validate_json(archive.read(_FACTS))
        arrays: dict[str, Any] = {}
        for name, kind in _ARRAYS.items():
            arrays[name] = np.lib.format.read_array(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
            if arrays[name].dtype != np.dtype(kind):
                raise ValueError(name)
    features, labels, found = len(arrays["keys"]), len(facts.labels), len(facts.found_themes)
    shapes = {
        "keys": (features,),
        "idf": (features,),
        "weights": (features, labels),
        "scale": (labels,),
        "found_weights": (found, labels),
        "constant": (labels,),
    }
    if any(arrays[name].shape != shape for name, shape in shapes.items()):
        raise ValueError("shape")
    if len(facts.least) != labels or len(facts.factor) != labels or len(facts.curve_scores) != len(facts.curve_shares):
        raise ValueError("facts")
    vocabulary = Vocabulary(arrays.pop("keys"), arrays.pop("idf"))
    return LearnedModel(facts=facts, vocabulary=vocabulary, **arrays)


def _unusable(file: Path, fault: Message) -> DialogueError:
    return DialogueError(
        Message(
            "Det som er lært av kodingene, kan ikke brukes ({file}: {fault}). Kodeforslagene kommer bare fra søkeord. "
            "Lær på nytt med «medlemsdialog coding train».",
            file=file.name,
            fault=fault,
        )
    )
