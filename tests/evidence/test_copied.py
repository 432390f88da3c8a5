"""Copies are found across counties by the summaries alone, also where the words may not be quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import Workspace, build_summary, open_workspace
from medlemsdialog.evidence.copied import NationalTexts, group_texts
from medlemsdialog.intake.duplicates import mark_duplicates
from medlemsdialog.models.passages import Passage
from medlemsdialog.models.sources import Source
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Level, Likeness, Openness, Status
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder

TEXT = (
    "Eksempel – oppdiktet: Kulturskolen er kommunens viktigste verktøy for at barn skal få utvikle evnene sine, men "
    "tilbudet avhenger i dag av bosted og av hva foreldrene har råd til."
)
NEAR = TEXT.replace("barn skal", "alle barn skal")
CLOSED = {"openness": Openness.INTERNAL, "quotable": False}


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


def summary(workspace: Workspace, area: str, *said: tuple[Source, Passage]) -> AreaSummary:
    passages, _ = mark_duplicates([spoken for _, spoken in said])
    sources = list({who.source_id: who for who, _ in said}.values())
    return build_summary(workspace, intake(area, sources, list(passages)), [coded(p, "museum") for p in passages])


def from_tyrihavn(text: str = TEXT, **more: object) -> tuple[Source, Passage]:
    return source("k1", "6101", **more), passage("k1", 1, text)


def from_fjordborg(text: str = NEAR, **more: object) -> tuple[Source, Passage]:
    return source("k2", "7201", county="72", **more), passage("k2", 1, text)


def group(workspace: Workspace, one: tuple[Source, Passage], other: tuple[Source, Passage]) -> NationalTexts:
    return group_texts([summary(workspace, "61", one), summary(workspace, "72", other)])


def test_near_copies_in_two_counties_are_one_text_by_two_senders(workspace: Workspace) -> None:
    texts = group(workspace, from_tyrihavn(), from_fjordborg())
    copied = texts.copied[0]
    assert (len(copied.statements), copied.distinct_wordings, copied.members, copied.senders) == (2, 2, 2, 2)
    assert copied.likenesses == (Likeness.NEAR,) and copied.area_codes == ("61", "72")
    assert len(set(texts.unit_of.values())) == 1


@pytest.mark.parametrize("hidden", ["61", "72", "both"])
def test_near_copies_are_found_where_the_words_may_not_be_quoted(workspace: Workspace, hidden: str) -> None:
    one = from_tyrihavn(**(CLOSED if hidden != "72" else {}))
    other = from_fjordborg(**(CLOSED if hidden != "61" else {}))
    texts = group(workspace, one, other)
    assert len(texts.copied) == 1
    assert texts.copied[0].text == {"61": NEAR, "72": TEXT, "both": None}[hidden]


def test_template_is_found_by_its_key_where_the_words_may_not_be_quoted(workspace: Workspace) -> None:
    short = "Eksempel – oppdiktet: Lia kommune ønsker 3 nye stillinger i kulturskolen."
    texts = group(workspace, from_tyrihavn(short, **CLOSED), from_fjordborg(short.replace("Lia", "Moen"), **CLOSED))
    assert texts.copied[0].likenesses == (Likeness.TEMPLATE,)


def test_summary_carries_a_sketch_only_where_the_words_are_missing_and_never_of_what_is_confidential(
    workspace: Workspace,
) -> None:
    def sketch(**more: object) -> str:
        return summary(workspace, "61", from_tyrihavn(**more)).statements[0].wording_sketch

    assert sketch() == ""
    assert len(sketch(**CLOSED)) == 16
    assert sketch(openness=Openness.CONFIDENTIAL, quotable=False) == ""


def test_what_was_said_in_confidence_is_not_told_of_as_copied(workspace: Workspace) -> None:
    confidential = from_fjordborg(TEXT, openness=Openness.CONFIDENTIAL, quotable=False)
    assert group(workspace, from_tyrihavn(), confidential).copied == ()


def test_organisation_is_named_and_a_person_is_not(workspace: Workspace) -> None:
    def organisations(**more: object) -> tuple[str, ...]:
        without = source("k3", "", county="", level=Level.OTHER, **({"sender_name": "Foreningen Eksempel"} | more))
        nation = summary(workspace, NATIONAL, (without, passage("k3", 1, TEXT)))
        return group_texts([summary(workspace, "61", from_tyrihavn(NEAR)), nation]).copied[0].organisations

    assert organisations() == ("Foreningen Eksempel",)
    assert organisations(status=Status.INDIVIDUAL, sender_name="Ola Oppdiktet") == ()
