"""A quotation is printed only while its words stand in a statement that may be quoted, wherever in a finding it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from medlemsdialog.dialogue_text import Text
from medlemsdialog.evidence import build_labels
from medlemsdialog.evidence.finding_checks import check_findings
from medlemsdialog.evidence.finding_text import resolve_finding
from medlemsdialog.evidence.held_quotations import hold_back_quotations
from medlemsdialog.models.findings import Basis
from medlemsdialog.models.national import NationalOverview
from medlemsdialog.models.vocabulary import BasisLevel, Fate, FindingState, Openness
from medlemsdialog.paths import DataFolder
from medlemsdialog.runs import findings as judged
from medlemsdialog.runs import judging
from support.mini_nation import GRANT, LILLEVIKA, approve, findings_of, overview_of, reopen, write, write_mini_nation

SAID = "ønsker et sterkere bibliotek i distriktet"


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return write_mini_nation(tmp_path / "dialog")


def printed(data: DataFolder, overview: NationalOverview) -> str:
    """All that is printed of what people have written."""
    labels = build_labels(reopen(data), "nb")
    told = [fate.reason for fate in overview.fates]
    for finding in overview.findings:
        told += [one.printed for one in resolve_finding(finding, overview, labels).sentences]
        told += [finding.heading.nb, *((finding.basis.reason, *finding.basis.notes.values()) if finding.basis else ())]
    return "\n".join(told)


def make_confidential(data: DataFolder) -> None:
    workspace = reopen(data)
    (source,) = judging.find_sources(workspace, "91", ["91/lillevika-vedtak.txt"])
    registration = judging.Registration(openness=Openness.CONFIDENTIAL)
    judging.register_sources(workspace, "91", [source], by="Rådgiver", registration=registration)


def test_words_of_a_source_made_confidential_are_printed_nowhere(data: DataFolder) -> None:
    write(
        data,
        "f-bibliotek",
        f"En kommune «{SAID}» [@{LILLEVIKA}]. Den sier «bibliotek» [@{LILLEVIKA}].",
        heading=Text(nb=f"De «{SAID}»"),
        basis=Basis(level=BasisLevel.THIN, reason=f"Én kommune «{SAID}»."),
        themes=["bibliotek"],
    )
    judged.give_fate(reopen(data), "claim", GRANT, fate=Fate.BACKGROUND, by="Kari", reason=f"Hører til «{SAID}».")
    approve(data, "f-bibliotek")
    assert printed(data, overview_of(data)).count(SAID) == 4
    make_confidential(data)
    overview = overview_of(data)
    assert overview.findings[0].state is FindingState.STALE
    told = printed(data, overview)
    assert SAID not in told and "«bibliotek»" not in told and told.count("«[…]»") == 5
    rules = {fault.rule for fault in check_findings(reopen(data), overview)}
    assert {"finding_evidence_gone", "finding_quote_held_back"} <= rules


def test_what_is_written_stays_and_is_printed_again_when_it_may_be(data: DataFolder) -> None:
    written = f"En kommune «{SAID}» [@{LILLEVIKA}]."
    write(data, "f-bibliotek", written, themes=["bibliotek"])
    make_confidential(data)
    assert findings_of(data)["f-bibliotek"].text.nb == written
    workspace = reopen(data)
    (source,) = judging.find_sources(workspace, "91", ["91/lillevika-vedtak.txt"])
    registration = judging.Registration(openness=Openness.PUBLIC)
    judging.register_sources(workspace, "91", [source], by="Rådgiver", registration=registration)
    assert SAID in printed(data, overview_of(data))


@pytest.mark.parametrize(
    ("written", "is_printed"),
    [
        ("Kravet «Staten bør gi tilskudd.» støttes", True),
        ("Mange snakker om «kultur for alle»", True),
        ("De sier «dette har ingen sagt til noen»", False),
        (f"De sier «{SAID}»", True),
        (f"De sier “{SAID}”", True),
        (f"De sier «dette har ingen sagt til noen» [@{LILLEVIKA}]", False),
        ("De sier «bibliotek» [@k7e095bf886-00000000]", False),
    ],
)
def test_a_quotation_is_looked_up_in_what_it_cites_else_in_all(
    data: DataFolder, written: str, is_printed: bool
) -> None:
    names = frozenset({"staten bør gi tilskudd."})
    assert (hold_back_quotations(written, overview_of(data), names) == written) is is_printed
