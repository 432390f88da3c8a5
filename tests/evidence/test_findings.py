"""A finding holds what it was approved on, and says exactly what has changed since."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from medlemsdialog.coding.changes import MergeClaims, NewClaim, RetireClaim, SplitClaim
from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import build_labels
from medlemsdialog.evidence.findings import build_findings, content_sha256, describe_change, read_evidence
from medlemsdialog.evidence.workspace import with_judgements
from medlemsdialog.judgements.events import CodingRemoved
from medlemsdialog.judgements.fold import fold_events
from medlemsdialog.judgements.log import append_events, read_events
from medlemsdialog.models.findings import Basis, Finding, PickedQuote
from medlemsdialog.models.vocabulary import (
    Addressee,
    BasisLevel,
    Fate,
    FindingDocument,
    FindingState,
    Position,
    Strength,
)
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import findings as judged
from medlemsdialog.runs import judging
from medlemsdialog.runs.code_changes import apply_change
from medlemsdialog.runs.undoing import undo_last
from support.mini_nation import (
    GRANT,
    LATER,
    LILLEVIKA,
    RIGHT,
    STORLIA,
    STORLIA_ROOMS,
    STORVIKA,
    STORVIKA_LIBRARY,
    approve,
    code,
    findings_of,
    overview_of,
    reopen,
    write,
    write_mini_nation,
)

GRANT_TEXT = (
    f"{{tall:medlemmer-med-standpunkt:{GRANT}:for}} av {{tall:medlemmer-som-uttalte-seg:{GRANT}}} er for [@{STORVIKA}]."
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = write_mini_nation(tmp_path_factory.mktemp("nation") / "dialog")
    write(data, "f-tilskudd", GRANT_TEXT, claims=[GRANT])
    write(data, "f-bibliotek", themes=["bibliotek"], statements=[LILLEVIKA])
    write(data, "f-lokaler", themes=["arenaer"])
    write(data, "f-rammer", claims=[RIGHT])
    approve(data, "f-tilskudd", "f-bibliotek", "f-lokaler", "f-rammer")
    return data.root


@pytest.fixture
def data(written: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(written, tmp_path / "dialog")))


def states(data: DataFolder) -> dict[str, str]:
    return {finding_id: finding.state.value for finding_id, finding in findings_of(data).items()}


def changes(finding: Finding) -> list[tuple[object, ...]]:
    return [(one.kind, one.code, one.what, one.before, one.after, one.added, one.removed) for one in finding.changes]


def test_one_coding_changed_in_one_county_makes_exactly_the_findings_on_it_stale_and_undone_they_stand(
    data: DataFolder,
) -> None:
    assert set(states(data).values()) == {"approved"}
    code(data, STORVIKA, ["kulturskole-okonomi"], {GRANT: "against"})
    assert states(data) == {
        "f-tilskudd": "stale",
        "f-bibliotek": "approved",
        "f-lokaler": "approved",
        "f-rammer": "approved",
    }
    # Storvika alone was for and Storlia against: now both are against; both have a position, as before.
    assert changes(findings_of(data)["f-tilskudd"]) == [
        ("claim", GRANT, "members:for", 1, 0, (), ("9101",)),
        ("claim", GRANT, "members:against", 1, 2, ("9101",), ()),
        ("statement", STORVIKA, "claims", f"{GRANT}: for", f"{GRANT}: against", (), ()),
        ("field", f"medlemmer-med-standpunkt:{GRANT}:for", "value", 1, 0, (), ()),
    ]
    undo_last(reopen(data), by="Koder")
    assert set(states(data).values()) == {"approved"}


def test_a_theme_raised_by_one_more_member_is_told_with_the_member_and_the_statement(data: DataFolder) -> None:
    code(data, STORLIA_ROOMS, ["arenaer", "bibliotek"])
    found = findings_of(data)
    assert {name for name, one in found.items() if one.state is FindingState.STALE} == {"f-bibliotek"}
    assert changes(found["f-bibliotek"]) == [
        ("theme", "bibliotek", "members", 2, 3, ("9201",), ()),
        ("theme", "bibliotek", "statements", 2, 3, (STORLIA_ROOMS,), ()),
    ]


def test_what_nobody_says_any_more_is_gone(data: DataFolder) -> None:
    code(data, STORLIA_ROOMS, ["museum"])
    assert changes(findings_of(data)["f-lokaler"]) == [("theme", "arenaer", "gone", 1, 0, (), ("9201",))]


def test_a_coding_taken_away_leaves_the_statement_to_the_computer(data: DataFolder) -> None:
    removed = CodingRemoved(by="Koder", client="pc", statement_id=LILLEVIKA)
    append_events(data, "91", [removed])
    found = findings_of(data)["f-bibliotek"]
    assert ("statement", LILLEVIKA, "coders", 1, 0, (), ()) in changes(found)


def test_a_statement_that_may_no_longer_be_quoted_is_told(data: DataFolder) -> None:
    workspace = reopen(data)
    (source,) = judging.find_sources(workspace, "91", ["91/storvika-vedtak.txt"])
    judging.register_sources(
        workspace,
        "91",
        [source],
        by="Rådgiver",
        registration=judging.Registration(quotable=False),
    )
    assert changes(findings_of(data)["f-tilskudd"]) == [("statement", STORVIKA, "quotable", 1, 0, (), ())]


def test_a_finding_whose_words_alone_are_changed_is_a_draft_again_until_they_are_as_before(data: DataFolder) -> None:
    write(data, "f-lokaler", "Noe annet. Eksempel – oppdiktet", themes=["arenaer"])
    found = findings_of(data)["f-lokaler"]
    assert (found.state, found.text_changed, found.changes) == (FindingState.DRAFT, True, ())
    undo_last(reopen(data), by="Kari")
    assert findings_of(data)["f-lokaler"].state is FindingState.APPROVED


def test_words_that_nobody_has_approved_are_a_draft_also_where_they_hold_other_numbers(data: DataFolder) -> None:
    write(data, "f-lokaler", "Bare {tall:medlemmer-horte} er hørt. Eksempel – oppdiktet", themes=["arenaer"])
    found = findings_of(data)["f-lokaler"]
    assert (found.state, found.text_changed) == (FindingState.DRAFT, True) and found.changes


def test_a_finding_moved_or_written_again_by_another_stands_approved(data: DataFolder) -> None:
    write(data, "f-lokaler", themes=["arenaer"], place=7, by="Ola")
    found = findings_of(data)["f-lokaler"]
    assert (found.state, found.place, found.text_changed) == (FindingState.APPROVED, 7, False)


@pytest.mark.parametrize(
    "other",
    [
        {"heading": Text(nb="Noe annet. Eksempel – oppdiktet")},
        {"section": "oppvekst"},
        {"claims": [GRANT]},
        {"themes": []},
        {"statements": [STORVIKA]},
        {"quotes": [PickedQuote(statement_id=STORVIKA, text="staten")]},
        {"strength": Strength.BROAD},
        {"basis": Basis(level=BasisLevel.THIN, reason="få")},
        {"documents": [FindingDocument.INPUT]},
    ],
)
def test_everything_that_is_printed_is_part_of_what_is_approved(data: DataFolder, other: dict[str, object]) -> None:
    section = reopen(data).dialogue.main_themes[0].code
    first = write(data, "f-x", themes=["arenaer", "bibliotek"])
    again = write(data, "f-x", themes=["bibliotek", "arenaer"], place=3, by="Ola")
    assert content_sha256(first) == content_sha256(again)
    changed = {name: section if name == "section" else value for name, value in other.items()}
    assert content_sha256(write(data, "f-x", **{"themes": ["arenaer", "bibliotek"], **changed})) != content_sha256(
        first
    )


def test_a_claim_merged_into_another_takes_the_finding_along_and_it_says_so(data: DataFolder) -> None:
    code(data, STORLIA, ["kulturskole-okonomi"], {LATER: "for"})
    approve(data, "f-tilskudd")
    apply_change(reopen(data), MergeClaims(claims=(GRANT,), into=LATER), by="Kari")
    found = findings_of(data)["f-tilskudd"]
    assert (found.state, found.claims) == (FindingState.STALE, (LATER,))
    assert f"{{tall:medlemmer-med-standpunkt:{LATER}:for}}" in found.text.nb and GRANT + ":" not in found.text.nb
    assert changes(found) == [
        ("claim", GRANT, "taken_over", None, LATER, (), ()),
        ("claim", LATER, "members:for", 1, 2, ("9201",), ()),
        ("claim", LATER, "statements", 1, 2, (STORLIA,), ()),
        ("field", f"medlemmer-med-standpunkt:{LATER}:for", "value", 1, 2, (), ()),
        ("field", f"medlemmer-som-uttalte-seg:{LATER}", "value", 1, 2, (), ()),
    ]
    approve(data, "f-tilskudd")
    assert findings_of(data)["f-tilskudd"].state is FindingState.APPROVED


def test_a_claim_that_is_split_leaves_the_finding_on_all_its_parts(data: DataFolder) -> None:
    parts = tuple(NewClaim(id=code_, text=Text(nb=f"{code_} Eksempel – oppdiktet")) for code_ in ("k-a", "k-b"))
    split = SplitClaim(claim_id=GRANT, parts=parts, assigned={STORVIKA: "k-a", STORLIA: "k-b"})
    apply_change(reopen(data), split, by="Kari")
    found = findings_of(data)["f-tilskudd"]
    assert (found.state, found.claims) == (FindingState.STALE, ("k-a", "k-b"))
    assert changes(found)[0] == ("claim", GRANT, "taken_over", None, "k-a, k-b", (), ())
    # What came in under the one is now in two: no number of theirs can be held against one before.
    assert {one.kind for one in found.changes[1:]} == {"field"}
    assert {one.claim_id for one in found.evidence.claims} == {"k-a", "k-b"}


def test_a_claim_that_is_retired_is_told_as_that(data: DataFolder) -> None:
    apply_change(reopen(data), RetireClaim(claim_id=RIGHT), by="Kari")
    found = findings_of(data)["f-rammer"]
    assert (found.state, found.claims, found.evidence.claims) == (FindingState.STALE, (RIGHT,), ())
    assert changes(found) == [("claim", RIGHT, "retired", None, None, (), ())]


def test_evidence_is_that_of_all_languages_and_quotes_in_the_order_of_codes(data: DataFolder) -> None:
    text = Text(nb=f"Eksempel [@{STORVIKA}]", nn=f"Døme [@{STORLIA}]", en="{tall:medlemmer-horte:kommuner} x")
    event = judged.write_finding(
        reopen(data),
        finding_id="f-alt",
        heading=Text(nb="Eksempel – oppdiktet"),
        text=text,
        by="Kari",
        claims=[RIGHT, GRANT],
        quotes=[PickedQuote(statement_id=LILLEVIKA, text="sterkere bibliotek")],
    )
    evidence = read_evidence(event, overview_of(data))
    assert [one.claim_id for one in evidence.claims] == [RIGHT, GRANT]
    assert [one.statement_id for one in evidence.statements] == sorted([STORVIKA, STORLIA, LILLEVIKA])
    assert [(one.field, one.value) for one in evidence.fields] == [("medlemmer-horte:kommuner", 3)]
    grant = evidence.claims[1]
    assert (grant.members[Position.FOR], grant.members[Position.AGAINST]) == (("9101",), ("9201",))


def test_a_finding_says_who_it_asks_something_of(data: DataFolder) -> None:
    write(data, "f-alt", claims=[RIGHT, GRANT])
    assert findings_of(data)["f-alt"].addressees == (Addressee.KS, Addressee.STATE)


def test_the_order_of_events_never_matters(data: DataFolder) -> None:
    events, _ = read_events(data)
    overview, workspace = overview_of(data), reopen(data)
    for seed in range(5):
        shuffled = list(events)
        random.Random(seed).shuffle(shuffled)
        judgements = fold_events(shuffled)
        assert build_findings(with_judgements(workspace, judgements), overview) == overview.findings


def test_findings_stand_by_section_then_place(data: DataFolder) -> None:
    first, second = (theme.code for theme in reopen(data).dialogue.main_themes[:2])
    for finding_id, section, place in (("f-b", second, 1), ("f-c", first, 2), ("f-d", first, 1), ("f-a", "", 9)):
        write(data, finding_id, section=section, place=place)
    order = [finding_id for finding_id in findings_of(data) if len(finding_id) == 3]
    assert order == ["f-a", "f-d", "f-c", "f-b"]


def test_each_claim_and_theme_that_was_raised_has_a_fate_or_is_overlooked(data: DataFolder) -> None:
    def fates() -> dict[str, tuple[tuple[str, ...], Fate | None, bool]]:
        return {one.code: (one.findings, one.fate, one.is_overlooked) for one in overview_of(data).fates}

    assert fates() == {
        GRANT: (("f-tilskudd",), None, False),
        RIGHT: (("f-rammer",), None, False),
        "arenaer": (("f-lokaler",), None, False),
        "bibliotek": (("f-bibliotek",), None, False),
        "kulturskole-okonomi": ((), None, True),
    }
    judged.give_fate(reopen(data), "theme", "kulturskole-okonomi", fate=Fate.BACKGROUND, by="Kari")
    assert fates()["kulturskole-okonomi"] == ((), Fate.BACKGROUND, False)
    judged.remove_finding(reopen(data), "f-rammer", by="Kari")
    assert fates()[RIGHT] == ((), None, True)
    judged.give_fate(reopen(data), "theme", "kulturskole-okonomi", fate=None, by="Kari")
    assert fates()["kulturskole-okonomi"] == ((), None, True)


def test_a_change_is_told_in_both_forms_with_who_came_and_went(data: DataFolder) -> None:
    code(data, STORVIKA, ["kulturskole-okonomi"], {GRANT: "against"})
    found = findings_of(data)["f-tilskudd"]
    nb, nn = (build_labels(reopen(data), language) for language in ("nb", "nn"))
    assert [describe_change(change, nb) for change in found.changes] == [
        "Medlemmer for kravet «Staten bør gi tilskudd. Eksempel – oppdiktet»: 1 → 0 (Storvika kommune er ikke lenger med)",
        "Medlemmer mot kravet «Staten bør gi tilskudd. Eksempel – oppdiktet»: 1 → 2 (Storvika kommune er kommet til)",
        f"Standpunktene i utsagnet {STORVIKA}: «Staten bør gi tilskudd. Eksempel – oppdiktet»: for → "
        "«Staten bør gi tilskudd. Eksempel – oppdiktet»: mot",
        "Tallet i teksten, medlemmer med standpunktet «for» til «Staten bør gi tilskudd. Eksempel – oppdiktet»: 1 → 0",
    ]
    assert describe_change(found.changes[0], nn) == (
        "Medlemmer for kravet «Staten bør gi tilskot. Eksempel – oppdiktet»: 1 → 0 (Storvika kommune er ikkje lenger med)"
    )


def test_a_statement_that_is_cited_and_set_aside_is_gone(data: DataFolder) -> None:
    workspace = reopen(data)
    (source,) = judging.find_sources(workspace, "91", ["91/lillevika-vedtak.txt"])
    judging.set_source_aside(workspace, "91", source, by="Rådgiver", reason="")
    told = changes(findings_of(data)["f-bibliotek"])
    assert ("statement", LILLEVIKA, "gone", None, None, (), ()) in told
    assert ("theme", "bibliotek", "members", 2, 1, (), ("9102",)) in told
    assert STORVIKA_LIBRARY not in str(told)
