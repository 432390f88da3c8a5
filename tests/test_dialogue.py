"""dialogue.yaml is written by people: every fault gets its file, its field and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.errors import DialogueError


@pytest.fixture
def dialogue(root: Path) -> Dialogue:
    return read_dialogue(root / "data/dialogue.yaml")


def changed(root: Path, tmp_path: Path, old: str, new: str) -> Path:
    text = (root / "data/dialogue.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "dialogue.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_the_frame_is_that_of_kultur_for_framtida(dialogue: Dialogue):
    assert dialogue.period.opens.isoformat() == "2017-03-28" and dialogue.period.closes.isoformat() == "2017-11-30"
    assert [purpose.code for purpose in dialogue.purposes] == ["a", "b", "c", "d", "e"]
    assert len(dialogue.overall_questions) == 2
    assert sum(not theme.own_addition for theme in dialogue.main_themes) == 3
    assert len(dialogue.questions) == 10


def test_unknown_wording_is_marked_as_example(dialogue: Dialogue):
    assert {question.wording for question in dialogue.questions} == {"example"}


def test_every_text_is_there_in_three_languages(dialogue: Dialogue):
    texts = [question.text for question in dialogue.questions] + [dialogue.title, dialogue.background]
    assert all(text.nb and text.nn and text.en for text in texts)


def test_nynorsk_county_gets_a_nynorsk_report(dialogue: Dialogue):
    assert dialogue.language_of("72", "nynorsk") == "nn"
    assert dialogue.language_of("63", "nøytral") == "nb"
    assert dialogue.language_of("63", None) == "nb"


def test_english_dialogue_has_english_reports_and_norwegian_tools(dialogue: Dialogue):
    dialogue = dialogue.model_copy(update={"language": "en", "language_by_area": {"72": "nn"}})
    assert dialogue.language_of("61", "bokmål") == "en" and dialogue.language_of("73", "nynorsk") == "en"
    assert dialogue.language_of("72", "nynorsk") == "nn"
    assert dialogue.working_language == "nb"
    assert dialogue.model_copy(update={"language": "nn"}).working_language == "nn"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema_version: 1", "schema_version: 1\nukjent_felt: 1", "ukjent_felt"),
        ("closes: 2017-11-30", "closes: 2017-01-30", "period"),
        ("main_theme: kulturskole", "main_theme: finnesikke", "finnesikke"),
        ("edition: eksempel", "edition: [eksempel", "YAML"),
        ("edition: eksempel", "edition: eksempel\nedition: '2017'", "to ganger"),
    ],
)
def test_fault_is_named_with_file_and_field(root: Path, tmp_path: Path, old: str, new: str, named: str):
    with pytest.raises(DialogueError) as raised:
        read_dialogue(changed(root, tmp_path, old, new))
    assert "dialogue.yaml" in str(raised.value) and named in str(raised.value)


def test_missing_file_says_what_to_do(tmp_path: Path):
    with pytest.raises(DialogueError, match=r"dialogue\.yaml mangler"):
        read_dialogue(tmp_path / "dialogue.yaml")


def test_file_in_another_encoding_says_so(root: Path, tmp_path: Path):
    file = tmp_path / "dialogue.yaml"
    file.write_bytes((root / "data/dialogue.yaml").read_text(encoding="utf-8").encode("cp1252", "replace"))
    with pytest.raises(DialogueError, match="UTF-8"):
        read_dialogue(file)


def test_a_broken_file_is_told_in_norwegian_with_its_line(root: Path, tmp_path: Path):
    with pytest.raises(DialogueError) as raised:
        read_dialogue(changed(root, tmp_path, "edition: eksempel", "edition: [eksempel"))
    assert "linje" in str(raised.value) and "expected" not in str(raised.value)
