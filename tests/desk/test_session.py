"""The session of one desk: what it knows is what lies in the dialogue's folder, whoever changed it."""

from __future__ import annotations

from medlemsdialog.desk.session import Session
from medlemsdialog.errors import MedlemsdialogError
from support.mini_dialogue import build_of, write_mini_dialogue


def test_what_was_learned_meanwhile_is_taken_in(tmp_path):
    data = write_mini_dialogue(tmp_path / "dialog")
    session = Session(data, build_of(data), area_code="91")
    assert session.workspace.learned is None
    data.model_pin.parent.mkdir(parents=True)
    data.model_pin.write_text("{}", encoding="utf-8")
    assert session.refresh().inputs
    assert isinstance(session.workspace.learned, MedlemsdialogError)
