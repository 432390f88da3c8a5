from __future__ import annotations

import json
from collections.abc import Callable

from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.models.passages import Anchor
from medlemsdialog.paths import DataFolder

Cli = Callable[..., tuple[int, str, str]]


def test_log_tells_who_did_what_and_undo_takes_the_last_of_it_back(cli: Cli, data: DataFolder) -> None:
    by = ("--by", "Kari K.")
    assert cli("confirm", "91/storvika-vedtak.txt", "--sender", "9101", "--status", "vedtak", *by)[0] == 0
    assert cli("set-aside", "92/storlia-vedtak.txt", "--county", "92", "--reason", "Gjelder noe annet", *by)[0] == 0
    code, out, err = cli("log")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first.endswith(
        "Kari K. (fylke 91 Vestmark) bekreftet 91/storvika-vedtak.txt: avsender 9101 Storvika, kommune, vedtak"
    )
    assert second.endswith("satte 92/storlia-vedtak.txt til side: Gjelder noe annet")
    assert cli("log", "--county", "91", "--kind", "innspill")[1] == first + "\n"
    assert cli("log", "--source", "92/storlia-vedtak.txt")[1] == second + "\n"
    assert "Ingenting er gjort" in cli("log", "--by", "Ola")[1]
    told = json.loads(cli("log", "--json", "--limit", "1")[1])
    assert [(one["area"], one["event"]["type"]) for one in told] == [("92", "source.set_aside")]

    assert "Dette ville bli angret: Kari K." in cli("undo", "--dry-run", *by)[1]
    assert len(read_judgements(data)[0].set_aside) == 1
    assert "Angret: Kari K." in cli("undo", *by)[1]
    assert read_judgements(data)[0].set_aside == {}
    assert "Gjort om igjen: Kari K." in cli("undo", "--redo", *by)[1]
    assert len(read_judgements(data)[0].set_aside) == 1
    code, _, err = cli("undo", "--by", "Ola")
    assert (code, err) == (2, "Ola har ikke gjort noe her som kan angres.\n")


def test_log_shows_the_last_ones_and_says_that_there_are_more(cli: Cli, data: DataFolder) -> None:
    made = [
        CodingSet(by="Kari", client="pc1", statement_id=f"k1-{number}", text="Eksempel", anchor=Anchor())
        for number in range(60)
    ]
    append_events(data, "91", made)
    _, out, err = cli("log")
    assert len(out.splitlines()) == 50
    assert "Viser de 50 siste av 60" in err
    assert len(cli("log", "--limit", "0")[1].splitlines()) == 60
