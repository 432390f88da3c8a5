"""The command line as a whole: its commands, and how any error ends in one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from medlemsdialog.catalogue import Message
from medlemsdialog.cli import (
    assessing,
    checking,
    claims,
    codebook,
    coding,
    comments,
    comparing,
    confirming,
    correcting,
    deletion,
    dialogues,
    documents,
    feedback,
    findings,
    forms,
    handing_in,
    history,
    inbox,
    learning,
    member_pages,
    packing,
    personal,
    presenting,
    recognising,
    releasing,
    running,
    serving,
    sheets,
    showing,
    statistics,
    themes,
    withdrawing,
)
from medlemsdialog.cli.help_pages import use_norwegian_pages
from medlemsdialog.cli.norwegian import HELP_OPTION, describe_usage_error, environment_language
from medlemsdialog.cli.screen import Screen
from medlemsdialog.errors import MedlemsdialogError, NoRoomError, UsageError
from medlemsdialog.lean_imports import import_jsonschema_lean

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130
# The family of errors that typer raises for wrong use, wherever this version of it keeps them.
_WrongUse: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="medlemsdialog",
    help="Fra innspill til fylkesrapporter og nasjonalt dokument, med kilde for hver setning.",
    add_completion=False,
    no_args_is_help=True,
    context_settings=HELP_OPTION,
    pretty_exceptions_enable=False,
)
app.command("new")(dialogues.new)
app.command("check")(checking.check)
app.command("recognise")(recognising.recognise)
app.command("confirm")(confirming.confirm)
app.command("form-mapping")(forms.form_mapping)
app.command("form-template")(forms.form_template)
app.command("set-aside")(confirming.set_aside)
app.command("correct")(correcting.correct)
app.command("code")(coding.code)
app.add_typer(learning.learning, name="coding")
app.add_typer(comparing.compare, name="compare")
app.add_typer(sheets.sheets, name="sheets")
app.add_typer(codebook.codebook, name="codebook")
app.add_typer(claims.claims, name="claims")
app.add_typer(themes.themes, name="themes")
app.add_typer(findings.findings, name="findings")
app.add_typer(statistics.statistics, name="statistics")
app.command("assess")(assessing.assess)
app.command("sign-off")(assessing.sign_off)
app.command("letters")(feedback.letters)
app.command("feedback")(member_pages.feedback)
app.command("hand-in")(handing_in.hand_in)
app.command("receive")(handing_in.receive)
app.add_typer(comments.comments, name="comments")
app.command("release")(releasing.release)
app.command("personal-data")(personal.personal_data)
app.command("withdraw")(withdrawing.withdraw)
app.command("delete-personal-data")(deletion.delete_personal_data)
app.command("serve")(serving.serve)
app.add_typer(serving.codes, name="codes")
app.add_typer(inbox.inbox, name="inbox")
app.command("run")(running.run)
app.add_typer(documents.documents, name="documents")
app.command("slides")(presenting.slides)
app.command("preview")(presenting.preview)
app.command("pack")(packing.pack)
app.command("status")(dialogues.status)
app.command("show")(showing.show)
app.command("log")(history.log)
app.command("undo")(history.undo)
app.command("lab")(running.lab)


def main() -> None:
    """Run the command line and end with its exit code: 0 done, 1 some county failed, 2 wrong use."""
    import_jsonschema_lean()
    raise SystemExit(run_command(sys.argv[1:]))


def run_command(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    screen = Screen(environment_language(os.environ))
    command = use_norwegian_pages(typer.main.get_command(app))
    try:
        code = int(command(list(arguments), prog_name="medlemsdialog", standalone_mode=False, obj=screen) or 0)
    except UsageError as error:
        screen.fail(error.message)
        return WRONG_USE
    except MedlemsdialogError as error:
        if isinstance(error, NoRoomError):
            # Libraries that were writing say it once more, with their code, when they are cleared away.
            sys.unraisablehook = lambda _: None
        screen.fail(error.message)
        return FAILED
    except _WrongUse as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            screen.say(str(error))
            return WRONG_USE
        screen.fail(describe_usage_error(error))
        return WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `| head` does; nothing more is to be said.
        sys.stdout = None
        return 0
    except OSError as error:
        screen.fail(
            Message(
                "Kunne ikke lese eller skrive {file}: {fault}. Se etter at disken har plass, og at du har tilgang, og prøv igjen.",
                file=error.filename or "–",
                fault=error.strerror or str(error),
            )
        )
        return FAILED
    if code == INTERRUPTED:
        screen.fail(Message("Avbrutt. Det som var ferdig, er tatt vare på. Kjør kommandoen på nytt for å få resten."))
    return code
