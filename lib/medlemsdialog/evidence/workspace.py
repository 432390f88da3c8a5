"""One dialogue, read once: its definition, register, codebook, claims and judgements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.coding.claims import apply_claim_events, read_claims
from medlemsdialog.coding.codebook import Codebook, read_codebook
from medlemsdialog.coding.suggestions import SuggestionIndex, build_suggestion_index
from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.errors import UsageError
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import read_judgements
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.problems import Problem
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder, build_folder, data_folder
from medlemsdialog.register.editions import read_register
from medlemsdialog.register.models import County, Register


@dataclass(frozen=True)
class Workspace:
    """All that one dialogue is, besides its originals."""

    data: DataFolder
    build: BuildFolder
    dialogue: Dialogue
    register: Register
    codebook: Codebook
    claims: tuple[Claim, ...]
    judgements: Judgements
    log_problems: tuple[Problem, ...]

    @cached_property
    def suggestion_index(self) -> SuggestionIndex:
        """The search words, inflected and indexed; built when first needed."""
        return build_suggestion_index(self.codebook)

    @property
    def county_codes(self) -> tuple[str, ...]:
        """The codes of all counties of the edition, in order."""
        return tuple(county.county_code for county in self.register.counties)

    def county(self, county_code: str) -> County:
        """Return one county of the edition.

        Raises:
            UsageError: The code is not in the edition; the text names those that are.
        """
        for county in self.register.counties:
            if county.county_code == county_code:
                return county
        repaired = county_code.strip().zfill(2)
        hint = Message("Mente du {code}?", code=repaired) if repaired in self.county_codes else Message("")
        if not re.fullmatch(r"\d{2}", county_code):
            raise UsageError(
                Message(
                    "Fylkesnummeret «{found}» skal være tekst med to sifre, for eksempel {example}. {hint}",
                    found=county_code,
                    example=self.county_codes[0],
                    hint=hint,
                )
            )
        raise UsageError(
            Message(
                "Fylke {found} finnes ikke i kommuneinndelingen {edition}. Bruk ett av disse: {allowed}.",
                found=county_code,
                edition=self.dialogue.edition,
                allowed=", ".join(f"{county.county_code} {county.name}" for county in self.register.counties),
            )
        )

    def language(self, area_code: str) -> Language:
        """Return the language form an area's report is written in."""
        form = None if area_code == NATIONAL else self.county(area_code).language_form
        return self.dialogue.language_of(area_code, form)


def open_workspace(data: DataFolder | None = None, build: BuildFolder | None = None) -> Workspace:
    """Read a dialogue folder; without arguments the one that the environment or the checkout gives.

    Raises:
        DialogueError: One of the dialogue's own files cannot be used as it stands.
    """
    folder = data or data_folder()
    dialogue = read_dialogue(folder.dialogue_file)
    codebook = read_codebook(folder.codebook_file, dialogue)
    judgements, log_problems = read_judgements(folder)
    claims = read_claims(folder.claims_file, dialogue=dialogue, codebook=codebook)
    return Workspace(
        data=folder,
        build=build or build_folder(data=folder),
        dialogue=dialogue,
        register=read_register(folder.reference, dialogue.edition),
        codebook=codebook,
        claims=apply_claim_events(claims, judgements),
        judgements=judgements,
        log_problems=log_problems,
    )
