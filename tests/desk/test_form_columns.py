"""The columns of a form, said at the desk: guessed, put right, confirmed, and read anew by."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.intake.form_mapping import read_form_mapping
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE = "Anne Eksempel"
FORM = "91/svar.xlsx"


@pytest.fixture
def data(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    book = Workbook()
    book.active.append(["Tidspunkt", "Avsender", "Hva mener dere om kulturskolen", "Kontaktperson"])
    for number, name in enumerate(("Storvika kommune", "Lillevika kommune", "Midtvika kommune"), start=1):
        book.active.append(
            [f"0{number}.06.2017", name, f"Vi mener at kulturskolen bør styrkes, svar {number}.", "Kari"]
        )
    book.save(data.root / "inputs" / FORM)
    return data


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="91", person=ANNE)


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def described(session):
    return {one["letter"]: one for one in ask(session, "sources.columns", source=FORM)["data"]["columns"]}


def forms(session):
    return {form["source"]: form for form in ask(session, "sources.list")["data"]["forms"]}


def test_what_is_put_right_is_written_confirmed_and_read_anew_by(session, data):
    assert forms(session)[FORM] == {"source": FORM, "answers": 3, "confirmed": False}
    columns = described(session)
    question = session.workspace.dialogue.questions[1].id
    columns["B"] |= {"role": "sender", "question": "", "claim": ""}
    columns["C"] |= {"role": "comment", "question": question}
    columns["D"] |= {"role": "skip", "question": "", "claim": ""}
    told = ask(session, "sources.save_columns", source=FORM, columns=list(columns.values()))
    assert told["data"]["forms"][0]["confirmed"]
    mapping = read_form_mapping(data.root / "inputs/91/svar.form.yaml").mapping
    assert (mapping.confirmed, mapping.columns.sender, mapping.skip_columns) == (True, "B", ("D",))
    assert {one.question for one in mapping.questions} == {question}
    answers = [one for one in session.received.sources if one.source.startswith(FORM)]
    assert {one.sender_code for one in answers} == {"9101", "9102", "9103"}
    read = [one for one in session.received.passages if one.source_id in {s.source_id for s in answers}]
    assert {one.question for one in read if "kulturskolen" in one.text} == {question}
    assert described(session)["C"]["question"] == question


def test_a_form_needs_one_column_for_the_sender_and_not_two(session, data):
    columns = described(session)
    nobody = [one | {"role": "skip"} for one in columns.values()]
    assert "hvem avsenderen er" in ask(session, "sources.save_columns", source=FORM, columns=nobody)["error"]
    twice = [one | {"role": "sender"} for one in columns.values()]
    assert "Velg én" in ask(session, "sources.save_columns", source=FORM, columns=twice)["error"]
    assert not list((data.root / "inputs/91").glob("*.form.yaml"))


def test_only_the_areas_own_forms_can_be_said_anything_of(session, data):
    assert "ikke lenger" in ask(session, "sources.columns", source="../91/svar.xlsx")["error"]
    other = Session(data, build_of(data), area_code="92", person=ANNE)
    assert "ikkje lenger" in ask(other, "sources.columns", source=FORM)["error"]


def test_a_mapping_that_cannot_be_read_is_not_written_over(session, data):
    columns = list(described(session).values())
    broken = data.root / "inputs/91/svar.form.yaml"
    broken.write_text("columns: [", encoding="utf-8")
    assert "kan ikke leses" in ask(session, "sources.save_columns", source=FORM, columns=columns)["error"]
    assert broken.read_text(encoding="utf-8") == "columns: ["


@pytest.mark.browser
def test_the_columns_are_confirmed_on_the_page(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("button", name="Se over kolonnene i svar.xlsx").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Inneholder, kolonne B").select_option("sender")
        dialog.get_by_label("Inneholder, kolonne D").select_option("skip")
        assert find_axe_faults(page) == []
        dialog.get_by_role("button", name="Bekreft kolonnene").click()
        page.get_by_text("Kolonnene er bekreftet").wait_for()
        page.get_by_role("button", name="Kolonnene i svar.xlsx", exact=True).wait_for()
        assert forms(session)[FORM]["confirmed"]
