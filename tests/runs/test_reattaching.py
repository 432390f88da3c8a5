"""Codings whose text is gone: one's own moves, another's stays, and nothing is seen that is to be coded unseen."""

from __future__ import annotations

import pytest

from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.judgements.events import CodingSet, SampleDrawn, SampleItem
from medlemsdialog.judgements.log import append_events, read_judgements
from medlemsdialog.runs.reattaching import attach_coding, find_alike_passages, list_orphans
from support.mini_dialogue import build_of, write_mini_dialogue

ANNE, BO = "Anne Eksempel", "Bo Eksempel"


@pytest.fixture
def data(tmp_path):
    return write_mini_dialogue(tmp_path / "dialog")


def opened(data):
    workspace = open_workspace(data, build_of(data))
    return workspace, read_even_if_broken(workspace, "91")


def code(data, passage, text, by, **said):
    source_id = passage.source_id
    coding = CodingSet(
        by=by, client="x", statement_id=f"{source_id}-0000dead", text=text, anchor=passage.anchor, **said
    )
    append_events(data, "91", [coding])
    return coding


def find_decision(data):
    return next(one for one in opened(data)[1].passages if "øremerkede" in one.text)


def test_the_likest_statement_of_the_same_source_comes_first(data):
    passage = find_decision(data)
    coding = code(data, passage, passage.text.replace("bør", "må"), ANNE)
    _, received = opened(data)
    found = find_alike_passages(received, coding)
    assert found[0].passage == passage
    assert found[0].likeness > 90
    assert {one.passage.source_id for one in found} == {passage.source_id}


def test_where_the_source_is_gone_too_the_whole_area_is_looked_through(data):
    passage = find_decision(data)
    coding = code(data, passage, passage.text, ANNE)
    (data.root / "inputs/91/storvika-vedtak.txt").write_text(f"Ny fil.\n\n{passage.text}\n", encoding="utf-8")
    workspace, received = opened(data)
    assert passage.source_id not in {source.source_id for source in received.sources}
    assert list_orphans(workspace, received) == (coding,)
    assert find_alike_passages(received, coding)[0].passage.text == passage.text


def test_all_that_the_person_said_goes_with_the_coding(data):
    passage = find_decision(data)
    coding = code(data, passage, "Borte", ANNE, themes=("bibliotek",), memo="viktig", quotable=True, settles=True)
    workspace, received = opened(data)
    moved, removed = attach_coding(
        workspace, received, coding.statement_id, coder=ANNE, to=passage.statement_id, by=ANNE
    )
    assert isinstance(moved, CodingSet)
    kept = ("themes", "claims", "memo", "quotable", "settles")
    assert all(getattr(moved, name) == getattr(coding, name) for name in kept)
    assert (moved.text, moved.anchor) == (passage.text, passage.anchor)
    assert removed.statement_id == coding.statement_id
    assert list(read_judgements(data)[0].codings) == [(passage.statement_id, ANNE)]


def test_what_is_to_be_coded_unseen_is_not_taken_over_from_another(data):
    passage = find_decision(data)
    coding = code(data, passage, "Borte", BO, themes=("bibliotek",))
    item = SampleItem(statement_id=passage.statement_id, area_code="91", cross_area_code="92")
    append_events(data, "national", [SampleDrawn(by=BO, client="x", sample_id="utvalg-1", seed=1, items=(item,))])
    append_events(data, "91", [coding.model_copy(update={"id": "b2", "statement_id": passage.statement_id})])
    workspace, received = opened(data)
    before = read_judgements(data)[0].codings
    with pytest.raises(UsageError, match="utvalg"):
        attach_coding(workspace, received, coding.statement_id, coder=BO, to=passage.statement_id, by=ANNE)
    assert read_judgements(data)[0].codings == before


def test_a_passage_that_is_no_statement_is_refused(data):
    passage = find_decision(data)
    coding = code(data, passage, "Borte", ANNE)
    workspace, received = opened(data)
    background = next(one for one in received.passages if not one.is_statement)
    with pytest.raises(UsageError, match="ikke et utsagn"):
        attach_coding(workspace, received, coding.statement_id, coder=ANNE, to=background.statement_id, by=ANNE)


def test_the_same_coding_moves_once(data):
    passage = find_decision(data)
    coding = code(data, passage, "Borte", ANNE)
    workspace, received = opened(data)
    attach_coding(workspace, received, coding.statement_id, coder=ANNE, to=passage.statement_id, by=ANNE)
    workspace, received = opened(data)
    with pytest.raises(UsageError, match="alt flyttet"):
        attach_coding(workspace, received, coding.statement_id, coder=ANNE, to=passage.statement_id, by=ANNE)
