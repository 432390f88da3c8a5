"""Merknader: a problem is shown where it stands and put right there, and no error is ever hidden by a press."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from medlemsdialog.desk.actions import ACTIONS
from medlemsdialog.desk.dispatch import answer_request
from medlemsdialog.desk.session import Session
from medlemsdialog.intake.rules import RULES
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.log import append_events, read_judgements
from support.desk_page import find_axe_faults, open_desk_page
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE, BO = "Anne Eksempel", "Bo Eksempel"
UNDATED = (
    "Lillevika kommune\nEksempel – oppdiktet\n\nVedtak\n\n1. Lillevika kommune mener at biblioteket bør styrkes.\n"
)
PERSONAL = (
    "Lillevika kommune\nEksempel – oppdiktet\n\nVedtak 12.06.2017\n\n"
    "1. Kommunen mener at biblioteket bør styrkes. Ring 912 34 567 eller skriv til kari.eksempelsen@example.no.\n"
)


@pytest.fixture
def data(tmp_path):
    folder = write_mini_dialogue(tmp_path / "dialog")
    (folder.root / "inputs/91/brev.txt").write_text(UNDATED, encoding="utf-8")
    return folder


@pytest.fixture
def session(data):
    return Session(data, build_of(data), area_code="91", person=ANNE)


def ask(session, action, **payload):
    return answer_request(session, ACTIONS, {"id": 1, "action": action, "payload": payload})


def rows(session):
    return ask(session, "problems.list")["data"]["rows"]


def find(session, rule, file=""):
    row = next(row for row in rows(session) if row["rule"] == rule and file in row["file"])
    return ask(session, "problems.describe", key=row["key"])["data"]


def fix(session, problem, name, **payload):
    field = next(field for field in problem["fields"] if field["name"] == name)
    said = {"target": field["target"], "field": field["field"], "seen": field["seen"], "reason": "står i brevet"}
    return ask(session, "problems.correct", **(said | payload))


def code(data, session, statement_id, text, by):
    theme = session.workspace.codebook.themes[0].code
    passage = session.received.passages[0]
    event = CodingSet(by=by, client="x", statement_id=statement_id, text=text, anchor=passage.anchor, themes=(theme,))
    append_events(data, "91", [event])
    session.refresh()
    return theme


def lose_a_coding(data, session, by):
    """Code a text that is a little different from what now stands in the source."""
    passage = next(one for one in session.received.passages if "øremerkede" in one.text)
    lost = f"{passage.source_id}-0000dead"
    return passage.statement_id, lost, code(data, session, lost, passage.text.replace("bør", "må"), by)


@pytest.mark.browser
def test_a_date_is_corrected_with_the_keys_and_the_next_problem_is_shown(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        before = len(rows(session))
        page.get_by_role("tab", name="Merknader").click()
        page.get_by_label("Søk i teksten").fill("brev.txt")
        page.locator(".mld-list-row").filter(has_text="Det er ikke funnet noen dato").click()
        page.get_by_role("heading", name="Det er ikke funnet noen dato i innspillet.").wait_for()
        page.keyboard.press("r")
        assert page.get_by_label("Hva skal rettes?").input_value() == "source.date"
        page.keyboard.press("Tab")
        page.keyboard.type("ikke en dato")
        page.keyboard.press("Tab")
        page.keyboard.type("står i brevet")
        page.keyboard.press("Enter")
        page.get_by_text("«ikke en dato» er ikke en dato.").wait_for()
        page.get_by_label("Riktig verdi").fill("14.06.2017")
        page.keyboard.press("Enter")
        page.get_by_text(f"{before - 1} merknader igjen. Lagret kl.").wait_for()
        (correction,) = read_judgements(data)[0].corrections
        assert (correction.field, correction.value, correction.reason) == ("date", "2017-06-14", "står i brevet")
        assert page.locator(".mld-problem h2").inner_text() != "Det er ikke funnet noen dato i innspillet."
        assert page.evaluate("document.activeElement.className") == "mld-problem"
        assert find_axe_faults(page) == []
        page.keyboard.press("u")
        page.get_by_text("Rettingen av dato er trukket.").wait_for()
        assert read_judgements(data)[0].corrections == ()
        assert len(rows(session)) == before


@pytest.mark.browser
def test_a_source_is_set_aside_with_a_reason_and_its_problems_are_gone(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Merknader").click()
        page.get_by_label("Søk i teksten").fill("brev.txt")
        page.locator(".mld-list-row").first.click()
        page.wait_for_selector(".mld-told")
        page.keyboard.press("s")
        page.get_by_role("dialog").wait_for()
        assert find_axe_faults(page) == []
        page.get_by_label("Hvorfor skal det ikke telle?").fill("Utkast")
        page.get_by_role("button", name="Sett til side", exact=True).click()
        page.get_by_text("Lagret kl.").wait_for()
        assert [row for row in rows(session) if row["file"] == "91/brev.txt"] == []
        assert next(iter(read_judgements(data)[0].set_aside.values())).reason == "Utkast"


@pytest.mark.browser
def test_the_keys_lead_to_the_source_and_through_the_list(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, _):
        page.get_by_role("tab", name="Merknader").click()
        page.wait_for_selector(".mld-told")
        seen = [page.locator(".mld-list-row[aria-selected=true]").inner_text()]
        page.keyboard.press("j")
        page.wait_for_function("document.activeElement.className === 'mld-problem'")
        seen.append(page.locator(".mld-list-row[aria-selected=true]").inner_text())
        assert seen[0] != seen[1]
        page.keyboard.press("i")
        page.get_by_role("heading", name="brev.txt").or_(
            page.get_by_role("heading", name="liste.xlsx")
        ).first.wait_for()
        assert page.get_by_role("tab", selected=True).inner_text() == "Innspill"


@pytest.mark.browser
def test_many_of_one_kind_in_one_sheet_stand_under_one_line_that_opens(data, chromium_path):
    sheet = Workbook()
    sheet.active.append(["Avsender", "Innspill, eksempel – oppdiktet"])
    for number in range(5):
        sheet.active.append(["Lillevika kommune", f"Biblioteket bør styrkes, del {number}."])
        sheet.active.merge_cells(start_row=10 + 2 * number, start_column=1, end_row=11 + 2 * number, end_column=1)
    sheet.save(data.root / "inputs/91/mange.xlsx")
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        merged = [row for row in rows(session) if row["rule"] == "merged_cells"]
        assert [row["place"][-3:] for row in merged] == ["A10", "A12", "A14", "A16", "A18"]
        page.get_by_role("tab", name="Merknader").click()
        line = page.locator(".mld-list-row").filter(has_text="Cellene er slått sammen (5)")
        line.click()
        page.get_by_role("heading", name="Cellene er slått sammen (5)").wait_for()
        number = page.locator(".mld-list-row").count()
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('.mld-list-row').length > {number}")
        assert page.locator(".mld-list-row").filter(has_text="celle A1").count() >= 1
        assert find_axe_faults(page) == []


@pytest.mark.browser
def test_own_coding_moves_to_the_passage_that_took_its_place(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        now, lost, theme = lose_a_coding(data, session, ANNE)
        page.get_by_role("tab", name="Merknader").click()
        page.locator(".mld-list-row").filter(has_text="En koding hører til et tekststed").click()
        page.get_by_role("button", name="Flytt kodingen hit").first.click()
        page.get_by_text("Lagret kl.").wait_for()
        codings = read_judgements(data)[0].codings
        assert codings[now, ANNE].themes == (theme,)
        assert (lost, ANNE) not in codings
        assert [row for row in rows(session) if row["rule"] == "orphan-coding"] == []


@pytest.mark.browser
def test_what_is_being_typed_stays_when_another_changes_something(data, chromium_path):
    with open_desk_page(data, build_of(data), chromium_path, area_code="91") as (page, session):
        page.get_by_role("tab", name="Merknader").click()
        page.locator(".mld-list-row").filter(has_text="Det er ikke funnet noen dato").first.click()
        page.wait_for_selector(".mld-told")
        page.keyboard.press("r")
        page.get_by_label("Hvorfor?").fill("står i")
        other = Session(data, build_of(data), area_code="91", person=BO)
        coded = next(iter(other.coded))
        assert "error" not in ask(other, "coding.kind", id=coded, kind="background")
        session.refresh()
        page.evaluate("window.tell({ event: 'changed', revision: 2 })")
        page.get_by_role("cell", name=BO).wait_for()
        page.keyboard.type(" brevet")
        assert page.get_by_label("Hvorfor?").input_value() == "står i brevet"


def test_what_takes_a_command_is_told_to_be_done_elsewhere(session, data):
    sheet = Workbook()
    sheet.active.append(["Kommune", "Svar-ID", "Hva mener dere? Eksempel – oppdiktet"])
    sheet.active.append(["Lillevika kommune", "1", "Biblioteket bør styrkes."])
    sheet.active.append(["Storvika kommune", "2", "Kulturskolen bør styrkes."])
    sheet.save(data.root / "inputs/91/svar.xlsx")
    session.refresh()
    guessed = find(session, "form_guessed", "svar.xlsx")
    assert not guessed["elsewhere"], "the columns are confirmed in the tab «Innspill»"
    (data.root / "inputs/91/svar.form.yaml").write_text("columns: [", encoding="utf-8")
    session.refresh()
    assert find(session, "form_mapping_unreadable", "svar")["elsewhere"]
    assert not find(session, "no_date", "brev.txt")["elsewhere"]


def test_errors_stand_first_and_every_problem_is_in_the_list(session, data):
    (data.root / "inputs/91/skadet.docx").write_bytes(b"PK\x03\x04 skadet")
    session.refresh()
    listed = rows(session)
    assert len(listed) == len(session.received.problems)
    order = [["error", "warning", "notice"].index(row["severity"]) for row in listed]
    assert order == sorted(order)
    assert listed[0]["file"] == "91/skadet.docx"


def test_a_file_that_cannot_be_read_is_told_and_can_be_set_aside(session, data):
    (data.root / "inputs/91/skadet.docx").write_bytes(b"PK\x03\x04 skadet")
    session.refresh()
    broken = find(session, "truncated")
    assert broken["source"]["readable"] is False
    assert (broken["passages"], broken["cells"], broken["fields"]) == ([], [], [])
    assert broken["can_set_aside"]


def test_a_problem_of_no_source_is_shown_and_nothing_can_be_set_aside(session, data):
    (data.root / "judgements/91/sources").mkdir(parents=True)
    (data.root / "judgements/91/sources/anne-x.jsonl").write_text("ikke en hendelse\n", encoding="utf-8")
    session.refresh()
    told = find(session, "log-line")
    assert told["source"] is None
    assert not told["can_set_aside"]
    assert told["to_do"]


def test_a_row_of_a_sheet_is_shown_by_its_headings(session, data):
    sheet = Workbook()
    sheet.active.append(["Eksempel – oppdiktet"])
    sheet.active.append(["Område", "Innspill", "Kroner"])
    sheet.active.append(["Bibliotek", "Kommunen mener at biblioteket bør styrkes.", "=1/0"])
    sheet.save(data.root / "inputs/91/tabell.xlsx")
    session.refresh()
    cells = find(session, "formula_without_value", "tabell")["cells"]
    assert [(cell["cell"], cell["heading"], cell["now"]) for cell in cells] == [
        ("A3", "Område", False),
        ("B3", "Innspill", False),
        ("C3", "", True),
    ]


def test_a_value_that_another_has_changed_meanwhile_is_not_overwritten(session, data):
    problem = find(session, "no_date", "brev.txt")
    other = Session(data, build_of(data), area_code="91", person=BO)
    assert "error" not in fix(other, problem, "source.date", value="14.06.2017")
    session.refresh()
    assert fix(session, problem, "source.date", value="15.06.2017")["error"].startswith("Noen har endret dette")
    assert [one.by for one in read_judgements(data)[0].corrections] == [BO]


@pytest.mark.parametrize("payload", [{"reason": "  "}, {"value": "i fjor"}])
def test_a_correction_without_reason_or_that_cannot_be_is_refused_and_nothing_is_saved(session, data, payload):
    problem = find(session, "no_date", "brev.txt")
    assert "--" not in fix(session, problem, "source.date", **({"value": "14.06.2017"} | payload))["error"]
    assert read_judgements(data)[0].corrections == ()


def test_what_a_sender_wrote_cannot_be_corrected_but_its_kind_can(session, data):
    passage = next(one for one in session.received.passages if "biblioteket bør styrkes" in one.text)
    code(data, session, f"{passage.source_id}-0000dead", passage.text, BO)
    ask(session, "coding.kind", id=passage.statement_id, kind="background")
    (row,) = ask(session, "problems.list")["data"]["corrections"]
    assert (row["field"], row["mine"], row["text"]) == ("slag", True, passage.text)
    assert "error" not in ask(session, "problems.undo", id=row["id"])
    assert passage.statement_id in session.coded


def test_personal_data_is_judged_one_by_one_until_the_problem_is_gone(session, data):
    (data.root / "inputs/91/person.txt").write_text(PERSONAL, encoding="utf-8")
    session.refresh()
    problem = find(session, "personal_data")
    first, *others = [finding["id"] for finding in problem["findings"]]
    assert others
    refused = ask(session, "problems.personal", ids=[first], lift=True, reason="")
    assert refused["error"].startswith("Skriv hvorfor")
    assert "error" not in ask(session, "problems.personal", ids=[first], lift=True, reason="sentralbord")
    assert find(session, "personal_data")["key"] == problem["key"]
    left = ask(session, "problems.personal", ids=others)["data"]["rows"]
    assert "personal_data" not in {row["rule"] for row in left}
    states = {finding.id: finding.state for finding in session.received.personal}
    assert states[first] == "lifted"
    assert {states[one] for one in others} == {"confirmed"}


def test_a_coding_by_another_is_never_dropped(session, data):
    now, lost, theme = lose_a_coding(data, session, BO)
    (orphan,) = find(session, "orphan-coding")["orphans"]
    assert (orphan["coder"], orphan["mine"], orphan["candidates"][0]["id"]) == (BO, False, now)
    assert "error" not in ask(session, "problems.attach", statement=lost, coder=BO, to=now)
    codings = read_judgements(data)[0].codings
    assert codings[now, ANNE].themes == (theme,)
    assert BO in codings[now, ANNE].memo
    assert (lost, BO) in codings
    assert find(session, "orphan-coding")["orphans"][0]["candidates"][0]["coded"]
    assert BO in ask(session, "problems.attach", statement=lost, coder=BO, to=now)["error"]


def test_own_coding_of_the_new_text_stands_when_the_old_is_removed(session, data):
    now, lost, _ = lose_a_coding(data, session, ANNE)
    ask(session, "coding.save", id=now, themes=[], memo="ny")
    assert "error" not in ask(session, "problems.attach", statement=lost, coder=ANNE, to=now)
    codings = read_judgements(data)[0].codings
    assert codings[now, ANNE].memo == "ny"
    assert (lost, ANNE) not in codings


def test_no_problem_at_the_desk_speaks_of_commands_where_the_desk_can_do_it(session):
    told = [problem for problem in session.received.problems if "medlemsdialog " in problem.to_do.text()]
    assert told, "the rules speak of commands"
    for row in rows(session):
        assert "medlemsdialog " not in ask(session, "problems.describe", key=row["key"])["data"]["to_do"]


def test_what_to_do_at_the_desk_is_said_of_rules_that_there_are():
    from medlemsdialog.desk.problem_guidance import LIKELY_FIELDS, ON_THE_DESK

    assert {*ON_THE_DESK, *LIKELY_FIELDS} - RULES.keys() == {"orphan-coding"}


def test_a_problem_that_is_gone_is_told_so(session):
    assert ask(session, "problems.describe", key="finnes-ikke")["error"].endswith("Velg en annen i listen.")
