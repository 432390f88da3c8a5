from __future__ import annotations

import pytest

from medlemsdialog.evidence.evidence_rows import pick_claims
from medlemsdialog.models.vocabulary import Level
from medlemsdialog.report import national
from medlemsdialog.report.county_views import themes
from medlemsdialog.report.who_said import Senders, WhoSaid
from report import example
from report.example import GRANT

OVERVIEW, LABELS = example.overview(), example.labels()


def numbers(lines: tuple[str, ...]) -> int:
    return sum(int(word) for line in lines for word in line.replace(",", " ").split() if word.isdigit())


@pytest.mark.parametrize("row", OVERVIEW.claims, ids=lambda row: row.claim_id)
def test_levels_of_a_claim_add_up_to_its_members_and_bodies(row) -> None:
    told = Senders(OVERVIEW, LABELS).behind_claim(row)
    members = tuple(line for line in told.levels if line.startswith(("Kommuner", "Fylkeskommuner")))
    assert numbers(members) == row.members_with_position
    assert numbers(tuple(line for line in told.levels if line.startswith("Organer"))) == sum(row.bodies.values())


def test_county_council_is_told_apart_from_municipalities() -> None:
    councils = {one.code for area in OVERVIEW.summaries for one in area.members if one.level is Level.COUNTY_COUNCIL}
    row = next(row for row in OVERVIEW.themes if councils & {m for county in row.counties for m in county.members})
    assert any(line.startswith("Fylkeskommuner: ") for line in Senders(OVERVIEW, LABELS).behind_theme(row).levels)


def test_silent_are_told_in_numbers_and_never_by_name() -> None:
    told = Senders(OVERVIEW, LABELS).behind_claim(pick_claims(OVERVIEW, (GRANT,))[0])
    silent = {one.name for area in OVERVIEW.summaries for one in area.members if one.state == "silent"}
    assert f"har {OVERVIEW.members_by_state['silent']} ikke gitt innspill" in told.others
    assert silent and not any(name in " ".join((*told.levels, told.others)) for name in silent)


def test_sender_behind_two_claims_and_a_theme_of_a_finding_is_told_once() -> None:
    told: WhoSaid = Senders(OVERVIEW, LABELS).behind_finding(OVERVIEW.claims, OVERVIEW.themes)
    spoke = {
        member
        for row in (*OVERVIEW.claims, *OVERVIEW.themes)
        for county in row.counties
        for member in (
            county.members if isinstance(county.members, tuple) else {m for ms in county.members.values() for m in ms}
        )
    }
    members = tuple(line for line in told.levels if line.startswith(("Kommuner", "Fylkeskommuner")))
    assert numbers(members) == len(spoke)
    assert any("medlem" in line for line in told.counties)
    # Those against what the finding says have said something too.
    assert "uansett standpunkt" in told.others


def test_every_national_theme_and_claim_unfolds_who_said_it() -> None:
    for html, how_many in (
        (national.themes(OVERVIEW, LABELS).html, len(OVERVIEW.themes)),
        (national.claims(OVERVIEW, LABELS).html, len(OVERVIEW.claims)),
    ):
        assert html.count("Hvem sa dette, og hvem har ikke gitt innspill?") == how_many


def test_county_theme_names_its_members_beside_their_number() -> None:
    html = themes(example.county_summary("61"), LABELS).html
    assert "Tatt opp av 2 medlemmer (" in html
