"""A small dialogue computed by hand, so that a methodologist can check every measure without reading the program.

**The places.** Two counties of the invented edition, 27 possible members: Tyrimark (61, region Øst) with eleven
municipalities and a county council, Fjordrike (72, region Vest) with fourteen and a council. By size the 25 municipalities
are 7 under 2 000 inhabitants, 8 from 2 000, 5 from 5 000, 4 from 20 000, and Breatun, whose population nobody knows. By
language form the 27 members are 11 bokmål, 14 nynorsk and 2 unknown (Ormtveit, Perevoll).

**The input.** Three members and one body spoke, in twelve statements. K is the claim on state money, M the one on a ceiling
price. Question p1 is put to all, p8 to municipalities only.

- *Tyrihavn* (6101, 62 140 inhabitants, bokmål) sent two documents. The first: (1) on museums, as its answer to p1; (2) for
  K, on the economy of schools of music and arts; (3) on libraries. The second: (4) the very sentence of (1) once more;
  (5) on libraries, as its answer to p8.
- *Gaupestrand* (6104, 779 inhabitants, bokmål) sent one: (6) on museums, answers p1; (7) against K, on the same economy.
- *Fjordborg* (7201, 214 073 inhabitants, nynorsk) sent one whose attachment never came: (8) answers p8, and is neutral to K;
  (9) for M; (10) against M.
- *The county board of Tyrimark* (a body): (11) on museums, answers p1; (12) for K.
- Ulverud (6103, bokmål, from 2 000 inhabitants) sent a scan that nobody can read yet. The other 23 members sent nothing.

The second part adds six members with one statement each, to show where the picture of a claim differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, build_national, build_summary, open_workspace
from medlemsdialog.evidence.claim_differences import find_claim_differences
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.intake.duplicates import mark_duplicates
from medlemsdialog.models.coded import CodedStatement
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalClaim, NationalOverview, NationalTheme
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.sources import Source
from medlemsdialog.models.vocabulary import AnswerState, Level, Position
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder

K, M = "k-statlig-tilskudd-kulturskole", "k-makspris-kulturskole"
ECONOMY = "kulturskole-okonomi"
BOARD = "organ:fylkesstyret-tyrimark"
SENTENCE = "Eksempel – oppdiktet: Museet trenger et magasin som holder tørt hele året, ikke bare om sommeren."

TEXTS = {
    1: passage("a", 1, SENTENCE, question="p1"),
    2: passage("a", 2),
    3: passage("a", 3),
    4: passage("b", 1, SENTENCE),
    5: passage("b", 2, question="p8"),
    6: passage("c", 1, question="p1"),
    7: passage("c", 2),
    8: passage("d", 1, question="p8"),
    9: passage("d", 2),
    10: passage("d", 3),
    11: passage("e", 1, question="p1"),
    12: passage("e", 2),
}
SOURCES = {
    "61": [
        source("a", "6101"),
        source("b", "6101"),
        source("c", "6104"),
        source("e", BOARD, level=Level.BODY),
        source("f", "6103", readable=False, waiting=("scanned",)),
    ],
    "72": [source("d", "7201", county="72", attachment_missing=True)],
}


def code_all() -> list[CodedStatement]:
    """The codings of the twelve statements, in their order."""
    texts = {one.statement_id: one for one in mark_duplicates(list(TEXTS.values()))[0]}
    now = {number: texts[text.statement_id] for number, text in TEXTS.items()}
    return [
        coded(now[1], "museum"),
        coded(now[2], ECONOMY, claims={K: "for"}),
        coded(now[3], "bibliotek"),
        coded(now[4], "museum"),
        coded(now[5], "bibliotek"),
        coded(now[6], "museum"),
        coded(now[7], ECONOMY, claims={K: "against"}),
        coded(now[8], claims={K: "neutral"}),
        coded(now[9], claims={M: "for"}),
        coded(now[10], claims={M: "against"}),
        coded(now[11], "museum"),
        coded(now[12], claims={K: "for"}),
    ]


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The example dialogue, with its two counties alone."""
    whole = open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))
    return keep_counties(whole, ["61", "72"])


def keep_counties(workspace: Workspace, codes: Sequence[str]) -> Workspace:
    register = workspace.register
    return replace(
        workspace,
        register=register.model_copy(
            update={
                "counties": tuple(county for county in register.counties if county.county_code in codes),
                "members": tuple(member for member in register.members if member.county_code in codes),
            }
        ),
    )


def add_up(
    workspace: Workspace, statements: Sequence[CodedStatement], more: Sequence[Source] = (), *, failed: str = ""
) -> NationalOverview:
    """Return the national overview of the two counties; `failed` is one whose run stopped."""
    runs = {code: AreaRun(status="ok", inputs={}, outputs={}) for code in workspace.county_codes}
    summaries = []
    for code in workspace.county_codes:
        if code == failed:
            runs[code] = AreaRun(status="failed", reason="Eksempel", cause="data", inputs={}, outputs={})
            continue
        sources = [*SOURCES.get(code, ()), *(one for one in more if one.county_code == code)]
        known = {one.source_id for one in sources}
        own = [one for one in statements if one.passage.source_id in known]
        summaries.append(build_summary(workspace, intake(code, sources, [one.passage for one in own]), own))
    return build_national(workspace, summaries, runs, build_summary(workspace, intake(NATIONAL, [], []), []))


@pytest.fixture(scope="module")
def nation(workspace: Workspace) -> NationalOverview:
    return add_up(workspace, code_all())


def theme_of(nation: NationalOverview, code: str) -> NationalTheme:
    return next(row for row in nation.themes if row.theme == code)


def claim_of(nation: NationalOverview, claim_id: str) -> NationalClaim:
    return next(row for row in nation.claims if row.claim_id == claim_id)


def test_three_heard_one_waiting_twenty_three_silent(nation: NationalOverview):
    """Tyrihavn, Gaupestrand and Fjordborg are heard, Ulverud waits; 27 − 3 − 1 = 23. The board is no member."""
    assert nation.possible_members == 27
    assert nation.members_by_state == {"heard": 3, "waiting": 1, "silent": 23}


def test_theme_has_three_counts_and_bodies_apart(nation: NationalOverview):
    """Museums: statements 1, 4, 6, 11; of these 1 and 4 are one text; two members and one body said them.

    Libraries: statements 3 and 5, both Tyrihavn's, which counts once.
    """
    museum, library = theme_of(nation, "museum"), theme_of(nation, "bibliotek")
    assert (museum.statements, museum.distinct_texts, museum.members, museum.bodies) == (4, 3, 2, 1)
    assert (library.statements, library.distinct_texts, library.members, library.bodies) == (2, 2, 1, 0)
    assert theme_of(nation, ECONOMY).members == 2


def test_each_member_has_one_position_and_the_body_stands_apart(nation: NationalOverview):
    """K: Tyrihavn for (2), Gaupestrand against (7), Fjordborg neutral (8); the board for (12).

    M: Fjordborg both for (9) and against (10), so it is mixed; nobody else has said anything.
    """
    k, m = claim_of(nation, K), claim_of(nation, M)
    assert k.members == {Position.FOR: 1, Position.AGAINST: 1, Position.MIXED: 0, Position.NEUTRAL: 1}
    assert k.bodies[Position.FOR] == 1 and sum(k.bodies.values()) == 1
    assert k.members_with_position == 3 and k.is_contested
    assert m.members == {Position.FOR: 0, Position.AGAINST: 0, Position.MIXED: 1, Position.NEUTRAL: 0}


def test_every_member_is_in_exactly_one_state_of_each_question(nation: NationalOverview):
    """p1: two answered; Ulverud waits; Fjordborg's answer may stand in the attachment that never came; 23 gave no input.

    p8: Tyrihavn answered, Fjordborg neutrally; Gaupestrand did not; Ulverud waits; the two county councils were not asked;
    the other 21 municipalities gave no input. 1 + 1 + 1 + 1 + 2 + 21 = 27.
    """
    states = {row.question: {state: n for state, n in row.members.items() if n} for row in nation.questions}
    assert states["p1"] == {
        AnswerState.ANSWERED: 2,
        AnswerState.WAITING: 1,
        AnswerState.ATTACHMENT_MISSING: 1,
        AnswerState.NO_INPUT: 23,
    }
    assert states["p8"] == {
        AnswerState.ANSWERED: 1,
        AnswerState.NEUTRAL: 1,
        AnswerState.NOT_ANSWERED: 1,
        AnswerState.WAITING: 1,
        AnswerState.NOT_ASKED: 2,
        AnswerState.NO_INPUT: 21,
    }
    assert {row.question: row.bodies_answered for row in nation.questions}["p1"] == 1


EXPECTED = {
    # group: possible, heard, waiting, silent
    Breakdown.WHOLE: {"": (27, 3, 1, 23)},
    Breakdown.LEVEL: {"municipality": (25, 3, 1, 21), "county_council": (2, 0, 0, 2)},
    # Gaupestrand is under 2 000, Ulverud from 2 000, Tyrihavn and Fjordborg from 20 000, Breatun unknown.
    Breakdown.SIZE: {
        "-2000": (7, 1, 0, 6),
        "2000-5000": (8, 0, 1, 7),
        "5000-20000": (5, 0, 0, 5),
        "20000-": (4, 2, 0, 2),
        "": (1, 0, 0, 1),
    },
    Breakdown.LANGUAGE_FORM: {"bokmål": (11, 2, 1, 8), "nynorsk": (14, 1, 0, 13), "": (2, 0, 0, 2)},
    Breakdown.REGION: {"Øst": (12, 2, 1, 9), "Vest": (15, 1, 0, 14)},
    Breakdown.COUNTY: {"61": (12, 2, 1, 9), "72": (15, 1, 0, 14)},
}


@pytest.mark.parametrize("breakdown", list(Breakdown))
def test_who_spoke_and_who_did_not_by_each_breakdown(nation: NationalOverview, breakdown: Breakdown):
    rows = build_participation(nation).rows_of(breakdown)
    assert {row.group: (row.possible, row.heard, row.waiting, row.silent) for row in rows} == EXPECTED[breakdown]
    # p1 is put to all, so all are invited; those asked are told question by question.
    assert all(row.invited == row.possible for row in rows)


def test_asked_is_told_question_by_question_and_group_by_group(nation: NationalOverview):
    """p8 is put to the 25 municipalities; of the 4 from 20 000 inhabitants, Tyrihavn and Fjordborg answered."""
    built = build_participation(nation)
    councils = built.rows_of(Breakdown.LEVEL)[1].question("p8")
    assert (built.whole.question("p8").asked, councils.asked, councils.answered) == (25, 0, 0)
    largest = next(row for row in built.rows_of(Breakdown.SIZE) if row.group == "20000-")
    assert (largest.question("p8").asked, largest.question("p8").answered) == (4, 2)


def test_inhabitants_are_of_municipalities_and_an_unknown_population_is_not_zero(nation: NationalOverview):
    """Tyrimark 141 652 and Fjordrike 272 823, where Breatun's is unknown: 414 475 and one unknown. Heard: 62 140 + 779 +
    214 073 = 276 992. County councils have none of their own.
    """
    built = build_participation(nation)
    whole, (_, councils) = built.whole, built.rows_of(Breakdown.LEVEL)
    assert (whole.inhabitants.known, whole.inhabitants.unknown_in, whole.inhabitants.municipalities) == (414_475, 1, 25)
    assert (whole.inhabitants_heard.known, whole.inhabitants_heard.unknown_in) == (276_992, 0)
    assert [row.inhabitants.known for row in built.rows_of(Breakdown.COUNTY)] == [141_652, 272_823]
    assert councils.inhabitants.municipalities == 0


def test_no_share_is_told_of_fewer_than_twenty(nation: NationalOverview):
    """3 of 27 is a ninth; the counties have 12 and 15 members, and only their counts are told."""
    built = build_participation(nation)
    assert built.whole.heard_share == pytest.approx(1 / 9)
    assert {row.heard_share for row in built.rows_of(Breakdown.COUNTY)} == {None}


def test_members_of_a_county_whose_run_stopped_stand_apart(workspace: Workspace):
    """Fjordrike's 15 members are neither heard nor silent; the 12 of Tyrimark are counted as before."""
    nation = add_up(workspace, code_all(), failed="72")
    built = build_participation(nation)
    assert (built.whole.possible, built.whole.heard, built.in_failed_counties) == (12, 2, 15)
    told = {row.group: (row.possible, row.in_failed_counties) for row in built.rows_of(Breakdown.COUNTY)}
    assert told == {"61": (12, 0), "72": (0, 15)}
    assert {row.in_failed_counties for row in built.rows_of(Breakdown.SIZE)} == {None}
    tyrimark, fjordrike = nation.counties
    assert (tyrimark.heard_through, fjordrike.heard_through, fjordrike.members_heard) == ("members", "failed", None)


# The second part: six more members take a position to K, each in one statement.
SIX_MORE = {
    "6105": "against",  # Elgsvoll, from 2 000
    "6106": "against",  # Tiurvoll, under 2 000
    "7202": "for",  # Eplestrand, from 20 000
    "7203": "for",  # Morellvik, under 2 000
    "7204": "for",  # Plommedalen, from 2 000
    "7205": "for",  # Perevoll, from 2 000
}


def with_six_more(workspace: Workspace) -> NationalOverview:
    more = [source(f"g{code}", code, county=code[:2]) for code in SIX_MORE]
    said = [coded(passage(f"g{code}", 1), claims={K: position}) for code, position in SIX_MORE.items()]
    return add_up(workspace, [*code_all(), *said], more)


def test_with_three_positions_nothing_is_called_a_difference(nation: NationalOverview):
    """Tyrimark has two members with a position to K and Fjordrike one: fewer than three."""
    assert find_claim_differences(nation) == {}


def test_a_group_that_leans_another_way_than_the_whole_differs(workspace: Workspace):
    """K over all nine: 5 for, 3 against, 1 neutral: the whole leans for.

    Tyrimark: Tyrihavn for; Gaupestrand, Elgsvoll and Tiurvoll against: 3 of 4 against. It differs, and so does its region.
    Fjordrike: 4 for, Fjordborg neutral: leans for, as the whole.
    Under 2 000: Gaupestrand and Tiurvoll against, Morellvik for: 2 of 3 against. It differs.
    From 2 000: Elgsvoll against, Plommedalen and Perevoll for. From 20 000: Tyrihavn and Eplestrand for, Fjordborg neutral.
    The board's support changes none of it.
    """
    differences = find_claim_differences(with_six_more(workspace))
    assert list(differences) == [K]
    told = {
        (one.breakdown, one.group): (
            one.members[Position.FOR],
            one.members[Position.AGAINST],
            sum(one.members.values()),
        )
        for one in differences[K]
    }
    assert told == {
        (Breakdown.COUNTY, "61"): (1, 3, 4),
        (Breakdown.REGION, "Øst"): (1, 3, 4),
        (Breakdown.SIZE, "-2000"): (1, 2, 3),
    }
    assert differences[K][0].whole[Position.FOR] == 5


def test_as_many_for_as_against_differs_from_a_whole_that_leans(workspace: Workspace):
    """Without Elgsvoll Tyrimark has 1 for and 2 against; with Elgsvoll for, 2 and 2: no way, where the whole leans for."""
    more = [source(f"g{code}", code, county=code[:2]) for code in SIX_MORE]
    turned = SIX_MORE | {"6105": "for"}
    said = [coded(passage(f"g{code}", 1), claims={K: position}) for code, position in turned.items()]
    differences = find_claim_differences(add_up(workspace, [*code_all(), *said], more))[K]
    county = next(one for one in differences if one.breakdown is Breakdown.COUNTY)
    assert (county.group, county.members[Position.FOR], county.members[Position.AGAINST]) == ("61", 2, 2)
