"""Too many areas to stand side by side are told by the county their members lie in, and nothing said is lost by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from evidence.build import coded, intake, passage, source
from medlemsdialog.dialogue import AreaKind
from medlemsdialog.evidence import Workspace, build_labels, build_national, build_summary, open_workspace
from medlemsdialog.evidence.claim_differences import find_claim_differences
from medlemsdialog.evidence.folded_areas import MOST_AREAS_SHOWN, fold_areas, list_areas_behind
from medlemsdialog.evidence.participation import build_participation
from medlemsdialog.models.manifest import AreaRun
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.participation import Breakdown
from medlemsdialog.models.vocabulary import Level, Position
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder
from medlemsdialog.register.editions import read_register
from medlemsdialog.report import national

EXAMPLE = Path(__file__).resolve().parents[2] / "data"
CLAIM, THEME = "k-makspris-kulturskole", "bibliotek"
FAILED = "6200"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    plain = open_workspace(DataFolder(EXAMPLE), BuildFolder(tmp_path_factory.mktemp("build")))
    register = read_register(EXAMPLE / "reference", "eksempel", area=AreaKind.MUNICIPALITY)
    return replace(plain, register=register)


@pytest.fixture(scope="module")
def overview(workspace: Workspace) -> NationalOverview:
    """Three municipalities of county 61 and one of 62 want something; county council 62 could not be read."""
    own = {code: workspace.register.members_of_county(code) for code in ("61", "62")}
    towns = {
        code: [member.code for member in members if not member.code.endswith("00")] for code, members in own.items()
    }
    said = {towns["61"][0]: "for", towns["61"][1]: "against", towns["61"][2]: "for", towns["62"][0]: "for"}
    summaries = []
    for code in workspace.county_codes:
        if code in said:
            sender = source(f"k{code}", code, level=Level.MUNICIPALITY, county=code)
            text = passage(f"k{code}", 1, f"Eksempel – oppdiktet: {code} vil noe.")
            statements = [coded(text, THEME, claims={CLAIM: said[code]}).model_copy(update={"coders": 1})]
            summaries.append(build_summary(workspace, intake(code, [sender], [text]), statements))
        elif code != FAILED:
            summaries.append(build_summary(workspace, intake(code, [], []), []))
    runs = {
        code: AreaRun(status="failed" if code == FAILED else "ok", inputs={}, outputs={})
        for code in workspace.county_codes
    }
    return build_national(workspace, summaries, runs, build_summary(workspace, intake(NATIONAL, [], []), []))


def test_areas_are_folded_only_where_they_are_too_many(overview: NationalOverview) -> None:
    assert len(overview.counties) > MOST_AREAS_SHOWN > len(fold_areas(overview).counties) == 19
    few = overview.model_copy(update={"counties": overview.counties[:MOST_AREAS_SHOWN]})
    assert fold_areas(few) is few
    assert fold_areas(fold_areas(overview)) == fold_areas(overview)


def test_no_member_position_or_statement_is_lost_by_folding(overview: NationalOverview) -> None:
    folded = fold_areas(overview)
    (claim,) = folded.claims
    by_county = {row.county_code: row.members for row in claim.counties}
    assert {code: (len(row[Position.FOR]), len(row[Position.AGAINST])) for code, row in by_county.items()} == {
        "fylke 61": (2, 1),
        "fylke 62": (1, 0),
    }
    assert sum(len(row.statements) for row in claim.counties) == claim.statements == 4
    assert sum(row.members for row in folded.counties) == overview.possible_members
    assert sum(row.members_heard or 0 for row in folded.counties) == overview.members_by_state["heard"] == 4


def test_areas_behind_a_theme_are_listed_under_their_county(overview: NationalOverview) -> None:
    assert {home: len(codes) for home, codes in list_areas_behind(overview)[THEME].items()} == {
        "fylke 61": 3,
        "fylke 62": 1,
    }


def test_members_that_could_not_be_read_stand_apart_in_their_county(overview: NationalOverview) -> None:
    rows = {row.group: row for row in build_participation(overview).rows_of(Breakdown.COUNTY)}
    assert len(rows) == 19
    assert rows["fylke 62"].in_failed_counties == 1 and rows["fylke 61"].in_failed_counties == 0
    assert find_claim_differences(overview) == {}


def test_matrices_have_a_column_for_each_county_and_lead_to_each_area(
    workspace: Workspace, overview: NationalOverview
) -> None:
    labels = build_labels(workspace, "nb")
    for show in (national.theme_matrix, national.claim_matrix, national.question_matrix):
        soup = BeautifulSoup(show(overview, labels).html, "html.parser")
        assert len(soup.select("thead th")) == 20
        assert "Tyrimark" in soup.get_text() and "for mange områder" in soup.get_text()
    soup = BeautifulSoup(national.themes(overview, labels).html, "html.parser")
    behind = [link["href"] for link in soup.select("ul.links a")]
    assert len(behind) == 4 and all(str(href).endswith(f"-tema-{THEME}") for href in behind)
