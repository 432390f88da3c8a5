from __future__ import annotations

import pytest

from medlemsdialog.dialogue import read_dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register
from medlemsdialog.runs.new import create_dialogue


def test_a_new_dialogue_can_be_used_as_it_is(tmp_path):
    made = create_dialogue(tmp_path / "dialog æ")
    dialogue = read_dialogue(made.data.dialogue_file)
    assert (dialogue.edition, dialogue.example, dialogue.language_by_area) == ("2017", False, {})
    register = read_register(made.data.reference, "2017")
    assert len(register.counties) == 19
    for county in register.counties:
        text = (made.data.root / "inputs" / county.county_code / "LES-MEG.md").read_text(encoding="utf-8")
        assert county.name in text
        assert f"--county {county.county_code}" in text
        assert (made.data.judgements / county.county_code / "LES-MEG.md").is_file()
    assert (made.data.root / "inputs" / "nasjonalt" / "LES-MEG.md").is_file()
    assert list(made.data.originals()) == []


def test_comments_of_the_definition_are_kept_and_no_longer_speak_of_the_example(tmp_path):
    text = create_dialogue(tmp_path, "2020").data.dialogue_file.read_text(encoding="utf-8")
    assert text.startswith("# Medlemsdialogen «Kultur for framtida»")
    assert 'edition: "2020"' in text
    assert "utgaven er et eksempel" not in text


def test_a_dialogue_gets_what_is_missing_and_nothing_is_overwritten(tmp_path):
    data = create_dialogue(tmp_path).data
    data.codebook_file.unlink()
    data.claims_file.write_text("schema_version: 1\nclaims: []  # våre\n", encoding="utf-8")
    (tmp_path / "inputs" / "07" / "LES-MEG.md").unlink()
    again = create_dialogue(tmp_path)
    assert again.already_a_dialogue
    assert again.added == ("codebook.yaml", "inputs/07/LES-MEG.md")
    assert "# våre" in data.claims_file.read_text(encoding="utf-8")
    assert create_dialogue(tmp_path).added == ()


def test_norwegian_folder_names_are_kept(tmp_path):
    data = create_dialogue(tmp_path).data
    (tmp_path / "inputs").rename(tmp_path / "innspill")
    assert create_dialogue(tmp_path).added == ()
    assert data.input_roots == (data.root / "innspill",)


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "notat.txt").write_text("x")
    with pytest.raises(UsageError, match="ikke tom"):
        create_dialogue(tmp_path)
    with pytest.raises(UsageError, match="er en fil"):
        create_dialogue(tmp_path / "notat.txt")
    assert not DataFolder(tmp_path).dialogue_file.exists()


def test_unknown_and_conflicting_editions_are_refused(tmp_path):
    with pytest.raises(UsageError, match="2017, 2018, 2020, 2024"):
        create_dialogue(tmp_path / "a", "1999")
    create_dialogue(tmp_path / "b", "2018")
    with pytest.raises(UsageError, match="har alt kommuneinndelingen 2018"):
        create_dialogue(tmp_path / "b", "2017")
