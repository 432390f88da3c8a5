"""Nobody can work out what one sender in confidence, or one private person, said: not from all that is shared together.

An attacker has everything shareable: each county's report in both forms, the national document and every table of the
spreadsheet. Two worlds that differ only in what protected senders said must look the same to her; where a number of
theirs is told, as it is from three up, several worlds must still fit it. All texts say «Eksempel – oppdiktet».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import signature
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.build import coded, intake, passage, source
from medlemsdialog import report
from medlemsdialog.evidence import (
    Workspace,
    build_labels,
    build_national,
    build_summary,
    open_workspace,
    share_summary,
)
from medlemsdialog.evidence.assessment import ResolvedField, resolve_assessment
from medlemsdialog.evidence.claim_differences import find_claim_differences
from medlemsdialog.evidence.disclosure import add_unnamed, count_withheld
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.intake.duplicates import mark_duplicates
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import AnswerState, Kind, Level, Openness, Position, SourceState, Status
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.report.evidence_tables import build_evidence

CLAIM, OTHER_CLAIM = "k-statlig-tilskudd-kulturskole", "k-makspris-kulturskole"
BOARD = "organ:fylkesstyret-tyrimark"
COPIED = (
    "Eksempel – oppdiktet: Kulturskolen er kommunens viktigste verktøy for at barn skal få utvikle evnene sine, men "
    "tilbudet avhenger i dag av bosted og av hva foreldrene har råd til."
)
# Near copies of it, none of them near enough to another to be grouped without it.
NEAR = COPIED.replace("barn skal", "alle barn skal")


class Said(NamedTuple):
    """What one statement says, as people coded it."""

    themes: tuple[str, ...] = ()
    positions: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()
    text: str = ""
    kind: Kind = Kind.VIEW


class Sender(NamedTuple):
    """A sender, how it sent, and what it said."""

    code: str
    level: Level
    openness: Openness
    said: tuple[Said, ...]
    status: Status = Status.DECISION
    state: SourceState = SourceState.REGISTERED


World = Mapping[str, Sequence[Sender]]


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


def person(*said: Said, openness: Openness = Openness.INTERNAL) -> Sender:
    return Sender("", Level.OTHER, openness, said, Status.INDIVIDUAL)


def member(code: str, *said: Said, openness: Openness = Openness.PUBLIC) -> Sender:
    return Sender(code, Level.MUNICIPALITY, openness, said)


def summarise(workspace: Workspace, area: str, senders: Sequence[Sender]) -> AreaSummary:
    sources: list[Source] = []
    passages: list[Passage] = []
    codings: dict[str, Said] = {}
    for number, sender in enumerate(senders):
        key = f"s{area}{number}"
        county = "" if area == NATIONAL else area
        sources.append(
            source(
                key,
                sender.code,
                county=county,
                level=sender.level,
                status=sender.status,
                openness=sender.openness,
                state=sender.state,
                sender_name=sender.code or f"Avsender {number} Oppdiktet",
                quotable=sender.openness is Openness.PUBLIC,
            )
        )
        for place, said in enumerate(sender.said, start=1):
            passages.append(passage(key, place, said.text, kind=said.kind))
            codings[passages[-1].statement_id] = said
    marked, _ = mark_duplicates(passages)
    statements = [
        coded(each, *said.themes, claims=dict(said.positions), questions=said.questions)
        for each in marked
        if each.is_statement
        for said in [codings[each.statement_id]]
    ]
    return build_summary(workspace, intake(area, sources, list(marked)), statements)


def build(workspace: Workspace, world: World) -> tuple[list[AreaSummary], NationalOverview]:
    counties = [summarise(workspace, code, world.get(code, ())) for code in ("61", "72")]
    runs = {code: AreaRun(status="no_input", inputs={}, outputs={}) for code in workspace.county_codes}
    runs |= {each.area.code: AreaRun(status="ok", inputs={}, outputs={}) for each in counties}
    overview = build_national(workspace, counties, runs, summarise(workspace, NATIONAL, world.get(NATIONAL, ())))
    return counties, overview


def publish(workspace: Workspace, world: World) -> dict[str, str]:
    """Return all that is shared of a world. The nynorsk pages tell the same numbers."""
    counties, overview = build(workspace, world)
    shared: dict[str, str] = {}
    labels = build_labels(workspace, "nb")
    for table in build_evidence(overview, labels):
        shared[table.name] = repr(table)
    for county in counties:
        for show in (
            report.in_short,
            report.heard,
            report.bodies,
            report.questions,
            report.claims,
            report.themes,
            report.statements,
            report.assessment,
            report.set_aside,
            report.method,
            report.slides,
        ):
            shared[f"{county.area.code} {show.__name__}"] = str(show(county, labels).html)
    for tell in report.national.__all__:
        show = getattr(report.national, tell)
        # The others show no input (official figures, the legend), take what a run keeps, or are internal.
        if tuple(signature(show).parameters) == ("overview", "labels"):
            fragment = show(overview, labels)
            shared[f"nasjonalt {tell}"] = str(fragment.html)
    return shared


QUESTIONS = ("p1", "p4")
THEMES = ("museum", "bibliotek", "kulturskole-betaling")


def sayings() -> st.SearchStrategy[Said]:
    return st.builds(
        Said,
        themes=st.lists(st.sampled_from(THEMES), unique=True, max_size=2).map(tuple),
        positions=st.dictionaries(
            st.sampled_from([CLAIM, OTHER_CLAIM]), st.sampled_from([each.value for each in Position]), max_size=2
        ).map(lambda taken: tuple(taken.items())),
        questions=st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=2).map(tuple),
        text=st.sampled_from(["", COPIED, NEAR]),
        kind=st.sampled_from([Kind.VIEW, Kind.VIEW, Kind.REPORTED_VIEW]),
    )


def speeches() -> st.SearchStrategy[tuple[Said, ...]]:
    # The first is always a view: that a member is heard by what it sent in confidence is told.
    return st.builds(
        lambda first, more: (first._replace(kind=Kind.VIEW), *more),
        sayings(),
        st.lists(sayings() | st.just(Said(kind=Kind.BACKGROUND)) | st.just(Said(kind=Kind.VOTED_DOWN)), max_size=2),
    )


def protected(area: str) -> st.SearchStrategy[Sender]:
    confidential = {"openness": st.just(Openness.CONFIDENTIAL), "said": speeches()}
    other = st.builds(Sender, code=st.just(""), level=st.just(Level.OTHER), **confidential)
    private = st.builds(lambda said: person(*said), speeches())
    if area == NATIONAL:
        return other | private
    members = {"61": ["6101", "6102"], "72": ["7201"]}[area]
    town = st.builds(Sender, code=st.sampled_from(members), level=st.just(Level.MUNICIPALITY), **confidential)
    board = st.builds(Sender, code=st.just(BOARD), level=st.just(Level.BODY), **confidential)
    return other | private | town | (board if area == "61" else private)


def in_the_open(area: str) -> st.SearchStrategy[Sender]:
    organisation = st.builds(
        lambda said: Sender("", Level.OTHER, Openness.PUBLIC, said, Status.ADMINISTRATIVE), speeches()
    )
    spoken_openly = st.builds(lambda said: person(*said, openness=Openness.PUBLIC), speeches())
    if area == NATIONAL:
        return organisation | spoken_openly
    codes = {"61": ["6101", "6103"], "72": ["7201", "7202"]}[area]
    openness = st.sampled_from([Openness.PUBLIC, Openness.INTERNAL])
    town = st.builds(
        lambda code, how, said: member(code, *said, openness=how), st.sampled_from(codes), openness, speeches()
    )
    return organisation | spoken_openly | town


@st.composite
def worlds_alike(draw: st.DrawFn) -> tuple[World, World]:
    """Two worlds with the same senders, where only the protected ones say something else."""
    one: dict[str, list[Sender]] = {}
    other: dict[str, list[Sender]] = {}
    for area in ("61", "72", NATIONAL):
        known = draw(st.lists(in_the_open(area), max_size=3))
        hidden = draw(st.lists(protected(area), max_size=1 if area == NATIONAL else 2))
        said_otherwise = [each._replace(said=draw(speeches())) for each in hidden]
        before = draw(st.booleans())
        one[area] = [*hidden, *known] if before else [*known, *hidden]
        other[area] = [*said_otherwise, *known] if before else [*known, *said_otherwise]
    return one, other


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds=worlds_alike())
def test_all_that_is_shared_is_the_same_whatever_protected_senders_said(
    workspace: Workspace, worlds: tuple[World, World]
) -> None:
    one, other = (publish(workspace, world) for world in worlds)
    assert {place for place in one if one[place] != other.get(place)} == set()
    assert one.keys() == other.keys()


def split(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in split(total - first, parts - 1):
            yield (first, *rest)


def every_theme_count(total: int) -> Iterator[dict[str, int]]:
    return ({"museum": raised} for raised in range(total + 1))


def every_position_count(total: int) -> Iterator[dict[str, int]]:
    return (dict(zip(("for", "against", "mixed"), counts, strict=False)) for counts in split(total, 4))


@pytest.mark.parametrize("every_count", [every_theme_count, every_position_count])
def test_no_cell_of_private_persons_can_be_worked_out_by_trying_every_world(
    workspace: Workspace, every_count: Callable[[int], Iterator[dict[str, int]]]
) -> None:
    """Every world of up to three private persons in one county and five in another is tried; those that look the same are put together.

    In each such set of worlds the attacker asks: did this person raise the theme, or take this position? How many did
    so, where they are fewer than three, or all but fewer than three? How many wrote, in a county with fewer than three?
    None of these may have the same answer in all worlds of the set.
    """
    seen: dict[tuple[object, ...], list[tuple[tuple[int, int], dict[str, int]]]] = defaultdict(list)
    for where in product(range(4), range(6)):
        for cells in every_count(sum(where)) if sum(where) else ():
            seen[look(workspace, where, cells)].append((where, cells))
    published = {told: dict(told[-1]) for told in seen if isinstance(told[-1], frozenset)}
    assert any(published.values()), "nothing is ever told: the test tests nothing"
    for told, fitting in seen.items():
        for place in (0, 1):
            in_county = {where[place] for where, _ in fitting}
            assert in_county & {1, 2} in (set(), {1, 2}), told
        for cell in fitting[0][1]:
            counts = {(cells[cell], sum(where)) for where, cells in fitting}
            if cell in published[told]:
                assert all(number == published[told][cell] >= 3 and total - number >= 3 for number, total in counts)
            else:
                assert len({number for number, _ in counts}) > 1, (told, cell)
            assert any(number < total for number, total in counts), (told, cell)


_BUILT: dict[tuple[str, tuple[Said, ...]], AreaSummary] = {}


def look(workspace: Workspace, where: tuple[int, int], cells: Mapping[str, int]) -> tuple[object, ...]:
    """Return what the attacker sees of private persons: how many each county tells of, and the counts over the nation."""
    positions = [name for name, number in cells.items() for _ in range(number) if name != "museum"]
    positions += [""] * (sum(where) - len(positions))
    said = tuple(
        Said(("museum",) if place < cells.get("museum", 0) else (), ((CLAIM, position),) if position else ())
        for place, position in enumerate(positions)
    )
    areas = [_rows(workspace, "61", said[: where[0]]), _rows(workspace, "72", said[where[0] :])]
    shared = [share_summary(area) for area in areas]
    counts = count_withheld(areas, add_unnamed(shared).at_least)
    told = frozenset((each.position.value if each.position else each.code, each.senders) for each in counts)
    return (*(each.unnamed for each in shared), told)


def _rows(workspace: Workspace, code: str, said: tuple[Said, ...]) -> AreaSummary:
    if (code, said) not in _BUILT:
        _BUILT[code, said] = summarise(workspace, code, [person(each) for each in said])
    return _BUILT[code, said]


def test_one_private_person_is_in_no_cell_and_told_of_as_a_few(workspace: Workspace) -> None:
    alone = person(Said(("museum",), ((CLAIM, "against"),)))
    counties, overview = build(workspace, {"61": [alone, member("6101", Said(("museum",)))]})
    row = next(row for row in overview.themes if row.theme == "museum")
    assert (row.members, row.other_senders, row.statements, row.distinct_texts) == (1, 0, 1, 1)
    assert overview.claims == () and overview.withheld_counts == ()
    shown = str(report.in_short(counties[0], build_labels(workspace, "nb")).html)
    assert "fra noen få avsendere som ikke kan vises hver for seg" in shown


def test_a_person_whose_open_words_are_printed_is_counted(workspace: Workspace) -> None:
    counties, _ = build(workspace, {"61": [person(Said(("museum",)), openness=Openness.PUBLIC)]})
    shared = share_summary(counties[0])
    assert shared.themes[0].other_senders == 1 and not shared.leaves_out


def test_six_private_persons_may_be_told_of_where_three_agree_and_three_do_not(workspace: Workspace) -> None:
    three, others = [person(Said(("museum",)))] * 3, [person(Said(("bibliotek",))), person(Said()), person(Said())]
    _, overview = build(workspace, {"61": [*three, *others]})
    assert [(each.code, each.senders) for each in overview.withheld_counts] == [("museum", 3)]
    assert overview.unnamed.told == 6 and overview.themes == ()
    _, all_agree = build(workspace, {"61": three * 2})
    assert all_agree.withheld_counts == ()


def test_a_member_that_writes_in_confidence_is_heard_but_not_told_of(workspace: Workspace) -> None:
    said = Said(("museum",), ((CLAIM, "against"),), ("p1",))
    letter = member("6101", said, openness=Openness.CONFIDENTIAL)
    counties, overview = build(workspace, {"61": [letter, member("6102", Said(("bibliotek",)))]})
    shared = share_summary(counties[0])
    assert [each.code for each in shared.heard_members] == ["6101", "6102"]
    assert [row.theme for row in shared.themes] == ["bibliotek"] and shared.claims == ()
    assert shared.withheld_codes == ("6101",)
    assert not any(row.sender_code == "6101" for row in (*shared.answers, *shared.statements))
    for row in shared.questions:
        assert sum(row.members.values()) == len(shared.members) - 1
    assert {row.members_without_state for row in overview.questions} == {1}
    heard = str(report.heard(counties[0], build_labels(workspace, "nb")).html)
    assert "vises ikke" in heard and "I fortrolighet er det også sendt innspill fra 1 medlem." in heard


def test_what_a_member_also_says_in_the_open_is_counted(workspace: Workspace) -> None:
    letter = member("6101", Said(("museum",)), openness=Openness.CONFIDENTIAL)
    case = member("6101", Said(("bibliotek",), ((CLAIM, "for"),), ("p1",)))
    shared = share_summary(build(workspace, {"61": [letter, case]})[0][0])
    assert [row.theme for row in shared.themes] == ["bibliotek"]
    assert shared.claims[0].members.supporting == ("6101",)
    states = {row.question: row.state for row in shared.answers if row.sender_code == "6101"}
    assert states == {"p1": AnswerState.ANSWERED}


def test_copies_of_a_text_in_confidence_are_not_told_by_what_is_left_of_the_group(workspace: Workspace) -> None:
    letter = member("6102", Said(("museum",), text=COPIED), openness=Openness.CONFIDENTIAL)
    shared = share_summary(build(workspace, {"61": [letter, member("6101", Said(text=NEAR))]})[0][0])
    (row,) = shared.statements
    assert (row.duplicate_key, row.likeness, shared.passages.duplicates) == ("", None, 0)
    both = share_summary(
        build(workspace, {"61": [letter, member("6101", Said(text=NEAR)), member("6103", Said(text=COPIED))]})[0][0]
    )
    assert len({row.duplicate_key for row in both.statements}) == 1 and both.passages.duplicates == 1


def test_the_account_of_passages_adds_up_without_what_is_left_out(workspace: Workspace) -> None:
    said = (Said(), Said(kind=Kind.BACKGROUND), Said(kind=Kind.VOTED_DOWN))
    letter = member("6101", *said, openness=Openness.CONFIDENTIAL)
    account = share_summary(build(workspace, {"61": [letter, member("6102", *said[:2])]})[0][0]).passages
    assert (account.read, account.statements, account.sources) == (2, 1, 1)
    assert account.read == account.statements + sum(account.by_kind.values()) + account.rejected + account.not_counted


def test_numbers_in_an_assessment_are_those_that_may_be_shared(workspace: Workspace) -> None:
    letter = member("6101", Said(("museum",)), openness=Openness.CONFIDENTIAL)
    county = build(workspace, {"61": [letter, member("6102", Said(("museum",)))]})[0][0]
    fields = resolve_assessment(
        "{tall:medlemmer-som-tar-opp:museum} {tall:utsagn}", county, build_labels(workspace, "nb")
    )
    assert [part.value for part in fields if isinstance(part, ResolvedField)] == [1, 1]


def test_a_summary_without_protected_senders_is_shared_as_it_is(workspace: Workspace) -> None:
    county = build(workspace, {"61": [member("6101", Said(("museum",)))]})[0][0]
    shared = share_summary(county)
    assert {name: getattr(shared, name) for name in AreaSummary.model_fields} == dict(county)
    assert share_summary(shared) is shared


def test_no_group_of_members_tells_what_one_of_them_answered_in_confidence(workspace: Workspace) -> None:
    """Gaupestrand (6104) is one of two under 2 000 inhabitants in its county, and writes in confidence.

    Whatever it answers, and wherever it stands on the claim, all cells are the same: it is heard and invited, its states
    are told by no group, and its position makes no group differ from the whole.
    """
    others = [member(code, Said((), ((CLAIM, position),), ("p1",))) for code, position in _OTHERS.items()]
    seen = set()
    for position, questions, themes in product(Position, ((), ("p1",), QUESTIONS), ((), ("museum",))):
        letter = member("6104", Said(themes, ((CLAIM, position.value),), questions), openness=Openness.CONFIDENTIAL)
        _, overview = build(workspace, {"61": [letter, *others]})
        built = build_participation(overview)
        seen.add((built.model_dump_json(), repr(find_claim_differences(overview))))
        for breakdown, group in ((Breakdown.SIZE, "-2000"), (Breakdown.COUNTY, "61"), (Breakdown.REGION, "Øst")):
            row = next(row for row in built.rows_of(breakdown) if row.group == group)
            assert {each.without_state for each in row.questions} == {1}
            assert all(sum(each.members.values()) == row.possible - 1 for each in row.questions)
            assert row.invited == row.possible
    assert len(seen) == 1


_OTHERS = {"6106": "against", "6101": "for", "6102": "for", "6103": "for", "6105": "for"}
