"""From a form's file to the seven states of sender and question, none taken for another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from medlemsdialog import evidence
from medlemsdialog.evidence import Workspace
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import AnswerState, Position
from medlemsdialog.paths import BuildFolder, DataFolder
from medlemsdialog.runs import judging
from support.mini_dialogue import write_mini_dialogue

CLAIMS = """\
schema_version: 1
claims:
  - id: k-tilskudd
    text: {nb: Staten bør innføre et øremerket tilskudd til kulturskolen.}
    addressee: state
    themes: [kulturskole-okonomi]
    purpose: e
    question: p9
    origin: proposition
"""
SENTENCE = "Staten bør innføre et øremerket tilskudd til kulturskolen"
HEAD = ["Svar-ID", "Levert", "Kommune", *(f"p{n}" for n in range(1, 9)), f"9. {SENTENCE}", f"9. {SENTENCE} – kommentar"]
# p1 empty · p2 left as it was · p3 a dash · p4 not relevant · p5 does not know · p6 elsewhere · p7 a tick · p8 a tick that
# takes no side · the proposition ticked, with a placeholder for a comment.
STORVIKA = [
    "",
    "[tomt felt]",
    "-",
    "Ikke relevant",
    "Vet ikke",
    "Se vedlegg",
    "Ja",
    "Verken enig eller uenig",
    "Nei",
    "-",
]
LILLEVIKA = ["", "", "", "", "", "", "", "", "", "Se vedlagt uttalelse fra formannskapet"]
COUNCIL = ["", "", "", "", "", "", "", "", "Delvis enig", ""]

Summarise = Callable[..., AreaSummary]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    data = write_mini_dialogue(tmp_path / "dialog")
    (data.root / "claims.yaml").write_text(CLAIMS, encoding="utf-8")
    for file in (data.root / "inputs").rglob("*.*"):
        file.unlink()
    book = openpyxl.Workbook()
    book.active.append(["Eksempel – oppdiktet"])
    book.active.append(HEAD)
    book.active.append(["1", "2017-09-01", "Storvika", *STORVIKA])
    book.active.append(["2", "2017-09-01", "Lillevika", *LILLEVIKA])
    book.active.append(["3", "2017-09-01", "Vestmark fylkeskommune", *COUNCIL])
    book.active.append(["4", "2017-09-01", "Storlia", *STORVIKA])
    folder = data.root / "inputs" / "nasjonalt"
    folder.mkdir(parents=True)
    book.save(folder / "svar.xlsx")
    return _open(data)


def _open(data: DataFolder) -> Workspace:
    return evidence.open_workspace(data, BuildFolder(data.root / "build"))


def _confirm(workspace: Workspace, area: str) -> None:
    chosen = judging.find_proposals(workspace, area)
    judging.register_sources(workspace, area, chosen, by="Test", registration=judging.Registration())


def _states(workspace: Workspace, area: str, sender: str) -> dict[str, AnswerState]:
    opened = _open(workspace.data)
    received = evidence.read_received(opened, area)
    summary = evidence.build_summary(opened, received, evidence.code_statements(opened, received))
    return {row.question: row.state for row in summary.answers if row.sender_code == sender}


def test_each_way_to_leave_a_cell_has_its_own_state(workspace: Workspace) -> None:
    _confirm(workspace, "91")
    states = _states(workspace, "91", "9101")
    assert {question: states[question] for question in ("p1", "p2", "p3", "p4")} == dict.fromkeys(
        ("p1", "p2", "p3", "p4"), AnswerState.NOT_ANSWERED
    )
    assert states["p5"] is AnswerState.NEUTRAL
    assert states["p6"] is AnswerState.ATTACHMENT_MISSING
    assert states["p7"] is AnswerState.ANSWERED
    assert states["p8"] is AnswerState.NEUTRAL
    assert states["p9"] is AnswerState.ANSWERED
    assert states["p10"] is AnswerState.NOT_ANSWERED


def test_what_nobody_confirmed_waits_and_who_sent_nothing_gave_no_input(workspace: Workspace) -> None:
    _confirm(workspace, "91")
    assert set(_states(workspace, "92", "9201").values()) == {AnswerState.WAITING}
    assert set(_states(workspace, "92", "9202").values()) == {AnswerState.NO_INPUT}


def test_reference_under_a_proposition_is_a_missing_attachment_until_the_document_comes(workspace: Workspace) -> None:
    _confirm(workspace, "91")
    states = _states(workspace, "91", "9102")
    assert states["p9"] is AnswerState.ATTACHMENT_MISSING
    assert states["p1"] is AnswerState.NOT_ANSWERED
    folder = workspace.data.root / "inputs" / "91"
    folder.mkdir(exist_ok=True)
    (folder / "lillevika-uttalelse.txt").write_text(
        "Lillevika kommune\nEksempel – oppdiktet\n\nKommunen viser til skjemaet.\n", encoding="utf-8"
    )
    assert _states(workspace, "91", "9102")["p9"] is AnswerState.WAITING


def test_a_form_asks_a_council_what_the_dialogue_asks_of_municipalities_only(workspace: Workspace) -> None:
    assert _states(workspace, "91", "9100")["p8"] is AnswerState.WAITING
    _confirm(workspace, "91")
    states = _states(workspace, "91", "9100")
    assert (states["p8"], states["p9"]) == (AnswerState.NOT_ANSWERED, AnswerState.ANSWERED)
    assert _states(workspace, "92", "9200")["p8"] is AnswerState.NOT_ASKED


def test_ticks_at_a_claims_own_sentence_are_positions_to_it(workspace: Workspace) -> None:
    _confirm(workspace, "91")
    opened = _open(workspace.data)
    received = evidence.read_received(opened, "91")
    summary = evidence.build_summary(opened, received, evidence.code_statements(opened, received))
    (row,) = summary.claims
    assert {position: row.members.of(position) for position in Position if row.members.of(position)} == {
        Position.AGAINST: ("9101",),
        Position.MIXED: ("9100",),
    }


def test_a_mapping_gives_other_alternatives_and_other_words_their_position(workspace: Workspace) -> None:
    (workspace.data.root / "inputs/nasjonalt/svar.form.yaml").write_text(
        "schema_version: 1\nconfirmed: ja\nsheet: Sheet\nheader_row: 2\ncolumns: {key: A, delivered: B, municipality: C}\n"
        "questions:\n  - {question: p9, proposition: k-tilskudd, tick: L, comment: M}\n"
        "  - {question: p8, proposition: k-borte, tick: K}\n"
        "ticks: {for: [Nei], against: [Delvis enig], not_answered: [Verken enig eller uenig]}\n"
        "skip_columns: [D, E, F, G, H, I, J]\n",
        encoding="utf-8",
    )
    _confirm(workspace, "91")
    opened = _open(workspace.data)
    received = evidence.read_received(opened, "91")
    summary = evidence.build_summary(opened, received, evidence.code_statements(opened, received))
    (row,) = summary.claims
    assert (row.members.of(Position.FOR), row.members.of(Position.AGAINST)) == (("9101",), ("9100",))
    states = {answer.question: answer.state for answer in summary.answers if answer.sender_code == "9101"}
    assert states["p8"] is AnswerState.NOT_ANSWERED
    told = [p for p in received.problems if p.rule == "unknown_proposition"]
    assert [(p.found, "k-tilskudd" in p.allowed.text()) for p in told] == [("k-borte", True)]
