"""The guide to working forms: plans by the minute built on the dialogue's own questions, and how to write down who said what.

It is written as one text in each language (`templates/pack/arbeidsformer.<language>.md`), which KS may edit as Markdown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from medlemsdialog import paths
from medlemsdialog.intake.own_words import find_recipient
from medlemsdialog.pack.markdown_word import write_markdown
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.pack.word_file import WordFile, write_word_file
from medlemsdialog.report import wording

_IN_AN_HOUR = 3
_FIRST_MINUTE, _MINUTES_EACH = 5, 15
_ROUND_MINUTES = 40
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def build_guide(request: PackageRequest) -> bytes:
    """Return the guide as DOCX, in the package's language and with its questions."""
    title, body = write_markdown(_fill_text(request))
    return write_word_file(
        WordFile(
            body=body,
            title=title,
            head=request.dialogue.title.in_language(request.language),
            foot=title,
            language=request.language,
            date=request.dialogue.document_date,
        )
    )


def _fill_text(request: PackageRequest) -> str:
    language, dialogue = request.language, request.dialogue
    questions = [
        {
            "number": number,
            "text": question.text.in_language(language),
            "theme": question.main_theme,
            "prompts": [prompt.in_language(language) for prompt in question.prompts],
        }
        for number, question in number_questions(request)
    ]
    themes = [
        {
            "label": theme.label.in_language(language),
            "questions": [question for question in questions if question["theme"] == theme.code],
        }
        for theme in dialogue.main_themes
    ]
    themes = [theme for theme in themes if theme["questions"]]
    most = max((len(theme["questions"]) for theme in themes), default=1)
    return (
        _read_environment()
        .get_template(f"arbeidsformer.{language}.md")
        .render(
            title=dialogue.title.in_language(language),
            is_example=dialogue.example,
            closes=wording.date(request.closes.isoformat(), language),
            recipient=find_recipient(dialogue),
            first=questions[0] if questions else {"number": 1, "text": "", "prompts": []},
            three=_plan_hour(themes, questions),
            themes=themes,
            minutes_each=_ROUND_MINUTES // most,
        )
    )


def _plan_hour(themes: list[dict[str, Any]], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions of an hour with their minutes: the first of each theme, then others, three in all."""
    firsts = [theme["questions"][0] for theme in themes]
    chosen = (firsts + [question for question in questions if question not in firsts])[:_IN_AN_HOUR]
    return [
        {
            **question,
            "from": _FIRST_MINUTE + place * _MINUTES_EACH,
            "to": _FIRST_MINUTE + (place + 1) * _MINUTES_EACH,
        }
        for place, question in enumerate(chosen)
    ]


def _escape(value: Any) -> Any:
    """Return a text of the dialogue's as Markdown that says just that."""
    return _MARKS.sub(r"\\\1", " ".join(value.split())) if isinstance(value, str) else value


@cache
def _read_environment() -> Environment:
    # Markdown, not HTML: what is filled in is escaped for that.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(paths.shipped("templates") / "pack"),
        undefined=StrictUndefined,
        finalize=_escape,
        trim_blocks=True,
        lstrip_blocks=True,
    )
