"""The guide to working forms: its plans fill the time to the minute, in all languages alike."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from lxml import etree

from medlemsdialog.pack.guide import build_guide
from support.clerk_edits import WordEdit
from support.returned_documents import example_dialogue, request_for

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MINUTES = re.compile(r"^(\d+)–(\d+)$")


def read_tables(content: bytes) -> list[list[list[str]]]:
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return [
        [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in document.iter(f"{W}tbl")
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_plans_go_from_the_first_minute_to_the_last_without_a_gap(language: Any) -> None:
    plans = []
    for table in read_tables(build_guide(request_for(language=language))):
        minutes = [match for row in table if (match := MINUTES.match(row[0]))]
        if minutes:
            assert minutes[0][1] == "0"
            assert [match[1] for match in minutes[1:]] == [match[2] for match in minutes[:-1]]
            plans.append(int(minutes[-1][2]))
    assert plans == [30, 60, 120]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_all_the_dialogues_questions_stand_in_the_guide(language: Any) -> None:
    lines = WordEdit(build_guide(request_for(language=language))).paragraphs()
    for question in example_dialogue().questions:
        assert any(question.text.in_language(language) in line for line in lines), question.id


def test_languages_have_the_same_parts() -> None:
    def shape(language: Any) -> list[str]:
        content = build_guide(request_for(language=language))
        document = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
        return [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]

    assert shape("nb") == shape("nn") == shape("en")


def test_marks_in_the_dialogues_texts_are_only_text() -> None:
    request = request_for()
    question = request.dialogue.questions[0]
    hostile = "**Hva** | <b>mener</b> [dere](x) & 1. så?"
    text = question.text.model_copy(update={"nb": hostile})
    questions = (question.model_copy(update={"text": text}), *request.dialogue.questions[1:])
    dialogue = request.dialogue.model_copy(update={"questions": questions})
    lines = WordEdit(build_guide(request.model_copy(update={"dialogue": dialogue}))).paragraphs()
    assert any(line == f"Spørsmål 1: {hostile}" for line in lines)
