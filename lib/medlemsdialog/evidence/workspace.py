"""One dialogue, read once: its definition, register, codebook, claims and judgements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

from medlemsdialog.area_words import list_some
from medlemsdialog.catalogue import Language, Message, speak_of_areas
from medlemsdialog.coding.claims import (
    apply_claim_events,
    build_propositions,
    find_former_claims,
    find_wordings,
    read_claims,
)
from medlemsdialog.coding.codebook import (
    Codebook,
    apply_theme_events,
    find_former_themes,
    inherit_search_words,
    read_codebook,
)
from medlemsdialog.coding.comparison import compare_all
from medlemsdialog.coding.lineage import Lineage, build_lineage
from medlemsdialog.coding.suggestions import SuggestionIndex, build_suggestion_index
from medlemsdialog.dialogue import AreaKind, Dialogue, read_dialogue
from medlemsdialog.dialogue_text import Text
from medlemsdialog.errors import MedlemsdialogError, UsageError
from medlemsdialog.evidence.handed_over import find_dialogue
from medlemsdialog.judgements.events import CodingSet
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.compared import ComparedStatement
from medlemsdialog.models.problems import Problem
from medlemsdialog.models.themes import Theme
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder, build_folder, data_folder
from medlemsdialog.register.editions import read_register
from medlemsdialog.register.models import County, Register

if TYPE_CHECKING:
    from medlemsdialog.coding.learned.proposing import Learner
    from medlemsdialog.evidence.labels import Labels
    from medlemsdialog.register.statistics import Indicator


@dataclass(frozen=True)
class Frame:
    """What the dialogue's own files say, before what people have changed since."""

    dialogue: Dialogue
    codebook: Codebook
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Workspace:
    """All that one dialogue is, besides its originals.

    `codebook`, `claims` and the dialogue's crosswalk are those in use now; `former_themes` and `former_claims` are no longer
    used; `frame` holds what the files say.
    """

    data: DataFolder
    build: BuildFolder
    dialogue: Dialogue
    register: Register
    codebook: Codebook
    claims: tuple[Claim, ...]
    judgements: Judgements
    log_problems: tuple[Problem, ...]
    frame: Frame
    former_themes: tuple[Theme, ...] = ()
    former_claims: tuple[Claim, ...] = ()

    @cached_property
    def lineage(self) -> Lineage:
        """What became of the themes and claims that are no longer used."""
        return build_lineage(self.judgements)

    @cached_property
    def wordings(self) -> Mapping[str, tuple[Text, ...]]:
        """All wordings each claim has had, by id, the first one first."""
        return find_wordings(self.frame.claims, self.judgements)

    @cached_property
    def propositions(self) -> Mapping[str, Claim]:
        """Claims by the sentence a form may put: those of today, former ones, and their earlier wordings."""
        return build_propositions(self.claims, former=self.former_claims, wordings=self.wordings)

    @cached_property
    def compared(self) -> Mapping[str, ComparedStatement]:
        """Every statement that two or more have coded, by id."""
        return compare_all(self.judgements)

    @cached_property
    def suggestion_index(self) -> SuggestionIndex:
        """The search words, inflected and indexed; built when first needed."""
        return build_suggestion_index(inherit_search_words(self.codebook, self.former_themes, self.lineage.themes))

    @cached_property
    def labels(self) -> dict[Language, Labels]:
        """The words behind the codes in the languages that have been asked for, see `build_labels`."""
        return {}

    @cached_property
    def learned(self) -> Learner | MedlemsdialogError | None:
        """What was learned from codings; the error where that cannot be used, None where nothing was learned."""
        if not self.data.model_pin.is_file():
            # Most dialogues have none: nothing of it is imported then.
            return None
        from medlemsdialog.coding.learned.model_file import read_model
        from medlemsdialog.coding.learned.proposing import Learner

        try:
            model = read_model(self.data, precision=self.dialogue.suggestion_precision)
        except MedlemsdialogError as error:
            return error
        return Learner(model, self.codebook.codes, {claim.id: claim for claim in self.claims}) if model else None

    def present_coding(self, statement_id: str, coder: str) -> CodingSet | None:
        """Return one coder's coding of a statement as it counts now, with the codes in use; None where there is none."""
        made = self.judgements.codings.get((statement_id, coder))
        return None if made is None else self.lineage.resolve_coding(made)[0]

    @property
    def county_codes(self) -> tuple[str, ...]:
        """The codes of all counties of the edition, in order."""
        return tuple(county.county_code for county in self.register.counties)

    def county(self, county_code: str) -> County:
        """Return one county of the edition.

        Raises:
            UsageError: The code is not in the edition; the text names those that are.
        """
        if county := self.register.county(county_code):
            return county
        is_county = self.dialogue.area is AreaKind.COUNTY
        repaired = self.register.area_code_written(county_code.strip().zfill(len(self.county_codes[0])))
        hint = Message("Mente du {code}?", code=repaired) if repaired else Message("")
        if repaired or (is_county and not re.fullmatch(r"\d{2}", county_code)):
            values = {"found": county_code, "example": self.county_codes[0], "hint": hint}
            raise UsageError(
                Message(
                    "Fylkesnummeret «{found}» skal være tekst med to sifre, for eksempel {example}. {hint}", **values
                )
                if is_county
                else Message("Områdekoden «{found}» er ikke skrevet slik den står i registeret. {hint}", **values)
            )
        raise UsageError(
            Message(
                "Fylke {found} finnes ikke i kommuneinndelingen {edition}. Bruk ett av disse: {allowed}.",
                found=county_code,
                edition=self.dialogue.edition,
                allowed=list_some([f"{county.county_code} {county.name}" for county in self.register.counties]),
            )
        )

    def statistics(self, area_code: str) -> tuple[Indicator, ...]:
        """Return the kept official figures for a county, or for the country with its counties.

        Raises:
            KeptStatisticsError: A kept table cannot be read.
        """
        # Only the workbooks show them.
        from medlemsdialog.register.statistics import find_county_statistics, find_national_statistics
        from medlemsdialog.register.statistics_files import read_kept_tables

        tables = read_kept_tables(self.data.statistics)
        if area_code == NATIONAL:
            return find_national_statistics(self.register, tables)
        return find_county_statistics(self.register, tables, area_code)

    def language(self, area_code: str) -> Language:
        """Return the language form an area's report is written in."""
        form = None if area_code == NATIONAL else self.county(area_code).language_form
        return self.dialogue.language_of(area_code, form)

    def working_language(self, area_code: str) -> Language:
        """Return the language form of those who work with an area: its report's, bokmål where that is in English."""
        language = self.language(area_code)
        return "nb" if language == "en" else language


def open_workspace(data: DataFolder | None = None, build: BuildFolder | None = None) -> Workspace:
    """Read a dialogue folder; without arguments the one that the environment or the checkout gives.

    Raises:
        DialogueError: One of the dialogue's own files cannot be used as it stands.
    """
    folder = data or data_folder()
    if data is None and build is None and (handed_over := find_dialogue(folder, build_folder(data=folder))):
        return handed_over
    dialogue = read_dialogue(folder.dialogue_file)
    speak_of_areas(counties=dialogue.area is AreaKind.COUNTY)
    judgements, log_problems = read_judgements(folder)
    codebook = read_codebook(folder.codebook_file, dialogue, also=judgements.themes.keys())
    claims = read_claims(folder.claims_file, dialogue=dialogue, codebook=codebook, also=judgements.themes.keys())
    frame = Frame(dialogue, codebook, claims)
    return Workspace(
        data=folder,
        build=build or build_folder(data=folder),
        register=read_register(folder.reference, dialogue.edition, area=dialogue.area),
        judgements=judgements,
        log_problems=log_problems,
        frame=frame,
        **_apply_code_events(frame, judgements),
    )


def with_judgements(workspace: Workspace, judgements: Judgements) -> Workspace:
    """Return the dialogue as it would be with other judgements: what is not yet written, or has just been read."""
    return replace(workspace, judgements=judgements, **_apply_code_events(workspace.frame, judgements))


class _InUse(TypedDict):
    dialogue: Dialogue
    codebook: Codebook
    claims: tuple[Claim, ...]
    former_themes: tuple[Theme, ...]
    former_claims: tuple[Claim, ...]


def _apply_code_events(frame: Frame, judgements: Judgements) -> _InUse:
    themes = build_lineage(judgements).themes
    crosswalk = tuple(
        crossing.model_copy(
            update={
                "themes": tuple(dict.fromkeys(heir for code in crossing.themes for heir in themes.resolve_all(code)))
            }
        )
        for crossing in frame.dialogue.crosswalk
    )
    is_touched = crosswalk != frame.dialogue.crosswalk
    return _InUse(
        dialogue=frame.dialogue.model_copy(update={"crosswalk": crosswalk}) if is_touched else frame.dialogue,
        codebook=apply_theme_events(frame.codebook, judgements),
        claims=apply_claim_events(frame.claims, judgements),
        former_themes=find_former_themes(frame.codebook, judgements),
        former_claims=find_former_claims(frame.claims, judgements),
    )
