"""The presentation of the questions: why they are asked, some figures, one slide to a question, and how to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue import ContextFigure, Question
from medlemsdialog.evidence import Workspace
from medlemsdialog.pack.base_document import tell_recipient
from medlemsdialog.pack.gathering import Gatherer
from medlemsdialog.pack.question_numbers import number_questions
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import NATIONAL
from medlemsdialog.report import wording
from medlemsdialog.report.fragment import Fragment
from medlemsdialog.report.places import area_prefix
from medlemsdialog.report.slide_views import MOST_ROWS, Deck, Slide, SlideTable, render_deck

# A meeting of an hour; where there is less time, questions are chosen beforehand.
MINUTES = 60
_WHY, _FIGURES, _HOW, _END = 3, 3, 2, 4
_FEWEST_FOR_QUESTION = 3


def request_presentation(workspace: Workspace, area_code: str, language: Language | None = None) -> PackageRequest:
    """Return what the presentation of an area is made of; of all with `NATIONAL`.

    Raises:
        UsageError: The area is not in the edition.
    """
    gatherer = Gatherer(workspace, language=language)
    if area_code == NATIONAL:
        return gatherer.request_all()
    return gatherer.request_area(workspace.county(area_code))


def show_presentation(request: PackageRequest) -> Fragment:
    """Show the dialogue's questions on slides, with notes that tell how much time there is."""
    labels, language, dialogue = request.labels, request.language, request.dialogue
    recipient = tell_recipient(request)
    date = dialogue.document_date.isoformat()
    facts = [
        labels.t("Til {recipient}", recipient=recipient),
        labels.t("Svarfrist: {day}", day=wording.date(request.closes.isoformat(), language)),
    ]
    if any(question.wording == "example" for question in request.questions):
        facts.append(labels.t("Spørsmålene: {mark}", mark=labels.t("eksempel – ikke KS' ordlyd")))
    deck = Deck(
        title=dialogue.title.in_language(language),
        kicker=labels.t("Medlemsdialog: Spørsmålene vi skal snakke om"),
        facts=tuple(facts),
        slides=tuple(_tell_time(_list_slides(request), request)),
        # No date: the results are dated, and the questions are put long before.
        foot=" · ".join(
            filter(None, (dialogue.title.in_language(language), request.area.name if request.area else ""))
        ),
        date=date,
        example=dialogue.example,
    )
    return render_deck(deck, labels)


def _tell_time(slides: Iterator[tuple[Slide, int]], request: PackageRequest) -> Iterator[Slide]:
    """Yield slides whose notes begin with how long they may take, and when in the meeting that is."""
    began = 0
    for slide, minutes in slides:
        told = request.labels.plural(
            "Tid: {number} minutt (fra {start} til {end}).",
            "Tid: {number} minutter (fra {start} til {end}).",
            minutes,
            start=began,
            end=began + minutes,
        )
        began += minutes
        yield replace(slide, notes=(told, *slide.notes))


def _list_slides(request: PackageRequest) -> Iterator[tuple[Slide, int]]:
    labels, language, prefix = request.labels, request.language, f"{area_prefix(request.area_code)}-sporsmal"
    questions = request.questions
    left = MINUTES - _WHY - _FIGURES - _HOW - _END
    minutes = max(left // max(len(questions), 1), _FEWEST_FOR_QUESTION)
    whole = MINUTES - left + minutes * len(questions)
    yield _tell_why(request, prefix), _WHY
    yield _show_figures(request, prefix), _FIGURES
    yield _tell_how(request, prefix, whole), _HOW
    for number, question in number_questions(request):
        yield _ask(question, number, minutes, request, prefix), minutes
    yield (
        Slide(
            id=f"{prefix}-svar",
            heading=labels.t("Slik svarer dere"),
            points=tuple(_list_ways(request)),
            notes=(
                labels.t("Bli enige om hvem som skriver svaret, og når det skal sendes."),
                labels.t("Si fra om svaret skal vedtas politisk, og om KS kan sitere det åpent."),
                labels.t("Svarfrist: {day}", day=wording.date(request.closes.isoformat(), language)),
            ),
        ),
        _END,
    )


def _tell_why(request: PackageRequest, prefix: str) -> Slide:
    t = request.labels.t
    return Slide(
        id=f"{prefix}-hvorfor",
        heading=t("Hvorfor spør KS?"),
        points=tuple(purpose.text.in_language(request.language) for purpose in request.dialogue.purposes),
        notes=(t("Bakgrunnen står i grunnlagsdokumentet. Spør om noen har lest det."),),
    )


def _tell_how(request: PackageRequest, prefix: str, whole: int) -> Slide:
    t = request.labels.t
    return Slide(
        id=f"{prefix}-hvordan",
        heading=t("Slik snakker vi sammen"),
        points=(
            t("Tenk først alene, snakk så to og to, og så sammen."),
            t("Alle skal få si noe. Det er lov å være uenig."),
            t("Én skriver ned hva som blir sagt, og hvem som mener det."),
        ),
        notes=(
            t(
                "Hele programmet tar {number} minutter. Har dere kortere tid, velger dere spørsmål på forhånd.",
                number=whole,
            ),
            t("Velg en referent. Malen referatmal.docx har plass til uenighet; skriv den ned."),
        ),
    )


def _ask(question: Question, number: int, minutes: int, request: PackageRequest, prefix: str) -> Slide:
    labels, language = request.labels, request.language
    notes = [
        labels.t("Hovedtema: {theme}.", theme=labels.main_themes.get(question.main_theme, question.main_theme)),
        labels.t(
            "Bruk ett minutt til å tenke og {number} minutter til å snakke. Spør til slutt: Er noen uenige?",
            number=minutes - 1,
        ),
    ]
    if request.member is None and question.asked_of == "municipalities":
        notes.append(labels.t("Spørsmålet er bare til kommunene."))
    if request.member is None and question.asked_of == "county_councils":
        notes.append(labels.t("Spørsmålet er bare til fylkeskommunene."))
    return Slide(
        id=f"{prefix}-{question.id}",
        heading=f"{number}. {question.text.in_language(language)}",
        points=tuple(prompt.in_language(language) for prompt in question.prompts),
        notes=tuple(notes),
    )


def _show_figures(request: PackageRequest, prefix: str) -> Slide:
    labels, language, around = request.labels, request.language, request.surroundings
    is_invented = request.edition.startswith("eksempel")
    day = labels.t("1. januar (oppdiktet)") if is_invented else wording.date(f"{request.edition}-01-01", language)
    rows: list[tuple[str, ...]] = [
        (
            labels.t("Innbyggere, {day}", day=day),
            wording.number(around.inhabitants_near, language),
            wording.number(around.inhabitants, language),
        ),
        (
            labels.t("Kommuner"),
            wording.number(around.municipalities_near, language),
            wording.number(around.municipalities, language),
        ),
        *(row for figure in request.dialogue.context_figures for row in _show_latest(figure, request)),
    ]
    columns = [labels.t("Tall"), around.near, labels.t("Alle kommuner")]
    if request.area is None:
        columns, rows = [columns[0], columns[2]], [(row[0], row[2]) for row in rows]
    sources = [labels.t("kommuneregisteret i dialogen"), *(one.source for one in request.dialogue.context_figures)]
    return Slide(
        id=f"{prefix}-tall",
        heading=labels.t("Tall å snakke ut fra"),
        table=SlideTable(labels.t("Området ved siden av alle kommuner"), tuple(columns), tuple(rows[:MOST_ROWS])),
        notes=(
            labels.t("Tallene sier ikke hva noen bør mene. Spør: Er det noe her som overrasker?"),
            labels.t("Kilder: {sources}.", sources="; ".join(dict.fromkeys(sources))),
            labels.t("Flere tall står i grunnlagsdokumentet."),
        ),
    )


def _show_latest(figure: ContextFigure, request: PackageRequest) -> Iterator[tuple[str, str, str]]:
    labels, language = request.labels, request.language
    own = [value for value in figure.values if value.level == "municipalities"]
    if not own:
        return
    last = max(own, key=lambda value: value.year)
    decimals = 0 if all(value.value == int(value.value) for value in figure.values) else 1
    label = labels.t(
        "{label}, {year} ({unit})",
        label=figure.label.in_language(language),
        year=last.year,
        unit=figure.unit.in_language(language),
    )
    yield label, wording.number(None, language), wording.number(last.value, language, decimals=decimals)


def _list_ways(request: PackageRequest) -> Iterator[str]:
    t, dialogue = request.labels.t, request.dialogue
    if address := dialogue.input_page.address:
        yield t("På nettsiden: {address}", address=address)
    yield t("I skjemaet som følger med")
    yield t("Med en politisk sak eller et referat")
    if address := dialogue.package.return_address:
        yield t("Filer sendes til {address}", address=address)
    yield t("Svarfrist: {day}", day=wording.date(request.closes.isoformat(), request.language))
