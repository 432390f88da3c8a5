"""The example dialogue is what data/README.md says: invented, varied, and with every situation a reader should meet."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from medlemsdialog import evidence
from medlemsdialog.evidence import Workspace, build_labels, heard_through
from medlemsdialog.evidence.assessment_checks import find_assessment_problems
from medlemsdialog.evidence.assessment_text import parse_assessment
from medlemsdialog.evidence.copied import group_texts
from medlemsdialog.intake.document import Document
from medlemsdialog.intake.reading import read_document
from medlemsdialog.models.summary import AreaSummary
from medlemsdialog.models.vocabulary import Openness, Position, SourceState
from medlemsdialog.paths import NATIONAL, BuildFolder, DataFolder


@pytest.fixture(scope="module")
def workspace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return evidence.open_workspace(DataFolder(root / "data"), BuildFolder(tmp_path_factory.mktemp("build")))


@pytest.fixture(scope="module")
def summaries(workspace: Workspace) -> dict[str, AreaSummary]:
    built = {}
    for code in (*workspace.county_codes, NATIONAL):
        received = evidence.read_received(workspace, code)
        built[code] = evidence.build_summary(workspace, received, evidence.code_statements(workspace, received))
    return built


def counties(summaries: dict[str, AreaSummary]) -> dict[str, AreaSummary]:
    return {code: summary for code, summary in summaries.items() if code != NATIONAL}


def test_counties_are_heard_in_every_way(summaries: dict[str, AreaSummary]):
    ways = Counter(heard_through(summary) for summary in counties(summaries).values())
    assert ways["none"] == 3
    assert ways["bodies"] == 1
    assert ways["waiting"] == 1


def test_size_is_that_of_a_real_dialogue(summaries: dict[str, AreaSummary]):
    sources = [source for summary in summaries.values() for source in summary.sources]
    written = [s for summary in summaries.values() for s in summary.statements if not s.tick]
    assert 60 <= len(sources) <= 90
    assert 350 <= len(written) <= 520


def test_every_format_and_level_and_status_is_there(summaries: dict[str, AreaSummary], root: Path):
    endings = {file.suffix for _, file in DataFolder(root / "data").originals()}
    assert {".docx", ".pdf", ".xlsx", ".csv", ".txt", ".md", ".eml", ".odt", ".rtf", ".html"} <= endings
    sources = [source for summary in summaries.values() for source in summary.sources]
    assert {source.level.value for source in sources} == {"municipality", "county_council", "body", "other"}
    assert {"decision", "proposal", "administrative", "minutes", "individual"} <= {s.status.value for s in sources}


def test_no_coding_has_lost_its_statement(workspace: Workspace):
    lost = [
        problem.found
        for code in (*workspace.county_codes, NATIONAL)
        for problem in evidence.read_received(workspace, code).problems
        if problem.rule in {"orphan-coding", "log-line", "original_missing", "original_changed"}
    ]
    assert lost == []


def test_two_coders_disagree_on_some_statements(summaries: dict[str, AreaSummary]):
    twice = [s for summary in summaries.values() for s in summary.statements if s.coders == 2]
    assert len(twice) >= 20
    assert 3 <= sum(bool(statement.disputed) for statement in twice) < len(twice) / 2


def test_claims_address_everybody_and_some_split_the_members(workspace: Workspace, summaries: dict[str, AreaSummary]):
    assert 20 <= len(workspace.claims) <= 30
    assert len({claim.addressee for claim in workspace.claims}) == 4
    taken: dict[str, Counter[Position]] = {}
    for summary in summaries.values():
        for row in summary.claims:
            for position in Position:
                taken.setdefault(row.claim_id, Counter())[position] += len(row.members.of(position))
    split = [claim for claim, count in taken.items() if count[Position.FOR] >= 2 and count[Position.AGAINST] >= 2]
    assert len(split) >= 3


def test_one_claim_looks_unanimous_and_is_not(summaries: dict[str, AreaSummary]):
    rows = [row for s in summaries.values() for row in s.claims if row.claim_id == "k-ks-kultur-i-konsultasjonene"]
    supporting = sum(len(row.members.supporting) for row in rows)
    other = sum(len(row.members.mixed) + len(row.members.opposing) for row in rows)
    assert supporting >= 5 and other >= 1


def test_some_counties_are_signed_off_and_one_has_lapsed(summaries: dict[str, AreaSummary]):
    states = Counter(summary.sign_off for summary in counties(summaries).values())
    assert states["standing"] >= 4 and states["lapsed"] == 1


def test_most_counties_with_input_have_an_assessment(summaries: dict[str, AreaSummary]):
    heard = [s for s in counties(summaries).values() if any(x.state is SourceState.REGISTERED for x in s.sources)]
    assert sum(bool(summary.assessments) for summary in heard) > len(heard) / 2


def test_every_number_and_citation_in_the_assessments_leads_somewhere(
    workspace: Workspace, summaries: dict[str, AreaSummary]
):
    texts = [(summary, row.text) for summary in counties(summaries).values() for row in summary.assessments]
    parts = [part for _, text in texts for part in parse_assessment(text)]
    assert {part.type for part in parts} == {"text", "citation", "field"}
    found = [
        problem.rule
        for summary, text in texts
        for problem in find_assessment_problems(
            text, summary, build_labels(workspace, summary.area.language), workspace.judgements
        )
    ]
    assert set(found) <= {"assessment_typed_number"}


def test_no_words_of_sources_that_may_not_be_quoted_reach_a_summary(
    workspace: Workspace, summaries: dict[str, AreaSummary]
):
    """Reports and tables that are shared are made of summaries alone; work reports read the originals."""
    open_words, closed_words = set(), set()
    for code in (*workspace.county_codes, NATIONAL):
        received = evidence.read_received(workspace, code)
        for passage in received.passages:
            source = received.source(passage.source_id)
            may_be_quoted = source.counts and source.quotable and source.openness is Openness.PUBLIC
            (open_words if may_be_quoted else closed_words).add(passage.text)
    printed = json.dumps([summary.model_dump(mode="json") for summary in summaries.values()], ensure_ascii=False)
    senders = {source.sender_name for summary in summaries.values() for source in summary.sources}
    told = [
        words
        for words in closed_words - open_words - senders
        if len(words) > 25 and json.dumps(words, ensure_ascii=False)[1:-1] in printed
    ]
    assert closed_words and told == []


def test_every_original_says_that_it_is_invented(root: Path):
    """All but the scan, whose words no program reads; it says so on the picture."""
    silent = []
    for source, file in DataFolder(root / "data").originals():
        if "skannet" in file.name:
            continue
        document = read_document(file.name, file.read_bytes())
        words = " ".join([*(block.text for block in document.blocks), *_cells(document)])
        if not re.search(r"oppdikt(et|a)", words):
            silent.append(source)
    assert silent == []


def _cells(document: Document) -> list[str]:
    return [cell for sheet in document.sheets for row in sheet.rows for cell in row]


def test_places_named_in_the_list_of_traps_are_there(root: Path):
    readme = (root / "data/README.md").read_text(encoding="utf-8")
    traps = readme.split("## Fellene, og hvor de står")[1]
    originals = {source for source, _ in DataFolder(root / "data").originals()}
    named = {place for place in re.findall(r"`([^`]+)`", traps) if "/" in place}
    assert len(named) > 25
    assert named <= originals


def test_name_of_an_older_structure_waits_for_a_person(workspace: Workspace):
    for code in (*workspace.county_codes, NATIONAL):
        received = evidence.read_received(workspace, code)
        found = [p for p in received.problems if p.rule == "foreign_edition_sender"]
        if found:
            assert [p.source for p in found] == ["national/innspillsskjema.xlsx#S-0042"]
            source = next(s for s in received.sources if s.source == found[0].source)
            assert source.state is SourceState.PROPOSED
            return
    pytest.fail("no name of an older structure in the example")


COPIED = {
    # How the organisation's texts begin, and the files or rows of those who used them.
    "Kulturskolen er kommunens viktigste verktøy": {"S-0015", "S-0018", "aksvoll", "samark"},
    "Kulturskolen bør være til stede": {"S-0015", "aksvoll", "samark"},
}


def test_texts_of_the_organisation_are_grouped_with_their_near_copies(summaries: dict[str, AreaSummary]):
    source_of = {source.source_id: source.source for summary in summaries.values() for source in summary.sources}
    copied = group_texts(list(summaries.values())).copied
    shared = {text.text: text for text in copied if text.senders > 1 and text.text is not None}
    assert len(shared) == len(COPIED)
    for beginning, files in COPIED.items():
        text = next(text for words, text in shared.items() if words.startswith(beginning))
        found = {source_of[statement.statement_id.partition("-")[0]] for statement in text.statements}
        assert {next(file for file in files if file in source) for source in found} == files
        assert text.organisations == ("Kulturskolesambandet i eksempelet",)


def test_county_hears_of_the_organisation_behind_its_texts(workspace: Workspace):
    for code, copies in {"61": 1, "64": 4, "72": 0}.items():
        sent = evidence.read_received(workspace, code).sent_elsewhere
        assert len(sent) == copies
        assert {one.sender_name for one in sent} <= {"Kulturskolesambandet i eksempelet"}


def test_decision_that_only_joins_a_missing_attachment_lacks_it(summaries: dict[str, AreaSummary]):
    for area, sender in (("72", "7203"), ("71", "7105")):
        states = {answer.state.value for answer in summaries[area].answers if answer.sender_code == sender}
        assert states == {"attachment_missing"}, sender


def test_sample_is_coded_across_counties_and_shows_every_stage(workspace: Workspace, summaries: dict[str, AreaSummary]):
    (sample,) = workspace.judgements.samples.values()
    assert {item.area_code for item in sample.items} == {
        code for code, s in counties(summaries).items() if s.statements
    }
    compared = [row for summary in summaries.values() for row in summary.compared if row.in_sample]
    assert 20 <= len(compared) < len(sample.items)
    assert any(row.settled for row in compared) and any(not row.alike and not row.settled for row in compared)
    measured = evidence.measure_agreement(summaries.values(), sorted(workspace.codebook.codes))
    withheld = [row for row in measured.themes if row.alpha.value is None]
    assert withheld and len(withheld) < len(measured.themes)
