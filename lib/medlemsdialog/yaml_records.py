"""The YAML files that people edit, read into records: all faults are told at once, in words that say what to do."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import DialogueError

try:  # the same loader on libyaml's parser, five times as fast
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without it
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_Model = TypeVar("_Model", bound=BaseModel)


def load_yaml(text: str) -> Any:
    """Return what a YAML text that people edit holds.

    Raises:
        yaml.YAMLError: It is no YAML, or a key stands twice.
    """
    return yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader


def read_yaml_record(file: Path, model: type[_Model]) -> _Model:
    """Read a YAML file that people edit and validate it against `model`.

    Raises:
        DialogueError: The file is missing, is no YAML, or does not fit; the text names file, field and fault.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DialogueError(
            Message(
                "Filen {file} mangler i dialogmappen. Kopier filen fra en annen dialog, eller lag en ny dialog.",
                file=file.name,
            )
        ) from None
    except UnicodeDecodeError:
        raise DialogueError(
            Message("Filen {file} er ikke lagret som UTF-8. Lagre den på nytt med tegnkodingen UTF-8.", file=file.name)
        ) from None
    return cast(_Model, _read_record(file.name, text, model))


# Frozen records: who opens the dialogue once more in the same process gets what was read of the same text.
@lru_cache(maxsize=16)
def _read_record(name: str, text: str, model: type[BaseModel]) -> BaseModel:
    try:
        content = load_yaml(text)
    except yaml.YAMLError as error:
        raise DialogueError(
            Message(
                "Filen {file} er ikke gyldig YAML: {fault}. Rett linjen, og prøv igjen.",
                file=name,
                fault=_tell_fault(error),
            )
        ) from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(f"«{'.'.join(map(str, fault['loc'])) or '-'}»: {fault['msg']}" for fault in error.errors())
        raise DialogueError(
            Message(
                "Filen {file} følger ikke formatet. {faults}. Rett feltene, og prøv igjen.",
                file=name,
                faults=faults,
            )
        ) from None


class _RepeatedKeyError(yaml.constructor.ConstructorError):
    def __init__(self, key: Any, mark: Any) -> None:
        super().__init__(None, None, f"key {key!r} twice", mark)
        self.key = key


class _UniqueKeyLoader(_Loader):
    """YAML keeps the last of two equal keys in silence; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                raise _RepeatedKeyError(key, node.value[position][0].start_mark)
        return super().construct_mapping(node, deep)


def _tell_fault(error: yaml.YAMLError) -> Message:
    """Return where the fault is, and what it is where it is ours to say: the library's own words are English."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return Message("den kan ikke leses")
    place = Message("feil ved linje {line}, tegn {column}", line=mark.line + 1, column=mark.column + 1)
    if isinstance(error, _RepeatedKeyError):
        return Message("{place}: nøkkelen «{key}» står to ganger", place=place, key=error.key)
    return place
