"""The dialogue definition: what is asked, of whom, when, in which municipal structure and in which language."""

from __future__ import annotations

import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, cast

import yaml
from pydantic import BaseModel, Field, ValidationError, model_validator

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.dialogue_package import InputPage, Package
from medlemsdialog.dialogue_text import Part, Text
from medlemsdialog.errors import DialogueError

try:  # the same loader on libyaml's parser, five times as fast
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without it
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_Model = TypeVar("_Model", bound=BaseModel)
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


def load_yaml(text: str) -> Any:
    """Return what a YAML text that people edit holds.

    Raises:
        yaml.YAMLError: It is no YAML, or a key stands twice.
    """
    return yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader


def read_yaml_record(file: Path, model: type[_Model]) -> _Model:
    """Read a YAML file that people edit and validate it against `model`.

    Raises:
        DialogueError: The file is missing, is no YAML, or does not fit; the text names file, field and fault.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DialogueError(
            Message(
                "Filen {file} mangler i dialogmappen. Kopier filen fra en annen dialog, eller lag en ny dialog.",
                file=file.name,
            )
        ) from None
    except UnicodeDecodeError:
        raise DialogueError(
            Message("Filen {file} er ikke lagret som UTF-8. Lagre den på nytt med tegnkodingen UTF-8.", file=file.name)
        ) from None
    return cast(_Model, _read_record(file.name, text, model))


# Frozen records: who opens the dialogue once more in the same process gets what was read of the same text.
@lru_cache(maxsize=16)
def _read_record(name: str, text: str, model: type[BaseModel]) -> BaseModel:
    try:
        content = load_yaml(text)
    except yaml.YAMLError as error:
        raise DialogueError(
            Message(
                "Filen {file} er ikke gyldig YAML: {fault}. Rett linjen, og prøv igjen.",
                file=name,
                fault=_tell_fault(error),
            )
        ) from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(f"«{'.'.join(map(str, fault['loc'])) or '-'}»: {fault['msg']}" for fault in error.errors())
        raise DialogueError(
            Message(
                "Filen {file} følger ikke formatet. {faults}. Rett feltene, og prøv igjen.",
                file=name,
                faults=faults,
            )
        ) from None


class _RepeatedKeyError(yaml.constructor.ConstructorError):
    def __init__(self, key: Any, mark: Any) -> None:
        super().__init__(None, None, f"key {key!r} twice", mark)
        self.key = key


class _UniqueKeyLoader(_Loader):
    """YAML keeps the last of two equal keys in silence; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                raise _RepeatedKeyError(key, node.value[position][0].start_mark)
        return super().construct_mapping(node, deep)


def _tell_fault(error: yaml.YAMLError) -> Message:
    """Return where the fault is, and what it is where it is ours to say: the library's own words are English."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if mark is None:
        return Message("den kan ikke leses")
    place = Message("feil ved linje {line}, tegn {column}", line=mark.line + 1, column=mark.column + 1)
    if isinstance(error, _RepeatedKeyError):
        return Message("{place}: nøkkelen «{key}» står to ganger", place=place, key=error.key)
    return place


def _require_unique(what: str, codes: list[str]) -> None:
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    if repeated:
        raise ValueError(f"{what}: samme kode to ganger: {', '.join(repeated)}")


def _require_known(what: str, codes: tuple[str, ...] | list[str], known: set[str]) -> None:
    unknown = sorted(set(codes) - known)
    if unknown:
        raise ValueError(f"{what}: ukjent kode: {', '.join(unknown)}; kjente er {', '.join(sorted(known))}")
