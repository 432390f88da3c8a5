"""What is told of an area since a release, and what a source that was made confidential must not give away."""

from __future__ import annotations

from evidence.build import coded, intake, passage, source
from medlemsdialog.evidence import open_workspace, share_summary
from medlemsdialog.evidence.changed_areas import compare_area
from medlemsdialog.evidence.summary import build_summary
from medlemsdialog.models.summary import ClaimRow, Standpoints
from medlemsdialog.models.vocabulary import Addressee, Openness
from medlemsdialog.paths import DataFolder, shipped

THEME = "bibliotek"


def area(*, confidential=False, more=False):
    workspace = open_workspace(DataFolder(shipped("data")))
    members = [member.code for member in workspace.register.members_in("61")][:3]
    openness = {members[1]: Openness.CONFIDENTIAL} if confidential else {}
    sent = members if more else members[:2]
    sources = [source(f"k{code}", code, openness=openness.get(code, Openness.PUBLIC)) for code in sent]
    passages = [passage(one.source_id, 1, f"Eksempel – oppdiktet {one.sender_code}") for one in sources]
    received = intake("61", sources, passages)
    statements = [coded(one, THEME) for one in passages]
    return share_summary(build_summary(workspace, received, statements)), members


def test_what_is_the_same_is_not_told():
    before, _ = area()
    assert not compare_area("61", before, before).is_changed


def test_a_newly_heard_member_is_named_and_raises_its_theme():
    (before, _), (after, members) = area(), area(more=True)
    changes = compare_area("61", before, after)
    assert changes.newly_heard == (members[2],)
    (change,) = changes.codes
    assert (change.code, change.members.before, change.members.after, change.is_withheld) == (THEME, 2, 3, False)
    assert (changes.silent.before or 0) - (changes.silent.after or 0) == 1


def test_no_number_tells_what_a_source_said_that_is_confidential_now():
    (before, _), (after, members) = area(), area(confidential=True)
    assert after.withheld_codes == (members[1],)
    changes = compare_area("61", before, after)
    assert changes.statements is None
    assert [change.is_withheld for change in changes.codes] == [True]
    assert members[1] not in changes.newly_heard


def test_claim_of_other_senders_alone_is_not_told_of_as_gone():
    before, _ = area()
    (theme,) = before.themes
    claim = ClaimRow(
        claim_id="k-x",
        addressee=Addressee.KS,
        themes=(theme.theme,),
        purpose="",
        members=Standpoints(),
        bodies=Standpoints(),
        other_senders=1,
        statements=theme.statements,
    )
    assert compare_area("61", before.model_copy(update={"claims": (claim,)}), before).codes == ()


def test_a_county_whose_run_failed_is_unknown_not_silent():
    before, _ = area()
    changes = compare_area("61", before, None)
    assert changes.is_unknown and changes.silent.after is None and changes.codes == ()
