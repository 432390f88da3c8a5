"""What holds of every dialogue, whatever was said in it: tried on small dialogues that a machine makes up.

Two counties of the invented edition; up to eight documents from members, a body and an organisation, with up to three
statements each. All texts say «Eksempel – oppdiktet».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, build_national, build_summary, open_workspace
from medlemsdialog.evidence.claim_differences import find_claim_differences
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.intake.duplicates import mark_duplicates
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.vocabulary import Level, Position
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.register.lookup import find_sender
from medlemsdialog.register.models import Register

CLAIMS = ("k-statlig-tilskudd-kulturskole", "k-makspris-kulturskole")
THEMES = ("museum", "bibliotek", "kunst")
QUESTIONS = ("p1", "p8")
MEMBERS = ("6101", "6102", "6104", "6100", "7201", "7202", "7210")
BOARD = "organ:fylkesstyret-tyrimark"
# Never speaks in any of the dialogues: Ormtveit, of unknown language form.
SILENT = "6111"
REPEATED = "Eksempel – oppdiktet: Museet trenger et magasin som holder tørt hele året, ikke bare om sommeren."


class Said(NamedTuple):
    themes: tuple[str, ...]
    positions: tuple[tuple[str, str], ...]
    question: str
    repeated: bool


class Document(NamedTuple):
    key: str
    sender: str
    said: tuple[Said, ...]


def sayings() -> st.SearchStrategy[Said]:
    return st.builds(
        Said,
        st.lists(st.sampled_from(THEMES), unique=True, max_size=2).map(tuple),
        st.dictionaries(st.sampled_from(CLAIMS), st.sampled_from([each.value for each in Position]), max_size=2).map(
            lambda taken: tuple(taken.items())
        ),
        st.sampled_from(["", *QUESTIONS]),
        st.booleans(),
    )


def dialogues(senders: Sequence[str] = (*MEMBERS, BOARD, "")) -> st.SearchStrategy[tuple[Document, ...]]:
    one = st.tuples(st.sampled_from(senders), st.lists(sayings(), min_size=1, max_size=3).map(tuple))
    return st.lists(one, max_size=8).map(
        lambda sent: tuple(Document(f"d{number}", sender, said) for number, (sender, said) in enumerate(sent))
    )


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    whole = open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))
    register = whole.register
    return with_register(
        whole,
        counties=tuple(county for county in register.counties if county.county_code in ("61", "72")),
        members=tuple(member for member in register.members if member.county_code in ("61", "72")),
    )


def with_register(workspace: Workspace, **changes: Any) -> Workspace:
    return replace(workspace, register=workspace.register.model_copy(update=changes))


def add_up(workspace: Workspace, documents: Sequence[Document], *, backwards: bool = False) -> NationalOverview:
    """Return the overview; `backwards` gives sources and statements in the opposite order."""
    step = -1 if backwards else 1
    summaries = []
    for county in workspace.county_codes[::step]:
        own = [one for one in documents if _county(one.sender) == county][::step]
        sources = [source(one.key, one.sender, level=_level(one.sender), county=county) for one in own]
        said = {f"{one.key}-{number:08x}": each for one in own for number, each in enumerate(one.said, start=1)}
        texts = [
            passage(one.key, number, REPEATED if each.repeated else "", question=each.question)
            for one in own
            for number, each in list(enumerate(one.said, start=1))[::step]
        ]
        marked, _ = mark_duplicates(texts)
        statements = [
            coded(text, *said[text.statement_id].themes, claims=dict(said[text.statement_id].positions))
            for text in marked
        ]
        summaries.append(build_summary(workspace, intake(county, sources, list(marked)), statements))
    runs = {code: AreaRun(status="ok", inputs={}, outputs={}) for code in workspace.county_codes}
    return build_national(workspace, summaries, runs, build_summary(workspace, intake(NATIONAL, [], []), []))


def _county(sender: str) -> str:
    return sender[:2] if sender in MEMBERS else "61"


def _level(sender: str) -> Level:
    if not sender:
        return Level.OTHER
    if sender.startswith("organ:"):
        return Level.BODY
    return Level.COUNTY_COUNCIL if sender.endswith("00") else Level.MUNICIPALITY


def member_counts(nation: NationalOverview, rename: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return every count of members; `rename` gives codes other names."""
    names = rename or {}

    def name(code: str) -> str:
        return names.get(code, code)

    built = build_participation(nation)
    return {
        "states": nation.members_by_state,
        "themes": {
            name(row.theme): (
                row.members,
                {each.county_code: sorted(each.members) for each in row.counties if each.members},
            )
            for row in nation.themes
            if row.members
        },
        "claims": {name(row.claim_id): row.members for row in nation.claims if row.members_with_position},
        "questions": {row.question: row.members for row in nation.questions},
        "participation": {(row.breakdown, row.group): row for row in built.rows},
        "differences": {
            name(claim_id): {(one.breakdown, one.group): one.members for one in differences}
            for claim_id, differences in find_claim_differences(nation).items()
        },
    }


def all_counts(nation: NationalOverview, rename: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return every count, those of bodies, other senders and texts too."""
    names = rename or {}
    return member_counts(nation, rename) | {
        "all of themes": {
            names.get(row.theme, row.theme): (row.bodies, row.other_senders, row.statements, row.distinct_texts)
            for row in nation.themes
        },
        "all of claims": {
            names.get(row.claim_id, row.claim_id): (row.bodies, row.other_senders, row.statements)
            for row in nation.claims
        },
        "passages": nation.passages,
        "arenas": nation.arenas,
    }


tried = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@tried
@given(documents=dialogues())
def test_a_silent_member_never_raises_a_count(workspace: Workspace, documents: tuple[Document, ...]) -> None:
    """Without Ormtveit in the register all counts are the same, but for the one silent member fewer."""
    fewer = with_register(
        workspace, members=tuple(member for member in workspace.register.members if member.code != SILENT)
    )
    with_it, without = add_up(workspace, documents), add_up(fewer, documents)
    told, other = all_counts(with_it), all_counts(without)
    for same in ("themes", "claims", "differences", "all of themes", "all of claims", "passages", "arenas"):
        assert told[same] == other[same]
    assert told["states"] == other["states"] | {"silent": other["states"]["silent"] + 1}
    for key, row in told["participation"].items():
        before = other["participation"].get(key)
        heard, waiting, silent = (before.heard, before.waiting, before.silent) if before else (0, 0, 0)
        assert (row.heard, row.waiting) == (heard, waiting) and row.silent - silent in (0, 1)
        for question in row.questions:
            assert question.answered == (before.question(question.question).answered if before else 0)


@tried
@given(documents=dialogues())
def test_renaming_codes_changes_nothing_but_the_codes(workspace: Workspace, documents: tuple[Document, ...]) -> None:
    names = {"museum": "bibliotek", "bibliotek": "kunst", "kunst": "museum", CLAIMS[0]: CLAIMS[1], CLAIMS[1]: CLAIMS[0]}
    renamed = tuple(
        one._replace(
            said=tuple(
                each._replace(
                    themes=tuple(names[theme] for theme in each.themes),
                    positions=tuple((names[claim], position) for claim, position in each.positions),
                )
                for each in one.said
            )
        )
        for one in documents
    )
    assert all_counts(add_up(workspace, documents), names) == all_counts(add_up(workspace, renamed))


@tried
@given(documents=dialogues(), order=st.randoms(use_true_random=False))
def test_order_of_sources_and_statements_never_matters(
    workspace: Workspace, documents: tuple[Document, ...], order: Any
) -> None:
    shuffled = list(documents)
    order.shuffle(shuffled)
    told = all_counts(add_up(workspace, documents))
    assert told == all_counts(add_up(workspace, shuffled))
    assert told == all_counts(add_up(workspace, documents, backwards=True))


@tried
@given(documents=dialogues(MEMBERS), more=dialogues((BOARD,)))
def test_a_body_never_changes_a_member_count(
    workspace: Workspace, documents: tuple[Document, ...], more: tuple[Document, ...]
) -> None:
    board = tuple(one._replace(key=f"b{one.key}") for one in more)
    assert member_counts(add_up(workspace, documents)) == member_counts(add_up(workspace, (*documents, *board)))


@tried
@given(documents=dialogues(("6102", "7202")), names=st.lists(st.sampled_from([0, 1]), min_size=8, max_size=8))
def test_municipalities_that_merged_count_once(
    workspace: Workspace, documents: tuple[Document, ...], names: list[int]
) -> None:
    """Whoever of the two that became one wrote a document, it is found to be the one member, which is counted once."""
    before = {"6102": ("6131", "6132"), "7202": ("7231", "7232")}
    found = tuple(
        one._replace(sender=member_now(workspace.register, before[one.sender][which]))
        for one, which in zip(documents, names, strict=False)
    )
    assert found == documents
    nation = add_up(workspace, found)
    assert nation.members_by_state["heard"] == len({one.sender for one in documents})
    assert all(row.members <= 2 for row in nation.themes)
    assert all(row.members_with_position <= 2 for row in nation.claims)
    whole = build_participation(nation).rows_of(Breakdown.WHOLE)[0]
    assert whole.possible == len(workspace.register.members)


def member_now(register: Register, former_code: str) -> str:
    """Return the member that a code of the earlier edition has become, as the register finds it."""
    member = find_sender(register, former_code).member
    assert member is not None
    return member.code
