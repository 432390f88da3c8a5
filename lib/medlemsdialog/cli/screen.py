"""What is printed and how: plain lines to a pipe, colours and progress on a terminal, errors on stderr."""

from __future__ import annotations

import json
import re
import string
import textwrap
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

from medlemsdialog.catalogue import SOURCE_LANGUAGE, Language, Message, translate
from medlemsdialog.models.manifest import RunStatus

# A window narrower than this breaks lines by itself.
_NARROWEST = 40
# What a terminal obeys instead of showing it; names of files and texts come from others.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Screen:
    """Where a command prints, in the language of the dialogue once that is read."""

    def __init__(self, language: Language = SOURCE_LANGUAGE) -> None:
        self.language = language
        self.data_option = ""
        self._out = Console(highlight=False, markup=False, emoji=False)
        self._err = Console(stderr=True, highlight=False, markup=False, emoji=False)

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at this as it comes."""
        return self._err.is_terminal

    def say(self, message: Message | str = "", *, style: str | None = None) -> None:
        """Print one text on stdout; lines are never broken by us."""
        self._out.print(self.text(message), style=style, soft_wrap=True)

    def flush(self) -> None:
        """Let what is printed be seen now, also by a program that waits for it."""
        self._out.file.flush()

    def say_indented(
        self, message: Message | str, *, indent: int = 0, hanging: int = 0, style: str | None = None
    ) -> None:
        """Print one text `indent` from the left. On a terminal it is broken at words, its later lines `hanging` further in."""
        text = self.text(message)
        first, later = " " * indent, " " * (indent + hanging)
        if not self._out.is_terminal:
            self.say(f"{first}{text}", style=style)
            return
        width = max(self._out.width, _NARROWEST)
        for line in textwrap.wrap(
            text, width, initial_indent=first, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
        ):
            self.say(line, style=style)

    def template(self, message: Message) -> str:
        """Return a text with «…» where its values stand, for one that tells of no case in particular."""
        blank = {name: "…" for _, name, _, _ in string.Formatter().parse(message.msgid) if name}
        given = {**blank, **message.values}
        return translate(message.msgid, self.language, **given) if blank else self.text(message)

    def warn(self, message: Message) -> None:
        """Print what the user should know besides the answer, on stderr."""
        self._err.print(self.text(message), style="yellow", soft_wrap=True)

    def fail(self, message: Message) -> None:
        """Print an error on stderr."""
        self._err.print(self.text(message), style="red", soft_wrap=True)

    def show_json(self, value: Any) -> None:
        """Print a value as JSON and nothing else."""
        self._out.print(json.dumps(value, ensure_ascii=False, indent=1), soft_wrap=True)

    def show_table(
        self, headings: Sequence[Message], rows: Sequence[Sequence[str]], *, numbers: frozenset[int]
    ) -> None:
        """Print a table; columns in `numbers` are aligned to the right. To a pipe it is separated by tabs."""
        if not self._out.is_terminal:
            for row in ([self.text(heading) for heading in headings], *rows):
                # Not through rich, which makes spaces of tabs.
                self._out.file.write("\t".join(" ".join(self.text(cell).split()) for cell in row) + "\n")
            return
        table = Table(box=None, pad_edge=False)
        for position, heading in enumerate(headings):
            table.add_column(self.text(heading), justify="right" if position in numbers else "left")
        for row in rows:
            table.add_row(*(self.text(cell) for cell in row))
        self._out.print(table)

    def command(self, words: str) -> str:
        """Return a command as the user would type it next, for the same dialogue."""
        return f"medlemsdialog {words}{self.data_option}"

    def text(self, message: Message | str) -> str:
        """Return a message in the dialogue's language, with nothing in it that a terminal obeys."""
        return _COMMANDS.sub("\ufffd", message.text(self.language) if isinstance(message, Message) else message)


class ScreenProgress:
    """A run's progress: a bar on a terminal, nothing but waiting and beginnings elsewhere."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True, highlight=False, markup=False),
            disable=not screen.is_terminal,
            transient=True,
        )
        self._at_work: list[str] = []

    def __enter__(self) -> ScreenProgress:
        self._bar.start()
        self._task = self._bar.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def say(self, message: Message) -> None:
        """Show what begins now."""
        self._bar.update(self._task, description=self._screen.text(message))

    def wait(self, message: Message) -> None:
        """Show what the run waits for; the one thing that is told without a terminal too."""
        self._screen.warn(message)

    def expect(self, areas: int) -> None:
        """Show how many areas will run."""
        self._bar.update(self._task, total=areas)

    def begin(self, area_code: str) -> None:
        """Show that an area's workbook starts."""
        self._at_work.append(area_code)
        self._describe()

    def end(self, area_code: str, status: RunStatus) -> None:
        """Show that an area is done."""
        self._at_work.remove(area_code)
        self._bar.advance(self._task)
        self._describe()

    def _describe(self) -> None:
        if self._at_work:
            self._bar.update(
                self._task, description=self._screen.text(Message("Kjører {areas}", areas=", ".join(self._at_work)))
            )
