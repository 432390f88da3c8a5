"""The command line's own words in Norwegian: the sentences for wrong use, and which form of the language to use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from medlemsdialog.catalogue import Language, Message

HELP_OPTION = {"help_option_names": ["--help", "-h"]}
_QUOTED = re.compile(r"""(['"])(.*?)\1""")
# The first that is set tells.
_LANGUAGE_VARIABLES = ("MEDLEMSDIALOG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def environment_language(environment: Mapping[str, str]) -> Language:
    """Return the language form that the machine is set to: nynorsk where it says so, else bokmål."""
    spoken = next((environment[name] for name in _LANGUAGE_VARIABLES if environment.get(name)), "")
    return "nn" if spoken.lower().startswith("nn") else "nb"


def describe_usage_error(error: Any) -> Message:
    """Return the sentence for a usage error that typer found."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "medlemsdialog"
    fault = _describe_fault(error)
    return Message("{fault} Skriv «{command} --help» for å se hva du kan skrive.", fault=fault, command=command)


def _describe_fault(error: Any) -> Message:
    parameter = getattr(error, "param", None)
    name = _name(parameter) if parameter is not None else getattr(error, "option_name", "") or ""
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            if near:
                return Message("Valget {name} finnes ikke. Mente du {near}?", name=name, near=near)
            return Message("Valget {name} finnes ikke.", name=name)
        case "MissingParameter":
            return Message("{name} må oppgis.", name=name)
        case "BadOptionUsage":
            return Message("Valget {name} er brukt feil: Det mangler en verdi eller har én for mye.", name=name)
        case "BadParameter":
            return Message("Verdien for {name} kan ikke brukes: {fault}.", name=name, fault=_value_fault(error.message))
    if getattr(error, "message", "").startswith("No such command"):
        unknown, *others = [name for _, name in _QUOTED.findall(error.message)] or [error.message]
        if others:
            return Message("Kommandoen {name} finnes ikke. Mente du {near}?", name=unknown, near=", ".join(others))
        return Message("Kommandoen {name} finnes ikke.", name=unknown)
    if "unexpected extra argument" in getattr(error, "message", ""):
        extra = error.message.rpartition("(")[2].rstrip(") .")
        return Message("Det er skrevet for mye: {extra}. Navn med mellomrom må stå i anførselstegn.", extra=extra)
    return Message("Kommandoen er skrevet feil ({fault}).", fault=error.format_message().rstrip("."))


def _value_fault(message: str) -> Message:
    if "valid integer" in message:
        return Message("skriv et helt tall")
    if "greater than" in message:
        return Message("tallet er for lite")
    if " is not one of " in message:
        return Message("velg en av disse: {allowed}", allowed=message.partition(" is not one of ")[2].strip(" ."))
    if "Input should be" in message:
        allowed = message.partition("Input should be")[2].partition("[")[0].replace(" or ", ", ").strip(" .")
        return Message("velg en av disse: {allowed}", allowed=allowed)
    return Message("{fault}", fault=message.rstrip("."))


def _name(parameter: Any) -> str:
    options = getattr(parameter, "opts", [])
    written = [option for option in options if option.startswith("--")]
    return written[0] if written else str(parameter.metavar or parameter.name).upper()
