"""The dialogue of two invented counties, coded, with one finding, run and released once. Eksempel – oppdiktet."""

from __future__ import annotations

from pathlib import Path

from medlemsdialog.cli.app import run_command
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.models.findings import PickedQuote
from medlemsdialog.models.vocabulary import Openness
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import judging
from medlemsdialog.runs.findings import approve_finding, write_finding
from medlemsdialog.runs.releasing import make_release
from support.mini_dialogue import build_of, write_mini_dialogue

WORDS = "øremerkede midler til kulturskolen"
REGISTRATION = judging.Registration(openness=Openness.PUBLIC, quotable=True)
RELEASE = "interim-2017-11"


def write_released_dialogue(folder: Path) -> DataFolder:
    """Write the dialogue, run it and release it; the finding quotes and cites Storvika's statement."""
    data = write_mini_dialogue(folder)
    for area in ("91", "92"):
        workspace = open_workspace(data, build_of(data))
        found = judging.find_proposals(workspace, area)
        # In the open, so that the words may be quoted.
        judging.register_sources(workspace, area, found, by="Rådgiver", registration=REGISTRATION)
        for passage in read_even_if_broken(workspace, area).passages:
            if passage.is_statement:
                code(data, passage.statement_id, workspace.codebook.themes[0].code)
    add_finding(data)
    run(data)
    approve_finding(open_workspace(data, build_of(data)), "f-eksempel", by="Kari Redaktør")
    run(data)
    make_release(open_workspace(data, build_of(data)), RELEASE, by="Kari Redaktør", note="Til møtet")
    return data


def code(data: DataFolder, statement_id: str, *themes: str) -> None:
    """Code a statement."""
    workspace = open_workspace(data, build_of(data))
    judging.code_statement(workspace, statement_id, themes=list(themes), claims={}, by="Koder")


def add_finding(data: DataFolder) -> None:
    """Write a finding on the first theme that quotes, cites and counts."""
    workspace = open_workspace(data, build_of(data))
    statement = storvika_statement(data)
    theme = workspace.codebook.themes[0].code
    write_finding(
        workspace,
        finding_id="f-eksempel",
        heading=Text(nb="Eksempel – oppdiktet funn", nn="Døme – oppdikta funn"),
        text=Text(
            nb=f"{{tall:medlemmer-som-tar-opp:{theme}}} tok opp temaet. En av dem ber om «{WORDS}» [@{statement}]. Ingen er imot.",
            nn=f"{{tall:medlemmer-som-tar-opp:{theme}}} tok opp temaet. Ein av dei ber om «{WORDS}» [@{statement}]. Ingen er imot.",
        ),
        themes=[theme],
        statements=[statement],
        quotes=[PickedQuote(statement_id=statement, text=WORDS)],
        by="Kari Redaktør",
    )


def storvika_statement(data: DataFolder) -> str:
    """Return the id of the statement that asks for money."""
    received = read_even_if_broken(open_workspace(data, build_of(data)), "91")
    return next(passage.statement_id for passage in received.passages if WORDS in passage.text)


def run(data: DataFolder) -> None:
    """Run the dialogue as the program does."""
    assert run_command(["run", "--data", str(data.root)]) == 0
