"""What is left to do in a county before it is handed in: told, never a stop."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Literal

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence import Workspace, code_statements, judge_sign_off, read_even_if_broken
from medlemsdialog.evidence.sign_off import describe_lapse, find_changed_parts
from medlemsdialog.models.base import Record
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.vocabulary import Severity, SourceState
from medlemsdialog.runs.feedback import list_letters

Tab = Literal["sources", "problems", "coding", "compare", "assessment", "handing_in"]


class Left(Record):
    """One thing that is left: what, how many of it, the desk's tab where it is done, and the command that does it.

    `number` is 0 where nothing is counted. `command` has no `--data`.
    """

    kind: str
    what: Message
    number: int
    tab: Tab
    command: str


def find_what_is_left(
    workspace: Workspace,
    area_code: str,
    *,
    today: datetime.date | None = None,
    received: Intake | None = None,
    coded: Sequence[CodedStatement] | None = None,
) -> tuple[Left, ...]:
    """Return what is left in an area, in the order it is done; empty when all is done. `today` tells which letters are late.

    `received` and `coded` are what the area has, where it is read already.

    Raises:
        UsageError: The county is not in the edition.
    """
    received = received or read_even_if_broken(workspace, area_code)
    if not received.sources:
        return ()
    return (
        *_find_left_in_intake(received, area_code),
        *_find_left_in_coding(received, code_statements(workspace, received) if coded is None else coded),
        *_find_left_in_account(workspace, received, today),
    )


def _find_left_in_intake(received: Intake, area_code: str) -> list[Left]:
    proposed = [source for source in received.sources if source.state is SourceState.PROPOSED and source.readable]
    waiting = [source for source in received.sources if source.state is not SourceState.REJECTED and source.waiting]
    errors = [problem for problem in received.problems if problem.severity is Severity.ERROR]
    personal = [finding for finding in received.personal if finding.state == "found" and finding.in_statement]
    rows: list[tuple[str, Message, int, Tab, str]] = [
        (
            "unconfirmed",
            Message("innspill er ikke bekreftet, og teller ikke"),
            len(proposed),
            "sources",
            f"confirm --county {area_code}",
        ),
        (
            "waiting",
            Message("innspill er mottatt, men ikke ferdig behandlet (skannet, samisk eller uten vedlegg)"),
            len(waiting),
            "problems",
            f"check --county {area_code}",
        ),
        (
            "errors",
            Message("feil er ikke rettet"),
            len(errors),
            "problems",
            f"check --county {area_code}",
        ),
        (
            "personal_data",
            Message("funn av mulige personopplysninger er ikke vurdert; de er skjult i alt som deles"),
            len(personal),
            "problems",
            f"personal-data --county {area_code}",
        ),
    ]
    return [Left(kind=k, what=w, number=n, tab=t, command=c) for k, w, n, t, c in rows if n]


def _find_left_in_coding(received: Intake, statements: Sequence[CodedStatement]) -> list[Left]:
    area_code = received.area_code
    counting = {source.source_id for source in received.sources if source.counts}
    coded = [one for one in statements if one.passage.source_id in counting]
    uncoded = sum(not one.coders and not one.passage.tick for one in coded)
    disputed = sum(bool(one.disputed) for one in coded)
    sheets = f"sheets out --county {area_code}"
    rows: list[tuple[str, Message, int, Tab]] = [
        ("uncoded", Message("utsagn i bekreftede innspill er ikke kodet"), uncoded, "coding"),
        ("disputed", Message("utsagn er kodet ulikt av flere, og er ikke avklart"), disputed, "compare"),
    ]
    return [Left(kind=k, what=w, number=n, tab=t, command=sheets) for k, w, n, t in rows if n]


def _find_left_in_account(workspace: Workspace, received: Intake, today: datetime.date | None) -> list[Left]:
    area_code, judgements = received.area_code, workspace.judgements
    left: list[Left] = []
    if (area_code, "area", "") not in judgements.assessments:
        left.append(
            Left(
                kind="assessment",
                what=Message("Vurderingen av fylket er ikke skrevet."),
                number=0,
                tab="assessment",
                command=f"assess vurdering.md --county {area_code}",
            )
        )
    letters = list_letters(workspace, area_code, today=today or datetime.date.max, received=received)
    letter_command = f"letters --county {area_code}"
    if unsent := sum(letter.state == "not_sent" for letter in letters):
        what = Message("brev «Slik forsto vi dere» er ikke sendt")
        left.append(
            Left(
                kind="letters", what=what, number=unsent, tab="handing_in", command=f"{letter_command} --reply-by DATO"
            )
        )
    if open_letters := sum(letter.state in {"sent", "overdue"} for letter in letters):
        what = Message("svar på «Slik forsto vi dere» er ikke kommet")
        left.append(Left(kind="unanswered", what=what, number=open_letters, tab="handing_in", command=letter_command))
    state = judge_sign_off(workspace, received)
    if state != "standing":
        lapsed = describe_lapse(find_changed_parts(workspace, received))
        left.append(
            Left(
                kind="not_signed_off" if state == "none" else "lapsed",
                what=Message("Fylket er ikke godkjent.") if state == "none" else lapsed,
                number=0,
                tab="handing_in",
                command=f"sign-off --county {area_code} --by NAVN",
            )
        )
    return left
