"""The template that minutes of the dialogue's meetings are written in; intake reads it without being told how."""

from __future__ import annotations

from collections.abc import Iterator

from medlemsdialog.catalogue import Message
from medlemsdialog.evidence.labels import name_member
from medlemsdialog.intake import minutes_words as words
from medlemsdialog.pack.norwegian import EXAMPLE, Setting, read_setting
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.pack.word_file import WordFile, write_word_file
from medlemsdialog.pack.word_parts import Field, bullet, heading, paragraph, table, write_field
from medlemsdialog.report.documents import LOCALES

_ROWS = 4
_WIDTHS = (6, 3, 3)


def build_minutes_template(request: PackageRequest) -> bytes:
    """Return the template as DOCX: a member's own, or with the area's members to choose between."""
    setting = read_setting(request)
    title = setting.write(words.TITLE)
    return write_word_file(
        WordFile(
            body="".join(_write_minutes(request, setting, title)),
            title=title,
            head=setting.member or (request.area.name if request.area else ""),
            foot=title,
            language=setting.language,
            date=request.dialogue.document_date,
        )
    )


def _write_minutes(request: PackageRequest, setting: Setting, title: str) -> Iterator[str]:
    yield paragraph(title, "Title")
    if request.dialogue.example:
        yield paragraph(setting.write(EXAMPLE))
    for message in (words.HOW_TO_WRITE, words.WHO_SAID_IT, words.WRITE_DISSENT, words.SEND_TO):
        yield paragraph(setting.write(message), "Guidance")
    yield from _write_head(request, setting)
    for number, question in number_questions(request):
        yield heading(setting.write(words.QUESTION, number=number, text=question.text.in_language(setting.language)), 1)
        for prompt in question.prompts:
            yield bullet(prompt.in_language(setting.language), "GuidanceBullet")
        yield _write_points(setting)
    for title_of_part, text in (
        (words.SHARED, words.WRITE_SHARED),
        (words.DISSENT, words.WRITE_DISSENTING),
        (words.ONWARD, words.WRITE_ONWARD),
    ):
        yield heading(setting.write(title_of_part), 1)
        yield bullet(setting.write(text))


def _write_head(request: PackageRequest, setting: Setting) -> Iterator[str]:
    if request.member is not None:
        yield paragraph(f"{setting.write(words.SENDER)}\t{setting.member}", "FieldLine")
        yield _field(setting, words.COMMITTEE, words.WRITE_COMMITTEE)
    else:
        yield _field(setting, words.SENDER, words.CHOOSE_SENDER, choices=tuple(_list_senders(request, setting)))
    yield _field(setting, words.MEETING_DATE, words.CHOOSE_DATE, is_date=True)
    yield _field(setting, words.MEETING_PLACE, words.WRITE_PLACE)
    yield _field(setting, words.CHAIR, words.WRITE_NAME)
    yield _field(setting, words.SECRETARY, words.WRITE_NAME)
    yield _field(setting, words.INVITED, words.WRITE_INVITED)
    yield _field(setting, words.PRESENT, words.WRITE_PRESENT)


def _list_senders(request: PackageRequest, setting: Setting) -> Iterator[str]:
    """Yield whom an area's minutes may be from: its own bodies of KS, then its members. Others are written."""
    if request.area is None:
        return
    for body in (words.COUNTY_BOARD, words.CHIEF_EXECUTIVES):
        yield setting.write(body, area=request.area.name)
    for member in request.members:
        yield name_member(member, setting.language)


def _field(
    setting: Setting, label: Message, shown: Message, *, choices: tuple[str, ...] = (), is_date: bool = False
) -> str:
    named = setting.write(label)
    field = Field(named.rstrip(":"), setting.write(shown), choices, is_date, LOCALES[setting.language])
    return paragraph(f"{named}\t", "FieldLine", inner=write_field(field))


def _write_points(setting: Setting) -> str:
    """Return the table of one question: a row for each point, empty but for the list of the last column."""
    heads = [paragraph(setting.write(head), "CellHead") for head in (words.SAID, words.WHO, words.AGREED)]
    agreements = tuple(setting.write(agreement) for agreement in words.AGREEMENTS)
    field = Field(setting.write(words.AGREED).rstrip("?"), setting.write(words.CHOOSE), agreements)
    rows = [
        # Kept together until rows are added below the last.
        [paragraph("", style), paragraph("", style), paragraph("", style, inner=write_field(field))]
        for style in (*["CellKept"] * (_ROWS - 1), "Cell")
    ]
    return table([heads, *rows], _WIDTHS)
