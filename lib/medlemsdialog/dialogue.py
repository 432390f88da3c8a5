"""The dialogue definition: what is asked, of whom, when, in which municipal structure and in which language."""

from __future__ import annotations

import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from medlemsdialog.catalogue import Language
from medlemsdialog.dialogue_package import InputPage, Package
from medlemsdialog.dialogue_text import Part, Text
from medlemsdialog.yaml_records import read_yaml_record

Code = str
_REGION_PATTERN = r"^([0-9A-Za-z_-]*\{code\}[0-9A-Za-z_-]*)?$"


class AreaKind(StrEnum):
    """What a dialogue runs a workbook for: each county, each municipality and county council, or areas of its own."""

    COUNTY = "county"
    MUNICIPALITY = "municipality"
    CUSTOM = "custom"


class Period(Part):
    """The days on which input is taken, both included."""

    opens: datetime.date
    closes: datetime.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes < self.opens:
            raise ValueError("closes is before opens")
        return self


class Purpose(Part):
    """What the dialogue is for."""

    code: Code
    text: Text


class OverallQuestion(Part):
    """One of the overall questions."""

    id: Code
    text: Text
    purposes: tuple[Code, ...]


class MainTheme(Part):
    """A main theme; `own_addition` where it is not the dialogue owner's."""

    code: Code
    label: Text
    own_addition: bool = False


class Question(Part):
    """A problemstilling. `wording` is «example» where the true wording is not known; it is then printed so.

    `prompts` help those who discuss it: smaller questions, printed below it in what members are sent.
    """

    id: Code
    main_theme: Code
    text: Text
    wording: Literal["original", "example"]
    asked_of: Literal["all", "municipalities", "county_councils", "none"] = "all"
    prompts: tuple[Text, ...] = ()


class Arena(Part):
    """Where input came to be."""

    code: Literal["county_board", "chief_executives", "network", "conference", "written", "other"]
    label: Text


class MinistryQuestion(Part):
    """A question of the ministry's own consultation."""

    id: Code
    text: Text
    wording: Literal["original", "paraphrase"]


class Lens(Part):
    """A lens that the ministry asked for."""

    code: Code
    label: Text


class Crossing(Part):
    """The dialogue's questions and themes that answer one question of the ministry."""

    ministry_question: Code
    questions: tuple[Code, ...] = ()
    themes: tuple[Code, ...] = ()


class ContextValue(Part):
    """One official figure."""

    year: int
    level: Literal["municipalities", "county_councils"]
    value: float


class ContextFigure(Part):
    """A series of official figures with its source and the date it was retrieved."""

    id: Code
    label: Text
    unit: Text
    values: tuple[ContextValue, ...]
    source: str
    retrieved: datetime.date
    comparison: Text | None = None
    note: Text | None = None


class StatisticsRegions(Part):
    """How a StatBank table writes its regions: `{code}` stands for our own code. Blank: it has none of that kind."""

    country: str = Field(default="", pattern=r"^[0-9A-Za-z_-]*$")
    county: str = Field(default="", pattern=_REGION_PATTERN)
    county_council: str = Field(default="", pattern=_REGION_PATTERN)
    municipality: str = Field(default="{code}", pattern=_REGION_PATTERN)


class StatisticsTable(Part):
    """A StatBank table that is fetched on demand. Contents are named by code or label, other variables by one code each."""

    id: Code = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$")
    contents: tuple[str, ...] = Field(min_length=1)
    periods: tuple[Annotated[str, Field(coerce_numbers_to_str=True, min_length=1)], ...] = Field(min_length=1)
    regions: StatisticsRegions = StatisticsRegions()
    region_variable: str = ""
    select: dict[str, str] = {}
    note: Text | None = None


class Dialogue(Part):
    """One member dialogue."""

    schema_version: Literal[1]
    id: Code
    title: Text
    example: bool = False
    edition: str
    area: AreaKind = AreaKind.COUNTY
    language: Language = "nb"
    language_by_area: dict[Code, Language] = {}
    period: Period
    document_date: datetime.date
    delete_after: datetime.date | None = None
    background: Text
    sources_of_facts: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...]
    overall_questions: tuple[OverallQuestion, ...]
    main_themes: tuple[MainTheme, ...]
    questions: tuple[Question, ...]
    # Word beginnings by which a case in a council's minutes is known to be on the dialogue's subject.
    subject_words: tuple[str, ...] = ()
    # What is learned from codings suggests a theme only where so large a share of such suggestions is right.
    suggestion_precision: float = Field(default=0.8, ge=0.5, le=0.99)
    arenas: tuple[Arena, ...]
    ministry_questions: tuple[MinistryQuestion, ...] = ()
    ministry_lenses: tuple[Lens, ...] = ()
    crosswalk: tuple[Crossing, ...] = ()
    context_figures: tuple[ContextFigure, ...] = ()
    # Where `statistics fetch` gets the tables; nothing else ever calls it.
    statistics_address: str = ""
    statistics_tables: tuple[StatisticsTable, ...] = ()
    package: Package = Package()
    input_page: InputPage = InputPage()

    @model_validator(mode="after")
    def _references_resolve(self) -> Self:
        _require_unique("purposes", [purpose.code for purpose in self.purposes])
        _require_unique("main_themes", [theme.code for theme in self.main_themes])
        _require_unique("questions", [question.id for question in self.questions])
        _require_unique("arenas", [arena.code for arena in self.arenas])
        _require_unique("ministry_questions", [question.id for question in self.ministry_questions])
        _require_unique("statistics_tables", [table.id for table in self.statistics_tables])
        purposes = {purpose.code for purpose in self.purposes}
        themes = {theme.code for theme in self.main_themes}
        questions = {question.id for question in self.questions}
        asked = {question.id for question in self.ministry_questions}
        for overall in self.overall_questions:
            _require_known(f"overall_questions.{overall.id}.purposes", overall.purposes, purposes)
        for question in self.questions:
            _require_known(f"questions.{question.id}.main_theme", [question.main_theme], themes)
        for crossing in self.crosswalk:
            _require_known("crosswalk.ministry_question", [crossing.ministry_question], asked)
            _require_known(f"crosswalk.{crossing.ministry_question}.questions", crossing.questions, questions)
        return self

    def question(self, question_id: str) -> Question:
        """Return one question by id."""
        return next(question for question in self.questions if question.id == question_id)

    @property
    def invitation(self) -> Text:
        """The background as those who are asked read it."""
        return self.package.background or self.background

    @property
    def working_language(self) -> Language:
        """The language of those who work with the dialogue. The program, the desk and the sheets are had in Norwegian."""
        return "nb" if self.language == "en" else self.language

    def language_of(self, area_code: str, language_form: str | None = None) -> Language:
        """Return the language an area's report is written in.

        What dialogue.yaml sets for the area, else English in an English dialogue, else the county's own form of Norwegian,
        else the dialogue's.
        """
        if area_code in self.language_by_area:
            return self.language_by_area[area_code]
        if language_form and self.language != "en":
            return {"nynorsk": "nn", "bokmål": "nb"}.get(language_form, self.language)  # type: ignore[return-value]
        return self.language


def read_dialogue(file: Path) -> Dialogue:
    """Read and validate `dialogue.yaml`.

    Raises:
        DialogueError: The file is no YAML, or a field is missing, unknown or of the wrong type; all faults at once.
    """
    return read_yaml_record(file, Dialogue)


def _require_unique(what: str, codes: list[str]) -> None:
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise ValueError(f"{what}: samme kode to ganger: {', '.join(repeated)}")


def _require_known(what: str, codes: tuple[str, ...] | list[str], known: set[str]) -> None:
    unknown = sorted(set(codes) - known)
    if unknown:
        raise ValueError(f"{what}: ukjent kode: {', '.join(unknown)}; kjente er {', '.join(sorted(known))}")
