"""All packages, an area's or a member's written; those that would be as they are stand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from medlemsdialog.catalogue import Language, Message
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace
from medlemsdialog.pack.gathering import Gatherer
from medlemsdialog.program import read_environment
from medlemsdialog.register.models import County, Member
from medlemsdialog.runs.fingerprints import program_files
from medlemsdialog.runs.lock import locked
from medlemsdialog.runs.package_jobs import PackageJob, prepare_job
from medlemsdialog.runs.packages_made import PackagesMade
from medlemsdialog.runs.run import available_cores
from medlemsdialog.runs.stale import remove_outputs
from medlemsdialog.writing import write_bytes_atomically


@dataclass(frozen=True)
class Packed:
    """What packing did. `edited` are files that somebody has changed, by path below the folder; they were left as they are."""

    folder: Path
    overview: Path
    made: int
    unchanged: int
    edited: tuple[str, ...]
    lacking: tuple[Message, ...]


def write_packages(
    workspace: Workspace,
    *,
    county_code: str | None = None,
    member_code: str | None = None,
    language: Language | None = None,
    forced: bool = False,
    jobs: int | None = None,
    say: Callable[[Message], None] = lambda _: None,
) -> Packed:
    """Write the packages of all, of an area with its members, or of one member, and the page that lists those there are.

    Raises:
        UsageError: The area or the member is not in the edition, or the member is in another area.
    """
    chosen = list(_choose(workspace, county_code, member_code))
    with locked(workspace.build, on_wait=say):
        made = PackagesMade(workspace.build)
        gatherer = Gatherer(workspace, language=language)
        program = _hash_program()
        wanted = [_prepare(gatherer, area, member, program) for area, member in chosen]
        waiting = [job for job in wanted if forced or not made.stands(job.name, job.inputs)]
        edited = {} if forced else {job.name: made.find_edited(job.name) for job in waiting}
        overview = workspace.build.packages / "index.html"
        if waiting:
            # What writes the files takes longer to import than to see that none is to be written.
            from medlemsdialog.runs.package_files import make_packages

            say(
                Message("Pakker som lages: {number}. De andre er uendret.", number=len(waiting))
                if len(waiting) < len(wanted)
                else Message("Pakker som lages: {number}.", number=len(waiting))
            )
            for finished in make_packages(workspace, waiting, edited, jobs=jobs or available_cores()):
                made.keep(finished)
        dropped = county_code is member_code is None and _drop_others(workspace, made, {job.name for job in wanted})
        if waiting or dropped or not overview.is_file():
            _write_overview(workspace, made, overview)
    return Packed(
        folder=workspace.build.packages,
        overview=overview,
        made=len(waiting),
        unchanged=len(wanted) - len(waiting),
        edited=tuple(sorted(file for files in edited.values() for file in files)),
        lacking=tuple(_tell_lacking(workspace)),
    )


def _choose(
    workspace: Workspace, county_code: str | None, member_code: str | None
) -> Iterator[tuple[County | None, Member | None]]:
    register = workspace.register
    if member_code is not None:
        member = register.member(member_code)
        if member is None:
            raise UsageError(
                Message(
                    "Medlem {code} finnes ikke i kommuneinndelingen {edition}. Skriv kommunenummeret med fire sifre, for eksempel "
                    "{example}.",
                    code=member_code,
                    edition=workspace.dialogue.edition,
                    example=register.members[0].code,
                )
            )
        area = workspace.county(member.county_code)
        if county_code not in (None, area.county_code):
            raise UsageError(
                Message(
                    "{member} ({code}) hører til {area}, ikke til {other}. Utelat --county.",
                    member=member.name,
                    code=member.code,
                    area=f"{area.county_code} {area.name}",
                    other=county_code,
                )
            )
        yield area, member
        return
    if county_code is None:
        yield None, None
    for area in register.counties if county_code is None else (workspace.county(county_code),):
        yield area, None
        for member in register.members_in(area.county_code):
            yield area, member


def _prepare(gatherer: Gatherer, area: County | None, member: Member | None, program: str) -> PackageJob:
    if area is None:
        request = gatherer.request_all()
    elif member is None:
        request = gatherer.request_area(area)
    else:
        request = gatherer.request_member(area, member)
    shared = gatherer.request_area(area, language=request.language) if area else request
    for_all = gatherer.request_all(language=request.language)
    return prepare_job(request, shared, for_all, program=program)


def _hash_program() -> str:
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(program_files().items()))
    return hashlib.sha256(f"{told}\n{read_environment()}".encode()).hexdigest()


def _drop_others(workspace: Workspace, made: PackagesMade, names: set[str]) -> bool:
    """Remove the packages of those who are no longer members, but for files that somebody has changed; tell whether there are."""
    gone = made.packages.keys() - names
    if not gone:
        return False
    for name in gone:
        kept = made.find_edited(name)
        remove_outputs(*(workspace.build.packages / file for file in made.packages[name].files if file not in kept))
    made.forget(list(gone))
    return True


def _write_overview(workspace: Workspace, made: PackagesMade, file: Path) -> None:
    from medlemsdialog.pack.overview import ListedPackage, build_overview

    listed = [
        ListedPackage(one.area_code, one.member_code, one.language, tuple(sorted(one.files)))
        for one in made.packages.values()
    ]
    write_bytes_atomically(file, build_overview(workspace, listed))


def _tell_lacking(workspace: Workspace) -> Iterable[Message]:
    """Yield what the dialogue does not say, and members will ask for."""
    dialogue = workspace.dialogue
    if not dialogue.package.contact:
        yield Message("dialogue.yaml sier ikke hvem medlemmene kan spørre. Skriv det under «package: contact».")
    if not dialogue.package.return_address and not dialogue.input_page.address:
        yield Message(
            "dialogue.yaml sier ikke hvor svarene skal sendes. Skriv en adresse under «package: return_address» eller "
            "«input_page: address»."
        )
    without: Sequence[str] = [
        question.id for question in dialogue.questions if question.asked_of != "none" and not question.prompts
    ]
    if without:
        yield Message(
            "Disse spørsmålene har ingen punkter til hjelp i drøftingen: {questions}. Skriv dem under «prompts» i dialogue.yaml.",
            questions=", ".join(without),
        )
