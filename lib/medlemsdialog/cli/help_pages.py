"""The help pages in plain Norwegian lines: what a command does, how it is written, what each part means."""

from __future__ import annotations

import inspect
import shutil
import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Any

from medlemsdialog.catalogue import Language, Message, translate
from medlemsdialog.cli.screen import Screen

_WIDEST, _NARROWEST = 100, 40
_LONGEST_NAME = 26


def use_norwegian_pages(command: Any) -> Any:
    """Return a command whose help, and that of all its commands, is written here and not by typer."""
    command.format_help = partial(_write_help, command)
    for inner in getattr(command, "commands", {}).values():
        use_norwegian_pages(inner)
    return command


def find_help_texts(command: Any) -> Iterator[str]:
    """Yield every help text of a command and its commands, as it is looked up in the catalogue."""
    if command.help:
        yield _on_one_line(command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield _on_one_line(parameter.help)
    for inner in getattr(command, "commands", {}).values():
        yield from find_help_texts(inner)


def _write_help(command: Any, context: Any, formatter: Any) -> None:
    screen = context.find_root().obj
    language = screen.language if isinstance(screen, Screen) else "nb"
    formatter.write("\n".join(_page(command, context, language)))


def _page(command: Any, context: Any, language: Language) -> Iterator[str]:
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    inner = getattr(command, "commands", {})
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = [str(context.command_path)]
    if inner:
        usage.append(translate("KOMMANDO", language))
    usage += [_argument_name(one) for one in arguments]
    usage.append(translate("[VALG]", language))
    yield Message("Bruk: {usage}", usage=" ".join(usage)).text(language)
    if command.help:
        yield ""
        yield from textwrap.wrap(translate(_on_one_line(command.help), language), width)
    commands = [(name, translate(_on_one_line(one.help or ""), language)) for name, one in inner.items()]
    yield from _table(translate("Kommandoer", language), commands, width)
    described = [(_argument_name(one), _help_of(one, language)) for one in arguments]
    yield from _table(translate("Argumenter", language), described, width)
    described = [(_option_name(one), _help_of(one, language)) for one in options]
    own_help = ("--help, -h", translate("Vis denne hjelpen.", language))
    yield from _table(translate("Valg", language), [*described, own_help], width)
    if inner:
        yield ""
        yield from textwrap.wrap(
            Message(
                "Skriv «{command} KOMMANDO --help» for å se mer om en kommando.", command=context.command_path
            ).text(language),
            width,
        )


def _table(heading: str, rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{heading}:"
    column = min(max(len(name) for name, _ in rows), _LONGEST_NAME) + 4
    for name, text in rows:
        lines = textwrap.wrap(text, width - column, break_long_words=False, break_on_hyphens=False) or [""]
        if len(name) + 4 > column:
            yield f"  {name}"
        else:
            yield f"  {name}".ljust(column) + lines.pop(0)
        for line in lines:
            yield " " * column + line


def _argument_name(argument: Any) -> str:
    name = str(argument.metavar or argument.name.upper())
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _option_name(option: Any) -> str:
    names = "/".join(name for name in (*option.opts, *option.secondary_opts) if name.startswith("--"))
    if option.is_flag:
        return names
    return f"{names} {option.metavar or option.name.upper()}"


def _help_of(parameter: Any, language: Language) -> str:
    text = translate(_on_one_line(parameter.help or ""), language)
    if parameter.required and parameter.param_type_name == "option":
        required = translate("Må oppgis.", language)
        return f"{text} {required}"
    return text


def _on_one_line(text: str) -> str:
    return " ".join(inspect.cleandoc(text).split())
