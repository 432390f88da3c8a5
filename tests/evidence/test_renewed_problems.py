"""Problems that judgements alone tell of: the same however they are come by."""

from __future__ import annotations

import pytest

from medlemsdialog.evidence import open_workspace, read_even_if_broken
from medlemsdialog.evidence.received import renew_problems
from medlemsdialog.judgements.events import CodingRemoved, CodingSet
from medlemsdialog.judgements.log import append_events
from support.mini_dialogue import build_of, write_mini_dialogue


@pytest.mark.parametrize("area_code", ["91", "national"])
def test_renewed_problems_are_those_of_a_fresh_reading(tmp_path, area_code):
    data = write_mini_dialogue(tmp_path / "dialog")
    before = read_even_if_broken(open_workspace(data, build_of(data)), area_code)
    passage = read_even_if_broken(open_workspace(data, build_of(data)), "91").passages[0]
    lost = f"{passage.source_id}-0000dead"
    said = {"by": "Anne Eksempel", "client": "x", "statement_id": lost}
    coding = CodingSet(**said, text="Borte", anchor=passage.anchor, themes=("finnes-ikke",))
    for event in (coding, CodingRemoved(**said)):
        append_events(data, "91", [event])
        workspace = open_workspace(data, build_of(data))
        fresh = read_even_if_broken(workspace, area_code)
        assert sorted(map(repr, renew_problems(workspace, before))) == sorted(map(repr, fresh.problems))
        before = fresh
