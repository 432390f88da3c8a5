"""A sample is drawn once, coded blind by two counties and settled by their coders, on disk. Eksempel – oppdiktet."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from medlemsdialog.cli.app import run_command
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import (
    Workspace,
    build_summary,
    code_statements,
    fingerprint_area,
    open_workspace,
    read_received,
)
from medlemsdialog.judgements.events import SampleItem
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.paths import NATIONAL, DataFolder
from medlemsdialog.register.editions import read_register
from medlemsdialog.runs import judging
from medlemsdialog.runs.comparing import (
    Codes,
    code_in_sample,
    compare_samples,
    draw_sample,
    sample_tasks,
    settle_difference,
)
from medlemsdialog.runs.fingerprints import read_fingerprints
from support.mini_dialogue import build_of, write_mini_dialogue

OWN, CROSS, THEMES = "91", "92", ("kulturskole-okonomi", "lokalt-selvstyre")
Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    data = write_mini_dialogue(tmp_path / "dialog")
    for area in (OWN, CROSS):
        workspace = reopen(data)
        found = judging.find_proposals(workspace, area)
        judging.register_sources(workspace, area, found, by="Rådgiver", registration=judging.Registration())
    return data


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], data: DataFolder) -> Cli:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = run_command([*arguments, "--data", str(data.root)])
        captured = capsys.readouterr()
        return code, " ".join(captured.out.split()), " ".join(captured.err.split())

    return run


def reopen(data: DataFolder) -> Workspace:
    return open_workspace(data, build_of(data))


def drawn_item(data: DataFolder) -> SampleItem:
    sample = draw_sample(reopen(data), by="Politikk", size=4).sample
    return next(item for item in sample.items if item.area_code == OWN)


def code_both(data: DataFolder) -> SampleItem:
    item = drawn_item(data)
    code_in_sample(reopen(data), OWN, item.statement_id, Codes(THEMES), by="Kari")
    code_in_sample(reopen(data), CROSS, item.statement_id, Codes(THEMES[:1]), by="Ola")
    return item


def summary_of(data: DataFolder) -> AreaSummary:
    workspace = reopen(data)
    received = read_received(workspace, OWN)
    return build_summary(workspace, received, code_statements(workspace, received))


def themes_in(summary: AreaSummary, statement_id: str) -> tuple[str, ...]:
    return next(row.themes for row in summary.statements if row.statement_id == statement_id)


def test_sample_is_written_once_for_the_whole_dialogue(data: DataFolder):
    first, again = draw_sample(reopen(data), by="Politikk", size=4), draw_sample(reopen(data), by="En annen", size=4)
    assert first.new and not again.new and again.sample.sample_id == first.sample.sample_id
    assert list(reopen(data).judgements.samples) == [first.sample.sample_id]
    assert [file.name for file in (data.judgements / NATIONAL / "samples").iterdir()]


def test_later_sample_with_another_seed_holds_other_statements(data: DataFolder):
    first = draw_sample(reopen(data), by="Politikk", size=2).sample
    later = draw_sample(reopen(data), by="Politikk", size=2, seed=2).sample
    assert later.sample_id != first.sample_id
    assert not {item.statement_id for item in first.items} & {item.statement_id for item in later.items}


def test_sample_too_small_for_the_counties_is_refused(data: DataFolder):
    with pytest.raises(UsageError, match="Oppgi minst 2"):
        draw_sample(reopen(data), by="Politikk", size=1)


def test_sample_of_one_county_alone_is_refused(tmp_path: Path):
    data = write_mini_dialogue(tmp_path / "dialog")
    workspace = reopen(data)
    found = judging.find_proposals(workspace, OWN)
    judging.register_sources(workspace, OWN, found, by="Rådgiver", registration=judging.Registration())
    with pytest.raises(UsageError, match="fra to fylker"):
        draw_sample(reopen(data), by="Politikk", size=4)


def test_tasks_of_a_county_are_its_own_statements_and_those_of_another(data: DataFolder):
    item = drawn_item(data)
    tasks = sample_tasks(reopen(data), CROSS, "Ola")
    assert {task.area_code for task in tasks} == {OWN, CROSS}
    assert [task.cross for task in tasks] == sorted(task.cross for task in tasks)
    assert all(task.passage is not None and not task.done and not task.covered for task in tasks)
    code_in_sample(reopen(data), CROSS, item.statement_id, Codes(THEMES), by="Ola")
    done = {task.statement_id: task for task in sample_tasks(reopen(data), CROSS, "Ola")}
    assert done[item.statement_id].done
    assert not next(t for t in sample_tasks(reopen(data), CROSS, "Per") if t.statement_id == item.statement_id).done


def test_cross_coding_stands_in_the_coders_own_county_and_changes_no_number(data: DataFolder):
    item = drawn_item(data)
    code_in_sample(reopen(data), OWN, item.statement_id, Codes(THEMES), by="Kari")
    before, workspace = summary_of(data), reopen(data)
    fingerprint = fingerprint_area(workspace, read_received(workspace, OWN))
    code_in_sample(workspace, CROSS, item.statement_id, Codes(THEMES[:1]), by="Ola")
    assert list((data.judgements / CROSS / "codings").iterdir())
    after, workspace = summary_of(data), reopen(data)
    assert after.themes == before.themes and themes_in(after, item.statement_id) == tuple(sorted(THEMES))
    assert fingerprint_area(workspace, read_received(workspace, OWN)) == fingerprint
    assert not [p for p in read_received(workspace, CROSS).problems if p.rule == "orphan-coding"]


def test_cross_coding_makes_the_other_county_run_anew(data: DataFolder):
    item = drawn_item(data)
    register = read_register(data.reference, reopen(data).dialogue.edition)
    before = read_fingerprints(data, register).of_county(OWN)
    code_in_sample(reopen(data), CROSS, item.statement_id, Codes(THEMES), by="Ola")
    assert read_fingerprints(data, register).of_county(OWN) != before


def test_summary_holds_what_was_chosen_and_nobodys_name(data: DataFolder):
    item = code_both(data)
    summary = summary_of(data)
    (row,) = summary.compared
    assert row.statement_id == item.statement_id and row.in_sample and not row.settled and not row.alike
    assert {coding.themes for coding in row.codings} == {tuple(sorted(THEMES)), THEMES[:1]}
    written = summary.model_dump_json()
    assert "Kari" not in written and "Ola" not in written


def test_settled_difference_counts_and_the_measure_stays_as_it_was(data: DataFolder):
    item = code_both(data)
    event = settle_difference(reopen(data), item.statement_id, Codes(THEMES[:1]), by="Kari")
    assert event.settles and event.settled_with == ("Ola",)
    summary = summary_of(data)
    assert themes_in(summary, item.statement_id) == THEMES[:1]
    assert summary.compared[0].settled and not summary.compared[0].alike
    (comparison,) = (one for one in compare_samples(reopen(data)) if one.statements)
    assert comparison.headline.text() == "0 av 1 likt – se det ene ulike" and comparison.open_differences == ()


def test_settling_keeps_what_the_coders_said_besides(data: DataFolder):
    item = code_both(data)
    workspace = reopen(data)
    own = workspace.judgements.codings[item.statement_id, "Kari"].model_copy(
        update={"memo": "Eksempel – oppdiktet notat", "quotable": False, "questions": ("1",)}
    )
    codings = {**workspace.judgements.codings, (item.statement_id, "Kari"): own}
    workspace = replace(workspace, judgements=workspace.judgements.model_copy(update={"codings": codings}))
    event = settle_difference(workspace, item.statement_id, Codes(THEMES[:1]), by="Kari")
    assert (event.memo, event.quotable, event.questions) == (own.memo, False, ("1",))


def test_nobody_settles_what_they_have_not_coded_blind(data: DataFolder):
    item = code_both(data)
    with pytest.raises(UsageError, match="har ennå ikke kodet"):
        settle_difference(reopen(data), item.statement_id, Codes(THEMES), by="En tredje")


def test_only_coders_of_the_statement_can_agree(data: DataFolder):
    item = code_both(data)
    with pytest.raises(UsageError, match="En tredje"):
        settle_difference(reopen(data), item.statement_id, Codes(THEMES), by="Kari", settled_with=["En tredje"])


def test_statement_outside_the_sample_is_not_coded_blind(data: DataFolder):
    with pytest.raises(UsageError, match="ikke i noe utvalg"):
        code_in_sample(reopen(data), OWN, "kfinnesikke-00000000", Codes(THEMES), by="Kari")


def test_commands_draw_code_tell_and_settle(data: DataFolder, cli: Cli):
    code, out, _ = cli("compare", "draw", "--by", "Politikk", "--size", "4")
    assert code == 0 and "utsagn fra 91 Vestmark kodes også i 92 Austmark" in out
    item = next(i for i in next(iter(reopen(data).judgements.samples.values())).items if i.area_code == OWN)
    theme = ("--theme", THEMES[0])
    assert "ikke registrert" not in cli("compare", "status", "--county", OWN, "--by", "Kari")[1]
    assert "gjenstår" in cli("compare", "status", "--county", OWN, "--by", "Kari")[1]
    for county, by, themes in ((OWN, "Kari", theme), (CROSS, "Ola", ("--no-codes",))):
        assert cli("compare", "code", item.statement_id, "--county", county, "--by", by, *themes)[0] == 0
    out = cli("compare", "status")[1]
    assert "0 av 1 likt – se det ene ulike" in out and "Kari" in out and "ingen koder" in out
    assert "Skjult til du selv har kodet dem: 1" in cli("compare", "status", "--by", "Per")[1]
    code, out, _ = cli("compare", "settle", item.statement_id, "--by", "Ola", "--as", "Kari", "--county", CROSS)
    assert code == 0 and "Ola og Kari er enige" in out
    told = json.loads(cli("compare", "status", "--json")[1])
    settled = [one for comparison in told["comparisons"] for one in comparison["statements"]]
    assert settled[0]["settled"]["themes"] == [THEMES[0]]


def test_coding_without_codes_must_be_said(data: DataFolder, cli: Cli):
    item = code_both(data)
    code, _, error = cli("compare", "settle", item.statement_id, "--by", "Kari")
    assert code == 2 and "--no-codes" in error
