"""A workbook's parameters, checked against its own `parameters` cell before papermill sees them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import nbformat
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, create_model

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError

PARAMETERS_TAG = "parameters"
AREA_CODE_ENDING = "_code"
AreaCode = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]+$")]

_TYPE_NAMES: dict[type, Message] = {
    str: Message("tekst"),
    bool: Message("sann eller usann"),
    int: Message("heltall"),
    float: Message("tall"),
    list: Message("liste"),
    dict: Message("tabell med nøkler"),
}


def read_defaults(workbook: Path) -> dict[str, JsonValue]:
    """Return the names and defaults in the workbook's `parameters` cell; a workbook without one has none.

    Raises:
        UsageError: The cell holds anything but plain assignments of literals.
    """
    notebook = nbformat.read(workbook, as_version=4)
    cells = [cell for cell in notebook.cells if PARAMETERS_TAG in cell.metadata.get("tags", ())]
    defaults: dict[str, JsonValue] = {}
    for cell in cells[:1]:
        try:
            for statement in ast.parse(cell.source).body:
                name, value = _assignment(statement)
                defaults[name] = value
        except (SyntaxError, ValueError):
            raise UsageError(
                Message(
                    'Cellen «parameters» i arbeidsboken {workbook} kan bare inneholde linjer som «county_code = "61"». '
                    "Rett cellen, og prøv igjen.",
                    workbook=workbook.name,
                )
            ) from None
    return defaults


def check_parameters(workbook: Path, given: Mapping[str, Any]) -> dict[str, JsonValue]:
    """Return `given` as papermill may have it: known names, the types of the defaults, JSON only, area codes as text.

    Raises:
        UsageError: A parameter is unknown to the workbook or of another type than its default; all faults at once.
    """
    model = _parameters_model(read_defaults(workbook))
    try:
        checked = model.model_validate(dict(given))
    except ValidationError as error:
        faults = {f"fault_{number}": _fault(fault, model) for number, fault in enumerate(error.errors())}
        raise UsageError(
            Message(
                "Arbeidsboken {workbook} kan ikke kjøres med disse parameterne. {faults} Rett dem, og prøv igjen.",
                workbook=workbook.name,
                faults=Message(" ".join(f"{{{name}}}" for name in faults), **faults),
            )
        ) from None
    return {name: getattr(checked, name) for name in checked.model_fields_set}


def _assignment(statement: ast.stmt) -> tuple[str, JsonValue]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, ast.literal_eval(value)
    raise ValueError(ast.dump(statement))


def _parameters_model(defaults: Mapping[str, JsonValue]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (AreaCode if name.endswith(AREA_CODE_ENDING) else _type_of(value), value)
        for name, value in defaults.items()
    }
    strict = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)
    return create_model("Parameters", __config__=strict, **fields)


def _type_of(value: JsonValue) -> Any:
    match value:
        case None:
            return JsonValue
        case list():
            return list[JsonValue]
        case dict():
            return dict[str, JsonValue]
    return type(value)


def _fault(fault: Any, model: type[BaseModel]) -> Message:
    name = str(fault["loc"][0]) if fault["loc"] else "-"
    if fault["type"] == "extra_forbidden":
        return Message(
            "Arbeidsboken har ingen parameter «{name}». Den har {allowed}.",
            name=name,
            allowed=", ".join(model.model_fields) or "–",
        )
    if name.endswith(AREA_CODE_ENDING):
        return Message(
            "«{name}» er en områdekode og skrives som tekst («07»). Fant {found!r}.", name=name, found=fault["input"]
        )
    expected = _TYPE_NAMES.get(type(model.model_fields[name].default), Message("JSON-verdi"))
    return Message("«{name}» skal være {expected}. Fant {found!r}.", name=name, expected=expected, found=fault["input"])
