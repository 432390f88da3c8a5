"""The draft of a council's case (saksframlegg): what a municipality or a county council may put before its council.

What the member decides is filled in under the dialogue's own questions. Edited and sent back it is read as any other case;
what we wrote ourselves is then known by its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from medlemsdialog.intake import case_words as words
from medlemsdialog.intake.minutes_words import QUESTION
from medlemsdialog.pack.norwegian import EXAMPLE, Setting, capitalise, read_setting
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.pack.word_file import WordFile, write_word_file
from medlemsdialog.pack.word_parts import bullet, heading, numbered, paragraph, table


def build_council_case(request: PackageRequest) -> bytes | None:
    """Return the draft as DOCX; None for a package of several members: a case is one council's."""
    if request.member is None:
        return None
    setting = read_setting(request)
    title = setting.write(words.TITLE)
    return write_word_file(
        WordFile(
            body="".join(_write_case(request, setting, title)),
            title=title,
            head=setting.member,
            foot=title,
            language=setting.language,
            date=request.dialogue.document_date,
        )
    )


def _write_case(request: PackageRequest, setting: Setting, title: str) -> Iterator[str]:
    yield paragraph(setting.write(words.CASE), "Subtitle")
    yield paragraph(title, "Title")
    if request.dialogue.example:
        yield paragraph(setting.write(EXAMPLE))
    for message in (words.DRAFT, words.KEEP_HEADINGS, words.AFTERWARDS):
        yield paragraph(setting.write(message), "Guidance")
    yield from _write_head(setting)
    yield from _write_proposal(request, setting)
    yield from _write_facts(request, setting)
    for title_of_part, text in (
        (words.ASSESSMENT, words.OWN_ASSESSMENT),
        (words.CONSEQUENCES, words.OWN_CONSEQUENCES),
    ):
        yield heading(setting.write(title_of_part), 1)
        yield paragraph(setting.write(text), "Placeholder")
    yield heading(setting.write(words.ATTACHMENTS), 1)
    yield bullet(setting.write(words.ATTACHED_BASE))


def _write_head(setting: Setting) -> Iterator[str]:
    """Yield the fields that a filing system fills in, and the table of the bodies that treat the case."""
    for label in (words.FILE_NUMBER, words.OFFICER, words.DATE):
        yield paragraph(f"{setting.write(label)}\t", "FieldLine")
    heads = (words.BODY_HEAD, words.MEETING_HEAD, words.NUMBER_HEAD)
    bodies = (setting.council.committee, setting.council.board, setting.council.council)
    rows = [[paragraph(setting.write(head), "CellHead") for head in heads]]
    rows += [
        [paragraph(capitalise(setting.write(body)), "Cell"), paragraph("", "Cell"), paragraph("", "Cell")]
        for body in bodies
    ]
    yield table(rows, (5, 3, 2))


def _write_proposal(request: PackageRequest, setting: Setting) -> Iterator[str]:
    council = setting.write(setting.council.council)
    yield heading(setting.write(words.PROPOSAL), 1)
    yield paragraph(setting.write(words.HOW_TO_PROPOSE), "Guidance")
    yield paragraph(setting.write(words.LEAD, council=capitalise(council)))
    for number, question in number_questions(request):
        yield heading(setting.write(QUESTION, number=number, text=question.text.in_language(setting.language)), 2)
        yield numbered(setting.write(words.POINT))
    yield heading(setting.write(words.ONWARD), 2)
    yield numbered(setting.write(words.SENT_BY))


def _write_facts(request: PackageRequest, setting: Setting) -> Iterator[str]:
    dialogue, language = request.dialogue, setting.language
    yield heading(setting.write(words.FACTS), 1)
    yield paragraph(setting.write(words.INVITED))
    for part in dialogue.invitation.in_language(language).split("\n\n"):
        yield paragraph(" ".join(part.split()))
    if dialogue.purposes:
        yield paragraph(setting.write(words.PURPOSES))
        for purpose in dialogue.purposes:
            yield bullet(purpose.text.in_language(language))
    yield paragraph(setting.write(words.BASE_DOCUMENT))
    yield paragraph(setting.write(words.OWN_FACTS), "Placeholder")
