"""Coding compared: a sample drawn for the whole dialogue, the tasks it gives each adviser, and differences settled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from medlemsdialog.catalogue import Message
from medlemsdialog.coding.comparison import compare_outside_samples, compare_sample, compare_statement
from medlemsdialog.coding.samples import (
    CodingArea,
    choose_items,
    find_sample_item,
    name_sample,
    others_are_hidden,
    samples_latest_first,
)
from medlemsdialog.errors import UsageError
from medlemsdialog.evidence import Workspace, read_all_even_if_broken, read_even_if_broken
from medlemsdialog.judgements.authorship import client_name, require_person
from medlemsdialog.judgements.events import CodingSet, SampleDrawn, SampleItem
from medlemsdialog.judgements.fold import Judgements
from medlemsdialog.judgements.log import append_events
from medlemsdialog.models.claims import ClaimPosition
from medlemsdialog.models.compared import ComparedStatement, Comparison, SampleTask
from medlemsdialog.models.intake import Intake
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.vocabulary import Position
from medlemsdialog.paths import NATIONAL
from medlemsdialog.runs.judging import require_known
from medlemsdialog.runs.passages import find_passage

DEFAULT_SIZE = 100
DEFAULT_SEED = 1


@dataclass(frozen=True)
class Codes:
    """Themes and positions as a person gives them: theme codes, and claim ids with a position's name."""

    themes: Sequence[str] = ()
    claims: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Drawn:
    """A sample and whether it is new; drawn again with the same seed, it is the one that is there."""

    sample: SampleDrawn
    new: bool


def draw_sample(workspace: Workspace, *, by: str, size: int = DEFAULT_SIZE, seed: int = DEFAULT_SEED) -> Drawn:
    """Append a sample over all counties to the dialogue's own log, and return it.

    What is drawn is told by `choose_items`: proportional over counties with at least one each, spread over sources,
    decided by the seed. A dialogue has one sample, drawn early; a later one needs another seed and holds other statements.
    Senders without a county have no advisers of their own and are left out. Asked for more statements than there are, all
    are drawn.

    Raises:
        UsageError: Fewer than two counties have statements to code, or the size is less than one for each of them.
    """
    person = require_person(by)
    before = [sample for sample in samples_latest_first(workspace.judgements) if sample.seed == seed]
    if before:
        # What has come in since, and who has coded, would draw another: a sample that people work on stays.
        return Drawn(before[0], new=False)
    items = plan_sample(workspace, read_all_even_if_broken(workspace), size=size, seed=seed)
    sample = SampleDrawn(by=person, client=client_name(), sample_id=name_sample(seed, items), seed=seed, items=items)
    append_events(workspace.data, NATIONAL, [sample])
    return Drawn(sample, new=True)


def plan_sample(
    workspace: Workspace, received: Mapping[str, Intake], *, size: int, seed: int
) -> tuple[SampleItem, ...]:
    """Return the statements that `draw_sample` would draw of what was received in each area, writing nothing.

    Raises:
        UsageError: As for `draw_sample`.
    """
    people = _people_by_area(workspace.judgements)
    areas = {
        code: CodingArea(workspace.language(code), people.get(code, frozenset()), received[code])
        for code in workspace.county_codes
    }
    drawn_before = {item.statement_id for sample in workspace.judgements.samples.values() for item in sample.items}
    items = choose_items(areas, size=size, seed=seed, leave_out=drawn_before)
    counties = {item.area_code for item in items}
    if not items:
        raise UsageError(
            Message(
                "Et utvalg kodes på tvers av fylker, og det er ikke registrert utsagn fra to fylker. "
                "Registrer innspill fra minst to fylker, og prøv igjen."
            )
        )
    if size < len(counties):
        raise UsageError(
            Message(
                "{found} utsagn er for få: Hvert av de {counties} fylkene med utsagn skal være med. Oppgi minst {counties}.",
                found=size,
                counties=len(counties),
            )
        )
    return items


def sample_tasks(
    workspace: Workspace, area_code: str, coder: str, *, read: Callable[[str], Intake] | None = None
) -> tuple[SampleTask, ...]:
    """Return what the advisers of an area have to code in all samples, own statements first, and what `coder` has done.

    Each is to be coded without seeing what others chose: `others_are_hidden` tells, and what is coded from this list is
    saved by `code_in_sample`. `read` gives what was received for an area, for those who have it already.
    """
    items = [
        (sample.sample_id, item)
        for sample in reversed(samples_latest_first(workspace.judgements))
        for item in sample.items
        if area_code in {item.area_code, item.cross_area_code}
    ]
    passages: dict[str, Passage] = {}
    for code in dict.fromkeys(item.area_code for _, item in items):
        received = read(code) if read else read_even_if_broken(workspace, code)
        passages |= {passage.statement_id: passage for passage in received.passages}
    covered = {key[0] for key, area in workspace.judgements.coding_areas.items() if area == area_code}
    tasks = [
        SampleTask(
            sample_id=sample_id,
            statement_id=item.statement_id,
            area_code=item.area_code,
            cross=item.area_code != area_code,
            done=(item.statement_id, coder) in workspace.judgements.independent,
            covered=item.statement_id in covered,
            passage=passages.get(item.statement_id),
        )
        for sample_id, item in items
    ]
    return tuple(sorted(tasks, key=lambda task: task.cross))


def code_in_sample(
    workspace: Workspace,
    area_code: str,
    statement_id: str,
    codes: Codes,
    *,
    by: str,
    passage: Passage | None = None,
) -> CodingSet:
    """Append a blind coding of a statement of a sample to the adviser's log of his or her own area, and return it.

    Without the `passage`, it is looked for in all areas.

    Raises:
        UsageError: The statement is in no sample for this area, it is already compared, or a code is unknown.
    """
    person = require_person(by)
    found = find_sample_item(workspace.judgements, statement_id, area_code)
    if found is None:
        raise UsageError(
            Message(
                "Tekststedet «{id}» er ikke i noe utvalg som {area} skal kode. Se hva som er det med «compare status».",
                id=statement_id,
                area=area_code,
            )
        )
    compared = compare_statement(workspace.judgements, statement_id)
    if compared and compared.settled:
        raise UsageError(
            Message("Koderne er alt blitt enige om «{id}». Det kan ikke lenger kodes blindt.", id=statement_id)
        )
    themes, claims = _read_codes(workspace, codes)
    coded = passage or find_passage(workspace, statement_id).passage
    event = CodingSet(
        by=person,
        client=client_name(),
        statement_id=statement_id,
        text=coded.text,
        anchor=coded.anchor,
        themes=themes,
        claims=claims,
        sample_id=found[0].sample_id,
    )
    append_events(workspace.data, area_code, [event])
    return event


def compare_samples(workspace: Workspace, *, area_code: str = "", person: str = "") -> tuple[Comparison, ...]:
    """Return the comparisons of all samples, the latest sample first, then those outside samples where there are any.

    With an `area_code`, only those that its advisers take part in; for a `person`, nothing he or she has yet to code blind.
    """
    judgements = workspace.judgements
    of_samples = [
        comparison
        for sample in samples_latest_first(judgements)
        for comparison in compare_sample(judgements, sample.sample_id, person=person)
        if not area_code or area_code in {comparison.area_code, comparison.cross_area_code}
    ]
    outside = compare_outside_samples(judgements)
    if area_code:
        own = tuple(one for one in outside.statements if one.area_code == area_code)
        outside = outside.model_copy(update={"statements": own})
    return (*of_samples, *([outside] if outside.statements else []))


def settle_difference(
    workspace: Workspace,
    statement_id: str,
    codes: Codes,
    *,
    by: str,
    settled_with: Sequence[str] = (),
    area_code: str = "",
    memo: str | None = None,
) -> CodingSet:
    """Append the coding that the coders of a statement agree on; it counts for all of them from now on.

    `settled_with` names the others, all of them where it is empty; `area_code` is the adviser's own area, that of the
    statement where it is empty. What the person said of kind, questions and quoting stays, and a `memo` too unless there
    is a new one. What each chose alone is kept for the measure of agreement.

    Raises:
        UsageError: Fewer than two have coded the statement, the person has yet to code it blind, a name is none of the
            coders', or a code is unknown.
    """
    person = require_person(by)
    compared = _require_compared(workspace, statement_id, person)
    coders = [view.coder for view in compared.views]
    others = tuple(dict.fromkeys(settled_with)) or tuple(coder for coder in coders if coder != person)
    for other in others:
        require_known(other, [coder for coder in coders if coder != person], Message("koderen"))
    themes, claims = _read_codes(workspace, codes)
    own = workspace.judgements.codings.get((statement_id, person))
    every = workspace.judgements.codings_of(statement_id)
    told = [coding.quotable for coding in every if coding.quotable is not None]
    event = CodingSet(
        by=person,
        client=client_name(),
        statement_id=statement_id,
        text=compared.text,
        anchor=compared.anchor,
        themes=themes,
        claims=claims,
        questions=tuple(dict.fromkeys(question for coding in every for question in coding.questions)),
        kind=own.kind if own else None,
        quotable=all(told) if told else None,
        memo=memo if memo is not None else own.memo if own else "",
        settles=True,
        settled_with=others,
    )
    append_events(workspace.data, area_code or compared.area_code, [event])
    return event


def codes_of(compared: ComparedStatement, coder: str) -> Codes:
    """Return what one of the coders chose, to settle on it as it is.

    Raises:
        UsageError: The person is none of the coders.
    """
    require_known(coder, [view.coder for view in compared.views], Message("koderen"))
    view = next(view for view in compared.views if view.coder == coder)
    return Codes(view.themes, {one.claim_id: one.position.value for one in view.claims})


def _require_compared(workspace: Workspace, statement_id: str, person: str) -> ComparedStatement:
    compared = compare_statement(workspace.judgements, statement_id)
    if compared is None:
        raise UsageError(
            Message(
                "Utsagnet «{id}» er ikke kodet av to eller flere, så det er ingenting å bli enige om. "
                "Se hva som er kodet med «compare status».",
                id=statement_id,
            )
        )
    if others_are_hidden(workspace.judgements, statement_id, person):
        raise UsageError(
            Message(
                "{person} har ennå ikke kodet «{id}». Kod utsagnet først, uten å se hva andre har valgt.",
                person=person,
                id=statement_id,
            )
        )
    return compared


def _read_codes(workspace: Workspace, codes: Codes) -> tuple[tuple[str, ...], tuple[ClaimPosition, ...]]:
    claims = codes.claims or {}
    for theme in codes.themes:
        require_known(theme, sorted(workspace.codebook.codes), Message("temaet"))
    for claim, position in claims.items():
        require_known(claim, [known.id for known in workspace.claims], Message("kravet"))
        require_known(position, [known.value for known in Position], Message("standpunktet"))
    return (
        tuple(dict.fromkeys(codes.themes)),
        tuple(ClaimPosition(claim_id=claim, position=Position(position)) for claim, position in claims.items()),
    )


def _people_by_area(judgements: Judgements) -> dict[str, frozenset[str]]:
    """Return who is known to work with each area: those who have coded, met, assessed or signed off there."""
    known: set[tuple[str, str]] = {(area, coder) for (_, coder), area in judgements.coding_areas.items()}
    known |= {(area, meeting.by) for area, meeting in judgements.meetings.values()}
    known |= {(key[0], event.by) for key, event in judgements.assessments.items()}
    known |= {(area, event.by) for area, event in judgements.sign_offs.items()}
    return {area: frozenset(person for where, person in known if where == area) for area, _ in known}
