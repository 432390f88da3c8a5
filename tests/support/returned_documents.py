"""What a package's documents become when they are filled in and come back: the example's register, and one area's intake."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from medlemsdialog.catalogue import Language
from medlemsdialog.coding.claims import read_claims
from medlemsdialog.coding.codebook import read_codebook
from medlemsdialog.dialogue import Dialogue, read_dialogue
from medlemsdialog.intake.register_of_sources import read_all
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.models.claims import Claim
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import STATEMENT_KINDS
from medlemsdialog.pack.request import PackageRequest
from medlemsdialog.paths import DataFolder
from medlemsdialog.register.editions import read_register
from medlemsdialog.register.models import Register

EXAMPLE = DataFolder(Path(__file__).resolve().parents[2] / "data")


@cache
def example_dialogue() -> Dialogue:
    return read_dialogue(EXAMPLE.dialogue_file)


@cache
def example_register() -> Register:
    return read_register(EXAMPLE.reference, example_dialogue().edition)


@cache
def example_claims() -> tuple[Claim, ...]:
    dialogue = example_dialogue()
    codebook = read_codebook(EXAMPLE.codebook_file, dialogue=dialogue)
    return read_claims(EXAMPLE.claims_file, dialogue=dialogue, codebook=codebook)


def request_for(code: str = "", language: Language = "nb", *, area: str = "") -> PackageRequest:
    """A member's package, an area's, or the one for all."""
    register, dialogue = example_register(), example_dialogue()
    member = register.member(code) if code else None
    area = member.county_code if member else area
    claims = example_claims()
    return PackageRequest(
        dialogue=dialogue,
        edition=dialogue.edition,
        language=language,
        area=register.county(area) if area else None,
        member=member,
        members=(member,) if member else register.members_in(area) if area else register.members,
        claims=tuple(claim for claim in claims if claim.origin == "proposition"),
    )


def take_in(folder: Path, files: Mapping[str, bytes], area: str) -> Intake:
    """Return the intake of one area of files by their paths below `inputs/`."""
    for source, content in files.items():
        file = folder / "inputs" / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    intakes = read_all(DataFolder(folder), example_dialogue(), example_register(), Judgements())
    return next(intake for intake in intakes if intake.area_code == area)


def statements_of(intake: Intake) -> list[Passage]:
    """Return what counts of an intake's first source."""
    passages = intake.passages_of(intake.sources[0].source_id)
    return [passage for passage in passages if passage.kind in STATEMENT_KINDS]
